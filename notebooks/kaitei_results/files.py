"""From a result file to xarray and pandas, checked on the way."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import xarray as xr

PathLike = str | os.PathLike[str]
_TRAILER = 80  # bytes: "\nkaitei-sha256 <64 hexadecimal digits>\n"


class DamagedFile(ValueError):
    """A file that is cut off, changed since it was written, or no result file of kaitei."""


def _check(path: PathLike) -> None:
    data = Path(path).read_bytes()
    body, trailer = data[:-_TRAILER], data[-_TRAILER:]
    if not trailer.startswith(b"\nkaitei-sha256 "):
        raise DamagedFile(f"{path} does not end with kaitei's checksum line (it was cut off, or is no result file); "
                          "copy it again, or name a file that kaitei run wrote")
    if trailer[15:79].decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        raise DamagedFile(f"{path} is damaged (its SHA-256 is not the one in its last line); copy it again, or run the "
                          "experiment again")


def _open(path: PathLike, group: str | None = None) -> xr.Dataset:
    _check(path)
    with xr.open_dataset(path, group=group, engine="h5netcdf") as dataset:
        return dataset.load()


def open_result(path: PathLike) -> xr.Dataset:
    """The root tables: outcomes, estimates with their intervals, and the integer tallies they come from.

    Dimensions are `connectivity`, `element`, `joining`, `terminal_set` and so on, with their labels as coordinates;
    docs/results-format.md lists every table. Raises DamagedFile, or OSError if the file cannot be read.
    """
    dataset = _open(path)
    dataset.attrs["path"] = str(path)
    return dataset


def open_provenance(path: PathLike) -> dict[str, object]:
    """How the file came about: program, seed, inputs with their SHA-256, the resolved experiment as TOML."""
    dataset = _open(path, "provenance")
    found: dict[str, object] = dict(dataset.attrs)
    for name in ("resolved_experiment", "override", "input", "input_sha256", "repair"):
        if name in dataset:
            found[name] = [str(value) for value in dataset[name].values]
    found["resolved_experiment"] = found["resolved_experiment"][0]  # type: ignore[index]
    return found


def open_per_trial(path: PathLike) -> xr.DataArray:
    """Whether each trial was disconnected: bool, (connectivity, trial). Raises KeyError if the run kept no bits."""
    _check(path)
    with h5py.File(path) as file:
        if "per_trial" not in file:
            raise KeyError(f"{path} holds no per-trial bits (the run did not keep them); run with outcomes.per_trial = true")
        group = file["per_trial"]
        trials, first = int(group.attrs["trials"]), int(group.attrs["first_trial"])
        bits = np.unpackbits(group["disconnected_bits"][:], axis=1, bitorder="little", count=trials)
        names = group["connectivity"].asstr()[:]
    return xr.DataArray(bits.astype(bool), dims=("connectivity", "trial"), name="disconnected",
                        coords={"connectivity": names, "trial": np.arange(first, first + trials)})


def open_scenario(path: PathLike, name: str) -> xr.Dataset:
    """The tables of one scenario, such as an n-minus-k, by its name. Raises KeyError if the file has no such scenario."""
    root = _open(path)
    names = [str(found) for found in root.get("scenario", xr.DataArray(np.array([], str))).values]
    if name not in names:
        raise KeyError(f"{path} holds no scenario \"{name}\" (its scenarios: {', '.join(names) or 'none'}); choose one of them")
    dataset = _open(path, f"scenarios/{name}")
    dataset.attrs.update(scenario=name, confidence_level=float(root.attrs["confidence_level"]), path=str(path))
    return dataset


@dataclass(frozen=True)
class Network:
    """The topology that a result was made with, as pandas frames indexed by id; each row with its source and confidence (A to C, U)."""

    name: str
    version: str
    licence: str
    nodes: pd.DataFrame     # name, name_local, name_zh, name_ja, kind, country, longitude, latitude, ...
    systems: pd.DataFrame   # name, status, length_km, ...
    segments: pd.DataFrame  # system, from, to, role, length_km, shares of depth, ...
    links: pd.DataFrame     # kind, from, to, length_km, ...
    elements: pd.DataFrame  # kind, subject: the id of the segment, node, power section or link
    terminals: dict[str, list[str]]  # terminal set -> ids of its nodes
    lines: dict[str, np.ndarray]  # segment id -> (vertices, 2): longitude, latitude in degrees


def _words(table: xr.DataArray) -> np.ndarray:
    words = np.array(table.attrs["flag_meanings"].split())
    return words[table.values.astype(int)]


def _frame(dataset: xr.Dataset, axis: str, columns: dict[str, str]) -> pd.DataFrame:
    found = {}
    for column, table in columns.items():
        values = dataset[f"{axis}_{table}"]
        found[column] = _words(values) if "flag_meanings" in values.attrs else values.values
    return pd.DataFrame(found, index=pd.Index(dataset[axis].values.astype(str), name=axis))


def open_network(path: PathLike) -> Network:
    """The network inside a result file: a file explains itself, without the data it was made from."""
    data = _open(path, "network")
    nodes = _frame(data, "node", {"name": "name", "name_local": "name_local", "name_zh": "name_zh", "name_ja": "name_ja",
                                  "kind": "kind", "country": "country", "longitude": "longitude", "latitude": "latitude", "confidence": "confidence", "source": "source"})
    systems = _frame(data, "system", {"name": "name", "status": "status", "length_km": "length_km",
                                      "ready_for_service": "ready_for_service", "fibre_pairs": "fibre_pairs",
                                      "design_tbps": "design_capacity", "confidence": "confidence", "source": "source"})
    segments = _frame(data, "segment", {"system": "system", "from": "from", "to": "to", "role": "role",
                                        "length_km": "length_km", "length_stated": "length_stated", "shallow_share": "shallow_share",
                                        "slope_share": "slope_share", "deep_share": "deep_share", "confidence": "confidence",
                                        "source": "source"})
    links = _frame(data, "link", {"kind": "kind", "from": "from", "to": "to", "length_km": "length_km", "confidence": "confidence",
                                  "source": "source"})
    elements = _frame(data, "element", {"kind": "kind", "subject": "index"})
    for frame in (segments, links):
        for end in ("from", "to"):
            frame[end] = nodes.index.values[frame[end].astype(int)]
    segments["system"] = systems.index.values[segments["system"].astype(int)]
    owners = {"segment": segments.index, "station": nodes.index, "feed": pd.Index(data["power_section"].values.astype(str)),
              "link": links.index}
    elements["subject"] = [owners[kind][int(i)] for kind, i in zip(elements["kind"], elements["subject"])]
    points = np.column_stack([data["vertex_longitude"].values, data["vertex_latitude"].values])
    owner = data["vertex_segment"].values.astype(int)
    lines = {name: points[owner == i] for i, name in enumerate(segments.index)}
    member_of = data["terminal_set_member_terminal_set"].values.astype(int)
    members = nodes.index.values[data["terminal_set_member_node"].values.astype(int)]
    terminals = {str(name): list(members[member_of == i]) for i, name in enumerate(data["terminal_set"].values)}
    return Network(data.attrs["name"], data.attrs["version"], data.attrs["licence"], nodes, systems, segments, links,
                   elements, terminals, lines)


def concat(results: Iterable[PathLike | xr.Dataset], dim: str, values: Sequence[object] | None = None) -> xr.Dataset:
    """Results side by side along a new dimension, such as a swept parameter.

    `values` label it (default: the experiments' names). Labels that not all results have are filled with NaN.
    """
    opened = [result if isinstance(result, xr.Dataset) else open_result(result) for result in results]
    labels = list(values) if values is not None else [dataset.attrs["experiment"] for dataset in opened]
    if len(labels) != len(opened):
        raise ValueError(f"{len(labels)} values for {len(opened)} results (each needs one); give as many values as results")
    return xr.concat(opened, pd.Index(labels, name=dim), join="outer", combine_attrs="drop_conflicts")
