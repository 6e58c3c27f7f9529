#!/usr/bin/env python3
"""Runs every test that holds kaitei to a number from outside, and writes docs/validation.md.

Usage: tests/validation/make_page.py BUILD_FOLDER [--share 1] [-o docs/validation.md]

--share below 1 simulates less, for a look at the tests themselves. Ends with 1 if a number misses, or a test fails.
"""

import argparse
import collections
import csv
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
FIELDS = ("test", "what", "source", "expected", "got", "error", "allowed", "bias", "holds")
# (title, what it says, program below the build folder or script below the source, its arguments)
PROGRAMS = (
    ("Kernels", "The engine alone: random numbers, counted sets, percolation.", "kernels/tests/test_kernels",
     ["Philox4x32-10*,Disconnecting sets*,Enumeration of the 400*,L rows by*,The self-dual*,On a rhombus*,Wrapping*,The giant*,The mean over sweeps*"]),
    ("Engine", "Whole runs of textbook graphs.", "tests/test_validation", []),
    ("Scenarios", "Events on the sphere and their numbers.", "tests/test_scenario", ["Caps hit an arc*,A Poisson number*"]),
    ("Program, against every state of small networks",
     "`kaitei run` on four small networks against a second implementation that visits all states with networkx.",
     "tests/e2e/test_brute_force.py", []),
    ("Program, against every set of losses", "Scenario `n-minus-k` against networkx on each set.", "tests/e2e/test_n_minus_k.py", []),
)
HEAD = """# Validation

Every number from outside that kaitei must find, and what it found. Made by `{command}` from a run on {date}; do not edit.

**{rows} numbers, {missed} missed.** A sampled number holds if it lies within *allowed* standard errors of the expected one (plus, where it
is stated, what a finite size may add): about 5, which all of them together exceed by chance in fewer than one of a thousand runs; the
thresholds of lattices have their own joint interval. Seeds are fixed in the tests and never picked again. Rows with a standard error of 0 must be equal. *off* is the distance in standard errors.

`tests/e2e/test_validation_page.py` runs all of this at reduced size with every build and compares the expected numbers with this
page's; the tests themselves run at full size in `./bootstrap test`. Intervals that cover as often as they say: *Two-terminal
intervals …* below.
"""


def run(build, share):
    """The rows of each program, and the programs that failed."""
    sections, failed = [], []
    for title, about, program, arguments in PROGRAMS:
        path = SOURCE / program if program.endswith(".py") else build / program
        command = ["/usr/bin/python3", str(path)] if program.endswith(".py") else [str(path), *arguments]
        with tempfile.TemporaryDirectory() as folder:
            oracles = pathlib.Path(folder) / "oracles.tsv"
            environment = {**os.environ, "KAITEI_ORACLES": str(oracles), "KAITEI_ORACLE_SHARE": str(share),
                           "KAITEI_BINARY": str(build / "src" / "kaitei")}
            done = subprocess.run(command, env=environment, capture_output=True, text=True)
            text = oracles.read_text(encoding="utf-8") if oracles.exists() else ""
        if done.returncode != 0:
            failed.append(f"{program}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        rows = list(csv.DictReader(text.splitlines(), FIELDS, delimiter="\t", quoting=csv.QUOTE_NONE))
        sections.append((title, about, program, rows))
    return sections, failed


def thresholds():
    """The checked-in result of experiments/percolation-thresholds."""
    folder = SOURCE / "experiments" / "percolation-thresholds"
    found = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["thresholds"]
    rows = []
    for name, row in found.items():
        low, high = row["interval"]
        allowed = (high - low) / 2 / row["standard_error"]
        rows.append(dict(zip(FIELDS, ("Thresholds of lattices", name, "experiments/percolation-thresholds/README.md", f"{row['known']:.8f}",
                                      f"{row['threshold']:.8f}", str(row["standard_error"]), f"{allowed:.4g}", "0",
                                      "yes" if low <= row["known"] <= high else "no"))))
    return ("Experiment percolation-thresholds", "As checked in: intervals of 99 % each.",
            "kaitei run experiments/percolation-thresholds/experiment.toml", rows)


def command_of(program, test):
    if program.endswith(".py"):
        return f"KAITEI_BINARY=build/release/src/kaitei /usr/bin/python3 {program} {test}"
    return program if program.startswith("kaitei ") else f'build/release/{program} "{test.replace(",", chr(92) + ",")}"'


def table(rows):
    lines = ["| number | after | expected | got | standard error | off | allowed |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        error = float(row["error"])
        if error == 0:
            lines.append(f"| {row['what']} | {row['source']} | {row['expected']} | {row['got']} | 0 | {'' if row['holds'] == 'yes' else '**differs**'} | |")
            continue
        off = abs(float(row["got"]) - float(row["expected"])) / error
        allowed = f"{float(row['allowed']):.3g}" + (f" and {float(row['bias']):.2g}" if float(row["bias"]) > 1e-3 * error else "")
        lines.append(f"| {row['what']} | {row['source']} | {float(row['expected']):.10g} | {float(row['got']):.10g} | {error:.2g} | "
                     f"{off:.1f}{'' if row['holds'] == 'yes' else ' **missed**'} | {allowed} |")
    return lines


def page(sections, share):
    every = [row for _, _, _, rows in sections for row in rows]
    command = "tests/validation/make_page.py build/release" + ("" if share == 1 else f" --share {share:g}")
    lines = [HEAD.format(command=command, date=datetime.date.today(), rows=len(every), missed=sum(row["holds"] != "yes" for row in every))]
    for title, about, program, rows in sections:
        lines += [f"## {title}", "", about, ""]
        tests = collections.defaultdict(list)
        for row in rows:
            tests[row["test"]].append(row)
        for test, its_rows in tests.items():
            lines += [f"### {test}", "", f"`{command_of(program, test)}`", "", *table(its_rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--share", type=float, default=1)
    parser.add_argument("-o", "--output", type=pathlib.Path, default=SOURCE / "docs" / "validation.md")
    options = parser.parse_args()
    sections, failed = run(options.build.resolve(), options.share)
    sections.append(thresholds())
    options.output.write_text(page(sections, options.share), encoding="utf-8")
    rows = [row for _, _, _, of_one in sections for row in of_one]
    missed = [row for row in rows if row["holds"] != "yes"]
    print(f"{len(rows)} numbers, {len(missed)} missed: {options.output}")
    for text in [*failed, *(f"missed: {row['test']}: {row['what']}" for row in missed)]:
        print(text, file=sys.stderr)
    return 1 if failed or missed or any(not of_one for _, _, _, of_one in sections) else 0


if __name__ == "__main__":
    sys.exit(main())
