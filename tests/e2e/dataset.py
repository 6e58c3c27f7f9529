"""A second reader of the network format, from docs/network-format.md alone: csv, json and no GDAL."""

import csv
import json
import math
import tomllib
from dataclasses import dataclass, field

EQUATOR_RADIUS_KM = 6378.137  # WGS84


def rows(folder, layer):
    path = folder / f"{layer}.csv"
    if not path.exists():
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(file)]


def number(text):
    return float(text) if text not in ("", None) else None


def flag(text):
    return {"1": True, "true": True, "0": False, "false": False, "": None, None: None}[text]


def ids(text):
    return [part.strip() for part in text.split(";")]


def length_along_equator_km(line):
    """The only geodesic that is known without a geodesic solver."""
    assert all(latitude == 0 for _, latitude in line), "state length_km, or draw the line along the equator"
    return sum(EQUATOR_RADIUS_KM * math.radians(abs(b[0] - a[0])) for a, b in zip(line, line[1:]))


@dataclass
class Network:
    nodes: dict
    systems: dict
    segments: dict
    routes: list
    sections: list
    links: dict
    terminals: dict = field(default_factory=dict)

    def kind(self, node):
        return self.nodes[node]["kind"]

    def stations(self, node, bound):
        """{element: systems in it, None for all} of the stations at a node; bound: shared or separate."""
        if self.kind(node) != "station":
            return {}
        landing = {segment["system"] for segment in self.segments.values() if node in (segment["from"], segment["to"])}
        if bound == "separate" and self.nodes[node].get("site") == "town" and landing:
            return {f"station:{node}@{system}": {system} for system in landing}
        return {f"station:{node}": None}

    def ends_routes(self, node):
        return self.kind(node) != "branching_unit" or flag(self.nodes[node].get("switchable")) is True


def read_network(folder, include_planned=False):
    left_out = ("retired",) if include_planned else ("retired", "planned")
    systems = {row["id"]: row for row in rows(folder, "systems") if row.get("status") not in left_out}
    with open(folder / "segments.geojson", encoding="utf-8") as file:
        features = json.load(file)["features"]
    segments = {}
    for feature in features:
        segment = feature["properties"]
        if segment["system"] not in systems:
            continue
        if segment.get("length_km") is None:
            segment["length_km"] = length_along_equator_km(feature["geometry"]["coordinates"])
        segments[segment["id"]] = segment
    in_network = [row for row in rows(folder, "routes") if row["system"] in systems]
    routes = [{**row, "segments": ids(row["segments"])} for row in in_network]
    sections = [{**row, "segments": ids(row["segments"])} for row in rows(folder, "power_sections")
                if row["system"] in systems]
    touched = {end for segment in segments.values() for end in (segment["from"], segment["to"])}
    links = [row for row in rows(folder, "links") if not row.get("retired")]
    lives = touched | {row[end] for row in links if row["kind"] != "backhaul" for end in ("from", "to")} \
        | {row["node"] for row in rows(folder, "weights")}
    landed = {feature["properties"][end] for feature in features for end in ("from", "to")}
    nodes = {row["id"]: row for row in rows(folder, "nodes")
             if row["id"] in lives or row["kind"] != "branching_unit" and (row["kind"] != "station" or row["id"] not in landed)}
    links = {row["id"]: row for row in links if row["from"] in nodes and row["to"] in nodes}
    terminals = {}
    for row in rows(folder, "terminals"):
        if row["node"] in nodes:
            terminals.setdefault(row["set"], []).append(row["node"])
    return Network(nodes, systems, segments, routes, sections, links, terminals)


def read_experiment(path, **overrides):
    """The file as a dict; overrides are written section__key=value."""
    with open(path, "rb") as file:
        experiment = tomllib.load(file)
    for key, value in overrides.items():
        section, name = key.split("__")
        experiment.setdefault(section, {})[name] = value
    return experiment
