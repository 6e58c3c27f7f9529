"""Arrays and requeues on a real Slurm: what comes out equals the run in one piece."""

import pathlib
import re
import time
import unittest

import slurm_node
from kaitei_e2e import DATASETS, Scratch, binary, differences, kaitei, require

require("numpy", "h5py")
slurm_node.skip_unless_possible()

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"


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

    def test_a_time_limit_ends_in_a_checkpoint_a_requeue_and_the_same_result(self):
        # Slurm's own warning comes up to 30 s late, so the test sends it, as the time limit would.
        size = ("-o", "out.h5", "--set", "run.trials=4e7", "--set", "run.checkpoint_minutes=0.002")
        straight = self.simulate(EXPERIMENT, *size[2:], output="straight.h5")
        job = re.search(r"job (\d+)", self.submit(*size, "--array", 1, "--time", "10:00")).group(1)
        result = self.folder / "out.h5"
        deadline = time.monotonic() + 60
        while not pathlib.Path(str(result) + ".checkpoint").exists():
            self.assertLess(time.monotonic(), deadline, self.logs())
            time.sleep(0.02)
        node.call("scancel", "--batch", "--signal=USR1", job)
        node.wait_until_empty(150)
        self.assertIn("requeued (1 of at most 20 times)", self.logs())
        self.assertEqual(differences(straight, result), [], self.logs())

    def test_a_task_killed_outright_goes_on_when_sent_again(self):
        size = ("-o", "out.h5", "--set", "run.trials=4e7", "--set", "run.checkpoint_minutes=0.002")
        straight = self.simulate(EXPERIMENT, *size[2:], output="straight.h5")
        job = re.search(r"job (\d+)", self.submit(*size, "--array", 1, "--time", "10:00")).group(1)
        checkpoint = self.folder / "out.h5.checkpoint"
        deadline = time.monotonic() + 60
        while not checkpoint.exists():
            self.assertLess(time.monotonic(), deadline, self.logs())
            time.sleep(0.02)
        node.call("scancel", "--signal=KILL", "--full", job)
        node.wait_until_empty(60)
        self.assertFalse((self.folder / "out.h5").exists())
        node.call("sbatch", self.folder / "kaitei-korea-detour.sbatch", cwd=self.folder)
        node.wait_until_empty(150)
        self.assertEqual(differences(straight, self.folder / "out.h5"), [], self.logs())

    def test_the_script_says_what_was_asked_and_sends_nothing(self):
        site = self.folder / "site.toml"
        site.write_text('partition = "long"\nmodules = ["hdf5/1.14"]\n')
        text = self.submit("--array", 16, "--account", "a b", "--site", site, "--dry-run", "--gpus-per-node", 4)
        for line in ('#SBATCH --array=0-15', '#SBATCH --account="a b"', "#SBATCH --partition=long",
                     "#SBATCH --signal=B:USR1@120", "module load hdf5/1.14"):
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
