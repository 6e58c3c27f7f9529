"""The code blocks of a Markdown page, and what the comment above a block says about it.

    <!-- file: NAME -->          the block is written to NAME; an experiment is validated too
    <!-- append to: NAME -->     the same, at the end of NAME
    <!-- output -->              what the block before printed; a line of "..." stands for any lines
    <!-- output of: COMMAND -->  what the command prints
    <!-- fails: EXIT CODE -->    run, and ends with it
    <!-- needs: PROGRAM ... -->  run where each program is installed
    <!-- not run: REASON -->     shown only

Without a comment, sh and python are run, and toml is validated: an experiment, or tables of one.
"""

import dataclasses
import pathlib
import re

COMMENT = re.compile(r"^<!-- (file|append to|output|output of|fails|needs|not run)(?:: (.+))? -->$")
RUN = ("sh", "python", "toml")


@dataclasses.dataclass
class Block:
    page: pathlib.Path
    line: int  # of its first line of text, from 1
    language: str
    text: str
    mark: str  # "" or one of COMMENT's words
    value: str
    before: str  # the paragraph above


def blocks_of(page):
    """The page's blocks in order. Raises ValueError for a fence without an end, or a block indented by four spaces."""
    blocks, block, above, mark = [], None, [], None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if block is not None:
            if line == "```":
                block.text = "".join(row + "\n" for row in block.text)
                blocks.append(block)
                block, above, mark = None, [], None
            else:
                block.text.append(line)
        elif line.startswith("```"):
            block = Block(page, number + 1, line[3:].strip(), [], *(mark or ("", "")), "\n".join(above))
        elif found := COMMENT.match(line):
            mark = (found[1], found[2] or "")
        elif line.strip():
            if line.startswith("    ") and not (above and above[-1].strip()):
                raise ValueError(f"{page}:{number}: an indented block (no test sees it); put it between ``` lines")
            above, mark = [*above, line], None
        elif mark is None:
            above = [*above, line][-6:]
    if block is not None:
        raise ValueError(f"{page}:{block.line}: the block has no end")
    return blocks


def prose_of(page):
    """The page without its blocks and comments."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def missing_from(expected, printed):
    """The first run of lines of an excerpt that is not printed, in order; None if all are."""
    lines, place = [line.rstrip() for line in printed.splitlines()], 0
    for chunk in re.split(r"^\s*\.\.\.\s*$\n?", expected, flags=re.MULTILINE):
        rows = [line.rstrip() for line in chunk.rstrip().splitlines()]
        starts = (at for at in range(place, len(lines) - len(rows) + 1) if lines[at:at + len(rows)] == rows)
        if (found := next(starts, None)) is None:
            return "\n".join(rows)
        place = found + len(rows)
    return None


def anchors_of(page):
    """The names that GitHub gives to the page's headings."""
    found, seen = set(), {}
    for heading in re.findall(r"^#+ (.+)$", prose_of(page), flags=re.MULTILINE):
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
        name = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        seen[name] = seen.get(name, -1) + 1
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
    return found
