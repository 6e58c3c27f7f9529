"""A result on the map. The coastline comes with the package: nothing is downloaded."""

from __future__ import annotations

import json
import math
import warnings
from pathlib import Path
from typing import Literal

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import LogNorm, Normalize
from matplotlib.patheffects import withStroke

from . import style
from .files import Network, PathLike, open_network, open_result
from .frames import importance_frame

_COASTLINE = Path(__file__).with_name("land-50m.geojson")  # Natural Earth, public domain; 92-172° E, 15° S-56° N
_ROLES = {"station": ("s", style.VERMILION, "landing station"), "city": ("o", style.BLACK, "city or exchange"),
          "exchange": ("o", style.BLACK, "city or exchange"), "gateway": ("D", style.PURPLE, "gateway"),
          "branching_unit": (".", "#5B6770", "branching unit")}
Extent = tuple[float, float, float, float]


def _unwrapped(longitudes: np.ndarray, centre: float) -> np.ndarray:
    """Longitudes as they follow each other without a jump at 180°, the first within half a turn of `centre`."""
    line = np.unwrap(longitudes, period=360)
    return line + 360 * np.round((centre - line[0]) / 360)


def _near(longitudes: pd.Series, centre: float) -> pd.Series:
    return centre + (longitudes - centre + 180) % 360 - 180


def _home(network: Network) -> pd.DataFrame:
    """The nodes that the questions are about: those of terminal sets, without gateways; else all."""
    asked = {node for members in network.terminals.values() for node in members}
    nodes = network.nodes[network.nodes.index.isin(asked) & (network.nodes["kind"] != "gateway")]
    return nodes if len(nodes) else network.nodes


def _extent(nodes: pd.DataFrame) -> Extent:
    angles = np.radians(nodes["longitude"])
    centre = math.degrees(math.atan2(np.sin(angles).mean(), np.cos(angles).mean()))
    longitudes = _near(nodes["longitude"], centre)
    west, east, south, north = longitudes.min(), longitudes.max(), nodes["latitude"].min(), nodes["latitude"].max()
    margin = 0.07 * max(east - west, north - south, 0.5)
    return west - margin, east + margin, south - margin, north + margin


def _values(path: PathLike, by: str, outcome: str | None) -> tuple[pd.Series, pd.Series]:
    """A value per element, and whether it is known to be above 0."""
    dataset = open_result(path)
    if by == "failure_probability":
        values = dataset["element_probability"].to_series()
        return values, values > 0
    if by != "importance":
        raise ValueError(f'by="{by}" is not known (it says what the colours mean); use "failure_probability" or "importance"')
    if outcome is None:
        names = ", ".join(map(str, dataset["connectivity"].values))
        raise ValueError(f"importance is that for one outcome (none is given); give outcome=, one of: {names}")
    frame = importance_frame(dataset, outcome)
    return frame["importance"], frame["importance"].notna() & (frame["lower"] > 0)


def plot_map(path: PathLike, by: Literal["failure_probability", "importance"] = "failure_probability",
             outcome: str | None = None, extent: Extent | None = None, labels: Literal["name", "name_local", "name_zh", "name_ja", "none"] = "name",
             coastline: PathLike = _COASTLINE, ax: Axes | None = None) -> Axes:
    """The network of a result file; cables, links and stations coloured by value. Returns the axes.

    by: "failure_probability", what the sampler was given (exact), or "importance", Birnbaum's, for the connectivity `outcome`.
        An element whose importance was not seen, or whose interval reaches 0, is grey.
    extent: west, east, south, north in degrees, east possibly beyond 180; default: around the terminal sets' nodes but gateways.
    labels: of landing stations and cities, in English, in the place's own language ("name_local"), in Chinese ("name_zh")
        or Japanese ("name_ja"), in English where there is none or no font has its characters;
        a name that has no room is left out.
    coastline: GeoJSON polygons of land; default: Natural Earth's for East Asia and the western Pacific.
    The projection is equirectangular, true to scale along the extent's middle parallel.
    """
    network = open_network(path)
    values, known = _values(path, by, outcome)
    west, east, south, north = extent if extent is not None else _extent(_home(network))
    centre = (west + east) / 2
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    with style.styled(**{"axes.grid": False, "axes.spines.top": True, "axes.spines.right": True}):
        if ax is None:
            width = 8.2
            ax = plt.subplots(figsize=(width, min(10, max(3.5, 0.8 * width * stretch * (north - south) / (east - west)))))[1]
        ax.set(xlim=(west, east), ylim=(south, north), aspect=stretch, facecolor=style.SEA)
        _draw_land(ax, coastline, centre)
        norm = _norm(values[known], by)
        _draw_lines(ax, network, values, known, norm, centre)
        _draw_nodes(ax, network, values, known, norm, centre)
        if norm is not None:
            scale = ax.figure.colorbar(plt.cm.ScalarMappable(norm, style.COLOUR_MAP), ax=ax, shrink=0.6, pad=0.015, aspect=28)
            scale.set_label("failure probability (given, exact)" if by == "failure_probability" else
                            f"Birnbaum importance for {outcome}\ngrey: interval reaches 0, or never seen")
        ax.xaxis.set_major_formatter(lambda x, _: _degrees((x + 180) % 360 - 180, "E", "W"))
        ax.yaxis.set_major_formatter(lambda y, _: _degrees(y, "N", "S"))
        ax.legend(loc="lower right", frameon=True, framealpha=0.9, edgecolor="none", borderpad=0.5, fontsize=7)
        if labels != "none":
            _label(ax, network, labels, centre)
    return ax


def plot_damage(scenario: xr.Dataset, radius_km: float | None = None,
                measure: Literal["outcomes_lost", "systems_lost", "capacity_lost", "elements_lost"] = "elements_lost",
                coastline: PathLike = _COASTLINE, ax: Axes | None = None) -> Axes:
    """What a disc of `radius_km` takes, by the place of its centre, from a worst-disc scenario. Exact. Returns the axes.

    radius_km: one that the scenario has; needed if it sweeps several. Raises KeyError if it does not have it, ValueError if
    none is given for several. The map is for whoever protects the network; of a real one publish curves, not places.
    """
    radii = [float(value) for value in scenario["radius_km"].values]
    if radius_km is None and len(radii) > 1:
        raise ValueError(f"the scenario has several radii ({', '.join(f'{value:g}' for value in radii)} km; a map shows one); give radius_km")
    radius = radii[0] if radius_km is None else radius_km
    damage = scenario[measure].sel(radius_km=radius)
    longitudes, latitudes = scenario["longitude"].values, scenario["latitude"].values
    with style.styled(**{"axes.grid": False, "axes.spines.top": True, "axes.spines.right": True}):
        ax = ax if ax is not None else plt.subplots(figsize=(6.4, 5.2))[1]
        ax.set(aspect=1 / math.cos(math.radians(float(latitudes.mean()))))
        colours = ax.pcolormesh(longitudes, latitudes, damage.transpose("latitude", "longitude").values, shading="nearest", cmap=style.COLOUR_MAP, vmin=0)
        _draw_land(ax, coastline, float(longitudes.mean()))
        ax.collections[-1].set_facecolor("none")
        words = measure.replace("_", " ") + (" (Tbit/s, exact)" if measure == "capacity_lost" else " (count, exact)")
        ax.figure.colorbar(colours, ax=ax, shrink=0.7).set_label(words)
        ax.xaxis.set_major_formatter(lambda x, _: _degrees((x + 180) % 360 - 180, "E", "W"))
        ax.yaxis.set_major_formatter(lambda y, _: _degrees(y, "N", "S"))
        ax.set_title(f"a disc of {radius:g} km, by its centre")
    return ax


def _degrees(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}° {positive if value > 0 else negative if value < 0 else ''}".strip()


def _norm(values: pd.Series, by: str) -> Normalize | None:
    """Probabilities span decades, importances a part of 0 to 1."""
    if values.empty:
        return None
    if by == "importance":
        return Normalize(0, float(values.max()))
    low, high = float(values.min()), float(values.max())
    return LogNorm(low, high if high > low else 10 * low)


def _draw_land(ax: Axes, coastline: PathLike, centre: float) -> None:
    rings = []
    for feature in json.loads(Path(coastline).read_text(encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:
            outer = np.asarray(polygon[0], float)[:, :2]
            rings.append(np.column_stack([_unwrapped(outer[:, 0], centre), outer[:, 1]]))
    ax.add_collection(PolyCollection(rings, facecolors=style.LAND, edgecolors=style.COAST, linewidths=0.5, zorder=1), autolim=False)


def _draw_lines(ax: Axes, network: Network, values: pd.Series, known: pd.Series, norm: Normalize | None, centre: float) -> None:
    place = network.nodes[["longitude", "latitude"]]
    lines = {f"segment:{name}": line for name, line in network.lines.items()}
    lines.update({f"link:{name}": place.loc[[link["from"], link["to"]]].to_numpy() for name, link in network.links.iterrows()})
    lines = {name: np.column_stack([_unwrapped(line[:, 0], centre), line[:, 1]]) for name, line in lines.items()}
    valued = sorted((name for name in lines if known.get(name, False)), key=lambda name: values[name])
    for names, options in ((sorted(set(lines) - set(valued)), {"colors": style.QUIET, "linewidths": 0.8}),
                           (valued, {"array": values[valued].to_numpy(), "cmap": style.COLOUR_MAP, "norm": norm,
                            "linewidths": [1.7 if name.startswith("segment:") else 1 for name in valued]})):
        styles = ["-" if name.startswith("segment:") else (0, (3, 1.5)) for name in names]
        ax.add_collection(LineCollection([lines[name] for name in names], linestyles=styles, capstyle="butt", zorder=2, **options),
                          autolim=False)
    ax.plot([], [], color=style.QUIET, label="cable")
    if len(network.links):
        ax.plot([], [], color=style.QUIET, linewidth=0.9, linestyle=(0, (3, 1.5)), label="land or radio link")


def _draw_nodes(ax: Axes, network: Network, values: pd.Series, known: pd.Series, norm: Normalize | None, centre: float) -> None:
    west, east = ax.get_xlim()
    south, north = ax.get_ylim()
    legend = {}
    for kind, (marker, edge, label) in _ROLES.items():
        nodes = network.nodes[network.nodes["kind"] == kind]
        longitudes = _near(nodes["longitude"], centre)
        inside = longitudes.between(west, east) & nodes["latitude"].between(south, north)
        if not inside.any():
            continue
        ids = [f"station:{name}" for name in nodes.index[inside]]
        fill = ["white" if norm is None or not known.get(i, False) else plt.get_cmap(style.COLOUR_MAP)(norm(values[i])) for i in ids]
        size = 5 if kind == "branching_unit" else 16 if kind == "station" else 12
        ax.scatter(longitudes[inside], nodes["latitude"][inside], s=size, marker=marker, c=edge if marker == "." else fill,
                   edgecolors=edge, linewidths=0.7, zorder=3)
        legend[label] = ax.scatter([], [], s=size, marker=marker, c=edge if marker == "." else "white", edgecolors=edge, linewidths=0.7)
    for label, artist in legend.items():
        artist.set_label(label)


def _label(ax: Axes, network: Network, column: str, centre: float) -> None:
    """Names, those with most cables first, each at the first of eight places around its node that is free."""
    landings = pd.concat([network.segments["from"], network.segments["to"]]).value_counts()
    nodes = network.nodes[network.nodes["kind"].isin(["station", "city", "gateway"])].copy()
    nodes["landings"] = landings.reindex(nodes.index).fillna(0)
    nodes["text"] = nodes["name"]
    if column != "name":
        shown = (nodes[column] != "") & nodes[column].map(style.shows)
        nodes["text"] = nodes[column].where(shown, nodes["name"])
        if (missing := (~shown & (nodes[column] != "")).sum()):
            warnings.warn(f"{missing} names are in English (no installed font has their characters); install fonts-noto-cjk, for "
                          "example", stacklevel=3)
    nodes["text"] = nodes["text"].str.split(r" \(|（", regex=True).str[0]
    nodes["longitude"] = _near(nodes["longitude"], centre)
    (west, east), (south, north) = ax.get_xlim(), ax.get_ylim()
    nodes = nodes[nodes["longitude"].between(west, east) & nodes["latitude"].between(south, north)]
    renderer = ax.figure.canvas.get_renderer()
    ax.figure.draw_without_rendering()  # the layout decides where the axes end up, and so what overlaps
    frame = ax.get_window_extent(renderer)
    points = ax.transData.transform(nodes[["longitude", "latitude"]].to_numpy())
    taken = [ax.get_legend().get_window_extent(renderer)]
    done: set[str] = set()
    for i in np.argsort(-nodes["landings"].to_numpy(), kind="stable"):
        text = str(nodes["text"].iloc[i])
        if text in done:
            continue
        artist = ax.annotate(text, nodes[["longitude", "latitude"]].iloc[i], (4, 0), textcoords="offset points", fontsize=6.5, zorder=5,
                             color="#1E2B33", path_effects=[withStroke(linewidth=1.8, foreground="white", alpha=0.85)])
        for dx, dy, ha, va in ((4, 0, "left", "center"), (-4, 0, "right", "center"), (0, 4, "center", "bottom"),
                               (0, -4, "center", "top"), (3, 3, "left", "bottom"), (3, -3, "left", "top"),
                               (-3, 3, "right", "bottom"), (-3, -3, "right", "top")):
            artist.set(position=(dx, dy), ha=ha, va=va)
            box = artist.get_window_extent(renderer)
            if (frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
                    and not any(box.overlaps(other) for other in taken)
                    and not any(box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for x, y in points)):
                taken.append(box)
                done.add(text)
                break
        else:
            artist.remove()
