"""Percolation of large graphs, run as a user runs it: thresholds, memory, errors, other libraries' components."""

import hashlib
import json
import re
import sys
import unittest

from kaitei_e2e import SOURCE, Scratch, kaitei, require

require("h5py", "networkx", "numpy")

import h5py  # noqa: E402
import networkx  # noqa: E402
import numpy  # noqa: E402

FOLDER = SOURCE / "experiments" / "percolation-thresholds"
sys.path.insert(0, str(FOLDER))

import thresholds  # noqa: E402

ERRORS = 5.5


class Thresholds(Scratch):
    def test_fewer_sweeps_recover_the_thresholds(self):
        text = (FOLDER / "experiment.toml").read_text(encoding="utf-8")
        (self.folder / "fewer.toml").write_text(re.sub(r"sweeps = (\d+)", lambda m: f"sweeps = {int(m[1]) // 8}", text))
        summary = json.loads(self.run_ok("run", "fewer.toml", "--json", "--quiet").stdout)
        for name, row in thresholds.thresholds(summary).items():
            with self.subTest(name):
                self.assertLess(abs(row["threshold"] - row["known"]), ERRORS * row["standard_error"])
                self.assertLess(row["standard_error"], 0.005)

    def test_the_published_intervals_hold_the_thresholds_and_are_of_this_experiment(self):
        expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
        found = hashlib.sha256((FOLDER / "experiment.toml").read_bytes()).hexdigest()
        self.assertEqual(expected["inputs"]["experiment.toml"], found, f"{expected['made_by']} makes expected.json anew")
        self.assertEqual(expected["thresholds"].keys(), thresholds.LATTICES.keys())
        for name, row in expected["thresholds"].items():
            with self.subTest(name):
                self.assertLessEqual(row["interval"][0], row["known"])
                self.assertGreaterEqual(row["interval"][1], row["known"])

    def test_wrapping_probability_of_the_square_torus(self):
        self.assertAlmostEqual(thresholds.wrapping_probability(1j), 0.690473725, places=8)


class Curves(Scratch):
    def experiment(self, row, extra=""):
        (self.folder / "x.toml").write_text(f'schema = 1\nname = "x"\n\n[[percolation]]\nname = "curve"\n{row}\n{extra}')
        return "x.toml"

    def run_error(self, code, *arguments):
        done = kaitei(*arguments, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stderr

    def test_a_file_graph_at_p_0_and_1_has_networkx_components(self):
        graph = networkx.gnm_random_graph(500, 550, seed=3)
        (self.folder / "edges.txt").write_text("".join(f"{u} {v}\n" for u, v in graph.edges))
        done = self.run_ok("run", self.experiment('graph = "file"\nfile = "edges.txt"\nsweeps = 3\npoints = 2'), "--json", "--quiet")
        row = json.loads(done.stdout)["percolation"][0]
        sizes = sorted(map(len, networkx.connected_components(graph)), reverse=True)
        sizes += [1] * (row["nodes"] - sum(sizes))
        self.assertEqual(row["largest_cluster"]["mean"], [1, sizes[0]])
        self.assertEqual(row["second_largest_cluster"]["mean"], [1, sizes[1]])
        self.assertEqual(row["cluster_count"]["mean"][0], row["nodes"])
        self.assertAlmostEqual(row["mean_cluster_size"]["mean"][1], sum(s * s for s in sizes) / row["nodes"], places=4)
        self.assertEqual(row["spanning_any"]["mean"], [None, None])

    def test_threads_change_no_byte_of_the_tallies_and_the_file_says_what_the_summary_says(self):
        row = 'size = 12\nkind = "site"\nsweeps = 40\nprobability_from = 0.4\nprobability_to = 0.8\npoints = 5'
        one = json.loads(self.run_ok("run", self.experiment(row), "--threads", "1", "-o", "1.h5", "--json", "--quiet").stdout)
        self.run_ok("run", "x.toml", "--threads", "3", "-o", "3.h5", "--quiet")
        with h5py.File(self.folder / "1.h5") as a, h5py.File(self.folder / "3.h5") as b:
            for name in a:
                if isinstance(a[name], h5py.Dataset):
                    numpy.testing.assert_array_equal(a[name][...], b[name][...], err_msg=name)
            mean = a["spanning_axis_1_mean"][0]
            numpy.testing.assert_allclose(mean, one["percolation"][0]["spanning_axis_1"]["mean"])
            total = [(int(h) << 64) + int(l) for h, l in zip(a["largest_cluster_sum_hi"][0], a["largest_cluster_sum_lo"][0])]
            numpy.testing.assert_allclose([t / 2**16 / 40 for t in total], a["largest_cluster_mean"][0])
            numpy.testing.assert_allclose(a["occupation_probability"][0], [0.4, 0.5, 0.6, 0.7, 0.8])

    def test_the_dump_runs_again(self):
        self.experiment("size = 5\nsweeps = 2", "[run]\nseed = 7\n")
        dump = self.run_ok("validate", "x.toml", "--dump").stdout
        (self.folder / "again.toml").write_text(dump)
        self.assertEqual(self.run_ok("validate", "again.toml", "--dump").stdout, dump)

    def test_validate_states_the_memory(self):
        text = self.run_ok("validate", self.experiment("size = 1000\npoints = 1", "[run]\nthreads = 1\n")).stdout
        stated = re.search(r"1000000 nodes, 2000000 edges, ([\d.]+) MiB of memory on 1 thread", text)
        self.assertIsNotNone(stated, text)
        self.assertLess(float(stated[1]) * 2**20, 12 * 2e6 + 16 * 1e6 + 2**20)

    def test_wrong_experiments_are_named(self):
        for row, extra, message in (
                ("", "", "percolation[0].size is missing"),
                ("size = 4\nradius = 0.5", "", "percolation[0].radius has no use"),
                ("size = 2", "", "at least 3 cells"),
                ("size = 4\nprobability_from = 0.7\nprobability_to = 0.2", "", "above probability_to"),
                ("size = 4", "[run]\ntrials = 5\n", "run.trials has no use"),
                ("size = 4", "[network]\nsource = \"x\"\n", "network.source has no use"),
                ('graph = "erdos-renyi"\nnodes = 4\nedges = 9', "", "no 9 pairs")):
            with self.subTest(message):
                self.assertIn(message, self.run_error(2, "run", self.experiment(row, extra)))
        self.assertIn("cannot be read", self.run_error(3, "run", self.experiment('graph = "file"\nfile = "none.txt"')))

    def test_cuda_without_a_device_is_exit_4_and_plan_states_the_device_memory(self):
        text = self.run_ok("plan", self.experiment("size = 1000"), "--backend", "cuda").stdout
        self.assertRegex(text, r"and 76.3 MiB of each device's")
        self.assertRegex(text, r'curve       "curve": (unknown \(no CUDA device can be used|.+ to )')
        large = self.run_ok("plan", self.experiment("size = 10000")).stdout  # told without being made
        self.assertRegex(large, r'curve       "curve": unknown \(a pilot would take more than 1 GiB')
        done = kaitei("run", "x.toml", "--backend", "cuda", cwd=self.folder)
        if done.returncode == 0:  # a device is there: the tallies are the CPU's
            self.run_ok("run", "x.toml", "--backend", "cpu", "-o", "cpu.h5", "--quiet")
            with h5py.File(self.folder / "x.h5") as a, h5py.File(self.folder / "cpu.h5") as b:
                for name in a:
                    if isinstance(a[name], h5py.Dataset):
                        numpy.testing.assert_array_equal(a[name][...], b[name][...], err_msg=name)
        else:
            self.assertEqual(done.returncode, 4, done.stderr)
            self.assertIn("no CUDA device can be used", done.stderr)


if __name__ == "__main__":
    unittest.main()
