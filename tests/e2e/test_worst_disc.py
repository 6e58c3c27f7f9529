"""The worst place for a disc against brute force, every number with networkx."""

import itertools
import json
import unittest

from place_scenarios import Places
import h5py
import numpy

from sphere import distance_km


class WorstDisc(Places):
    def damage(self, longitude, latitude, radius):
        """What a disc takes, by networkx; None if the edge of an element is too near to the disc's to tell."""
        distances = {id: distance_km(line, longitude, latitude) for id, line in self.places.items()}
        if any(abs(d - radius) < 1e-6 for d in distances.values()):
            return None
        failed = {id for id, d in distances.items() if d <= radius}
        state, intact = self.states.state(failed), self.states.state(set())
        return (sum(state[q] for q in state if q[0] == "disconnected"),
                sum(intact[q] - state[q] for q in state if q[0] == "systems"),
                sum(intact[q] - state[q] for q in state if q[0] == "gbps") / 1000, len(failed))

    def test_the_worst_disc_is_that_of_brute_force(self):
        keys = "west = 120\neast = 128.5\nsouth = 21\nnorth = 28\nspacing_km = 55\nsweep = { radius_km = [60, 150] }"
        file, options = self.experiment("worst-disc", keys, 1000)
        run = json.loads(self.run_ok("run", file, *options, "--json", "--quiet", "-o", "out.h5").stdout)["scenarios"][0]
        self.assertEqual(json.loads(self.run_ok("inspect", "out.h5", "--json").stdout)["scenarios"], [run])
        self.assertTrue(run["exact"])
        names = ("outcomes_lost", "systems_lost", "capacity_lost", "elements_lost")
        rng = numpy.random.default_rng(5)
        with h5py.File(self.folder / "out.h5") as result:
            group = result["scenarios/s"]
            latitudes, longitudes, share = (group[name][()] for name in ("latitude", "longitude", "cell_share"))
            self.assertAlmostEqual(share.sum() * len(longitudes), 1)
            self.assertEqual(run["centres"], len(latitudes) * len(longitudes))
            for r, radius in enumerate((60, 150)):
                point = run["points"][r]
                maps = numpy.stack([group[name][r] for name in names], axis=-1)
                for (i, latitude), (k, longitude) in itertools.product(enumerate(latitudes), enumerate(longitudes)):
                    expected = self.damage(longitude, latitude, radius)
                    if expected is not None:
                        numpy.testing.assert_allclose(maps[i, k], expected, atol=1e-9)
                for m, name in enumerate(names):
                    self.assertAlmostEqual(point[name]["mean"], (maps[..., m].sum(axis=1) * share).sum(), places=9)
                    self.assertGreaterEqual(point[name]["most"], maps[..., m].max())
                    self.assertGreaterEqual(point[name]["bound"], point[name]["most"])
                found = self.damage(point["worst"]["longitude"], point["worst"]["latitude"], radius)
                numpy.testing.assert_allclose([point["worst"][name] for name in names], found, atol=1e-9)
                for _ in range(150):  # nowhere in the area is it worse than the bound
                    anywhere = self.damage(rng.uniform(120, 128.5), rng.uniform(21, 28), radius)
                    for name, value in zip(names, anywhere or ()):
                        self.assertLessEqual(value, point[name]["bound"] + 1e-9)
        self.assertIn("bound", self.run_ok("inspect", "out.h5").stdout)


if __name__ == "__main__":
    unittest.main()
