"""What the scenario n-minus-k finds against every set of units looked at with networkx."""

import itertools

from agreement import record
from kaitei_e2e import Scratch, kaitei


class SetsOfLosses(Scratch):
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
        if rest == "no system left":
            return state["systems", outcome] == 0
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

    def refuse(self, scenario, *words):
        experiment = self.copy_dataset("two-systems") / "experiment.toml"
        experiment.write_text(experiment.read_text(encoding="utf-8") + scenario, encoding="utf-8")
        for command in ("validate", "run"):
            done = kaitei(command, experiment, cwd=self.folder)
            self.assertEqual(done.returncode, 2, done.stderr)
            for word in words:
                self.assertIn(word, done.stderr)
