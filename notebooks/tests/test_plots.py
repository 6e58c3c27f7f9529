"""Plots draw what the data say: positions, intervals, arrows and colours are read back from the figures."""

import pathlib
import shutil
import tempfile
import unittest
import warnings

from kaitei_e2e import DATASETS, Scratch, kaitei, require

require("numpy", "pandas", "scipy", "h5py", "xarray", "h5netcdf", "matplotlib")

import matplotlib  # noqa: E402

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy  # noqa: E402
from matplotlib.collections import LineCollection, QuadMesh  # noqa: E402

import kaitei_results as kr  # noqa: E402
from kaitei_results import style  # noqa: E402
from kaitei_results.frames import clopper_pearson  # noqa: E402

EXPERIMENT = DATASETS / "korea-detour" / "experiment.toml"
SQUARE = """schema = 1
name = "square"
[[percolation]]
name = "square-16"
graph = "square"
kind = "bond"
size = 16
sweeps = 200
probability_from = 0.4
probability_to = 0.6
points = 11
"""


def segments_of(ax):
    """Every line segment drawn by error bars, as ((x0, y0), (x1, y1))."""
    return [tuple(map(tuple, part)) for found in ax.collections if isinstance(found, LineCollection) for part in found.get_segments()]


class Figures(Scratch):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("error")
        cls.addClassCleanup(warnings.resetwarnings)
        folder = tempfile.TemporaryDirectory(prefix="kaitei-plots-")
        cls.addClassCleanup(folder.cleanup)
        cls.path = pathlib.Path(folder.name) / "result.h5"
        kaitei("run", EXPERIMENT, "--trials", "20000", "--set", "outcomes.per_trial=true", "--quiet", "-o", cls.path)
        cls.result = kr.open_result(cls.path)

    def setUp(self):
        super().setUp()
        self.addCleanup(plt.close, "all")

    def drawn(self, ax):
        """Renders it, so that whatever would fail or warn does, and checks that its axes say what they show."""
        ax.figure.savefig(self.folder / "figure.png")
        return ax


class Charts(Figures):
    def test_style_for_all_figures(self):
        with matplotlib.rc_context():
            kr.use_style()
            self.assertEqual(matplotlib.rcParams["axes.prop_cycle"].by_key()["color"], list(style.CYCLE))

    def test_connectivity(self):
        ax = self.drawn(kr.plot_connectivity(self.result))
        frame = kr.connectivity_frame(self.result)
        self.assertEqual([label.get_text() for label in ax.get_yticklabels()], list(frame.index))
        self.assertEqual(ax.get_xscale(), "log")
        self.assertIn("95 % interval", ax.get_xlabel())
        bars = segments_of(ax)
        for row, (_, line) in enumerate(frame.iterrows()):
            start, end = next(bar for bar in bars if bar[0][1] == row)
            if line["events"]:
                numpy.testing.assert_allclose([start[0], end[0]], [line["lower"], line["upper"]])
            else:
                self.assertEqual(end[0], line["upper"])
                self.assertLess(start[0], line["upper"])

    def test_no_event_is_an_arrow_below_its_bound(self):
        result = kr.open_result(self.simulate(EXPERIMENT, "--trials", "1", output="one.h5"))
        frame = kr.connectivity_frame(result)
        self.assertTrue((frame["events"] == 0).any())
        ax = self.drawn(kr.plot_connectivity(result))
        carets = {tuple(point) for line in ax.lines if line.get_marker() == matplotlib.lines.CARETLEFTBASE
                  for point in zip(line.get_xdata(), line.get_ydata())}
        self.assertEqual({int(y) for _, y in carets}, set(numpy.flatnonzero(frame["events"] == 0)))

    def test_importance(self):
        ax = self.drawn(kr.plot_importance(self.result, "taiwan-japan/any", top=5))
        frame = kr.importance_frame(self.result, "taiwan-japan/any").dropna(subset=["importance"]).head(5)
        self.assertEqual([label.get_text() for label in ax.get_yticklabels()], [name.split(":", 1)[1] for name in frame.index])
        points = {float(y): float(x) for line in ax.lines if line.get_marker() in "os^D"
                  for x, y in zip(line.get_xdata(), line.get_ydata())}
        numpy.testing.assert_array_equal([points[row] for row in range(5)], frame["importance"])

    def test_importance_of_what_never_happened(self):
        never = kr.open_result(self.simulate(EXPERIMENT, "--trials", "1", output="one.h5"))
        outcome = next(str(name) for name in never["connectivity"].values if int(never["disconnected_count"].sel(connectivity=name)) == 0)
        with self.assertRaisesRegex(ValueError, "run more trials"):
            kr.plot_importance(never, outcome)

    def test_systems_left(self):
        ax = self.drawn(kr.plot_systems_left(self.result, "taiwan-japan"))
        frame = kr.systems_frame(self.result, "taiwan-japan")
        seen = frame[frame["events"] > 0]
        numpy.testing.assert_array_equal(ax.lines[0].get_xydata(), seen["probability"].reset_index().to_numpy())

    def test_exceedance(self):
        ax = self.drawn(kr.plot_exceedance(self.result, "taiwan-japan"))
        frame = kr.capacity_frame(self.result, "taiwan-japan")
        numpy.testing.assert_array_equal(ax.lines[0].get_ydata(), frame["probability"])
        self.assertIn("Tbit/s", ax.get_xlabel())
        ax = self.drawn(kr.plot_exceedance(self.result, "taiwan-japan", of="shortfall"))
        short = frame["events"] < frame["trials"]
        numpy.testing.assert_allclose(ax.lines[0].get_ydata()[short], 1 - frame["probability"][short])
        self.assertTrue(numpy.isnan(ax.lines[0].get_ydata()[~short]).all())

    def test_sweep(self):
        paths = [self.path, self.simulate(EXPERIMENT, "--trials", "20000", "--set", "failure.feed_faults_per_year=5", output="b.h5")]
        both = kr.concat(paths, "rate", [0.0, 5.0])
        ax = self.drawn(kr.plot_sweep(both, ["taiwan-japan/any", "korea-america/any"], "feed faults, per year"))
        self.assertEqual([text.get_text() for text in ax.get_legend().get_texts()], ["taiwan-japan/any", "korea-america/any"])
        numpy.testing.assert_array_equal(ax.lines[0].get_ydata(), both["disconnected_probability"].sel(connectivity="taiwan-japan/any"))

    def test_before_and_after(self):
        after = self.simulate(EXPERIMENT, "--trials", "20000", "--set", "outcomes.per_trial=true",
                              "--set", 'failure.probabilities."segment:tj-1"=0.5', output="after.h5")
        axes = kr.plot_before_after(self.path, after)
        self.drawn(axes[1])
        table = kr.compare(self.path, after)
        numpy.testing.assert_array_equal(axes[1].lines[0].get_xdata(), table["difference"])
        bars = segments_of(axes[1])
        numpy.testing.assert_allclose([[start[0], end[0]] for start, end in bars], table[["lower", "upper"]])
        self.assertIn("paired", axes[1].get_xlabel())

    def test_percolation_curve(self):
        experiment = self.folder / "square.toml"
        experiment.write_text(SQUARE)
        result = kr.open_result(self.simulate(experiment, output="square.h5"))
        frame = kr.curve_frame(result, "square-16", "spanning_any")
        self.assertEqual(len(frame), 11)
        ax = self.drawn(kr.plot_curve(result, "spanning_any"))
        numpy.testing.assert_array_equal(ax.lines[0].get_xydata(), frame["mean"].reset_index().to_numpy())


class SetsOfLosses(Figures):
    def test_attack_and_ranking(self):
        experiment = self.copy_dataset("korea-detour") / "experiment.toml"
        experiment.write_text(experiment.read_text() + """
[[scenario]]
name = "pairs"
kind = "n-minus-k"
failures = 2
units = ["cables", "stations"]
""")
        scenario = kr.open_scenario(self.simulate(experiment, "--trials", "100", output="pairs.h5"), "pairs")
        ax = self.drawn(kr.plot_attack(scenario, ["korea-america/any"]))
        random, chosen = ax.lines
        share = scenario["lost_share"].sel(question="korea-america/any").to_series()
        numpy.testing.assert_array_equal(random.get_xydata(), share[share > 0].reset_index().to_numpy())
        self.assertEqual(tuple(chosen.get_xydata()[0]), (kr.losses_frame(scenario).loc["korea-america/any", "smallest"], 1))
        ax = self.drawn(kr.plot_cut_ranking(scenario, "taiwan-japan/direct"))
        frame = kr.cut_ranking_frame(scenario, "taiwan-japan/direct")
        self.assertEqual([label.get_text() for label in ax.get_yticklabels()], list(frame.index))
        self.assertEqual(sum(bar.get_width() for bar in ax.patches), frame["total"].sum())


EVENTS = """
[[scenario]]
name = "discs"
kind = "disc"
west = 120
east = 140
south = 22
north = 38
sweep.radius_km = [50, 400]

[[scenario]]
name = "one"
kind = "disc"
west = 120
east = 140
south = 22
north = 38
radius_km = 400
matched = false

[[scenario]]
name = "both"
kind = "disc"
sweep.radius_km = [50, 400]
sweep.aspect = [1, 2]

[[scenario]]
name = "order"
kind = "attack-sequence"
units = ["cables"]
orders = ["degree"]
random_orders = 20

[[scenario]]
name = "worst"
kind = "worst-disc"
west = 120
east = 132
south = 22
north = 38
spacing_km = 200
sweep.radius_km = [50, 400]
"""


class Scenarios(Figures):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.experiment = cls.path.parent / "korea-detour"
        shutil.copytree(DATASETS / "korea-detour", cls.experiment)
        with open(cls.experiment / "experiment.toml", "a", encoding="utf-8") as file:
            file.write(EVENTS)
        cls.events = cls.path.parent / "events.h5"
        kaitei("run", cls.experiment / "experiment.toml", "--trials", "2000", "--quiet", "-o", cls.events)
        cls.discs = kr.open_scenario(cls.events, "discs")

    def test_frame_has_an_interval_for_the_event_and_for_random_failure(self):
        frame = kr.scenario_frame(self.discs, "taiwan-japan/any")
        self.assertEqual(frame.index.name, "radius_km")
        for prefix in ("", "matched_"):
            counts = self.discs[f"{prefix}disconnected_count"].sel(connectivity="taiwan-japan/any").values
            numpy.testing.assert_array_equal(frame[f"{prefix}events"], counts)
            self.assertGreater(counts[1], 0)
            for row, count in zip(frame.to_dict("records"), counts):
                numpy.testing.assert_allclose([row[prefix + "lower"], row[prefix + "upper"]], clopper_pearson(int(count), 2000, 0.95), atol=1e-12)
                self.assertTrue(row[prefix + "probability"] == count / 2000 if count else numpy.isnan(row[prefix + "probability"]))
        fewer = kr.scenario_frame(self.discs, "taiwan-japan/fewer than 2 systems")
        numpy.testing.assert_array_equal(fewer["events"], self.discs["fewer_systems_count"].sel(joining="taiwan-japan", fewer_than=2))
        with self.assertRaisesRegex(KeyError, "taiwan-japan/no system left,"):
            kr.scenario_frame(self.discs, "taiwan-japan/fewer than 9 systems")

    def test_swept(self):
        ax = self.drawn(kr.plot_scenario(self.discs, ["taiwan-japan/any"], "radius, km"))
        frame = kr.scenario_frame(self.discs, "taiwan-japan/any")
        bars = {(start[1], end[1]) for start, end in segments_of(ax)}
        for prefix in ("", "matched_"):
            for row in frame[frame[prefix + "events"] > 0].to_dict("records"):
                self.assertTrue(any(numpy.allclose(bar, (row[prefix + "lower"], row[prefix + "upper"])) for bar in bars))
        self.assertIn("radius, km", ax.get_xlabel())
        self.assertIn("95 % interval", ax.get_xlabel())
        self.assertEqual([text.get_text() for text in ax.get_legend().get_texts()], ["taiwan-japan/any", "the event", "random failure of the same size"])

    def test_a_scenario_without_a_sweep_or_random_failure(self):
        one = kr.open_scenario(self.events, "one")
        frame = kr.scenario_frame(one, "taiwan-japan/any")
        self.assertEqual(len(frame), 1)
        self.assertNotIn("matched_events", frame)
        swept = kr.scenario_frame(self.discs, "taiwan-japan/any").loc[400]
        self.assertEqual(frame["trials"].iloc[0], swept["trials"])
        ax = self.drawn(kr.plot_scenario(one, ["taiwan-japan/any", "korea-america/any"]))
        self.assertEqual([label.get_text() for label in ax.get_yticklabels()], ["taiwan-japan/any", "korea-america/any"])
        self.assertIn(frame["probability"].iloc[0], [x for line in ax.lines for x in line.get_xdata()])

    def test_two_swept_keys_need_a_choice(self):
        both = kr.open_scenario(self.events, "both")
        with self.assertRaisesRegex(ValueError, r"radius_km and aspect|aspect and radius_km"):
            kr.plot_scenario(both, ["taiwan-japan/any"])
        self.drawn(kr.plot_scenario(both.sel(aspect=2), ["taiwan-japan/any"]))

    def test_removals_in_order(self):
        order = kr.open_scenario(self.events, "order")
        frame = kr.attack_frame(order)
        first = str(order["sequence"].values[0])
        largest = order["largest_component"].sel(sequence=first).values
        self.assertAlmostEqual(frame.loc[first, "robustness"], largest[1:].mean() / order.attrs["nodes"])
        self.assertAlmostEqual(frame.loc["random", "robustness"], order["random_largest_component_sum"].values[1:].mean() / 20 / order.attrs["nodes"])
        self.assertLess(frame.loc["random", "lower"], frame.loc["random", "upper"])
        ax = self.drawn(kr.plot_attack_sequence(order))
        numpy.testing.assert_allclose(ax.lines[0].get_ydata(), largest / order.attrs["nodes"])
        self.assertTrue(ax.get_legend().get_texts()[0].get_text().startswith(f"{first}: R = "))


    def test_damage_by_centre(self):
        worst = kr.open_scenario(self.events, "worst")
        ax = self.drawn(kr.plot_damage(worst, 400, "outcomes_lost"))
        mesh = next(found for found in ax.collections if isinstance(found, QuadMesh))
        self.assertGreater(numpy.nanmax(mesh.get_array()), 0)
        numpy.testing.assert_array_equal(numpy.ravel(mesh.get_array()), worst["outcomes_lost"].sel(radius_km=400).values.ravel())
        with self.assertRaisesRegex(ValueError, "50, 400 km"):
            kr.plot_damage(worst)


class Maps(Figures):
    def lines(self, ax):
        """(segments, values or None) of the collections of cables."""
        return [(found.get_segments(), found.get_array()) for found in ax.collections if isinstance(found, LineCollection)]

    def test_failure_probability(self):
        ax = self.drawn(kr.plot_map(self.path))
        network, values = kr.open_network(self.path), self.result["element_probability"].to_series()
        (grey, none), (coloured, array) = self.lines(ax)
        self.assertIsNone(none)
        self.assertEqual(len(grey) + len(coloured), len(network.segments) + len(network.links))
        cables = values[[name for name in values.index if name.startswith(("segment:", "link:")) and values[name] > 0]]
        numpy.testing.assert_array_equal(numpy.sort(array), numpy.sort(cables))
        line = network.lines["tj-1"]
        found = next(part for part, value in zip(coloured, array) if value == values["segment:tj-1"])
        numpy.testing.assert_allclose(found, line)

    def test_importance_is_grey_where_the_interval_reaches_zero(self):
        ax = self.drawn(kr.plot_map(self.path, by="importance", outcome="taiwan-japan/any"))
        frame = kr.importance_frame(self.result, "taiwan-japan/any")
        frame = frame[frame.index.str.startswith(("segment:", "link:"))]
        shown = frame[frame["importance"].notna() & (frame["lower"] > 0)]["importance"]
        self.assertGreater(len(shown), 0)
        self.assertLess(len(shown), len(frame))
        numpy.testing.assert_array_equal(numpy.sort(self.lines(ax)[1][1]), numpy.sort(shown))

    def test_lines_go_on_past_the_antimeridian(self):
        ax = self.drawn(kr.plot_map(self.path, extent=(110, 250, 0, 60)))
        for parts, _ in self.lines(ax):
            for part in parts:
                self.assertLess(numpy.abs(numpy.diff(part[:, 0])).max(), 180)
                self.assertGreater(part[:, 0].min(), 0)

    def test_labels_are_names_and_do_not_overlap(self):
        ax = self.drawn(kr.plot_map(self.path))
        boxes = [text.get_window_extent() for text in ax.texts]
        self.assertGreater(len(boxes), 1)
        self.assertFalse([1 for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)])
        self.assertLessEqual({text.get_text() for text in ax.texts}, set(kr.open_network(self.path).nodes["name"]))
        self.assertFalse(kr.plot_map(self.path, labels="none").texts)

    def test_local_names(self):
        folder = self.copy_dataset("korea-detour")
        rows = (folder / "nodes.csv").read_text().splitlines()
        local = {"tw": "頭城", "jp": "福岡"}
        rows = [rows[0] + ",name_ja"] + [row + "," + local.get(row.split(",")[0], "") for row in rows[1:]]
        (folder / "nodes.csv").write_text("\n".join(rows) + "\n")
        path = self.simulate(folder / "experiment.toml", "--trials", "100", output="local.h5")
        readable = all(map(style.shows, local.values()))
        if readable:
            ax = self.drawn(kr.plot_map(path, labels="name_ja"))
        else:
            with self.assertWarnsRegex(UserWarning, "names are in English"):
                ax = self.drawn(kr.plot_map(path, labels="name_ja"))
        shown = {text.get_text() for text in ax.texts}
        self.assertEqual(bool(shown & set(local.values())), readable)
        self.assertEqual(bool(shown & set(local)), not readable)

    def test_wrong_questions(self):
        with self.assertRaisesRegex(ValueError, "taiwan-japan/any"):
            kr.plot_map(self.path, by="importance")
        with self.assertRaisesRegex(ValueError, "failure_probability"):
            kr.plot_map(self.path, by="colour")


if __name__ == "__main__":
    unittest.main()
