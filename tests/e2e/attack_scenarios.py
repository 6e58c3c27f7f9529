"""Scenarios in which an attacker chooses, and running a small network with them."""

import json

from kaitei_e2e import Scratch

SINGLE = """
[[scenario]]
name = "single"
kind = "attack-sequence"
units = ["stations", "segments", "links"]
orders = ["degree", "betweenness", "capacity", "importance", "traffic"]
random_orders = 50
"""
CABLES = """
[[scenario]]
name = "cables"
kind = "attack-sequence"
units = ["cables"]
orders = ["degree", "betweenness", "capacity", "traffic"]
random_orders = 50
"""
BUYER = """
[[scenario]]
name = "buyer"
kind = "attacker"
units = ["segments", "stations", "links"]
budget = 4
cost_shallow = 2.5
cost_station = 3.25
cost_link = 1.75
random_orders = 300
"""
PRICES = {"segment": 2.5, "station": 3.25, "link": 1.75}
PEOPLE = {  # of some nodes: the others have nobody, and only carry
    "two-systems": {"taipei": 700, "tokyo": 1400, "mid": 150},
    "festoon": {"capital": 5000, "village": 30, "north": 200},
    "parallel": {"a": 31, "b": 47, "d": 11},
}


class OnThreeNetworks:
    """Tests that hold the program against `compare`, network by network."""

    def test_two_systems(self):
        self.compare("two-systems")

    def test_festoon(self):
        self.compare("festoon")

    def test_parallel(self):
        self.compare("parallel")


class Attacks(Scratch):
    def experiment_with(self, name, scenarios):
        """A copy of the experiment, with people and with these scenarios: its path."""
        folder = self.copy_dataset(name)
        rows = [f"{node},{people},made up,U" for node, people in PEOPLE[name].items()]
        (folder / "weights.csv").write_text("\n".join(["node,population,source,confidence", *rows, ""]), encoding="utf-8")
        experiment = folder / "experiment.toml"
        experiment.write_text(experiment.read_text(encoding="utf-8") + scenarios, encoding="utf-8")
        return experiment

    def run_with(self, name, scenarios, trials=20000):
        experiment = self.experiment_with(name, scenarios)
        run = self.run_ok("run", experiment, "--json", "--quiet", "-o", "out.h5", "--set", f"run.trials={trials}")
        self.assertEqual(json.loads(self.run_ok("inspect", "out.h5", "--json").stdout)["scenarios"],
                         json.loads(run.stdout)["scenarios"])
        return json.loads(run.stdout)
