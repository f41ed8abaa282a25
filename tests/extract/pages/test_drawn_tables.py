"""What is drawn on a page: nets that are tables, frames of charts, coloured cells that rules enclose too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.ink.edges import lines_to_edges, rulings_to_lines
from extract.ink.page import Ink
from extract.pages.drawn_tables import Drawn, find_drawn, shared
from schemas.geometry import BBox
from schemas.page import Fill, Ruling
from tests.typed_pages import level, typed, x_of, y_of

TEXT = """
    Uraian            2021    2022
    Jumlah desa         12      14
    Jumlah kota          3       4
"""
COLUMNS = (-1, 16, 24, 32)


def net(rows: Sequence[float] = (0, 1, 2, 3), columns: Sequence[int] = COLUMNS) -> list[Ruling]:
    upright = [Ruling(x_of(at), y_of(0) + 12 * rows[0] - 1, x_of(at), y_of(0) + 12 * rows[-1] - 1, 0.5) for at in columns]
    return [*(level(row, columns[0], columns[-1]) for row in rows), *upright]


def drawn(ink: Ink) -> Drawn:
    across, along = rulings_to_lines(ink.rulings)
    return find_drawn(ink, lines_to_edges(across), lines_to_edges(along))


def cells_of_colour() -> list[Fill]:
    return [
        Fill(BBox(x_of(a), y_of(row) - 1, x_of(b), y_of(row + 1) - 1), (200, 230, 200) if row % 2 else (230, 200, 200))
        for row in range(3)
        for a, b in pairwise(COLUMNS)
    ]


def test_rules_that_enclose_texts_are_a_table() -> None:
    """Three rows and three columns; what has no text inside is a drawing."""
    found = drawn(typed(TEXT, net()))
    assert [(one.grid.rows, one.grid.columns) for one in found.ruled] == [(3, 3)]
    assert found.coloured == ()
    empty = drawn(typed("Gambar", net((5, 6, 7))))
    assert (empty.ruled, len(empty.rejected)) == ((), 1)


def test_coloured_cells_within_rules_are_the_same_table() -> None:
    """They make a table of their own only where no rules do."""
    assert drawn(typed(TEXT, net(), cells_of_colour())).coloured == ()
    alone = drawn(typed(TEXT, (), cells_of_colour()))
    assert alone.ruled == ()
    assert [(one.grid.rows, one.grid.columns) for one in alone.coloured] == [(3, 3)]


def test_what_two_boxes_share() -> None:
    """Of the smaller one."""
    assert shared(BBox(0, 0, 10, 10), BBox(5, 0, 105, 10)) == 0.5
    assert shared(BBox(0, 0, 10, 10), BBox(20, 0, 30, 10)) == 0
