"""experiments/rate_uncertainty.py: what it draws has the published total, and what it runs has what it drew."""

import subprocess
import sys
import tomllib
import unittest

from kaitei_e2e import SOURCE, Scratch, binary, require

require("numpy")

import numpy as np  # noqa: E402

sys.path.insert(0, str(SOURCE / "experiments"))

from rate_uncertainty import DEPTHS, Rates, with_rates  # noqa: E402

BASELINE = SOURCE / "experiments" / "baseline" / "experiment.toml"
DRAWS = 20_000
STANDARD_ERRORS = 5.5


class RateUncertainty(Scratch):
    def test_every_draw_keeps_the_total_and_the_means_are_those_of_the_table(self):
        rates = Rates(seed=1)
        drawn = [rates.world() for _ in range(DRAWS)]
        row = rates.rows["world", "all"]
        totals = [sum(rates.world_km[depth] * draw[depth] for depth in DEPTHS) for draw in drawn]
        for found, mean, spread in ((np.mean(totals), float(row["shape"]) / float(row["rate_1000km_year"]),
                                     float(row["shape"]) ** 0.5 / float(row["rate_1000km_year"])),):
            self.assertLess(abs(found - mean), STANDARD_ERRORS * spread / DRAWS ** 0.5)
            self.assertLess(abs(np.std(totals) / spread - 1), STANDARD_ERRORS / (2 * DRAWS) ** 0.5 * 1.1)
        for depth in DEPTHS:
            mean = float(rates.rows["world", depth]["mean_per_1000km_year"])
            self.assertLess(abs(np.mean([draw[depth] for draw in drawn]) / mean - 1), 0.05)  # scaling moves it a little
        self.assertIsNone(rates.of("no-such-region"))

    def test_a_draw_replaces_the_rates_alone(self):
        dump = self.run_ok("validate", BASELINE, "--dump").stdout
        before, after = tomllib.loads(dump), tomllib.loads(with_rates(dump, Rates(seed=1)))
        for table, changed in ((before["failure"], after["failure"]), *zip(before["rates"], after["rates"])):
            for key, value in table.items():
                differs = changed[key] != value
                self.assertEqual(differs, key.endswith("_faults_per_1000km_year") and key.split("_")[0] in DEPTHS, key)
        own = after["rates"][0]
        self.assertEqual(len({own[f"{depth}_faults_per_1000km_year"] for depth in DEPTHS}), 1)
        for key in before.keys() - {"failure", "rates"}:
            self.assertEqual(before[key], after[key])

    def test_it_prints_a_range_for_every_outcome(self):
        script = SOURCE / "experiments" / "rate_uncertainty.py"
        done = subprocess.run([sys.executable, script, binary(), BASELINE, "--draws", "3", "--trials", "2000"], check=True,
                              capture_output=True, text=True)
        self.assertIn("fewer than 9 systems taiwan-japan: ", done.stdout)
        self.assertRegex(done.stdout, r"systems joining taiwan-world: 10\.\d+ \(10\.\d+ to 1[01](\.\d+)?\)")


if __name__ == "__main__":
    unittest.main()
