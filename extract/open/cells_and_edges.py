"""Cells and edges of a table from its header cells and the rows of its body."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter

from extract.grids.grid import Span
from extract.open.header_cells import Block
from extract.open.lines_to_rows import Row
from schemas.geometry import BBox


def row_edges(box: BBox, blocks: Sequence[Block], rows: Sequence[Row], header_rows: int) -> tuple[float, ...]:
    """The y edges of the rows in points, strictly rising, in the middle of the white between them; the outer two are the box's."""
    extents: list[tuple[float, float]] = []
    for level in range(header_rows):
        at = [b for b in blocks if b.first_row == level]
        at = at or [b for b in blocks if b.first_row <= level <= b.last_row]
        extents.append((min(b.top for b in at), min(b.bottom for b in at)))
    extents += [(row.top, row.bottom) for row in rows]
    ys = [min(box.top, extents[0][0])]
    for (_, bottom), (top, _) in pairwise(extents):
        ys.append(max((bottom + top) / 2, ys[-1] + 0.01))
    ys.append(max(box.bottom, extents[-1][1], ys[-1] + 0.01))
    return tuple(ys)


def cells_to_spans(
    blocks: Sequence[Block], rows: Sequence[Row], header_rows: int, edges: Sequence[float]
) -> tuple[list[Span], list[tuple[int, ...]]]:
    """The cells sorted by (row, column), blank ones among them, and the words of each."""
    columns, height = len(edges) - 1, header_rows + len(rows)
    taken: dict[Span, list[int]] = {}
    free = bytearray(b"\1" * (height * columns))
    cells = [(b.first_row, b.first, b.last_row - b.first_row + 1, b.last - b.first + 1, list(b.words)) for b in blocks]
    cells += [(header_rows + k, column, tall, wide, words) for column, wide, k, tall, words in _body_cells(rows, columns)]
    for row, column, tall, wide, words in cells:
        taken[Span(row, column, tall, wide)] = words
        start = row * columns + column
        for at in range(start, start + tall * columns, columns):
            free[at : at + wide] = bytes(wide)
    for at in range(height * columns):
        if free[at]:
            taken[Span(*divmod(at, columns))] = []
    spans = sorted(taken, key=attrgetter("row", "column"))
    return spans, [tuple(taken[s]) for s in spans]


def _body_cells(rows: Sequence[Row], columns: int) -> list[tuple[int, int, int, int, list[int]]]:
    """(column, columns, row, rows, words) of each cell of the body: cells of one column that no rule parts are one."""
    cells: list[tuple[int, int, int, int, list[int]]] = []
    done: set[tuple[int, int]] = set()
    for k, row in enumerate(rows):
        for c in range(columns):
            if (k, c) in done or not _is_single(row, c):
                continue
            end = k + 1
            while end < len(rows) and c in rows[end].joined and _is_single(rows[end], c):
                end += 1
            if end > k + 1:
                cells.append((c, 1, k, end - k, [w for one in rows[k:end] for w in one.cells_by_range.get((c, c), ())]))
                done.update((r, c) for r in range(k, end))
        for (first, last), words in row.cells_by_range.items():
            if (k, first) not in done:
                cells.append((first, last - first + 1, k, 1, words))
    return cells


def _is_single(row: Row, column: int) -> bool:
    """Is the column's cell in this row of one column?"""
    return (column, column) in row.cells_by_range or column not in row.cells
