#!/usr/bin/env python3
"""Runs an experiment at full size and writes its expected.json: experiments/make_expected.py KAITEI FOLDER

expected.json holds the counts and means of that run. A test that runs the same experiment with fewer trials compares
each count with its two-sample error, sqrt(p (1 - p) (1 / n + 1 / N)) for p pooled over both runs, and each mean with
the root of the summed squares of the two standard errors; exact answers must be equal. `inputs` tells whether the data have changed since.
"""

import json
import pathlib
import subprocess
import sys
import tempfile


def answers(summary):
    """The proportions and the means of a run's JSON summary, by name."""
    proportions, means = {}, {"elements_failed": summary["elements_failed"]}
    for outcome in summary["connectivity"]:
        proportions[f"disconnected {outcome['name']}"] = outcome["disconnected"]
    for outcome in summary["joining"]:
        for row in outcome["fewer_than"]:
            too_few = "no system left" if row["systems"] == 1 else f"fewer than {row['systems']} systems"
            proportions[f"{too_few} {outcome['name']}"] = row
        means[f"systems joining {outcome['name']}"] = outcome["systems_joining"]
        means[f"capacity_tbps {outcome['name']}"] = outcome.get("capacity_tbps")
    means |= {name: summary.get(name) for name in ("component_count", "largest_component")}
    for scenario in summary.get("scenarios", []):
        for point in scenario.get("points", []) if not scenario["exact"] else []:
            where = " ".join([scenario["name"], *(f"{key}={value:g}" for key, value in sorted(point["sweep"].items()))])
            for question in point["questions"]:
                proportions[f"{where}: {question['name']}"] = question["struck"]
                if question["matched"]:
                    proportions[f"{where}: {question['name']}, at random"] = question["matched"]
            proportions[f"{where}: untouched"] = point["untouched"]
            means[f"{where}: elements failed"] = point["elements_failed"]
            for row in point.get("loss_times", []):
                if row["loss"] in ("1", "10", "last"):
                    means[f"{where}: hours until loss {row['loss']}"] = row["hours"]
    return proportions, {name: row for name, row in means.items() if row and row["mean"] is not None}


def sampled(row):
    return {key: row[key] for key in ("events", "probability", "interval")}


def attack_answers(scenario):
    """The numbers of a scenario in which an attacker chooses, by name."""
    answers = {}
    for sequence in scenario.get("sequences", []):
        answers[f"{scenario['name']} {sequence['order']}"] = {
            "robustness": sequence["robustness"], "disconnected_after": sequence["disconnected_after"]}
    if "random" in scenario:
        random = scenario["random"]
        halves = {outcome: next((step for step, orders in enumerate(counts) if 2 * orders >= random["orders"]), None)
                  for outcome, counts in random["disconnected"].items()}
        answers[f"{scenario['name']} random"] = {
            "orders": random["orders"], "robustness": random["robustness"]["mean"],
            "interval": random["robustness"]["interval"], "disconnected_in_half": halves}
    for question in scenario["questions"] if scenario["kind"] == "attacker" else []:
        cheapest = question["cheapest"] or {"cost": None, "lower_bound": None, "units": []}
        answers[f"{scenario['name']} {question['name']}"] = {
            "cost": [cheapest["lower_bound"], cheapest["cost"]], "units": len(cheapest["units"]),
            "greedy_cost": question.get("greedy", {}).get("cost"), "landing_points_cost": question["landing_points_cost"],
            "random_in_budget": sampled(question["random_in_budget"]),
            "random_of_same_size": question["random_of_same_size"] and sampled(question["random_of_same_size"])}
    return answers


def exact_answers(summary):
    """What the scenarios counted, by name: numbers alone, so that no cut of a real network is published by name."""
    answers = {}
    for scenario in summary.get("scenarios", []):
        answers |= attack_answers(scenario)
        for question in scenario["questions"] if scenario["kind"] == "n-minus-k" else []:
            smallest = question["smallest_cut"]
            answers[f"{scenario['name']} {question['name']}"] = {
                "sets": scenario["sets"], "lost_sets": question["lost_sets"], "minimal_cuts": question["minimal_cuts"],
                "smallest_cut": [smallest["lower_bound"], smallest["size"]], "greedy_cut": len(question["greedy_cut"])}
        if scenario["kind"] == "worst-disc":
            for point in scenario["points"]:
                answers[f"{scenario['name']} {point['radius_km']:g} km"] = {
                    measure: {key: float(f"{value:.9g}") for key, value in found.items()}
                    for measure, found in point.items() if measure not in ("radius_km", "worst")}
    return answers


def a_line_each(expected):
    """JSON with a line for every number's name, so that a change of one shows as one."""
    def block(key, value):
        if not isinstance(value, dict) or not value:
            return f" {json.dumps(key)}: {json.dumps(value)}"
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in value.items())
        return f" {json.dumps(key)}: {{\n{rows}\n }}"

    return "{\n" + ",\n".join(block(*item) for item in expected.items()) + "\n}\n"


def main(kaitei, folder):
    with tempfile.TemporaryDirectory() as scratch:
        result = f"{scratch}/result.h5"
        run = [kaitei, "run", str(folder / "experiment.toml"), "--json", "--quiet", "-o", result]
        summary = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        inspect = [kaitei, "inspect", result, "--json"]
        described = json.loads(subprocess.run(inspect, check=True, capture_output=True, text=True).stdout)
    proportions, means = answers(summary)
    expected = {
        "made_by": f"experiments/make_expected.py kaitei experiments/{folder.resolve().name}",
        "network": {key: summary["network"][key] for key in ("name", "version")},
        "inputs": {pathlib.Path(file["path"]).name: file["sha256"] for file in described["provenance"]["inputs"]},
        "trials": summary["trials"],
        "seed": summary["seed"],
        "proportions": {name: {key: row[key] for key in ("events", "probability", "standard_error", "interval")}
                        for name, row in proportions.items()},
        "means": {name: {key: row[key] for key in ("mean", "standard_error")} for name, row in means.items()},
    }
    if "scenarios" in summary:
        expected["exact"] = exact_answers(summary)
    (folder / "expected.json").write_text(a_line_each(expected), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
