"""./bootstrap without building anything: its help, and what it says to a command that it does not know."""

import subprocess
import unittest

from kaitei_e2e import SOURCE


def bootstrap(*arguments):
    return subprocess.run([SOURCE / "bootstrap", *arguments], capture_output=True, text=True, timeout=60)


class Bootstrap(unittest.TestCase):
    def test_help(self):
        for arguments in (("help",), ("--help",), ()):
            done = bootstrap(*arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            for command in ("run", "test", "build"):
                self.assertIn(f"./bootstrap {command}", done.stdout)

    def test_unknown_command(self):
        done = bootstrap("bulid")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertIn('"bulid"', done.stderr)
        self.assertIn("./bootstrap help", done.stderr)


if __name__ == "__main__":
    unittest.main()
