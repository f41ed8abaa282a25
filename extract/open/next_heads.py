"""Where below the rows of one table the head of the next begins, when both stand between rules of one width."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.ink.text_lines import Chunk, TextLine
from extract.open.head_end import is_body

MOST_TITLES = 4  # lines of titles above a head
LEAST_YEARS = 3  # in one line, that head columns whatever the type
YEAR_ALONE = re.compile(r"^(?:19|20)\d\d$")

Line = Sequence[Chunk]


def next_heads(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines (some may be empty) with which a further table begins: its titles, or its head where it has none. Below rows
    of figures stand bold labels side by side, or years, with bold titles right above them; and rows of figures follow."""
    found: set[int] = set()
    rows = 0
    for k, line in enumerate(lines):
        if (rows and _is_title(line)) or is_head(line):
            head = _head_below(lines, k) if rows else None
            if head is not None and any(_is_row(below) for below in lines[head + 1 : head + 6]):
                found.add(k)
                rows = 0
        rows += _is_row(line)
    return found


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


def _is_row(line: Line) -> bool:
    return len(line) > 1 and is_body(TextLine(tuple(line))) and not all(c.bold for c in line)
