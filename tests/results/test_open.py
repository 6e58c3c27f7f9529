"""A result file as notebooks open it: xarray without arguments, both engines, and h5py.

Usage: test_open.py <test_results program>. Exits 77 (skipped) where xarray, h5py or an engine is not installed.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import unittest

try:
    import h5netcdf  # noqa: F401
    import h5py
    import netCDF4  # noqa: F401
    import numpy
    import xarray
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

PROGRAM = sys.argv.pop(1)


class OpenResult(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = os.path.join(cls.folder.name, "sample.h5")
        subprocess.run([PROGRAM, "[.sample]"], check=True, stdout=subprocess.DEVNULL,
                       env=dict(os.environ, KAITEI_SAMPLE=cls.path))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def check_root(self, data):
        data.load()
        self.assertEqual(list(data.connectivity.values), ["taiwan-japan/any", "taiwan-japan/direct", "台灣-日本/partner"])
        self.assertTrue(all(isinstance(name, str) for name in data.element.values))
        self.assertEqual(data.disconnected_count.dtype, numpy.uint64)
        self.assertEqual(int(data.disconnected_count.sel(connectivity="taiwan-japan/any")), 120)
        self.assertEqual(data.failed_and_disconnected_count.dims, ("connectivity", "element"))
        self.assertEqual(data.systems_joining_trials.dims, ("joining", "systems"))
        self.assertEqual(data.fewer_systems_probability.dims, ("joining", "fewer_than"))
        self.assertEqual(data.capacity_mean.attrs["units"], "Tbit s-1")
        self.assertEqual(data.disconnected_zero_events.attrs["flag_meanings"], "some_events upper_bound_only")
        self.assertTrue(numpy.isnan(data.birnbaum_importance.sel(connectivity="台灣-日本/partner")).all())
        self.assertEqual(data.attrs["Conventions"], "CF-1.10")
        self.assertEqual(data.attrs["format_version"], "1")
        self.assertEqual(data.attrs["failure_mode"], "window")
        self.assertEqual(data.attrs["trials"], 1003)
        self.assertEqual(int(data.attrs["seed"]), 2**63 - 1)
        self.assertIn("台灣還連得到日本嗎", data.attrs["question"])

    def test_xarray_without_argument(self):
        with xarray.open_dataset(self.path) as data:
            self.check_root(data)
            self.assertFalse([d for d in data.sizes if d.startswith("phony")])

    def test_both_engines(self):
        for engine in ("netcdf4", "h5netcdf"):
            with self.subTest(engine), xarray.open_dataset(self.path, engine=engine) as data:
                self.check_root(data)

    def test_groups(self):
        for engine in ("netcdf4", "h5netcdf"):
            for name in ("network", "provenance", "per_trial"):
                with self.subTest(engine=engine, group=name):
                    with xarray.open_dataset(self.path, group=name, engine=engine) as data:
                        data.load()
        with xarray.open_dataset(self.path, group="network") as network:
            self.assertEqual(list(network.node_name_local.values), ["頭城", "志摩", "", "臺北"])
            self.assertTrue(numpy.isnan(network.segment_fibre_pairs.values[1]))
        with xarray.open_dataset(self.path, group="provenance") as provenance:
            self.assertIn("schema = 1", str(provenance.resolved_experiment.values[0]))

    def test_every_table_survives_xarray(self):
        with h5py.File(self.path) as file, xarray.open_dataset(self.path) as data:
            stored = {name for name, item in file.items() if isinstance(item, h5py.Dataset)}
            self.assertEqual(stored, set(data.variables))

    def test_an_empty_run_opens(self):
        for engine in ("netcdf4", "h5netcdf"):
            for group in (None, "network", "provenance"):
                with xarray.open_dataset(self.path + ".empty.h5", engine=engine, group=group) as data:
                    data.load()

    def test_h5py_and_bits(self):
        with h5py.File(self.path) as file:
            high = file["capacity_sum_gbps_hi"][0]
            self.assertEqual((int(high) << 64) + int(file["capacity_sum_gbps_lo"][0]), 350750)
            bits = numpy.unpackbits(file["per_trial/disconnected_bits"][:], axis=1, bitorder="little", count=1003)
            numpy.testing.assert_array_equal(bits[0], numpy.arange(1003) % 7 == 3)
            numpy.testing.assert_array_equal(bits[1], numpy.arange(1003) < 150)
            self.assertEqual(file["disconnected_count"].fletcher32, True)

    def test_checksum_line(self):
        with open(self.path, "rb") as file:
            content = file.read()
        body, trailer = content[:-80], content[-80:]
        self.assertEqual(trailer.decode(), f"\nkaitei-sha256 {hashlib.sha256(body).hexdigest()}\n")

    def test_documented_check(self):
        page = os.path.join(os.path.dirname(__file__), "..", "..", "docs", "results-format.md")
        with open(page, encoding="utf-8") as lines:
            command = next(line for line in lines if line.startswith("test "))
        answer = subprocess.run(["sh", "-c", command.replace("run.h5", self.path)], capture_output=True, text=True)
        self.assertEqual(answer.stdout, "whole\n")


if __name__ == "__main__":
    unittest.main()
