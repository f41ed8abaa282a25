"""Did the column break this number? What the widths of a column's lines and cells say about white space between digits.

A line that is as wide as any of its column, in a cell without room for one more digit, was broken by the column. A wider line
elsewhere in the column, or ample room in the cell, says that the break is in the print: two values below each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalize.repair import fold
from normalize.words.periods import FIRST_YEAR, LAST_YEAR

# Advance widths in units of the font size, of the common sans and serif faces; digits differ by less than a tenth among them.
_DIGIT, _NARROW, _LETTER = 0.52, 0.27, 0.5
_NARROW_SIGNS = frozenset(".,:;'|!il()[]- /")
PADDING = 10.8  # points left and right in a word processor's cell; spreadsheets have less
LONGEST_NUMBER = 200  # characters with its line breaks; what is longer is prose
AMPLE = 1.6  # digits of room beyond the padding that no break would have left
_GAP = re.compile(r"(?P<left>\S*[0-9.,])\s*\n\s*(?P<right>[0-9.,]\S*)")
_SPACE_GAP = re.compile(r"(?P<left>[0-9.,]+) (?P<right>[0-9.,]+)")


@dataclass(frozen=True, slots=True)
class ColumnCell:
    """A cell of one column: raw text with its line breaks, width of its box and font size in points, None where unknown."""

    text: str
    width: float | None = None
    size: float | None = None


def text_to_width(text: str) -> float:
    """Estimated advance width in units of the font size."""
    return sum(_NARROW if c in _NARROW_SIGNS else _DIGIT if c.isdigit() else _LETTER for c in text)


def column_to_wrapped(cells: Sequence[ColumnCell], heads: Iterable[str] = ()) -> tuple[bool | None, ...]:
    """For each cell: True when the column broke its digits apart, False when it did not, None when nothing tells.

    `heads` are raw header texts of the column: a year that is broken there ("20 21") shows after how many characters the column
    breaks, also where a converter turned line ends into spaces.
    """
    widest = max((text_to_width(line) * (cell.size or 1.0) for cell in cells for line in _lines(cell.text)), default=0.0)
    room = _heads_to_room(heads)
    return tuple(_cell_to_wrapped(cell, widest, room) for cell in cells)


def _lines(text: str) -> list[str]:
    return [line for line in map(fold, text.splitlines()) if line]


def _heads_to_room(heads: Iterable[str]) -> int | None:
    """How many characters of a year stood on the first line of a head, None if no head has a broken year."""
    rooms = set()
    for head in heads:
        pieces = head.split()
        joined = "".join(pieces)
        if len(pieces) > 1 and len(joined) == 4 and joined.isdecimal() and FIRST_YEAR <= int(joined) <= LAST_YEAR:
            rooms.add(max(map(len, pieces)))
    return rooms.pop() if len(rooms) == 1 else None


def _cell_to_wrapped(cell: ColumnCell, widest: float, room: int | None) -> bool | None:
    if len(cell.text) > LONGEST_NUMBER:
        return None
    gap = _GAP.search(cell.text)
    if gap is None:
        spaced = _SPACE_GAP.fullmatch(fold(cell.text)) if room is not None else None
        return (
            True
            if spaced is not None and len(spaced["left"]) == room and len(spaced["right"]) <= len(spaced["left"])
            else None
        )
    if room is not None and len(gap["left"]) == room:
        return True
    line = fold(cell.text[: gap.end("left")].rsplit("\n", 1)[-1])
    size = cell.size or 1.0
    needed = (text_to_width(line) + text_to_width(gap["right"][0])) * size
    if widest >= needed:
        return False
    if cell.width is None or cell.size is None:
        return None
    if needed + PADDING > cell.width:
        return True
    return False if needed + AMPLE * _DIGIT * size + PADDING < cell.width else None
