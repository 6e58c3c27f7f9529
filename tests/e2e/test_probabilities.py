"""Failure probabilities from rates, lengths and depths, recomputed and compared to a relative 1e-12."""

import unittest

from kaitei_e2e import DATASETS, Scratch, require

require("numpy", "h5py")

import h5py  # noqa: E402

from dataset import read_experiment, read_network  # noqa: E402
from probabilities import element_probabilities  # noqa: E402

EXPERIMENT = DATASETS / "rates" / "experiment.toml"


class Probabilities(Scratch):
    def check(self, **overrides):
        experiment = read_experiment(EXPERIMENT, **overrides)
        expected = element_probabilities(read_network(EXPERIMENT.parent), experiment)
        sets = [word for key, value in overrides.items()
                for word in ("--set", f"{key.replace('__', '.')}={str(value).lower()}")]
        with h5py.File(self.simulate(EXPERIMENT, *sets)) as file:
            found = {id.decode(): p for id, p in zip(file["element"], file["element_probability"])}
        self.assertEqual(found.keys(), expected.keys())
        for element, p in expected.items():
            with self.subTest(element=element, **overrides):
                self.assertAlmostEqual(found[element], p, delta=1e-12 * p + 2**-64)  # p is cut off to 64 binary digits
        return found

    def test_snapshot(self):
        self.check()

    def test_window(self):
        one = self.check(failure__mode="window", failure__exposure_days=1)
        year = self.check(failure__mode="window", failure__exposure_days=365.25)
        self.assertTrue(all(0 < one[element] < year[element] for element in one if one[element] != 0.25))

    def test_rates_of_the_experiment(self):
        self.check(failure__shallow_faults_per_1000km_year=3.5, failure__slope_faults_per_1000km_year=0,
                   failure__deep_faults_per_1000km_year=1e-9, failure__segment_repair_days=400,
                   failure__station_faults_per_year=12.5, failure__feed_faults_per_year=1e-6,
                   failure__wireless_repair_days=3.25, failure__backhaul_faults_per_1000km_year=40)

    def test_unknown_depth(self):
        found = [self.check(network__unknown_depth=depth)["segment:unsurveyed"]
                 for depth in ("shallow", "slope", "deep")]
        self.assertEqual(found, sorted(found, reverse=True))


if __name__ == "__main__":
    unittest.main()
