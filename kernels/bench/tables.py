#!/usr/bin/env python3
"""Writes the tables of docs/benchmarks.md from the JSON of kaitei-bench that is kept in docs/benchmarks/.

usage: tables.py [--check] [DOCUMENT]

A table stands between two comments of the document:

    <!-- kaitei-bench FILE SECTION -->
    <!-- /kaitei-bench -->

FILE is relative to the document. Everything between the two is replaced by where the rows were measured and a line for
each row: the median rate of the repetitions, in a section with an end what the whole of it takes at that rate, and the
median (minimum-maximum) of its ratio to its baseline, repetition by repetition. With --check nothing is written, and exit code 1 says that the document does not match its JSON.
"""

import json
import re
import statistics
import sys
from pathlib import Path

TABLE = re.compile(r"(<!-- kaitei-bench (\S+) (.+?) -->\n).*?(<!-- /kaitei-bench -->)", re.DOTALL)


def rates(entries, clock):
    key = "cpu_time" if clock == "cpu" else "real_time"
    own = "cpu_time" if entries[0]["clock"] == "cpu" else "real_time"
    return [e["items_per_second"] * e[own] / e[key] for e in entries]


def significant(x, digits=3):
    text = f"{x:.{digits}g}"
    return f"{float(text):.0f}" if "e" in text else text


def duration(seconds):
    return f"{significant(seconds)} s" if seconds >= 1 else f"{significant(seconds * 1000)} ms"


def table(results, section):
    """The Markdown of one section."""
    rows = {}
    for entry in results["benchmarks"]:
        if entry["section"] == section:
            rows.setdefault(entry["name"].removeprefix(section + "/"), []).append(entry)
    if not rows:
        raise SystemExit(f'no section "{section}" in the JSON (its table cannot be made); measure it again')
    fastest = max(statistics.median(rates(e, e[0]["clock"])) for e in rows.values())
    scale, prefix = next(((s, p) for s, p in ((1e9, "10⁹ "), (1e6, "10⁶ ")) if fastest >= s), (1, ""))
    context, some = results["context"], next(iter(rows.values()))
    whole = some[0].get("whole_items", 0)
    lines = [
        f"{section.capitalize()}: {context['cpu']}, {context['instruction_set']}, {context['num_cpus']} hardware threads; "
        f"{context['compiler']}; commit {context['commit'][:10]}; {context['date'][:10]}; "
        f"{len(some)} repetitions.",
        "",
        f"| | threads | {prefix}{some[0]['label']}/s |" + (f" all {whole:,.0f} |" if whole else "") + " ratio |",
        "|---|---|---|---|" + ("---|" if whole else ""),
    ]
    for name, entries in rows.items():
        median = statistics.median(rates(entries, entries[0]["clock"]))
        rate = significant(median / scale) + (f" | {duration(whole / median)}" if whole else "")
        ratio = ""
        if entries[0]["baseline"]:
            base = rows[entries[0]["baseline"]]
            clock = "cpu" if entries[0]["clock"] == base[0]["clock"] == "cpu" else "wall"
            pairs = [a / b for a, b in zip(rates(entries, clock), rates(base, clock))]
            ratio = (f"{significant(statistics.median(pairs))} ({significant(min(pairs))}–{significant(max(pairs))}) "
                     f"× {entries[0]['baseline']}")
        lines.append(f"| {name} | {entries[0]['threads']} | {rate} | {ratio} |")
    return "\n".join(lines) + "\n"


def main(arguments):
    check = "--check" in arguments
    paths = [a for a in arguments if a != "--check"]
    document = Path(paths[0]) if paths else Path(__file__).parents[2] / "docs" / "benchmarks.md"
    before = document.read_text(encoding="utf-8")
    after = TABLE.sub(
        lambda m: m[1] + table(json.loads((document.parent / m[2]).read_text(encoding="utf-8")), m[3]) + m[4], before)
    if not check:
        document.write_text(after, encoding="utf-8")
    elif after != before:
        print(f"{document} does not match its JSON (a table was changed by hand or not made anew); "
              "run kernels/bench/tables.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
