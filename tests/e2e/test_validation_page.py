"""docs/validation.md can be made again, every number on it holds, and it is of the tests that there are now."""

import pathlib
import re
import subprocess
import unittest

from kaitei_e2e import SOURCE, Scratch, binary, require

require("numpy", "h5py", "networkx")


def numbers(page):
    """{(test, number, after whom): expected} of a page."""
    found, test = {}, ""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            test = line[4:]
        elif line.startswith("| ") and not line.startswith("| number "):
            what, source, expected = [cell.strip() for cell in line.split("|")[1:4]]
            found.setdefault((test, what, source), []).append(expected)
    return found


class Page(Scratch):
    def test_made_again(self):
        page = self.folder / "validation.md"
        build = pathlib.Path(binary()).resolve().parent.parent
        made = subprocess.run(["/usr/bin/python3", SOURCE / "tests" / "validation" / "make_page.py", build, "--share", "0.01", "-o", page],
                              capture_output=True, text=True)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertRegex(made.stdout, r"^\d+ numbers, 0 missed: ")
        again, kept = numbers(page), numbers(SOURCE / "docs" / "validation.md")
        self.assertGreater(len(again), 100)
        self.assertEqual(again, kept, "other numbers are held to now; make the page again: tests/validation/make_page.py build/release")

    def test_no_number_on_the_page_missed(self):
        text = (SOURCE / "docs" / "validation.md").read_text(encoding="utf-8")
        self.assertRegex(text, r"\*\*\d+ numbers, 0 missed\.\*\*")
        self.assertNotIn("**missed**", text)
        self.assertNotIn("**differs**", text)
        self.assertIsNone(re.search(r"--share", text), "a page made at reduced size")


if __name__ == "__main__":
    unittest.main()
