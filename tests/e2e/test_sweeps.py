"""Runs of [[percolation]] as runs: shards, merges, checkpoints, stops and kills give the tallies of the run in one piece."""

import random
import signal
import subprocess
import time
import unittest

from kaitei_e2e import Scratch, binary, differences, faulty, kaitei, require

require("h5py", "networkx", "numpy")

import h5py  # noqa: E402
import networkx  # noqa: E402

SEED_OF_MOMENTS = 20250314
SWEEPS = {"torus": 301, "plane": 101, "net": 57}
OFTEN = ("--set", "run.checkpoint_minutes=0.0005")  # every 30 ms


def write_experiment(folder):
    """Three curves: a lattice, a graph whose edges must be counted, and a file's graph."""
    graph = networkx.gnm_random_graph(200, 260, seed=5)
    (folder / "edges.txt").write_text("".join(f"{u} {v}\n" for u, v in graph.edges))
    rows = {"torus": "size = 150", "plane": 'graph = "random-geometric"\nnodes = 500\nradius = 0.06\npoints = 7',
            "net": 'graph = "file"\nfile = "edges.txt"\nkind = "site"\npoints = 3'}
    curves = "".join(f'\n[[percolation]]\nname = "{name}"\nsweeps = {SWEEPS[name]}\n{row}\n' for name, row in rows.items())
    (folder / "x.toml").write_text('schema = 1\nname = "x"\n' + curves)
    return folder / "x.toml"


class Sweeps(Scratch):
    def setUp(self):
        super().setUp()
        self.experiment = write_experiment(self.folder)
        self.result = self.folder / "out.h5"

    def straight(self):
        return self.simulate(self.experiment, "--threads", 2, output="straight.h5")

    def command(self, *arguments):
        return [binary(), "run", self.experiment, "-o", self.result, "--threads", 2, "--quiet", *OFTEN, *arguments]

    def slowed(self, **more):
        """The environment of a run whose checkpoints take their time, so that it is met before its end."""
        return faulty(PATH="out.h5.checkpoint.new", DELAY_MS=100, **more)

    def sums(self, path):
        """Sums over the sweeps of the largest cluster, [curve][point], and of their squares."""
        with h5py.File(path) as file:
            return [[(int(high) << 64) + int(low) for high, low in zip(file[f"largest_cluster_{name}_hi"][:].flat,
                                                                       file[f"largest_cluster_{name}_lo"][:].flat)]
                    for name in ("sum", "sum_of_squares")]

    def test_shards_add_up_to_the_whole(self):
        straight = self.straight()
        for shard in range(5):
            self.run_ok("run", self.experiment, "-o", "out.h5", "--shard", f"{shard}/5", "--threads", 1 + shard % 2, "--quiet")
        shards = [self.folder / f"out.shard-{shard}-of-5.h5" for shard in range(5)]
        parts = [self.sums(shard) for shard in shards]
        self.assertEqual([[sum(column) for column in zip(*rows)] for rows in zip(*parts)], self.sums(straight))
        done = self.run_ok("merge", *reversed(shards), "-o", "merged.h5")
        self.assertEqual(differences(straight, self.folder / "merged.h5"), [])
        self.assertRegex(done.stdout, r"Sweeps   459, seed 1")
        self.assertIn("are equal", self.run_ok("compare", straight, "merged.h5").stdout)
        self.run_ok("merge", *shards[1:4], "--partial", "-o", "some.h5")
        error = kaitei("merge", shards[0], shards[2], shards[3], shards[4], "-o", "none.h5", cwd=self.folder)
        self.assertEqual(error.returncode, 2)
        self.assertIn("sweeps 92 to 183 are missing", error.stderr)
        error = kaitei("merge", shards[0], *shards, "-o", "none.h5", cwd=self.folder)
        self.assertIn("would count twice", error.stderr)
        error = kaitei("run", self.experiment, "--shard", "0/460", cwd=self.folder)
        self.assertIn("460 shards of 459 sweeps (a shard is at least one); use at most 459", error.stderr)
        other = kaitei("compare", straight, self.simulate(self.experiment, "--seed", 2, output="other.h5"))
        self.assertEqual(other.returncode, 1)

    def test_stopped_by_a_signal_it_goes_on_with_the_same_command(self):
        straight = self.straight()
        process = self.start(self.command(), env=self.slowed())
        self.wait_for(f"{self.result}.checkpoint.old", process)
        process.send_signal(signal.SIGUSR1)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (75, ""), err)
        self.assertRegex(err, r"stopped after \d+ of 459 sweeps \(a signal asked for it\); run the same command to go on from .+")
        self.assertRegex(self.run_ok("inspect", f"{self.result}.checkpoint").stdout, r"Sweeps   \d+ of 459, seed 1")
        done = subprocess.run([str(word) for word in self.command() if word != "--quiet"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r"going on from \d+ of 459 sweeps, saved in .+out\.h5\.checkpoint at")
        self.assertEqual(differences(straight, self.result), [])
        self.assertEqual([path.name for path in self.folder.glob("out.h5*")], ["out.h5"], "nothing else is left")
        told = self.run_ok("inspect", self.result).stdout
        self.assertRegex(told, r"Used     .+ s \(.+ sweeps/s\); .+ s of processors, \d+ MiB of memory at most")
        self.assertIn("in 2 starts", told)

    def test_killed_at_any_moment_it_loses_and_doubles_nothing(self):
        straight = self.straight()
        moments = random.Random(SEED_OF_MOMENTS)
        for _ in range(12):
            process = self.start(self.command(), env=self.slowed())
            time.sleep(moments.uniform(0.02, 0.3))
            process.kill()
            process.communicate()
            for path in self.folder.glob("out.h5.checkpoint"):
                self.run_ok("inspect", path)
        done = subprocess.run([str(word) for word in self.command()], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(differences(straight, self.result), [])

    def test_followed_from_another_shell(self):
        process = self.start(self.command(), env=self.slowed())
        self.wait_for(f"{self.result}.checkpoint", process)
        said = self.run_ok("inspect", "--follow", self.result).stdout
        self.assertEqual(process.wait(60), 0)
        self.assertRegex(said, r"\d+ of 459 sweeps \(\d+ %\)")
        self.assertIn("susceptibility", said)

    def test_a_checkpoint_of_other_sweeps_or_another_graph_is_refused_until_fresh(self):
        process = self.start(self.command(), env=self.slowed())
        self.wait_for(f"{self.result}.checkpoint.old", process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        (self.folder / "edges.txt").write_text("0 1\n1 2\n")
        error = kaitei(*self.command()[1:])
        self.assertEqual(error.returncode, 2)
        self.assertIn("another experiment", error.stderr)
        straight = self.straight()
        self.assertEqual(kaitei(*self.command("--fresh")[1:]).returncode, 0)
        self.assertEqual(differences(straight, self.result), [])

    def test_as_an_array_of_jobs(self):
        script = self.run_ok("submit", self.experiment, "--array", 4, "--dry-run").stdout
        self.assertIn('# 459 sweeps of "x" on 4 cores\n', script)
        self.assertIn('--shard "$SLURM_ARRAY_TASK_ID/4"', script)
        for shard in (0, 2):
            self.run_ok("run", self.experiment, "--shard", f"{shard}/4", "--quiet")
        status = self.run_ok("submit", "--status", self.experiment, "--array", 4).stdout
        self.assertRegex(status, r"0/4  done, 115 of 115 sweeps")
        self.assertRegex(status, r"1/4  nothing yet")
        self.assertIn("So far, 230 of 459 sweeps:", status)

    def test_a_report_is_about_a_network(self):
        error = kaitei("report", self.straight(), cwd=self.folder)
        self.assertEqual(error.returncode, 2)
        self.assertIn("holds percolation curves", error.stderr)


if __name__ == "__main__":
    unittest.main()
