"""Reports of what should not be there: hostile names, and files that are no results."""

import json
import unittest

from kaitei_e2e import Scratch, kaitei
from report_pages import InBrowser, browser, folder, page_of, result_of



HOSTILE = ["<img src=x onerror=\"window.hacked=1\">", "</script><script>window.hacked=1</script>", "a'\"&lt;&amp;b", "離島" * 60, "x" * 400,
           "\u202egnp.exe", "{{7*7}} ${7*7}", "-->]]>"]


class Hostile(InBrowser):
    def test_names_are_shown_and_never_run(self):
        source = folder / "hostile"
        source.mkdir()
        quoted = ['"' + name.replace('"', '""') + '"' for name in HOSTILE]
        (source / "nodes.csv").write_text("id,kind,name,name_local,country,lon,lat\n" + "".join(
            f"n{i},station,{name},{name},{name},{121 + i},{24 + i % 3}\n" for i, name in enumerate(quoted)), encoding="utf-8")
        (source / "systems.csv").write_text("id,name,owners\n" + "".join(f"s{i},{name},{name}\n" for i, name in enumerate(quoted[:-1])), encoding="utf-8")
        features = [{"type": "Feature", "properties": {"id": f"{HOSTILE[1]}{i}", "system": f"s{i}", "from": f"n{i}", "to": f"n{i + 1}"},
                     "geometry": {"type": "LineString", "coordinates": [[121 + i, 24 + i % 3], [122 + i, 24 + (i + 1) % 3]]}} for i in range(len(HOSTILE) - 1)]
        (source / "segments.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        text = json.dumps(HOSTILE[1], ensure_ascii=False)
        experiment = (f'schema = 1\nname = "hostile"\nquestion = {text}\n[network]\nsource = "hostile"\n[terminals]\na = ["n0"]\nb = ["n7"]\n'
                      '[[connectivity]]\nname = "corners"\nfrom = "a"\nto = "b"\n[run]\ntrials = 20_000\n')
        page = page_of(result_of(experiment, "hostile"), name="hostile")
        for width in (360, 1600):
            browser.open(page, width)
            self.assertIsNone(browser.js("return window.hacked ?? null"))
            self.assertEqual(browser.texts(".question"), [HOSTILE[1]])
            shown = browser.texts("#network td")
            for name in HOSTILE:
                self.assertIn(name, shown)
            self.assertLessEqual(browser.js("return document.documentElement.scrollWidth"), width)
            browser.js("document.getElementById('map').scrollIntoView({block: 'center', behavior: 'instant'})")
            told = [self.hovered(path) for path in range(len(HOSTILE) - 1)]
            self.assertTrue(any(told))
            self.assertEqual(browser.js("return document.querySelectorAll('img, script:not([type])').length"), 2)  # the page's own scripts
            self.assertIsNone(browser.js("return window.hacked ?? null"))
            self.assertQuiet(page)


class Files(Scratch):
    def test_usage(self):
        path = self.folder / "x.h5"
        path.write_text("no result")
        for arguments, code, said in (((path,), 3, "not a kaitei result file"), ((self.folder / "missing.h5",), 3, "cannot read"), ((), 2, "a result file"),
                                      ((path, "--lang", "de"), 2, "use en, zh or ja"), ((path, "-o", "x.pdf"), 2, "html"), ((path, "--format", "html", "-o", path), 2, "overwritten")):
            done = kaitei("report", *arguments, cwd=self.folder)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertIn(said, done.stderr)
        self.assertEqual(path.read_text(), "no result")

if __name__ == "__main__":
    unittest.main()
