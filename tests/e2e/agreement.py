"""Does a result agree with exact answers? Counts are judged by how far they lie from what chance allows.

A count k of n trials with exact probability p is too far where n KL(k/n || p) > 5.5^2 / 2. For common events that is
5.5 standard errors; for rare ones it is Chernoff's bound, which needs no normal approximation: by chance alone a
count lies outside with a probability below 2 exp(-5.5^2 / 2) = 5.4e-7.
"""

import math
import os

STANDARD_ERRORS = 5.5


def record(test, what, source, expected, got, error, holds):
    """A line for docs/validation.md, where $KAITEI_ORACLES names a file (tests/oracle.hpp has its fields)."""
    if path := os.environ.get("KAITEI_ORACLES"):
        name = test.id().removeprefix("__main__.").split(" ")[0]
        with open(path, "a", encoding="utf-8") as file:
            print(name, what, source, expected, got, error, STANDARD_ERRORS if error else 0, 0, "yes" if holds else "no", sep="\t", file=file)


def divergence(share, p):
    """Kullback-Leibler divergence of two coins."""
    def term(a, b):
        return 0 if a == 0 else math.inf if b == 0 else a * math.log(a / b)

    return term(share, p) + term(1 - share, 1 - p)


def too_far(count, trials, p):
    p = min(max(p, 0.0), 1.0)
    if 1 - p < 1e-12:  # the exact value is a sum of many weights, which misses 1 by rounding
        return count != trials
    return trials * divergence(count / trials, p) > STANDARD_ERRORS**2 / 2


def check_proportion(test, row, trials, exact, what):
    """row: count, probability, standard_error, lower, upper of a proportion, as the file has them."""
    count, value, error, lower, upper = row
    record(test, what, "enumeration with networkx", f"{exact:.12g}", f"{value:.12g}",
           f"{math.sqrt(max(exact * (1 - exact), 0) / trials):.12g}", not too_far(int(count), trials, exact))
    test.assertFalse(too_far(int(count), trials, exact), f"{what}: {count} of {trials}, exactly {exact}")
    test.assertEqual(value, int(count) / trials, what)
    test.assertLessEqual(lower, value, what)
    test.assertGreaterEqual(upper, value, what)
    test.assertTrue(0 <= lower < upper <= 1, f"{what}: interval {lower} to {upper}")
    if count in (0, trials):
        test.assertTrue(math.isnan(error), f"{what}: a standard error of {error} without spread")
        return
    test.assertAlmostEqual(error, math.sqrt(value * (1 - value) / trials), delta=1e-9 * error, msg=what)
    if 100 < count < trials - 100:
        test.assertAlmostEqual((upper - lower) / error, 2 * 1.96, delta=0.15, msg=f"{what}: width of the 95 % interval")


def check_distribution(test, counts, trials, exact, what):
    """counts[value]: trials with the value; exact: {value: probability}."""
    test.assertEqual(int(sum(counts)), trials, what)
    for value, count in enumerate(counts):
        test.assertFalse(too_far(int(count), trials, exact.get(value, 0)),
                         f"{what} = {value}: {count} of {trials}, exactly {exact.get(value, 0)}")
    beyond = {value: p for value, p in exact.items() if value >= len(counts)}
    test.assertFalse(beyond, f"{what}: the table ends before {beyond}")


def check_mean(test, row, trials, exact, what):
    """row: mean, standard_error, lower, upper; exact: {value: probability}."""
    value, error, lower, upper = row
    mean = sum(v * p for v, p in exact.items())
    variance = sum((v - mean) ** 2 * p for v, p in exact.items())
    expected_error = math.sqrt(variance / trials)
    if expected_error < 1e-12:
        test.assertAlmostEqual(value, mean, places=9, msg=what)
        test.assertTrue(math.isnan(error), f"{what}: a standard error of {error} without spread")
        return
    test.assertLess(abs(value - mean), STANDARD_ERRORS * error, f"{what}: {value} ± {error}, exactly {mean}")
    test.assertAlmostEqual(error / expected_error, 1, delta=0.05, msg=f"{what}: standard error")
    test.assertAlmostEqual((upper - lower) / error, 2 * 1.96, delta=0.01, msg=f"{what}: width of the 95 % interval")
