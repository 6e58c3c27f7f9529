#!/usr/bin/env python3
"""How often failure states repeat: what solving each distinct state once could spare.

usage: distinct_states.py RESULT.h5 | GRAPH.txt [TRIALS]

Draws TRIALS (1000000) independent states with the failure probabilities of a result file of kaitei or of a graph of
kaitei-bench, and prints the share of them that are distinct, that have no failed element, and that have one.
"""

import sys

import numpy


def probabilities(path):
    if path.endswith(".h5"):
        import h5py
        with h5py.File(path) as file:
            return file["element_probability"][:]
    with open(path, encoding="utf-8") as file:
        rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return numpy.array([float(row[2]) for row in rows[1:]])


def main(path, trials=1_000_000, at_once=20_000):
    p, random = probabilities(path), numpy.random.default_rng(1)
    states, fewest = set(), numpy.zeros(2, dtype=int)
    for first in range(0, trials, at_once):
        failed = random.random((min(at_once, trials - first), len(p))) < p
        fewest += [(failed.sum(axis=1) == k).sum() for k in (0, 1)]
        states.update(map(bytes, numpy.packbits(failed, axis=1)))
    print(f"{trials} trials of {len(p)} elements, {p.sum():.3g} failed in the mean: {len(states) / trials:.1%} distinct, "
          f"{fewest[0] / trials:.1%} with none failed, {fewest[1] / trials:.1%} with one")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
