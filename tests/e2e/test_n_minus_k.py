"""The scenario n-minus-k against every set of units looked at with networkx, on small networks."""

import json
import unittest

from kaitei_e2e import DATASETS, require

require("networkx", "h5py")

import h5py  # noqa: E402

from attack_scenarios import OnThreeNetworks  # noqa: E402
from enumeration import States, units_of  # noqa: E402
from sets_of_losses import SetsOfLosses  # noqa: E402

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


class NMinusK(OnThreeNetworks, SetsOfLosses):
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

    def test_korea_detour(self):
        self.compare("korea-detour")

    def test_what_cannot_be_counted_is_refused(self):
        scenario = '\n[[scenario]]\nname = "x"\nkind = "n-minus-k"\n'
        self.refuse(scenario + 'units = ["cables"]\nfailures = 9\n', "experiment.toml:", "9 of 2 cables", "lower its failures")

    def test_groups_that_are_not_there_are_refused(self):
        scenario = '\n[[scenario]]\nname = "x"\nkind = "n-minus-k"\n'
        self.refuse(scenario + 'units = ["groups"]\n', 'has "groups"', "add [groups]")

    def test_a_group_of_unknown_elements_is_refused(self):
        self.refuse('\n[groups]\nx = ["segment:long-9"]\n', "segment:long-9", "did you mean", "segment:long-")


if __name__ == "__main__":
    unittest.main()
