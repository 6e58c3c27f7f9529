"""A run from outside: the same bits again, whatever the threads and lanes, and a file that says what it was."""

import json
import unittest

from kaitei_e2e import DATASETS, Scratch, compared, differences, require

require("numpy", "h5py", "xarray")

import h5py  # noqa: E402
import numpy  # noqa: E402
import xarray  # noqa: E402

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
TRIALS = 100_003  # neither whole words nor whole blocks
BASE = ("--set", f"run.trials={TRIALS}", "--set", "outcomes.per_trial=true")


def bits(path):
    with h5py.File(path) as file:
        packed = file["per_trial/disconnected_bits"][()]
        return packed, numpy.unpackbits(packed, axis=1, bitorder="little", count=TRIALS)


class Equal(Scratch):
    def setUp(self):
        super().setUp()
        self.first = self.simulate(EXPERIMENT, *BASE, output="first.h5")

    def again(self, *arguments):
        return self.simulate(EXPERIMENT, *BASE, *arguments, output="again.h5")

    def test_same_seed(self):
        self.assertEqual(differences(self.first, self.again()), [])

    def test_other_seed(self):
        differing = differences(self.first, self.again("--seed", 7))
        self.assertEqual([name for name in differing if "@" in name], ["/@experiment_sha256", "/@seed"])
        self.assertIn("/disconnected_count", differing)
        self.assertFalse([name for name in differing if name.startswith("/network/")])

    def test_threads(self):
        for threads in (1, 2, 5):
            with self.subTest(threads=threads):
                self.assertEqual(differences(self.first, self.again("--threads", threads)), [])

    def test_lanes(self):
        for lanes in (32, 128, 256, 512):
            with self.subTest(lanes=lanes):
                self.assertEqual(differences(self.first, self.again("--set", f'run.lanes="{lanes}"')), [])

    def test_backend_cpu(self):
        self.assertEqual(differences(self.first, self.again("--backend", "cpu")), [])

    def test_bits_add_up_to_the_counts(self):
        packed, trials = bits(self.first)
        with h5py.File(self.first) as file:
            numpy.testing.assert_array_equal(trials.sum(axis=1), file["disconnected_count"])
        self.assertEqual(packed.shape[1], (TRIALS + 7) // 8)
        self.assertEqual(int((packed[:, -1] >> (TRIALS % 8)).max()), 0, "bits beyond the last trial are zero")

    def test_fewer_trials_are_the_first_ones(self):
        few = self.simulate(EXPERIMENT, *BASE, "--trials", 2_000, output="few.h5")
        with h5py.File(few) as file:
            packed = file["per_trial/disconnected_bits"][()]
        numpy.testing.assert_array_equal(packed, bits(self.first)[0][:, :250])


class Output(Scratch):
    def test_override_is_recorded(self):
        path = self.simulate(EXPERIMENT, "--set", "run.trials=1e5")
        with h5py.File(path) as file:
            self.assertEqual(int(file.attrs["trials"]), 100_000)
            self.assertEqual(int(file["element_failed_count"][()].max()), 100_000)  # one cable is always down
            self.assertIn(b"run.trials=1e5", file["provenance/override"][()])
            self.assertIn("trials = 100000\n", file["provenance/resolved_experiment"][0].decode())
            self.assertIn("--set run.trials=1e5", file["provenance"].attrs["command_line"])
        self.assertEqual(differences(path, self.simulate(EXPERIMENT, "--trials", 100_000, output="b.h5")), [])

    def test_resolved_experiment_runs_again(self):
        path = self.simulate(EXPERIMENT, "--trials", 5000)
        resolved = self.copy_dataset("korea-detour") / "resolved.toml"
        with h5py.File(path) as file:
            resolved.write_bytes(file["provenance/resolved_experiment"][0])
        self.assertEqual(differences(path, self.simulate(resolved, output="b.h5")), [])

    def test_json_alone_on_stdout(self):
        done = self.run_ok("run", EXPERIMENT, "--trials", 5000, "--json")
        summary = json.loads(done.stdout)
        self.assertEqual((summary["trials"], summary["seed"]), (5000, 20250103))
        self.assertIn("info: wrote korea-detour.h5", done.stderr)
        self.assertEqual(json.loads(self.run_ok("inspect", "korea-detour.h5", "--json").stdout)["trials"], 5000)

    def test_text_on_stdout_and_log_on_stderr(self):
        done = self.run_ok("run", EXPERIMENT, "--trials", 5000)
        self.assertIn("taiwan-japan", done.stdout)
        self.assertNotIn("info:", done.stdout)
        self.assertNotIn("\x1b", done.stdout + done.stderr, "colour without a terminal")
        self.assertEqual(self.run_ok("run", EXPERIMENT, "--trials", 5000, "--quiet").stderr, "")

    def test_xarray_opens_it_without_an_argument(self):
        path = self.simulate(EXPERIMENT, "--trials", 5000)
        with xarray.open_dataset(path) as data:
            count = data.disconnected_count.sel(connectivity="taiwan-japan/any")
            self.assertEqual(float(count) / 5000,
                             float(data.disconnected_probability.sel(connectivity="taiwan-japan/any")))
            self.assertEqual(data.birnbaum_importance.dims, ("connectivity", "element"))
            self.assertFalse([name for name in data.dims if name.startswith("phony")])

    def test_a_result_is_replaced_whole(self):
        path = self.simulate(EXPERIMENT, "--trials", 5000)
        with open(path, "rb") as reader:  # a reader of the old file keeps the old file
            old = path.read_bytes()
            self.simulate(EXPERIMENT, "--trials", 6000)
            self.assertEqual(reader.read(), old)
        self.assertEqual(int(compared(path)["/@trials"]), 6000)
        self.assertEqual([file.name for file in self.folder.iterdir()], ["out.h5"])


if __name__ == "__main__":
    unittest.main()
