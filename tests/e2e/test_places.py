"""Scenarios that strike places, each against a slow twin of its own (sphere.py) and outcomes by networkx."""

import itertools
import json
import math
import pathlib
import unittest

from kaitei_e2e import DATASETS, Scratch, differences, kaitei, require

require("h5py", "networkx", "numpy", "shapely", "geographiclib", "osgeo")

import h5py  # noqa: E402
import numpy  # noqa: E402
import shapely.affinity  # noqa: E402
import shapely.geometry as planar  # noqa: E402
from osgeo import gdal, ogr, osr  # noqa: E402

from agreement import STANDARD_ERRORS, too_far  # noqa: E402
from sphere import RADIUS_KM, SPHERE, Gnomonic, distance_km, finely, places  # noqa: E402
from test_n_minus_k import States  # noqa: E402

gdal.UseExceptions()
TRIALS = 40_000
MIDDLE = (128.0, 27.0)  # of the plane in which drags are twinned


def write_raster(path, west, north, cell, bands, projected=False):
    """bands: [band][row][column], row 0 in the north."""
    bands = numpy.asarray(bands, float)
    driver = gdal.GetDriverByName("GTiff")
    raster = driver.Create(str(path), bands.shape[2], bands.shape[1], bands.shape[0], gdal.GDT_Float64)
    raster.SetGeoTransform((west, cell, 0, north, 0, -cell))
    system = osr.SpatialReference()
    system.ImportFromEPSG(32651 if projected else 4326)
    raster.SetProjection(system.ExportToWkt())
    for number, band in enumerate(bands, 1):
        raster.GetRasterBand(number).WriteArray(band)
    raster = None


def write_layer(path, kind, features):
    """features: [(coordinates, properties)] of one geometry type."""
    rows = [{"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
            for coordinates, properties in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")


class Places(Scratch):
    @classmethod
    def setUpClass(cls):
        cls.states = States(DATASETS / "two-systems" / "experiment.toml")
        found = places(DATASETS / "two-systems", cls.states.network)
        cls.places = {id: found[id] for id in cls.states.probability}

    def setUp(self):
        super().setUp()
        self.data = self.copy_dataset("two-systems")

    def experiment(self, kind, keys, trials=TRIALS):
        file = self.data / "scenario.toml"
        text = (self.data / "experiment.toml").read_text(encoding="utf-8")
        file.write_text(f'{text}\n[[scenario]]\nname = "s"\nkind = "{kind}"\n{keys}\n', encoding="utf-8")
        return file, ("--set", f"run.trials={trials}")

    def simulate_scenario(self, kind, keys, trials=TRIALS):
        file, options = self.experiment(kind, keys, trials)
        return h5py.File(self.simulate(file, *options))["scenarios/s"]

    def check_counts(self, group, twin, twin_trials, point=()):
        """twin: {element: trials in which it failed}; the two samples agree."""
        elements = [id.decode() for id in group["element"]]
        counts = group["element_failed_count"][point]
        self.assertLessEqual(set(twin), set(elements))
        self.assertGreater(counts.sum(), 0)
        for element, count in zip(elements, counts):
            other = twin.get(element, 0)
            p = (count + other) / (TRIALS + twin_trials)
            error = math.sqrt(p * (1 - p) * (1 / TRIALS + 1 / twin_trials))
            self.assertLessEqual(abs(count / TRIALS - other / twin_trials), STANDARD_ERRORS * error,
                                 f"{element}: {count} of {TRIALS}, {other} of {twin_trials}")

    # Anchors.

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

    # Ellipses, and centres from a raster.

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

    # Zones.

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

    # Intensity.

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

    # The worst disc.

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

    # What they share.

    def test_threads_and_shards_show_in_no_byte(self):
        file, trials = self.experiment("anchor-drag", "west = 121\neast = 127\nsouth = 22\nnorth = 28\nevents = 3\n"
                                       "sweep = { length_km = [50, 200], width_km = [0, 5] }", 6000)
        whole = self.simulate(file, *trials, "--set", "run.threads=1", output="whole.h5")
        other = self.simulate(file, *trials, "--set", "run.threads=3", output="other.h5")
        self.assertEqual(differences(whole, other), [])
        for i in range(2):
            self.run_ok("run", file, *trials, "--shard", f"{i}/2", "-o", self.folder / "part.h5", "--quiet")
        self.run_ok("merge", *(self.folder / f"part.shard-{i}-of-2.h5" for i in range(2)), "-o", "merged.h5")
        self.assertEqual(differences(whole, self.folder / "merged.h5"), [])
        with h5py.File(whole) as result:
            failed = result["scenarios/s/element_failed_count"][()]
            self.assertTrue((failed[:, 0] <= failed[:, 1]).all())  # the same drags, with a wider anchor
            self.assertGreater(failed[0, 0].sum(), 0)

    def test_files_are_inputs(self):
        write_layer(self.data / "zones.geojson", "Polygon", [([[(121, 24), (123, 24), (123, 26), (121, 24)]], {})])
        file, trials = self.experiment("polygon", 'layer = "zones.geojson"', 1000)
        described = []
        for _ in range(2):
            out = self.simulate(file, *trials)
            described.append(json.loads(self.run_ok("inspect", out, "--json").stdout)["provenance"])
            write_layer(self.data / "zones.geojson", "Polygon", [([[(121, 24), (124, 24), (124, 26), (121, 24)]], {})])
        self.assertIn("zones.geojson", [pathlib.Path(row["path"]).name for row in described[0]["inputs"]])
        self.assertNotEqual(described[0]["inputs"], described[1]["inputs"])

    def refused(self, code, kind, keys, *said):
        file, trials = self.experiment(kind, keys, 1000)
        done = kaitei("run", file, *trials, "--quiet", "-o", self.folder / "no.h5", cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stderr)
        for words in said:
            self.assertIn(words, done.stderr)
        self.assertFalse((self.folder / "no.h5").exists())

    def test_keys_that_cannot_be_meant_are_refused_with_their_line(self):
        self.refused(2, "anchor-drag", "width_km = -1", "scenario.toml:", "width_km is -1", "at least 0")
        self.refused(2, "anchor-drag", "cut_probability = 1.5", "scenario.toml:", "cut_probability is 1.5")
        self.refused(2, "polygon", 'layer = "x.geojson"\nhit_probability = 2', "scenario.toml:", "hit_probability is 2")
        self.refused(2, "anchor-drag", "deepest_m = 100", "deepest_m has no use", "raster of depth")
        self.refused(2, "anchor-drag", "length_sigma = 2", "length_sigma has no use")
        self.refused(2, "corridor", "from_longitude = 3", "has no from_latitude")
        self.refused(2, "polygon", "", "has no layer")
        self.refused(2, "raster", "", "has no raster")
        self.refused(2, "disc", "band = 2", "band has no use")
        self.refused(2, "worst-disc", "sweep = { spacing_km = [10, 20] }", "spacing_km cannot be", "radius_km alone")
        self.refused(2, "worst-disc", "spacing_km = 1", "2000000", "raise spacing_km")
        self.refused(2, "worst-disc", "radius_km = -2", "radius_km is -2")
        self.refused(2, "disc", "aspect = 9\nradius_km = 6000", "ellipse")

    def test_files_that_cannot_be_meant_are_refused(self):
        square = [(170, 10), (-170, 10), (-170, 20), (170, 20), (170, 10)]
        hole = [(175, 12), (-175, 12), (-175, 18), (175, 18), (175, 12)]
        write_layer(self.data / "hole.geojson", "Polygon", [([square, hole], {})])
        write_layer(self.data / "none.geojson", "Polygon", [])
        write_layer(self.data / "lines.geojson", "LineString", [([(121, 24), (123, 24)], {"w": -1})])
        write_layer(self.data / "zero.geojson", "LineString", [([(121, 24), (123, 24)], {"w": 0})])
        shapes = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(self.data / "nowhere.shp"))
        layer = shapes.CreateLayer("nowhere", None, ogr.wkbPolygon)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON ((121 24, 123 24, 123 26, 121 24))"))
        layer.CreateFeature(feature)
        feature = layer = shapes = None
        write_raster(self.data / "metres.tif", 300000, 2800000, 1000, [numpy.ones((5, 5))], projected=True)
        write_raster(self.data / "below.tif", 120, 30, 1, [numpy.full((5, 5), -1)])
        write_raster(self.data / "elsewhere.tif", 0, 30, 1, [numpy.ones((5, 5))])
        self.refused(3, "polygon", 'layer = "hole.geojson"', "crosses 180 degrees and has a hole")
        self.refused(3, "polygon", 'layer = "none.geojson"', "none.geojson", "no features")
        self.refused(3, "polygon", 'layer = "nowhere.shp"', "without a coordinate system")
        self.refused(3, "polygon", 'layer = "lines.geojson"', "polygon is needed")
        self.refused(3, "polygon", 'layer = "missing.geojson"', "missing.geojson")
        self.refused(3, "corridor", 'layer = "lines.geojson"\nweight = "w"', "w")
        self.refused(3, "corridor", 'layer = "zero.geojson"\nweight = "w"', "every w is 0")
        self.refused(3, "raster", 'raster = "metres.tif"', "not in longitude and latitude", "projected")
        self.refused(3, "raster", 'raster = "below.tif"\nband = 2', "no band 2")
        self.refused(2, "raster", 'raster = "elsewhere.tif"', "strikes nothing")
        self.refused(3, "disc", 'centres = "below.tif"', "a weight is at least 0")
        self.refused(2, "disc", 'centres = "elsewhere.tif"\nwest = 100', "can begin nowhere")


if __name__ == "__main__":
    unittest.main()
