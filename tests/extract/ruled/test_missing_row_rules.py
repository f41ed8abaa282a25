"""Rows without a rule between them, parted by the white that runs through all columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.grids.grid import Grid, Span
from extract.ink.page import Piece
from extract.ruled.missing_row_rules import part_stacked_rows
from schemas.table import GridKind

SIZE, LEADING, PADDING = 8.0, 9.6, 3.0
XS = (0.0, 100.0, 160.0, 220.0)
Column = Sequence[tuple[float, str]]  # heights of line tops, and their texts


def piece(column: int, top: float, text: str) -> Piece:
    x0 = XS[column] + PADDING
    return Piece(text, x0, top, x0 + 4 * len(text), top + SIZE, 0, SIZE, False, False, 0, 2 * top + SIZE)


def row(*columns: Column, more: int = 1) -> tuple[Grid, list[list[Piece]]]:
    """One ruled row with the lines of its cells, above `more` rows without text."""
    spans = tuple(Span(r, column) for r in range(more + 1) for column in range(len(columns)))
    placed = [[piece(c, top, text) for top, text in lines] for c, lines in enumerate(columns)]
    ys = tuple(60.0 + 20 * r for r in range(more + 1))
    return Grid(GridKind.RULED, XS, (0.0, *ys), spans), [*placed, *([] for _ in range(more * len(columns)))]


FIRST, SECOND = 3.0, 3.0 + 2 * LEADING + 2 * PADDING
LABELS = [(FIRST, "Jumlah"), (FIRST + LEADING, "pegawai"), (SECOND, "Jumlah"), (SECOND + LEADING, "laporan")]
STACKED = LABELS, [(FIRST, "10"), (SECOND, "20")], [(FIRST, "11"), (SECOND, "21")]


def test_two_rows_in_one_are_parted_between_their_lines() -> None:
    """Labels of two lines, figures of one: the edge lies in the white between the rows."""
    grid = part_stacked_rows(*row(*STACKED))
    assert grid.rows == 3
    assert FIRST + LEADING + SIZE < grid.ys[1] < SECOND
    assert grid.spans == tuple(Span(r, c) for r in range(3) for c in range(3))


def test_a_table_without_rules_between_its_rows_is_left_to_others() -> None:
    """Where more rules are missing than drawn, the table is not ruled, and its header needs another look than this."""
    grid, placed = row(*STACKED, more=0)
    assert part_stacked_rows(grid, placed) is grid


def test_a_wrapped_figure_is_no_second_row() -> None:
    """The lines of one cell stand as close as those of its label."""
    label = [(FIRST + n * LEADING, text) for n, text in enumerate(("Jumlah", "pegawai", "tetap"))]
    grid, placed = row(label, [(FIRST, "1234"), (FIRST + LEADING, "5")], [(FIRST, "1234"), (FIRST + LEADING, "6")])
    assert part_stacked_rows(grid, placed) is grid


def test_paragraphs_of_one_label_are_one_row() -> None:
    """White in the label alone parts nothing: the figures stand once."""
    grid, placed = row(LABELS, [(FIRST, "10")], [(FIRST, "11")])
    assert part_stacked_rows(grid, placed) is grid


def test_a_line_that_crosses_the_white_keeps_the_row_whole() -> None:
    """A cell with a line where the others are white has no row edge there."""
    crossing = [(FIRST + n * LEADING, "kata") for n in range(4)]
    grid, placed = row(crossing, *STACKED[1:])
    assert part_stacked_rows(grid, placed) is grid


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ([(FIRST, "Program"), (FIRST + LEADING, "Jalan")], [(0, 3)]),
        ([(FIRST, "Program"), (FIRST + LEADING, "Jalan"), (SECOND, "Program"), (SECOND + LEADING, "Air")], [(0, 1), (1, 2)]),
    ],
)
def test_a_cell_over_several_rows_is_cut_only_where_a_line_begins(name: Column, rows: list[tuple[int, int]]) -> None:
    """A name merged over the stacked row and the next goes on covering them, unless another name begins level with the second row."""
    spans = (Span(0, 0, 2), Span(0, 1), Span(0, 2), Span(1, 1), Span(1, 2))
    grid = Grid(GridKind.RULED, XS, (0.0, 60.0, 80.0), spans)
    cells = [name, *STACKED[1:], [(63.0, "30")], [(63.0, "31")]]
    placed = [[piece(span.column, top, text) for top, text in lines] for span, lines in zip(spans, cells, strict=True)]
    found = part_stacked_rows(grid, placed)
    assert [(span.row, span.rows) for span in found.spans if span.column == 0] == rows
