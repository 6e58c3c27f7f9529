"""Charts of one result, or of several. Each draws into `ax` if it is given one, and returns the axes it drew into.

Every estimate has its interval. Where no event was seen there is no estimate: an arrow points down from the upper bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from . import style
from .files import PathLike, open_result
from .frames import capacity_frame, connectivity_frame, curve_frame, cut_ranking_frame, importance_frame, losses_frame, one, systems_frame
from .runner import compare

_KINDS = {"segment": (style.BLUE, "o", "cable segment"), "station": (style.VERMILION, "s", "landing station"),
          "feed": (style.ORANGE, "^", "power feed"), "link": (style.GREEN, "D", "land or radio link")}
_ERRORS = {"elinewidth": 1.4, "capsize": 2.5, "markersize": 4.5, "linestyle": "none"}


_OBSERVABLES = {"spanning_any": "P(a cluster spans some axis)", "spanning_every": "P(a cluster spans every axis)",
                "largest_cluster": "largest cluster, nodes", "second_largest_cluster": "second largest cluster, nodes",
                "mean_cluster_size": "mean cluster size, nodes", "susceptibility": "susceptibility, nodes"}


def _axes(ax: Axes | None, width: float, height: float) -> Axes:
    return ax if ax is not None else plt.subplots(figsize=(width, height))[1]


def _behind(dataset: xr.Dataset) -> str:
    level = 100 * float(dataset.attrs["confidence_level"])
    return f"{int(dataset.attrs['trials']):,} trials; bars are {level:g} % intervals"


def _draw_proportions(ax: Axes, positions: ArrayLike, frame: pd.DataFrame, axis: Literal["x", "y"], colour: str,
                      marker: str = "o", label: str | None = None) -> None:
    """Values along `axis`, which is made logarithmic."""
    seen = frame["events"].to_numpy() > 0
    at = np.asarray(positions, float)
    value, lower, upper = (frame[name].to_numpy(float) for name in ("probability", "lower", "upper"))

    def errorbar(where: np.ndarray, values: np.ndarray, errors: object, **options: object) -> None:
        points = (values[where], at[where]) if axis == "x" else (at[where], values[where])
        ax.errorbar(*points, **{axis + "err": errors}, color=colour, **_ERRORS, **options)

    (ax.set_xscale if axis == "x" else ax.set_yscale)("log")
    errorbar(seen, value, [(value - lower)[seen], (upper - value)[seen]], fmt=marker, label=label)
    if not seen.all():
        down = [0.6 * upper[~seen], np.zeros((~seen).sum())]
        errorbar(~seen, upper, down, fmt="|" if axis == "x" else "_", **{"xuplims" if axis == "x" else "uplims": True},
                 label=label if not seen.any() else None)


def plot_connectivity(dataset: xr.Dataset, outcomes: Sequence[str] | None = None, ax: Axes | None = None) -> Axes:
    """Probability of being disconnected, per connectivity outcome (default: all), on a logarithmic axis."""
    frame = connectivity_frame(dataset)
    frame = frame.loc[list(outcomes)] if outcomes is not None else frame
    with style.styled():
        ax = _axes(ax, 6.6, 1.2 + 0.27 * len(frame))
        _draw_proportions(ax, range(len(frame)), frame, "x", style.BLUE)
        ax.set_yticks(range(len(frame)), list(frame.index))
        ax.invert_yaxis()
        ax.grid(axis="y", visible=False)
        where = "on a random day" if dataset.attrs["failure_mode"] == "snapshot" else \
            f"after {float(dataset.attrs['exposure_days']):g} days without repair"
        ax.set_xlabel(f"probability of being disconnected {where}\n{_behind(dataset)}; arrow: below, none seen")
    return ax


def plot_importance(dataset: xr.Dataset, outcome: str, top: int = 15, ax: Axes | None = None) -> Axes:
    """Birnbaum importance of the `top` elements for one connectivity outcome, by the lower ends of their intervals.

    Raises ValueError if nothing was disconnected, since then no element can be ranked.
    """
    frame = importance_frame(dataset, outcome).dropna(subset=["importance"]).head(top)
    if frame.empty:
        raise ValueError(f"no trial of {outcome} was disconnected (no element can be ranked); run more trials, or choose "
                         "another outcome")
    with style.styled():
        ax = _axes(ax, 6.6, 1.4 + 0.25 * len(frame))
        value = frame["importance"].to_numpy()
        below, above = (np.clip(errors, 0, None) for errors in (value - frame["lower"], frame["upper"] - value))
        kinds = np.array([name.split(":", 1)[0] for name in frame.index])
        for kind, (colour, marker, label) in _KINDS.items():
            rows = np.flatnonzero(kinds == kind)
            if rows.size:
                ax.errorbar(value[rows], rows, xerr=[below.iloc[rows], above.iloc[rows]], fmt=marker, color=colour, label=label,
                            **_ERRORS)
        ax.set_yticks(range(len(frame)), [name.split(":", 1)[1] for name in frame.index])
        ax.invert_yaxis()
        ax.set_xlim(left=min(0, ax.get_xlim()[0]))
        ax.grid(axis="y", visible=False)
        ax.set_xlabel(f"Birnbaum importance:\nP(disconnected | failed) − P(disconnected | up)\n{_behind(dataset)}")
        ax.set_title(outcome)
        if len(set(kinds)) > 1:
            ax.legend(loc="best")
    return ax


def plot_systems_left(dataset: xr.Dataset, outcome: str, ax: Axes | None = None) -> Axes:
    """How likely it is that exactly n systems still join the two ends, on a logarithmic axis."""
    frame = systems_frame(dataset, outcome)
    with style.styled():
        ax = _axes(ax, 5.2, 3.4)
        _draw_proportions(ax, frame.index, frame, "y", style.BLUE)
        ax.set_xticks(frame.index)
        ax.set_xlabel(f"cable systems that still join\n{_behind(dataset)}; arrow: below, none seen")
        ax.set_ylabel("probability")
        ax.set_title(outcome)
    return ax


def plot_exceedance(dataset: xr.Dataset, outcomes: Sequence[str] | str, of: Literal["surviving", "shortfall"] = "surviving",
                    ax: Axes | None = None) -> Axes:
    """Capacity that survives, in Tbit/s: P(at least c), or, for the rare end on a logarithmic axis, P(less than c)."""
    with style.styled():
        ax = _axes(ax, 5.6, 3.6)
        for number, outcome in enumerate([outcomes] if isinstance(outcomes, str) else outcomes):
            frame = capacity_frame(dataset, outcome)
            if dataset["capacity_mean"].sel(joining=outcome).isnull():
                raise ValueError(f"{outcome} has no public capacity (its routes state none); choose another outcome")
            value, lower, upper = (frame[name].to_numpy() for name in ("probability", "lower", "upper"))
            if of == "shortfall":
                value, lower, upper = 1 - value, 1 - upper, 1 - lower
                value = np.where(frame["events"] < frame["trials"], value, np.nan)
            colour = style.CYCLE[number]
            ax.step(frame.index, value, where="post", color=colour, label=outcome)
            ax.fill_between(frame.index, lower, upper, step="post", color=colour, alpha=0.25, linewidth=0)
        if of == "shortfall":
            ax.set_yscale("log")
        ax.set_xlabel(f"capacity c that still joins the two ends, Tbit/s\n{_behind(dataset).replace('bars', 'bands')}")
        ax.set_ylabel("P(capacity ≥ c)" if of == "surviving" else "P(capacity < c)")
        ax.legend()
    return ax


def plot_curve(dataset: xr.Dataset, observable: str, curves: Sequence[str] | None = None, ax: Axes | None = None) -> Axes:
    """Percolation curves against the occupation probability p, with a band of their intervals over the sweeps."""
    names = list(curves) if curves is not None else [str(name) for name in dataset["percolation"].values]
    with style.styled():
        ax = _axes(ax, 5.6, 3.6)
        for number, name in enumerate(names):
            frame = curve_frame(dataset, name, observable)
            colour = style.CYCLE[number % len(style.CYCLE)]
            ax.plot(frame.index, frame["mean"], color=colour, label=name)
            ax.fill_between(frame.index, frame["lower"], frame["upper"], color=colour, alpha=0.3, linewidth=0)
        level = 100 * float(dataset.attrs["confidence_level"])
        ax.set_xlabel(f"occupation probability p\nbands are {level:g} % intervals over the sweeps")
        ax.set_ylabel(_OBSERVABLES.get(observable, observable.replace("_", " ")))
        ax.legend()
    return ax


def plot_sweep(datasets: xr.Dataset, outcomes: Sequence[str], xlabel: str, ax: Axes | None = None) -> Axes:
    """Probability of being disconnected along the dimension that concat made, such as a parameter swept.

    `datasets` is what concat returned; `xlabel` names the parameter, with its unit. Each value has its own interval.
    """
    dim = str(datasets["disconnected_count"].dims[0])
    with style.styled():
        ax = _axes(ax, 5.6, 3.6)
        for number, outcome in enumerate(outcomes):
            frame = connectivity_frame(datasets).xs(outcome, level="connectivity")
            marker, colour = "osD^v"[number % 5], style.CYCLE[number % len(style.CYCLE)]
            _draw_proportions(ax, datasets[dim].values, frame, "y", colour, marker, outcome)
            ax.plot(frame.index, frame["probability"], color=colour, linewidth=0.8, alpha=0.6)
        ax.set_xlabel(f"{xlabel}\n{_behind(datasets).replace(' trials', ' trials each')}; arrow: below, none seen")
        ax.set_ylabel("probability of being disconnected")
        ax.legend()
    return ax


def plot_attack(scenario: xr.Dataset, questions: Sequence[str], ax: Axes | None = None) -> Axes:
    """Chosen against random losses of an n-minus-k scenario: P(loss) by the number of units lost. Exact, without intervals.

    Lines: as many different units lost at random. Rings on the line of 1: the fewest that suffice if they are chosen, filled
    where it is proven that no fewer do.
    """
    fewest = losses_frame(scenario)
    with style.styled():
        ax = _axes(ax, 5.8, 3.8)
        failures, most = scenario["failures"].values, 1
        for number, question in enumerate(questions):
            colour, marker = style.CYCLE[number % len(style.CYCLE)], "osD^v"[number % 5]
            share = one(scenario, "question", question)["lost_share"].values
            ax.plot(failures[share > 0], share[share > 0], color=colour, marker=marker, markersize=4, label=question)
            if np.isfinite(size := fewest.loc[question, "smallest"]):
                ax.plot(size, 1, color=colour, marker=marker, markersize=8, linestyle="none",
                        markerfacecolor=colour if fewest.loc[question, "proven"] else "white")
                most = max(most, int(size))
        ax.set_yscale("log")
        ax.set_ylim(top=3)
        ax.set_xlim(0, max(most, int(failures[-1])) + 0.6)
        ax.set_xlabel(f"{scenario.attrs['scenario']}: units lost at once\nlines: at random, exact; large marks at 1: chosen, the fewest that suffice")
        ax.set_ylabel("probability of the loss")
        ax.set_title(scenario.attrs["scenario"])
        ax.legend()
    return ax


def plot_cut_ranking(scenario: xr.Dataset, question: str, top: int = 15, ax: Axes | None = None) -> Axes:
    """The units that stand in most minimal cuts of at most k units. Exact counts, without intervals.

    Raises ValueError if no set of at most k units is a loss.
    """
    frame = cut_ranking_frame(scenario, question).head(top)
    if frame.empty:
        raise ValueError(f"no set of at most {int(scenario['failures'][-1])} units is a loss of {question} (there is nothing to "
                         "rank); raise failures, or choose another question")
    with style.styled():
        ax = _axes(ax, 6.0, 1.3 + 0.25 * len(frame))
        left = np.zeros(len(frame))
        for number, size in enumerate(size for size in frame.columns[:-1] if frame[size].any()):
            ax.barh(range(len(frame)), frame[size], left=left, color=style.CYCLE[number], label=f"of {size} units")
            left += frame[size].to_numpy()
        ax.set_yticks(range(len(frame)), list(frame.index))
        ax.invert_yaxis()
        ax.grid(axis="y", visible=False)
        ax.set_xlabel("minimal cuts that the unit stands in (count, exact)")
        ax.set_title(f"{scenario.attrs['scenario']}: {question}")
        ax.legend()
    return ax


def plot_before_after(first: PathLike, second: PathLike, names: tuple[str, str] = ("before", "after"),
                      outcomes: Sequence[str] | None = None) -> np.ndarray:
    """Two results: the probabilities on the left, the differences with their intervals on the right. Returns both axes."""
    table = compare(first, second)
    table = table.loc[list(outcomes)] if outcomes is not None else table
    with style.styled():
        _, axes = plt.subplots(1, 2, figsize=(9, 1.5 + 0.3 * len(table)), sharey=True)
        opened = [open_result(path) for path in (first, second)]
        for dataset, name, colour, marker, shift in zip(opened, names, (style.BLUE, style.VERMILION), "os", (-0.13, 0.13)):
            frame = connectivity_frame(dataset).loc[table.index]
            _draw_proportions(axes[0], np.arange(len(table)) + shift, frame, "x", colour, marker, name)
        axes[0].set_yticks(range(len(table)), list(table.index))
        axes[0].invert_yaxis()
        axes[0].set_xlabel(f"probability of being disconnected\n{_behind(opened[0])}")
        axes[0].legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)
        difference = table["difference"].to_numpy()
        axes[1].errorbar(difference, range(len(table)), xerr=[difference - table["lower"], table["upper"] - difference], fmt="D",
                         color=style.BLACK, **_ERRORS)
        axes[1].axvline(0, color=style.QUIET, linewidth=1)
        axes[1].ticklabel_format(axis="x", style="sci", scilimits=(-2, 2))
        how = "same trials, paired" if table["paired"].all() else "of the two intervals, Bonferroni"
        axes[1].set_xlabel(f"{names[1]} − {names[0]}\n{how}")
        for ax in axes:
            ax.grid(axis="y", visible=False)
    return axes
