"""Every published experiment, run again with fewer trials, still gives the answers of its expected.json.

Counts are compared by their two-sample error where there are enough events, else by how the events of both runs split;
means by the root of the summed squares of their errors. The limit is 5.5 errors.
"""

import hashlib
import json
import math
import pathlib
import sys
import unittest

from kaitei_e2e import SOURCE, Scratch

sys.path.insert(0, str(SOURCE / "experiments"))

from make_expected import answers, exact_answers  # noqa: E402
from agreement import STANDARD_ERRORS, too_far  # noqa: E402

TRIALS = 100_000
# Percolation of large graphs counts no trials: test_percolation.py.
EXPERIMENTS = sorted(path for path in (SOURCE / "experiments").glob("*/experiment.toml")
                     if "[[percolation]]" not in path.read_text(encoding="utf-8"))
ENOUGH_EVENTS = 100


def proportions_differ(events, trials, expected_events, expected_trials):
    rare = min(events + expected_events, trials + expected_trials - events - expected_events)
    share = trials / (trials + expected_trials)
    if rare * share < ENOUGH_EVENTS:
        ours = events if rare == events + expected_events else trials - events
        return rare > 0 and too_far(ours, rare, share)
    p = (events + expected_events) / (trials + expected_trials)
    error = math.sqrt(p * (1 - p) * (1 / trials + 1 / expected_trials))
    return abs(events / trials - expected_events / expected_trials) > STANDARD_ERRORS * error


class Experiments(Scratch):
    def expected(self, experiment):
        path = experiment.parent / "expected.json"
        if not path.exists():
            self.skipTest(f"{path.parent.name} has no expected.json (experiments/make_expected.py makes one)")
        return json.loads(path.read_text(encoding="utf-8"))

    def check_inputs(self, expected, inputs):
        """expected.json is of these very files."""
        found = {pathlib.Path(path).name: hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest() for path in inputs}
        stale = sorted(name for name in found.keys() | expected["inputs"].keys()
                       if found.get(name) != expected["inputs"].get(name))
        self.assertEqual(stale, [], f"these changed since expected.json was made; {expected['made_by']} makes it anew")

    def check(self, experiment):
        expected = self.expected(experiment)
        trials = min(TRIALS, expected["trials"] // 4)
        done = self.run_ok("run", experiment, "--trials", trials, "--json", "-o", "out.h5", "--quiet")
        summary = json.loads(done.stdout)
        proportions, means = answers(summary)
        self.assertEqual(proportions.keys(), expected["proportions"].keys())
        self.assertEqual(means.keys(), expected["means"].keys())
        self.assertEqual(exact_answers(summary), expected.get("exact", {}))
        for name, row in expected["proportions"].items():
            with self.subTest(name):
                found = proportions[name]
                self.assertFalse(proportions_differ(found["events"], trials, row["events"], expected["trials"]),
                                 f"{found['events']} of {trials}, not {row['events']} of {expected['trials']}")
        for name, row in expected["means"].items():
            with self.subTest(name):
                found = means[name]
                error = math.hypot(found["standard_error"] or 0, row["standard_error"] or 0)
                self.assertLessEqual(abs(found["mean"] - row["mean"]), STANDARD_ERRORS * error,
                                     f"{found['mean']}, not {row['mean']}")
        described = json.loads(self.run_ok("inspect", "out.h5", "--json").stdout)
        self.check_inputs(expected, [file["path"] for file in described["provenance"]["inputs"]])

    def test_there_are_experiments(self):
        self.assertTrue(EXPERIMENTS)


for path in EXPERIMENTS:
    setattr(Experiments, f"test_{path.parent.name.replace('-', '_')}", lambda self, path=path: self.check(path))


if __name__ == "__main__":
    unittest.main()
