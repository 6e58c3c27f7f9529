#!/usr/bin/python3
"""Check of this data set what no general check could know: exits 1 with one line per fault, or 0 with the counts.

Usage: /usr/bin/python3 geodata/check.py
References, ids, words, dates, chains, evidence, crossing lines and coasts are the matter of `kaitei geodata check`.
Requires what seapath.py requires: Debian's python3-gdal, python3-numpy and python3-scipy; exits 77 without them.
"""
import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

try:
    import numpy as np
    from seapath import DepthGrid, Sea, distance_km, samples
    from shore import Shore
except ImportError as missing:
    print(f"skipped: {missing} (install python3-gdal, python3-numpy and python3-scipy)")
    sys.exit(77)

HERE = Path(__file__).resolve().parent
DATA = HERE / "taiwan-japan"
NUMBER, INTEGER = re.compile(r"-?\d+(\.\d+)?$"), re.compile(r"-?\d+$")
ID = re.compile(r"[a-z0-9]+(-+[a-z0-9]+)*$")
LENGTH_SLACK = 1.02      # a drawn line may exceed the stated length by this much at most
LENGTH_TOLERANCE = 0.05  # a system's segments add up to its stated length, or routing/unscaled.csv says why not
INLAND_KM = 60.0         # more land than this under one line, by the depth grids, means it cuts across a coast
LANDING_KM = 25.0        # farther than this from both its ends a line may not cross land at all
SHORE_STEP_KM = 5.0
GAZETTEER_TOLERANCE_KM = 0.2
# Rough boxes (west, south, east, north): a swapped or mistyped coordinate leaves its country.
COUNTRIES = {
    "Brunei": (113, 4, 116, 6), "China": (97, 18, 125, 42), "Hong Kong": (113.7, 22, 114.6, 22.7),
    "Indonesia": (95, -11, 141, 6), "Japan": (122.8, 20, 154, 46), "Malaysia": (99, 0.8, 120, 7.5),
    "Philippines": (116, 4, 127, 21.5), "Russia": (130, 42, 180, 70), "Singapore": (103.5, 1.1, 104.2, 1.5),
    "South Korea": (124, 33, 132, 39), "Taiwan": (118, 21.5, 122.2, 26.6), "Thailand": (97, 5.5, 106, 20.5),
    "Vietnam": (102, 8, 110, 23.5),
}

faults = []


def fault(table, row_id, text):
    faults.append(f"{table} {row_id}: {text}")


def load():
    tables = {}
    for name in ("nodes", "systems", "routes", "power_sections", "links", "terminals", "weights"):
        with open(DATA / f"{name}.csv", newline="", encoding="utf-8") as f:
            tables[name] = list(csv.DictReader(f))
    with open(DATA / "segments.geojson", encoding="utf-8") as f:
        features = json.load(f)["features"]
    tables["segments"] = [dict(f["properties"], geometry=f["geometry"]) for f in features]
    return tables


def joined(geometry):
    """The line as one list of points, longitudes unwrapped so that they never jump."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
    line = [tuple(p) for part in parts for p in part]
    out = [line[0]]
    for x, y in line[1:]:
        while x - out[-1][0] > 180:
            x -= 360
        while x - out[-1][0] < -180:
            x += 360
        if (x, y) != out[-1]:
            out.append((x, y))
    return out


def check_rows(tables):
    for name, rows in tables.items():
        for r in rows:
            if "id" in r and not ID.match(r["id"]):
                fault(name, r["id"], "id is not kebab-case")
    for r in tables["links"]:
        if r["kind"] == "backhaul" and not r["length_km"]:
            fault("links", r["id"], "no length, from which its fault rate follows")
    for r in tables["systems"]:
        if r["retired"] and r["status"] != "retired":
            fault("systems", r["id"], f"{r['status']}, but retired {r['retired']}")
    used = {r["system"] for r in tables["segments"]}
    for r in tables["systems"]:
        if r["id"] not in used:
            fault("systems", r["id"], "has no segment")


def check_ids(tables):
    """Ids are for good: ids.txt has every one that a version had, and one that the data have no more is named in CHANGELOG.md."""
    known = set((HERE / "ids.txt").read_text(encoding="utf-8").splitlines())
    found = {f"{name} {r['id']}" for name, rows in tables.items() for r in rows if "id" in r}
    gone = set(re.findall(r"`([^`]+)`", (HERE / "CHANGELOG.md").read_text(encoding="utf-8")))
    for line in sorted(known - found):
        if line.split()[1] not in gone:
            fault(*line.split(), "is gone without a word in CHANGELOG.md")
    for line in sorted(found - known):
        fault(*line.split(), "is not in ids.txt; add it there")


def check_packages():
    """Each datapackage.json lists every layer, its crs and the columns that its file has, and the cells are of their types."""
    for folder in (DATA, HERE / "synthetic-twin", HERE / "hazards"):
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        listed = {r["path"] for r in package["resources"] if r["path"].endswith(".csv")}
        # Beside the hazards stand tables that their layers are made from.
        for path in sorted(listed - {p.name for p in folder.glob("*.csv")}
                           | ({p.name for p in folder.glob("*.csv")} - listed if folder.name != "hazards" else set())):
            fault(f"{folder.name}/datapackage", path, "is not both a file and a resource")
        for r in package["resources"]:
            placed = any(field["name"] == "lon" for field in r.get("schema", {}).get("fields", []))
            if (placed or r["format"] in ("geojson", "tif")) and r.get("crs") != "EPSG:4326":
                fault(f"{folder.name}/datapackage", r["path"], "declares no crs of EPSG:4326")
            if "schema" in r:
                check_cells(f"{folder.name}/{r['path']}", folder / r["path"], r["schema"])


def check_cells(table, path, schema):
    """What Frictionless asks of the types and constraints that are used here."""
    with open(path, newline="", encoding="utf-8") as f:
        rows = csv.DictReader(f)
        names = [field["name"] for field in schema["fields"]]
        if names != rows.fieldnames:
            fault(table, "header", f"fields {names}, columns {rows.fieldnames}")
            return
        for row in rows:
            for field in schema["fields"]:
                cell, limits = row[field["name"]], field.get("constraints", {})
                good = {"number": NUMBER, "integer": INTEGER}.get(field["type"])
                words = limits.get("enum") or (field["trueValues"] + field["falseValues"] if field["type"] == "boolean" else None)
                if (limits.get("required") if not cell else
                        (good and not good.match(cell)) or (words and cell not in words)):
                    fault(table, row.get("id") or rows.line_num, f'{field["name"]} is "{cell}", against its schema')


def check_pairs_and_power(tables):
    """The routes over a segment use no more fibre pairs than it has, and repeatered segments have power, once."""
    segments = {r["id"]: r for r in tables["segments"]}
    pairs = Counter()
    for r in tables["routes"]:
        for segment_id in r["segments"].split(";"):
            pairs[segment_id] += int(r["fibre_pairs"] or 0)
    for segment_id, n in pairs.items():
        built = segments[segment_id]["fibre_pairs"]
        if built and n > built:
            fault("segments", segment_id, f"its routes use {n} fibre pairs, it has {built}")
    powered = Counter(s for r in tables["power_sections"] for s in r["segments"].split(";"))
    for s in tables["segments"]:
        if s["repeatered"] == 1 and powered[s["id"]] != 1:
            fault("segments", s["id"], f"repeatered and in {powered[s['id']]} power sections, not 1")
        if s["repeatered"] != 1 and powered[s["id"]]:
            fault("segments", s["id"], "not known as repeatered, but in a power section")


def check_lines(tables):
    sea = Sea(DepthGrid(HERE / "context" / "depth-east-asia-5min.tif"),
              DepthGrid(HERE / "context" / "depth-pacific-10min.tif"))
    drawn, total = Counter(), Counter()
    for s in tables["segments"]:
        line = joined(s["geometry"])
        km = samples(line, 50.0)[2]
        drawn[s["system"]] += km.sum()
        if s["length_km"] and km.sum() > s["length_km"] * LENGTH_SLACK:
            fault("segments", s["id"], f"drawn {km.sum():.0f} km, stated {s['length_km']} km")
        land = sea.land_km([(x % 360, y) for x, y in line])
        if land > INLAND_KM:
            fault("segments", s["id"], f"{land:.0f} km of the line lie on land")
        total[s["system"]] += s["length_km"] or km.sum()
    with open(HERE / "routing" / "unscaled.csv", newline="", encoding="utf-8") as f:
        unscaled = {r["system"] for r in csv.DictReader(f) if r["reason"]}
    for r in tables["systems"]:
        if not r["length_km"] or r["id"] in unscaled:
            continue
        stated = float(r["length_km"])
        if drawn[r["id"]] > stated * LENGTH_SLACK:
            fault("systems", r["id"], f"drawn {drawn[r['id']]:.0f} km in all, stated {stated:.0f} km")
        if abs(total[r["id"]] - stated) > stated * LENGTH_TOLERANCE:
            fault("systems", r["id"], f"segments of {total[r['id']]:.0f} km in all, stated {stated:.0f} km")


def check_shore(tables):
    """Places other than stations lie in their country, and lines cross land nowhere but at their landings."""
    shore = Shore()
    for n in tables["nodes"]:
        lon, lat = float(n["lon"]), float(n["lat"])
        west, south, east, north = COUNTRIES.get(n["country"], (-180, -90, 180, 90))
        if n["kind"] != "station" and not (west <= lon <= east and south <= lat <= north):
            fault("nodes", n["id"], f"{lon} {lat} is not in {n['country']}")
    for s in tables["segments"]:
        line = joined(s["geometry"])
        lon, lat, km = samples(line, SHORE_STEP_KM)
        ends = np.minimum(distance_km(lon, lat, *line[0]), distance_km(lon, lat, *line[-1]))
        at_sea = (ends > LANDING_KM) & shore.covers(lon, lat)
        if at_sea.any():
            land = km[at_sea][shore.on_land(lon[at_sea], lat[at_sea])].sum()
            if land > 0:
                fault("segments", s["id"], f"{land:.0f} km of land far from its landings")


def check_gazetteer(tables):
    """gazetteer.csv has, of each node that a gazetteer knows, the entry and how far from it the node stands; a station that
    none knows has confidence U. Returns the ids of the nodes that none knows."""
    nodes = {n["id"]: n for n in tables["nodes"] if n["kind"] != "branching_unit"}
    with open(HERE / "gazetteer.csv", newline="", encoding="utf-8") as f:
        entries = list(csv.DictReader(f))
    for node_id, times in Counter(r["node"] for r in entries).items():
        if times > 1 or node_id not in nodes:
            fault("gazetteer", node_id, "is not the id of one node with a place of its own")
    for r in entries:
        if r["node"] in nodes and r["lon"]:
            n = nodes[r["node"]]
            km = float(distance_km(*(np.array(float(v)) for v in (n["lon"], n["lat"], r["lon"], r["lat"]))))
            if abs(km - float(r["distance_km"])) > GAZETTEER_TOLERANCE_KM:
                fault("gazetteer", r["node"], f"{km:.1f} km from {r['name']}, stated {r['distance_km']} km")
    unknown = [node_id for node_id in nodes if node_id not in {r["node"] for r in entries}]
    for node_id in unknown:
        if nodes[node_id]["confidence"] != "U" and float(nodes[node_id]["position_error_km"]) < 40:
            fault("nodes", node_id, "in no gazetteer, and neither of confidence U nor stated to be anywhere in a region")
    return unknown


def counts(tables, unknown):
    """What README.md says in numbers, as it says it."""
    nodes, stations = tables["nodes"], [n for n in tables["nodes"] if n["kind"] == "station"]
    of = Counter(n["country"] for n in stations)
    status = Counter(r["status"] for r in tables["systems"])
    yield (f"{len(nodes)} nodes ({of['Japan']} stations in Japan, {of['Taiwan']} in Taiwan, "
           f"{sum(n['kind'] == 'branching_unit' for n in nodes)} branching units)")
    yield (f"{len(tables['systems'])} systems ({status['in_service']} in service, {status['planned']} planned, "
           f"{status['retired']} retired)")
    yield ", ".join(f"{len(tables[name])} {words}" for name, words in (
        ("segments", "segments"), ("routes", "routes"), ("power_sections", "power sections"), ("links", "links"),
        ("weights", "weights")))
    yield f"{len({r['set'] for r in tables['terminals']})} terminal sets"
    yield f"Rows exist for {len({r['system'] for r in tables['routes']})} systems"
    for name in ("nodes", "systems", "segments", "routes", "power_sections", "links", "weights"):
        grades = Counter(r["confidence"] for r in tables[name])
        yield f"| {name.replace('_', ' ')} | " + " | ".join(str(grades[grade]) for grade in "ABCU") + " |"
    yield f"{sum(n['site'] == 'town' for n in stations)} of {len(stations)} times, `site` is `town`"
    yield f"{len(unknown)} nodes are in no gazetteer that was found"
    yield f"{sum(n['confidence'] == 'U' for n in stations)} stations have confidence U"
    yield f"{sum(not r['rfs'] and not r['retired'] for r in tables['links'])} of {len(tables['links'])} rows of links have no date"
    known = Counter(column for r in tables["systems"] for column, cell in r.items() if cell)
    yield (f"suppliers are known for {known['suppliers']}, landing parties for {known['landing_parties']}, fibre pairs for "
           f"{known['fibre_pairs']}, design capacity for {known['design_tbps']}, lengths for {known['length_km']}")


def check_readme(tables, unknown):
    said = " ".join((HERE / "README.md").read_text(encoding="utf-8").split())
    for phrase in counts(tables, unknown):
        if phrase not in said:
            fault("README.md", "numbers", f'does not say "{phrase}"')


def check_connected(tables):
    for system in tables["systems"]:
        mine = [s for s in tables["segments"] if s["system"] == system["id"]]
        if not mine or system["id"] in SEPARATE_CABLES:
            continue
        reached, grew = {mine[0]["from"]}, True
        while grew:
            grew = False
            for s in mine:
                if (s["from"] in reached) != (s["to"] in reached):
                    reached |= {s["from"], s["to"]}
                    grew = True
        loose = [s["id"] for s in mine if s["from"] not in reached]
        if loose:
            fault("systems", system["id"], f"not connected: {', '.join(loose)}")


# Systems that are several separate cables under one name.
SEPARATE_CABLES = {"cscn", "ntt-hokkaido-honshu", "okinawa-island-loop", "okinawa-remote-islands", "tsushima-iki", "yui"}


def main():
    tables = load()
    check_rows(tables)
    check_ids(tables)
    check_packages()
    check_pairs_and_power(tables)
    check_lines(tables)
    check_shore(tables)
    check_connected(tables)
    unknown = check_gazetteer(tables)
    check_readme(tables, unknown)
    for line in faults:
        print(line, file=sys.stderr)
    if faults:
        print(f"{len(faults)} faults in geodata", file=sys.stderr)
        return 1
    print("no faults; " + ", ".join(f"{len(rows)} {name}" for name, rows in tables.items()))
    print(f"in no gazetteer, {len(unknown)} nodes: " + ", ".join(unknown))
    for phrase in counts(tables, unknown):
        print(phrase)
    return 0


if __name__ == "__main__":
    sys.exit(main())
