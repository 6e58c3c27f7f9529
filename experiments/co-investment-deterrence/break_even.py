#!/usr/bin/env python3
"""The deterrence at which co-investment pays: break_even.py SUMMARY.json QUESTION

SUMMARY.json is what `kaitei run experiments/co-investment-deterrence/experiment.toml --json` prints. For each ratio of the
investment to the loss that an outage would cause, the deterrence factors at which the fall in the probability of QUESTION,
from the cables as they are owned to those co-invested in, is worth the investment. Every number rests on the assumed attack;
the factor itself is what nobody knows, so the answer is a condition, not a prediction.
"""

import json
import sys

RATIOS = (0.01, 0.02, 0.05, 0.1, 0.2)


def curve(summary, scenario, question):
    """[(factor, probability, lower, upper)], by factor."""
    points = next(s for s in summary["scenarios"] if s["name"] == scenario)["points"]
    rows = []
    for point in points:
        row = next(q["struck"] for q in point["questions"] if q["name"] == question)
        rows.append((point["sweep"]["deterrence_factor"], row["probability"], *row["interval"]))
    return sorted(rows)


def gains(before, after):
    """[(factor, gain)]: how much less likely the loss is with the investment. Both curves are on the same trials."""
    return [(factor, p - q) for (factor, p, *_), (_, q, *_) in zip(before, after)]


def worthwhile(gain, ratio):
    """[(from, to)]: the ranges of factors where the gain is at least the ratio, by straight lines between the points."""
    ranges = []
    for (f, g), (next_f, next_g) in zip(gain, gain[1:]):
        if max(g, next_g) < ratio:
            continue
        crossing = f + (ratio - g) / (next_g - g) * (next_f - f) if min(g, next_g) < ratio else None
        start, end = (f if g >= ratio else crossing), (next_f if next_g >= ratio else crossing)
        if ranges and ranges[-1][1] == start:
            start = ranges.pop()[0]
        ranges.append((start, end))
    return ranges


def main(path, question):
    with open(path, encoding="utf-8") as file:
        summary = json.load(file)
    before, after = curve(summary, "as-it-is", question), curve(summary, "co-invested", question)
    print("factor  as it is                     co-invested")
    for (factor, *p), (_, *q) in zip(before, after):
        print(f"{factor:6g}  " + "  ".join("{:.4g} ({:.4g} - {:.4g})".format(*row).ljust(27) for row in (p, q)).rstrip())
    for ratio in RATIOS:
        ranges = ", ".join(f"{start:.2f} to {end:.2f}" for start, end in worthwhile(gains(before, after), ratio))
        print(f"investment / loss {ratio:g}: pays at " + (f"factors of {ranges}" if ranges else "no factor"))


if __name__ == "__main__":
    main(*sys.argv[1:3])
