"""Heads of tables that have rules between their columns alone: nothing level is drawn between a label and what it stands over.

│ Satuan │ Target Triwulan │      the upright rule between I and II begins below the label: there is its lower edge
│        │    I   │   II   │
│  (1)   │   (2)  │   (3)  │      numbers of columns below the labels, level with each other, are a row of their own
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.grids.grid import Grid, Span
from extract.ink.edges import Edges
from extract.ink.page import Array, Piece
from extract.ink.text_lines import TextLine, is_numbering, pieces_to_text_lines

MEETS = 4.0  # points: an upright rule that begins this near to a level one begins at it
ONE_HEIGHT = 2.0  # points that the beginnings of uprights below one label may differ
SHARE = 0.5  # of the length of the rules beside it that a rule between sub-columns has at least
CLEAR = 1.0  # points that a word may reach over the edge
HIGHEST = 4  # rows of a head
LEVEL = 3.0  # points that the numbers of columns may differ in height


def with_edges_below_labels(horizontal: Edges, vertical: Edges, words: Array) -> Edges:
    """The level edges, and one for each label that upright rules begin below, between the rules on its two sides. `words` are the boxes of
    the words of the page."""
    found: list[tuple[float, float, float]] = []
    starts, ends, xs = vertical.start, vertical.end, vertical.at
    for k in np.argsort(starts, kind="stable").tolist():
        y, x = float(starts[k]), float(xs[k])
        if any(abs(y - at) <= ONE_HEIGHT and low < x < high for at, low, high in found):
            continue
        level = (horizontal.start - MEETS <= x) & (horizontal.end + MEETS >= x)
        if (np.abs(horizontal.at[level] - y) <= MEETS).any() or not (horizontal.at[level] > y + MEETS).any():
            continue
        beside = (starts < y - MEETS) & (ends > y + MEETS) & (ends - starts <= (ends[k] - y) / SHARE)
        left, right = xs[beside & (xs < x - MEETS)], xs[beside & (xs > x + MEETS)]
        if not len(left) or not len(right):
            continue
        low, high = float(left.max()), float(right.min())
        inside = (words[:, 0] < high) & (words[:, 2] > low)
        if not (inside & (words[:, 1] < y - CLEAR) & (words[:, 3] > y + CLEAR)).any():
            found.append((y, low, high))
    if not found:
        return horizontal
    at, low_ends, high_ends = (np.array(column) for column in zip(*found, strict=True))
    return Edges(
        np.concatenate([horizontal.at, at]),
        np.concatenate([horizontal.start, low_ends]),
        np.concatenate([horizontal.end, high_ends]),
    )


def with_row_of_numbers(grid: Grid, placed: Sequence[Sequence[Piece]]) -> Grid:
    """The grid with the numbers of its columns in a row of their own where they stand last in the cells of the head. `placed` are the
    pieces in each span."""
    for row in range(min(HIGHEST, grid.rows - 1)):
        last = [(span, pieces) for span, pieces in zip(grid.spans, placed, strict=True) if span.row + span.rows - 1 == row]
        lines = [pieces_to_text_lines(list(pieces)) for _, pieces in last if pieces]
        if not any(len(own) > 1 for own in lines):
            continue
        ends = [own[-1] for own in lines]
        numbers = TextLine(tuple(sorted((c for line in ends for c in line.chunks), key=lambda c: c.x0)))
        level = max(line.y_mid for line in ends) - min(line.y_mid for line in ends) <= LEVEL
        if level and len(numbers.chunks) >= grid.columns - 1 and is_numbering(numbers):
            labels = max(own[-2].bottom for own in lines if len(own) > 1)
            return _with_row(grid, row, (labels + min(line.top for line in ends)) / 2)
    return grid


def _with_row(grid: Grid, row: int, y: float) -> Grid:
    """The grid with its row cut at y: above, the cells as they were; below, one for each column."""
    above = [span for span in grid.spans if span.row <= row]
    below = [replace(span, row=span.row + 1) for span in grid.spans if span.row > row]
    cells = [Span(row + 1, column) for column in range(grid.columns)]
    ys = (*grid.ys[: row + 1], y, *grid.ys[row + 1 :])
    spans = tuple(sorted((*above, *cells, *below), key=lambda s: (s.row, s.column)))
    return replace(grid, ys=ys, spans=spans)
