"""Tidy pandas frames: one row an estimate, its interval beside it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr
from scipy.stats import beta


def one(dataset: xr.Dataset, axis: str, name: str) -> xr.Dataset:
    """What a file says of one outcome, question or curve. Raises KeyError, with those to choose from, if there is no such one."""
    names = [str(value) for value in dataset[axis].values]
    if name not in names:
        raise KeyError(f'there is no {axis} "{name}" (the file has {", ".join(names)}); choose one of them')
    return dataset.sel({axis: name})


def _columns(dataset: xr.Dataset, value: str) -> pd.DataFrame:
    stem = value.removesuffix("_probability").removesuffix("_mean")
    names = {value: value, **{column: f"{stem}_{column}" for column in ("standard_error", "lower", "upper")}}
    return pd.DataFrame({column: dataset[table].to_series() for column, table in names.items()})


def connectivity_frame(dataset: xr.Dataset) -> pd.DataFrame:
    """Probability of being disconnected per outcome: probability, standard_error, lower, upper, events, trials.

    The interval is Clopper and Pearson's. Where no trial was disconnected the probability is NaN, not 0: only `upper`
    says something.
    """
    frame = _columns(dataset, "disconnected_probability").rename(columns={"disconnected_probability": "probability"})
    frame["events"] = dataset["disconnected_count"].to_series()
    frame["trials"] = int(dataset.attrs["trials"])
    frame.loc[frame["events"] == 0, "probability"] = np.nan
    return frame


def in_words(row: pd.Series, dataset: xr.Dataset) -> str:
    """A row with probability, lower, upper, events and trials as a reader wants it: "2.7e-05 (95 % interval 2.4e-05 to 3.1e-05)"."""
    level = f"{100 * float(dataset.attrs['confidence_level']):g} %"
    if row["events"] == 0:
        return f"below {row['upper']:.1e} (none in {int(row['trials']):,} trials, {level} bound)"
    value, lower, upper = (f"{row[name]:.3g}" if row["lower"] >= 1e-3 else f"{row[name]:.2e}" for name in ("probability", "lower", "upper"))
    return f"{value} ({level} interval {lower} to {upper})"


def importance_frame(dataset: xr.Dataset, outcome: str) -> pd.DataFrame:
    """Birnbaum importance of every element for one outcome, foremost by the interval's lower end."""
    chosen = one(dataset, "connectivity", outcome)
    frame = _columns(chosen, "birnbaum_importance").rename(columns={"birnbaum_importance": "importance"})
    frame["conditional_failure"] = chosen["conditional_failure"].to_series()
    frame["failure_probability"] = dataset["element_probability"].to_series()
    return frame.sort_values("lower", ascending=False)


def joining_frame(dataset: xr.Dataset) -> pd.DataFrame:
    """Mean number of systems that still join two terminal sets: systems, standard_error, lower, upper."""
    return _columns(dataset, "systems_joining_mean").rename(columns={"systems_joining_mean": "systems"})


def systems_frame(dataset: xr.Dataset, outcome: str) -> pd.DataFrame:
    """P(exactly n systems still join) of one joining outcome by n: probability, lower, upper, events, trials.

    The interval is Clopper and Pearson's, each for its own n. As above, zero events leave NaN and an upper bound.
    """
    chosen = one(dataset, "joining", outcome)
    members = (dataset["joining_member_joining"] == list(dataset["joining"].values).index(outcome)).sum()
    events = chosen["systems_joining_trials"].sel(systems=slice(0, int(members))).to_series()
    return _proportions(events.rename_axis("systems"), dataset)


def capacity_frame(dataset: xr.Dataset, outcome: str) -> pd.DataFrame:
    """P(surviving capacity >= c) for each bin's lower edge c in Tbit/s: probability, lower, upper, events, trials.

    Routes without public capacity are left out; joining_routes_without_capacity counts them.
    """
    chosen = one(dataset, "joining", outcome)
    frame = pd.DataFrame({"capacity_tbps": chosen["capacity_bin_lower"].values,
                          "probability": chosen["capacity_exceedance_probability"].values,
                          "lower": chosen["capacity_exceedance_lower"].values,
                          "upper": chosen["capacity_exceedance_upper"].values,
                          "events": chosen["capacity_exceedance_count"].values})
    frame["trials"] = int(dataset.attrs["trials"])
    return frame.dropna(subset=["capacity_tbps"]).set_index("capacity_tbps")


def curve_frame(dataset: xr.Dataset, curve: str, observable: str) -> pd.DataFrame:
    """A percolation curve by occupation probability: mean, standard_error, lower, upper, over the sweeps.

    `observable` is one of docs/results-format.md: largest_cluster, susceptibility, spanning_any and so on. The points of
    one curve come from the same sweeps and are correlated.
    """
    chosen = one(dataset, "percolation", curve)
    columns = ("mean", "standard_error", "lower", "upper")
    frame = pd.DataFrame({name: chosen[f"{observable}_{name}"].values for name in columns},
                         index=pd.Index(chosen["occupation_probability"].values, name="occupation_probability"))
    return frame[frame.index.notna()]


def losses_frame(scenario: xr.Dataset) -> pd.DataFrame:
    """Of an n-minus-k scenario, per question: the fewest units whose loss suffices, and what as many random losses do. Exact.

    smallest: units of the smallest cut known, NaN if the loss of all units is not enough; proven: whether no smaller one
    exists; greedy: units that one best choice at a time needs. share: of all sets of k units, those that are a loss.
    """
    frame = pd.DataFrame({"smallest": scenario["smallest_cut_size"].to_series().where(lambda size: size >= 0),
                          "greedy": scenario["greedy_cut_size"].to_series().where(lambda size: size >= 0)})
    yes = scenario["smallest_cut_proven"].attrs["flag_meanings"].split().index("yes")
    frame.insert(1, "proven", scenario["smallest_cut_proven"].to_series() == yes)
    return frame.assign(share=scenario["lost_share"].isel(failures=-1).to_series())


def scenario_frame(scenario: xr.Dataset, question: str) -> pd.DataFrame:
    """A scenario that draws its events, by its swept keys: probability, lower, upper, events, trials of one loss.

    question: a connectivity outcome, or "<joining outcome>/fewer than m systems" with an m that the experiment asked for.
    matched_probability, matched_lower, matched_upper, matched_events are those of random failure of the same size, if the
    run sampled it. Intervals are Clopper and Pearson's; where no trial was a loss the probability is NaN, not 0.
    Raises KeyError, with those to choose from, if the scenario does not ask the question.
    """
    choices: dict[str, tuple[str, dict[str, object]]] = {str(name): ("disconnected", {"connectivity": name}) for name in scenario["connectivity"].values}
    if "fewer_systems_count" in scenario:
        for joining in scenario["joining"].values:
            for m in scenario["fewer_than"].values[scenario["fewer_systems_asked"].sel(joining=joining).values == 1]:
                choices[f"{joining}/" + ("no system left" if m == 1 else f"fewer than {m} systems")] = ("fewer_systems", {"joining": joining, "fewer_than": m})
    if question not in choices:
        raise KeyError(f"the scenario does not ask \"{question}\" (its questions: {', '.join(choices)}); choose one of them")
    stem, where = choices[question]
    columns = {}
    for prefix in [""] + (["matched_"] if f"matched_{stem}_count" in scenario else []):
        for column, table in {"probability": "probability", "lower": "lower", "upper": "upper", "events": "count"}.items():
            values = scenario[f"{prefix}{stem}_{table}"].sel(where)
            columns[prefix + column] = values.to_series() if values.ndim else pd.Series([values.item()])
    frame = pd.DataFrame(columns).assign(trials=int(scenario.attrs["trials"]))
    for prefix in ("", "matched_"):
        if prefix + "events" in frame:
            frame[prefix + "probability"] = frame[prefix + "probability"].where(frame[prefix + "events"] > 0)
    return frame


def attack_frame(scenario: xr.Dataset) -> pd.DataFrame:
    """Schneider's R of each order of removal: robustness, lower, upper. Chosen orders are exact; "random" has its interval."""
    frame = pd.DataFrame({"robustness": scenario["robustness"].to_series()})
    frame.index = frame.index.astype(str)
    frame["lower"] = frame["upper"] = frame["robustness"]
    frame.loc["random"] = [float(scenario.attrs[f"random_robustness_{name}"]) for name in ("mean", "lower", "upper")]
    return frame


def cut_ranking_frame(scenario: xr.Dataset, question: str) -> pd.DataFrame:
    """Units by how many minimal cuts of at most k units they stand in (exact), foremost first; those in none are left out.

    Names of what to cut are for whoever protects the network; publish counts and classes.
    """
    cuts = one(scenario, "question", question)["minimal_cuts_with_unit"]
    frame = cuts.transpose("unit", "failures").to_pandas()
    frame = frame.assign(total=frame.sum(axis=1))
    return frame[frame["total"] > 0].sort_values("total", ascending=False, kind="stable")


def _proportions(events: pd.Series, dataset: xr.Dataset) -> pd.DataFrame:
    trials = int(dataset.attrs["trials"])
    bounds = [clopper_pearson(int(count), trials, float(dataset.attrs["confidence_level"])) for count in events]
    frame = pd.DataFrame(bounds, columns=["lower", "upper"], index=events.index)
    frame.insert(0, "probability", (events / trials).where(events > 0))
    return frame.assign(events=events, trials=trials)


def clopper_pearson(events: int, trials: int, level: float) -> tuple[float, float]:
    """The exact interval of a proportion (Clopper and Pearson, Biometrika 26, 1934), at `level` such as 0.95."""
    half = (1 - level) / 2
    lower = beta.ppf(half, events, trials - events + 1) if events else 0.0
    upper = beta.ppf(1 - half, events + 1, trials - events) if events < trials else 1.0
    return float(lower), float(upper)
