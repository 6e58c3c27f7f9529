"""kaitei against a second implementation that visits every failure state of a small network.

Each data set is simulated once with the seed in its experiment file (fixed when it was written, never picked again);
every count, histogram, mean and importance must lie within 5.5 standard errors of the exact value (agreement.py).
"""

import unittest

from kaitei_e2e import DATASETS, Scratch, require

require("numpy", "h5py", "networkx")

import h5py  # noqa: E402
import numpy  # noqa: E402

from agreement import STANDARD_ERRORS, check_distribution, check_mean, check_proportion, too_far  # noqa: E402
from enumeration import Exact  # noqa: E402

FEWEST_JOINT_EVENTS = 100  # below, the normal standard error of an importance says little; its counts are checked


def texts(table):
    return [text.decode() for text in table[()]]


class BruteForce(Scratch):
    def compare(self, name, **overrides):
        """overrides: keys of the experiment as section__key, for kaitei and for the enumeration alike."""
        experiment = DATASETS / name / "experiment.toml"
        sets = [word for key, value in overrides.items() for word in ("--set", f"{key.replace('__', '.')}={str(value).lower()}")]
        self.exact = Exact(experiment, **overrides)
        with h5py.File(self.simulate(experiment, *sets)) as self.file:
            self.trials = int(self.file.attrs["trials"])
            self.check_edges()
            self.check_elements()
            self.check_connectivity()
            self.check_joining()
            self.check_counts()

    def row(self, names, *place):
        return [self.file[name][place] for name in names]

    def check_edges(self):
        edges = {id: route["capacity_tbps"] for id, route in self.exact.routes.items()}
        edges |= {"link:" + id: None for id in self.exact.network.links}
        priors = {id: route["prior"] for id, route in self.exact.routes.items()}
        for prior in self.exact.experiment.get("capacity_prior", []):
            for id, link in self.exact.network.links.items():
                if link["kind"] == prior.get("of"):
                    edges["link:" + id], priors["link:" + id] = prior["tbps"], prior["name"]
        found = dict(zip(texts(self.file["network/edge"]), self.file["network/edge_capacity"]))
        self.assertEqual({id: None if numpy.isnan(tbps) else tbps for id, tbps in found.items()}, edges)
        named = dict(zip(texts(self.file["network/edge"]), texts(self.file["network/edge_capacity_prior"])))
        self.assertEqual(named, {id: priors.get(id, "") for id in edges})

    def check_elements(self):
        self.elements = texts(self.file["element"])
        self.assertEqual(sorted(self.elements), sorted(self.exact.probability))
        for element, p, count in zip(self.elements, self.file["element_probability"], self.file["element_failed_count"]):
            self.assertAlmostEqual(p, self.exact.probability[element], delta=1e-12 * p, msg=element)
            self.assertFalse(too_far(int(count), self.trials, p), f"{element}: failed {count} of {self.trials}")

    def check_connectivity(self):
        names = texts(self.file["connectivity"])
        self.assertEqual(names, [question[1] for question in self.exact.distribution if question[0] == "disconnected"])
        columns = ["disconnected_" + c for c in ("count", "probability", "standard_error", "lower", "upper")]
        for c, name in enumerate(names):
            exact = self.exact.distribution["disconnected", name].get(True, 0)
            check_proportion(self, self.row(columns, c), self.trials, exact, f"P(disconnected), {name}")
            for e, element in enumerate(self.elements):
                with self.subTest(outcome=name, element=element):
                    self.check_importance(c, e, name, element, exact)

    def check_importance(self, c, e, name, element, disconnected):
        failed = self.exact.probability[element]
        joint = self.exact.joint[name].get(element, 0)
        count = int(self.file["failed_and_disconnected_count"][c, e])
        self.assertFalse(too_far(count, self.trials, joint), f"joint {count} of {self.trials}, exactly {joint}")
        if count < FEWEST_JOINT_EVENTS or failed == 1:
            return
        birnbaum = joint / failed - (disconnected - joint) / (1 - failed)
        for table, exact in (("birnbaum_importance", birnbaum), ("conditional_failure", joint / disconnected)):
            value, error, lower, upper = self.row([table + c for c in ("", "_standard_error", "_lower", "_upper")], c, e)
            # An importance is never negative, so its interval is cut at 0; its unbiased estimate may lie below.
            self.assertTrue(0 <= lower <= max(value, 0) <= upper, f"{table}: {value} outside {lower} to {upper}")
            if numpy.isnan(error):  # every trial with the one has the other
                self.assertAlmostEqual(value, exact, delta=1e-3, msg=table)
            else:
                self.assertLess(abs(value - exact), STANDARD_ERRORS * error, f"{table}: {value} ± {error}, exactly {exact}")

    def check_joining(self):
        limits = list(self.file["fewer_than"])
        asked = {outcome["name"]: outcome.get("fewer_than", [1]) for outcome in self.exact.experiment["joining"]}
        for j, name in enumerate(texts(self.file["joining"])):
            systems = self.exact.distribution["systems", name]
            check_distribution(self, self.file["systems_joining_trials"][j], self.trials, systems, f"{name}: systems")
            check_mean(self, self.row(["systems_joining_" + c for c in ("mean", "standard_error", "lower", "upper")], j),
                       self.trials, systems, f"{name}: mean systems")
            columns = ["fewer_systems_" + c for c in ("count", "probability", "standard_error", "lower", "upper")]
            for m in asked[name]:
                exact = sum(p for number, p in systems.items() if number < m)
                check_proportion(self, self.row(columns, j, limits.index(m)), self.trials, exact, f"P({'no system left' if m == 1 else f'fewer than {m} systems'}), {name}")
            self.check_capacity(j, name)

    def check_capacity(self, j, name):
        gbps = self.exact.distribution["gbps", name]
        width = int(self.file["joining_bin_width_gbps"][j])
        bins, at_least = {}, self.file["capacity_exceedance_probability"][j]
        for value, p in gbps.items():
            bins[value // width] = bins.get(value // width, 0) + p
        check_distribution(self, self.file["capacity_trials"][j], self.trials, bins, f"{name}: capacity bin")
        total = self.exact.state(set())["gbps", name]
        self.assertEqual(int(self.file["joining_total_gbps"][j]), total, f"{name}: with nothing failed")
        if total == 0:
            self.assertTrue(numpy.isnan(self.file["capacity_mean"][j]), f"{name}: no public capacity, yet a mean")
            return
        tbps = {value / 1000: p for value, p in gbps.items()}
        check_mean(self, self.row(["capacity_" + c for c in ("mean", "standard_error", "lower", "upper")], j),
                   self.trials, tbps, f"{name}: mean capacity")
        exact = numpy.array([sum(p for b, p in bins.items() if b >= bin) for bin in range(len(at_least))])
        spread = numpy.sqrt(exact * (1 - exact).clip(0) / self.trials)
        self.assertTrue((abs(at_least - exact) <= STANDARD_ERRORS * spread + 1e-4).all(), f"{name}: exceedance")

    def check_counts(self):
        for name in ("component_count", "largest_component", "elements_failed"):
            check_distribution(self, self.file[name + "_trials"][()], self.trials, self.exact.distribution[name], name)
        sets = texts(self.file["terminal_set"])
        self.assertEqual(sorted(sets), sorted(self.exact.sets))
        columns = ["set_reach_" + c for c in ("mean", "standard_error", "lower", "upper")]
        for s, name in enumerate(sets):
            reached = self.exact.distribution["reach", name]
            check_distribution(self, self.file["set_reach_trials"][s], self.trials, reached, f"reached from {name}")
            check_mean(self, self.row(columns, s), self.trials, reached, f"mean reached from {name}")

    def test_festoon(self):
        self.compare("festoon")

    def test_korea_detour(self):
        self.compare("korea-detour")

    def test_korea_detour_with_planned_cable(self):
        self.compare("korea-detour", network__include_planned=True)

    def test_two_systems(self):
        for feeding in ("capable", "incapable"):
            with self.subTest(feeding):
                self.compare("two-systems", network__unknown_single_end_feeding=feeding)

    def test_town_of_unknown_stations_and_assumed_capacities(self):
        for stations in ("shared", "separate"):
            with self.subTest(stations):
                self.compare("town", network__unknown_stations=stations)
                self.assertEqual(sum(element.startswith("station:haven") for element in self.elements),
                                 {"shared": 1, "separate": 2}[stations])

    def test_built_routes(self):
        for bound in ("all-pairs", "trunk-only"):
            with self.subTest(bound):
                self.compare("parallel", network__fibre_routes=bound)


if __name__ == "__main__":
    unittest.main()
