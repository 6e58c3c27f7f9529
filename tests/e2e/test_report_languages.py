"""Reports in Chinese and Japanese: every label is translated, names of places are the local ones, what data name stays."""

import re
import unittest

from report_pages import EXPERIMENT, InBrowser, browser, page_of, result_of
from test_report_scenarios import EXHAUSTIVE, FLOWS, STRAIT

# Names that the experiment gives, units, and words that are the same in every language.
OWN = {"islands", "taiwan-main", "japan-main", "matsu-taiwan", "taiwan-japan", "cables", "strait", "one-by-one", "buyer", "ships", "flows", "languages.h5", "longer.h5", "kaitei", "Tbit", "SHA-256", "Leaflet",
       "Birnbaum"}
LABELS = ("h1, h2, h3, th, caption, summary, label, option, nav a, header .kicker, .skip, #legend .key, #views button, main p, main section:not(#licences) li, #run td:first-child,"
          "#provenance h2 + .scroll td:first-child, #scenarios td:first-child:not(:has(button)), #figures td:nth-child(2)")


def foreign(text):
    """English words in a text."""
    for own in OWN:
        text = text.replace(own, "")
    return re.findall(r"[A-Za-z]{3,}", re.sub(r"\([^()]*\.com\)|（[^（）]*\.com）|Apache|BSD|Clause|Natural Earth|JavaScript|CC-BY[-0-9.]*", "", text))


class Languages(InBrowser):
    def test_no_english_label_is_left(self):
        experiment = EXPERIMENT.replace("50_000", "5_000") + EXHAUSTIVE + STRAIT + FLOWS
        result, other = result_of(experiment, "languages"), result_of(experiment, "longer", "--set", "failure.exposure_days=240")
        for code, tag, heading, place in (("zh", "zh-Hant-TW", "重要數字", "馬公"), ("ja", "ja", "主な数値", "志摩")):
            with self.subTest(code):
                page = page_of(result, other, name=code, options=("--lang", code))
                browser.open(page)
                self.assertEqual(browser.js("return document.documentElement.lang"), tag)
                self.assertIn(heading, browser.texts("h2"))
                self.assertTrue(any(place in text for text in browser.texts("#network td")))
                labels = browser.texts(LABELS) + browser.js("return [...document.querySelectorAll('optgroup')].map(g => g.label)")
                labels += browser.js("return [...document.querySelectorAll('[aria-label], [title]')].map(e => e.ariaLabel || e.title)")
                self.assertGreater(len(labels), 150)
                self.assertEqual([label for label in labels if foreign(label)], [])
                self.assertTrue(foreign("Probability of being disconnected"), "the check can fail")
                self.assertQuiet(page)


if __name__ == "__main__":
    unittest.main()
