"""Runs that are stopped, killed or cut short, and go on: no trial is lost, none counts twice, no file is half written."""

import os
import random
import resource
import signal
import subprocess
import time
import unittest

from kaitei_e2e import DATASETS, Scratch, binary, differences, kaitei, require

require("numpy", "h5py")

import h5py  # noqa: E402

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
TRIALS = 24_000_000  # more than a second: many checkpoints
OFTEN = ("--set", "run.checkpoint_minutes=0.001")  # every 60 ms
SEED_OF_MOMENTS = 20240801
SCENARIOS = """
[[scenario]]
name = "sets"
kind = "n-minus-k"
failures = 2
[[scenario]]
name = "orders"
kind = "attack-sequence"
units = ["stations"]
[[scenario]]
name = "discs"
kind = "disc"
radius_km = 300
[[scenario]]
name = "many-discs"
kind = "disc"
events = 20
sweep = { radius_km = [100, 200, 300, 400, 500, 600, 700, 800] }
"""


class Checkpoints(Scratch):
    def setUp(self):
        super().setUp()
        self.result = self.folder / "out.h5"
        self.checkpoint = self.folder / "out.h5.checkpoint"
        self.older = self.folder / "out.h5.checkpoint.old"

    def command(self, *arguments, trials=TRIALS, output=None):
        return [binary(), "run", str(EXPERIMENT), "-o", str(output or self.result), "--trials", str(trials), "--threads",
                "2", "--quiet", *OFTEN, *arguments]

    def straight(self, *arguments, trials=TRIALS):
        path = self.folder / "straight.h5"
        subprocess.run(self.command(*arguments, trials=trials, output=path), check=True, capture_output=True, timeout=120)
        return path

    def stopped(self, *arguments, number=signal.SIGTERM, **options):
        """A run that was asked to stop after a few checkpoints: its end."""
        process = self.start(self.command(*arguments, **options))
        self.wait_for(self.older, process)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (75, ""), err)
        self.assertRegex(err, r"stopped after [\d,]+ of [\d,]+ trials \(.+\); run the same command to go on from .+\n$")
        self.assertFalse(self.result.exists())
        return err

    def finish(self, *arguments, **options):
        done = subprocess.run(self.command(*arguments, **options), capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([path.name for path in self.folder.glob("out.h5*")], ["out.h5"], "nothing else is left")
        return done

    def test_finished_scenarios_are_saved_and_not_run_again(self):
        experiment = self.copy_dataset("korea-detour") / "scenarios.toml"
        experiment.write_text((EXPERIMENT.read_text(encoding="utf-8") + SCENARIOS), encoding="utf-8")
        command = [binary(), "run", experiment, "--trials", 60_000, "--threads", 2, "--set", "run.checkpoint_minutes=1e-6", "-o"]
        straight = self.folder / "straight.h5"
        subprocess.run([str(word) for word in (*command, straight)], check=True, capture_output=True, timeout=300)
        process = self.start([*command, self.result])
        self.wait_for(self.checkpoint, process)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (75, ""), err)
        self.assertRegex(err, r'stopped after [1-3] of 4 scenarios, in "[a-z-]+" \(.+\); run the same command to go on')
        again = subprocess.run([str(word) for word in (*command, self.result)], capture_output=True, text=True, timeout=300)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertNotIn('scenario "sets"', again.stderr, "it was finished before")
        self.assertIn('scenario "many-discs"', again.stderr)
        self.assertEqual(differences(straight, self.result), [])

    def test_each_signal_stops_with_a_checkpoint_and_the_same_command_goes_on(self):
        straight = self.straight()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGUSR1):
            with self.subTest(signal=number):
                self.stopped(number=number)
                self.finish()
                self.assertEqual(differences(straight, self.result), [])
                with h5py.File(self.result) as file:
                    self.assertEqual(file["provenance"].attrs["starts"], 2)
                self.result.unlink()

    def test_per_trial_bits_go_on_too(self):
        bits = ("--set", "outcomes.per_trial=true")
        straight = self.straight(*bits, trials=20_000_011)
        self.stopped(*bits, trials=20_000_011)
        self.finish(*bits, trials=20_000_011)
        self.assertEqual(differences(straight, self.result), [])

    def test_killed_at_any_moment(self):
        straight = self.straight()
        moments = random.Random(SEED_OF_MOMENTS)
        kills = 0
        while kills < 50:
            process = self.start(self.command(trials=TRIALS))
            try:
                process.communicate(timeout=moments.uniform(0.0, 0.25))
                self.assertEqual(process.returncode, 0)  # it reached the end between two kills: again from nothing
                self.assertEqual(differences(straight, self.result), [])
                self.result.unlink()
                continue
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                kills += 1
            for path in (self.checkpoint, self.older):
                if path.exists():
                    seen = kaitei("inspect", path, "--json")
                    self.assertEqual(seen.returncode, 0, f"kill {kills}: {seen.stderr}")
        if not self.result.exists():  # the last kill may have come after the end
            subprocess.run(self.command(), check=True, capture_output=True, timeout=120)
        self.assertEqual(differences(straight, self.result), [])

    def test_a_damaged_checkpoint_gives_way_to_the_older_one(self):
        straight = self.straight()
        self.stopped()
        whole = self.checkpoint.read_bytes()
        places = random.Random(SEED_OF_MOMENTS)
        place = places.randrange(len(whole))
        self.checkpoint.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
        told = [word for word in self.command() if word != "--quiet"]
        done = subprocess.run(told, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("is damaged", done.stderr)
        self.assertRegex(done.stderr, r"going on from .+ saved in \S+\.checkpoint\.old at")
        self.assertEqual(differences(straight, self.result), [])

    def test_only_damaged_checkpoints_are_refused(self):
        self.stopped()
        for path in (self.checkpoint, self.older):
            path.write_bytes(path.read_bytes()[:-1])
        done = subprocess.run(self.command(), capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("start over with --fresh", done.stderr)
        self.finish("--fresh")

    def test_a_checkpoint_of_another_experiment_is_refused(self):
        self.stopped()
        for other in (("--seed", "77"), ("--set", "failure.segment_repair_days=3"), ("--set", "outcomes.importance=false")):
            done = subprocess.run(self.command(*other), capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertRegex(done.stderr, r"the checkpoint .+ \(.+\); start over with --fresh")

    def test_two_runs_on_one_output(self):
        process = self.start(self.command(trials=10**13))
        self.wait_for(self.checkpoint, process)
        second = subprocess.run(self.command(trials=10**13), capture_output=True, text=True, timeout=60)
        self.assertEqual(second.returncode, 1)
        self.assertIn("another run is writing it", second.stderr)
        process.kill()

    def test_a_disk_that_fills_up_leaves_the_last_checkpoint(self):
        disk = self.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], capture_output=True).returncode:
            self.skipTest("no right to mount a tmpfs")
        self.addCleanup(subprocess.run, ["umount", str(disk)], check=True)
        self.result, self.checkpoint, self.older = (disk / path.name for path in (self.result, self.checkpoint, self.older))
        process = self.start(self.command(trials=10**13))
        self.wait_for(self.older, process)
        with open(disk / "ballast", "wb", buffering=0) as ballast:
            try:
                while True:
                    ballast.write(bytes(4096))
            except OSError:
                pass
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (75, ""), err)
        self.assertIn("No space left on device", err)
        seen = [kaitei("inspect", path).returncode for path in (self.checkpoint, self.older) if path.exists()]
        self.assertTrue(seen)
        self.assertEqual(set(seen), {0})

    def test_a_running_job_can_be_watched(self):
        process = self.start(self.command(trials=10**13))
        self.wait_for(self.checkpoint, process)
        watcher = subprocess.Popen([binary(), "inspect", str(self.result), "--follow"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(watcher.kill)
        self.assertRegex(watcher.stdout.readline(), r" of 10,000,000,000,000 trials \(0 %\); P\(lost .+\) ")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertIn("Probability of being disconnected", watcher.communicate(timeout=60)[0])
        self.assertEqual(watcher.returncode, 0)
        self.assertEqual(kaitei("inspect", self.folder / "none.h5", "--follow").returncode, 3)

    def test_a_file_size_limit_ends_in_one_message(self):
        limit = 24 << 10
        done = subprocess.run(self.command(trials=200_000), capture_output=True, text=True, timeout=60,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(done.returncode, 1)
        self.assertIn("File too large", done.stderr)
        self.assertFalse(self.result.exists())


class Shards(Scratch):
    def setUp(self):
        super().setUp()
        self.base = ("--trials", 300_001, "--set", "outcomes.per_trial=true")

    def shards(self, count, *arguments):
        paths = []
        for index in range(count):
            self.run_ok("run", EXPERIMENT, "-o", "out.h5", "--quiet", "--shard", f"{index}/{count}", *self.base, *arguments)
            paths.append(self.folder / f"out.shard-{index}-of-{count}.h5")
        return paths

    def merge(self, *arguments):
        return kaitei("merge", *arguments, cwd=self.folder)

    def test_shards_add_up_to_the_whole(self):
        whole = self.simulate(EXPERIMENT, *self.base, output="whole.h5")
        for count in (1, 2, 3, 7):
            with self.subTest(shards=count):
                paths = self.shards(count) if count > 1 else [whole]
                random.Random(count).shuffle(paths)
                done = self.merge(*paths, "-o", "merged.h5")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(differences(whole, self.folder / "merged.h5"), [])
                self.assertEqual(kaitei("compare", whole, self.folder / "merged.h5").returncode, 0)

    def test_groups_of_shards_merge_again(self):
        whole = self.simulate(EXPERIMENT, *self.base, output="whole.h5")
        a, b, c, d = self.shards(4)
        self.assertEqual(self.merge(a, b, "-o", "ab.h5", "--partial").returncode, 0)
        self.assertEqual(self.merge(c, d, "-o", "cd.h5", "--partial").returncode, 0)
        self.assertEqual(self.merge("cd.h5", "ab.h5", "-o", "all.h5").returncode, 0)
        self.assertEqual(differences(whole, self.folder / "all.h5"), [])

    def refused(self, code, words, *arguments):
        done = self.merge(*arguments, "-o", "merged.h5")
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(words, done.stderr)
        self.assertRegex(done.stderr, r"\(.+\); .+\n$")
        self.assertFalse((self.folder / "merged.h5").exists())

    def test_what_does_not_belong_together(self):
        a, b, c = self.shards(3)
        self.refused(2, "are missing", a, c)
        self.refused(2, "are missing", a, b)
        self.refused(2, "overlaps", a, b, c, b)
        seed = self.simulate(EXPERIMENT, *self.base, "--shard", "2/3", "--seed", 9, output="seed.h5")
        self.refused(2, "was run with seed 9", a, b, self.folder / "seed.shard-2-of-3.h5")
        self.simulate(EXPERIMENT, *self.base, "--shard", "2/3", "--set", "failure.segment_repair_days=3", output="x.h5")
        self.refused(2, "is of another experiment", a, b, self.folder / "x.shard-2-of-3.h5")
        self.assertFalse(seed.exists(), "a shard is written beside its name")
        c.write_bytes(c.read_bytes()[:-200])
        self.refused(3, str(c), a, b, c)

    def test_partial(self):
        a, b, c = self.shards(3)
        done = self.merge(a, c, "-o", "gaps.h5", "--partial")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("trials are there", done.stderr)
        with h5py.File(self.folder / "gaps.h5") as file:
            self.assertNotIn("per_trial", file)
            counts = [h5py.File(path)["disconnected_count"][()] for path in (a, c)]
            self.assertEqual((file["disconnected_count"][()] - sum(counts)).any(), False)
        self.refused(2, "was merged with gaps", "gaps.h5", b)

    def test_bad_shards(self):
        for text in ("3/3", "1", "a/b", "-1/4", "1/0", "0/1000000"):
            done = kaitei("run", EXPERIMENT, *self.base, f"--shard={text}", cwd=self.folder)
            self.assertEqual(done.returncode, 2, (text, done.stderr))

    def test_what_if_pairs_the_trials(self):
        base = self.simulate(EXPERIMENT, *self.base, output="base.h5")
        worse = self.simulate(EXPERIMENT, *self.base, "--set", "failure.segment_repair_days=60", output="worse.h5")
        done = kaitei("compare", base, worse)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("paired", done.stdout)
        # Fewer repairs fail a superset: no trial is mended by it.
        self.assertRegex(done.stdout, r"paired: [\d,]+ lost, 0 gained")


if __name__ == "__main__":
    unittest.main()
