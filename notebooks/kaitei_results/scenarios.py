"""Charts of scenarios: events drawn at random beside random failure of the same size, and removals in a chosen order.

Each draws into `ax` if it is given one, and returns the axes it drew into.
"""

from __future__ import annotations

from collections.abc import Sequence

import xarray as xr
from matplotlib.axes import Axes
from matplotlib.container import ErrorbarContainer
from matplotlib.lines import Line2D

from . import style
from .frames import attack_frame, scenario_frame
from .plots import _axes, _behind, _draw_proportions

_MARKERS = "osD^v"
_COLUMNS = ["probability", "lower", "upper", "events"]


def plot_scenario(scenario: xr.Dataset, questions: Sequence[str], xlabel: str = "", ax: Axes | None = None) -> Axes:
    """The probability of each loss, beside that of random failure of the same size (hollow), on a logarithmic axis.

    questions: as scenario_frame takes them. xlabel: the swept key in words, with its unit (default: its name).
    A scenario without a sweep has a row for each question. Raises ValueError if several keys are swept: choose all but one
    of them first, such as scenario.sel(radius_km=50), and KeyError as scenario_frame.
    """
    frames = {question: scenario_frame(scenario, question) for question in questions}
    names = [str(name) for name in next(iter(frames.values())).index.names if name is not None]
    if len(names) > 1:
        raise ValueError(f"the scenario sweeps {' and '.join(names)} (a chart has one axis for them); choose a value of all but "
                         f"one, such as scenario.sel({names[0]}=...)")
    parts = [("", "the event")] + ([("matched_", "random failure of the same size")] if "matched_disconnected_count" in scenario else [])
    below = f"{_behind(scenario)}; arrow: below, none seen"
    with style.styled():
        ax = _axes(ax, 8.2, 3.6) if names else _axes(ax, 8.2, 1.4 + 0.35 * len(frames))
        for number, (question, frame) in enumerate(frames.items()):
            for part, (prefix, _) in enumerate(parts):
                own = frame[[prefix + name for name in _COLUMNS]].set_axis(_COLUMNS, axis=1)
                before = len(ax.containers)
                if names:
                    colour = style.CYCLE[number % len(style.CYCLE)]
                    _draw_proportions(ax, own.index, own, "y", colour, _MARKERS[number % 5])
                    ax.plot(own.index, own["probability"], ":" if part else "-", color=colour, linewidth=0.9, alpha=0.7)
                else:
                    colour = style.VERMILION if part else style.BLUE
                    _draw_proportions(ax, [number + (0.13 if part else -0.13)], own, "x", colour, "s" if part else "o")
                for container in ax.containers[before:] if part else []:
                    if isinstance(container, ErrorbarContainer):
                        container.lines[0].set_markerfacecolor("white")
                        for bars in container.lines[2]:
                            bars.set_linestyle(":")
        if names:
            ax.set_xlabel(f"{xlabel or names[0]}\n{below}")
            ax.set_ylabel("probability of the loss")
        else:
            ax.set_yticks(range(len(frames)), list(frames))
            ax.invert_yaxis()
            ax.grid(axis="y", visible=False)
            ax.set_xlabel(f"probability of the loss\n{below}")
        ax.set_title(str(scenario.attrs["scenario"]))
        kinds = [Line2D([], [], color=(style.BLACK if names else style.VERMILION if part else style.BLUE), marker="s" if part else "o",
                        markerfacecolor="white" if part else None, markersize=4.5, linestyle=(":" if part else "-") if names else "none", label=label)
                 for part, (_, label) in enumerate(parts)]
        asked = [Line2D([], [], color=style.CYCLE[number % len(style.CYCLE)], marker=_MARKERS[number % 5], markersize=4.5, label=question)
                 for number, question in enumerate(frames)]
        ax.legend(handles=(asked if names else []) + kinds, loc="upper left", bbox_to_anchor=(1, 1))
    return ax


def plot_attack_sequence(scenario: xr.Dataset, ax: Axes | None = None) -> Axes:
    """The largest component as units are removed in each chosen order (exact), beside random orders with their interval.

    R, after Schneider et al. (PNAS 108, 3838, 2011), is the mean height of a curve, and stands in the legend.
    """
    frame = attack_frame(scenario)
    nodes = float(scenario.attrs["nodes"])
    removed = scenario["removed"].values
    with style.styled():
        ax = _axes(ax, 6.2, 3.8)
        names = [str(name) for name in scenario["sequence"].values]
        measures = list(dict.fromkeys(name.removesuffix(", recomputed") for name in names))
        for name in names:  # one colour a measure, so that two orders that take the same units are seen as such
            ax.plot(removed, scenario["largest_component"].sel(sequence=name).values / nodes, "--" if name.endswith(", recomputed") else "-",
                    color=style.CYCLE[measures.index(name.removesuffix(", recomputed")) % len(style.CYCLE)],
                    label=f"{name}: R = {frame.loc[name, 'robustness']:.3f}")
        random = frame.loc["random"]
        ax.plot(removed, scenario["random_largest_component_mean"].values / nodes, color=style.QUIET, linewidth=2.2,
                label=f"random: R = {random['robustness']:.3f} ({random['lower']:.3f} to {random['upper']:.3f})")
        ax.fill_between(removed, scenario["random_largest_component_lower"].values / nodes,
                        scenario["random_largest_component_upper"].values / nodes, color=style.QUIET, alpha=0.35, linewidth=0)
        level = 100 * float(scenario.attrs["confidence_level"])
        ax.set_xlabel(f"units removed, each order exact\nband: {level:g} % interval of the mean over {scenario.sizes['random_order']:,} random orders")
        ax.set_ylabel("largest component, share of the nodes")
        ax.set_ylim(bottom=0)
        ax.set_title(str(scenario.attrs["scenario"]))
        ax.legend()
    return ax
