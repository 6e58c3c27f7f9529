"""The scripts beside experiments, which make an answer of a run's summary."""

import sys
import unittest

from kaitei_e2e import SOURCE

sys.path.insert(0, str(SOURCE / "experiments" / "co-investment-deterrence"))

from break_even import worthwhile  # noqa: E402


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


if __name__ == "__main__":
    unittest.main()
