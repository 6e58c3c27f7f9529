"""The scripts beside experiments, which make an answer of a run's summary."""

import json
import math
import random
import re
import sys
import unittest

from kaitei_e2e import SOURCE, Scratch

EXPERIMENTS = SOURCE / "experiments"
sys.path[:0] = [str(EXPERIMENTS), *(str(EXPERIMENTS / name) for name in ("co-investment-deterrence", "okinawa-evacuation"))]

from break_even import break_even, curve, gains, score_interval, worthwhile  # noqa: E402
from fill_readme import filled  # noqa: E402
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

    def test_score_interval(self):
        # Wilson's interval of 10 in 100 at 95 %: (0.0552, 0.1744), as statistics books have it.
        lower, upper = score_interval(10, 100, 0.95)
        self.assertAlmostEqual(lower, 0.0552, places=4)
        self.assertAlmostEqual(upper, 0.1744, places=4)
        self.assertAlmostEqual(score_interval(0, 100, 0.95)[0], 0)

    def test_intervals_of_the_break_even_hold_it_as_often_as_they_say(self):
        """The fall p^2 f (1 - f) of two cables, one of which becomes deterred too; 95 % of the intervals hold each root."""
        rng, p, trials, held, runs = random.Random(5), 0.5, 20_000, [0, 0], 300
        roots = [(1 - math.sqrt(1 - 4 * 0.05 / p**2)) / 2, (1 + math.sqrt(1 - 4 * 0.05 / p**2)) / 2]
        for _ in range(runs):
            rows = []
            for factor in [i / 50 for i in range(51)]:
                fall = p * p * factor * (1 - factor)
                events = max(0, round(rng.gauss(trials * fall, math.sqrt(trials * fall * (1 - fall)))))
                rows.append((factor, events / trials, *score_interval(events, trials, 0.95)))
            # Noise may cut a range in pieces where the fall is close to the ratio: the outermost ends are the answer.
            found = break_even(rows, 0.05)
            surely = [row[1] for row in found if row[1]]
            self.assertTrue(surely)
            held[0] += found[0][2][0] <= roots[0] <= surely[0][0]
            held[1] += surely[-1][1] <= roots[1] <= found[-1][2][1]
        for count in held:
            self.assertGreater(count / runs, 0.95 - 4 * math.sqrt(0.95 * 0.05 / runs))

    def test_tables_of_readmes_are_those_of_expected_json(self):
        rows = 0
        for readme in sorted(EXPERIMENTS.glob("*/README.md")):
            text = readme.read_text(encoding="utf-8")
            expected = json.loads((readme.parent / "expected.json").read_text(encoding="utf-8"))
            self.assertEqual(filled(text, expected), text, f"experiments/fill_readme.py {readme.parent} writes it anew")
            spoilt = re.sub(r"(?<=\d)[1-9](?= [(/])|(?<=\.)[1-9](?=e-)", "0", text)  # last digits before an interval, a mean's, an exponent's
            rows += sum(a != b for a, b in zip(filled(spoilt, expected).split("\n"), spoilt.split("\n")))
        self.assertGreater(rows, 180)  # so many rows would tell

    def test_people_are_counted_by_island(self):
        rows = {f"people-{island}/any": {"probability": p, "standard_error": 0.01, "interval": [p - 0.02, p + 0.02]}
                for island, p in (("a", 0.5), ("b", 0.1))}
        rows["a-b/any"] = {"probability": 1.0, "standard_error": None, "interval": [0.9, 1.0]}
        expected, lower, upper = without_connection(rows, {"a": 30, "b": 10}, 0.95)
        self.assertAlmostEqual(expected, 120_000 * (0.75 * 0.5 + 0.25 * 0.1))
        self.assertAlmostEqual(upper - expected, 120_000 * 0.01 * 2.2414, delta=1)
        self.assertAlmostEqual(expected - lower, upper - expected)


class BreakEven(Scratch):
    def test_two_cables(self):
        """No system is left where both cables are attacked: p f p before, (p f)^2 after, the fall being p^2 f (1 - f)."""
        experiment = self.copy_dataset("two-systems") / "experiment.toml"
        text = experiment.read_text(encoding="utf-8")
        for name, systems in (("as-it-is", ["long"]), ("co-invested", ["long", "short"])):
            text += f"""
[[scenario]]
name = "{name}"
kind = "deterrence"
units = ["cables"]
attack_probability = 0.5
deterring_systems = {json.dumps(systems)}
sweep = {{ deterrence_factor = {[i / 20 for i in range(21)]} }}
"""
        experiment.write_text(text, encoding="utf-8")
        run = self.run_ok("run", experiment, "--json", "--quiet", "-o", "out.h5", "--set", "run.trials=40000")
        summary, question = json.loads(run.stdout), "taiwan-japan, no system left"
        fall = gains(curve(summary, "as-it-is", question), curve(summary, "co-invested", question))
        for factor, found, lower, upper in fall:
            exact = 0.25 * factor * (1 - factor)
            self.assertLessEqual(abs(found - exact), 5 * math.sqrt(exact * (1 - exact) / 40_000) + 1e-12)
            self.assertTrue(lower <= found <= upper)
        ((found, surely, may_be),) = break_even(fall, 0.05)
        for i, root in enumerate((0.5 - math.sqrt(0.05), 0.5 + math.sqrt(0.05))):
            self.assertAlmostEqual(found[i], root, delta=0.02)
            self.assertTrue(min(surely[i], may_be[i]) - 0.01 <= root <= max(surely[i], may_be[i]) + 0.01)
            self.assertLess(abs(surely[i] - may_be[i]), 0.06)
        self.assertEqual(break_even(fall, 0.2), [])


if __name__ == "__main__":
    unittest.main()
