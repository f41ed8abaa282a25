"""Rows told by the texts of the column that has one for each."""

from __future__ import annotations

from extract.open.placed_lines import place_line
from extract.open.rows_by_blocks import BlockRows, blocks_to_rows
from tests.typed_pages import lines, x_of

EDGES = [x_of(at) for at in (0, 17, 41, 47, 53)]

MERGED = """
                     Jumlah jalan yang          12    13
    Program Jalan    mantap
    dan Jembatan
    dan Rambu        Jumlah rambu yang          51    59
                     terpasang

                     Jumlah lampu yang           7     8
    Program Lampu    menyala

    Program Parkir   Jumlah juru parkir          4     5
"""


def told(page: str) -> BlockRows | None:
    placed = [place_line(line, EDGES) for line in lines(page)]
    return blocks_to_rows(placed, [False] * (len(placed) - 1), len(EDGES) - 1)


def test_a_name_beside_two_rows_is_one_cell() -> None:
    """The white inside names is not that between rows: each text of the second column is a row."""
    found = told(MERGED)
    assert found is not None
    assert found.cuts == (False, False, True, False, True, False, True)
    assert found.joined == {3: frozenset({0})}


def test_white_of_one_width_tells_nothing() -> None:
    assert told("\n".join(line for line in MERGED.splitlines() if line.strip())) is None


def test_rows_without_figures_are_no_rows() -> None:
    """Paragraphs beside each other: their blocks hold no figures."""
    assert told(MERGED.replace("12    13", "").replace("51    59", "")) is None


def test_two_figures_of_one_column_in_a_row_say_no() -> None:
    assert told(MERGED.replace("Program Jalan    mantap", "Program Jalan    mantap                     14    15")) is None


def test_a_rule_between_the_lines_of_a_text_says_no() -> None:
    placed = [place_line(line, EDGES) for line in lines(MERGED)]
    assert blocks_to_rows(placed, [True, *[False] * (len(placed) - 2)], len(EDGES) - 1) is None


def test_two_rows_are_told_where_two_columns_of_texts_show_them() -> None:
    """And a code beside both is one cell, as a name is."""
    page = """
                         Jumlah jalan yang          12    13
        5.01             mantap

                         Jumlah rambu yang          51    59
                         terpasang
    """
    assert told(page) is None
    both = """
                         Jumlah jalan yang    Kepala      12    13
                         mantap               Dinas
        5.01
                         Jumlah rambu yang    Kepala      51    59
                         terpasang            Bidang
    """
    placed = [place_line(line, [x_of(at) for at in (0, 17, 38, 50, 56, 62)]) for line in lines(both)]
    found = blocks_to_rows(placed, [False] * (len(placed) - 1), 5)
    assert found is not None
    assert found.cuts == (False, False, True, False)
    assert found.joined == {3: frozenset({0})}
