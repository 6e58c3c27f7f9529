"""Corridors as what is lost as one: which elements each touches against shapely, and every set of them with networkx."""

import json
import unittest

from kaitei_e2e import DATASETS, require

require("networkx", "numpy", "shapely", "geographiclib")

from enumeration import States, units_of  # noqa: E402
from sets_of_losses import SetsOfLosses  # noqa: E402
from sphere import distance_km, finely, places  # noqa: E402

KEYS = '\n[[scenario]]\nname = "x"\nkind = "n-minus-k"\nfailures = 2\nworst = 25\nunits = ["corridors", "segments"]\n'


class Corridors(SetsOfLosses):
    def test_corridors_and_segments(self):
        """Two lines of a layer, one crossing the other's cables, and every segment beside them."""
        states = States(DATASETS / "two-systems" / "experiment.toml")
        experiment = self.copy_dataset("two-systems") / "experiment.toml"
        found = places(experiment.parent, states.network)
        lines = {"south": [(121.0, 23.5), (124.0, 22.0), (129.0, 27.5)], "north": [(124.5, 28.5), (131.0, 29.0)],
                 "nowhere": [(-30.0, 0.0), (-29.0, 0.0)]}
        rows = [{"type": "Feature", "properties": {"id": id}, "geometry": {"type": "LineString", "coordinates": line}}
                for id, line in lines.items()]
        (experiment.parent / "corridors.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
        corridors = {}
        for id, line in lines.items():
            for element in states.probability:
                near = min((distance_km(line, *place) for place in finely(found[element], 2)), default=1e9) if id != "nowhere" else 1e9
                self.assertGreater(abs(near - 60), 2, f"{element} at {near} km is no test")
                if near < 60:
                    corridors.setdefault("corridor:" + id, []).append(element)
        self.assertEqual(set(corridors), {"corridor:south", "corridor:north"})
        units = sorted(corridors.items()) + units_of(states, ["segments"], {})
        text = experiment.read_text(encoding="utf-8")
        experiment.write_text(text + KEYS + 'layer = "corridors.geojson"\nwidth_km = 120\n', encoding="utf-8")
        run = self.run_ok("run", experiment, "--json", "--quiet", "-o", "out.h5", "--set", "run.trials=1000")
        self.check(states, json.loads(run.stdout)["scenarios"][0], units, 2)
        self.assertIn("corridors.geojson", self.run_ok("inspect", "out.h5", "--json").stdout)

        # One between two ends is number 1.
        arc = "from_longitude = 124.5\nfrom_latitude = 28.5\nto_longitude = 131\nto_latitude = 29\nwidth_km = 120\n"
        experiment.write_text(text + KEYS + arc, encoding="utf-8")
        run = self.run_ok("run", experiment, "--json", "--quiet", "-o", "out.h5", "--set", "run.trials=1000")
        alone = [("corridor:1", corridors["corridor:north"])] + units_of(states, ["segments"], {})
        self.check(states, json.loads(run.stdout)["scenarios"][0], alone, 2)

    def test_corridors_without_a_place_are_refused(self):
        self.refuse(KEYS, "has no from_longitude", "along the lines of a layer")

    def test_a_width_without_corridors_is_refused(self):
        self.refuse(KEYS.replace('"corridors", ', "") + "width_km = 3\n", "width_km has no use", "no corridors")



if __name__ == "__main__":
    unittest.main()
