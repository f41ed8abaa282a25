"""Coloured rows without a head of their own are read as a part of the table around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from extract.ink.edges import lines_to_edges, rulings_to_lines
from extract.ink.page import Ink
from extract.pages.drawn_tables import find_drawn
from extract.pages.find_tables import find_tables
from extract.pages.parts_of_tables import begins_with_labels
from schemas.geometry import BBox
from schemas.page import Fill
from tests.typed_pages import level, typed, x_of, y_of

COLUMNS = (-1, 18, 26, 34, 42)
HEAD = "    Uraian             Satuan   2021    2022\n"
ROWS = [f"    {name:18} {unit:8} {a:>4}    {a + 3:>4}\n" for name, unit, a in (
    ("Jumlah desa", "Desa", 12), ("Jumlah kota", "Kota", 3), ("Jumlah pasar", "Pasar", 21), ("Jumlah sekolah", "Unit", 64),
    ("Panjang jalan", "Km", 31), ("Luas taman", "Ha", 7),
)]  # fmt: skip
GREEN, BLUE = (230, 240, 230), (225, 230, 245)


def coloured(*colours: tuple[int, int, int] | None) -> list[Fill]:
    """Cells drawn in the colour of each line, none for None."""
    return [
        Fill(BBox(x_of(a), y_of(line) - 1, x_of(b), y_of(line + 1) - 1), colour)
        for line, colour in enumerate(colours)
        if colour
        for a, b in pairwise(COLUMNS)
    ]


def shapes(ink: Ink) -> Sequence[tuple[int, int]]:
    return [(grid.rows, grid.columns) for grid in find_tables(ink).grids]


@pytest.mark.parametrize(
    "colours",
    [
        (None, GREEN, GREEN, BLUE, BLUE, None, None),
        (None, None, None, GREEN, GREEN, BLUE, None),
        (None, None, None, None, GREEN, GREEN, BLUE),
    ],
)
def test_groups_of_coloured_rows_are_rows_of_the_table(colours: Sequence[tuple[int, int, int] | None]) -> None:
    """Wherever the colours begin and end: the head on white is that of all rows."""
    rules = [level(0, -1, 42), level(1, -1, 42), level(7, -1, 42)]
    assert shapes(typed(HEAD + "".join(ROWS), rules, coloured(*colours))) == [(7, 4)]


def test_a_coloured_table_below_an_open_one_stays_a_table() -> None:
    """It begins with labels of its own."""
    text = HEAD + "".join(ROWS[:3]) + "\n\n\n" + HEAD + "".join(ROWS[3:])
    blank = (None,) * 7
    fills = coloured(*blank, BLUE, GREEN, GREEN, GREEN)
    assert shapes(typed(text, (), fills)) == [(4, 4), (4, 4)]


def test_coloured_rows_alone_are_a_table() -> None:
    """A table that goes on from the page before: nothing stands around it."""
    assert shapes(typed("".join(ROWS), (), coloured(GREEN, GREEN, BLUE, BLUE, GREEN, GREEN))) == [(6, 4)]


def test_what_a_net_begins_with() -> None:
    """Labels and years, or figures; a band of one text over all columns says nothing."""

    def first(text: str) -> bool:
        ink = typed(text, (), coloured(*[GREEN] * len(text.splitlines())))
        across, along = rulings_to_lines(ink.rulings)
        (net,) = find_drawn(ink, lines_to_edges(across), lines_to_edges(along)).coloured
        return begins_with_labels(net)

    assert first(HEAD + ROWS[0])
    assert not first(ROWS[0] + ROWS[1])
    assert not first("    A. Wilayah\n" + ROWS[0] + ROWS[1])
