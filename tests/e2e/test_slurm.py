"""Arrays and requeues on a real Slurm: what comes out equals the run in one piece."""

import os
import re
import time
import unittest

import slurm_node
from kaitei_e2e import DATASETS, Scratch, binary, differences, faults, kaitei, require

require("numpy", "h5py")
slurm_node.skip_unless_possible()

import h5py  # noqa: E402

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
LONG = ("-o", "out.h5", "--set", "run.trials=1e7", "--set", "run.checkpoint_minutes=0.0005")
OVER_MPI = os.environ["KAITEI_OVER_MPI"]  # that the build made


def setUpModule():
    global node
    node = slurm_node.SlurmNode().__enter__()
    unittest.addModuleCleanup(node.__exit__)


class Slurm(Scratch):
    def submit(self, *arguments):
        done = node.call(binary(), "submit", EXPERIMENT, *arguments, cwd=self.folder, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def logs(self):
        return "\n".join(path.read_text() for path in self.folder.glob("*.log"))

    def merge(self, count):
        shards = sorted(self.folder.glob(f"out.shard-*-of-{count}.h5"))
        self.assertEqual(len(shards), count, self.logs())
        done = kaitei("merge", *shards, "-o", "merged.h5", cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / "merged.h5"

    def test_an_array_of_eight_and_a_task_killed_and_sent_again(self):
        size = ("-o", "out.h5", "--set", "run.trials=100003")
        straight = self.simulate(EXPERIMENT, *size[2:], output="straight.h5")
        out = self.submit(*size, "--array", 8, "--time", "5:00")
        self.assertIn("Submitted batch job", out)
        node.wait_until_empty(90)
        self.assertEqual(differences(straight, self.merge(8)), [])
        lost = self.folder / "out.shard-3-of-8.h5"
        lost.unlink()  # as if its task had been killed
        status = self.submit(*size, "--status", "--array", 8)
        self.assertRegex(status, r"3/8  nothing yet")
        self.assertRegex(status, r"2/8  done")
        script = self.folder / "kaitei-korea-detour.sbatch"
        node.call("sbatch", "--array=3", script, cwd=self.folder)
        node.wait_until_empty(60)
        self.assertEqual(differences(straight, self.merge(8)), [])

    def slow_first_start(self):
        """Settings of a site where a slow disk, three seconds a checkpoint, holds up the first start of a run."""
        site = self.folder / "site.toml"
        site.write_text(f'''setup = ["""if mkdir started 2>/dev/null; then
  export LD_PRELOAD={faults()} FAULT_PATH=out.h5.checkpoint.new FAULT_DELAY_MS=1000
fi"""]\n''')
        return "--site", site

    def wait_for_checkpoint(self):
        deadline = time.monotonic() + 60
        while not (self.folder / "out.h5.checkpoint").exists():
            self.assertLess(time.monotonic(), deadline, self.logs())
            time.sleep(0.02)

    def test_a_time_limit_ends_in_a_checkpoint_a_requeue_and_the_same_result(self):
        # With a minute to run Slurm warns at its next look at the clock, every 30 s.
        straight = self.simulate(EXPERIMENT, *LONG[2:], output="straight.h5")
        self.submit(*LONG, "--array", 1, "--time", "1:00", *self.slow_first_start())
        node.wait_until_empty(150)
        self.assertIn("a signal asked for it", self.logs())
        self.assertIn("requeued (1 of at most 20 times)", self.logs())
        self.assertEqual(differences(straight, self.folder / "out.h5"), [], self.logs())

    def test_a_task_killed_outright_goes_on_when_sent_again(self):
        straight = self.simulate(EXPERIMENT, *LONG[2:], output="straight.h5")
        out = self.submit(*LONG, "--array", 1, "--time", "10:00", *self.slow_first_start())
        self.wait_for_checkpoint()
        node.call("scancel", "--signal=KILL", "--full", re.search(r"job (\d+)", out).group(1))
        node.wait_until_empty(60)
        self.assertFalse((self.folder / "out.h5").exists())
        node.call("sbatch", self.folder / "kaitei-korea-detour.sbatch", cwd=self.folder)
        node.wait_until_empty(150)
        self.assertEqual(differences(straight, self.folder / "out.h5"), [], self.logs())

    @unittest.skipUnless(OVER_MPI and (os.cpu_count() or 1) > 1, "two ranks need MPI and two cores")
    def test_two_ranks_of_one_job_stop_and_go_on(self):
        straight = self.simulate(EXPERIMENT, *LONG[2:], output="straight.h5")
        done = node.call(OVER_MPI, "submit", EXPERIMENT, *LONG, "--nodes", 1, "--ranks-per-node", 2, "--time", "10:00",
                         *self.slow_first_start(), cwd=self.folder)
        self.wait_for_checkpoint()
        node.call("scancel", "--batch", "--signal=USR1", re.search(r"job (\d+)", done.stdout).group(1))
        node.wait_until_empty(150)
        self.assertIn("requeued (1 of at most 20 times)", self.logs())
        with h5py.File(self.folder / "out.h5") as file:
            seen = dict(file["provenance"].attrs)
        self.assertEqual((seen["ranks"], seen["starts"]), (2, 2))
        self.assertEqual(differences(straight, self.folder / "out.h5"), [], self.logs())

    def test_the_script_says_what_was_asked_and_sends_nothing(self):
        site = self.folder / "site.toml"
        site.write_text('partition = "long"\nmodules = ["hdf5/1.14"]\n')
        text = self.submit("--array", 16, "--account", "a b", "--site", site, "--dry-run", "--gpus-per-node", 4)
        for line in ('#SBATCH --array=0-15', '#SBATCH --account="a b"', "#SBATCH --partition=long",
                     "#SBATCH --signal=B:USR1@120", "#SBATCH --mem=256M", "module load hdf5/1.14"):
            self.assertIn(line + "\n", text)
        self.assertIn('--shard "$SLURM_ARRAY_TASK_ID/16"', text)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["site.toml"])

    def test_what_is_wrong(self):
        site = self.folder / "site.toml"
        site.write_text('partitoin = "long"\n')
        for words, arguments in (("--array or --nodes", ()), ("--array or --nodes", ("--array", 2, "--nodes", 2)),
                                 ('did you mean "partition"?', ("--array", 2, "--site", site)),
                                 ("shards of", ("--array", 10**9))):
            done = kaitei("submit", EXPERIMENT, *arguments, cwd=self.folder)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(words, done.stderr)
        refused = node.call(binary(), "submit", EXPERIMENT, "--array", 2, "--partition", "nowhere", cwd=self.folder,
                            check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("invalid partition", refused.stderr)


if __name__ == "__main__":
    unittest.main()
