"""List numbers that hang on the left of a label's lines, their baseline between two of them or beside a later one.

    Kegiatan Perencanaan                         1 Kegiatan Perencanaan
1   dan Evaluasi Pembangunan       is read       dan Evaluasi Pembangunan
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.ink.page import Piece

_MARK = re.compile(r"\(?(?:[0-9]{1,3}|[a-zA-Z])[.)]?")
_APART = 0.15  # of the size of type: least white between the number and the lines
_FLUSH = 0.3  # of the size of type: how much the left ends of the lines may differ


def lines_with_number_first(lines: list[list[Piece]]) -> list[list[Piece]]:
    """The lines of a cell, the list number before the first one; the lines themselves where no number hangs beside them."""
    if len(lines) < 2:
        return lines
    at = min(range(len(lines)), key=lambda k: lines[k][0].x0)
    mark = lines[at][0]
    if at == 0 or mark.direction or _MARK.fullmatch(mark.text) is None:
        return lines
    rest = [line if k != at else line[1:] for k, line in enumerate(lines)]
    rest = [line for line in rest if line]
    return [[mark, *rest[0]], *rest[1:]] if _hangs(mark, rest) else lines


def _hangs(mark: Piece, rest: Sequence[Sequence[Piece]]) -> bool:
    """True where all lines begin flush, right of the mark, and the mark stands level with them."""
    left = [line[0].x0 for line in rest]
    flush = len(rest) > 1 and max(left) - min(left) <= _FLUSH * mark.size
    worded = all(any(piece.text[:1].isalpha() for piece in line) for line in rest[:2])
    level = rest[0][0].level <= mark.level <= rest[-1][0].level
    return flush and worded and level and min(left) - mark.x1 >= _APART * mark.size
