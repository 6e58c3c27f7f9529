"""Attack sequences and the cheapest attack against networkx and every set of units, on small networks."""

import itertools
import json
import unittest

from kaitei_e2e import DATASETS, Scratch, kaitei, require

require("networkx", "h5py")

import h5py  # noqa: E402
import networkx  # noqa: E402

from test_n_minus_k import States, units_of  # noqa: E402

SCENARIOS = """
[[scenario]]
name = "single"
kind = "attack-sequence"
units = ["stations", "segments", "links"]
orders = ["degree", "betweenness", "capacity", "importance"]
random_orders = 50

[[scenario]]
name = "cables"
kind = "attack-sequence"
units = ["cables"]
orders = ["degree", "betweenness", "capacity"]
random_orders = 50

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


class Attacks(Scratch):
    def run_with(self, name, scenarios):
        experiment = self.copy_dataset(name) / "experiment.toml"
        experiment.write_text(experiment.read_text(encoding="utf-8") + scenarios, encoding="utf-8")
        run = self.run_ok("run", experiment, "--json", "--quiet", "-o", "out.h5", "--set", "run.trials=20000")
        self.assertEqual(json.loads(self.run_ok("inspect", "out.h5", "--json").stdout)["scenarios"],
                         json.loads(run.stdout)["scenarios"])
        return json.loads(run.stdout)

    def compare(self, name):
        self.states = States(DATASETS / name / "experiment.toml")
        single, cables, buyer = self.run_with(name, SCENARIOS)["scenarios"]
        self.check_sequences(single, units_of(self.states, ["stations", "segments", "links"], {}))
        self.check_sequences(cables, units_of(self.states, ["cables"], {}))
        self.check_attacker(buyer, units_of(self.states, ["segments", "stations", "links"], {}))

    # What stands, by networkx.

    def edges(self, failed):
        """{edge: (from, to, Gbit/s)} of the routes and links that are up."""
        up = {id: (route["from"], route["to"], round(1000 * (route["capacity_tbps"] or 0)))
              for id, route in self.states.routes.items() if self.states.route_up(route, failed)}
        for id, link in self.states.network.links.items():
            if self.states.link_up(id, link, failed):
                up["link:" + id] = (link["from"], link["to"], round(1000 * float(link.get("capacity_tbps") or 0)))
        return up

    def scores(self, by, units, removed):
        failed = set().union(*(units[u][1] for u in removed))
        up = self.edges(failed)
        taken = {u: [edge for edge in up if edge not in self.edges(failed | set(units[u][1]))]
                 for u in range(len(units)) if u not in removed}
        if by == "degree":
            return {u: len(edges) for u, edges in taken.items()}
        if by == "capacity":
            return {u: sum(up[edge][2] for edge in edges) for u, edges in taken.items()}
        graph, parallel = networkx.Graph(), {}
        graph.add_nodes_from(self.states.network.nodes)
        for edge, (a, b, _) in up.items():
            if a != b:
                graph.add_edge(a, b)
                parallel.setdefault(frozenset((a, b)), []).append(edge)
        nodes = networkx.betweenness_centrality(graph, normalized=False)
        of_edge = {}
        for pair, value in networkx.edge_betweenness_centrality(graph, normalized=False).items():
            same = parallel[frozenset(pair)]
            of_edge.update((edge, value / len(same)) for edge in same)
        return {u: nodes[units[u][0].removeprefix("station:")] if units[u][0].startswith("station:")
                else sum(of_edge[edge] for edge in edges) for u, edges in taken.items()}

    @staticmethod
    def foremost(scores):
        return sorted(scores, key=lambda u: (-round(1e6 * scores[u]), u))

    def order(self, name, units):
        by, _, recomputed = name.partition(", ")
        if not recomputed:
            return self.foremost(self.scores(by, units, []))
        removed = []
        while len(removed) < len(units):
            removed.append(self.foremost(self.scores(by, units, removed))[0])
        return removed

    def check_sequences(self, found, units):
        self.assertEqual(found["units"], [id for id, _ in units])
        for sequence in found["sequences"]:
            with self.subTest(order=sequence["order"]):
                order = [found["units"].index(unit) for unit in sequence["removed"]]
                self.assertEqual(sorted(order), list(range(len(units))))
                if sequence["order"] != "importance":
                    self.assertEqual(order, self.order(sequence["order"], units))
                self.check_course(sequence, order, units, found["nodes"])
        largest = [row["mean"] for row in found["random"]["largest_component"]]
        self.assertAlmostEqual(found["random"]["robustness"]["mean"], sum(largest[1:]) / len(units) / found["nodes"])
        self.assertEqual(largest[-1], found["sequences"][0]["largest_component"][-1])

    def check_course(self, sequence, order, units, nodes):
        course = [self.states.state(set().union(*(units[u][1] for u in order[:step]))) for step in range(len(order) + 1)]
        self.assertEqual(sequence["largest_component"], [state["largest_component"] for state in course])
        self.assertAlmostEqual(sequence["robustness"], sum(s["largest_component"] for s in course[1:]) / len(order) / nodes)
        for outcome, after in sequence["disconnected_after"].items():
            self.assertEqual(after, next((s for s, state in enumerate(course) if state["disconnected", outcome]), None))
        for outcome, systems in sequence["systems_joining"].items():
            self.assertEqual(systems, [state["systems", outcome] for state in course])

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

    def test_two_systems(self):
        self.compare("two-systems")

    def test_festoon(self):
        self.compare("festoon")

    def test_parallel(self):
        self.compare("parallel")

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

    def test_shards_agree_and_merge(self):
        experiment = self.copy_dataset("two-systems") / "experiment.toml"
        experiment.write_text(experiment.read_text(encoding="utf-8") + SCENARIOS, encoding="utf-8")
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
