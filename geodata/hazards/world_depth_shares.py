#!/usr/bin/python3
"""Print how the world's cable divides among depth classes: a figure that fault_rates.py rests on.

Usage: /usr/bin/python3 geodata/hazards/world_depth_shares.py CABLE_GEO.json DEPTH_GRID
CABLE_GEO.json is the reader's own copy of a world cable map (GeoJSON lines), DEPTH_GRID a world grid of heights in
metres from 0 to 360 or -180 to 180 degrees that GDAL reads. Nothing of either is kept. Schematic lines run straighter
and deeper near coasts than cables do, so the shares are taken with a wide uncertainty.
"""
import json
import sys

import numpy as np
from osgeo import gdal

from layers import samples

gdal.UseExceptions()


def main(cables, depths):
    raster = gdal.Open(depths)
    height = raster.ReadAsArray()
    west, dx, _, north, _, dy = raster.GetGeoTransform()
    total, below = 0.0, np.zeros(2)
    for row in json.loads(open(cables, encoding="utf-8").read())["features"]:
        geometry = row["geometry"]
        for line in geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]:
            lon, lat, km = samples(line, 10.0)
            column = np.floor((lon - west) / dx).astype(int) % height.shape[1]
            line_of_grid = np.clip(np.floor((lat - north) / dy).astype(int), 0, height.shape[0] - 1)
            depth = -height[line_of_grid, column]
            total += km.sum()
            below += [km[depth > 200].sum(), km[depth > 1000].sum()]
    shares = np.array([total - below[0], below[0] - below[1], below[1]]) / total
    print(f"{total:.0f} km drawn: shallower than 200 m {shares[0]:.3f}, 200-1000 m {shares[1]:.3f}, "
          f"deeper {shares[2]:.3f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
