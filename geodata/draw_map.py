#!/usr/bin/python3
"""Draw docs/network-map.png and docs/taiwan-map.png from the data set.

Usage: /usr/bin/python3 geodata/draw_map.py
Requires Debian's python3-matplotlib (>= 3.6), python3-numpy, python3-gdal and python3-pil.
"""
import csv
import json
import math
from pathlib import Path

import matplotlib
import numpy as np
from osgeo import gdal
from PIL import Image

gdal.UseExceptions()
matplotlib.use("Agg")
import matplotlib.colors
import matplotlib.pyplot as plt
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

HERE = Path(__file__).resolve().parent
DATA = HERE / "taiwan-japan"
DOCS = HERE.parent / "docs"
SEA, SHELF, LAND, COAST, INK = "#e3edf4", "#f1f6f9", "#dcd9d0", "#a9a498", "#22303c"
QUIET, HOME, RETIRED = "#8fa3b3", "#a7a27f", "#b58a8a"
SHELF_M = 200
LINE_STYLES = {"in_service": "-", "planned": (0, (4, 2.2)), "retired": (0, (1, 1.6))}

# Systems that land in Taiwan, each with a colour; all others are drawn in one quiet tone.
COLOURS = {
    "apcn-2": "#7f6d5f", "apg": "#d1495b", "apricot": "#f08a24", "c2c": "#6a994e", "eac": "#386641",
    "faster": "#1d70b8", "fnal-rnal": "#8e5ea2", "ncp": "#00798c", "plcn": "#c2185b", "sjc2": "#5b3a8c",
    "tpe": "#0b3c5d", "tse-1": "#b08900", "cscn": "#b08900",
    "tpu": "#e4572e", "e2a": "#2e86ab", "candle": "#a23b72", "aug-east": "#4f772d", "orca": "#555555",
    "i-am": "#c9a227", "apricot-south": "#f08a24",
}
DOMESTIC = {
    "taiwan-matsu-2": "#1d70b8", "taiwan-matsu-3": "#00798c", "taiwan-matsu-4": "#6aa6d6",
    "taiwan-penghu-2": "#c2185b", "taiwan-penghu-3": "#e4572e", "taiwan-penghu-4": "#f0a07c",
    "taiwan-kinmen-2": "#6a4c93", "penghu-kinmen-1": "#386641", "penghu-kinmen-3": "#6a994e",
    "penghu-kinmen-4": "#a7c957", "xiaoliuqiu-1": "#7f6d5f", "xiaoliuqiu-2": "#7f6d5f", "cscn": "#b08900",
}
SAME_COLOUR = {"apricot-south", "xiaoliuqiu-2"}  # drawn, but not named twice in a legend
BOTH = {"xiaoliuqiu-1": "Xiaoliuqiu-Linbian No.1, No.2"}
SHORT_NAMES = {"fnal-rnal": "FNAL/RNAL", "eac": "EAC", "c2c": "C2C", "apg": "APG", "ncp": "NCP", "plcn": "PLCN", "sjc2": "SJC2",
               "tpe": "TPE", "tpu": "TPU", "e2a": "E2A", "aug-east": "AUG East", "apricot": "Apricot", "i-am": "I-AM",
               "tse-1": "TSE-1", "cscn": "CSCN (Kinmen-Xiamen)"}

# label text, where it points (lon, lat), offset in points, horizontal alignment
REGION_LABELS = [
    ("Tamsui, Bali", 121.42, 25.18, (-42, 52), "right"), ("Toucheng", 121.82, 24.86, (20, -14), "left"),
    ("Fangshan", 120.65, 22.26, (-34, -24), "right"), ("Dawu", 120.90, 22.35, (22, -3), "left"),
    ("Boso: Chikura, Maruyama,\nMinamiboso, Wada", 140.0, 35.0, (60, -98), "left"),
    ("Shima", 136.85, 34.3, (6, 24), "left"), ("Ajigaura, Takahagi,\nKitaibaraki", 140.75, 36.75, (26, 10), "left"),
    ("Tomakomai (planned)", 141.6, 42.64, (8, -2), "left"), ("Ishikari", 141.35, 43.24, (-7, 3), "right"),
    ("Busan, Geoje", 128.9, 35.1, (-4, 24), "center"), ("Shindu-ri", 126.2, 36.84, (-8, 3), "right"), ("Nago, Okinawa island", 127.95, 26.6, (60, 26), "left"), ("Fukuoka, Itoshima,\nKitakyushu", 130.7, 33.75, (20, 58), "left"),
    ("Miyazaki", 131.42, 31.92, (10, 3), "left"), 
    ("Miyako, Ishigaki,\nYonaguni", 124.4, 24.35, (62, -24), "left"),
    ("Qingdao", 120.38, 36.06, (-7, 2), "right"), ("Chongming, Nanhui,\nLingang", 121.75, 31.2, (-9, -4), "right"),
    ("Shantou", 116.68, 23.35, (-6, 5), "right"), ("Hong Kong, Macau", 114.0, 22.25, (-8, 3), "right"),
    ("Fuzhou, Matsu", 119.75, 26.05, (-22, 22), "right"), ("Xiamen, Kinmen", 118.2, 24.5, (-16, 10), "right"), ("Penghu", 119.58, 23.57, (-30, -32), "right"), ("Claveria", 121.08, 18.6, (-5, -13), "left"),
    ("Baler", 121.56, 15.76, (-7, 3), "right"), ("Batangas, Nasugbu", 120.9, 13.9, (-8, 2), "right"),
    ("Daet", 122.95, 14.1, (7, 3), "left"), ("Davao", 125.6, 7.1, (-7, 3), "right"),
    ("Da Nang", 108.2, 16.07, (-7, 2), "right"), ("Quy Nhon", 109.2, 13.8, (-7, 2), "right"),
    ("Songkhla", 100.6, 7.2, (-6, 4), "right"), ("Kuantan", 103.4, 4.1, (-7, 2), "right"),
    ("Singapore, Batam", 103.8, 1.3, (-7, -3), "right"), ("Guam", 144.75, 13.45, (8, -3), "left"),
    ("Nakhodka", 132.9, 42.85, (-6, 4), "right"), ("Nevelsk", 141.86, 46.68, (7, 0), "left"),
    ("Joetsu", 138.24, 37.15, (-6, 4), "right"), ("Brunei", 114.55, 4.75, (4, -12), "left"),
    ("Phetchaburi, Si Racha", 100.5, 13.1, (-2, 8), "center"), ("Vung Tau", 107.08, 10.35, (-7, -9), "right"),
    ("Mersing", 103.84, 2.43, (-7, 0), "right"), ("Tinian", 145.62, 14.97, (7, 0), "left"),
    ("Chichijima, Hahajima", 142.2, 26.9, (8, -3), "left"), ("Daito islands", 131.25, 25.9, (10, -12), "left"),
    ("Jeju", 126.5, 33.4, (0, -11), "center"), ("Miura, Ninomiya", 139.35, 35.25, (-10, 58), "right"),
    ("Hachijojima", 139.8, 33.1, (7, -6), "left"),
]
EDGE_LABELS = [("to the United States\nand Canada", 153.7, 44.6, "right"), ("to the United States", 153.7, 32.2, "right"), ("to Guam and the\nUnited States", 153.7, 18.0, "right")]
TAIWAN_LABELS = [
    ("Tamsui (two stations), Bali", 121.43, 25.18, (24, 40), "left"), ("Yonaguni\n(Japan)", 123.0, 24.47, (-8, -20), "right"),
    ("Toucheng", 121.82, 24.86, (26, -36), "left"), ("Guanyin\n(Caota)", 121.12, 25.05, (-26, -16), "right"),
    ("Yuanli", 120.65, 24.45, (7, -3), "left"), ("Budai", 120.16, 23.38, (7, 2), "left"),
    ("Tainan coast\n(town not published)", 120.08, 23.22, (8, -16), "left"),
    ("Fangshan", 120.65, 22.26, (-24, -22), "right"), ("Dawu", 120.90, 22.35, (7, 4), "left"),
    ("Linbian", 120.51, 22.43, (8, 4), "left"), ("Hsinchu", 120.97, 24.80, (8, -4), "left"), ("Hualien", 121.60, 23.98, (-8, -3), "right"), ("Taitung", 121.14, 22.76, (-8, 2), "right"), ("Tainan", 120.21, 22.99, (8, -3), "left"), ("Lyudao", 121.49, 22.67, (8, -3), "left"), ("Lanyu", 121.55, 22.05, (8, -3), "left"), ("Yilan", 121.75, 24.757, (-8, -6), "right"), ("Keelung", 121.74, 25.13, (30, 14), "left"), ("Xiaoliuqiu", 120.37, 22.34, (-7, -4), "right"),
    ("Huxi, Magong\n(Penghu)", 119.6, 23.56, (-2, -26), "center"),
    ("Dongyin", 120.49, 26.37, (6, 6), "left"), ("Nangan, Beigan,\nXiju (Matsu)", 119.93, 26.1, (-4, 14), "right"),
    ("Kinmen", 118.42, 24.42, (2, -15), "center"), ("Xiamen", 118.2, 24.5, (-6, 5), "right"),
    ("Fuzhou", 119.63, 25.92, (-7, -9), "right"), ("Taipei", 121.53, 25.05, (0, -14), "center"),
    ("Taichung", 120.68, 24.15, (6, -3), "left"), ("Kaohsiung", 120.31, 22.62, (-8, 2), "right"), ("Pingtung", 120.488, 22.671, (8, -3), "left"),
    ("Taoyuan", 121.297, 24.994, (-7, -9), "right"),
]


def read_csv(name):
    with open(DATA / name, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def parts_of(geometry):
    parts = geometry["coordinates"]
    return parts if geometry["type"] == "MultiLineString" else [parts]


def is_announced(node):
    return float(node["position_error_km"]) < 100


def east(x):
    return x + 360 if x < 0 else x


def depths(name):
    """Longitudes, latitudes and heights of a depth grid that the lines are drawn on."""
    grid = gdal.Open(str(HERE / "context" / f"{name}.tif"))
    west, dx, _, north, _, dy = grid.GetGeoTransform()
    height = grid.ReadAsArray()
    rows, cols = height.shape
    return west + dx * (np.arange(cols) + 0.5), north + dy * (np.arange(rows) + 0.5), height


def palette():
    """A fixed palette for small files with true colours: every ink, and its blends into what lies under it."""
    grounds = [np.array(matplotlib.colors.to_rgb(c)) for c in (SEA, SHELF, LAND)]
    inks = [np.array(matplotlib.colors.to_rgb(c)) for c in sorted({QUIET, HOME, RETIRED, COAST, *COLOURS.values(), *DOMESTIC.values()})]
    colours = grounds + [np.array(matplotlib.colors.to_rgb(INK)) * (1 - a) + a for a in np.linspace(0, 1, 12)]
    colours += [ink * a + ground * (1 - a) for ink in inks for ground in grounds for a in (1.0, 0.55)]
    image = Image.new("P", (1, 1))
    image.putpalette([round(255 * channel) for colour in colours[:256] for channel in colour])
    return image


class Map:
    def __init__(self, west, east_, south, north, width_px, depth_grid, coast):
        middle = math.radians((south + north) / 2)
        height_px = width_px * (north - south) / ((east_ - west) * math.cos(middle))
        self.figure = plt.figure(figsize=(width_px / 160, height_px / 160), dpi=160, facecolor=SEA)
        self.axes = self.figure.add_axes((0, 0, 1, 1), facecolor=SEA)
        self.axes.set(xlim=(west, east_), ylim=(south, north), xticks=[], yticks=[])
        self.axes.set_aspect(1 / math.cos(middle))
        lon, lat, height = depths(depth_grid)
        self.axes.contourf(lon, lat, height, levels=[-SHELF_M, 1e5], colors=[SHELF], zorder=0.5)
        land = json.loads((HERE / "context" / f"{coast}.geojson").read_text())["features"]
        rings = [f["geometry"]["coordinates"][0] for f in land]
        self.axes.add_collection(PolyCollection(rings, facecolor=LAND, edgecolor=COAST, linewidth=0.4, zorder=1))

    def graticule(self, step, west, south):
        self.axes.grid(False)
        for lon in np.arange(math.ceil(west / step) * step, self.axes.get_xlim()[1], step):
            self.axes.axvline(lon, color="white", lw=0.5, zorder=0.7)
            self.axes.annotate(f"{lon:g}°E", (lon, self.axes.get_ylim()[1]), xytext=(0, -2), textcoords="offset points",
                               fontsize=5.5, color=COAST, ha="center", va="top", zorder=2)
        for lat in np.arange(math.ceil(south / step) * step, self.axes.get_ylim()[1], step):
            self.axes.axhline(lat, color="white", lw=0.5, zorder=0.7)
            self.axes.text(self.axes.get_xlim()[1], lat, f"{lat:g}°N ", fontsize=5.5, color=COAST, ha="right", va="center", zorder=2)

    def scale_bar(self, lon, lat, km):
        """True at its own latitude."""
        width = math.degrees(km / 6371.0 / math.cos(math.radians(lat)))
        self.axes.plot([lon, lon + width], [lat, lat], color=INK, lw=2, solid_capstyle="butt", zorder=10)
        self.axes.annotate(f"{km} km", (lon + width / 2, lat), xytext=(0, 4), textcoords="offset points", ha="center",
                           fontsize=7, color=INK, zorder=10)

    def note(self, lon, lat, align, size):
        self.axes.text(lon, lat, "kaitei geodata (CC BY 4.0): shortest sea paths, not surveyed routes. Circles: landings; diamonds: "
                       "branching units, argued;\nsquares: exchanges. Pale: shallower than 200 m. Towns: GeoNames; coast: "
                       "Natural Earth; depth: ETOPO5.", ha=align, path_effects=[withStroke(linewidth=2.2, foreground="white")], va="top" if lat > 20 else "baseline", fontsize=size - 0.6,
                       color=INK, zorder=9)

    def line(self, geometry, **style):
        for part in parts_of(geometry):
            self.axes.plot([east(x) for x, _ in part], [y for _, y in part], solid_capstyle="round", **style)

    def dots(self, nodes, **style):
        self.axes.scatter([east(float(n["lon"])) for n in nodes], [float(n["lat"]) for n in nodes], **style)

    def labels(self, rows, size):
        for text, lon, lat, offset, align in rows:
            leader = {"arrowstyle": "-", "color": INK, "lw": 0.5, "shrinkA": 1, "shrinkB": 3} if math.hypot(*offset) > 15 else None
            self.axes.annotate(text, (lon, lat), xytext=offset, textcoords="offset points", ha=align, fontsize=size,
                               color=INK, zorder=9, linespacing=1.05, arrowprops=leader,
                               path_effects=[withStroke(linewidth=2.2, foreground="white")])

    def save(self, path):
        self.figure.canvas.draw()
        picture = Image.fromarray(np.asarray(self.figure.canvas.buffer_rgba())[..., :3].copy())
        picture.quantize(palette=palette(), dither=Image.Dither.NONE).save(path, optimize=True)
        print(path.relative_to(HERE.parent), path.stat().st_size // 1000, "kB")


def legend(axes, entries, where, title, columns=1):
    handles = [Line2D([], [], color=c, lw=2, ls=ls, label=name) for name, c, ls in entries]
    box = axes.legend(handles=handles, loc=where, title=title, fontsize=7, title_fontsize=7.5, ncols=columns,
                      framealpha=1, edgecolor=COAST, borderpad=0.7, handlelength=2.2, labelspacing=0.35)
    box.set_zorder(12)
    axes.add_artist(box)


def style_of(status, colour, width):
    return {"color": colour, "lw": width * {"planned": 0.85, "retired": 1.1}.get(status, 1), "ls": LINE_STYLES[status]}


def class_of(system, ends):
    """What a system is drawn as: its own colour, or one of the quiet tones."""
    if system["status"] == "retired":
        return RETIRED
    if system["id"] in COLOURS:
        return COLOURS[system["id"]]
    return HOME if len({n["country"] for n in ends} - {""}) == 1 else QUIET


def drawn_in_order(segments):
    """Quiet lines first, so that the coloured ones lie on top."""
    return sorted(segments, key=lambda s: (s["colour"] in COLOURS.values(), s["status"] == "in_service"))


def named(systems, colours, names=None):
    return [((names or {}).get(k, systems[k]["name"]), c, LINE_STYLES[systems[k]["status"]]) for k, c in colours.items()
            if k not in SAME_COLOUR]


def region_map(nodes, systems, segments):
    view = Map(97.5, 154, -1.5, 48, 1800, "depth-pacific-10min", "land-50m")
    view.graticule(10, 97.5, -1.5)
    for s in drawn_in_order(segments):
        coloured = s["colour"] in COLOURS.values()
        view.line(s["geometry"], zorder=4 if coloured else 3, **style_of(s["status"], s["colour"], 1.25 if coloured else 0.75))
    used = {s[e] for s in segments for e in ("from", "to")}
    view.dots([n for n in nodes if n["kind"] == "station" and n["id"] in used and is_announced(n)], s=10, color="white", edgecolor=INK, linewidth=0.7, zorder=7)
    view.dots([n for n in nodes if n["kind"] == "branching_unit"], s=6, marker="D", color=INK, linewidth=0, zorder=6)
    view.labels(REGION_LABELS, 6.4)
    for text, lon, lat, align in EDGE_LABELS:
        view.axes.text(lon, lat, text + "  →", ha=align, fontsize=7.5, style="italic", color=INK, zorder=9,
                       path_effects=[withStroke(linewidth=2.2, foreground="white")])
    entries = named(systems, COLOURS, SHORT_NAMES)
    entries += [("other international systems", QUIET, "-"), ("Japan's own cables", HOME, "-"),
                ("retired systems", RETIRED, LINE_STYLES["retired"])]
    legend(view.axes, entries, "upper left", "Systems that land in Taiwan (dashed: planned)")
    view.scale_bar(147.0, 3.4, 500)
    view.note(153.7, -1.1, "right", 6)
    view.save(DOCS / "network-map.png")


def taiwan_map(nodes, systems, segments):
    view = Map(117.3, 123.7, 21.3, 27.0, 1500, "depth-east-asia-5min", "coast-10m")
    view.graticule(1, 117.3, 21.3)
    for s in drawn_in_order(segments):
        if s["system"] in DOMESTIC:
            view.line(s["geometry"], zorder=5, **style_of(s["status"], DOMESTIC[s["system"]], 2.6))
        else:
            view.line(s["geometry"], zorder=3, **style_of(s["status"], s["colour"], 1.0))
    view.dots([n for n in nodes if n["kind"] == "exchange" and n["country"] == "Taiwan"], s=26, marker="s", color=INK, linewidth=0, zorder=6)
    view.dots([n for n in nodes if n["kind"] in ("station", "city") and is_announced(n)], s=26, color="white", edgecolor=INK, linewidth=1.0, zorder=7)
    view.dots([n for n in nodes if n["kind"] == "branching_unit"], s=14, marker="D", color=INK, linewidth=0, zorder=6)
    view.labels(TAIWAN_LABELS, 8)
    legend(view.axes, named(systems, DOMESTIC, BOTH), "lower right", "Taiwan's own cables (dashed: planned)")
    here = {k: c for k, c in COLOURS.items() if k not in DOMESTIC}
    entries = named(systems, here, SHORT_NAMES) + [("others passing", QUIET, "-"), ("retired", RETIRED, LINE_STYLES["retired"])]
    legend(view.axes, entries, "lower left", "International systems", columns=2)
    view.scale_bar(118.6, 26.72, 100)
    view.note(123.62, 26.93, "right", 6.4)
    view.save(DOCS / "taiwan-map.png")


def main():
    nodes, systems = read_csv("nodes.csv"), {s["id"]: s for s in read_csv("systems.csv")}
    features = json.loads((DATA / "segments.geojson").read_text(encoding="utf-8"))["features"]
    segments = [dict(f["properties"], geometry=f["geometry"]) for f in features]
    by_id, ends = {n["id"]: n for n in nodes}, {}
    for s in segments:
        ends.setdefault(s["system"], []).extend(by_id[s[e]] for e in ("from", "to"))
    for s in segments:
        system = systems[s["system"]]
        s["status"], s["colour"] = system["status"], class_of(system, ends[s["system"]])
    DOCS.mkdir(exist_ok=True)
    region_map(nodes, systems, segments)
    taiwan_map(nodes, systems, segments)


if __name__ == "__main__":
    main()
