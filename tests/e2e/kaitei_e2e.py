"""What the end-to-end tests share: running the binary, copies of small data sets, comparing result files.

The binary stands in KAITEI_BINARY. A test whose Python module is missing exits 77, which ctest shows as Skipped.
"""

import atexit
import functools
import importlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
DATASETS = HERE / "datasets"
SOURCE = HERE.parent.parent


def require(*modules):
    """Skips the whole test program unless every module is installed."""
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError as missing:
            print(f"skipped: {missing}")
            sys.exit(77)


def binary():
    try:
        return os.environ["KAITEI_BINARY"]
    except KeyError:
        sys.exit("KAITEI_BINARY is not set (these tests run the program); set it to the path of kaitei")


def over_mpi():
    """The program over MPI, or the end of the test where it cannot be built or started."""
    path = os.environ.get("KAITEI_OVER_MPI")
    if not path or shutil.which("mpirun") is None:
        print("skipped: no MPI; install libopenmpi-dev and openmpi-bin")
        sys.exit(77)
    return path


@functools.cache
def faults():
    """The library of faults.c, at a path without a space, which would end its name in LD_PRELOAD."""
    library = os.environ["KAITEI_FAULTS"]
    if " " not in library:
        return library
    folder = tempfile.mkdtemp(prefix="kaitei-faults-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return shutil.copy(library, folder)


def faulty(**settings):
    """The environment of a program that meets these faults; faults.c says what they are."""
    return {**os.environ, "LD_PRELOAD": faults(), "ASAN_OPTIONS": "verify_asan_link_order=0",
            **{"FAULT_" + name: str(value) for name, value in settings.items()}}


def kaitei(*arguments, cwd=None, timeout=120, **options):
    """Runs kaitei and returns what it said, whatever its exit code."""
    return subprocess.run([binary(), *map(str, arguments)], cwd=cwd, timeout=timeout, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, **options)


class Scratch(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kaitei-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def copy_dataset(self, name):
        """A data set that the test may spoil."""
        return pathlib.Path(shutil.copytree(DATASETS / name, self.folder / name))

    def run_ok(self, *arguments, **options):
        done = kaitei(*arguments, cwd=self.folder, **options)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def start(self, command, **options):
        """A process that the test's end kills."""
        process = subprocess.Popen([str(word) for word in command], cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, **options)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def wait_for(self, path, process, seconds=60):
        """Until the file is there, which the process must live to see."""
        deadline = time.monotonic() + seconds
        while not pathlib.Path(path).exists():
            self.assertIsNone(process.poll(), f"it ended before {path}")
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.005)

    def simulate(self, experiment, *arguments, output="out.h5"):
        """Runs the experiment and returns the path of its result."""
        path = self.folder / output
        self.run_ok("run", experiment, "-o", path, "--quiet", *arguments)
        return path


def compared(path):
    """Everything in a result but its provenance: {"/group/table": values, "/@attribute": value}."""
    import h5py

    found = {}

    def visit(name, item):
        if isinstance(item, h5py.Dataset) and not name.startswith("provenance/"):
            found["/" + name] = item[()]

    with h5py.File(path) as file:
        file.visititems(visit)
        found.update({"/@" + key: file.attrs[key] for key in file.attrs})
    return found


def differences(a, b):
    """Names of what differs between two results, provenance aside."""
    import numpy

    left, right = compared(a), compared(b)

    def same(name):
        if name not in left or name not in right:
            return False
        one, other = numpy.asarray(left[name]), numpy.asarray(right[name])
        return one.dtype == other.dtype and numpy.array_equal(one, other, equal_nan=one.dtype.kind == "f")

    return sorted(name for name in left.keys() | right.keys() if not same(name))
