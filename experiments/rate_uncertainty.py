#!/usr/bin/python3
"""How far the answers move with fault rates that nobody knows exactly.

Usage: /usr/bin/python3 experiments/rate_uncertainty.py KAITEI EXPERIMENT.toml [--draws 200] [--trials 1e5] [--seed 1]

Runs the experiment once per draw of the rates of geodata/hazards/fault_rates.csv and prints, per outcome, the mean over
the draws and the range of 95 % of them. [failure] takes the world's rates: one Gamma draw per depth class, then all
scaled to a draw of the world's total, whose range is the one published. Each [[rates]] table whose name is a region
there takes one Gamma draw for all its depth classes. Repair times and all other numbers stay as the experiment has
them. The range holds the counting noise of --trials too. Requires python3-numpy.
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import tempfile

import numpy as np

from make_expected import answers

HAZARDS = pathlib.Path(__file__).resolve().parents[1] / "geodata" / "hazards"
DEPTHS = ("shallow", "slope", "deep")


def read(name):
    with open(HAZARDS / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Rates:
    """Draws from fault_rates.csv."""

    def __init__(self, seed):
        self.random = np.random.Generator(np.random.PCG64(seed))
        self.rows = {(r["region"], r["depth_class"]): r for r in read("fault_rates.csv") if r["cause"] == "all"}
        self.world_km = {r["id"].removeprefix("world-length-"): float(r["value"]) for r in read("fault_evidence.csv")
                         if r["id"].startswith("world-length-")}

    def one(self, region, depth):
        row = self.rows[region, depth]
        return self.random.gamma(float(row["shape"]), 1 / float(row["rate_1000km_year"]))

    def world(self):
        """{depth class: faults per 1000 km and year}; on the world's cable they average to the total drawn."""
        total, drawn = self.one("world", "all"), {depth: self.one("world", depth) for depth in DEPTHS}
        average = sum(self.world_km[depth] * rate for depth, rate in drawn.items())
        return {depth: rate * total / average for depth, rate in drawn.items()}

    def of(self, name):
        """The same for a [[rates]] table, or None if fault_rates.csv knows no such region."""
        if (name, "all") not in self.rows or name == "world":
            return None
        return dict.fromkeys(DEPTHS, self.one(name, "all"))


def with_rates(text, rates):
    """A resolved experiment's text with rates drawn anew."""
    lines, own = [], None
    for line in text.splitlines():
        section = re.match(r"\[+([^]]*)]", line)
        if section:
            own = rates.world() if section[1] == "failure" else None
        name = re.match(r'name = "(.*)"', line)
        if name and lines and lines[-1].strip() == "[[rates]]":
            own = rates.of(name[1])
        rate = re.match(r"(shallow|slope|deep)_faults_per_1000km_year = ", line)
        lines.append(f"{rate[0]}{own[rate[1]]!r}" if rate and own else line)
    return "\n".join(lines) + "\n"


def run(kaitei, text, trials, seed):
    with tempfile.TemporaryDirectory() as scratch:
        file = pathlib.Path(scratch) / "draw.toml"
        file.write_text(text, encoding="utf-8")
        command = [kaitei, "run", str(file), "--trials", str(trials), "--set", f"run.seed={seed}", "--json", "--quiet",
                   "-o", f"{scratch}/draw.h5"]
        proportions, means = answers(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return {name: row["probability"] for name, row in proportions.items()} \
        | {name: row["mean"] for name, row in means.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kaitei")
    parser.add_argument("experiment")
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--trials", type=float, default=1e5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dump = subprocess.run([given.kaitei, "validate", given.experiment, "--dump"], check=True, capture_output=True, text=True)
    rates, found = Rates(given.seed), {}
    for draw in range(given.draws):
        text = with_rates(dump.stdout, rates)
        for name, value in run(given.kaitei, text, int(given.trials), given.seed + draw).items():
            found.setdefault(name, []).append(value)
    print(f"{given.draws} draws of the rates, {given.trials:g} trials each: mean, and the range of 95 % of the draws")
    for name, values in found.items():
        if not any(values):
            print(f"{name}: no event in {given.draws * int(given.trials):,} trials")
            continue
        low, high = np.quantile(values, [0.025, 0.975])
        print(f"{name}: {np.mean(values):.4g} ({low:.3g} to {high:.3g})")


if __name__ == "__main__":
    main()
