"""What scenarios that strike places share: their files are inputs, and what cannot be meant is refused."""

import json
import pathlib
import unittest

from kaitei_e2e import differences, kaitei
from place_scenarios import Places, write_layer, write_raster
import h5py
import numpy
from osgeo import ogr


class Files(Places):
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
        self.refused(3, "polygon", 'layer = "hole.geojson"', "scenario.toml:", "crosses 180 degrees and has a hole")
        self.refused(3, "polygon", 'layer = "none.geojson"', "scenario.toml:", "none.geojson", "no features")
        self.refused(3, "polygon", 'layer = "nowhere.shp"', "scenario.toml:", "without a coordinate system")
        self.refused(3, "polygon", 'layer = "lines.geojson"', "scenario.toml:", "polygon is needed")
        self.refused(3, "polygon", 'layer = "missing.geojson"', "scenario.toml:", "missing.geojson")
        self.refused(3, "corridor", 'layer = "lines.geojson"\nweight = "w"', "scenario.toml:", "w")
        self.refused(3, "corridor", 'layer = "zero.geojson"\nweight = "w"', "scenario.toml:", "every w is 0")
        self.refused(3, "raster", 'raster = "metres.tif"', "scenario.toml:", "not in longitude and latitude", "projected")
        self.refused(3, "raster", 'raster = "below.tif"\nband = 2', "scenario.toml:", "no band 2")
        self.refused(2, "raster", 'raster = "elsewhere.tif"', "scenario.toml:", "strikes nothing")
        self.refused(3, "disc", 'centres = "below.tif"', "scenario.toml:", "a weight is at least 0")
        self.refused(2, "disc", 'centres = "elsewhere.tif"\nwest = 100', "scenario.toml:", "can begin nowhere")


if __name__ == "__main__":
    unittest.main()
