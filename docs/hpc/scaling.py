#!/usr/bin/env python3
"""Measures how a run of kaitei scales on this machine: JSON into a file, a table on stdout. Minutes, on an idle machine.

usage: scaling.py KAITEI KAITEI_OVER_MPI FILE.json

Strong scaling: the same trials on one and on two threads, ranks, or shards side by side; weak: each its own share.
The ways take turns, repetition by repetition. Two clocks are read: the wall's, which other programs slow down, and the
processor time of the run, which they hardly do. What other programs took of the machine meanwhile is recorded.
"""

import datetime
import json
import os
import pathlib
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]
EXPERIMENT = SOURCE / "experiments/baseline/experiment.toml"
TRIALS = 10_000_000
REPETITIONS = 3
OPEN_MPI_AS_ROOT = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


def busy_seconds():
    """Of all processors and programs since the machine started, stolen time included."""
    user, nice, system, idle, iowait, *others = map(int, open("/proc/stat").readline().split()[1:9])
    return (user + nice + system + sum(others)) / os.sysconf("SC_CLK_TCK")


def own_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(commands, folder):
    """Starts the commands side by side, waits for all: the seconds, theirs and other programs'."""
    start, busy, own = time.monotonic(), busy_seconds(), own_seconds()
    processes = [subprocess.Popen([str(word) for word in command], cwd=folder, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, env={**os.environ, **OPEN_MPI_AS_ROOT}) for command in commands]
    if any(process.wait() for process in processes):
        raise SystemExit(f"{commands[0]} failed; run it by itself to see why")
    cpu = own_seconds() - own
    return {"wall_seconds": time.monotonic() - start, "cpu_seconds": cpu, "others_seconds": busy_seconds() - busy - cpu}


def measure(kaitei, over_mpi):
    with tempfile.TemporaryDirectory(prefix="kaitei-scaling-") as folder:
        def run(program, trials, *more, threads=1):
            return [program, "run", EXPERIMENT, "--quiet", "--fresh", "--trials", trials, "--threads", threads, "-o", "x.h5",
                    *more]

        def shards(trials):
            return [run(kaitei, trials, "--shard", f"{shard}/2") for shard in (0, 1)]

        ways = {
            "1 thread": ([run(kaitei, TRIALS)], 1, 1),
            "2 threads": ([run(kaitei, TRIALS, threads=2)], 2, 1),
            "2 ranks": ([["mpirun", "-n", 2, *run(over_mpi, TRIALS)]], 2, 1),
            "2 shards": (shards(TRIALS), 2, 1),
            "2 threads, twice the trials": ([run(kaitei, 2 * TRIALS, threads=2)], 2, 2),
            "2 ranks, twice the trials": ([["mpirun", "-n", 2, *run(over_mpi, 2 * TRIALS)]], 2, 2),
            "2 shards, twice the trials": (shards(2 * TRIALS), 2, 2),
            "load: kaitei validate": ([[kaitei, "validate", EXPERIMENT]], 1, 0),
            "load, plan, write: 1,024 trials": ([run(kaitei, 1024)], 1, 0),
            "merge of 2": ([[kaitei, "merge", "x.shard-0-of-2.h5", "x.shard-1-of-2.h5", "-o", "merged.h5"]], 1, 0),
        }
        rows = []
        for _ in range(REPETITIONS):
            for way, (commands, workers, size) in ways.items():
                rows.append({"way": way, "workers": workers, "trials": size * TRIALS, **timed(commands, folder)})
        sizes = {"result": os.path.getsize(f"{folder}/merged.h5")}
        subprocess.run([str(word) for word in run(kaitei, TRIALS, "--set", "outcomes.per_trial=true", threads=2)], cwd=folder,
                       check=True, capture_output=True)
        sizes["result with per-trial bits"] = os.path.getsize(f"{folder}/x.h5")
        about = json.loads(subprocess.run([kaitei, "inspect", f"{folder}/x.h5", "--json"], check=True, capture_output=True,
                                          text=True).stdout)
    return {"machine": processor(), "cores": os.cpu_count(), "date": datetime.date.today().isoformat(),
            "version": about["provenance"]["program_version"], "lanes": about["provenance"]["lanes"], "rows": rows,
            "file_bytes": sizes}


def processor():
    names = re.findall(r"^model name\s*: (.+)$", open("/proc/cpuinfo").read(), re.MULTILINE)
    return names[0] if names else platform.machine()


def median(results, way, key):
    return statistics.median(row[key] for row in results["rows"] if row["way"] == way)


def table(results):
    rows = results["rows"]
    ways = list(dict.fromkeys(row["way"] for row in rows))
    alone_wall, alone_cpu = (median(results, ways[0], key) for key in ("wall_seconds", "cpu_seconds"))
    others = sum(row["others_seconds"] for row in rows) / sum(row["wall_seconds"] for row in rows) / results["cores"]
    lines = [f"{results['machine']}, {results['cores']} cores, {results['lanes']} lanes; kaitei {results['version']}; "
             f"{results['date']}; medians of {REPETITIONS}; other programs took {others:.0%} of the machine meanwhile.", "",
             "| the baseline | trials | wall | processors | speed-up | efficiency by wall | by processor time |",
             "|---|---|---|---|---|---|---|"]
    for way in ways:
        first = next(row for row in rows if row["way"] == way)
        wall, cpu = (median(results, way, key) for key in ("wall_seconds", "cpu_seconds"))
        if not first["trials"]:
            lines.append(f"| {way} | | {wall:.2f} s | {cpu:.2f} s | | | |")
            continue
        size = first["trials"] / rows[0]["trials"]
        speed_up = size * alone_wall / wall
        lines.append(f"| {way} | {first['trials']:,} | {wall:.2f} s | {cpu:.2f} s | {speed_up:.2f} | "
                     f"{speed_up / first['workers']:.0%} | {size * alone_cpu / cpu:.0%} |")
    sizes = "; ".join(f"{name} {size / 1024:,.0f} KiB" for name, size in results["file_bytes"].items())
    return "\n".join([*lines, "", f"Files of {rows[0]['trials']:,} trials: {sizes}."]) + "\n"


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    kaitei, over_mpi, file = (pathlib.Path(name).resolve() for name in arguments)
    results = measure(kaitei, over_mpi)
    file.write_text(json.dumps(results, indent=1) + "\n")
    print(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
