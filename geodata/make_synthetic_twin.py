#!/usr/bin/python3
"""Make synthetic-twin/: a network of invented cables with the statistics of taiwan-japan/, for examples that name cuts.

Usage: /usr/bin/python3 geodata/make_synthetic_twin.py [--check]   (--check: write nothing, exit 1 if the files differ)

Kept exactly: how many systems, segments, routes, power sections and links there are, how many landings each system has, how
many systems land at each station, shares of depth, fibre pairs, capacities, statuses. Kept nearly: lengths (within 5 %, and
never shorter than the drawn line), positions relative to each other (within 40 km), people (within 15 %). Invented: the sea
(the map is mirrored and moved), every name, and which of the systems land at which of the stations: landings in one country,
within 400 km and half of the shortest segment there, are exchanged at random. A cut named in the twin names nothing real.
"""
import csv
import io
import json
import math
import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA, TWIN = HERE / "taiwan-japan", HERE / "synthetic-twin"
SOURCE = "invented: geodata/make_synthetic_twin.py"
SWAP_KM, SWAP_SHARE, JITTER_KM, SEED = 400.0, 0.5, 40.0, 20260101
COUNTRIES = ["Meridia", "Solenne", "Aldora", "Brevia", "Caldis", "Dunmere", "Eskara", "Farland", "Galvane", "Hestria", "Isolde",
             "Jorvania", "Kestria", "Lorvane", "Morvenia", "Norlund", "Ostara", "Pellara"]  # the first two: Taiwan, Japan
ADJECTIVES = "Amber Azure Bright Coral Dusky Early Fabled Gentle Hidden Ivory Jade Keen Lunar Misty".split()
NOUNS = "Albatross Barnacle Cormorant Dolphin Eider Frigate Gannet Heron Kelp Limpet Marlin Narwhal".split()
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v".split() for b in "a e i o u al en or us il".split()]


class Random(random.Random):
    """The part of the generator that gives the same numbers in every version of Python."""

    def between(self, low, high):
        return low + (high - low) * self.random()

    def pick(self, rows):
        return rows[int(self.random() * len(rows))]

    def shuffled(self, rows):
        return [rows[i] for _, i in sorted((self.random(), i) for i in range(len(rows)))]


def read(name):
    with open(DATA / f"{name}.csv", newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def distance_km(a, b):
    (x, y), (u, v) = (tuple(map(math.radians, p)) for p in (a, b))
    h = math.sin((v - y) / 2) ** 2 + math.cos(y) * math.cos(v) * math.sin((u - x) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def components(segments, links):
    leader = {}

    def find(node):
        leader.setdefault(node, node)
        while leader[node] != node:
            leader[node] = node = leader[leader[node]]
        return node

    for row in segments + links:
        leader[find(row["from"])] = find(row["to"])
    return len({find(node) for node in leader})


def exchange_landings(nodes, tables, at, rng):
    """Swaps stations between systems: each keeps its number of landings, each station its number of systems."""
    segments = tables["segments"]
    landings = sorted({(s["system"], s[end]) for s in segments for end in ("from", "to") if nodes[s[end]]["kind"] == "station"})
    countries = {}
    for system, station in landings:
        countries.setdefault(system, set()).add(nodes[station]["country"])
    stations = {system: {n for s, n in landings if s == system} for system in countries}
    rows = {system: [(row, end) for table, ends in (("segments", ("from", "to")), ("routes", ("from", "to")),
                                                    ("power_sections", ("end_a", "end_b")))
                     for row in tables[table] if row["system"] == system for end in ends] for system in countries}

    shortest = {}
    for s in segments:
        for end in ("from", "to"):
            key = s["system"], s[end]
            shortest[key] = min(shortest.get(key, math.inf), s["length_km"] or s["drawn_km"])

    def move(system, old, new):
        for row, end in rows[system]:
            if row[end] == old:
                row[end] = new
        stations[system] = stations[system] - {old} | {new}
        shortest[system, new] = shortest.pop((system, old))

    status = {s["id"]: s["status"] for s in tables["systems"]}
    whole = components(segments, tables["links"])
    for _ in range(8 * len(landings)):
        i, j = (int(rng.random() * len(landings)) for _ in range(2))
        (one, a), (other, b) = landings[i], landings[j]
        reach = min(SWAP_KM, SWAP_SHARE * shortest[one, a], SWAP_SHARE * shortest[other, b])
        if a == b or nodes[a]["country"] != nodes[b]["country"] or status[one] != status[other] or \
                distance_km(at[a], at[b]) > reach or b in stations[one] or a in stations[other] or \
                (len(countries[one]) == 1) != (len(countries[other]) == 1):
            continue
        move(one, a, b)
        move(other, b, a)
        if components(segments, tables["links"]) == whole:
            landings[i], landings[j] = (one, b), (other, a)
        else:
            move(one, b, a)
            move(other, a, b)


def invent_names(nodes, systems, rng):
    """{old id: (new id, name)} of nodes and of systems, and {old country: new}."""
    known = sorted({n["country"] for n in nodes.values()} - {"", "Taiwan", "Japan"})
    country = dict(zip(["Taiwan", "Japan"] + known, COUNTRIES)) | {"": ""}
    names = rng.shuffled([f"{a} {n}" for a in ADJECTIVES for n in NOUNS])
    of_systems = {s["id"]: (name.lower().replace(" ", "-"), name) for s, name in zip(systems, names)}
    real, taken, of_nodes = {n["name"].lower() for n in nodes.values()}, set(), {}
    for node in nodes.values():
        if node["kind"] == "branching_unit":
            continue
        while True:
            name = "".join(rng.pick(SYLLABLES) for _ in range(3)).capitalize()
            if name not in taken and name.lower() not in real:
                break
        taken.add(name)
        of_nodes[node["id"]] = (name.lower(), name)
    return of_nodes, of_systems, country


def name_joints(of_nodes, of_systems, nodes, segments):
    count = {}
    for s in segments:
        for end in (s["from"], s["to"]):
            if nodes[end]["kind"] == "branching_unit" and end not in of_nodes:
                count[s["system"]] = count.get(s["system"], 0) + 1
                new, name = of_systems[s["system"]]
                of_nodes[end] = (f"{new}-bu{count[s['system']]}", f"{name}, branching unit {count[s['system']]}")


def place(nodes, segments, rng):
    """The mirrored and moved map; {id: (lon, lat)}."""
    shortest = {}
    for s in segments:
        for end in (s["from"], s["to"]):
            shortest[end] = min(shortest.get(end, math.inf), s["length_km"] or s["drawn_km"])
    at = {}
    for node in nodes.values():
        reach = min(JITTER_KM, 0.1 * shortest.get(node["id"], 100.0)) / 111.2
        lon, lat = float(node["lon"]) % 360 - 130, -float(node["lat"])
        at[node["id"]] = (round(lon + rng.between(-reach, reach), 4), round(lat + rng.between(-reach, reach), 4))
    return at


def bowed(a, b, rng):
    """Three points, so that no two cables between the same places are one line."""
    side = rng.between(-0.08, 0.08)
    return [list(a), [round((a[0] + b[0]) / 2 - side * (b[1] - a[1]), 4), round((a[1] + b[1]) / 2 + side * (b[0] - a[0]), 4)], list(b)]


def make():
    rng = Random(SEED)
    nodes = {n["id"]: n for n in read("nodes")}
    tables = {name: read(name) for name in ("systems", "routes", "power_sections", "links", "terminals", "weights")}
    tables["links"] = [row for row in tables["links"] if not row["retired"]]
    features = json.loads((DATA / "segments.geojson").read_text(encoding="utf-8"))["features"]
    tables["segments"] = [feature["properties"] for feature in features]
    real_at = {n["id"]: (float(n["lon"]), float(n["lat"])) for n in nodes.values()}
    exchange_landings(nodes, tables, real_at, rng)
    at = place(nodes, tables["segments"], rng)
    of_nodes, of_systems, country = invent_names(nodes, tables["systems"], rng)
    name_joints(of_nodes, of_systems, nodes, tables["segments"])
    return rename(nodes, tables, at, of_nodes, of_systems, country, rng)


def numbered(rows, of_systems, letter):
    """{old id: new id}: the system's with a number."""
    count, new = {}, {}
    for row in rows:
        count[row["system"]] = count.get(row["system"], 0) + 1
        new[row["id"]] = f"{of_systems[row['system']][0]}-{letter}{count[row['system']]}"
    return new


def rename(nodes, tables, at, of_nodes, of_systems, country, rng):
    node = {old: new for old, (new, _) in of_nodes.items()} | {"": ""}
    system = {old: new for old, (new, _) in of_systems.items()}
    segment = numbered(tables["segments"], of_systems, "s")
    evidence = {"source": SOURCE, "confidence": "U"}
    chain = lambda text: ";".join(segment[part] for part in text.split(";"))
    out = {"nodes": [n | evidence | {"id": node[n["id"]], "name": of_nodes[n["id"]][1], "name_local": "", "name_zh": "", "name_ja": "",
                                     "country": country[n["country"]], "lon": at[n["id"]][0], "lat": at[n["id"]][1],
                                     "position_error_km": ""} for n in nodes.values() if n["id"] in of_nodes]}
    rfs = {}
    for status in ("in_service", "planned", "retired"):
        of_status = [s for s in tables["systems"] if s["status"] == status]
        dates = rng.shuffled([(s["rfs"], s["retired"]) for s in of_status])
        rfs |= {s["id"]: pair for s, pair in zip(of_status, dates)}
    out["systems"] = [s | evidence | {"id": system[s["id"]], "name": of_systems[s["id"]][1], "aliases": "", "owners": "",
                                      "landing_parties": "", "suppliers": "", "length_km": "", "rfs": rfs[s["id"]][0],
                                      "retired": rfs[s["id"]][1]} for s in tables["systems"]]
    segments = []
    for s in tables["segments"]:
        line = bowed(at[s["from"]], at[s["to"]], rng)
        drawn = sum(distance_km(p, q) for p, q in zip(line, line[1:]))
        length = round(max((s["length_km"] or s["drawn_km"]) * rng.between(0.95, 1.05), 1.01 * drawn), 1)
        properties = {k: v for k, v in s.items() if k not in ("drawn_km", "length_basis")} | evidence | {
            "id": segment[s["id"]], "system": system[s["system"]], "from": node[s["from"]], "to": node[s["to"]], "length_km": length}
        segments.append({"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": line}})
    out["segments"] = sorted(segments, key=lambda f: f["properties"]["id"])
    new_route, new_section = numbered(tables["routes"], of_systems, "r"), numbered(tables["power_sections"], of_systems, "p")
    out["routes"] = [r | evidence | {"id": new_route[r["id"]], "system": system[r["system"]], "from": node[r["from"]],
                                     "to": node[r["to"]], "segments": chain(r["segments"])} for r in tables["routes"]]
    out["power_sections"] = [p | evidence | {"id": new_section[p["id"]], "system": system[p["system"]], "end_a": node[p["end_a"]],
                                             "end_b": node[p["end_b"]], "segments": chain(p["segments"])}
                             for p in tables["power_sections"]]
    out["links"], taken = [], {}
    for row in tables["links"]:
        name = f"{node[row['from']]}--{node[row['to']]}"
        taken[name] = taken.get(name, 0) + 1
        out["links"].append(row | evidence | {"id": name + (f"-{taken[name]}" if taken[name] > 1 else ""), "from": node[row["from"]],
                                              "to": node[row["to"]], "rfs": "",
                                              "length_km": row["length_km"] and round(float(row["length_km"]) * rng.between(1, 1.1))})
    out["weights"] = [w | evidence | {"node": node[w["node"]], "year": "", "demand_tbps": "",
                                      "population": w["population"] and max(1, round(int(w["population"]) * rng.between(0.85, 1.15)))}
                      for w in tables["weights"] if w["population"]]
    out["terminals"] = terminals(tables["terminals"], node, country)
    for name in ("nodes", "systems", "routes", "power_sections", "links"):
        out[name].sort(key=lambda row: row["id"])
    out["weights"].sort(key=lambda row: row["node"])
    return out


def terminals(rows, node, country):
    """Sets of the two countries and the world keep their sense in their names; the others take that of their first node."""
    sense = {"taiwan-main": f"{country['Taiwan'].lower()}-main", "japan-main": f"{country['Japan'].lower()}-main", "world": "world",
             "world-partners": "world-partners"}
    members = {}
    for row in rows:
        members.setdefault(row["set"], []).append(node[row["node"]])
    out, taken = [], set()
    for old, nodes in members.items():
        name = sense.get(old) or f"{'around-' if len(nodes) > 1 else ''}{nodes[0]}"
        if name not in taken:
            out += [{"set": name, "node": n} for n in nodes]
        taken.add(name)
    return sorted(out, key=lambda row: (row["set"], row["node"]))


def texts():
    tables = make()
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    package |= {"name": "kaitei-synthetic-twin", "title": "An invented network with the statistics of Taiwan's and Japan's",
                "description": "Made by geodata/make_synthetic_twin.py. No place, cable or cut of it exists.",
                "sources": [{"title": f"kaitei-taiwan-japan {package['version']}: counts, lengths and depths alone"}]}
    written = {"datapackage.json": json.dumps(package, indent=1, ensure_ascii=False) + "\n"}
    features = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in tables.pop("segments"))
    written["segments.geojson"] = f'{{"type": "FeatureCollection", "name": "segments", "features": [\n{features}\n]}}\n'
    for name, rows in tables.items():
        columns = next(csv.reader(open(DATA / f"{name}.csv", encoding="utf-8")))
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        written[f"{name}.csv"] = text.getvalue()
    return written


def main():
    written = texts()
    if sys.argv[1:] == ["--check"]:
        differ = [name for name, text in written.items()
                  if not (TWIN / name).exists() or (TWIN / name).read_text(encoding="utf-8") != text]
        for name in differ:
            print(f"synthetic-twin/{name} is not what this script makes (the data changed, or it was edited); run it", file=sys.stderr)
        return 1 if differ else 0
    TWIN.mkdir(exist_ok=True)
    for name, text in written.items():
        (TWIN / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
