"""Every command and code block of the documents runs, from top to bottom, in a copy of the tree; every link leads somewhere.

The blocks that cannot run say why (documents.py), and are counted and printed.
"""

import contextlib
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from documents import RUN, anchors_of, blocks_of, missing_from, prose_of
from kaitei_e2e import SOURCE, Scratch, binary, kaitei, require

require("numpy", "pandas", "scipy", "h5py", "xarray", "h5netcdf", "netCDF4", "matplotlib")

PAGES = sorted(page for pattern in ("README.md", "CONTRIBUTING.md", "docs/*.md", "notebooks/README.md", "geodata/**/README.md",
                                    "experiments/*/README.md") for page in SOURCE.glob(pattern))
COPIED = ("bootstrap", "docs", "experiments", "geodata", "kernels", "notebooks", "src", "tests")
SCHEMA = re.compile(r"^schema\s*=", flags=re.MULTILINE)
ANY_EXPERIMENT = """schema = 1
name = "any"
network.source = "geodata/taiwan-japan"
[[connectivity]]
name = "penghu"
from = "penghu"
to = "taiwan-main"
"""
not_run = []


def copy_of_the_tree(folder):
    """The source tree with the program where the documents say that it is: built, and on PATH."""
    for name in COPIED:
        copy = shutil.copytree if (SOURCE / name).is_dir() else shutil.copy2
        copy(SOURCE / name, folder / name)
    program = folder / "build" / "release" / "src" / "kaitei"
    program.parent.mkdir(parents=True)
    program.symlink_to(binary())


class Session:
    """A reader who types in a page's blocks one after another."""

    def __init__(self, folder):
        self.folder, self.printed, self.names = folder, "", {"__name__": "__main__"}
        path = os.pathsep.join([str(folder / "build" / "release" / "src"), "/usr/bin", os.environ.get("PATH", "")])
        self.environment = {**os.environ, "PATH": path, "PYTHONPATH": str(folder / "notebooks"), "MPLBACKEND": "Agg", "NO_COLOR": "1"}

    def shell(self, text, code=0):
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=self.folder, env=self.environment, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=300)
        # On a terminal, messages have no date in front.
        self.printed = done.stdout + re.sub(r"^[\d-]+ [\d:]+ (?=(error|warning|info): )", "", done.stderr, flags=re.MULTILINE)
        if done.returncode != code:
            raise AssertionError(f"exit code {done.returncode}\n{text}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")

    def python(self, text):
        said, here = io.StringIO(), os.getcwd()
        os.chdir(self.folder)
        try:
            with contextlib.redirect_stdout(said):
                exec(compile(text, "<block>", "exec"), self.names)
        finally:
            os.chdir(here)
        self.printed = said.getvalue()

    def experiment(self, text):
        """A whole experiment, or tables of one."""
        self.toml(text if SCHEMA.search(text) else ANY_EXPERIMENT + text, "experiment.toml")

    def toml(self, text, name):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        if SCHEMA.search(text):
            done = kaitei("validate", path, cwd=self.folder)
            if done.returncode != 0:
                raise AssertionError(done.stderr)


class Pages(Scratch):
    def setUp(self):
        super().setUp()
        copy_of_the_tree(self.folder)
        sys.path.insert(0, str(SOURCE / "notebooks"))
        self.addCleanup(sys.path.remove, str(SOURCE / "notebooks"))
        os.environ.update(KAITEI_BINARY=binary(), MPLBACKEND="Agg")

    def check(self, page):
        session = Session(self.folder)
        for block in blocks_of(page):
            with self.subTest(block=f"{page.relative_to(SOURCE)}:{block.line}"):
                self.do(block, session)

    def do(self, block, session):
        absent = [program for program in block.value.split() if not shutil.which(program, path=session.environment["PATH"])]
        if block.mark == "not run":
            not_run.append((block, block.value))
        elif block.mark == "needs" and absent:
            not_run.append((block, f"{', '.join(absent)} not installed"))
        elif block.mark in ("file", "append to"):
            self.assertIn(block.value, block.before, "the reader is not told the file's name")
            path = self.folder / block.value
            before = path.read_text(encoding="utf-8") if block.mark == "append to" else ""
            path.parent.mkdir(parents=True, exist_ok=True)
            session.toml(before + block.text, block.value)
        elif block.mark in ("output", "output of"):
            if block.mark == "output of":
                session.shell(block.value)
            self.assertTrue(block.text.strip(), "an empty excerpt")
            missing = missing_from(block.text, session.printed)
            self.assertIsNone(missing, f"not printed:\n{missing}\nbut:\n{session.printed}")
        elif block.mark == "fails":
            session.shell(block.text, int(block.value))
        else:
            self.assertIn(block.language, RUN, "no way to run it; say what it is in a comment above it (documents.py)")
            {"sh": session.shell, "python": session.python,
             "toml": session.experiment}[block.language](block.text)

    def test_every_page_is_in_the_table(self):
        table = (SOURCE / "docs" / "README.md").read_text(encoding="utf-8")
        for page in PAGES:
            if page.name != "README.md" or page.parent.parent.name == "experiments":
                name = os.path.relpath(page, SOURCE / "docs")
                self.assertTrue(f"]({name})" in table, f"docs/README.md does not name {name}; add it")

    def test_commands_in_sentences(self):
        """`kaitei ...` inside a sentence names a command and options that there are."""
        helps = {}
        for page in PAGES:
            for words in re.findall(r"`(?:[\w/.]*/)?kaitei ([a-z][^`]*)`", prose_of(page)):
                command = words.split()[0]
                if command not in helps:
                    done = kaitei(command, "--help")
                    self.assertEqual(done.returncode, 0, f"{page}: kaitei {words}")
                    helps[command] = done.stdout + (kaitei(command, "check", "--help").stdout if command == "geodata" else "")
                for option in re.findall(r"(?<!\S)(--[a-z-]+)", words):
                    self.assertRegex(helps[command], rf"{option}\b", f"{page}: kaitei {words}")

    def test_links(self):
        for page in PAGES:
            for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(page)):
                if re.match(r"[a-z]+:", target):
                    continue
                with self.subTest(link=f"{page.relative_to(SOURCE)}: {target}"):
                    name, _, anchor = target.partition("#")
                    path = (page.parent / name).resolve() if name else page
                    self.assertTrue(path.exists())
                    if anchor:
                        self.assertIn(anchor, anchors_of(path))


for path in PAGES:
    name = re.sub(r"\W", "_", str(path.relative_to(SOURCE).with_suffix(""))).lower()
    setattr(Pages, f"test_blocks_of_{name}", lambda self, path=path: self.check(path))


class Words(unittest.TestCase):
    def test_excerpts(self):
        printed = "a\nb\nc\nd\n"
        self.assertIsNone(missing_from("b\n...\nd\n", printed))
        self.assertEqual(missing_from("d\n...\nb\n", printed), "b")
        self.assertEqual(missing_from("b\nd\n", printed), "b\nd")

    def test_a_part_of_an_experiment_is_validated(self):
        with tempfile.TemporaryDirectory() as folder:
            copy_of_the_tree(pathlib.Path(folder))
            session = Session(pathlib.Path(folder))
            session.experiment("[failure]\nsegment_repair_days = 40\n")
            with self.assertRaisesRegex(AssertionError, "did you mean"):
                session.experiment("[failure]\nsegment_repair_day = 40\n")

    def test_a_block_that_no_test_would_see(self):
        page = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())) / "page.md"
        page.write_text("Type:\n\n    kaitei run x.toml\n")
        with self.assertRaisesRegex(ValueError, "page.md:3"):
            blocks_of(page)
        page.write_text("Type:\n\n```sh\nkaitei run x.toml\n")
        with self.assertRaisesRegex(ValueError, "no end"):
            blocks_of(page)


def report():
    for block, reason in not_run:
        print(f"not run: {block.page.relative_to(SOURCE)}:{block.line}: {reason}")
    total = sum(len(blocks_of(page)) for page in PAGES)
    print(f"{total} blocks in {len(PAGES)} pages, {len(not_run)} of them not run")


if __name__ == "__main__":
    unittest.addModuleCleanup(report)
    unittest.main()
