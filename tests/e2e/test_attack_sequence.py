"""Attack sequences against networkx, and importance against every failure state, on small networks."""

import itertools
import math
import unittest
from collections import Counter

from kaitei_e2e import DATASETS, require

require("networkx", "h5py", "numpy")

import networkx  # noqa: E402
import numpy  # noqa: E402

from attack_scenarios import CABLES, PEOPLE, SINGLE, Attacks, OnThreeNetworks  # noqa: E402
from enumeration import Exact, units_of  # noqa: E402

TRIALS = 100_000


class Importance:
    """Birnbaum importance of each element, summed over the connectivity outcomes, from every failure state."""

    def __init__(self, exact):
        self.elements = [id for id, p in exact.probability.items() if 0 < p < 1]
        self.weights = [numpy.array([1 - exact.probability[id], exact.probability[id]]) for id in self.elements]
        certain = {id for id, p in exact.probability.items() if p == 1}
        lost = []
        for down in numpy.ndindex(*(2,) * len(self.elements)):
            state = exact.state(certain | {id for id, is_down in zip(self.elements, down) if is_down})
            lost.append(sum(value for question, value in state.items() if question[0] == "disconnected"))
        self.lost = numpy.array(lost, float).reshape((2,) * len(self.elements))

    def mean(self, fixed):
        """Expected outcomes disconnected, with some elements {place: 0 up or 1 failed}."""
        table = self.lost
        for place in reversed(range(len(self.elements))):
            weight = self.weights[place] if place not in fixed else numpy.eye(2)[fixed[place]]
            table = numpy.tensordot(table, weight, axes=([place], [0]))
        return float(table)

    def of(self, element, removed):
        if element not in self.elements:  # it never fails in the trials
            return 0.0
        fixed = {self.elements.index(id): 1 for id in removed if id in self.elements}
        place = self.elements.index(element)
        return self.mean(fixed | {place: 1}) - self.mean(fixed | {place: 0})


class AttackSequence(OnThreeNetworks, Attacks):
    def compare(self, name):
        self.states = Exact(DATASETS / name / "experiment.toml")
        self.people = PEOPLE[name]
        single, cables = self.run_with(name, SINGLE + CABLES, TRIALS)["scenarios"]
        units = units_of(self.states, ["stations", "segments", "links"], {})
        self.check_sequences(single, units)
        self.check_sequences(cables, units_of(self.states, ["cables"], {}))
        self.check_importance({s["order"]: s["removed"] for s in single["sequences"]}, [id for id, _ in units])

    def check_importance(self, orders, units):
        """Whatever comes first has the greatest importance, but for the sampling error of the two compared."""
        importance = Importance(self.states)
        outcomes = sum(question[0] == "disconnected" for question in self.states.state(set()))

        def error(element):
            p = self.states.probability[element]
            return outcomes * 0.5 / math.sqrt(TRIALS * min(p, 1 - p)) if 0 < p < 1 else 0

        for name, recomputed in (("importance", False), ("importance, recomputed", True)):
            order = orders[name]
            self.assertEqual(sorted(order), sorted(units))
            for step, chosen in enumerate(order):
                removed = order[:step]
                now = {unit: importance.of(unit, removed if recomputed else []) for unit in order[step:]}
                for unit, value in now.items():
                    self.assertGreater(now[chosen] - value, -5 * (error(chosen) + error(unit)) - 1e-9, f"{name}, step {step}: {unit}")
        self.assertNotEqual(orders["importance"], orders["importance, recomputed"])
        self.assertNotEqual(orders["traffic"], orders["betweenness"])

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
        graph.add_nodes_from(filter(self.states.network.ends_routes, self.states.network.nodes))
        for edge, (a, b, _) in up.items():
            if a != b:
                graph.add_edge(a, b)
                parallel.setdefault(frozenset((a, b)), []).append(edge)
        if by == "traffic":
            nodes, edges = self.traffic(graph)
        else:
            nodes = networkx.betweenness_centrality(graph, normalized=False)
            edges = networkx.edge_betweenness_centrality(graph, normalized=False)
        of_edge = {}
        for pair, value in edges.items():
            same = parallel[frozenset(pair)]
            of_edge.update((edge, value / len(same)) for edge in same)
        return {u: nodes[units[u][0].removeprefix("station:")] if units[u][0].startswith("station:")
                else sum(of_edge[edge] for edge in edges) for u, edges in taken.items()}

    def traffic(self, graph):
        """What passes each node and each edge, path by path, in units of the people that a node has in the mean."""
        mean = sum(self.people.values()) / len(graph)
        nodes, edges = Counter(), Counter({frozenset(edge): 0.0 for edge in graph.edges})
        for (a, of_a), (b, of_b) in itertools.combinations(self.people.items(), 2):
            paths = list(networkx.all_shortest_paths(graph, a, b)) if networkx.has_path(graph, a, b) else []
            for path in paths:
                share = of_a / mean * of_b / mean / len(paths)
                nodes.update(dict.fromkeys(path[1:-1], share))
                edges.update({frozenset(edge): share for edge in itertools.pairwise(path)})
        return nodes, edges

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
                if not sequence["order"].startswith("importance"):
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


if __name__ == "__main__":
    unittest.main()
