#!/usr/bin/env python3
"""Percolation thresholds from wrapping probabilities on tori of several sizes.

    kaitei run experiments/percolation-thresholds/experiment.toml --json > summary.json
    experiments/percolation-thresholds/thresholds.py summary.json [expected.json]

prints them, and writes expected.json if it is named. The method and its sources are told in README.md.
"""

import cmath
import hashlib
import json
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
RHOMBUS = cmath.exp(1j * math.pi / 3)  # the torus of L by L cells of the triangular and the honeycomb lattice
# tau of the torus (None: three dimensions), and the threshold that the estimate is held against.
LATTICES = {
    "square-bond": (1j, 1 / 2),                                             # Kesten 1980
    "triangular-bond": (RHOMBUS, 2 * math.sin(math.pi / 18)),               # Sykes and Essam 1964
    "honeycomb-bond": (RHOMBUS, 1 - 2 * math.sin(math.pi / 18)),            # its dual
    "square-site": (1j, 0.59274605),                                        # Jacobsen 2015
    "cubic-bond": (None, 0.2488118),                                        # Wang et al. 2013
}
EXPONENT_2D = 11 / 4  # p_L - p_c ~ L^-(1/nu + 2), Newman and Ziff 2001
EXPONENT_3D = 1.1410 + 2  # 1/nu and the leading correction of wrapping probabilities, Wang et al. 2013
Z_JOINT = 2.5758293035489004  # 99 % each, so that all five intervals hold together in 95 % of runs (Bonferroni)


def wrapping_probability(tau):
    """The limit at p_c of the probability that a cluster wraps around a torus in some direction: Pinson 1994."""
    eta = cmath.exp(2j * math.pi * tau / 24)
    for n in range(1, 60):
        eta *= 1 - cmath.exp(2j * math.pi * tau * n)

    def partition(coupling, step):
        windings = range(-30, 31)
        return step * math.sqrt(coupling / tau.imag) / abs(eta) ** 2 * sum(
            math.exp(-math.pi * coupling * step ** 2 * abs(m * tau - n) ** 2 / tau.imag) for m in windings for n in windings)

    return 1 - (partition(8 / 3, 1) - partition(8 / 3, 1 / 2)) / 2


def interpolate(curve, p):
    """The curve at p by the cubic through the four nearest of its evenly spaced points."""
    xs, ys = curve["probability"], curve["wrapping"]
    first = min(max(int((p - xs[0]) / (xs[1] - xs[0])) - 1, 0), len(xs) - 4)
    total = 0.0
    for i in range(first, first + 4):
        factor = ys[i]
        for j in range(first, first + 4):
            if i != j:
                factor *= (p - xs[j]) / (xs[i] - xs[j])
        total += factor
    return total


def crossing(function, curve):
    """Where the function goes from negative to positive while the curve is neither near 0 nor near 1."""
    xs, ys = curve["probability"], curve["wrapping"]
    ends = [(a, b) for a, b, y in zip(xs, xs[1:], ys) if 0.1 < y < 0.9 and function(a) < 0 <= function(b)]
    if not ends:
        raise ValueError("the curves do not cross within their probabilities; widen them, or run more sweeps")
    low, high = ends[len(ends) // 2]
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2


def fit(sizes, values, errors, exponent):
    """Weighted least squares of value = limit + b size^-exponent: the limit."""
    weights = [1 / e ** 2 for e in errors]
    xs = [size ** -exponent for size in sizes]
    s, sx, sy = sum(weights), sum(w * x for w, x in zip(weights, xs)), sum(w * y for w, y in zip(weights, values))
    sxx = sum(w * x * x for w, x in zip(weights, xs))
    sxy = sum(w * x * y for w, x, y in zip(weights, xs, values))
    return (sxx * sy - sx * sxy) / (s * sxx - sx * sx)


def shifted(curve, by):
    return curve | {"wrapping": [y + by for y in curve["wrapping"]]}


def per_size(curves, tau):
    """One estimate per size, or in three dimensions per pair of sizes that follow each other."""
    if tau is not None:
        limit = wrapping_probability(tau)
        return [crossing(lambda p, c=c: interpolate(c, p) - limit, c) for c in curves]
    return [crossing(lambda p, a=a, b=b: interpolate(b, p) - interpolate(a, p), a) for a, b in zip(curves, curves[1:])]


def error_at(curve, p):
    step = curve["probability"][1] - curve["probability"][0]
    return curve["error"][min(round((p - curve["probability"][0]) / step), len(curve["error"]) - 1)]


def estimate(curves, tau):
    """Threshold, standard error, and the estimates before extrapolation. Errors follow each curve's by differences."""
    centre = per_size(curves, tau)[-1]
    moves = [[b - a for a, b in zip(per_size(curves, tau),
                                    per_size([shifted(c, error_at(c, centre)) if c is moved else c for c in curves], tau))]
             for moved in curves]
    errors = [math.sqrt(sum(m[i] ** 2 for m in moves)) for i in range(len(moves[0]))]
    sizes = [c["size"] for c in curves][-len(errors):]
    exponent = EXPONENT_2D if tau is not None else EXPONENT_3D

    def extrapolate(values):
        return fit(sizes, values, errors, exponent)

    values = per_size(curves, tau)
    threshold = extrapolate(values)
    error = math.sqrt(sum((extrapolate([v + d for v, d in zip(values, m)]) - threshold) ** 2 for m in moves))
    return threshold, error, [{"size": s, "estimate": v, "standard_error": e} for s, v, e in zip(sizes, values, errors)]


def thresholds(summary):
    """{lattice: {threshold, standard_error, interval, known, sizes}} of a run's JSON summary."""
    result = {}
    for name, (tau, known) in LATTICES.items():
        curves = [{"size": int(row["name"].rsplit("-", 1)[1]), "probability": row["probability"],
                   "wrapping": row["spanning_any"]["mean"],
                   "error": [e or 0.0 for e in row["spanning_any"]["standard_error"]]}
                  for row in summary["percolation"] if row["name"].rsplit("-", 1)[0] == name]
        value, error, sizes = estimate(curves, tau)
        result[name] = {"threshold": value, "standard_error": error,
                        "interval": [value - Z_JOINT * error, value + Z_JOINT * error], "known": known, "sizes": sizes}
    return result


def main(summary_file, expected_file=None):
    summary = json.loads(pathlib.Path(summary_file).read_text(encoding="utf-8"))
    found = thresholds(summary)
    for name, row in found.items():
        low, high = row["interval"]
        print(f"{name:16} {row['threshold']:.6f} +- {row['standard_error']:.6f}   joint 95 % {low:.6f} - {high:.6f}"
              f"   known {row['known']:.8f} {'inside' if low <= row['known'] <= high else 'OUTSIDE'}")
    if expected_file:
        toml = (HERE / "experiment.toml").read_bytes()
        pathlib.Path(expected_file).write_text(json.dumps(
            {"made_by": "experiments/percolation-thresholds/thresholds.py", "seed": summary["seed"],
             "inputs": {"experiment.toml": hashlib.sha256(toml).hexdigest()}, "thresholds": found}, indent=1) + "\n",
            encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
