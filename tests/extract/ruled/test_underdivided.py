"""Rules that leave columns out, heads drawn as one cell, nets that are no tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.grids.fill import place_words
from extract.grids.grid import Grid, Span
from extract.ink.edges import Rule
from extract.ink.page import Ink, Piece
from extract.ink.pieces import words_inside
from extract.ruled.heads_in_one_cell import apart_from_each_other
from extract.ruled.net_to_table import no_table
from extract.ruled.underdivided import cut_flats, underdivided
from schemas.table import GridKind
from tests.typed_pages import typed, x_of, y_of


def drawn(xs: tuple[int, ...], rows: int, spans: tuple[Span, ...] | None = None) -> Grid:
    """A grid over the characters `xs` with a line of text in each of its rows."""
    every = tuple(Span(row, column) for row in range(rows) for column in range(len(xs) - 1))
    return Grid(GridKind.RULED, tuple(map(x_of, xs)), tuple(y_of(row) - 1 for row in range(rows + 1)), spans or every)


def filled(ink: Ink, grid: Grid) -> list[list[Piece]]:
    return place_words(ink, grid, words_inside(ink, grid.box))


FIGURES = """
    Jumlah desa     12      14
    Jumlah kota      3       4
    Jumlah nagari    2       2
    Jumlah dusun    45      47
"""


def test_figures_side_by_side_in_one_drawn_column_are_two() -> None:
    """Their gaps stand above each other; above them nothing is undivided."""
    grid = drawn((0, 14, 26), 4)
    share, first = underdivided(grid, filled(typed(FIGURES), grid))
    assert share > 0.4
    assert first == 0


def test_a_grid_that_parts_its_figures_leaves_nothing_undivided() -> None:
    """A column each."""
    grid = drawn((0, 14, 21, 28), 4)
    assert underdivided(grid, filled(typed(FIGURES), grid)) == (0.0, 0)


def test_wide_gaps_of_words_are_no_columns() -> None:
    """Justified text in one drawn column."""
    text = typed("""
        Jumlah desa     yang    mandiri
        Jumlah kota     yang    layak
        Jumlah nagari   yang    maju
        Jumlah dusun    yang    kecil
    """)
    grid = drawn((0, 14, 34), 4)
    assert underdivided(grid, filled(text, grid))[0] == 0.0


def test_a_long_rule_is_also_given_between_the_rules_that_meet_it() -> None:
    """Uprights that end above it, or stand beside it, do not cut it."""
    flat = Rule(200, 50, 350, "level")
    uprights = [Rule(150, 100, 300, "upright"), Rule(250, 100, 150, "upright"), Rule(400, 100, 300, "upright")]
    assert cut_flats([flat], uprights) == [flat, Rule(200, 50, 150, "level"), Rule(200, 150, 350, "level")]


HEADS = (Span(0, 0), Span(0, 1, 1, 4), *(Span(1, column) for column in range(5)))


@pytest.mark.parametrize(
    ("labels", "cells"),
    [
        ("Nama           Target          Realisasi", 3),  # each in the middle of its two columns
        ("Nama                Target Tahun", 2),  # one label over all four
        ("Nama        Target     Pagu     Sisa", 2),  # three labels for four columns
    ],
)
def test_labels_in_one_drawn_head_cell_are_parted_over_their_columns(labels: str, cells: int) -> None:
    """Where as many columns fall to each, and the cells below part there too."""
    page = typed(f"{labels}\n            2021    2022    2021    2022")
    grid = Grid(GridKind.RULED, tuple(map(x_of, (0, 10, 18, 26, 34, 42))), tuple(y_of(row) - 1 for row in range(3)), HEADS)
    assert len([s for s in apart_from_each_other(grid, filled(page, grid)).spans if s.row == 0]) == cells


def why(ink: Ink, grid: Grid) -> tuple[str, bool] | None:
    inside = words_inside(ink, grid.box)
    found = no_table(ink, grid, inside, place_words(ink, grid, inside))
    return None if found is None else (found.reason, found.is_chart)


def test_a_grid_with_text_in_its_cells_may_be_a_table() -> None:
    """Nothing speaks against it."""
    assert why(typed(FIGURES), drawn((0, 14, 21, 28), 4)) is None


def test_a_net_without_text_or_with_little_is_none() -> None:
    """And a net with few words among many lines is a chart: nothing else is looked for in it."""
    assert why(typed("x"), Grid(GridKind.RULED, (400.0, 450.0, 500.0), (400.0, 420.0, 440.0), (Span(0, 0),))) == (
        "no text inside",
        False,
    )
    chart = drawn((0, 4, 8, 12, 16, 20, 24), 8)
    assert why(typed("12\n\n\n\n\n\n\n             5"), chart) == ("mostly empty: a chart", True)


def test_labels_over_figures_in_the_same_cells_are_a_head_that_no_rule_parts_from_its_rows() -> None:
    """Only upright rules are drawn: each column is one cell."""
    text = typed("""
        Uraian         Volume   Jumlah
        Rapat              12   14.000
        Survei              3    4.500
        Pelatihan           2    2.100
        Kertas             45   47.000
    """)
    grid = drawn((0, 14, 23, 32), 1)
    grid = replace(grid, ys=(y_of(0) - 1, y_of(5)))
    assert underdivided(grid, filled(text, grid)) == (1.0, 0)


def test_a_few_figures_below_a_label_are_one_cell() -> None:
    text = typed("""
        Lampiran       Target   Pagu
        I              12       14.000
        II             13       15.000
    """)
    grid = replace(drawn((0, 14, 23, 32), 1), ys=(y_of(0) - 1, y_of(3)))
    assert underdivided(grid, filled(text, grid))[0] == 0.0


def test_a_frame_whose_rows_hold_a_label_and_many_figures_is_a_table() -> None:
    """One column is drawn, and the rules between its rows."""
    text = typed("""
        Program Industri
        Indikator       Satuan   2025   2026   2027
        Sentra baru     %          31     36     44
    """)
    grid = drawn((0, 44), 3)
    share, first = underdivided(grid, filled(text, grid))
    assert share > 0.5
    assert first == 1


def test_a_frame_of_texts_is_none() -> None:
    text = typed("""
        Catatan         Sumber   dari   data   lama
        Indikator       Satuan   buku   nama   desa
        Sentra baru     persen   dan    yang   lain
    """)
    grid = drawn((0, 44), 3)
    assert underdivided(grid, filled(text, grid))[0] == 0.0
