#!/usr/bin/python3
"""Draw every segment: geodata/routing/segments.csv + nodes.csv + depth grids -> segments.geojson.

Usage: /usr/bin/python3 geodata/build_segments.py
Requires Debian's python3-gdal, python3-numpy (>= 1.24) and python3-scipy.

A drawn line is a plausible route, not a survey: the shortest way by sea between a segment's two
nodes, through the hand-kept waypoints. The same input gives the same bytes.
"""
import csv
import json
import subprocess
import sys
from pathlib import Path

from seapath import DepthGrid, Sea, distance_km, sea_path, samples, simplify, smooth

HERE = Path(__file__).resolve().parent
DATA = HERE / "taiwan-japan"
NEAR_KM = 25.0        # closer than this, a straight line: the grid is too coarse to help
NEAR_TOLERANCE, FAR_TOLERANCE = 0.02, 0.04  # degrees
SAMPLE_KM = 2.0
SHALLOW_M, DEEP_M = 200, 1000


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
        "fibre_pairs": number(row["fibre_pairs"]),
        "shallow_fraction": shallow, "slope_fraction": slope, "deep_fraction": deep,
        "repeatered": number(row["repeatered"]),
        "source": row["source"], "confidence": row["confidence"],
        "drawn_km": round(km, 1),
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry(line)}


def main():
    coastline = HERE / "context" / "land-50m.geojson"
    sea = Sea(DepthGrid(HERE / "context" / "depth-east-asia-5min.tif", coastline),
              DepthGrid(HERE / "context" / "depth-pacific-10min.tif", coastline))
    nodes = {n["id"]: n for n in read_csv(DATA / "nodes.csv")}
    rows = read_csv(HERE / "routing" / "segments.csv")
    features = [feature(row, nodes, sea) for row in rows]
    text = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    out = DATA / "segments.geojson"
    out.write_text('{"type":"FeatureCollection","name":"segments","features":[\n' + text + "\n]}\n",
                   encoding="utf-8")
    print(f"{len(features)} segments -> {out.relative_to(HERE.parent)}")
    for script in ("exposure.py", "fault_rates.py"):  # both are measured on the lines
        subprocess.run([sys.executable, HERE / "hazards" / script], check=True)


if __name__ == "__main__":
    main()
