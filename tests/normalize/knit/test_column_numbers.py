"""Rows that number the columns hold no figures, however their numbers are printed; rows of small figures stay data."""

from __future__ import annotations

import pytest

from normalize.knit.column_numbers import ColumnNumber, is_column_number_row, text_to_numbering
from tests.tables import rows


@pytest.mark.parametrize(
    "row",
    [
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 = (7/6)",
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10=(5+7+9)",
        "(1) | (2) | (3) | (4) | (5)=(4)/(3)x100%",
        "1 | 2 | 4 | 3",
        "1 | 2 | 3 | _ | _ | 4 | 5 | 6",
        "1 | 2 | 3 | - | 4 | 5 | 6 | 7 | 8a | 8b | 9",
        "1 | 2 | 3 | 4 | 5a | 5b",
    ],
)
def test_numbers_of_columns(row: str) -> None:
    """Formulas of columns, letters behind the numbers, dashes between them and two swapped neighbours."""
    [only] = rows(row)
    assert is_column_number_row(only)


@pytest.mark.parametrize(
    "row",
    [
        "1 | 2 | 4 | 3 | ",
        "1 | Luas taman | Ha | 4 | 5",
        "1 | - | - | 4",
        "1 | - | 12 | 40 | 55 | 60",
        "1 | 4 | 3 | 2",
        "2a | 3a | 4a",
    ],
)
def test_figures_are_no_column_numbers(row: str) -> None:
    """Names, jumps, many dashes, letters alone."""
    [only] = rows(row)
    assert not is_column_number_row(only)


def test_a_formula_names_its_columns() -> None:
    """ "10 = (5+7+9)" is column 10; a calculation without a column is no number."""
    assert text_to_numbering("10 = (5 + 7 + 9)") == ColumnNumber(10, "", True, (5, 7, 9))
    assert text_to_numbering("(1 0)") == ColumnNumber(10, "", True)
    assert text_to_numbering("8=7") is None
    assert text_to_numbering("n = 7/6") is None


@pytest.mark.parametrize(
    ("row", "lettered"),
    [
        ("a | b | c | d | e", True),
        ("(a) | (b) | (d) | (e) | (f)", True),
        ("A | B | C", False),
        ("v | v | x | x", False),
        ("B | BB | A | A", False),
        ("a | b | c | | | | | |", False),
    ],
)
def test_letters_number_columns_too(row: str, lettered: bool) -> None:
    assert is_column_number_row(rows(row)[0]) is lettered


def test_a_merged_cell_may_number_two_columns() -> None:
    """No rule parts "1 2" over two columns; in one column it is a number that broke."""
    [merged] = rows("1 2 | < | 3 | 4 | 5")
    [broken] = rows("1 2 | 3 | 4 | 5")
    assert is_column_number_row(merged)
    assert not is_column_number_row(broken)
