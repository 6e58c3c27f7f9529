"""What can be wrong before the trials begin: the right exit code, one message that says where and what to do, nothing
on stdout, nothing written, and the previous result as it was."""

import re
import unittest

from kaitei_e2e import Scratch, kaitei

DONE, FAILED, USAGE, BAD_DATA, NO_DEVICE = 0, 1, 2, 3, 4
MESSAGE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d error: .+ \(.+\); .+$")


class Refused(Scratch):
    def setUp(self):
        super().setUp()
        self.data = self.copy_dataset("festoon")
        self.experiment = self.data / "experiment.toml"
        self.result = self.folder / "out.h5"
        self.result.write_bytes(b"the previous result")
        self.files = self.listing()

    def listing(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))

    def replace(self, file, old, new):
        path = self.data / file
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line_of(self, text):
        lines = self.experiment.read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def refused(self, code, *words, arguments=("--quiet", "--trials", 1000), output=None, command=None):
        """Runs and expects this exit code, and one message with all the words."""
        command = command or ("run", self.experiment, "-o", output or self.result, *arguments)
        done = kaitei(*command, cwd=self.folder)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertRegex(lines[0], MESSAGE)
        for word in words:
            self.assertIn(str(word), lines[0])
        self.assertEqual(self.result.read_bytes(), b"the previous result")
        self.assertEqual(self.listing(), self.files, "files were left behind")


class Experiment(Refused):
    def test_unknown_key(self):
        self.replace("experiment.toml", "trials = 2_000_000", "trails = 2_000_000")
        self.refused(USAGE, f"{self.experiment}:{self.line_of('trails')}:1:", '"run.trails"', '"run.trials"')

    def test_wrong_type(self):
        self.replace("experiment.toml", "seed = 20250101", 'seed = "first"')
        self.refused(USAGE, f"{self.experiment}:{self.line_of('seed')}:8:", "run.seed", "whole number")

    def test_out_of_range(self):
        self.replace("experiment.toml", '"link:mast" = 0.4', '"link:mast" = 1.4')
        self.refused(USAGE, f"{self.experiment}:{self.line_of('1.4')}:", "1.4", "link:mast", "correct the number")

    def test_not_toml(self):
        self.replace("experiment.toml", 'name = "festoon"', "name = festoon")
        self.refused(USAGE, f"{self.experiment}:3:", "TOML")

    def test_missing_file(self):
        self.refused(USAGE, "nowhere.toml", command=("run", "nowhere.toml", "--quiet"))

    def test_missing_network(self):
        self.replace("experiment.toml", 'source = "."', 'source = "nowhere"')
        self.refused(BAD_DATA, f"{self.experiment}:{self.line_of('nowhere')}:10:", "festoon/nowhere does not exist")

    def test_inspect_what_it_is_not_for(self):
        self.refused(USAGE, "is an experiment", "kaitei validate", command=("inspect", self.experiment))
        self.refused(USAGE, "would be ignored silently", "network.as_of", command=("inspect", self.result, "--as-of", "2023-02-01"))

    def test_unknown_terminal_set(self):
        self.replace("experiment.toml", 'to = "capital"', 'to = "capitol"')
        self.refused(USAGE, f"{self.experiment}:{self.line_of('capitol')}:", '"capitol"', "capital")

    def test_unknown_element(self):
        self.replace("experiment.toml", '"segment:fest-1"', '"segment:fest-9"')
        self.refused(USAGE, f"{self.experiment}:{self.line_of('fest-9')}:", "segment:fest-9", "fest-")

    def test_bad_override(self):
        self.refused(USAGE, "--set run.trails=5", "trials", arguments=("--quiet", "--set", "run.trails=5"))
        self.refused(USAGE, "--set", "run.trials", arguments=("--quiet", "--set", "run.trials"))
        self.refused(USAGE, "run.trials", arguments=("--quiet", "--trials", "many"))
        self.refused(USAGE, "run.threads", arguments=("--quiet", "--threads", "-1"))

    def test_unknown_backend(self):
        self.refused(USAGE, "run.backend", "cuda", arguments=("--quiet", "--backend", "gpu"))

    def test_bits_that_do_not_fit(self):
        self.refused(USAGE, "per_trial", "run.trials",
                     arguments=("--quiet", "--trials", "1e13", "--set", "outcomes.per_trial=true"))

    def test_a_folder_is_not_an_experiment(self):
        self.refused(USAGE, self.data, command=("run", self.data, "--quiet"))


class Data(Refused):
    def test_missing_network(self):
        self.replace("experiment.toml", 'source = "."', 'source = "gone"')
        self.refused(BAD_DATA, self.data / "gone")

    def test_missing_layer(self):
        (self.data / "segments.geojson").unlink()
        self.files = self.listing()
        self.refused(BAD_DATA, "segments", self.data)

    def test_truncated_geojson(self):
        text = (self.data / "segments.geojson").read_text(encoding="utf-8")
        for end in (len(text) * 2 // 3, len(text) // 8, 1):
            (self.data / "segments.geojson").write_text(text[:end], encoding="utf-8")
            self.refused(BAD_DATA, self.data / "segments.geojson")

    def test_empty_file(self):
        (self.data / "links.csv").write_bytes(b"")
        self.refused(BAD_DATA, self.data / "links.csv", "empty")

    def test_single_column(self):
        (self.data / "systems.csv").write_text("id\nfestoon\nloop\ninter\n")
        self.refused(BAD_DATA, self.data / "systems.csv", "at least two column names")

    def test_unknown_reference(self):
        self.replace("links.csv", "main,capital", "main,capitol")
        self.refused(BAD_DATA, self.data / "links.csv", "links", "road", "capitol")

    def test_text_for_a_number(self):
        self.replace("systems.csv", "festoon,3,6", "festoon,three,6")
        self.refused(BAD_DATA, self.data / "systems.csv", "systems", "festoon", "design_tbps", '"three"')

    def test_repeated_id(self):
        self.replace("links.csv", "mast,", "road,")
        self.refused(BAD_DATA, self.data / "links.csv", "links", "road", "twice")

    def test_route_that_does_not_lead_there(self):
        self.replace("routes.csv", "fest-1;fest-2", "fest-1")
        self.refused(BAD_DATA, self.data / "routes.csv", "routes", "fest-mn")

    def test_line_that_ends_at_sea(self):
        self.replace("segments.geojson", "[119.5, 26.0]", "[119.0, 26.0]")
        self.refused(BAD_DATA, "segments", "fest-3", "south", "km")

    def test_binary_rubbish(self):
        (self.data / "nodes.csv").write_bytes(bytes(range(256)) * 8)
        self.refused(BAD_DATA, self.data / "nodes.csv")

    def test_inspect_of_a_damaged_result(self):
        self.refused(BAD_DATA, self.result, command=("inspect", self.result))

    def test_inspect_of_nothing(self):
        self.refused(USAGE, "nowhere.h5", command=("inspect", "nowhere.h5"))


class CommandLine(Refused):
    def test_usage(self):
        for command, word in ((("rum",), "rum"), ((), "subcommand"), (("run",), "experiment"),
                              (("run", self.experiment, "--trils", 5), "--trils"),
                              (("inspect",), "a network or a result file"), (("validate", "gone.toml"), "gone.toml")):
            with self.subTest(command=command):
                self.refused(USAGE, word, command=command) if command else self.no_command()

    def no_command(self):
        done = kaitei(cwd=self.folder)
        self.assertEqual((done.returncode, done.stdout, len(done.stderr.splitlines())), (USAGE, "", 1), done.stderr)

    def test_help_is_no_error(self):
        for command in (("--help",), ("run", "--help"), ("--version",)):
            done = kaitei(*command)
            self.assertEqual((done.returncode, done.stderr), (DONE, ""))
            self.assertIn("kaitei", done.stdout.lower())

    def test_no_device(self):
        done = kaitei("run", self.experiment, "-o", self.folder / "gpu.h5", "--trials", 1000, "--backend", "cuda",
                      "--quiet")
        if done.returncode == DONE:
            self.skipTest("this machine has a device")
        self.refused(NO_DEVICE, "CUDA", "--backend cpu", arguments=("--quiet", "--backend", "cuda"))


if __name__ == "__main__":
    unittest.main()
