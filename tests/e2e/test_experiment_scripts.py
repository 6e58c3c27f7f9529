"""The scripts beside experiments, which make an answer of a run's summary."""

import sys
import unittest

from kaitei_e2e import SOURCE

sys.path[:0] = [str(SOURCE / "experiments" / name) for name in ("co-investment-deterrence", "okinawa-evacuation")]

from break_even import worthwhile  # noqa: E402
from people import without_connection  # noqa: E402


class Scripts(unittest.TestCase):
    def test_the_investment_pays_where_the_gain_meets_it(self):
        falling, hump = [(0, 0.4), (0.5, 0.2), (1, 0)], [(0, 0), (0.5, 0.2), (0.75, 0.3), (1, 0)]
        self.assert_ranges(worthwhile(falling, 0.3), [(0, 0.25)])
        self.assert_ranges(worthwhile(falling, 0.1), [(0, 0.75)])
        self.assert_ranges(worthwhile(falling, 0), [(0, 1)])
        self.assertEqual(worthwhile(falling, 0.5), [])
        self.assert_ranges(worthwhile(hump, 0.1), [(0.25, 0.75 + 0.25 * 2 / 3)])
        self.assert_ranges(worthwhile([(0, 1), (0.5, 0), (1, 1)], 0.5), [(0, 0.25), (0.75, 1)])

    def assert_ranges(self, found, expected):
        self.assertEqual(len(found), len(expected))
        for ours, truth in zip(found, expected):
            self.assertAlmostEqual(ours[0], truth[0])
            self.assertAlmostEqual(ours[1], truth[1])

    def test_people_are_counted_by_island(self):
        rows = {f"people-{island}/any": {"probability": p, "standard_error": 0.01, "interval": [p - 0.02, p + 0.02]}
                for island, p in (("a", 0.5), ("b", 0.1))}
        rows["a-b/any"] = {"probability": 1.0, "standard_error": None, "interval": [0.9, 1.0]}
        expected, lower, upper = without_connection(rows, {"a": 30, "b": 10}, 0.95)
        self.assertAlmostEqual(expected, 120_000 * (0.75 * 0.5 + 0.25 * 0.1))
        self.assertAlmostEqual(upper - expected, 120_000 * 0.01 * 2.2414, delta=1)
        self.assertAlmostEqual(expected - lower, upper - expected)


if __name__ == "__main__":
    unittest.main()
