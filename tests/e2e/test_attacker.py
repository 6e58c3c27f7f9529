"""The cheapest attack against every set of units, on small networks, and its prices."""

import itertools
import unittest

from kaitei_e2e import DATASETS, require

require("networkx", "h5py")

import h5py  # noqa: E402

from attack_scenarios import BUYER, PRICES, Attacks, OnThreeNetworks  # noqa: E402
from enumeration import States, units_of  # noqa: E402


class Attacker(OnThreeNetworks, Attacks):
    def compare(self, name):
        self.states = States(DATASETS / name / "experiment.toml")
        (buyer,) = self.run_with(name, BUYER)["scenarios"]
        self.check_attacker(buyer, units_of(self.states, ["segments", "stations", "links"], {}))

    def check_attacker(self, found, units):
        prices = [PRICES[id.partition(":")[0]] for id, _ in units]
        self.assertEqual(found["prices"], prices)
        answers = {}
        for size in range(len(units) + 1):
            for members in itertools.combinations(range(len(units)), size):
                cost = sum(prices[u] for u in members)
                if cost <= 12:
                    answers[members] = (cost, self.states.state(set().union(*(units[u][1] for u in members))))
        for question in found["questions"]:
            outcome, _, rest = question["name"].partition("/")
            def lost(state):
                if rest == "no system left":
                    return state["systems", outcome] == 0
                if rest.startswith("fewer than"):
                    return state["systems", outcome] < int(rest.split()[2])
                return state["disconnected", question["name"]]
            least = min((cost for cost, state in answers.values() if lost(state)), default=None)
            with self.subTest(question=question["name"]):
                if least is None:
                    self.assertTrue(question["cheapest"] is None or question["cheapest"]["cost"] > 12)
                    continue
                cheapest = question["cheapest"]
                self.assertEqual((cheapest["cost"], cheapest["lower_bound"], cheapest["proven"]), (least, least, True))
                members = tuple(sorted(found["units"].index(unit) for unit in cheapest["units"]))
                self.assertEqual(answers[members][0], least)
                self.assertTrue(lost(answers[members][1]))
                self.assertGreaterEqual(question["greedy"]["cost"], least)
                self.assertEqual(question["within_budget"], least <= 4)
                if least > 4:
                    self.assertEqual(question["random_in_budget"]["events"], 0)

    def test_prices_by_depth_distance_and_guards(self):
        scenario = """
[[scenario]]
name = "sailor"
kind = "attacker"
units = ["segments", "stations"]
distance_doubling_km = 100
home_longitude = 120.8
home_latitude = 22.0
guarded_factor = 3
west = 125
east = 150
south = 0
north = 60
"""
        found = self.run_with("two-systems", scenario)["scenarios"][0]
        prices = dict(zip(found["units"], found["prices"]))
        self.assertEqual(prices["segment:short-1"], 1)   # begins at home
        self.assertEqual(prices["station:tw-b"], 3)
        self.assertAlmostEqual(prices["segment:long-1"], 1 + 348.8 / 100, delta=0.02)   # tw-a, by the haversine
        self.assertGreater(prices["station:jp-b"], 3 * 3 * (1 + 2300 / 100))
        with h5py.File(self.folder / "out.h5") as file:
            self.assertEqual(file["scenarios/sailor/unit_price"].attrs["role"], "exact")


if __name__ == "__main__":
    unittest.main()
