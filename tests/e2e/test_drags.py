"""Dragged anchors against a slow twin: shapely in a gnomonic plane, geographiclib for their ends."""

import math
import unittest

from place_scenarios import MIDDLE, TRIALS, Places, write_layer, write_raster
import numpy
import shapely.geometry as planar

from agreement import STANDARD_ERRORS, too_far
from sphere import SPHERE, Gnomonic, distance_km, finely


class Drags(Places):
    def test_drags_cut_what_a_slow_twin_cuts(self):
        rng = numpy.random.default_rng(7)
        heights = rng.choice([-30.0, -100.0, -250.0, 40.0], (20, 24))
        write_raster(self.data / "depth.tif", 122, 28, 0.25, [heights])
        box = dict(west=123.0, east=127.5, south=23.5, north=27.5)
        keys = "\n".join(f"{key} = {value}" for key, value in box.items()) + """
            depth = "depth.tif"
            deepest_m = 150
            heading_degrees = 20
            heading_spread_degrees = 70
            length_km = 90
            length_distribution = "lognormal"
            length_sigma = 0.6
            drags = 2
            events = 2
            cut_probability = 0.7
            interdiction_probability = 0.2"""
        group = self.simulate_scenario("anchor-drag", keys)

        plane = Gnomonic(*MIDDLE)
        cables = {id: plane.shape(line) for id, line in self.places.items() if id.startswith("segment:")}
        cells = [(row, column) for row in range(20) for column in range(24)
                 if heights[row, column] < 0 and box["west"] <= 122 + (column + 0.5) / 4 <= box["east"]
                 and box["south"] <= 28 - (row + 0.5) / 4 <= box["north"]]
        edges = [numpy.sin(numpy.radians([28 - (row + 1) / 4, 28 - row / 4])) for row, _ in cells]
        share = numpy.array([high - low for low, high in edges])

        def height_at(longitude, latitude):
            row, column = math.floor((28 - latitude) * 4), math.floor((longitude - 122) * 4)
            return heights[row, column] if 0 <= row < 20 and 0 <= column < 24 else 0.0

        def drag(longitude, latitude, failed):
            heading = 20 + rng.uniform(-70, 70)
            length = 90 * math.exp(0.6 * rng.standard_normal() - 0.18)
            end = SPHERE.Direct(latitude, longitude, heading, 1000 * length)
            track = plane.shape([(longitude, latitude), (end["lon2"], end["lat2"])])
            for id, cable in cables.items():
                crossing = track.intersection(cable)
                if not crossing.is_empty and -150 <= height_at(*plane.position(crossing.x, crossing.y)) < 0:
                    if rng.random() < 0.7:
                        failed.add(id)
            return end["lon2"], end["lat2"]

        twin_trials, twin, sizes = 8000, {}, numpy.zeros(6)
        for _ in range(twin_trials):
            failed = set()
            for _ in range(2):
                if rng.random() < 0.2:
                    continue
                chosen = rng.choice(len(cells), p=share / share.sum())
                place = (122 + (cells[chosen][1] + rng.random()) / 4,
                         math.degrees(math.asin(rng.uniform(*edges[chosen]))))
                for _ in range(2):
                    place = drag(*place, failed)
            sizes[len(failed)] += 1
            for id in failed:
                twin[id] = twin.get(id, 0) + 1
        self.check_counts(group, twin, twin_trials)
        for size, count in enumerate(group["elements_failed_trials"][:6]):  # which are cut together
            p = (count + sizes[size]) / (TRIALS + twin_trials)
            error = math.sqrt(p * (1 - p) * (1 / TRIALS + 1 / twin_trials))
            self.assertLessEqual(abs(count / TRIALS - sizes[size] / twin_trials), STANDARD_ERRORS * error, size)

    def test_drags_end_at_the_coast(self):
        """Two islands, one with a lake, before the cables: what a drag would cut beyond them stays whole."""
        rng = numpy.random.default_rng(9)
        islands = [[[(123.2, 23.6), (123.9, 23.4), (124.1, 24.9), (123.5, 25.6), (123.2, 23.6)],
                    [(123.4, 24.0), (123.8, 24.0), (123.8, 24.6), (123.4, 24.0)]],
                   [[(125.4, 24.2), (126.6, 24.6), (126.2, 26.4), (125.2, 25.8), (125.4, 24.2)]]]
        write_layer(self.data / "land.geojson", "Polygon", [(rings, {}) for rings in islands])
        keys = ("west = 122.5\neast = 127\nsouth = 23\nnorth = 27\nlength_km = 120\nlength_distribution = \"fixed\"\n"
                "drags = 2\n")
        group = self.simulate_scenario("anchor-drag", keys + 'land = "land.geojson"')
        over_land = self.simulate_scenario("anchor-drag", keys)["element_failed_count"][()]

        plane = Gnomonic(*MIDDLE)
        land = planar.MultiPolygon([planar.Polygon(plane(outline), [plane(hole) for hole in holes]) for outline, *holes in islands])
        cables = {id: plane.shape(line) for id, line in self.places.items() if id.startswith("segment:")}
        edges = numpy.sin(numpy.radians([23, 27]))
        twin_trials, twin, aground = 6000, {}, 0
        for _ in range(twin_trials):
            place = rng.uniform(122.5, 127), math.degrees(math.asin(rng.uniform(*edges)))
            failed, afloat = set(), not land.contains(planar.Point(plane([place])[0]))
            for _ in range(2 if afloat else 0):
                end = SPHERE.Direct(place[1], place[0], rng.uniform(0, 360), 120_000)
                track = plane.shape([place, (end["lon2"], end["lat2"])])
                coast = track.intersection(land.boundary)
                if not coast.is_empty:
                    start = planar.Point(track.coords[0])
                    points = [coast] if coast.geom_type == "Point" else list(coast.geoms)
                    first = min(points, key=start.distance)
                    track = planar.LineString([track.coords[0], (first.x, first.y)])
                failed.update(id for id, cable in cables.items() if track.intersects(cable))
                if not coast.is_empty:
                    aground += 1
                    break
                place = end["lon2"], end["lat2"]
            for id in failed:
                twin[id] = twin.get(id, 0) + 1
        self.assertGreater(aground, twin_trials / 10)
        self.check_counts(group, twin, twin_trials)
        counts = group["element_failed_count"][()]
        self.assertTrue((counts <= over_land).all())  # the same drags, none of them longer
        self.assertLess(counts.sum(), 0.9 * over_land.sum())

    def test_drags_begin_along_the_lines_of_a_layer(self):
        lane = [(123.0, 24.0), (123.0, 26.5), (125.0, 28.0)]
        write_layer(self.data / "lanes.geojson", "LineString", [(lane, {})])
        # Straight ahead: a cable is cut from the last 30 km before it.
        group = self.simulate_scenario("anchor-drag", 'tracks = "lanes.geojson"\nheading_spread_degrees = 0\n'
                                       'length_km = 30\nlength_distribution = "fixed"')
        plane = Gnomonic(*MIDDLE)
        length = sum(SPHERE.Inverse(a[1], a[0], b[1], b[0])["s12"] for a, b in zip(lane, lane[1:])) / 1000
        crossed = [id for id, line in self.places.items()
                   if id.startswith("segment:") and plane.shape(lane).intersects(plane.shape(line))]
        self.assertTrue(crossed)
        for element, count in zip(group["element"], group["element_failed_count"][()]):
            self.assertFalse(too_far(int(count), TRIALS, 30 / length if element.decode() in crossed else 0), element)
        # An anchor that is dropped and not dragged reaches as far as it is wide.
        wide = self.simulate_scenario("anchor-drag", 'tracks = "lanes.geojson"\nheading_spread_degrees = 0\nlength_km = 0\n'
                                      'length_distribution = "fixed"\nwidth_km = 60')
        near = sum(1 for a, b in zip(lane, lane[1:]) for place in finely([a, b], 1)[1:]
                   if distance_km(self.places["segment:long-1"], *place) <= 30)
        share = dict(zip(wide["element"], wide["element_failed_count"][()]))[b"segment:long-1"] / TRIALS
        self.assertAlmostEqual(share, near / length, delta=0.02)

    def test_an_interdicted_ship_and_a_deep_sea_cut_nothing(self):
        write_raster(self.data / "depth.tif", 110, 50, 10, [numpy.full((4, 4), -4000.0)])
        box = "west = 120\neast = 130\nsouth = 22\nnorth = 30\nlength_km = 200\n"
        for keys in ("interdiction_probability = 1", "cut_probability = 0", 'depth = "depth.tif"'):
            group = self.simulate_scenario("anchor-drag", box + keys, 2000)
            self.assertEqual(group["elements_failed_trials"][0], 2000, keys)
        group = self.simulate_scenario("anchor-drag", box + 'depth = "depth.tif"\nsweep = { deepest_m = [3999, 4000] }', 2000)
        self.assertEqual(group["elements_failed_trials"][0, 0], 2000)
        self.assertLess(group["elements_failed_trials"][1, 0], 2000)


if __name__ == "__main__":
    unittest.main()
