#!/usr/bin/python3
"""Draw every segment: geodata/routing/segments.csv + nodes.csv + depth grids -> segments.geojson.

Usage: /usr/bin/python3 geodata/build_segments.py
Requires Debian's python3-gdal, python3-numpy (>= 1.24) and python3-scipy.

A drawn line is a plausible route, not a survey: the shortest way by sea between a segment's two
nodes, through the hand-kept waypoints. The same input gives the same bytes.
"""
import csv
import json
from pathlib import Path

from seapath import DepthGrid, distance_km, sea_path, samples, simplify, smooth

HERE = Path(__file__).resolve().parent
DATA = HERE / "taiwan-japan"
NEAR_KM = 25.0        # closer than this, a straight line: the grid is too coarse to help
TOLERANCE = {"near": 0.02, "far": 0.04}  # degrees
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


def draw(near, far, system, points):
    """One line through all points (from, waypoints, to), longitudes in 0..360.

    Smoothing rounds the waypoints off too: the line passes near them, and ends at its nodes exactly."""
    if len(points) == 2 and distance_km(*points[0], *points[1]) < NEAR_KM:
        line = points
    else:
        line = points[:1]
        for start, end in zip(points, points[1:]):
            grid = near if near.holds(*start) and near.holds(*end) else far
            line = line + sea_path(grid, system, start, end)[1:]
        whole = near if all(near.holds(*p) for p in line) else far
        line = simplify(whole, smooth(whole, line), TOLERANCE["near" if whole is near else "far"])
    # A vertex on the antimeridian itself belongs to neither side; a hair east of it settles that.
    return [(180.0001 if round(x, 4) == 180.0 else round(x, 4), round(y, 4)) for x, y in line]


def depth_fractions(near, far, line):
    """Shares of the length in water shallower than 200 m, 200-1000 m and deeper; land counts as shallow."""
    lon, lat, km = samples(line, SAMPLE_KM)
    depth = [-(near if near.holds(x, y) else far).heights_at(lon[i:i + 1], lat[i:i + 1])[0]
             for i, (x, y) in enumerate(zip(lon, lat))]
    total = km.sum()
    shallow = round(float(sum(k for d, k in zip(depth, km) if d < SHALLOW_M) / total), 4)
    deep = round(float(sum(k for d, k in zip(depth, km) if d > DEEP_M) / total), 4)
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


def feature(row, nodes, near, far):
    def position(node_id):
        return east(float(nodes[node_id]["lon"])), float(nodes[node_id]["lat"])

    waypoints = [tuple(map(float, w.split())) for w in row["waypoints"].split(";") if w]
    points = [position(row["from"])] + [(east(x), y) for x, y in waypoints] + [position(row["to"])]
    line = draw(near, far, row["system"], points)
    shallow, slope, deep = depth_fractions(near, far, line)
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
    near = DepthGrid(HERE / "context" / "depth-east-asia-5min.tif")
    far = DepthGrid(HERE / "context" / "depth-pacific-10min.tif")
    nodes = {n["id"]: n for n in read_csv(DATA / "nodes.csv")}
    rows = read_csv(HERE / "routing" / "segments.csv")
    features = [feature(row, nodes, near, far) for row in rows]
    text = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    out = DATA / "segments.geojson"
    out.write_text('{"type":"FeatureCollection","name":"segments","features":[\n' + text + "\n]}\n",
                   encoding="utf-8")
    print(f"{len(features)} segments -> {out.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
