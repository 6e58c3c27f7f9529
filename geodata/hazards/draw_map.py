#!/usr/bin/python3
"""Draw docs/hazards-map.png from the hazard layers.

Usage: /usr/bin/python3 geodata/hazards/draw_map.py
Requires Debian's python3-matplotlib (>= 3.6) beside what layers.py needs.
"""
import json
import math

import matplotlib
import numpy as np
from osgeo import gdal

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.collections import LineCollection, PatchCollection, PolyCollection
from matplotlib.colors import BoundaryNorm, ListedColormap, LogNorm
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Polygon
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke

from layers import GEODATA, HERE, NEAR_GRID, DepthGrid, read_csv, read_geojson

REGION, TAIWAN = (113, 149, 17, 46), (117.6, 125.2, 18.4, 26.6)
LAND, COAST, INK = "#dcd9d0", "#8f897c", "#22303c"
DEPTHS = [-11000, -7000, -6000, -5000, -4000, -3000, -2000, -1000, -500, -200, 0]
BLUES = ["#1b3a5b", "#24507a", "#2f6796", "#447fae", "#6098c2", "#80b1d3", "#a3c9e1", "#c3dcec", "#d9e9f3", "#edf4f8"]
GEAR = ["#f8fbfd", "#fdf0d5", "#f9d9a3", "#f2b56b", "#e28743", "#c45a2c", "#8f2d1f"]
ZONES = {"permission": ("#7f5539", 0.55, "within 12 nautical miles of a coast: permission"),
         "permit_delay_reported": ("#d1495b", 0.30, "permit delays of months reported"),
         "contested": ("#8e5ea2", 0.60, "about islands that two sides claim"),
         "event": ("#22303c", 0.10, "kept clear in March and April 2011")}
NEAREST = {"China": "#f4d9c6", "Taiwan": "#cfe8cf", "Japan": "#d4e3f4", "Philippines": "#f3ecc0", "South Korea": "#e3d6ee",
           "North Korea": "#dddddd", "Russia": "#e6e0d2", "Vietnam": "#d9ead3"}
LABEL = [withStroke(linewidth=2.0, foreground="white")]


def stroke(ax, features, **style):
    lines = [np.array(f["geometry"]["coordinates"])[:, :2] for f in features]
    ax.add_collection(LineCollection(lines, **style))


def panel(ax, frame, title):
    west, east, south, north = frame
    ax.set(xlim=(west, east), ylim=(south, north), facecolor="#eef4f8")
    ax.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
    ax.tick_params(labelsize=6, length=2, color=COAST)
    ax.set_title(title, fontsize=9, loc="left", color=INK)
    land = json.loads((GEODATA / "context" / "land-50m.geojson").read_text(encoding="utf-8"))["features"]
    rings = [f["geometry"]["coordinates"][0] for f in land]
    ax.add_collection(PolyCollection(rings, facecolor=LAND, edgecolor=COAST, linewidth=0.4, zorder=5))


def shade(ax, values, grid, **style):
    extent = (grid.west, grid.west + grid.cols * grid.dx, grid.north + grid.rows * grid.dy, grid.north)
    return ax.imshow(values, extent=extent, origin="upper", aspect=ax.get_aspect(), interpolation="nearest", **style)


def depth(ax, grid):
    return shade(ax, np.where(grid.height < 0, grid.height, -1), grid, cmap=ListedColormap(BLUES),
                 norm=BoundaryNorm(DEPTHS, len(BLUES)), zorder=1)


def earthquakes(ax, grid):
    panel(ax, REGION, "Source zones: earthquakes of M 6 and more a year in 10,000 km²; events of M 7 and more")
    zones = read_geojson(HERE / "seismic_zones.geojson")
    rates = []
    for zone in zones:
        ring = np.array(zone["geometry"]["coordinates"][0])
        x, y = ring[:, 0] * np.cos(np.radians(ring[:, 1].mean())) * 111.19, ring[:, 1] * 111.19
        area = abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2
        rates.append(zone["properties"]["rate_m6_per_year"] / area * 1e4)
    patches = PatchCollection([Polygon(z["geometry"]["coordinates"][0]) for z in zones], cmap="YlOrRd", alpha=0.75,
                              norm=LogNorm(0.002, 0.2), edgecolor=INK, linewidth=0.5, zorder=6)
    patches.set_array(np.array(rates))
    ax.add_collection(patches)
    bar = plt.colorbar(patches, ax=ax, shrink=0.55, pad=0.015)
    bar.ax.tick_params(labelsize=6)
    stroke(ax, read_geojson(HERE / "plate_boundaries.geojson"), color="#1d3557", linewidth=1.3, zorder=7)
    large = [r for r in read_csv(HERE / "earthquakes.csv") if float(r["magnitude"]) >= 7 and not r["same_event_as"]
             and float(r["depth_km"] or 0) <= 70 and (r["catalogue"] == "centennial" or r["time"] >= "2007-10")]
    ax.scatter([float(r["lon"]) for r in large], [float(r["lat"]) for r in large],
               s=[4 * 3 ** (float(r["magnitude"]) - 7) for r in large], facecolor="none", edgecolor=INK, linewidth=0.5,
               zorder=8)
    ax.legend(handles=[Line2D([], [], color="#1d3557", lw=1.3, label="plate boundary (PB2002)"),
                       Line2D([], [], marker="o", ls="", mfc="none", mec=INK, ms=2, label="M 7, since 1900"),
                       Line2D([], [], marker="o", ls="", mfc="none", mec=INK, ms=6, label="M 9")],
              fontsize=6, loc="upper left", framealpha=0.9)


def canyons(ax, frame, grid, title, names):
    panel(ax, frame, title)
    filled = depth(ax, grid)
    rows = read_geojson(HERE / "canyons.geojson")
    for kind, colour in (("slope_path", "#9c6644"), ("channel", "#c1121f"), ("trough", "#c1121f"), ("canyon", "#c1121f")):
        stroke(ax, [r for r in rows if r["properties"]["kind"] == kind], color=colour, linewidth=1.3,
               linestyle="--" if kind == "slope_path" else "-", zorder=6, capstyle="round")
    for row in rows:
        x, y = row["geometry"]["coordinates"][0][:2]
        if frame[0] < x < frame[1] and frame[2] < y < frame[3]:
            ax.plot(x, y, "o", ms=3, mfc="white", mec="#c1121f", mew=0.8, zorder=7)
            if names:
                ax.annotate(row["properties"]["name"].split(" and ")[0], (x, y), zorder=8, fontsize=6.5,
                            xytext=(4, 3) if x < 123 else (-4, 3), ha="left" if x < 123 else "right",
                            textcoords="offset points", color=INK, path_effects=LABEL)
    stroke(ax, read_geojson(HERE / "plate_boundaries.geojson"), color="#1d3557", linewidth=0.8, linestyle=":", zorder=6)
    return filled


def gear(ax, grid, band, title):
    panel(ax, REGION, title)
    dataset = gdal.Open(str(HERE / "fishing_anchoring.tif"))  # a band lives no longer than its dataset
    raster = dataset.GetRasterBand(band)
    edges = [0, 0.02, 0.1, 0.3, 0.7, 1.2, 2, 4]
    image = shade(ax, raster.ReadAsArray() * raster.GetScale(), grid, cmap=ListedColormap(GEAR),
                  norm=BoundaryNorm(edges, len(GEAR)), zorder=1)
    plt.colorbar(image, ax=ax, shrink=0.55, pad=0.015).ax.tick_params(labelsize=6)
    if band == 2:
        stroke(ax, read_geojson(HERE / "shipping_lanes.geojson"), color="#1d3557", linewidth=0.5, zorder=4)
        places = np.array([r["geometry"]["coordinates"] for r in read_geojson(HERE / "ports.geojson")])
        ax.plot(places[:, 0], places[:, 1], ".", ms=1.6, color=INK, zorder=6)


def ring_path(polygon):
    points, codes = [], []
    for ring in polygon:
        points += ring
        codes += [Outline.MOVETO] + [Outline.LINETO] * (len(ring) - 2) + [Outline.CLOSEPOLY]
    return PathPatch(Outline(points, codes))


def repair(ax):
    panel(ax, REGION, "Where a repair needs leave: by nearest coast to 200 nautical miles, and cited cases")
    for row in read_geojson(HERE / "repair_denial.geojson"):
        p, shape = row["properties"], row["geometry"]["coordinates"]
        shape = shape if row["geometry"]["type"] == "MultiPolygon" else [shape]
        colour, alpha = (NEAREST.get(p["states"], "#eeeeee"), 1.0) if p["class"] == "nearest_coast" else ZONES[p["class"]][:2]
        ax.add_collection(PatchCollection([ring_path(polygon) for polygon in shape], facecolor=colour, alpha=alpha,
                                          edgecolor=INK if p["class"] == "event" else "none", linewidth=0.5,
                                          zorder=2 if p["class"] == "nearest_coast" else 3))
    handles = [Patch(facecolor=c, alpha=a, label=t) for c, a, t in ZONES.values()]
    handles += [Patch(facecolor=c, label=f"nearest coast: {n}") for n, c in list(NEAREST.items())[:5]]
    ax.legend(handles=handles, fontsize=5.5, loc="lower right", framealpha=0.9)


def main():
    figure, axes = plt.subplots(3, 2, figsize=(12.6, 16.2), dpi=110, layout="constrained")
    grid = DepthGrid(NEAR_GRID)
    earthquakes(axes[0, 0], grid)
    canyons(axes[0, 1], REGION, grid, "Submarine canyons, troughs and slope paths (dashed), traced downhill", False)
    filled = canyons(axes[1, 0], TAIWAN, grid, "About Taiwan, on the 5-minute depth grid (m)", True)
    plt.colorbar(filled, ax=axes[1, 0], shrink=0.55, pad=0.015, ticks=DEPTHS[1:]).ax.tick_params(labelsize=6)
    repair(axes[1, 1])
    gear(axes[2, 0], grid, 1, "Fishing near the seabed: proxy, 1 = mean of the shelf")
    gear(axes[2, 1], grid, 2, "Anchoring: proxy, 1 = mean of the shelf; lanes and ports")
    figure.text(0.01, 0.001, "kaitei geodata/hazards. ETOPO5; Natural Earth; PB2002 (Hugo Ahlenius, Nordpil, Peter Bird; "
                "ODC-BY); USGS Centennial, NOAA, USGS/NEIC; searoute (Apache-2.0). No boundary is endorsed.", fontsize=6)
    path = GEODATA.parent / "docs" / "hazards-map.png"
    figure.savefig(path, pil_kwargs={"optimize": True})
    print(path.relative_to(GEODATA.parent), path.stat().st_size // 1000, "kB")


if __name__ == "__main__":
    main()
