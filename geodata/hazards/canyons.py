#!/usr/bin/python3
"""Trace submarine canyons and the way of their flows: canyons.csv + the depth grid -> canyons.geojson

Usage: /usr/bin/python3 geodata/hazards/canyons.py

Each line runs from a canyon's head to its sink, from cell to lowest neighbouring cell; where the grid has a pit, it
leaves over the pit's lowest rim (priority flood from the sink: Barnes, Lehman & Mulla 2014, Computers & Geosciences
62, 117). No map's line is copied. A cell is 9 km tall, wider than most canyons: the line says where the valley goes,
not where its walls are. The third coordinate is the height of the seabed in metres, pits filled, so it never rises.
"""
import heapq
import math

import numpy as np

from layers import HERE, NEAR_GRID, DepthGrid, distance_km, feature, read_csv, write_geojson

MARGIN = 1.5       # degrees of grid around a canyon's two ends
ROUNDING = 2       # passes that round the grid's corners off


def filled_from(height, sink):
    """(filled height, next cell downstream) of every cell from which water reaches the sink, land being a wall."""
    rows, cols = height.shape
    filled = np.full(height.shape, np.nan)
    downstream = {sink: None}
    filled[sink] = height[sink]
    queue = [(float(height[sink]), 0.0, sink)]  # where it is level, the shorter way to the sink comes first
    while queue:
        level, steps, (row, col) = heapq.heappop(queue)
        for r in range(max(row - 1, 0), min(row + 2, rows)):
            for c in range(max(col - 1, 0), min(col + 2, cols)):
                if (r, c) not in downstream and height[r, c] < 0:
                    downstream[r, c] = (row, col)
                    filled[r, c] = max(level, float(height[r, c]))
                    heapq.heappush(queue, (filled[r, c], steps + math.hypot(r - row, c - col), (r, c)))
    return filled, downstream


def lowest_near(height, row, col, reach):
    r0, c0 = max(row - reach, 0), max(col - reach, 0)
    part = height[r0:row + reach + 1, c0:col + reach + 1]
    r, c = np.unravel_index(np.argmin(part), part.shape)
    return int(r0 + r), int(c0 + c)


def nearest_sea(height, row, col):
    """The sea cell nearest to a position, which may lie on what the grid calls land."""
    rows, cols = np.nonzero(height < 0)
    best = int(np.argmin((rows - row) ** 2 + (cols - col) ** 2))
    return int(rows[best]), int(cols[best])


def trace(grid, head, sink):
    """[(lon, lat, filled height)], and the deepest fill on the way in metres."""
    row0, col0 = grid.cell(min(head[0], sink[0]) - MARGIN, max(head[1], sink[1]) + MARGIN)
    row1, col1 = grid.cell(max(head[0], sink[0]) + MARGIN, min(head[1], sink[1]) - MARGIN)
    height = grid.height[row0:row1 + 1, col0:col1 + 1]

    def local(point):
        row, col = grid.cell(*point)
        return row - row0, col - col0

    filled, downstream = filled_from(height, lowest_near(height, *local(sink), 4))
    at, path, deepest = nearest_sea(height, *local(head)), [], 0.0
    while at is not None:
        lon, lat = grid.centre(at[0] + row0, at[1] + col0)
        path.append((lon, lat, filled[at]))
        deepest = max(deepest, filled[at] - float(height[at]))
        at = downstream[at]
    return path, deepest


def rounded(path):
    points = np.array(path)
    for _ in range(ROUNDING):
        points[1:-1, :2] = (points[:-2, :2] + 2 * points[1:-1, :2] + points[2:, :2]) / 4
    return points


def cut(points, reach_km):
    """The part of a path within reach_km of its start, to the nearest vertex beyond."""
    along = np.r_[0, np.cumsum(distance_km(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1]))]
    keep = int(np.searchsorted(along, reach_km)) + 1 if reach_km else len(points)
    return points[:keep], float(along[min(keep, len(along)) - 1])


def number(text):
    return float(text) if text else None


def canyon_feature(row, grid):
    head, sink = ((float(row[f"{end}_lon"]), float(row[f"{end}_lat"])) for end in ("head", "sink"))
    path, deepest_fill = trace(grid, head, sink)
    points, km = cut(rounded(path), number(row["runout_km"]))
    properties = {key: row[key] for key in ("id", "name", "name_local", "kind")}
    properties |= {"drawn_km": round(km, 1), "head_m": round(points[0, 2]), "end_m": round(points[-1, 2]),
                   "largest_pit_filled_m": round(deepest_fill)}
    properties |= {key: number(row[key]) for key in ("stated_length_km", "runout_km", "speed_low_m_s", "speed_high_m_s")}
    properties |= {"triggers": row["triggers"], "trigger_probability": number(row["trigger_probability"])}
    properties |= {key: row[key] for key in ("events", "source", "confidence")}
    return feature(properties, "LineString", [[round(x, 4), round(y, 4), round(z)] for x, y, z in points.tolist()])


def build():
    grid = DepthGrid(NEAR_GRID)
    return [canyon_feature(row, grid) for row in read_csv(HERE / "canyons.csv")]


def main():
    write_geojson(HERE / "canyons.geojson", build())


if __name__ == "__main__":
    main()
