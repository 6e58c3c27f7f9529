"""What the tests of reports share: results, their pages, and a browser to look at them."""

import atexit
import pathlib
import re
import subprocess
import tempfile
import unittest

from kaitei_e2e import SOURCE, binary, kaitei, require

require("h5py", "numpy")

import h5py  # noqa: E402

from browser import Browser  # noqa: E402

EXPERIMENT = f"""
schema = 1
name = "islands"
question = "Which cables must hold?"
[network]
source = "{SOURCE}/geodata/taiwan-japan"
[failure]
mode = "window"
exposure_days = 120
[[connectivity]]
name = "matsu-taiwan"
from = "matsu"
to = "taiwan-main"
quantifier = "all"
[[connectivity]]
name = "taiwan-japan"
from = "taiwan-main"
to = "japan-main"
definitions = ["direct", "any"]
[[joining]]
name = "taiwan-japan"
from = "taiwan-main"
to = "japan-main"
fewer_than = [1, 9]
[[scenario]]
name = "cables"
kind = "n-minus-k"
failures = 2
units = ["cables"]
most_searches = 1000
[run]
trials = 50_000
"""
LOST, QUIET = "rgb(213, 94, 0)", "rgb(141, 153, 163)"
LISTENING = '#map path.leaflet-interactive[stroke-opacity="0"]'  # the wide unseen lines



browser = Browser()
_folder = tempfile.TemporaryDirectory(prefix="kaitei-report-")
folder = pathlib.Path(_folder.name)
atexit.register(browser.close)


def result_of(experiment, name, *arguments):
    """Path of the result of an experiment, run once."""
    path = folder / f"{name}.h5"
    if not path.exists():
        path.with_suffix(".toml").write_text(experiment, encoding="utf-8")
        subprocess.run([binary(), "run", path.with_suffix(".toml"), "-o", path, "--quiet", *arguments], check=True, capture_output=True)
    return path


def page_of(*results, name="page", options=()):
    page = folder / f"{name}.html"
    done = kaitei("report", *results, "-o", page, *options)
    assert done.returncode == 0, done.stderr
    return page


def decoded(values):
    return [value.decode() for value in values]


class Network:
    """The segments of a result as the map calls them, with the numbers of their elements."""

    def __init__(self, path):
        with h5py.File(path) as file:
            net = file["network"]
            nodes = [re.split(r" \(|\(|, ", name)[0] for name in decoded(net["node_name"])]
            systems = decoded(net["system_name"])
            self.system_ids = decoded(net["system"])
            self.segment_system = [self.system_ids[s] for s in net["segment_system"]]
            self.names = [f"{systems[s]}: {nodes[a]} – {nodes[b]}"
                          for s, a, b in zip(net["segment_system"], net["segment_from"], net["segment_to"])]
            self.lengths = net["segment_length_km"][:]
            place = {element: i for i, element in enumerate(decoded(file["element"]))}
            self.elements = [place[f"segment:{segment}"] for segment in decoded(net["segment"])]
            self.probability = file["element_probability"][:]
            self.failed = file["element_failed_count"][:]
            self.importance = file["birnbaum_importance"][:]
            self.outcomes = decoded(file["connectivity"])

    def called(self, name):
        return [i for i, other in enumerate(self.names) if other == name]


class InBrowser(unittest.TestCase):
    def assertQuiet(self, page):
        self.assertEqual(browser.console(), [])
        self.assertEqual(browser.requests(), [f"file://{page}"])

    def choose(self, layer):
        self.assertTrue(browser.js("const s = document.getElementById('layer'); s.selectedIndex = [...s.options].findIndex(o => o.text === arguments[0]);"
                                   "s.dispatchEvent(new Event('change')); return s.selectedIndex >= 0", layer))

    def hovered(self, path):
        """Name and facts of what the pointer finds halfway along a line; nothing if something lies over it."""
        spot = browser.js(f"const p = document.querySelectorAll('{LISTENING}')[arguments[0]];"
                          "const at = p.getPointAtLength(p.getTotalLength() / 2).matrixTransform(p.getScreenCTM());"
                          "return document.elementFromPoint(at.x, at.y) === p ? [at.x, at.y] : null", path)
        if not spot:
            return None
        browser.point_at(*spot)
        browser.wait_until(lambda: len(browser.texts(".leaflet-tooltip.facts strong")) == 1)
        return browser.texts(".leaflet-tooltip.facts strong")[0], dict(zip(browser.texts(".leaflet-tooltip.facts dt"), browser.texts(".leaflet-tooltip.facts dd")))
