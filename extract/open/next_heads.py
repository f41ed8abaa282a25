"""Where below the rows of one table the head of the next begins, when both stand between rules of one width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.ink.text_lines import Chunk, TextLine
from extract.open.head_end import is_body

MOST_TITLES = 4  # lines of titles above a head
LEAST_YEARS = 3  # in one line, that head columns whatever the type
TIGHT = 0.6  # of the font size: white between the lines of one text
SAME_PLACE = 2.0  # points
YEAR_ALONE = re.compile(r"^(?:19|20)\d\d$")

Line = Sequence[Chunk]


def next_heads(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines (some may be empty) with which a further table begins: its titles, or its head where it has none. Below rows
    of figures stand bold labels side by side, or years, with bold titles right above them; and rows of figures follow, or the first label
    is that of the head before ("No")."""
    found: set[int] = set()
    rows = 0
    strong: Line = ()  # the last line of a bold row of figures
    corner: Chunk | None = None  # the first label of the last head
    for k, line in enumerate(lines):
        if strong and _goes_on(strong, line):
            strong = line
            continue
        strong = line if _is_strong_row(line) else strong if not line else ()
        if (rows and _is_title(line)) or is_head(line):
            head = _head_below(lines, k) if rows else None
            row = (
                next((n for n in range(head + 1, min(head + 6, len(lines))) if _is_row(lines[n])), None)
                if head is not None
                else None
            )
            again = rows > 0 and is_head(line) and corner is not None and _stands_again(corner, line[0])
            if again or (row is not None and _heads_figures(lines[k:row], lines[row])):
                found.add(k)
                rows = 0
            corner = line[0] if is_head(line) else corner
        rows += _is_row(line)
    return found


def _stands_again(corner: Chunk, label: Chunk) -> bool:
    return label.text == corner.text and abs(label.x0 - corner.x0) <= SAME_PLACE


def _heads_figures(block: Sequence[Line], row: Line) -> bool:
    """Does a label of the block, or a year, stand over a figure of the row? Texts of a row of a group stand over none."""
    figures = [c for c in row if c.numeric]
    labels = [c for line in block for c in line if not c.numeric or YEAR_ALONE.match(c.text)]
    return any(c.x0 < one.x1 and c.x1 > one.x0 for c in labels for one in figures)


def _head_below(lines: Sequence[Line], at: int) -> int | None:
    """The first line of several labels, at `at` or below the titles that begin there."""
    for k in range(at, min(at + MOST_TITLES + 1, len(lines))):
        if len(lines[k]) != 1:
            return k if is_head(lines[k]) else None
        if not _is_title(lines[k]):
            return None
    return None


def _is_title(line: Line) -> bool:
    return len(line) == 1 and line[0].bold and not line[0].numeric


def is_head(line: Line) -> bool:
    """Bold labels side by side without figures, or years."""
    if len(line) < 2 or is_body(TextLine(tuple(line))):
        return False
    years = sum(bool(YEAR_ALONE.match(c.text)) for c in line)
    words = sum(not c.numeric for c in line)
    return (all(c.bold for c in line) and (words > 1 or years > 1)) or (years >= LEAST_YEARS and years + words == len(line))


def _is_strong_row(line: Line) -> bool:
    """A row of figures in bold type, as of a group: what goes on with its texts is bold too and no head."""
    return len(line) > 1 and all(c.bold for c in line) and is_body(TextLine(tuple(line)))


def _goes_on(above: Line, line: Line) -> bool:
    """Is the line set close below bold texts that it goes on with, in their columns?"""
    if (
        not line
        or not all(c.bold for c in line)
        or min(c.top for c in line) - max(c.bottom for c in above) > TIGHT * line[0].size
    ):
        return False
    return all(any(c.x0 < one.x1 and c.x1 > one.x0 for one in above) for c in line)


def _is_row(line: Line) -> bool:
    return len(line) > 1 and is_body(TextLine(tuple(line))) and not all(c.bold for c in line)
