"""The scenario n-minus-k against every set of units looked at with networkx, on small networks."""

import itertools
import json
import unittest

from kaitei_e2e import DATASETS, Scratch, kaitei, require

require("networkx", "h5py")

import h5py  # noqa: E402

from agreement import record  # noqa: E402
from enumeration import Exact  # noqa: E402


class States(Exact):
    """Answers for chosen sets of failed elements, instead of all with their probabilities."""

    def enumerate(self):
        pass


SCENARIO = """
[groups]
{groups}

[[scenario]]
name = "all"
kind = "n-minus-k"
failures = 3
units = ["segments", "stations", "feeds", "links"]
worst = 25

[[scenario]]
name = "cables-and-groups"
kind = "n-minus-k"
failures = 2
units = ["cables", "groups"]
worst = 25
"""


def units_of(states, kinds, groups):
    cables = {}
    for id, segment in states.network.segments.items():
        cables.setdefault("cable:" + segment["system"], []).append("segment:" + id)
    units = []
    for kind in kinds:
        if kind == "cables":
            units += sorted(cables.items())
        elif kind == "groups":
            units += sorted(("group:" + name, members) for name, members in groups.items())
        else:
            units += [(id, [id]) for id in sorted(states.probability) if id.startswith(kind[:-1] + ":")]
    return units


class NMinusK(Scratch):
    def compare(self, name):
        states = States(DATASETS / name / "experiment.toml")
        segments = ["segment:" + id for id in sorted(states.network.segments)]
        stations = [id for id in sorted(states.probability) if id.startswith("station:")]
        groups = {"near": segments[:2], "far": segments[-2:] + stations[:1]}
        experiment = self.copy_dataset(name) / "experiment.toml"
        text = SCENARIO.format(groups="\n".join(f"{group} = {json.dumps(members)}" for group, members in groups.items()))
        experiment.write_text(experiment.read_text(encoding="utf-8") + text, encoding="utf-8")
        run = self.run_ok("run", experiment, "--json", "--quiet", "-o", "out.h5", "--set", "run.trials=1000")
        everything, grouped = json.loads(run.stdout)["scenarios"]
        self.check(states, everything, units_of(states, ["segments", "stations", "feeds", "links"], groups), 3)
        self.check(states, grouped, units_of(states, ["cables", "groups"], groups), 2)
        described = json.loads(self.run_ok("inspect", "out.h5", "--json").stdout)
        self.assertEqual(described["scenarios"], [everything, grouped])
        with h5py.File(self.folder / "out.h5") as file:
            self.assertEqual(file["scenarios/all/lost_sets"][()].tolist(), [q["lost_sets"] for q in everything["questions"]])
            self.assertEqual(file["scenarios/all/lost_share"].attrs["role"], "exact")

    def check(self, states, found, units, k):
        self.assertEqual(found["units"], [id for id, _ in units])
        answers = {}
        for size in range(k + 1):
            for members in itertools.combinations(range(len(units)), size):
                failed = set().union(*(units[u][1] for u in members))
                answers[members] = states.state(failed)
        for question in found["questions"]:
            with self.subTest(question=question["name"], scenario=found["name"]):
                self.check_question(question, units, k, {m for m, state in answers.items() if self.lost(question, state)})
        intact = answers[()]
        self.check_worst(found["enumerated"], units, intact, {m: s for m, s in answers.items() if len(m) == k})
        for outcome, counts in found["enumerated"]["systems_joining"].items():
            expected = [0] * len(counts)
            for members, state in answers.items():
                if len(members) == k:
                    expected[state["systems", outcome]] += 1
            self.assertEqual(counts, expected, outcome)

    @staticmethod
    def lost(question, state):
        outcome, _, rest = question["name"].partition("/")
        if rest.startswith("fewer than"):
            return state["systems", outcome] < int(rest.split()[2])
        return state["disconnected", question["name"]]

    def check_question(self, question, units, k, lost):
        minimal = {m for m in lost if not any(m[:i] + m[i + 1:] in lost for i in range(len(m)))}
        lost_sets = [sum(len(m) == j for m in lost) for j in range(k + 1)]
        record(self, f"sets of 0 to {k} units that are a loss of {question['name']}", "every set, with networkx",
               ", ".join(map(str, lost_sets)), ", ".join(map(str, question["lost_sets"])), 0, question["lost_sets"] == lost_sets)
        self.assertEqual(question["lost_sets"], lost_sets)
        self.assertEqual(question["minimal_cuts"], [sum(len(m) == j for m in minimal) for j in range(k + 1)])
        self.assertEqual([tuple(cut) for cut in question["cuts"]],
                         [tuple(units[u][0] for u in m) for m in sorted(minimal, key=lambda m: (len(m), m))])
        smallest = question["smallest_cut"]
        self.assertTrue(smallest["proven"])
        if minimal:
            self.assertEqual(smallest["size"], min(map(len, minimal)))
            self.assertGreaterEqual(len(question["greedy_cut"]), smallest["size"])
        elif smallest["exists"]:
            self.assertGreater(smallest["size"], k)

    def check_worst(self, enumerated, units, intact, states):
        def damage(state):
            lost = sum(state[q] for q in state if q[0] == "disconnected")
            return (lost, *(sum(intact[q] - state[q] for q in state if q[0] == kind) for kind in ("systems", "gbps")))

        # Most damage first; of equal sets the one that comes first in colexicographic order.
        ranked = sorted(states, key=lambda m: (*(-d for d in damage(states[m])), m[::-1]))
        expected = [(tuple(units[u][0] for u in m), damage(states[m])) for m in ranked if any(damage(states[m]))][:25]
        found = [(tuple(row["units"]), (row["outcomes_lost"], row["systems_lost"], round(1000 * row["tbps_lost"])))
                 for row in enumerated["worst"]]
        self.assertEqual(found, expected)

    def test_two_systems(self):
        self.compare("two-systems")

    def test_festoon(self):
        self.compare("festoon")

    def test_korea_detour(self):
        self.compare("korea-detour")

    def test_parallel(self):
        self.compare("parallel")

    def refuse(self, scenario, *words):
        experiment = self.copy_dataset("two-systems") / "experiment.toml"
        experiment.write_text(experiment.read_text(encoding="utf-8") + scenario, encoding="utf-8")
        for command in ("validate", "run"):
            done = kaitei(command, experiment, cwd=self.folder)
            self.assertEqual(done.returncode, 2, done.stderr)
            for word in words:
                self.assertIn(word, done.stderr)

    def test_what_cannot_be_counted_is_refused(self):
        scenario = '\n[[scenario]]\nname = "x"\nkind = "n-minus-k"\n'
        self.refuse(scenario + 'units = ["cables"]\nfailures = 9\n', "9 of 2 cables", "lower its failures")

    def test_groups_that_are_not_there_are_refused(self):
        scenario = '\n[[scenario]]\nname = "x"\nkind = "n-minus-k"\n'
        self.refuse(scenario + 'units = ["groups"]\n', 'has "groups"', "add [groups]")

    def test_a_group_of_unknown_elements_is_refused(self):
        self.refuse('\n[groups]\nx = ["segment:long-9"]\n', "segment:long-9", "did you mean", "segment:long-")


if __name__ == "__main__":
    unittest.main()
