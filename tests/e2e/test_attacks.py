"""Scenarios in which someone chooses, or elements fail together: shards agree, and what cannot be meant is refused."""

import unittest

from kaitei_e2e import kaitei, require

require("networkx", "h5py")

from attack_scenarios import BUYER, CABLES, SINGLE, Attacks  # noqa: E402


class Shared(Attacks):
    def test_shards_agree_and_merge(self):
        experiment = self.experiment_with("two-systems", SINGLE + CABLES + BUYER)
        for i in range(2):
            self.run_ok("run", experiment, "--trials", "8000", "--shard", f"{i}/2", "-o", "s.h5", "--quiet")
        self.run_ok("merge", "s.shard-0-of-2.h5", "s.shard-1-of-2.h5", "-o", "merged.h5")
        self.assertIn("random orders", self.run_ok("inspect", "merged.h5").stdout)

    def refuse(self, scenario, *words):
        experiment = self.copy_dataset("parallel") / "experiment.toml"
        experiment.write_text(experiment.read_text(encoding="utf-8") + '\n[[scenario]]\nname = "x"\n' + scenario, encoding="utf-8")
        done = kaitei("validate", experiment, cwd=self.folder)
        self.assertEqual(done.returncode, 2, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_no_units(self):
        self.refuse('kind = "attack-sequence"\nunits = ["links"]\n', 'scenario "x" has no units')

    def test_traffic_without_people(self):
        self.refuse('kind = "attack-sequence"\nunits = ["stations"]\norders = ["degree", "traffic"]\n', "experiment.toml:",
                    'scenario "x" has the order "traffic"', "fewer than two nodes have a population")

    def test_a_negative_cost(self):
        self.refuse('kind = "attacker"\ncost_deep = -1\n', "experiment.toml:", "cost_deep is -1")

    def test_a_probability_above_one(self):
        self.refuse('kind = "common-cause"\nshocks = { "station:x" = 1.5 }\n', "experiment.toml:", "shocks.station:x is 1.5")

    def test_a_shock_on_nothing(self):
        self.refuse('kind = "common-cause"\nshocks = { "cable:nothing" = 0.5 }\n', "experiment.toml:", 'set "cable:nothing"')

    def test_no_shocks(self):
        self.refuse('kind = "common-cause"\n', "experiment.toml:", "has no shocks")

    def test_a_station_that_is_not_there(self):
        self.refuse('kind = "blackout"\nstations = ["atlantis"]\n', "experiment.toml:", 'landing station "atlantis"')

    def test_a_mixture_of_itself(self):
        self.refuse('kind = "mixture"\nweights = { x = 1 }\n', "experiment.toml:", 'names "x"', "before this one")

    def test_together_with_what_draws_nothing(self):
        self.refuse('kind = "n-minus-k"\nfailures = 1\n[[scenario]]\nname = "y"\nkind = "together"\nof = ["x"]\n',
                    "experiment.toml:", 'of kind "n-minus-k"')

    def test_a_key_of_another_kind(self):
        self.refuse('kind = "copula"\nevents = 2\n', "experiment.toml:", "events has no use")


if __name__ == "__main__":
    unittest.main()
