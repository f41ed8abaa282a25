"""Coloured rows that are not a table of their own: the head stands above them, on white or in another colour. Pure.

┌───────────┬──────┬──────┐
│ Indikator │ 2024 │ 2025 │     white
│ Jumlah A  │  12  │  14  │     green ┐ cells that hang together: a net without a head,
│ Jumlah B  │  13  │  15  │     blue  ┘ only a part of what is read here as one table
│ Jumlah C  │  14  │  16  │     white
└───────────┴──────┴──────┘
"""

from __future__ import annotations

from extract.grids.grid import Grid
from extract.ink.figures import is_numeric
from extract.ink.pieces import line_to_text, pieces_to_lines
from extract.open.head_end import YEAR
from extract.ruled.net_to_table import Net
from schemas.geometry import BBox

MOSTLY = 0.9  # share of the coloured rows' height that stands in the whole table
LEAST_TEXTS = 2  # columns with text in a row that may be a head
LEAST_ROWS = 2


def may_be_part(net: Net) -> bool:
    """Does the net have several rows, and none that may be its head? One row alone is never read as a table."""
    return net.grid.rows >= LEAST_ROWS and not begins_with_labels(net)


def begins_with_labels(net: Net) -> bool:
    """Does the first row with text in several columns hold no figure but years? True where there is no such row."""
    for row in range(net.grid.rows):
        texts = [
            " ".join(line_to_text(line) for line in pieces_to_lines(pieces))
            for span, pieces in zip(net.grid.spans, net.placed, strict=True)
            if span.row == row and pieces
        ]
        if len(texts) >= LEAST_TEXTS:
            return not any(is_numeric(text) and not YEAR.match(text) for text in texts)
    return True


def reaches_around(box: BBox, rows: Grid) -> bool:
    """Does a region hold coloured rows from their first column to their last?"""
    tall = min(box.bottom, rows.ys[-1]) - max(box.top, rows.ys[0])
    return tall >= MOSTLY * (rows.ys[-1] - rows.ys[0]) and box.x0 <= rows.xs[1] and box.x1 >= rows.xs[-2]


def is_part(rows: Grid, table: Grid) -> bool:
    """Is the table that is read without looking at colours the whole of these coloured rows: around them, with more rows and no column
    less?"""
    return reaches_around(table.box, rows) and table.rows > rows.rows and table.columns >= rows.columns
