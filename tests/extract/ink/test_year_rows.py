"""Years in a row, and the figures below them, are columns however close they stand."""

from __future__ import annotations

from extract.ink.year_rows import cut_years
from tests.typed_pages import lines


def texts(page: str) -> list[list[str]]:
    return [[chunk.text for chunk in line.chunks] for line in cut_years(lines(page))]


def test_years_in_a_row_and_the_figures_below_them_stand_apart() -> None:
    found = texts("""
        Satuan 2025  2026  2027
        Unit   2.14  2.80  3.19
        Km       12    14    16
    """)
    assert found == [["Satuan", "2025", "2026", "2027"], ["Unit", "2.14", "2.80", "3.19"], ["Km", "12", "14", "16"]]


def test_years_that_do_not_follow_each_other_and_figures_without_years_stay_together() -> None:
    assert texts("""
        Perda 2019 dan 2024 2021
        Nomor 12 34 56
    """) == [["Perda 2019 dan 2024 2021"], ["Nomor 12 34 56"]]


def test_figures_of_which_two_stand_below_one_year_are_one_text() -> None:
    assert texts("""
        2025         2026         2027
        1 234        2 345        3 456
    """)[1] == ["1 234", "2 345", "3 456"]
