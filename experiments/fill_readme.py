#!/usr/bin/env python3
"""Writes the numbers of a README's tables from the expected.json beside it: experiments/fill_readme.py FOLDER ...

Tables are known by their first columns, and every row by its labels; words and rows stay as they are:
`scenario | lost when | probability | random failure of the same size` (scenario: its name and the point of its sweep),
`scenario | people ...`, `order | R | ...`, `lost when | fewest that suffice | sets ... | share` and `lost when | cheapest |
...`. The last three follow a line `<!-- scenario: NAME -->`. Any other table may follow a line `<!-- columns: ... | ... -->`,
which says where its columns but the first are in the file: names, * standing for the row's first cell; a name without a * is
of the scenario before it; `; at random` adds the random failure of the same size. A row that the file does not have is an error.
"""

import json
import math
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "okinawa-evacuation"))

from people import in_words as people_in_words, residents  # noqa: E402

WEIGHTS = pathlib.Path(__file__).resolve().parents[1] / "geodata/taiwan-japan/weights.csv"


def in_words(row):
    lower, upper = row["interval"]
    if row["events"] == 0:
        return f"below {upper:.1e}"
    return f"{row['probability']:.4g} ({lower:.4g} – {upper:.4g})"


def number(value, decimals):
    return f"{value:.{decimals}f}" if value >= 1e-3 else f"{value:.1e}".replace("e-0", "e-")


def in_digits(row):
    """To the first digit of half the interval; what is below a thousandth to two digits."""
    lower, upper = row["interval"]
    if row["events"] == 0:
        return f"< {number(upper, 0)}"
    if row["probability"] == 1:
        return "1"
    decimals = -math.floor(math.log10((upper - lower) / 2))
    return f"{number(row['probability'], decimals)} ({number(lower, decimals)} – {number(upper, decimals)})"


def fewest(row):
    least, size = row["smallest_cut"]
    return "never" if size is None else str(size) if least == size else f"{least} to {size}"


def answer(row):
    if "events" in row:
        return in_digits(row)
    if "most" in row:
        return f"{row['mean']:.3g} / {row['most']:g} / {row['bound']:g}"
    if "smallest_cut" in row:
        share = row["lost_sets"][-1] / row["sets"][-1]
        return fewest(row) + (f" ({share:.1e})" if share else "")
    error = row["standard_error"]
    decimals = -math.floor(math.log10(error)) if error else 0
    return f"{row['mean']:.{decimals}f} ± {error:.{decimals}f}" if error else f"{row['mean']:g}"


def point_of(label):
    """The point "ships shock_days 10, station_loss 0.1" is "ships shock_days=10 station_loss=0.1" in the file."""
    scenario, *rest = label.split(" ", 1)
    return " ".join([scenario, *(pair.replace(" ", "=") for pair in rest[0].split(", "))] if rest else [scenario])


def by_columns(cells, expected, columns):
    rows = expected["proportions"] | expected["means"] | expected["exact"]
    rows |= {f"{name}: {measure}": row for name, of in expected["exact"].items() for measure, row in of.items() if isinstance(row, dict)}
    filled, scenario = cells[:1], ""
    for column in columns:
        column, random = re.fullmatch(r"(.*?)(; at random)?", column).groups()
        name = (column if "*" in column else f"{scenario}: {column}").replace("*", cells[0])
        scenario = name.partition(": ")[0]
        filled.append("; ".join(answer(rows[each]) for each in ([name, f"{name}, at random"] if random else [name])))
    return filled


def people(cells, expected, _):
    point = point_of(cells[0])
    struck, matched = {}, {}
    for name, row in expected["proportions"].items():
        if name.startswith(f"{point}: "):
            question, random = re.fullmatch(r"(.*?)(, at random)?", name.removeprefix(f"{point}: ")).groups()
            (matched if random else struck)[question] = row
    return [cells[0], *(people_in_words(rows, residents(WEIGHTS), 0.95) for rows in (struck, matched))]


def sampled(cells, expected, _):
    name = f"{point_of(cells[0])}: {cells[1]}"
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
    return [cells[0], fewest(row), f"{row['lost_sets'][-1]:,}", f"{row['lost_sets'][-1] / row['sets'][-1]:.2g}"]


def attacker(cells, expected, scenario):
    row = expected["exact"][f"{scenario} {cells[0]}"]
    least, cost = row["cost"]
    if cost is None:
        return [cells[0], "never", "", "", "", in_words(row["random_in_budget"]), ""]
    landing = row["landing_points_cost"]
    return [cells[0], f"{cost:g}" if least == cost else f"{least:g} to {cost:g}", str(row["units"]), f"{row['greedy_cost']:g}",
            "never" if landing is None else f"{landing:g}", in_words(row["random_in_budget"]), in_words(row["random_of_same_size"])]


def filled(text, expected):
    lines, scenario, columns, fill = text.split("\n"), "", None, None
    for number, line in enumerate(lines):
        if mark := re.fullmatch(r"<!-- scenario: (\S+) -->", line):
            scenario = mark[1]
        if mark := re.fullmatch(r"<!-- columns: (.*) -->", line):
            columns = mark[1].split(" | ")
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
        elif cells[:2] == ["scenario", "people cut off from Kyushu"]:
            fill = people
        elif columns:
            fill = lambda row, known, _, columns=columns: by_columns(row, known, columns)  # noqa: E731
            columns = None
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
