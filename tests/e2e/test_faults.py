"""Storage that fails or is slow, and a clock that jumps, under a run that is on its way: what was saved stays good."""

import errno
import os
import re
import shutil
import signal
import subprocess
import time
import unittest

from kaitei_e2e import DATASETS, Scratch, binary, differences, faulty, require

require("numpy", "h5py")

import h5py  # noqa: E402

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
ENDLESS = 10**13
OFTEN = ("--set", "run.checkpoint_minutes=0.001")  # every 60 ms


class Faults(Scratch):
    def setUp(self):
        super().setUp()
        self.place = self.folder / "results"
        self.place.mkdir()
        self.result = self.place / "out.h5"
        self.checkpoint = self.place / "out.h5.checkpoint"
        self.older = self.place / "out.h5.checkpoint.old"

    def command(self, trials, *more):
        return [binary(), "run", EXPERIMENT, "-o", self.result, "--trials", trials, "--threads", 2, "--quiet", *OFTEN, *more]

    def until_said(self, words, process, seconds=60):
        """What the process has written to stderr up to the line with these words."""
        said = ""
        deadline = time.monotonic() + seconds
        while words not in said:
            self.assertLess(time.monotonic(), deadline, said)
            line = process.stderr.readline()
            self.assertTrue(line, f"it ended without saying {words}: {said}")
            said += line
        return said

    def saved_trials(self):
        """Of the newest checkpoint there, which must be whole."""
        path = self.checkpoint if self.checkpoint.exists() else self.older
        self.run_ok("inspect", path)
        with h5py.File(path) as file:
            return int(file["provenance"].attrs["trials"])

    def fails_while_running(self, words, reason, command=None, provoke=lambda: None, **options):
        """Starts a run, lets its storage fail, waits, asks it to stop: the last checkpoint stands and is gone on from."""
        process = self.start(command or self.command(ENDLESS), **options)
        self.wait_for(self.older, process)
        provoke()
        said = self.until_said(words, process)
        time.sleep(0.4)  # several more attempts fail
        process.send_signal(signal.SIGTERM)
        out, rest = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (75, ""), said + rest)
        self.assertEqual((said + rest).count("the run goes on, and tries again"), 1, "a fault that lasts is said once")
        self.assertRegex(rest, rf"error: .*{reason}.*an older checkpoint stands: run the same command to go on from .+\n$")
        self.assertFalse(self.result.exists())
        self.assertGreater(self.saved_trials(), 0)

    def goes_on(self):
        """Once the storage is well again the same command takes up what was saved."""
        process = self.start(self.command(ENDLESS)[:-3] + list(OFTEN))  # not quiet
        self.until_said("going on from", process)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 75)

    def test_writing_fails_halfway(self):
        for call, error in (("WRITE", errno.EDQUOT), ("WRITE", errno.ENOSPC), ("WRITE", errno.EIO), ("FSYNC", errno.EIO),
                            ("RENAME", errno.EIO)):
            with self.subTest(call=call, error=errno.errorcode[error]):
                reason = re.escape(os.strerror(error))
                self.fails_while_running("no checkpoint: cannot write", reason,
                                         env=faulty(PATH="out.h5.checkpoint", AFTER=12, **{call: error}))
                self.assertEqual(list(self.place.glob("*.part")), [])
                self.goes_on()
                for path in self.place.iterdir():
                    path.unlink()

    def test_hdf5_fails_in_the_midst_of_a_file(self):
        self.fails_while_running("no checkpoint: the result file cannot be built", "cannot be built",
                                 env=faulty(H5DWRITE=1500))
        self.goes_on()

    def test_the_result_itself_cannot_be_written(self):
        trials = 8_000_000
        straight = self.simulate(EXPERIMENT, "--trials", trials, output="straight.h5")
        done = subprocess.run([str(word) for word in self.command(trials)], capture_output=True, text=True, timeout=60,
                              env=faulty(PATH="out.h5.part", WRITE=errno.EDQUOT))
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        self.assertRegex(done.stderr, r"^.*error: cannot write .+ \(Disk quota exceeded\); free some of your quota.+\n$")
        self.assertGreater(self.saved_trials(), 0)
        subprocess.run([str(word) for word in self.command(trials)], check=True, capture_output=True, timeout=60)
        self.assertEqual(differences(straight, self.result), [])

    def test_the_folder_becomes_read_only(self):
        # Root may write anywhere unless it gives that right away.
        without_rights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
        if without_rights and shutil.which("setpriv") is None:
            self.skipTest("no setpriv to give root's rights away with")
        self.addCleanup(self.place.chmod, 0o755)
        self.fails_while_running("no checkpoint: cannot write", "Permission denied",
                                 command=without_rights + self.command(ENDLESS), provoke=lambda: self.place.chmod(0o555))
        self.place.chmod(0o755)
        self.goes_on()

    def test_slow_storage(self):
        trials = 8_000_000
        straight = self.simulate(EXPERIMENT, "--trials", trials, output="straight.h5")
        slow = faulty(PATH="out.h5", DELAY_MS=150)
        process = self.start(self.command(ENDLESS), env=slow)
        self.wait_for(self.older, process)
        process.send_signal(signal.SIGTERM)  # most likely while it waits for the disk
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 75, err)
        self.assertGreater(self.saved_trials(), 0)
        for kill in range(3):
            process = self.start(self.command(trials, "--fresh"), env=slow)
            self.wait_for(self.place / "out.h5.checkpoint.new.part", process)
            process.kill()
            process.communicate()
            self.saved_trials()
        done = subprocess.run([str(word) for word in self.command(trials, "--fresh")], capture_output=True, text=True,
                              timeout=120, env=slow)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(differences(straight, self.result), [])

    def test_a_clock_that_jumps(self):
        year = 365 * 86400
        for seconds in (-year, year):
            with self.subTest(seconds=seconds):
                start = time.monotonic()
                process = self.start(self.command(ENDLESS), env=faulty(CLOCK=seconds))
                self.wait_for(self.older, process)
                time.sleep(0.7)
                before = self.saved_trials()
                time.sleep(0.3)
                self.assertGreater(self.saved_trials(), before, "it saves on at the same pace")
                process.send_signal(signal.SIGTERM)
                _, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 75, err)
                with h5py.File(self.checkpoint) as file:
                    seen = dict(file["provenance"].attrs)
                self.assertNotEqual(seen["start_time"][:4], seen["end_time"][:4], "the wall clock did jump")
                self.assertTrue(0.5 < seen["wall_seconds"] < time.monotonic() - start)
                self.goes_on()
                self.checkpoint.unlink()
                self.older.unlink()


if __name__ == "__main__":
    unittest.main()
