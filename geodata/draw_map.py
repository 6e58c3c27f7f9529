#!/usr/bin/python3
"""Draw docs/network-map.png and docs/taiwan-map.png from the data set.

Usage: /usr/bin/python3 geodata/draw_map.py
Requires Debian's python3-matplotlib (>= 3.6), python3-numpy and python3-pil.
"""
import csv
import json
import math
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image

matplotlib.use("Agg")
import matplotlib.colors
import matplotlib.pyplot as plt
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke

HERE = Path(__file__).resolve().parent
DATA = HERE / "taiwan-japan"
DOCS = HERE.parent / "docs"
SEA, LAND, COAST, INK, QUIET = "#eef4f8", "#dcd9d0", "#a9a498", "#22303c", "#9fb0bd"

# Systems that land in Taiwan, each with a colour; all others are drawn in one quiet tone.
COLOURS = {
    "apcn-2": "#7f6d5f", "apg": "#d1495b", "apricot": "#f08a24", "c2c": "#6a994e", "eac": "#386641",
    "faster": "#1d70b8", "fnal-rnal": "#8e5ea2", "ncp": "#00798c", "plcn": "#c2185b", "sjc2": "#5b3a8c",
    "tpe": "#0b3c5d", "tse-1": "#b08900", "cscn": "#b08900",
    "tpu": "#e4572e", "e2a": "#2e86ab", "candle": "#a23b72", "aug-east": "#4f772d", "orca": "#555555",
    "apricot-south": "#f08a24",
}
DOMESTIC = {
    "taiwan-matsu-2": "#1d70b8", "taiwan-matsu-3": "#00798c", "taiwan-matsu-4": "#6aa6d6",
    "taiwan-penghu-2": "#c2185b", "taiwan-penghu-3": "#e4572e", "taiwan-penghu-4": "#f0a07c",
    "taiwan-kinmen-2": "#6a4c93", "penghu-kinmen-1": "#386641", "penghu-kinmen-3": "#6a994e",
    "penghu-kinmen-4": "#a7c957", "xiaoliuqiu-1": "#7f6d5f", "xiaoliuqiu-2": "#7f6d5f", "cscn": "#b08900",
}

# label text, where it points (lon, lat), offset in points, horizontal alignment
REGION_LABELS = [
    ("Tamsui, Bali", 121.42, 25.18, (-42, 52), "right"), ("Toucheng", 121.82, 24.86, (20, -14), "left"),
    ("Fangshan", 120.65, 22.26, (-34, -24), "right"), ("Dawu", 120.90, 22.35, (22, -3), "left"),
    ("Boso: Chikura, Maruyama,\nMinamiboso, Wada", 140.0, 35.0, (60, -98), "left"),
    ("Shima", 136.85, 34.3, (6, 24), "left"), ("Ajigaura, Takahagi,\nKitaibaraki", 140.75, 36.75, (26, 10), "left"),
    ("Tomakomai (planned)", 141.6, 42.64, (8, -2), "left"), ("Ishikari", 141.35, 43.24, (-7, 3), "right"),
    ("Busan, Geoje", 128.9, 35.1, (-4, 24), "center"), ("Shindu-ri", 126.2, 36.84, (-8, 3), "right"), ("Nago, Okinawa island", 127.95, 26.6, (60, 26), "left"), ("Fukuoka, Itoshima,\nKitakyushu", 130.7, 33.75, (16, 30), "left"),
    ("Miyazaki", 131.42, 31.92, (10, 3), "left"), 
    ("Miyako, Ishigaki,\nYonaguni", 124.4, 24.35, (62, -24), "left"),
    ("Qingdao", 120.38, 36.06, (-7, 2), "right"), ("Chongming, Nanhui,\nLingang", 121.75, 31.2, (-9, -4), "right"),
    ("Shantou", 116.68, 23.35, (-6, 5), "right"), ("Hong Kong", 114.2, 22.3, (-8, 3), "right"),
    ("Fuzhou, Matsu", 119.75, 26.05, (-22, 22), "right"), ("Xiamen, Kinmen", 118.2, 24.5, (-16, 10), "right"), ("Penghu", 119.58, 23.57, (-30, -32), "right"), ("Claveria", 121.08, 18.6, (-5, -13), "left"),
    ("Baler", 121.56, 15.76, (-7, 3), "right"), ("Batangas, Nasugbu", 120.9, 13.9, (-8, 2), "right"),
    ("Daet", 122.95, 14.1, (7, 3), "left"), ("Davao", 125.6, 7.1, (-7, 3), "right"),
    ("Da Nang", 108.2, 16.07, (-7, 2), "right"), ("Quy Nhon", 109.2, 13.8, (-7, 2), "right"),
    ("Songkhla", 100.6, 7.2, (-6, 4), "right"), ("Kuantan", 103.4, 4.1, (-7, 2), "right"),
    ("Singapore, Batam", 103.8, 1.3, (-7, -3), "right"), ("Guam", 144.75, 13.45, (8, -3), "left"),
    ("Nakhodka", 132.9, 42.85, (-6, 4), "right"), ("Nevelsk", 141.86, 46.68, (7, 0), "left"),
    ("Joetsu", 138.24, 37.15, (-6, 4), "right"), ("Brunei", 114.55, 4.75, (4, -12), "left"),
]
EDGE_LABELS = [("to the United States\nand Canada", 153.7, 44.6, "right"), ("to the United States", 153.7, 32.2, "right"), ("to Guam and the\nUnited States", 153.7, 18.0, "right")]
TAIWAN_LABELS = [
    ("Tamsui (two stations), Bali", 121.43, 25.18, (24, 40), "left"), ("Yonaguni\n(Japan)", 123.0, 24.47, (-8, -20), "right"),
    ("Toucheng", 121.82, 24.86, (26, -36), "left"), ("Guanyin\n(Caota)", 121.12, 25.05, (-26, -16), "right"),
    ("Yuanli", 120.65, 24.45, (7, -3), "left"), ("Budai", 120.16, 23.38, (7, 2), "left"),
    ("Tainan coast\n(town not published)", 120.08, 23.22, (8, -16), "left"),
    ("Fangshan", 120.65, 22.26, (-24, -22), "right"), ("Dawu", 120.90, 22.35, (7, 4), "left"),
    ("Linbian", 120.51, 22.43, (8, 4), "left"), ("Hsinchu", 120.97, 24.80, (8, -4), "left"), ("Hualien", 121.60, 23.98, (-8, -3), "right"), ("Taitung", 121.14, 22.76, (-8, 2), "right"), ("Tainan", 120.21, 22.99, (8, -3), "left"), ("Yilan", 121.75, 24.757, (-8, -6), "right"), ("Keelung", 121.74, 25.13, (30, 14), "left"), ("Xiaoliuqiu", 120.37, 22.34, (-7, -4), "right"),
    ("Huxi, Magong\n(Penghu)", 119.6, 23.56, (-2, -26), "center"),
    ("Dongyin", 120.49, 26.37, (6, 6), "left"), ("Nangan, Beigan,\nXiju (Matsu)", 119.93, 26.1, (-4, 14), "right"),
    ("Kinmen", 118.42, 24.42, (2, -15), "center"), ("Xiamen", 118.2, 24.5, (-6, 5), "right"),
    ("Fuzhou", 119.63, 25.92, (-7, -9), "right"), ("Taipei", 121.53, 25.05, (0, -14), "center"),
    ("Taichung", 120.68, 24.15, (6, -3), "left"), ("Kaohsiung", 120.31, 22.62, (6, 3), "left"),
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


def palette():
    """A fixed palette for small files with true colours: every ink, and its blends into what lies under it."""
    grounds = [np.array(matplotlib.colors.to_rgb(c)) for c in (SEA, LAND)]
    inks = [np.array(matplotlib.colors.to_rgb(c)) for c in sorted({QUIET, COAST, *COLOURS.values(), *DOMESTIC.values()})]
    colours = grounds + [np.array(matplotlib.colors.to_rgb(INK)) * (1 - a) + a for a in np.linspace(0, 1, 12)]
    colours += [ink * a + ground * (1 - a) for ink in inks for ground in grounds for a in (1.0, 0.7, 0.35)]
    image = Image.new("P", (1, 1))
    image.putpalette([round(255 * channel) for colour in colours[:256] for channel in colour])
    return image


class Map:
    def __init__(self, west, east_, south, north, width_px):
        middle = math.radians((south + north) / 2)
        height_px = width_px * (north - south) / ((east_ - west) * math.cos(middle))
        self.figure = plt.figure(figsize=(width_px / 160, height_px / 160), dpi=160, facecolor=SEA)
        self.axes = self.figure.add_axes((0, 0, 1, 1), facecolor=SEA)
        self.axes.set(xlim=(west, east_), ylim=(south, north), xticks=[], yticks=[])
        self.axes.set_aspect(1 / math.cos(middle))
        land = json.loads((HERE / "context" / "land-50m.geojson").read_text())["features"]
        rings = [f["geometry"]["coordinates"][0] for f in land]
        self.axes.add_collection(PolyCollection(rings, facecolor=LAND, edgecolor=COAST, linewidth=0.4, zorder=1))

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
                      framealpha=0.93, edgecolor=COAST, borderpad=0.7, handlelength=2.2, labelspacing=0.35)
    box.set_zorder(12)
    axes.add_artist(box)


def style_of(status, colour, width):
    dashed = status == "planned"
    return {"color": colour, "lw": width * (0.85 if dashed else 1), "ls": (0, (4, 2.2)) if dashed else "-"}


def region_map(nodes, systems, segments):
    view = Map(97.5, 154, -1.5, 48, 1600)
    for s in segments:
        system = systems[s["system"]]
        colour = COLOURS.get(s["system"])
        if colour:
            view.line(s["geometry"], zorder=4, **style_of(system["status"], colour, 1.15))
        else:
            view.line(s["geometry"], zorder=3, **style_of(system["status"], QUIET, 0.8))
    used = {s[e] for s in segments for e in ("from", "to")}
    view.dots([n for n in nodes if n["kind"] == "station" and n["id"] in used and is_announced(n)], s=9, color="white", edgecolor=INK, linewidth=0.7, zorder=7)
    view.dots([n for n in nodes if n["kind"] == "branching_unit"], s=7, marker="D", color=INK, linewidth=0, zorder=6)
    view.labels(REGION_LABELS, 6.6)
    for text, lon, lat, align in EDGE_LABELS:
        view.axes.text(lon, lat, text + "  →", ha=align, fontsize=7.5, style="italic", color=INK, zorder=9,
                       path_effects=[withStroke(linewidth=2.2, foreground="white")])
    names = {"fnal-rnal": "FNAL/RNAL", "eac": "EAC", "c2c": "C2C", "apg": "APG", "ncp": "NCP", "plcn": "PLCN", "sjc2": "SJC2",
             "tpe": "TPE", "tpu": "TPU", "e2a": "E2A", "aug-east": "AUG East", "apricot": "Apricot", "orca": "ORCA (unconfirmed)"}
    skip = {"cscn", "apricot-south"}
    entries = [(names.get(k, systems[k]["name"]), c, style_of(systems[k]["status"], c, 1)["ls"]) for k, c in COLOURS.items() if k not in skip]
    entries.append(("other systems of Japan, domestic", QUIET, "-"))
    legend(view.axes, entries, "upper left", "Systems that land in Taiwan (dashed: planned)")
    view.axes.text(153.7, -1.1, "kaitei geodata. Lines are drawn by shortest sea path, not surveyed; diamonds: branching units (positions argued). "
                   "Coast: Natural Earth; depth: ETOPO5.", ha="right", fontsize=6, color=INK, zorder=9)
    view.save(DOCS / "network-map.png")


def taiwan_map(nodes, systems, segments):
    view = Map(117.3, 123.7, 21.5, 27.0, 1400)
    for s in segments:
        system = systems[s["system"]]
        if s["system"] in DOMESTIC:
            view.line(s["geometry"], zorder=5, **style_of(system["status"], DOMESTIC[s["system"]], 2.0))
        elif s["system"] in COLOURS:
            view.line(s["geometry"], zorder=3, **style_of(system["status"], QUIET, 1.0))
    view.dots([n for n in nodes if n["kind"] == "exchange" and n["country"] == "Taiwan"], s=26, marker="s", color=INK, linewidth=0, zorder=6)
    view.dots([n for n in nodes if n["kind"] in ("station", "city") and is_announced(n)], s=26, color="white", edgecolor=INK, linewidth=1.0, zorder=7)
    view.dots([n for n in nodes if n["kind"] == "branching_unit"], s=16, marker="D", color=INK, linewidth=0, zorder=6)
    view.labels(TAIWAN_LABELS, 8)
    entries = [(systems[k]["name"], c, style_of(systems[k]["status"], c, 1)["ls"]) for k, c in DOMESTIC.items() if k != "xiaoliuqiu-2"]
    entries.append(("international systems", QUIET, "-"))
    legend(view.axes, entries, "lower right", "Domestic cables (dashed: planned)")
    view.axes.text(117.35, 21.53, "squares: exchanges; circles: landings; diamonds: branching units (positions argued). Lines drawn, not surveyed.",
                   fontsize=6.5, color=INK, zorder=9)
    view.save(DOCS / "taiwan-map.png")


def main():
    nodes, systems = read_csv("nodes.csv"), {s["id"]: s for s in read_csv("systems.csv")}
    features = json.loads((DATA / "segments.geojson").read_text(encoding="utf-8"))["features"]
    segments = [dict(f["properties"], geometry=f["geometry"]) for f in features]
    DOCS.mkdir(exist_ok=True)
    region_map(nodes, systems, segments)
    taiwan_map(nodes, systems, segments)


if __name__ == "__main__":
    main()
