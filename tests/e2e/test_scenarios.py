"""Scenarios that draw their events: the same bits whatever the threads and shards, and paired with the run's own trials."""

import json
import unittest

from kaitei_e2e import Scratch, differences, kaitei, require

require("h5py", "networkx")

import h5py  # noqa: E402
import numpy  # noqa: E402

SCENARIO = """
[[scenario]]
name = "discs"
kind = "disc"
{keys}
"""
BOX = "west = 119.5\neast = 121\nsouth = 21.5\nnorth = 23"


class Scenarios(Scratch):
    def experiment(self, keys, trials=5000, dataset="two-systems"):
        folder = self.folder / dataset
        if not folder.exists():
            self.copy_dataset(dataset)
        file = folder / "scenario.toml"
        text = (folder / "experiment.toml").read_text(encoding="utf-8")
        file.write_text(text + SCENARIO.format(keys=keys), encoding="utf-8")
        return file, ("--set", f"run.trials={trials}")

    def test_threads_shards_and_lanes_show_in_no_byte(self):
        file, trials = self.experiment(BOX + "\nevents = 2\nsweep = { radius_km = [20, 80] }", 9000)
        whole = self.simulate(file, *trials, "--set", "run.threads=1", output="whole.h5")
        other = self.simulate(file, *trials, "--set", "run.threads=3", "--set", "run.lanes=128", output="other.h5")
        self.assertEqual(differences(whole, other), [])
        shards = [self.folder / f"scenario.shard-{i}-of-3.h5" for i in range(3)]
        for i, shard in enumerate(shards):
            self.run_ok("run", file, *trials, "--shard", f"{i}/3", "-o", self.folder / "scenario.h5", "--quiet")
            self.assertTrue(shard.exists())
        self.run_ok("merge", *shards, "-o", "merged.h5")
        self.assertEqual(differences(whole, self.folder / "merged.h5"), [])
        with h5py.File(whole) as result:
            group = result["scenarios/discs"]
            self.assertEqual(list(group["radius_km"]), [20, 80])
            failed = group["element_failed_count"][()]
            # Common random numbers: whatever a small disc strikes, the large one about the same centre does too.
            self.assertTrue((failed[0] <= failed[1]).all())
            self.assertGreater(failed[0].sum(), 0)
            sizes = group["elements_failed_trials"][()]
            self.assertTrue((sizes == group["matched_elements_failed_trials"][()]).all())
            self.assertEqual(sizes.sum(axis=1).tolist(), [9000, 9000])

    def test_background_alone_is_the_run_itself(self):
        nothing = "west = -100\neast = -90\nsouth = -60\nnorth = -50\nradius_km = 1\nmatched = false"
        file, trials = self.experiment(nothing + "\nbackground = true")
        with h5py.File(self.simulate(file, *trials)) as result:
            group = result["scenarios/discs"]
            for name in ("disconnected_count", "elements_failed_trials", "element_failed_count", "largest_component_trials"):
                self.assertTrue(numpy.array_equal(group[name][()], result[name][()]), name)
            self.assertGreater(group["disconnected_count"][()].sum(), 0)
        file, trials = self.experiment(nothing)
        with h5py.File(self.simulate(file, *trials)) as result:
            self.assertEqual(result["scenarios/discs/elements_failed_trials"][0], 5000)
            self.assertNotIn("matched_disconnected_count", result["scenarios/discs"])

    def test_inspect_and_json_read_the_file_back(self):
        file, trials = self.experiment(BOX + "\nsweep = { radius_km = [20, 80] }")
        run = json.loads(self.run_ok("run", file, *trials, "--json", "--quiet", "-o", "out.h5").stdout)
        self.assertEqual(json.loads(self.run_ok("inspect", "out.h5", "--json").stdout)["scenarios"], run["scenarios"])
        points = run["scenarios"][0]["points"]
        self.assertEqual([point["sweep"] for point in points], [{"radius_km": 20}, {"radius_km": 80}])
        self.assertIn("radius_km 80", self.run_ok("inspect", "out.h5").stdout)

    def test_losses_have_times_that_shards_add_up(self):
        """A canyon across both cables at one speed: what is lost is lost when the front comes by."""
        file, trials = self.experiment("", 3000)
        canyon = {"type": "Feature", "properties": {"id": "c", "triggers": "river_flood", "runout_km": 400},
                  "geometry": {"type": "LineString", "coordinates": [(123.0, 26.0), (123.0, 24.5), (123.0, 23.0)]}}
        (file.parent / "canyon.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [canyon]}))
        text = file.read_text(encoding="utf-8").replace('kind = "disc"', 'kind = "turbidity-current"\ncanyons = "canyon.geojson"\n'
                                                        "flow_cut_probability = 0.5\nrunout_least_share = 1\nflow_speed_spread = 0\n"
                                                        "flow_last_speed_m_s = 10\nsweep = { flow_first_speed_m_s = [10, 20] }")
        file.write_text(text, encoding="utf-8")
        whole = self.simulate(file, *trials, "--set", "run.threads=1", output="whole.h5")
        for i in range(2):
            self.run_ok("run", file, *trials, "--shard", f"{i}/2", "-o", self.folder / "part.h5", "--quiet")
        self.run_ok("merge", *(self.folder / f"part.shard-{i}-of-2.h5" for i in range(2)), "-o", "merged.h5")
        self.assertEqual(differences(whole, self.folder / "merged.h5"), [])
        run = json.loads(self.run_ok("run", file, *trials, "--json", "--quiet", "-o", "out.h5").stdout)
        self.assertEqual(json.loads(self.run_ok("inspect", "out.h5", "--json").stdout)["scenarios"], run["scenarios"])
        self.assertIn("the first after", self.run_ok("inspect", "out.h5").stdout)
        with h5py.File(whole) as result:
            group = result["scenarios/discs"]
            labels = [label.decode() for label in group["loss"]]
            counts, hours = group["loss_trials"][0], group["loss_hour"][()]
            both, some = counts[labels.index("2")].sum(), counts[labels.index("1")].sum()
            self.assertAlmostEqual(some / 3000, 0.75, delta=0.05)
            self.assertAlmostEqual(both / 3000, 0.25, delta=0.05)
            self.assertEqual(counts[labels.index("last")].sum(), some)
            # Crossed 34 and 292 km below the head; a flow meets a line some 10 km before it comes there.
            times = {round(float(hours[tick]), 2) for tick in counts.sum(axis=0).nonzero()[0]}
            self.assertEqual(len(times), 2)
            self.assertAlmostEqual(max(times), 279 / 36, delta=0.4)
            faster = group["loss_hours_mean"][1] <= group["loss_hours_mean"][0]
            self.assertTrue(faster[labels.index("last")])

    def refused(self, keys, *said):
        file, trials = self.experiment(keys)
        done = kaitei("run", file, *trials, "--quiet", "-o", self.folder / "no.h5", cwd=self.folder)
        self.assertEqual(done.returncode, 2, done.stderr)
        for words in said:
            self.assertIn(words, done.stderr)
        self.assertFalse((self.folder / "no.h5").exists())

    def test_what_cannot_be_meant_is_refused_with_its_line(self):
        self.refused("radius_km = -5", "scenario.toml:", "radius_km is -5", "at least 0")
        self.refused("south = 30\nnorth = 20", "south = 30 above north = 20")
        self.refused("sweep = { radius = [1] }", '"radius" cannot be swept', "radius_km")
        self.refused("sweep = { radius_km = [1, -1] }", "radius_km[1] is -1")
        self.refused("sweep = { events = [1.5] }", "events[0] is 1.5", "whole number")
        self.refused("radius_km = 3\nsweep = { radius_km = [1, 2] }", "beside its sweep")
        self.refused("failures = 3", "scenario[0].failures has no use")


if __name__ == "__main__":
    unittest.main()
