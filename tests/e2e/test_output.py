"""Results that cannot be written, and runs that are stopped: one message, no half-written file, the old result kept."""

import os
import pathlib
import resource
import signal
import subprocess
import time
import unittest

from kaitei_e2e import DATASETS, Scratch, binary, kaitei

EXPERIMENT = DATASETS / "festoon" / "experiment.toml"
BITS = ("--set", "outcomes.per_trial=true")  # makes a result of some 100 KiB


class Output(Scratch):
    def setUp(self):
        super().setUp()
        self.result = self.folder / "out.h5"

    def check_failed(self, done, *words, code=1):
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertRegex(done.stderr, r" error: .+ \(.+\); .+\n$")
        for word in words:
            self.assertIn(str(word), done.stderr)

    def fails(self, output, *words, **options):
        done = kaitei("run", EXPERIMENT, "-o", output, "--trials", 200_000, *BITS, "--quiet", **options)
        self.check_failed(done, output, *words)

    def test_below_a_file(self):
        (self.folder / "file").write_text("not a folder")
        self.fails(self.folder / "file" / "out.h5", "Not a directory")
        self.assertEqual((self.folder / "file").read_text(), "not a folder")

    def test_no_such_folder(self):
        self.fails(self.folder / "none" / "out.h5", "No such file or directory", "create the folder")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_folder(self):
        self.result.mkdir()
        self.fails(self.result, "Is a directory")

    def test_found_out_before_the_trials(self):
        begin = time.monotonic()
        done = kaitei("run", EXPERIMENT, "-o", self.folder / "none" / "out.h5", "--trials", "1e12", "--quiet")
        self.check_failed(done)
        self.assertLess(time.monotonic() - begin, 60)

    def test_file_size_limit(self):
        self.result.write_bytes(b"the previous result")
        limit = 32 << 10
        self.fails(self.result, "File too large", "ulimit",
                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(self.result.read_bytes(), b"the previous result")
        self.assertEqual(list(self.folder.iterdir()), [self.result])

    def test_full_disk(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("no right to mount a tmpfs")
        self.addCleanup(subprocess.run, ["umount", str(disk)], check=True)
        (disk / "out.h5").write_bytes(b"the previous result")
        self.fails(disk / "out.h5", "No space left on device", "free some space")
        self.assertEqual((disk / "out.h5").read_bytes(), b"the previous result")
        self.assertEqual(list(disk.iterdir()), [disk / "out.h5"])

    def test_closed_stdout(self):
        if not pathlib.Path("/dev/full").exists():
            self.skipTest("no /dev/full")
        with open("/dev/full", "w") as full:
            done = subprocess.run([binary(), "run", EXPERIMENT, "-o", self.result, "--trials", "1000", "--quiet"],
                                  stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r" error: .*stdout.*\n$")

    # Signals.

    def long_run(self):
        """A run that would take hours, once its trials are under way."""
        process = subprocess.Popen([binary(), "run", str(EXPERIMENT), "-o", str(self.result), "--trials", "1e13",
                                    "--threads", "2", "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        deadline = time.monotonic() + 60
        while len(os.listdir(f"/proc/{process.pid}/task")) < 3:  # its own thread and two workers
            self.assertLess(time.monotonic(), deadline, "the trials never began")
            time.sleep(0.02)
        return process

    def stop(self, number):
        self.result.write_bytes(b"the previous result")
        process = self.long_run()
        begin = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - begin, 30, "it took its time to stop")
        self.check_failed(subprocess.CompletedProcess((), process.returncode, out, err), "stopped after", "go on from",
                          code=75)
        self.assertEqual(self.result.read_bytes(), b"the previous result")
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["out.h5", "out.h5.checkpoint"])

    @unittest.skipUnless(pathlib.Path("/proc/self/task").exists(), "threads are counted in /proc")
    def test_interrupt(self):
        self.stop(signal.SIGINT)

    @unittest.skipUnless(pathlib.Path("/proc/self/task").exists(), "threads are counted in /proc")
    def test_terminate(self):
        self.stop(signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
