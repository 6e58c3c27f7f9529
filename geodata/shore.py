"""The coastline of Natural Earth 1:50m: how much of a line lies behind it.

Requires Debian's python3-numpy.
"""
import json
from pathlib import Path

import numpy as np

BOUNDS = (93.0, -14.0, 171.0, 55.0)  # west, south, east, north: inside the cropped coastline by a degree


class Shore:
    def __init__(self, path=Path(__file__).resolve().parent / "context" / "land-50m.geojson"):
        starts, ends = [], []
        for feature in json.loads(path.read_text())["features"]:
            shape = feature["geometry"]
            polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            for ring in (np.array(r) for polygon in polygons for r in polygon):
                starts.append(ring[:-1])
                ends.append(ring[1:])
        self.start, self.end = np.concatenate(starts), np.concatenate(ends)

    def covers(self, lon, lat):
        """For numbers or arrays: is the place where the coastline is known?"""
        west, south, east, north = BOUNDS
        return (west < lon) & (lon < east) & (south < lat) & (lat < north)

    def on_land(self, lon, lat):
        """For arrays: is each place inside a land polygon? Even-odd rule, so that lakes count as water."""
        inside = np.zeros(len(lon), bool)
        (x1, y1), (x2, y2) = self.start.T, self.end.T
        for i, (x, y) in enumerate(zip(lon, lat)):
            cut = (y1 > y) != (y2 > y)
            at = x1[cut] + (y - y1[cut]) * (x2[cut] - x1[cut]) / (y2[cut] - y1[cut])
            inside[i] = np.count_nonzero(at > x) % 2 == 1
        return inside
