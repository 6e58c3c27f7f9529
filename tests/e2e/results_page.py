"""The tables of docs/results-format.md as data, and which of them describes a dataset of a result file."""

import dataclasses
import re

import h5py

from kaitei_e2e import SOURCE

TYPES = {"uint8": "u8", "uint32": "u32", "int32": "i32", "uint64": "u64", "float64": "f64", "object": "text", "float32": "none"}
PLACEHOLDERS = {"<measure>": "(outcomes|systems|capacity|elements)_lost",
                "<observable>": "(largest_cluster|second_largest_cluster|cluster_count|mean_cluster_size|susceptibility"
                                "|spanning_(any|every|axis_[012]))"}


@dataclasses.dataclass(frozen=True)
class Row:
    section: str
    name: str
    cells: tuple  # axes, type, unit, role
    flags: tuple

    def names(self, name):
        pattern = self.name
        for placeholder, words in PLACEHOLDERS.items():
            pattern = pattern.replace(placeholder, words)
        return re.fullmatch(pattern, name)


def sections():
    """The page by heading: {"Kind `attacker`": its text}."""
    page = (SOURCE / "docs" / "results-format.md").read_text(encoding="utf-8")
    parts = re.split(r"^#+ (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def rows(sections):
    found = []
    for section, text in sections.items():
        for line in text.splitlines():
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if len(cells) == 6 and cells[0].startswith("`"):
                flags = re.findall(r"\b(\d+) `([\w-]+)`", cells[5]) if cells[2] == "flags" else []
                found.append(Row(section, cells[0].strip("`"), tuple(cells[1:5]), tuple(flags)))
    return found


def address(data):
    return h5py.h5o.get_info(data.id).addr


def cells_of(name, data, scales):
    """(axes, type, unit, role, flags) of a dataset, as the page writes them. scales: {address: name} of every axis."""
    axes = [name] if h5py.h5ds.is_scale(data.id) else [scales[address(axis.values()[0])] for axis in data.dims]
    flags = tuple(zip(map(str, data.attrs.get("flag_values", [])), data.attrs.get("flag_meanings", "").split()))
    return axes, "flags" if flags else TYPES[data.dtype.name], data.attrs.get("units", ""), data.attrs.get("role", ""), flags
