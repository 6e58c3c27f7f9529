"""Ranks of one MPI run share the trials, and rank 0 writes what one process would have written."""

import os
import shutil
import subprocess
import unittest

from kaitei_e2e import DATASETS, Scratch, binary, differences, require

require("numpy", "h5py")

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


class Ranks(Scratch):
    def mpirun(self, ranks, *arguments):
        command = ["mpirun", "--oversubscribe", "-n", ranks, binary(), "run", EXPERIMENT, "--threads", 1, *arguments]
        return subprocess.run(list(map(str, command)), cwd=self.folder, env=ENVIRONMENT, capture_output=True, text=True,
                              timeout=100, stdin=subprocess.DEVNULL)

    def test_any_number_of_ranks_gives_the_same_result(self):
        for trials in (1000, 100_003):  # fewer blocks than ranks; neither whole words nor whole blocks
            alone = self.simulate(EXPERIMENT, "--trials", trials, output="alone.h5")
            for ranks in (1, 2, 3, 4):
                with self.subTest(trials=trials, ranks=ranks):
                    path = self.folder / "ranks.h5"
                    done = self.mpirun(ranks, "--trials", trials, "-o", path, "--quiet")
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertEqual(done.stdout.count("Probability of being disconnected"), 1)
                    self.assertEqual(differences(alone, path), [])

    def test_what_is_wrong_is_said_once(self):
        done = self.mpirun(3, "--set", "run.trails=5")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.count('unknown key "run.trails"'), 1)

    def test_per_trial_bits_of_several_ranks_are_refused(self):
        done = self.mpirun(2, "--set", "outcomes.per_trial=true")
        self.assertEqual(done.returncode, 2)
        self.assertIn("per_trial over several MPI ranks", done.stderr)


if __name__ == "__main__":
    if shutil.which("mpirun") is None:
        raise SystemExit("mpirun is missing (this test starts ranks with it); install openmpi-bin")
    unittest.main()
