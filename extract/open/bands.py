"""Text that stands alone on its line and runs over columns: a band between rows, one text though a column ends inside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.ink.text_lines import TextLine

BLANK = 0.28  # of the font size: a blank where the text has no other to compare with
WIDER = 1.4  # times the usual blank of the text: white that parts columns
TOUCHES = 0.6  # points that a word may reach over a boundary
FLUSH = 1.0  # points that parts of one cell's lines may stand apart at the left
TIGHT = 0.55  # of the font size: white between the lines of one row


def runs_over(at: int, lines: Sequence[TextLine], xs: Sequence[float]) -> bool:
    """Is line `at` one text that runs over some of the boundaries `xs`? It stands alone or behind a number, has no wide blank where a
    column ends, and is not the next line of two cells: neither neighbour, set as close as lines of a row are, has texts that begin where
    its parts do."""
    line = lines[at]
    chunk = line.chunks[-1]
    inside = [x for x in xs if chunk.x0 + TOUCHES < x < chunk.x1 - TOUCHES]
    alone = len(line.chunks) == 1 or (len(line.chunks) == 2 and line.chunks[0].numeric)
    if not alone or not inside:
        return False
    blanks = [(a.x1, b.x0) for a, b in pairwise(chunk.words)]
    usual = median(b - a for a, b in blanks) if len(blanks) > 2 else BLANK * chunk.size
    starts = []
    for x in inside:
        blank = next(((a, b) for a, b in blanks if a - TOUCHES <= x <= b + TOUCHES), None)
        if blank is None:
            continue
        if blank[1] - blank[0] > max(WIDER * usual, BLANK * chunk.size):
            return False
        starts.append(blank[1])
    return not starts or not any(_goes_on(line, lines[k], starts) for k in (at - 1, at + 1) if 0 <= k < len(lines))


def _goes_on(line: TextLine, other: TextLine, starts: Sequence[float]) -> bool:
    """Are the two lines of one row, with texts in both that begin where the line and one of its parts do?"""
    chunk = line.chunks[-1]
    white = max(line.top - other.bottom, other.top - line.bottom)
    if white > TIGHT * chunk.size or len(other.chunks) < 2:
        return False
    flush = [any(abs(c.x0 - x) <= FLUSH and c.bold == chunk.bold for c in other.chunks) for x in (chunk.x0, *starts)]
    return flush[0] and any(flush[1:])
