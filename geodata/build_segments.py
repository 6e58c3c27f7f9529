#!/usr/bin/python3
"""Draw every segment: routing/segments.csv + nodes.csv + depth grids -> segments.geojson, and scale it.

Usage: /usr/bin/python3 geodata/build_segments.py [--check]   (--check: write nothing, exit 1 if the files differ)
Requires Debian's python3-gdal, python3-numpy (>= 1.24) and python3-scipy.

A drawn line is a plausible route, not a survey: the shortest way by sea between a segment's two
nodes, through the hand-kept waypoints. The same input gives the same bytes.

A laid cable is longer than such a line. Where a system's length is stated, its segments without a
stated length of their own get the length `drawn_km` x slack, with one slack per system so that all add
up to the stated length (length_basis `scaled`). A slack outside SLACK, or a system drawn in part, is
not scaled and must be explained in routing/unscaled.csv. routing/lengths.csv lists every system.
"""
import csv
import io
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

try:
    from seapath import DepthGrid, Sea, distance_km, sea_path, samples, simplify, smooth
except ImportError as missing:
    print(f"skipped: {missing} (install python3-gdal, python3-numpy and python3-scipy)")
    sys.exit(77)

HERE = Path(__file__).resolve().parent
DATA = HERE / "taiwan-japan"
NEAR_KM = 25.0        # closer than this, a straight line: the grid is too coarse to help
NEAR_TOLERANCE, FAR_TOLERANCE = 0.02, 0.04  # degrees
SAMPLE_KM = 2.0
SHALLOW_M, DEEP_M = 200, 1000
SLACK = (0.95, 1.30)   # stated over drawn length: beyond this, something else than slack and detours is at work


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def east(lon):
    """Longitude in 0..360."""
    return lon % 360.0


def number(text):
    """A CSV cell as an int or float; empty is None."""
    if text == "":
        return None
    value = float(text)
    return int(value) if value.is_integer() else value


def draw(sea, system, points):
    """One line through all points (from, waypoints, to), longitudes in 0..360.

    Smoothing rounds the waypoints off too: the line passes near them, and ends at its nodes exactly."""
    if len(points) == 2 and distance_km(*points[0], *points[1]) < NEAR_KM:
        line = points
    else:
        line = points[:1]
        for start, end in zip(points, points[1:]):
            line = line + sea_path(sea.grid_for(start, end), system, start, end)[1:]
        tolerance = NEAR_TOLERANCE if sea.grid_for(*line) is sea.near else FAR_TOLERANCE
        line = simplify(sea, smooth(sea, line), tolerance)
    # A vertex on the antimeridian itself belongs to neither side; a hair east of it settles that.
    return [(180.0001 if round(x, 4) == 180.0 else round(x, 4), round(y, 4)) for x, y in line]


def depth_fractions(sea, line):
    """Shares of the length in water shallower than 200 m, 200-1000 m and deeper; land counts as shallow."""
    lon, lat, km = samples(line, SAMPLE_KM)
    depth = -sea.values_at("height", lon, lat)
    shallow = round(float(km[depth < SHALLOW_M].sum() / km.sum()), 4)
    deep = round(float(km[depth > DEEP_M].sum() / km.sum()), 4)
    return shallow, round(1 - shallow - deep, 4), deep


def geometry(line):
    """GeoJSON geometry; a line over the antimeridian is split there as RFC 7946 asks."""
    parts = [[]]
    for (x1, y1), (x2, y2) in zip(line, line[1:] + line[-1:]):
        parts[-1].append((x1, y1))
        if (x1 - 180.0) * (x2 - 180.0) < 0:
            y = round(y1 + (y2 - y1) * (180.0 - x1) / (x2 - x1), 4)
            parts[-1].append((180.0, y))
            parts.append([(180.0, y)])
    wrapped = []
    for part in parts:
        westward = sum(x for x, _ in part) / len(part) > 180.0  # which side of 180 this part is on
        wrapped.append([[round(x - 360.0, 4) if westward else x, y] for x, y in part])
    if len(wrapped) == 1:
        return {"type": "LineString", "coordinates": wrapped[0]}
    return {"type": "MultiLineString", "coordinates": wrapped}


def feature(row, nodes, sea):
    def position(node_id):
        return east(float(nodes[node_id]["lon"])), float(nodes[node_id]["lat"])

    waypoints = [tuple(map(float, w.split())) for w in row["waypoints"].split(";") if w]
    points = [position(row["from"])] + [(east(x), y) for x, y in waypoints] + [position(row["to"])]
    line = draw(sea, row["system"], points)
    shallow, slope, deep = depth_fractions(sea, line)
    km = sum(float(distance_km(*a, *b)) for a, b in zip(line, line[1:]))
    properties = {
        "id": row["id"], "system": row["system"], "from": row["from"], "to": row["to"],
        "role": row["role"], "length_km": number(row["length_km"]),
        "length_basis": "stated" if row["length_km"] else None,
        "fibre_pairs": number(row["fibre_pairs"]),
        "shallow_fraction": shallow, "slope_fraction": slope, "deep_fraction": deep,
        "repeatered": number(row["repeatered"]),
        "source": row["source"], "confidence": row["confidence"],
        "drawn_km": round(km, 1),
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry(line)}


def scale(features, systems, unscaled):
    """Sets length_km of the segments of every system whose length is stated; returns the rows of lengths.csv."""
    mine = defaultdict(list)
    for f in features:
        mine[f["properties"]["system"]].append(f["properties"])
    rows, odd = [], []
    for system in systems:
        segments = mine[system["id"]]
        open_ones = [p for p in segments if p["length_km"] is None]
        drawn = sum(p["drawn_km"] for p in open_ones)
        fixed = sum(p["length_km"] or 0 for p in segments)
        slack = (float(system["length_km"]) - fixed) / drawn if system["length_km"] and drawn else None
        reason = unscaled.pop(system["id"], "")
        if slack is not None and not reason:
            if not SLACK[0] <= slack <= SLACK[1]:
                odd.append(f"{system['id']}: stated {system['length_km']} km is {slack:.2f} of what is drawn (more than "
                           "slack and detours); correct the lines, or explain it in routing/unscaled.csv")
            for p in open_ones:
                p["length_km"], p["length_basis"] = round(p["drawn_km"] * slack, 1), "scaled"
        total = sum(p["length_km"] or p["drawn_km"] for p in segments)
        rows.append({"system": system["id"], "stated_km": system["length_km"], "total_km": round(total),
                     "drawn_km": round(sum(p["drawn_km"] for p in segments)),
                     "slack": "" if slack is None else f"{slack:.3f}", "unscaled_because": reason})
    odd += [f"routing/unscaled.csv explains {s} (no such system); remove the row" for s in unscaled]
    if odd:
        sys.exit("\n".join(odd))
    return rows


def table_text(rows):
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def main():
    coastline = HERE / "context" / "land-50m.geojson"
    sea = Sea(DepthGrid(HERE / "context" / "depth-east-asia-5min.tif", coastline),
              DepthGrid(HERE / "context" / "depth-pacific-10min.tif", coastline))
    nodes = {n["id"]: n for n in read_csv(DATA / "nodes.csv")}
    rows = read_csv(HERE / "routing" / "segments.csv")
    features = [feature(row, nodes, sea) for row in rows]
    lengths = scale(features, read_csv(DATA / "systems.csv"),
                    {r["system"]: r["reason"] for r in read_csv(HERE / "routing" / "unscaled.csv")})
    text = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    made = {DATA / "segments.geojson": '{"type":"FeatureCollection","name":"segments","features":[\n' + text + "\n]}\n",
            HERE / "routing" / "lengths.csv": table_text(lengths)}
    if "--check" in sys.argv[1:]:
        stale = [str(path.relative_to(HERE.parent)) for path, new in made.items() if path.read_text("utf-8") != new]
        sys.exit(f"{', '.join(stale)}: not what build_segments.py makes; run it" if stale else 0)
    for path, new in made.items():
        path.write_text(new, encoding="utf-8")
        print(f"{len(features)} segments -> {path.relative_to(HERE.parent)}")
    for script in ("exposure.py", "fault_rates.py"):  # both are measured on the lines
        subprocess.run([sys.executable, HERE / "hazards" / script], check=True)


if __name__ == "__main__":
    main()
