"""Every notebook runs from clean, at reduced size, and draws the figures that it is there to draw."""

import os
import pathlib
import sys
import unittest

from kaitei_e2e import binary, require

require("numpy", "pandas", "scipy", "h5py", "xarray", "h5netcdf", "matplotlib", "PIL", "nbformat", "nbclient", "ipykernel")

import matplotlib  # noqa: E402

matplotlib.use("Agg")
import nbformat  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from execute import execute  # noqa: E402


def figures(notebook):
    return [index for index, cell in enumerate(notebook.cells) for output in cell.get("outputs", [])
            if "image/png" in output.get("data", {})]


class Notebooks(unittest.TestCase):
    def test_each(self):
        os.environ.update(KAITEI_NOTEBOOK_TRIALS="20000", PYTHONPATH=str(HERE), PYDEVD_DISABLE_FILE_VALIDATION="1", KAITEI_BINARY=binary())
        paths = sorted(HERE.glob("*.ipynb"))
        self.assertGreater(len(paths), 0)
        for path in paths:
            with self.subTest(notebook=path.name):
                committed, run = nbformat.read(path, as_version=4), execute(path)
                self.assertTrue(committed.cells[0].source.startswith("# ") and "**Question.**" in committed.cells[0].source)
                self.assertTrue(figures(committed), "outputs are committed")
                self.assertEqual(figures(run), figures(committed), "every figure is drawn again")
                self.assertIn("interval", run.cells[-1].outputs[-1]["data"]["text/markdown"], "the answer in words has its interval")


if __name__ == "__main__":
    unittest.main()
