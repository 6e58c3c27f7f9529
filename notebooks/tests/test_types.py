"""The package is typed, mypy finds no fault, and every name that it offers has a test."""

import pathlib
import re
import subprocess
import unittest

from kaitei_e2e import require

require("mypy", "numpy", "pandas", "scipy", "h5py", "xarray", "h5netcdf", "matplotlib")

import kaitei_results as kr  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent


class Package(unittest.TestCase):
    def test_types(self):
        done = subprocess.run(["/usr/bin/python3", "-m", "mypy", "--cache-dir=/dev/null"], cwd=HERE.parent, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertTrue((HERE.parent / "kaitei_results" / "py.typed").exists())

    def test_every_name_is_there_documented_and_tested(self):
        tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
        for name in kr.__all__:
            with self.subTest(name):
                self.assertTrue(getattr(kr, name).__doc__)
                self.assertTrue(re.search(rf"\bkr\.{name}\b", tests), "no test names it")


if __name__ == "__main__":
    unittest.main()
