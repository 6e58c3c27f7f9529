#!/usr/bin/env python3
"""Writes the numbers of a README's tables from the expected.json beside it: experiments/fill_readme.py FOLDER ...

Four kinds of table are known by their first columns, and every row by its labels; words and rows stay as they are:
`scenario | lost when | probability | random failure of the same size` (scenario: its name and the point of its sweep),
`order | R | ...`, `lost when | fewest that suffice | sets ... | share` and `lost when | cheapest | ...`. The last three
follow a line `<!-- scenario: NAME -->`. A row that the file does not have is an error.
"""

import json
import pathlib
import re
import sys


def in_words(row):
    lower, upper = row["interval"]
    if row["events"] == 0:
        return f"below {upper:.1e}"
    return f"{row['probability']:.4g} ({lower:.4g} – {upper:.4g})"


def sampled(cells, expected, _):
    """The point "ships shock_days 10, station_loss 0.1" is "ships shock_days=10 station_loss=0.1" there."""
    scenario, *rest = cells[0].split(" ", 1)
    point = " ".join([scenario, *(pair.replace(" ", "=") for pair in rest[0].split(", "))] if rest else [scenario])
    name = f"{point}: {cells[1]}"
    return [*cells[:2], in_words(expected["proportions"][name]), in_words(expected["proportions"][name + ", at random"])]


def order(cells, expected, scenario, outcomes):
    if "random orders" in cells[0]:
        row = expected["exact"][f"{scenario} random"]
        lower, upper = row["interval"]
        after = [row["disconnected_in_half"][outcome] for outcome in outcomes]
        return [f"{row['orders']} random orders", f"{row['robustness']:.4f} ({lower:.4f} – {upper:.4f})",
                *("never" if step is None else f"{step} (median)" for step in after)]
    row = expected["exact"][f"{scenario} {cells[0]}"]
    after = [row["disconnected_after"][outcome] for outcome in outcomes]
    return [cells[0], f"{row['robustness']:.4f}", *("never" if step is None else str(step) for step in after)]


def sets(cells, expected, scenario):
    row = expected["exact"][f"{scenario} {cells[0]}"]
    least, size = row["smallest_cut"]
    few = str(size) if least == size else f"{least} to {size}"
    return [cells[0], few, f"{row['lost_sets'][-1]:,}", f"{row['lost_sets'][-1] / row['sets'][-1]:.2g}"]


def attacker(cells, expected, scenario):
    row = expected["exact"][f"{scenario} {cells[0]}"]
    least, cost = row["cost"]
    if cost is None:
        return [cells[0], "never", "", "", "", in_words(row["random_in_budget"]), ""]
    landing = row["landing_points_cost"]
    return [cells[0], f"{cost:g}" if least == cost else f"{least:g} to {cost:g}", str(row["units"]), f"{row['greedy_cost']:g}",
            "never" if landing is None else f"{landing:g}", in_words(row["random_in_budget"]), in_words(row["random_of_same_size"])]


def filled(text, expected):
    lines, scenario, fill = text.split("\n"), "", None
    for number, line in enumerate(lines):
        if mark := re.fullmatch(r"<!-- scenario: (\S+) -->", line):
            scenario = mark[1]
        if not line.startswith("|"):
            fill = None
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells == ["scenario", "lost when", "probability", "random failure of the same size"]:
            fill = sampled
        elif cells[:2] == ["order", "R"]:
            fill = lambda row, *rest, outcomes=cells[2:]: order(row, *rest, outcomes)  # noqa: E731
        elif cells[:2] == ["lost when", "fewest that suffice"]:
            fill = sets
        elif cells[:2] == ["lost when", "cheapest"]:
            fill = attacker
        elif fill and not line.startswith("|---"):
            lines[number] = "| " + " | ".join(fill(cells, expected, scenario)) + " |"
    return "\n".join(lines)


def main(folders):
    for folder in map(pathlib.Path, folders):
        readme = folder / "README.md"
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        readme.write_text(filled(readme.read_text(encoding="utf-8"), expected), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
