"""Grid tables, which pandoc writes where a cell holds several lines or spans: borders drawn with `+`, `-`, `=` and `|`.

A cell is found by walking round its borders, as docutils does (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
#grid-tables), so that spans in both directions are read as drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from markdown_it import MarkdownIt

from extract.formats.cell_placing import check_grid_size
from extract.formats.markdown.text import markdown_to_text
from extract.options import Limits
from schemas.provenance import FragmentRef
from schemas.table import Cell, CellStyle, Fragment

_BORDER = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")
_HEAD_BORDER = re.compile(r"\+(?:[=:]+\+)+")
_FLAT = frozenset("-=:+")


@dataclass(frozen=True, slots=True)
class _Outline:
    """One cell by the positions of its corners in the drawing."""

    top: int
    left: int
    bottom: int
    right: int


def is_grid_border(line: str) -> bool:
    """True for `+-----+-----+`, the line that opens and closes a grid table."""
    return _BORDER.fullmatch(line) is not None


def lines_to_grid_fragment(
    lines: Sequence[str], ref: FragmentRef, parser: MarkdownIt, name: str, limits: Limits
) -> Fragment | None:
    """The drawing as a fragment; None when its borders do not close. Rows above a border of `=` are header rows, without one
    `header` is None everywhere. Raises LimitError for an oversized grid."""
    drawing = _to_rectangle(lines)
    outlines = _find_cells(drawing)
    if outlines is None:
        return None
    tops = sorted({outline.top for outline in outlines})
    lefts = sorted({outline.left for outline in outlines})
    check_grid_size(name, len(tops), len(lefts), limits)
    head = next((at for at, line in enumerate(drawing) if at and _HEAD_BORDER.fullmatch(line)), 0)
    cells = [_outline_to_cell(outline, drawing, tops, lefts, head, parser) for outline in outlines]
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    covered = sum(cell.row_span * cell.column_span for cell in ordered)
    if covered != len(tops) * len(lefts):
        return None
    return Fragment(ref, len(tops), len(lefts), ordered, engine="markdown")


def _to_rectangle(lines: Sequence[str]) -> list[str]:
    indent = min(len(line) - len(line.lstrip()) for line in lines)
    cut = [line.expandtabs()[indent:].rstrip() for line in lines]
    width = max(len(line) for line in cut)
    return [line.ljust(width) for line in cut]


def _find_cells(drawing: Sequence[str]) -> list[_Outline] | None:
    """All cells, from the top left corner on; None where a border stays open or cells do not fit together."""
    bottom, right = len(drawing) - 1, len(drawing[0]) - 1
    found: list[_Outline] = []
    corners = [(0, 0)]
    done = [0] * right  # per position across: down to where cells have been found
    while corners:
        top, left = heappop(corners)
        if top == bottom or left == right or top < done[left]:
            continue
        outline = _find_cell(drawing, top, left)
        if outline is None or any(done[at] != top for at in range(left, outline.right)):
            return None
        done[left : outline.right] = [outline.bottom] * (outline.right - left)
        found.append(outline)
        heappush(corners, (outline.top, outline.right))
        heappush(corners, (outline.bottom, outline.left))
    return found if found and all(at == bottom for at in done) else None


def _find_cell(drawing: Sequence[str], top: int, left: int) -> _Outline | None:
    if drawing[top][left] != "+":
        return None
    for right in range(left + 1, len(drawing[top])):
        mark = drawing[top][right]
        if mark not in _FLAT:
            return None
        if mark == "+" and (bottom := _find_bottom(drawing, top, left, right)) is not None:
            return _Outline(top, left, bottom, right)
    return None


def _find_bottom(drawing: Sequence[str], top: int, left: int, right: int) -> int | None:
    for bottom in range(top + 1, len(drawing)):
        if drawing[bottom][right] not in "+|" or drawing[bottom][left] not in "+|":
            return None
        edge = drawing[bottom][left : right + 1]
        if edge[0] == edge[-1] == "+" and set(edge) <= _FLAT:
            return bottom
    return None


def _outline_to_cell(
    outline: _Outline, drawing: Sequence[str], tops: Sequence[int], lefts: Sequence[int], head: int, parser: MarkdownIt
) -> Cell:
    lines = [drawing[at][outline.left + 1 : outline.right].strip() for at in range(outline.top + 1, outline.bottom)]
    styled = markdown_to_text(parser, "\n".join(lines).strip("\n"))
    row, column = bisect_left(tops, outline.top), bisect_left(lefts, outline.left)
    return Cell(
        row,
        column,
        styled.text,
        bisect_left(tops, outline.bottom) - row,
        bisect_left(lefts, outline.right) - column,
        style=CellStyle(bold=styled.bold, italic=styled.italic),
        header=outline.top < head if head else None,
        marks=styled.marks,
    )
