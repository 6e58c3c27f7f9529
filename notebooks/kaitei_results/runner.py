"""Calls the kaitei program, and opens what it wrote."""

from __future__ import annotations

import atexit
import contextlib
import datetime
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import xarray as xr

from .files import PathLike, open_result

_PERCENT = re.compile(r"^\[[#.]+\] (\d+)%")
_MESSAGE = re.compile(r"^(?:\S+ \S+ )?(error|warning|info): (.*)")
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class RunFailed(RuntimeError):
    """kaitei ended with an error: the text is its message, `exit_code` its exit code (2 experiment, 3 data, 4 device, ...)."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def find_binary(binary: PathLike | None = None) -> str:
    """Path of the program: `binary`, else $KAITEI_BINARY, else kaitei on PATH. Raises FileNotFoundError."""
    found = shutil.which(os.fspath(binary) if binary is not None else os.environ.get("KAITEI_BINARY") or "kaitei")
    if found is None:
        raise FileNotFoundError("kaitei is not found (it does the simulation); put it on PATH, set KAITEI_BINARY to its path, "
                                "or give binary=")
    return found


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value.item() if hasattr(value, "item") else value)


@contextlib.contextmanager
def _progress_bar(show: bool) -> Iterator[Callable[[int], None]]:
    try:
        from tqdm.auto import tqdm
    except ImportError:
        show = False
    if not show:
        yield lambda percent: None
        return
    with tqdm(total=100, unit="%", desc="kaitei", leave=False, bar_format="{desc} {bar} {n_fmt} % {remaining} left") as bar:
        yield lambda percent: bar.update(percent - bar.n)


def _call(arguments: list[str], progress: bool) -> None:
    reader, writer = _hearing()
    child = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=writer, start_new_session=True,
                             env={**os.environ, "NO_COLOR": "1"})
    os.close(writer)
    messages: list[tuple[str, str]] = []
    with os.fdopen(reader, "rb", buffering=0) as stream:
        try:
            with _progress_bar(progress) as show:
                for line in _lines(stream):
                    if percent := _PERCENT.match(line):
                        show(int(percent[1]))
                    elif message := _MESSAGE.match(line):
                        messages.append((message[1], message[2]))
                    elif line:
                        messages.append(("error", line))
        except BaseException:
            child.send_signal(signal.SIGINT)  # it saves a checkpoint and stops
            for _ in _lines(stream):  # else it could wait for ever to be heard
                pass
            child.wait()
            raise
    code = child.wait()
    for kind, text in messages:
        if kind == "warning":
            warnings.warn(text, stacklevel=3)
    if code != 0:
        errors = [text for kind, text in messages if kind == "error"] or [text for _, text in messages[-1:]]
        raise RunFailed("\n".join(errors) or f"kaitei ended with exit code {code} and no message", code)


def _hearing() -> tuple[int, int]:
    """Both ends of a terminal, on which kaitei shows a bar five times a second; where there is none, of a pipe, into
    which it writes a line every half minute."""
    try:
        return pty.openpty()
    except OSError:
        return os.pipe()


def _lines(stream: object) -> Iterator[str]:
    rest = b""
    while True:
        try:
            chunk = stream.read(4096)  # type: ignore[attr-defined]
        except OSError:  # Linux reports the other side's end of a terminal so
            chunk = b""
        *whole, rest = re.split(rb"[\r\n]+", rest + chunk)
        if not chunk:
            whole.append(rest)
        yield from (_ESCAPES.sub("", part.decode("utf-8", "replace")).strip() for part in whole)
        if not chunk:
            return


def _temporary(name: str) -> Path:
    folder = tempfile.mkdtemp(prefix="kaitei-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder) / name


def run(experiment: PathLike, binary: PathLike | None = None, *, output: PathLike | None = None, shard: str | None = None,
        progress: bool = True, **overrides: object) -> xr.Dataset:
    """Simulates an experiment file and opens the result; `attrs["path"]` says where it is.

    overrides: change values of the experiment, by their full names: run(x, **{"failure.segment_repair_days": 40}). Names
        without a dot are those of [run]: run(x, trials=100_000, seed=2).
    output: where to keep the result file. Without it, it lies in a temporary folder until Python ends.
    shard: "i/n", only part i of n of the trials, i from 0; its number becomes part of the file's name. merge adds the parts up.
    progress: a bar, if tqdm is installed.
    Raises RunFailed with the program's message, FileNotFoundError if there is no program. An interrupt stops the program too.
    """
    target = Path(output) if output is not None else _temporary("result.h5")
    arguments = [find_binary(binary), "run", os.fspath(experiment), "-o", os.fspath(target)]
    for name, value in overrides.items():
        arguments += ["--set", f"{name if '.' in name else 'run.' + name}={_toml(value)}"]
    if shard is not None:
        arguments += ["--shard", shard]
    _call(arguments, progress)
    return open_result(target if shard is None else target.with_suffix(f".shard-{shard.replace('/', '-of-')}{target.suffix}"))


def merge(parts: Iterable[PathLike | xr.Dataset], binary: PathLike | None = None, *, output: PathLike | None = None) -> xr.Dataset:
    """Adds up results of one experiment over disjoint trials, and opens the sum: the run in one piece, bit for bit.

    Raises RunFailed with the program's message if the parts do not belong together, or trials are missing.
    """
    paths = [_path_of(part) for part in parts]
    target = Path(output) if output is not None else _temporary("merged.h5")
    _call([find_binary(binary), "merge", *paths, "-o", os.fspath(target)], progress=False)
    return open_result(target)


def compare(first: PathLike | xr.Dataset, second: PathLike | xr.Dataset, binary: PathLike | None = None, *,
            of: Literal["connectivity", "joining"] = "connectivity") -> pd.DataFrame:
    """second - first of every outcome that both files have, with an interval that covers at least their level.

    of: "connectivity", the probabilities of being disconnected, by outcome; or "joining", by outcome and quantity: mean number of
        "systems", mean "capacity_tbps" where it is public, and the probability of "fewer than m".
    Where both keep per-trial bits of the same seed and trials, the runs are paired (in connectivity alone): `gained` and `lost` count the trials
    that only the second, or only the first, still connects. Else the two intervals are joined at half the error each
    (Bonferroni), which holds whether or not the files share their random numbers. Calls kaitei compare; raises RunFailed with
    its message if the files cannot be compared.
    """
    done = subprocess.run([find_binary(binary), "compare", _path_of(first), _path_of(second), "--json"], capture_output=True, text=True,
                          env={**os.environ, "NO_COLOR": "1"}, stdin=subprocess.DEVNULL)
    if not done.stdout:  # 1 with an answer only says that the files differ
        messages = [found[2] for line in done.stderr.splitlines() if (found := _MESSAGE.match(line))]
        raise RunFailed("\n".join(messages) or done.stderr, done.returncode)
    answer = json.loads(done.stdout)
    if of == "joining":
        rows = [{"joining": outcome["outcome"], "quantity": quantity, **row} for outcome in answer["joining"] for quantity, row in _quantities(outcome)]
        columns = ["joining", "quantity", "first", "second", "difference", "lower", "upper"]
        return pd.DataFrame(rows).reindex(columns=columns).set_index(["joining", "quantity"])
    if of != "connectivity":
        raise ValueError(f'of="{of}" is not known (it says which outcomes are compared); use "connectivity" or "joining"')
    names = {"outcome": "connectivity", "only_first": "gained", "only_second": "lost"}
    columns = ["connectivity", "first", "second", "difference", "lower", "upper", "paired", "gained", "lost"]
    frame = pd.DataFrame(answer["connectivity"]).rename(columns=names).reindex(columns=columns)
    return frame.astype({"paired": bool, "gained": "Int64", "lost": "Int64"}).set_index("connectivity")


def _quantities(outcome: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in ("systems", "capacity_tbps"):
        if name in outcome:
            yield name, outcome[name]
    for row in outcome["fewer"]:
        yield f"fewer than {row['fewer_than']}", row


def _path_of(result: PathLike | xr.Dataset) -> str:
    return str(result.attrs["path"]) if isinstance(result, xr.Dataset) else os.fspath(result)
