"""What docs/responsible-use.md promises: of the real network, nothing published says which elements to cut."""

import csv
import json
import re
import unittest

from kaitei_e2e import SOURCE

REAL = SOURCE / "geodata" / "taiwan-japan"
UNIT = re.compile(r"\b(?:segment|station|cable|feed|link):([\w.-]+)")
# What ranks or maps elements by name: fine for an invented network, not for this one.
RANKINGS = re.compile(r"plot_importance|plot_damage|cut_ranking|by=\"importance\"|cut_member|worst_member")
PLACES = re.compile(r'"(?:[a-z_]*_)?(?:lon|lat|longitude|latitude|coordinates|centre|track|heading)(?:_[a-z]+)?":')


def real_ids():
    ids = set()
    for layer in ("nodes", "systems", "links", "power_sections"):
        with open(REAL / f"{layer}.csv", encoding="utf-8", newline="") as file:
            ids |= {row["id"] for row in csv.DictReader(file)}
    segments = json.loads((REAL / "segments.geojson").read_text(encoding="utf-8"))["features"]
    return ids | {feature["properties"]["id"] for feature in segments}


def named(text, ids):
    """The elements of the real network that a text names as something to lose."""
    return sorted({found[0] for found in UNIT.finditer(text) if found[1] in ids})


class Published(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ids = real_ids()

    def test_the_check_sees_a_name(self):
        self.assertGreater(len(self.ids), 500)
        segment = json.loads((REAL / "segments.geojson").read_text(encoding="utf-8"))["features"][0]["properties"]["id"]
        self.assertEqual(named(f"worst: segment:{segment}, segment:none", self.ids), [f"segment:{segment}"])
        self.assertRegex('kr.plot_map(path, by="importance")', RANKINGS)
        self.assertRegex('{"worst_longitude": 121.0}', PLACES)
        self.assertNotRegex('{"longest_run": 3, "flattening": 1}', PLACES)

    def test_expected_results(self):
        paths = sorted((SOURCE / "experiments").glob("*/expected.json"))
        self.assertTrue(paths)
        for path in paths:
            with self.subTest(path.parent.name):
                text = path.read_text(encoding="utf-8")
                self.assertEqual(named(text, self.ids), [])
                self.assertEqual([id for id in self.words(json.loads(text)) if id in self.ids], [])
                self.assertIsNone(PLACES.search(text), "where it is worst")

    def words(self, value):
        """Every text among the values; keys are names of outcomes."""
        if isinstance(value, dict):
            value = value.values()
        elif isinstance(value, str):
            return [value]
        elif not isinstance(value, list):
            return []
        return [word for item in value for word in self.words(item)]

    def test_notebooks(self):
        paths = sorted((SOURCE / "notebooks").glob("*.ipynb"))
        self.assertTrue(paths)
        for path in paths:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            with self.subTest(path.name):
                shown = json.dumps([output.get("data", output.get("text", "")) for cell in cells for output in cell.get("outputs", [])])
                self.assertEqual(named(shown, self.ids), [])
                for code in ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"):
                    if "synthetic-twin" not in code:
                        self.assertIsNone(RANKINGS.search(code), "it ranks elements, or maps damage, of the real network")

    def test_pages(self):
        for path in sorted([*SOURCE.glob("*.md"), *SOURCE.glob("docs/*.md"), *SOURCE.glob("experiments/*/README.md"),
                            *SOURCE.glob("notebooks/*.md"), *SOURCE.glob("geodata/**/*.md")]):
            with self.subTest(str(path.relative_to(SOURCE))):
                self.assertEqual(named(path.read_text(encoding="utf-8"), self.ids), [])

    def test_every_attack_says_what_mitigates_it(self):
        experiments = [path for path in sorted((SOURCE / "experiments").glob("*/experiment.toml"))
                       if "[[scenario]]" in path.read_text(encoding="utf-8")]
        self.assertTrue(experiments)
        for path in experiments:
            with self.subTest(path.parent.name):
                self.assertIn("## What mitigates it", (path.parent / "README.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
