"""Ellipses, polygons, corridors and intensity, each against a slow twin of its own (sphere.py)."""

import itertools
import math
import unittest

from place_scenarios import TRIALS, Places, write_layer, write_raster
import numpy
import shapely.affinity
import shapely.geometry as planar

from agreement import too_far
from sphere import RADIUS_KM, SPHERE, Gnomonic, distance_km, finely


class Zones(Places):
    def test_ellipses_strike_what_a_slow_twin_strikes(self):
        rng = numpy.random.default_rng(11)
        weights = rng.choice([0.0, 1.0, 5.0], (6, 8))
        write_raster(self.data / "centres.tif", 120, 29, 1, [numpy.zeros((6, 8)), weights])
        group = self.simulate_scenario("disc", 'radius_km = 120\naspect = 5\ncentres = "centres.tif"\nband = 2')
        edges = [numpy.sin(numpy.radians([28 - row, 29 - row])) for row in range(6)]
        share = numpy.array([[weights[row, column] * (edges[row][1] - edges[row][0]) for column in range(8)] for row in range(6)])
        long, short = 120 * math.sqrt(5) / RADIUS_KM, 120 / math.sqrt(5) / RADIUS_KM
        twin_trials, twin = 6000, {}
        for _ in range(twin_trials):
            row, column = divmod(rng.choice(48, p=share.ravel() / share.sum()), 8)
            centre = 120 + column + rng.random(), math.degrees(math.asin(rng.uniform(*edges[row])))
            plane, turn = Gnomonic(*centre), rng.uniform(0, 180)
            for id, line in self.places.items():
                shape = shapely.affinity.rotate(plane.shape(line), turn, origin=(0, 0))
                flat = shapely.affinity.scale(shape, 1 / math.tan(long), 1 / math.tan(short), origin=(0, 0))
                if flat.distance(planar.Point(0, 0)) <= 1:
                    twin[id] = twin.get(id, 0) + 1
        self.check_counts(group, twin, twin_trials)

    def check_zones(self, group, touched, shares, hit):
        """touched: the elements of each zone; every subset of them fails with its probability."""
        lost = dict.fromkeys((id.decode() for id in group["connectivity"]), 0.0)
        failing = {}
        for elements, share in zip(touched, shares):
            for element in elements:
                failing[element] = failing.get(element, 0) + share * hit
            for down in itertools.product((False, True), repeat=len(elements) if hit < 1 else 0):
                failed = {id for id, is_down in zip(elements, down) if is_down} if hit < 1 else set(elements)
                weight = share * (hit ** len(failed) * (1 - hit) ** (len(elements) - len(failed)) if hit < 1 else 1)
                state = self.states.state(failed)
                for name in lost:
                    lost[name] += weight * state["disconnected", name]
        for element, count in zip(group["element"], group["element_failed_count"][()]):
            self.assertFalse(too_far(int(count), TRIALS, failing.get(element.decode(), 0)), element)
        for name, count in zip(lost, group["disconnected_count"][()]):
            self.assertFalse(too_far(int(count), TRIALS, lost[name]), f"{name}: {count}, exactly {TRIALS * lost[name]}")
        self.assertTrue(any(p > 0.01 for p in lost.values()), lost)

    def test_polygons_with_holes_and_weights(self):
        rings = [
            [[(121, 24), (123, 24), (123, 26), (121, 26), (121, 24)], [(121.4, 24.9), (121.6, 24.9), (121.6, 25.2), (121.4, 25.2), (121.4, 24.9)]],
            [[(125, 24), (128.5, 24), (128.5, 29), (125, 24)]],
            [[(130, 30), (131, 30), (131, 30.1), (130, 30.1), (130, 30)]],
        ]
        weights = [1, 2.5, 0.5]
        write_layer(self.data / "zones.geojson", "Polygon", [(ring, {"Rate": w}) for ring, w in zip(rings, weights)])
        touched = []
        for outline, *holes in rings:
            polygon = planar.Polygon(outline, holes)
            shapes = {id: planar.Point(line[0]) if len(line) == 1 else planar.LineString(finely(line, 2))
                      for id, line in self.places.items()}
            touched.append([id for id, shape in shapes.items() if polygon.intersects(shape)])
        self.assertIn("station:tw-a", touched[0])
        self.assertNotIn("station:taipei", touched[0])  # it stands in the hole
        for hit in (1, 0.45):
            group = self.simulate_scenario("polygon", f'layer = "zones.geojson"\nweight = "Rate"\nhit_probability = {hit}')
            self.check_zones(group, touched, [w / sum(weights) for w in weights], hit)

    def test_polygons_on_both_sides_of_the_antimeridian_are_one(self):
        write_layer(self.data / "zones.geojson", "Polygon", [([[(100, 60), (-100, 60), (-100, 80), (100, 80), (100, 60)]], {}),
                                                             ([[(121, 24), (123, 24), (123, 26), (121, 26), (121, 24)]], {})])
        group = self.simulate_scenario("polygon", 'layer = "zones.geojson"')
        self.assertFalse(too_far(int(group["elements_failed_trials"][0]), TRIALS, 0.5))

    def test_corridors(self):
        ends = (119.0, 20.5), (127.5, 26.5)
        touched = []
        for id, line in self.places.items():
            nearest = min(distance_km(ends, *place) for place in finely(line, 10))
            self.assertGreater(abs(nearest - 40), 3, f"{id} at {nearest} km is no test")
            if nearest < 40:
                touched.append(id)
        arc = "from_longitude = 119\nfrom_latitude = 20.5\nto_longitude = 127.5\nto_latitude = 26.5\nwidth_km = 80\n"
        for hit in (1, 0.3):
            self.check_zones(self.simulate_scenario("corridor", arc + f"hit_probability = {hit}"), [touched], [1], hit)
        write_layer(self.data / "arc.geojson", "LineString", [(ends, {})])
        given = self.simulate_scenario("corridor", 'layer = "arc.geojson"\nwidth_km = 80\nhit_probability = 0.3')
        self.check_zones(given, [touched], [1], 0.3)

    def test_fragility_along_lines(self):
        rng = numpy.random.default_rng(3)
        values = rng.uniform(0, 3, (12, 20))
        values[:, :2] = 0
        write_raster(self.data / "shaking.tif", 120, 32, 1, [values])

        def value(longitude, latitude):
            row, column = math.floor(32 - latitude), math.floor(longitude - 120)
            return values[row, column] if 0 <= row < 12 and 0 <= column < 20 else 0.0

        for measure, median in (("greatest", 2.0), ("integral", 1500.0)):
            group = self.simulate_scenario("raster", f'raster = "shaking.tif"\nmeasure = "{measure}"\nmedian = {median}\nbeta = 0.6')
            counts = dict(zip((id.decode() for id in group["element"]), group["element_failed_count"][()]))
            for id, line in self.places.items():
                fine = finely(line, 1)
                along = [value((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(fine, fine[1:])]
                if measure == "greatest":
                    met = max(along, default=value(*fine[0]))
                else:
                    length = sum(SPHERE.Inverse(a[1], a[0], b[1], b[0])["s12"] for a, b in zip(line, line[1:])) / 1000
                    met = length * sum(along) / max(1, len(along))
                p = 0.5 * math.erfc(-math.log(met / median) / 0.6 / math.sqrt(2)) if met > 0 else 0
                self.assertFalse(too_far(int(counts[id]), TRIALS, p), f"{id}: {counts[id]}, expected {TRIALS * p}")


if __name__ == "__main__":
    unittest.main()
