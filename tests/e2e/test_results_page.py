"""docs/results-format.md against result files: every table with its axes, type, unit, role and flags, and every attribute.

Every kind of scenario, percolation, per-trial bits and a merge are looked at, and no row of the page may be left over.
"""

import re
import unittest

from kaitei_e2e import Scratch, require

require("h5py", "numpy", "osgeo")

import h5py  # noqa: E402

from place_scenarios import write_layer, write_raster  # noqa: E402
from results_page import address, cells_of, rows, sections  # noqa: E402

BOX = "west = 118\neast = 140\nsouth = 20\nnorth = 36\n"
SCENARIOS = {
    "n-minus-k": 'failures = 2\nunits = ["cables", "stations"]',
    "attack-sequence": 'units = ["stations"]\nrandom_orders = 5',
    "attacker": 'units = ["stations"]\nrandom_orders = 5',
    "disc": BOX + "sweep.radius_km = [20, 80]",
    "anchor-drag": BOX + "length_km = 300",
    "corridor": 'layer = "lines.geojson"\nwidth_km = 20',
    "polygon": 'layer = "zones.geojson"',
    "raster": 'raster = "raster.tif"\nsweep = { median = [1, 2], beta = [0.5, 0.6] }',
    "worst-disc": BOX + "spacing_km = 200",
    "earthquake": 'zones = "zones.geojson"\ncanyons = "lines.geojson"',
    "turbidity-current": 'canyons = "lines.geojson"\nsweep.flow_reach_km = [20, 50]',
    "common-cause": 'shocks = { "cable:long" = 0.3 }',
    "copula": "",
    "blackout": 'stations = ["mid"]',
    "deterrence": 'units = ["cables"]',
    "mixture": "weights = { corridor = 1, copula = 2 }",
    "together": 'of = ["corridor", "blackout"]',
}
SWEPT = {"disc": ["radius_km"], "raster": ["beta", "median"], "turbidity-current": ["flow_reach_km"]}
EXTRA = """
[[capacity_prior]]
name = "prior"
tbps = 1
fibre_pairs = 2
"""
CURVES = """schema = 1
name = "curves"
[[percolation]]
name = "cubic"
graph = "cubic"
size = 3
sweeps = 4
[[percolation]]
name = "random"
graph = "erdos-renyi"
nodes = 20
edges = 30
sweeps = 2
points = 3
"""


class ResultsPage(Scratch):
    @classmethod
    def setUpClass(cls):
        cls.sections, cls.met = sections(), set()
        cls.rows = rows(cls.sections)

    def experiment(self):
        data = self.copy_dataset("two-systems")
        write_raster(data / "raster.tif", 115, 40, 1, [[[1] * 30] * 25])
        write_layer(data / "lines.geojson", "LineString", [([[122, 20], [122, 35]], {"id": "canyon", "runout_km": 400,
                                                                                    "triggers": "earthquake;river_flood"})])
        write_layer(data / "zones.geojson", "Polygon", [([[[120, 20], [140, 20], [140, 36], [120, 36], [120, 20]]],
                                                         {"id": "zone", "rate_m6_per_year": 1.0, "b": 0.9, "mmax": 8.0})])
        file = data / "experiment.toml"
        tables = [f'\n[[scenario]]\nname = "{kind}"\nkind = "{kind}"\n{keys}\n' for kind, keys in SCENARIOS.items()]
        file.write_text(file.read_text(encoding="utf-8") + EXTRA + "".join(tables), encoding="utf-8")
        return file

    def section_of(self, kind):
        return next(section for section in self.sections if section.startswith("Kind") and f"`{kind}`" in section)

    def row_of(self, name, group, kind):
        """The row that describes a dataset, by its group (of a scenario: its kind)."""
        places = [group]
        if kind:
            places = [self.section_of(kind), *["Kind `n-minus-k`"] * (kind in ("attacker", "attack-sequence")), "Root tables"]
        elif group == "Root tables":
            places.append("Scenarios")
        if name in SWEPT.get(kind, []):
            name = "<swept key>"
        elif kind:
            name = name.removeprefix("matched_")
        return next((row for place in places for row in self.rows if row.section == place and row.names(name)), None)

    def check(self, name, cells, group, kind):
        axes, type_, unit, role, flags = cells
        row = self.row_of(name, group, kind)
        self.assertIsNotNone(row, "not on the page")
        self.met.add(row)
        expected, swept = row.cells[0].split(", "), SWEPT.get(kind, [])
        if row.section == "Root tables" and kind and role in ("tally", "estimate"):
            expected.insert(0, "swept keys")  # which the page says of all of them in a sentence
        expected = [axis for cell in expected for axis in {"swept keys": swept, "itself": [name]}.get(cell, [cell])]
        self.assertEqual((axes, type_, role, flags), (expected, row.cells[1], row.cells[3], row.flags))
        self.assertIn(unit, row.cells[2].split(" or "))

    def check_attributes(self, group, section):
        for name in group.attrs:
            if not name.startswith("_"):  # netCDF's own
                self.assertIn(f"`{name}`", self.sections[section], f"{group.name}: attribute {name}")

    def whole_file(self, path, root):
        """Looks at every table and attribute; returns the names of the attributes of the root and of the provenance."""
        with h5py.File(path) as file:
            kinds = {name: group.attrs["kind"] for name, group in file.get("scenarios", {}).items()}

            tables, scales = {}, {}

            def visit(path, item):
                if isinstance(item, h5py.Dataset):
                    tables[path] = item
                    scales[address(item)] = path.rsplit("/", 1)[-1]

            file.visititems(visit)
            for path, data in tables.items():
                *folders, name = path.split("/")
                with self.subTest(table=path):
                    self.check(name, cells_of(name, data, scales), f"/{folders[0]}" if folders else root,
                               kinds[folders[1]] if len(folders) == 2 else None)
            for name in {"network", "per_trial"} & file.keys():
                self.check_attributes(file[name], f"/{name}")
            for name, kind in kinds.items():
                self.sections["kind"] = self.sections["Scenarios"] + self.sections[self.section_of(kind)]
                self.check_attributes(file["scenarios"][name], "kind")
            return [{name for name in group.attrs if not name.startswith("_")} for group in (file, file["provenance"])]

    def test_every_table_and_attribute(self):
        experiment = self.experiment()
        for shard in range(2):
            self.simulate(experiment, "--trials", 4096, "--shard", f"{shard}/2", "--set", "outcomes.per_trial=true")
        self.run_ok("merge", "out.shard-0-of-2.h5", "out.shard-1-of-2.h5", "-o", "whole.h5", "--json")
        (self.folder / "curves.toml").write_text(CURVES)
        root, provenance = self.whole_file(self.folder / "whole.h5", "Root tables")
        of_curves, _ = self.whole_file(self.simulate(self.folder / "curves.toml", output="curves.h5"), "Percolation of large graphs")
        self.assertEqual([f"{row.section}: {row.name}" for row in self.rows if row not in self.met], [], "in no file")
        first_cells = re.findall(r"^\| (`.*?) \|", self.sections["Root attributes"], flags=re.MULTILINE)
        self.assertEqual(root, set(re.findall(r"`(\w+)`", " ".join(first_cells))))
        self.assertEqual(root - of_curves, {"failure_mode", "exposure_days"})
        self.assertEqual(provenance, set(re.findall(r"`(\w+)`", self.sections["/provenance"].split("\n\n")[1])))
        with h5py.File(self.folder / "whole.h5") as file:
            self.assertEqual(next(iter(self.sections)), f"Result files, format version {file.attrs['format_version']}")


if __name__ == "__main__":
    unittest.main()
