"""Rows that the rules leave in one: told apart where white runs between them through all columns.

Lines of one cell stand close; between two rows stands the white that cells keep from their rules. A band of white that is clearly
wider, runs through every cell of the ruled row, and has figures above and below it in the same columns, is where a rule is missing.

The grid gets an edge there, and says of which rows; what the rows are is decided with their text (normalize/rows/several_rows).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.grids.grid import Grid, Span
from extract.ink.figures import FIRST_OF_FIGURE, GROUPED
from extract.ink.page import Piece, quantile
from extract.ink.pieces import line_to_text, pieces_to_lines
from schemas.decision import Sign

JUMP = 0.3  # of the font size: by how much white between rows is wider than between the lines of a cell
LEVEL = 2.0  # points that the first lines of one row may stand apart
MOSTLY = 0.7
MOST_MISSING = 0.5  # missing rules per ruled row: a table that leaves out more is not ruled between its rows
ABOVE = 0.25  # of the font size: an edge stands so far above the lines of its row, where there is room


@dataclass(frozen=True, slots=True)
class _Line:
    top: float
    bottom: float
    text: str
    size: float


@dataclass(frozen=True, slots=True)
class _Cut:
    """An edge in a band of white, and where the lines below it begin."""

    y: float
    below: float


def part_stacked_rows(grid: Grid, placed: Sequence[Sequence[Piece]]) -> Grid:
    """The grid with a row edge in each such band; the grid itself where none is found. `placed` are the words of each span.

    A cell over several rows is cut too where a line of it begins below the band, level with the row that begins there.
    """
    if not any(span.rows == 1 and _may_stack(pieces) for span, pieces in zip(grid.spans, placed, strict=True)):
        return grid
    written = [_pieces_to_lines(pieces) if not any(piece.direction for piece in pieces) else [] for pieces in placed]
    rows: dict[int, list[list[_Line]]] = {}
    for span, lines in zip(grid.spans, written, strict=True):
        if span.rows == 1 and lines:
            rows.setdefault(span.row, []).append(lines)
    white = _usual_white(written)
    if white is None:
        return grid
    cuts = {row: found for row, cells in rows.items() if (found := _cells_to_cuts(cells, white))}
    if not cuts or sum(map(len, cuts.values())) > MOST_MISSING * grid.rows:
        return grid
    edges = {cut.y: cut for found in cuts.values() for cut in found}
    broken = {k: [y for y, cut in edges.items() if _begins_at(lines, cut, white)] for k, lines in enumerate(written)}
    return _with_cuts(grid, {row: [cut.y for cut in found] for row, found in cuts.items()}, broken)


def _may_stack(pieces: Sequence[Piece]) -> bool:
    """Could the cell hold figures below each other? Cheap: most tables have none."""
    return (
        len(pieces) > 1 and pieces[0].level != pieces[-1].level and all(piece.text[0] in FIRST_OF_FIGURE for piece in pieces)
    )


def _pieces_to_lines(pieces: Sequence[Piece]) -> list[_Line]:
    return [
        _Line(min(p.top for p in line), max(p.bottom for p in line), line_to_text(line), max(p.size for p in line))
        for line in pieces_to_lines(pieces)
    ]


def _usual_white(cells: Sequence[Sequence[_Line]]) -> float | None:
    """White between the lines of one cell, in points: the narrow kind, since the wide kind is looked for. None without wrapped cells."""
    whites = [b.top - a.bottom for lines in cells for a, b in pairwise(lines)]
    return quantile(whites, 0.2) if whites else None


def _cells_to_cuts(cells: Sequence[Sequence[_Line]], white: float) -> list[_Cut]:
    """Where a ruled row is cut, top to bottom."""
    figures = [lines for lines in cells if len(lines) > 1 and all(GROUPED.match(line.text) for line in lines)]
    if not figures:
        return []
    cuts = []
    lines = sorted((line for cell in cells for line in cell), key=lambda line: line.top)
    bottom = lines[0].bottom
    for line in lines[1:]:
        cut = _Cut(line.top - min((line.top - bottom) / 2, ABOVE * line.size), line.top)
        if line.top - bottom > white + JUMP * line.size and _parts(cells, figures, cut.y):
            cuts.append(cut)
        bottom = max(bottom, line.bottom)
    return cuts if _one_figure_each(figures, [cut.y for cut in cuts]) else []


def _parts(cells: Sequence[Sequence[_Line]], figures: Sequence[Sequence[_Line]], y: float) -> bool:
    """Figures on both sides, and a row that begins level below."""
    both = [lines for lines in figures if lines[0].bottom <= y <= lines[-1].top]
    first = [line.top for lines in cells if (line := next((one for one in lines if one.top >= y), None)) is not None]
    level = sum(top - min(first) <= LEVEL for top in first)
    return len(both) >= min(2, len(figures)) and level >= MOSTLY * len(first)


def _begins_at(lines: Sequence[_Line], cut: _Cut, white: float) -> bool:
    """True when a line of the cell begins below the cut, level with the row there, after wider white than lines of one cell have."""
    return any(
        above.bottom <= cut.y <= below.top
        and abs(below.top - cut.below) <= LEVEL
        and below.top - above.bottom > white + JUMP * below.size
        for above, below in pairwise(lines)
    )


def _one_figure_each(figures: Sequence[Sequence[_Line]], cuts: Sequence[float]) -> bool:
    """The cuts leave one figure in each part of each column of figures: what is left is a row each."""
    return all(
        sum(low <= (line.top + line.bottom) / 2 < high for line in lines) <= 1
        for lines in figures
        for low, high in pairwise((float("-inf"), *cuts, float("inf")))
    )


def _with_cuts(grid: Grid, cuts: dict[int, list[float]], broken: dict[int, list[float]]) -> Grid:
    """The grid with its rows cut. A cell that reaches over a cut row goes on covering all of it, but for the heights where it is broken
    itself (by its index in the grid)."""
    ys = sorted((*grid.ys, *(y for found in cuts.values() for y in found)))
    place = {y: row for row, y in enumerate(ys)}
    spans: list[Span] = []
    for k, span in enumerate(grid.spans):
        top, bottom = grid.ys[span.row], grid.ys[span.row + span.rows]
        inner = cuts.get(span.row, []) if span.rows == 1 else [y for y in broken[k] if top < y < bottom]
        for a, b in pairwise((top, *sorted(inner), bottom)):
            spans.append(replace(span, row=place[a], rows=place[b] - place[a]))
    signs = (*grid.signs, Sign("grid_white_parts_rows", details=(str(len(cuts)),)))
    parted = tuple(sorted(place[y] for found in cuts.values() for y in found))
    return replace(
        grid, ys=tuple(ys), spans=tuple(sorted(spans, key=lambda s: (s.row, s.column))), signs=signs, parted_rows=parted
    )
