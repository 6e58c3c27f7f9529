"""run() and merge(): overrides arrive, errors come back as the program's words, interrupts reach it."""

import os
import pathlib
import unittest
import warnings

from kaitei_e2e import DATASETS, Scratch, binary, compared, require

require("numpy", "pandas", "scipy", "h5py", "xarray", "h5netcdf", "matplotlib")

import numpy  # noqa: E402

import kaitei_results as kr  # noqa: E402

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
SCRIPT = """#!/bin/sh
printf '\\r\\033[K[##....] 40%%, 1e6 trials/s, 0:01 left' >&2
printf '\\r\\033[K2026-01-01 00:00:00 warning: nodes: "a" was moved (it lay off)\\n' >&2
printf '%s' "$*" > "{folder}/arguments"
{action}
"""


class Run(Scratch):
    def test_overrides_arrive(self):
        result = kr.run(EXPERIMENT, progress=False, trials=3000, seed=5, **{
            "failure.mode": "window", "failure.exposure_days": 14, "outcomes.per_trial": True, "run.confidence_level": 0.9,
            'failure.probabilities."segment:tj-1"': numpy.float64(0.25), "terminals.japan": ["jp"]})
        self.assertEqual((result.attrs["trials"], result.attrs["seed"]), (3000, 5))
        self.assertEqual((result.attrs["failure_mode"], result.attrs["exposure_days"]), ("window", 14))
        self.assertEqual(result.attrs["confidence_level"], 0.9)
        self.assertEqual(float(result["element_probability"].sel(element="segment:tj-1")), 0.25)
        self.assertEqual(kr.open_per_trial(result.attrs["path"]).sizes["trial"], 3000)
        self.assertIn('terminals.japan=["jp"]', kr.open_provenance(result.attrs["path"])["override"])

    def test_same_as_the_command_line(self):
        by_hand = self.simulate(EXPERIMENT, "--trials", "5000")
        here = self.folder / "here.h5"
        kr.run(EXPERIMENT, output=here, trials=5000)
        by_hand, here = compared(by_hand), compared(here)
        self.assertEqual(by_hand.keys(), here.keys())
        for name in by_hand:
            numpy.testing.assert_array_equal(by_hand[name], here[name], err_msg=name)

    def test_the_programs_message_comes_back(self):
        with self.assertRaisesRegex(kr.RunFailed, 'unknown key "run.trails".*did you mean "run.trials"') as caught:
            kr.run(EXPERIMENT, trails=3)
        self.assertEqual(caught.exception.exit_code, 2)
        (self.folder / "broken.toml").write_text("schema = 1\nname = \n")
        with self.assertRaisesRegex(kr.RunFailed, "broken.toml:2"):
            kr.run(self.folder / "broken.toml")

    def test_no_program(self):
        with self.assertRaisesRegex(FileNotFoundError, "KAITEI_BINARY"):
            kr.run(EXPERIMENT, binary=self.folder / "nothing")
        self.assertEqual(kr.find_binary(), str(pathlib.Path(binary())))

    def script(self, action):
        path = self.folder / "kaitei"
        path.write_text(SCRIPT.format(folder=self.folder, action=action))
        path.chmod(0o755)
        return path

    def test_warnings_and_crashes(self):
        program = self.script("kill -SEGV $$")
        with warnings.catch_warnings(record=True) as caught, self.assertRaises(kr.RunFailed) as failed:
            warnings.simplefilter("always")
            kr.run("x.toml", binary=program, shard="1/4", output="y.h5")
        self.assertIn('nodes: "a" was moved', str(caught[-1].message))
        self.assertLess(failed.exception.exit_code, 0)
        self.assertEqual((self.folder / "arguments").read_text(), "run x.toml -o y.h5 --shard 1/4")

    def test_an_interrupt_stops_the_program(self):
        program = self.script(f"trap 'echo stopped > {self.folder}/stopped; exit 75' INT\nsleep 2; kill -INT {os.getpid()}\n"
                              "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.5; done")
        with self.assertRaises(KeyboardInterrupt):
            kr.run("x.toml", binary=program)
        self.assertTrue((self.folder / "stopped").exists())


class Merge(Scratch):
    def test_shards_make_the_whole(self):
        parts = [kr.run(EXPERIMENT, trials=10000, shard=f"{i}/3", output=self.folder / f"{i}.h5") for i in range(3)]
        self.assertEqual(sum(int(part.attrs["trials"]) for part in parts), 10000)
        merged, whole = kr.merge(parts), kr.run(EXPERIMENT, trials=10000)
        self.assertEqual(merged.keys(), whole.keys())
        for name in whole:
            numpy.testing.assert_array_equal(merged[name], whole[name], err_msg=name)

    def test_parts_of_different_experiments(self):
        parts = [kr.run(EXPERIMENT, trials=10000, seed=i + 1, shard=f"{i}/2", output=self.folder / f"{i}.h5") for i in range(2)]
        with self.assertRaisesRegex(kr.RunFailed, "seed"):
            kr.merge(parts)


if __name__ == "__main__":
    unittest.main()
