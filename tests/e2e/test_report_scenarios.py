"""Reports of scenarios: damage by centre and sets of losses on the map, inspect's numbers in the tables, and when losses come."""

import json
import math
import random
import re
import unittest

from attack_scenarios import BUYER
from kaitei_e2e import SOURCE, Scratch, kaitei
from report_pages import EXPERIMENT, LOST, InBrowser, browser, decoded, page_of, result_of

import h5py  # noqa: E402
import numpy  # noqa: E402

EXHAUSTIVE = """
[[scenario]]
name = "strait"
kind = "worst-disc"
west = 120
east = 128.5
south = 21
north = 28
spacing_km = 110
sweep = { radius_km = [60, 150] }
[[scenario]]
name = "one-by-one"
kind = "attack-sequence"
units = ["stations", "segments", "links"]
orders = ["degree", "capacity"]
random_orders = 50
""" + BUYER
STRAIT = """
[[scenario]]
name = "ships"
kind = "anchor-drag"
west = 117
east = 122
south = 23
north = 26
sweep = { length_km = [10, 100] }
"""
FLOWS = f"""
[[scenario]]
name = "flows"
kind = "earthquake"
canyons = "{SOURCE}/geodata/hazards/canyons.geojson"
west = 120.4
east = 120.6
south = 21.8
north = 22
events = 2
sweep = {{ flow_reach_km = [5, 20] }}
"""
MARKED = '#map path:not([stroke-opacity="0"])'


def mercator(latitude):
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


class OnTheMap(InBrowser):
    @classmethod
    def setUpClass(cls):
        cls.result = result_of(EXPERIMENT.replace("50_000", "5_000") + EXHAUSTIVE + STRAIT, "exhaustive")
        cls.page = page_of(cls.result, name="exhaustive")
        _, cls.discs, cls.orders, cls.buyer, _ = json.loads(kaitei("inspect", cls.result, "--json").stdout)["scenarios"]

    def setUp(self):
        browser.open(self.page)
        browser.js("document.getElementById('map').scrollIntoView({block: 'center', behavior: 'instant'})")

    def middle_of_the_worst(self, radius):
        """Where the layer of a radius draws the worst disc: x, y on the screen."""
        self.choose(f"Elements lost by a disc of {radius:g} km, by its centre")
        self.assertEqual(browser.js("return document.querySelectorAll('#map path.worst').length"), 1)
        return browser.js("const b = document.querySelector('#map path.worst').getBoundingClientRect(); return [(b.left + b.right) / 2, (b.top + b.bottom) / 2]")

    def test_damage_by_centre(self):
        places = [(point["worst"]["longitude"], mercator(point["worst"]["latitude"])) for point in self.discs["points"]]
        drawn = [self.middle_of_the_worst(point["radius_km"]) for point in self.discs["points"]]
        scale = math.dist(*drawn) / math.dist(*places)  # pixels a degree: the projection is Mercator's

        def on_screen(longitude, latitude):
            return [drawn[1][0] + scale * (longitude - places[1][0]), drawn[1][1] - scale * (mercator(latitude) - places[1][1])]
        for known, shown in zip(places, drawn):
            for ours, theirs in zip(on_screen(known[0], math.degrees(math.atan(math.sinh(math.radians(known[1]))))), shown):
                self.assertAlmostEqual(ours, theirs, delta=2)
        with h5py.File(self.result) as file:
            group = file["scenarios/strait"]
            damage, longitudes, latitudes = group["elements_lost"][0], group["longitude"][:], group["latitude"][:]
        self.assertTrue(numpy.any(damage == 0) and numpy.any(damage > 0))
        self.choose("Elements lost by a disc of 60 km, by its centre")
        under = "const e = document.elementFromPoint(...arguments[0]); return e === null ? '' : e.classList.contains('cells') ? 'cell' : e.tagName"
        cells = [(row, column) for row in range(len(latitudes)) for column in range(len(longitudes))]
        random.Random(2).shuffle(cells)
        hit = 0
        for row, column in cells:
            spot = on_screen(longitudes[column], latitudes[row])
            what = browser.js(under, spot)
            if damage[row][column] == 0:
                self.assertNotEqual(what, "cell")
            elif what == "cell" and hit < 8:
                browser.point_at(*spot)
                browser.wait_until(lambda: browser.texts(".leaflet-tooltip.facts dd") == [f"{damage[row][column]:g}"])
                hit += 1
        self.assertEqual(hit, 8)  # the others lie under a line or a place
        self.assertQuiet(self.page)

    def assertMarked(self, layer, units):
        """The layer marks the lines and places of these units, and no others."""
        self.choose(layer)
        with h5py.File(self.result) as file:
            net = file["network"]
            ids = {kind: decoded(net[kind]) for kind in ("segment", "link", "node")}
            known = {node for node, longitude in zip(ids["node"], net["node_longitude"]) if longitude == longitude}
            joined = [known.issuperset((ids["node"][a], ids["node"][b])) for a, b in zip(net["link_from"], net["link_to"])]
        kinds = [unit.split(":", 1) for unit in units]
        lines = sum(kind == "segment" or (kind == "link" and joined[ids["link"].index(own)]) for kind, own in kinds)
        nodes = len({own.split("@")[0] for kind, own in kinds if kind == "station"} & known)
        shapes = browser.js(f"return [...document.querySelectorAll('{MARKED}')].map(p => [getComputedStyle(p).stroke, p.classList.contains('leaflet-interactive')])")
        self.assertEqual([sum(stroke == LOST and interactive == node for stroke, interactive in shapes) for node in (False, True)], [lines, nodes])
        self.assertGreater(lines + nodes, 0)

    def test_the_cheapest_set_of_each_loss(self):
        for question in self.buyer["questions"]:
            if question["cheapest"]["units"]:
                self.assertMarked(f"cheapest set for {question['name']}", question["cheapest"]["units"])

    def test_what_an_order_takes_until_a_loss(self):
        with h5py.File(self.result) as file:
            group = file["scenarios/one-by-one"]
            units, names = decoded(group["unit"]), decoded(group["sequence"])
            taken = [[units[unit] for unit in order] for order in group["removal_unit"][:]]
        options = browser.texts("#layer option")
        for outcome in self.orders["sequences"][0]["disconnected_after"]:
            after = [sequence["disconnected_after"][outcome] for sequence in self.orders["sequences"]]
            if quickest := min(filter(None, after), default=None):
                first = after.index(quickest)
                self.assertMarked(f"quickest order for {outcome}: {names[first]}", taken[first][:quickest])
        for name, sequence, order in zip(names, self.orders["sequences"], taken):
            halved = next((s for s, size in enumerate(sequence["largest_component"]) if 2 * size <= sequence["largest_component"][0]), None)
            self.assertEqual(halved is not None, f"{name}: until the largest component is halved" in options)
            if halved:
                self.assertMarked(f"{name}: until the largest component is halved", order[:halved])

    def test_anonymised_the_sets_stay_and_the_places_go(self):
        page = page_of(self.result, name="hidden-sets", options=("--anonymise",))
        browser.open(page)
        options = browser.texts("#layer option")
        self.assertFalse([option for option in options if "by its centre" in option])
        self.assertTrue([option for option in options if option.startswith("cheapest set for outcome-")])
        text = page.read_text(encoding="utf-8")
        for point in self.discs["points"]:
            self.assertNotIn(f"{point['worst']['longitude']:.3f}", text)
        self.assertQuiet(page)


class Tables(Scratch):
    def test_exhaustive_scenarios_stand_with_inspects_numbers(self):
        experiment = self.copy_dataset("two-systems") / "experiment.toml"
        experiment.write_text(experiment.read_text(encoding="utf-8") + EXHAUSTIVE, encoding="utf-8")
        self.run_ok("run", experiment, "--quiet", "-o", "out.h5", "--set", "run.trials=1000")
        discs, orders, buyer = json.loads(self.run_ok("inspect", "out.h5", "--json").stdout)["scenarios"]
        self.run_ok("report", "out.h5", "-o", "out.md")
        text = (self.folder / "out.md").read_text(encoding="utf-8")
        expected, places = [], []
        for point in discs["points"]:
            worst = point["worst"]
            places.append([f"{worst[key]:.6g}" for key in ("latitude", "longitude")])
            names = ("outcomes_lost", "systems_lost", "capacity_lost", "elements_lost")
            expected += [[f"{point['radius_km']:g}", told] + [f"{point[name]['mean']:.4g}", f"{point[name]['most']:.6g}", f"{point[name]['bound']:.6g}"]
                         for name, told in zip(names, ("Outcomes lost", "Systems lost", "Tbit/s lost", "Elements lost"))]
            expected.append([f"{point['radius_km']:g}", *places[-1], *(f"{worst[name]:.6g}" for name in names)])
        outcomes = re.findall(r"Units until (\S+) is disconnected", text)
        for order in orders["sequences"]:
            self.assertEqual(sorted(outcomes), sorted(order["disconnected_after"]))
            after = [str(order["disconnected_after"][outcome] or "never") for outcome in outcomes]
            halved = next((str(s) for s, size in enumerate(order["largest_component"]) if 2 * size <= order["largest_component"][0]), "never")
            expected.append([order["order"], f"{order['robustness']:.4f}", "", halved, *after])
        for question in buyer["questions"]:
            cheapest = question["cheapest"]
            expected.append([question["name"], f"{cheapest['cost']:g}", str(len(cheapest["units"])), "yes" if question["within_budget"] else "no",
                             f"{question['greedy']['cost']:g}", f"{question['landing_points_cost']:g}"])
        for row in expected:
            self.assertTrue(any(line.startswith(f"| {' | '.join(row)} |") for line in text.splitlines()), row)
        self.run_ok("report", "out.h5", "-o", "hidden.md", "--anonymise")
        hidden = (self.folder / "hidden.md").read_text(encoding="utf-8")
        self.assertIn("The worst disc found", hidden)
        for secret in (*sum(places, []), "strait", "buyer", "tw-a", "taiwan-japan", "tokyo"):
            self.assertNotIn(secret, hidden)

    def test_when_losses_come(self):
        result = result_of(EXPERIMENT.replace("50_000", "2_000") + FLOWS, "flows")
        self.run_ok("report", result, "-o", "out.md")
        text = (self.folder / "out.md").read_text(encoding="utf-8")
        found = re.findall(r"^\| (5|20) \| (\d+|last) \| ([\d,]+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
        expected = []
        with h5py.File(result) as file:
            group = file["scenarios/flows"]
            hours, losses = group["loss_hour"][:], decoded(group["loss"])
            for reach, rows in zip(group["flow_reach_km"], group["loss_trials"]):
                for loss in ("1", "2", "5", "10", "20", "last"):
                    trials = rows[losses.index(loss)]
                    if n := int(trials.sum()):
                        mean = trials @ hours / n
                        error = math.sqrt(trials @ (hours - mean) ** 2 / (n - 1) / n)
                        spread = (mean, error, mean - 1.96 * error, mean + 1.96 * error) if error > 0 else (mean,)
                        expected.append((f"{reach:g}", loss, f"{n:,}", spread))
        self.assertGreater(sum(len(spread) > 1 for *_, spread in expected), 5)
        for (*row, mean, interval), (*known, spread) in zip(found, expected, strict=True):
            self.assertEqual(row, known)
            words = re.split(" ± | – | to ", f"{mean} – {interval}".removesuffix(" – unknown"))
            for shown, value in zip(words, spread, strict=True):
                self.assertAlmostEqual(float(shown), value, delta=10 ** -len(shown.partition(".")[2]), msg=(row, words))


if __name__ == "__main__":
    unittest.main()
