"""Ranks of one MPI run share trials, sweeps and scenarios, and rank 0 writes what one process would have written."""

import os
import signal
import subprocess
import unittest

from kaitei_e2e import DATASETS, Scratch, differences, faulty, over_mpi, require
from test_checkpoints import SCENARIOS
from test_sweeps import write_experiment

require("numpy", "h5py")

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
over_mpi()  # or skipped
ENVIRONMENT = {**os.environ, "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}


class Ranks(Scratch):
    def command(self, ranks, *arguments):
        words = ["mpirun", "--oversubscribe", "-n", ranks, over_mpi(), "run", EXPERIMENT, "--threads", 1, *arguments]
        return [str(word) for word in words]

    def mpirun(self, ranks, *arguments):
        return subprocess.run(self.command(ranks, *arguments), cwd=self.folder, env=ENVIRONMENT, capture_output=True, text=True,
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

    def run_of(self, experiment, ranks, *arguments):
        return [str(word) for word in ("mpirun", "--oversubscribe", "-n", ranks, over_mpi(), "run", experiment, "--threads", 1,
                                       "-o", self.folder / "ranks.h5", "--quiet", *arguments)]

    def share(self, experiment, ranks, *arguments):
        done = subprocess.run(self.run_of(experiment, ranks, *arguments), cwd=self.folder, env=ENVIRONMENT, capture_output=True,
                              text=True, timeout=100, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / "ranks.h5"

    def test_ranks_share_the_sweeps_of_percolation_curves(self):
        experiment = write_experiment(self.folder)
        alone = self.simulate(experiment, output="alone.h5")
        for ranks in (1, 2, 3, 4):
            with self.subTest(ranks=ranks):
                self.assertEqual(differences(alone, self.share(experiment, ranks)), [])

    def test_a_checkpoint_of_sweeps_goes_on_with_another_number_of_ranks(self):
        experiment = write_experiment(self.folder)
        alone = self.simulate(experiment, output="alone.h5")
        slow = {**faulty(PATH="ranks.h5.checkpoint.new", DELAY_MS=100), **ENVIRONMENT}
        process = self.start(self.run_of(experiment, 3, "--set", "run.checkpoint_minutes=0.0005"), env=slow)
        self.wait_for(self.folder / "ranks.h5.checkpoint", process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertFalse((self.folder / "ranks.h5").exists())
        self.assertEqual(differences(alone, self.share(experiment, 2)), [])

    def test_ranks_share_the_trials_of_scenarios(self):
        experiment = self.copy_dataset("korea-detour") / "scenarios.toml"
        experiment.write_text(EXPERIMENT.read_text(encoding="utf-8") + SCENARIOS, encoding="utf-8")
        size = ("--trials", 50_003)
        alone = self.simulate(experiment, *size, output="alone.h5")
        for ranks in (1, 2, 3, 4):
            with self.subTest(ranks=ranks):
                self.assertEqual(differences(alone, self.share(experiment, ranks, *size)), [])
        part = ("--shard", "1/2")
        of_one = self.simulate(experiment, *size, *part, output="one.h5").with_name("one.shard-1-of-2.h5")
        self.assertEqual(differences(of_one, self.share(experiment, 3, *size, *part).with_name("ranks.shard-1-of-2.h5")), [])

    def test_stopped_among_scenarios_the_ranks_go_on_from_what_is_finished(self):
        experiment = self.copy_dataset("korea-detour") / "scenarios.toml"
        experiment.write_text(EXPERIMENT.read_text(encoding="utf-8") + SCENARIOS, encoding="utf-8")
        size = ("--trials", 300_000)
        alone = self.simulate(experiment, *size, output="alone.h5")
        often = ("--set", "run.checkpoint_minutes=1e-6")
        process = self.start(self.run_of(experiment, 2, *size, *often), env=ENVIRONMENT)
        self.wait_for(self.folder / "ranks.h5.checkpoint", process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertFalse((self.folder / "ranks.h5").exists())
        self.assertEqual(differences(alone, self.share(experiment, 3, *size)), [])

    def test_what_is_wrong_is_said_once(self):
        done = self.mpirun(3, "--set", "run.trails=5")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.count('unknown key "run.trails"'), 1)

    def test_per_trial_bits_of_all_ranks_are_kept(self):
        bits = ("--trials", 500_003, "--set", "outcomes.per_trial=true")
        alone = self.simulate(EXPERIMENT, *bits, output="alone.h5")
        path = self.folder / "ranks.h5"
        done = self.mpirun(3, *bits, "-o", path, "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(differences(alone, path), [])

    def test_shards_and_threads_of_ranks_merge_to_the_whole(self):
        size = ("--trials", 300_001)
        alone = self.simulate(EXPERIMENT, *size, output="alone.h5")
        for shard in (0, 1):
            done = self.mpirun(2, *size, "--set", "run.threads=2", "--shard", f"{shard}/2", "-o", self.folder / "part.h5")
            self.assertEqual(done.returncode, 0, done.stderr)
        parts = sorted(self.folder.glob("part.shard-*"))
        self.run_ok("merge", *parts, "-o", "merged.h5")
        self.assertEqual(differences(alone, self.folder / "merged.h5"), [])

    def test_a_checkpoint_of_one_number_of_ranks_goes_on_with_another(self):
        size = ("--trials", "1e7", "--quiet")
        alone = self.simulate(EXPERIMENT, *size[:2], output="alone.h5")
        path = self.folder / "ranks.h5"
        slow = {**faulty(PATH="ranks.h5.checkpoint.new", DELAY_MS=300), **ENVIRONMENT}  # or it would be done before the signal
        process = self.start(self.command(3, *size, "--set", "run.checkpoint_minutes=0.0005", "-o", path), env=slow)
        self.wait_for(f"{path}.checkpoint", process)
        process.send_signal(signal.SIGTERM)  # mpirun passes it to its ranks
        process.communicate(timeout=60)
        self.assertFalse(path.exists())
        done = self.mpirun(2, *size, "-o", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(differences(alone, path), [])

    def test_a_rank_that_dies_takes_the_job_with_it_and_leaves_the_checkpoint(self):
        size = ("--trials", "8e6", "--set", "run.checkpoint_minutes=0.001", "--quiet")
        alone = self.simulate(EXPERIMENT, *size[:2], output="alone.h5")
        path = self.folder / "ranks.h5"
        process = self.start(self.command(3, *size[:1], "1e13", *size[2:], "-o", path), env=ENVIRONMENT)
        self.wait_for(f"{path}.checkpoint", process)
        ranks = subprocess.run(["pgrep", "-P", str(process.pid), "kaitei"], capture_output=True, text=True).stdout.split()
        self.assertEqual(len(ranks), 3)
        os.kill(int(ranks[-1]), signal.SIGKILL)
        process.communicate(timeout=60)
        self.assertNotEqual(process.returncode, 0)
        self.run_ok("inspect", str(path) + ".checkpoint")
        self.assertFalse(path.exists())
        done = self.mpirun(2, *size, "--fresh", "-o", path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(differences(alone, path), [])


if __name__ == "__main__":
    unittest.main()
