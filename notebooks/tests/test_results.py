"""Opening and joining results: the numbers are those that kaitei itself prints."""

import json
import pathlib
import tempfile
import unittest

from kaitei_e2e import DATASETS, Scratch, kaitei, require

require("numpy", "pandas", "scipy", "h5py", "xarray", "h5netcdf", "matplotlib")

import numpy  # noqa: E402
import scipy.stats  # noqa: E402

import kaitei_results as kr  # noqa: E402
from kaitei_results.frames import clopper_pearson  # noqa: E402

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
FEW = ("--trials", "20000", "--set", "outcomes.per_trial=true")


class AsInspectPrints(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="kaitei-results-")
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name) / "result.h5"
        kaitei("run", EXPERIMENT, *FEW, "--quiet", "-o", cls.path)
        cls.printed = json.loads(kaitei("inspect", cls.path, "--json").stdout)
        cls.result = kr.open_result(cls.path)

    def test_connectivity(self):
        frame = kr.connectivity_frame(self.result)
        self.assertEqual(list(frame.index), [row["name"] for row in self.printed["connectivity"]])
        for printed, (_, row) in zip(self.printed["connectivity"], frame.iterrows()):
            said = printed["disconnected"]
            self.assertEqual((row["events"], row["trials"]), (said["events"], said["trials"]))
            numpy.testing.assert_array_equal(row[["lower", "upper"]].astype(float), said["interval"])
            if said["upper_bound_only"]:
                self.assertTrue(numpy.isnan(row["probability"]), "zero events are no estimate of zero")
            else:
                self.assertEqual(row["probability"], said["probability"])
                numpy.testing.assert_array_equal(row["standard_error"], said["standard_error"] or numpy.nan)  # none where all agree

    def test_in_words(self):
        frame = kr.connectivity_frame(self.result)
        seen, never = frame[frame["events"] > 0].iloc[0].copy(), frame.iloc[0].copy()
        seen[["probability", "lower", "upper"]] = 0.0966, 0.09472, 0.1001
        self.assertEqual(kr.in_words(seen, self.result), "0.0966 (95 % interval 0.0947 to 0.1)")
        seen[["probability", "lower", "upper"]] = 0.00123, 0.000987, 0.00152
        self.assertEqual(kr.in_words(seen, self.result), "1.23e-03 (95 % interval 9.87e-04 to 1.52e-03)")
        never["events"], never["upper"] = 0, 1.8444e-4
        self.assertEqual(kr.in_words(never, self.result), "below 1.8e-04 (none in 20,000 trials, 95 % bound)")

    def test_importance(self):
        checked = 0
        for printed in self.printed["connectivity"]:
            frame = kr.importance_frame(self.result, printed["name"])
            for said in printed["important_elements"]:
                row = frame.loc[said["element"]]
                self.assertEqual(row["importance"], said["birnbaum_importance"]["value"])
                numpy.testing.assert_array_equal(row[["lower", "upper"]].astype(float), said["birnbaum_importance"]["interval"])
                checked += 1
        self.assertGreater(checked, 10)

    def test_joining(self):
        frame = kr.joining_frame(self.result)
        for said in self.printed["joining"]:
            self.assertEqual(frame.loc[said["name"], "systems"], said["systems_joining"]["mean"])
            numpy.testing.assert_array_equal(frame.loc[said["name"], ["lower", "upper"]].astype(float), said["systems_joining"]["interval"])

    def test_systems_left_add_up_and_agree_with_fewer_than(self):
        frame = kr.systems_frame(self.result, "taiwan-japan")
        self.assertEqual(frame["events"].sum(), 20000)
        fewer = self.result["fewer_systems_probability"].sel(joining="taiwan-japan", fewer_than=1)
        self.assertEqual(frame.loc[0, "probability"], float(fewer))
        lower = self.result["fewer_systems_lower"].sel(joining="taiwan-japan", fewer_than=1)
        self.assertAlmostEqual(frame.loc[0, "lower"], float(lower), delta=1e-12)

    def test_capacity(self):
        frame = kr.capacity_frame(self.result, "taiwan-japan")
        self.assertEqual(frame.index[0], 0)
        self.assertEqual(frame["probability"].iloc[0], 1)
        self.assertTrue((frame["probability"].diff().dropna() <= 0).all())
        self.assertTrue(((frame["lower"] <= frame["probability"]) & (frame["probability"] <= frame["upper"])).all())

    def test_bits_are_the_trials(self):
        bits = kr.open_per_trial(self.path)
        self.assertEqual(bits.sizes["trial"], 20000)
        numpy.testing.assert_array_equal(bits.sum("trial"), self.result["disconnected_count"])

    def test_provenance(self):
        found = kr.open_provenance(self.path)
        self.assertLessEqual({"run.trials=20000", "outcomes.per_trial=true"}, set(found["override"]))
        self.assertIn('name = "korea-detour"', found["resolved_experiment"])
        self.assertEqual(found["seed"], 20250103)

    def test_network(self):
        network = kr.open_network(self.path)
        self.assertIsInstance(network, kr.Network)
        self.assertEqual(network.nodes.loc["tw", "country"], "Taiwan")
        self.assertEqual(network.nodes.loc["tw", "kind"], "station")
        self.assertEqual(tuple(network.segments.loc["pac-w", ["system", "from", "to"]]), ("pac-west", "tw", "us"))
        numpy.testing.assert_array_equal(network.lines["pac-w"][0], network.nodes.loc["tw", ["longitude", "latitude"]].astype(float))
        self.assertEqual(network.terminals["taiwan"], ["taipei", "tw"])
        self.assertEqual(network.elements.loc["feed:pac-west:b", "subject"], "pac-west")


class SetsOfLosses(Scratch):
    SCENARIO = """
[[scenario]]
name = "pairs"
kind = "n-minus-k"
failures = 2
units = ["cables", "stations"]
"""

    def setUp(self):
        super().setUp()
        experiment = self.copy_dataset("korea-detour") / "experiment.toml"
        experiment.write_text(experiment.read_text() + self.SCENARIO)
        self.path = self.simulate(experiment, "--trials", "1000")
        self.printed = json.loads(self.run_ok("inspect", self.path, "--json").stdout)["scenarios"][0]["questions"]
        self.scenario = kr.open_scenario(self.path, "pairs")

    def test_losses(self):
        frame = kr.losses_frame(self.scenario)
        self.assertEqual(list(frame.index), [said["name"] for said in self.printed])
        for said in self.printed:
            row = frame.loc[said["name"]]
            self.assertEqual((row["smallest"], row["proven"], row["greedy"], row["share"]),
                             (said["smallest_cut"]["size"], said["smallest_cut"]["proven"], len(said["greedy_cut"]), said["lost_share"][-1]))

    def test_cut_ranking_counts_the_listed_cuts(self):
        for said in self.printed:
            frame = kr.cut_ranking_frame(self.scenario, said["name"])
            listed = [unit for cut in said["cuts"] for unit in cut]
            self.assertEqual(dict(frame["total"]), {unit: listed.count(unit) for unit in listed})

    def test_a_scenario_that_is_not_there(self):
        with self.assertRaisesRegex(KeyError, "its scenarios: pairs"):
            kr.open_scenario(self.path, "triples")

    def test_a_question_and_an_outcome_that_are_not_there(self):
        with self.assertRaisesRegex(KeyError, f'there is no question "x" .the file has {self.printed[0]["name"]}'):
            kr.plot_attack(self.scenario, ["x"])
        with self.assertRaisesRegex(KeyError, 'there is no connectivity "taiwan-japan" .the file has taiwan-japan/direct, '):
            kr.importance_frame(kr.open_result(self.path), "taiwan-japan")


class Joined(Scratch):
    def test_concat_labels_the_sweep(self):
        paths = [self.simulate(EXPERIMENT, *FEW, "--set", f'failure.probabilities."segment:tj-1"={p}', output=f"{p}.h5")
                 for p in (0.05, 0.5)]
        both = kr.concat(paths, "p_tj", [0.05, 0.5])
        self.assertEqual(both["disconnected_count"].dims, ("p_tj", "connectivity"))
        for p, path in zip((0.05, 0.5), paths):
            alone = kr.open_result(path)["disconnected_count"]
            numpy.testing.assert_array_equal(both["disconnected_count"].sel(p_tj=p), alone)
        with self.assertRaisesRegex(ValueError, "as many values as results"):
            kr.concat(paths, "p_tj", [1])

    def compared(self, *arguments):
        first = self.simulate(EXPERIMENT, *FEW, output="first.h5")
        second = self.simulate(EXPERIMENT, *FEW, *arguments, output="second.h5")
        return kr.compare(first, second), first, second

    def test_compare_is_what_the_bits_say(self):
        table, first, second = self.compared("--set", 'failure.probabilities."segment:tj-1"=0.5')
        a, b = (kr.open_per_trial(path).values for path in (first, second))
        self.assertTrue(table["paired"].all())
        numpy.testing.assert_array_equal(table["gained"], (a & ~b).sum(axis=1))
        numpy.testing.assert_array_equal(table["lost"], (b & ~a).sum(axis=1))
        self.assertGreater(table["lost"].sum(), 100)
        self.assertEqual(table["gained"].sum(), 0, "the same draws: a larger probability only adds failures")
        self.assertTrue(((table["lower"] <= table["difference"]) & (table["difference"] <= table["upper"])).all())

    def test_other_seeds_are_not_paired(self):
        table, *_ = self.compared("--seed", "9")
        self.assertFalse(table["paired"].any())
        self.assertTrue(((table["lower"] <= table["difference"]) & (table["difference"] <= table["upper"])).all())

    def test_intervals_of_a_comparison(self):
        """Two proportions at half the error each, from scipy's Beta quantiles: of the trials, or of those that changed sides."""
        for change in (("--set", 'failure.probabilities."segment:tj-1"=0.5'), ("--seed", "9")):
            table, first, second = self.compared(*change)
            a, b = kr.open_result(first), kr.open_result(second)
            self.assertEqual(list(table.index), list(a["connectivity"].values))
            for name, row in table.iterrows():
                p, q = (int(d["disconnected_count"].sel(connectivity=name)) for d in (a, b))
                self.assertAlmostEqual(row["difference"], (q - p) / 20000, delta=1e-12)
                of_p, of_q = (clopper_pearson(k, 20000, 0.975) for k in ((row["gained"], row["lost"]) if row["paired"] else (p, q)))
                numpy.testing.assert_allclose([row["lower"], row["upper"]], [of_q[0] - of_p[1], of_q[1] - of_p[0]], rtol=1e-9, atol=1e-12)

    def test_differences_of_joining_outcomes(self):
        """Means by their normal intervals, proportions by scipy's, each at half the error."""
        _, first, second = self.compared("--set", 'failure.probabilities."segment:tj-1"=0.5')
        a, b = kr.open_result(first), kr.open_result(second)
        table = kr.compare(first, second, of="joining")
        z, checked = scipy.stats.norm.ppf(1 - 0.025 / 2), 0
        for name in a["joining"].values:
            systems = numpy.arange(a.sizes["systems"])
            counts = [d["systems_joining_trials"].sel(joining=name).values for d in (a, b)]
            means = [(systems * n).sum() / 20000 for n in counts]
            errors = [numpy.sqrt(((systems - m) ** 2 * n).sum() / 19999 / 20000) for m, n in zip(means, counts)]
            row = table.loc[(name, "systems")]
            self.assertAlmostEqual(row["difference"], means[1] - means[0], delta=1e-12)
            if min(errors) > 0:
                numpy.testing.assert_allclose([row["lower"], row["upper"]], means[1] - means[0] + numpy.array([-z, z]) * sum(errors), rtol=1e-9)
                checked += 1
            for quantity in table.loc[name].index.drop(["systems", "capacity_tbps"], errors="ignore"):
                limit = int(quantity.removeprefix("fewer than "))
                p, q = (clopper_pearson(int(n[:limit].sum()), 20000, 0.975) for n in counts)
                row = table.loc[(name, quantity)]
                self.assertAlmostEqual(row["difference"], (counts[1][:limit].sum() - counts[0][:limit].sum()) / 20000, delta=1e-12)
                numpy.testing.assert_allclose([row["lower"], row["upper"]], [q[0] - p[1], q[1] - p[0]], rtol=1e-9, atol=1e-12)
                checked += 1
        self.assertGreater(checked, 1)
        with self.assertRaisesRegex(ValueError, '"connectivity" or "joining"'):
            kr.compare(first, second, of="paths")

    def test_what_cannot_be_compared(self):
        with self.assertRaisesRegex(kr.RunFailed, "confidence level") as caught:
            self.compared("--set", "run.confidence_level=0.9")
        self.assertEqual(caught.exception.exit_code, 2)


class Refused(Scratch):
    def test_a_changed_byte(self):
        path = self.simulate(EXPERIMENT, *FEW)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        with self.assertRaisesRegex(kr.DamagedFile, "is damaged"):
            kr.open_result(path)

    def test_a_file_cut_off(self):
        path = self.simulate(EXPERIMENT, *FEW)
        path.write_bytes(path.read_bytes()[:-1000])
        for opened in (kr.open_result, kr.open_network, kr.open_per_trial, kr.open_provenance):
            with self.assertRaisesRegex(kr.DamagedFile, "cut off"):
                opened(path)

    def test_no_bits_were_kept(self):
        path = self.simulate(EXPERIMENT, "--trials", "1000")
        with self.assertRaisesRegex(KeyError, "outcomes.per_trial = true"):
            kr.open_per_trial(path)


if __name__ == "__main__":
    unittest.main()
