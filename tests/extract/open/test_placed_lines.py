"""Lines with their columns: what is one text, and what is the rest of a figure."""

from __future__ import annotations

from extract.open.placed_lines import Placed, place_line, with_broken_figures
from tests.typed_pages import lines, x_of

EDGES = [x_of(at) for at in (0, 16, 32, 46)]


def placed(page: str) -> list[Placed]:
    return with_broken_figures([place_line(line, EDGES) for line in lines(page)])


def figures(page: str) -> list[set[int]]:
    return [set(line.figures) for line in placed(page)]


def test_words_of_justified_text_are_one_text_of_their_column() -> None:
    """They stand as far apart as columns do."""
    first = placed("""
        Jumlah     desa    12             14
    """)[0]
    assert [chunk.text for chunk in first.line.chunks] == ["Jumlah desa", "12", "14"]
    assert first.ranges == ((0, 0), (1, 1), (2, 2))


def test_an_amount_that_is_broken_between_its_digits_is_one_figure() -> None:
    """Its last group is complete with the digits of the next line only; the amount beside it is whole."""
    page = """
        Program jalan   8.890.657.00    4.265.399.000
        dan jembatan    0
        Program lampu   6.128.584.225   12
    """
    assert figures(page) == [{1, 2}, set(), {1, 2}]


def test_whole_figures_below_each_other_stay_two() -> None:
    page = """
        Jumlah jalan    8.890.657       12
        Jumlah lampu    000             1
    """
    assert figures(page) == [{1, 2}, {1, 2}]


def test_a_code_of_many_groups_goes_on_in_the_next_line() -> None:
    page = """
        5.09.02.2.01.   Jumlah desa     12
        0002            mandiri
        5.09.02         Jumlah kota     4
    """
    assert figures(page) == [{0, 2}, set(), {0, 2}]
