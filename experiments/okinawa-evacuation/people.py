#!/usr/bin/env python3
"""People without a connection: people.py SUMMARY.json WEIGHTS.csv

SUMMARY.json is what `kaitei run experiments/okinawa-evacuation/experiment.toml --json` prints, WEIGHTS.csv the data set's
weights.csv. The expected number is the sum over the islands of their people times the probability that the island is cut
off from Kyushu: exact whatever joins the islands' fates. The interval adds up the ends of the islands' intervals, each at
1 - (1 - level) / islands, by the normal quantile, so it covers at least what the run's confidence level says.
"""

import csv
import json
import statistics
import sys

PEOPLE = 120_000  # 110,000 residents and 10,000 visitors: plan of 27 March 2025, see README; shared out as the residents are
PREFIX = "people-"


def residents(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["node"]: int(row["population"]) for row in csv.DictReader(file) if row["population"]}


def without_connection(questions, people, level):
    """(expected, lower, upper) people, from {question name: its estimate}."""
    islands = {name.removeprefix(PREFIX).partition("/")[0]: row for name, row in questions.items() if name.startswith(PREFIX)}
    scale = PEOPLE / sum(people[island] for island in islands)
    z = statistics.NormalDist().inv_cdf(1 - (1 - level) / 2 / len(islands))
    expected = sum(scale * people[island] * row["probability"] for island, row in islands.items())
    error = sum(scale * people[island] * z * (row["standard_error"] or row["interval"][1]) for island, row in islands.items())
    return expected, max(0, expected - error), min(PEOPLE, expected + error)


def in_words(questions, people, level):
    return "{:,.0f} ({:,.0f} - {:,.0f})".format(*without_connection(questions, people, level))


def main(summary_path, weights_path):
    with open(summary_path, encoding="utf-8") as file:
        summary = json.load(file)
    people = residents(weights_path)
    for scenario in summary["scenarios"]:
        for point in scenario["points"]:
            where = ", ".join(f"{key} {value:g}" for key, value in point["sweep"].items())
            for kind, words in (("struck", "the scenario"), ("matched", "random failure of the same size")):
                rows = {q["name"]: q[kind] for q in point["questions"]}
                print(f"{scenario['name']} {where}: {in_words(rows, people, summary['confidence_level'])} people cut off from "
                      f"Kyushu, {words}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
