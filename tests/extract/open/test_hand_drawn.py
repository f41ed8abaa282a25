"""A drawn box with columns and rows to a grid."""

from __future__ import annotations

import pytest

from extract.grids.fill import grid_to_fragment
from extract.open.hand_drawn import drawing_to_grid
from schemas.geometry import BBox
from schemas.table import GridKind
from tests.pdf_pages import grid_of
from tests.typed_pages import typed, x_of, y_of

PAGE = typed(
    """
    Uraian        2021   2022
    Jalan mantap    10     20
    Jembatan baik   11     21
    """
)
BOX = BBox(x_of(0), y_of(0), x_of(40), y_of(20))
EDGES = (x_of(13) + 2, x_of(19) + 2)


def texts(columns: tuple[float, ...], rows: tuple[float, ...]) -> tuple[GridKind, list[list[str]]] | None:
    grid = drawing_to_grid(PAGE, BOX, columns, rows)
    return (grid.kind, grid_of(grid_to_fragment(PAGE, grid, 1))) if grid is not None else None


TABLE = [["Uraian", "2021", "2022"], ["Jalan mantap", "10", "20"], ["Jembatan baik", "11", "21"]]


def lines() -> list[float]:
    """The edges between the printed lines."""
    tops = sorted({piece.top for piece in PAGE.pieces})
    return [top - 1 for top in tops[1:]]


def test_rows_that_are_drawn_are_taken_and_others_follow_the_text() -> None:
    assert texts(EDGES, tuple(lines())) == (GridKind.DRAWN, TABLE)
    assert texts(EDGES, ()) == (GridKind.ALIGNED, TABLE)


def test_a_drawn_row_may_hold_several_lines() -> None:
    """What a person draws as one row is one, whatever its lines look like."""
    found = texts(EDGES, tuple(lines()[:1]))
    assert found is not None
    assert found[1] == [TABLE[0], ["Jalan mantap\nJembatan baik", "10\n11", "20\n21"]]


@pytest.mark.parametrize("off", [2.0, 5.0])
def test_a_line_through_texts_moves_beside_them(off: float) -> None:
    """By a few points, never beyond the next line."""
    at = min(piece.x0 for piece in PAGE.pieces if piece.text == "2021") + off
    found = texts((at, EDGES[1]), tuple(lines()))
    assert found is not None
    assert found[1] == TABLE


def test_no_text_no_grid() -> None:
    assert drawing_to_grid(PAGE, BBox(500, 500, 550, 550), (), ()) is None
