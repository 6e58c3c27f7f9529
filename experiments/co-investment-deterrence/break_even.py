#!/usr/bin/env python3
"""The deterrence at which co-investment pays, with its interval: break_even.py SUMMARY.json QUESTION

SUMMARY.json is what `kaitei run experiments/co-investment-deterrence/experiment.toml --json` prints. For each ratio of the
investment to the loss that an outage would cause, the deterrence factors at which the fall in the probability of QUESTION,
from the cables as they are owned to those co-invested in, is worth the investment. Every number rests on the assumed attack;
the factor itself is what nobody knows, so the answer is a condition, not a prediction.

Both scenarios attack by the same random numbers, and a cable that is deterred is attacked in some of the trials in which it
would have been otherwise. So no trial is lost with the investment and not without: the fall is the share of the trials
lost without it alone, a count of its own, with a score interval (Wilson 1927). A break-even factor is where the fall equals the
ratio; its interval is all factors at which the ratio lies within that of the fall. Between the points of the sweep the fall
and its bounds are drawn as straight lines.
"""

import json
import math
import sys
from statistics import NormalDist

RATIOS = (0.01, 0.02, 0.05, 0.1, 0.2)


def curve(summary, scenario, question):
    """[(factor, trials, events, probability, lower, upper)], by factor."""
    points = next(s for s in summary["scenarios"] if s["name"] == scenario)["points"]
    rows = []
    for point in points:
        row = next(q["struck"] for q in point["questions"] if q["name"] == question)
        rows.append((point["sweep"]["deterrence_factor"], point["trials"], row["events"], row["probability"], *row["interval"]))
    return sorted(rows)


def score_interval(events, trials, level):
    """Wilson's, JASA 22 (1927) 209."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle, spread = events + z * z / 2, z * math.sqrt(events * (trials - events) / trials + z * z / 4)
    return max(middle - spread, 0) / (trials + z * z), min(middle + spread, trials + z * z) / (trials + z * z)


def gains(before, after, level=0.95):
    """[(factor, fall, lower, upper)] of two curves on the same trials, the second nowhere lost alone."""
    rows = []
    for (factor, trials, lost, *_), (_, _, still, *_) in zip(before, after):
        if still > lost:
            raise ValueError(f"more is lost with the investment than without, at {factor} (the trials are not the same)")
        rows.append((factor, (lost - still) / trials, *score_interval(lost - still, trials, level)))
    return rows


def worthwhile(gain, ratio):
    """[(from, to)]: the ranges of factors where the gain is at least the ratio, by straight lines between [(factor, gain)]."""
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


def break_even(gain, ratio):
    """[(range, the least that it surely is, the most that it may be)] of [(factor, fall, lower, upper)]; a range that is
    not sure anywhere has None for the least, and one that only may be has None in its own place."""
    def ranges(column):
        return worthwhile([(row[0], row[column]) for row in gain], ratio)

    def within(inner, outer):
        return next((r for r in inner if outer[0] <= r[0] and r[1] <= outer[1]), None)

    return [(within(ranges(1), outer), within(ranges(2), outer), outer) for outer in ranges(3)]


def in_words(found, surely, may_be, gain):
    first, last = gain[0][0], gain[-1][0]

    def end(i):
        at = found[i]
        if at in (first, last):  # of the sweep: no break-even there
            return f"{at:.3f}"
        inner = f"{surely[i]:.3f}" if surely else "nowhere"
        low, high = (f"{may_be[i]:.3f}", inner) if i == 0 else (inner, f"{may_be[i]:.3f}")
        return f"{at:.3f} ({low} to {high})"

    if not found:
        return f"perhaps at factors of {may_be[0]:.3f} to {may_be[1]:.3f}: within the interval alone"
    return f"at factors of {end(0)} to {end(1)}"


def main(path, question):
    with open(path, encoding="utf-8") as file:
        summary = json.load(file)
    level = summary.get("confidence_level", 0.95)
    before, after = curve(summary, "as-it-is", question), curve(summary, "co-invested", question)
    gain = gains(before, after, level)
    print("factor  as it is                     co-invested                  the fall")
    for (factor, _, _, *p), (_, _, _, *q), (_, *g) in zip(before, after, gain):
        p, q = ([0 if value is None else value for value in row] for row in (p, q))
        print(f"{factor:6g}  " + "  ".join("{:.4g} ({:.4g} - {:.4g})".format(*row).ljust(27) for row in (p, q, g)).rstrip())
    for ratio in RATIOS:
        ranges = "; and ".join(in_words(*row, gain) for row in break_even(gain, ratio))
        print(f"investment / loss {ratio:g}: pays " + (ranges or "at no factor"))


if __name__ == "__main__":
    main(*sys.argv[1:3])
