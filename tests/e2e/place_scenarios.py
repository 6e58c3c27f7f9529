"""What the tests of scenarios that strike places share: writing layers and rasters, running one, comparing with a slow twin."""

import json
import math

from kaitei_e2e import DATASETS, Scratch, require

require("h5py", "networkx", "numpy", "shapely", "geographiclib", "osgeo")

import h5py  # noqa: E402
import numpy  # noqa: E402
from osgeo import gdal, osr  # noqa: E402

from agreement import STANDARD_ERRORS  # noqa: E402
from enumeration import States  # noqa: E402
from sphere import places  # noqa: E402

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
