"""Of what sort a printed number is: asked in one place, answered by the one grammar."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.figures.sorts import (
    text_is_amount,
    text_is_grouped,
    text_is_number,
    text_is_small,
    text_is_whole,
    text_to_plain,
)
from normalize.text.look import text_to_shape

NUMBERS = [
    "5", "1.234", "12,5", "1 234 567", "98,45%", "98 %", "12 persen", "Rp 1.000.000", "Rp. 1.000,-", "(1.234)", "-5", "−15", "≥ 80",
    "min 80", "69,1-69,5", "20 s/d 30", "824 Desa", "12,5 Ton", "2 kali", "87,53 Skor", "10 Kelompok Adat", "27 Kab./Kota", "85 BB",
    "B (65)", "120¹", "92,6 **)", "100.000.0\n00", "952.366.166,00\n(95,91%)", "870 Orang\n50 Orang", "nol", "US$ 5", "£1.2m", "2O",
]  # fmt: skip
TEXTS = [
    "", "-", "Target", "9.1 Rasio ketersediaan peta bencana geologi", "1 Desa wisata yang mandiri", "9 Org Terpenuhinya kesejahteraannya",
    "1.2 Persentase Pencari Kerja", "12 Januari 2020", "01/02/2020", "2022\n3 dok", "WTP", "Baik", "Nomor 23 Tahun 2014", "RPJMD",
]  # fmt: skip
PERIODS = ["2021/2022", "2016/17", "2021-22", "2023 (n)", "2024 (n+1)"]


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_are_numbers_however_they_are_printed(text: str) -> None:
    """A row of figures that looks like words is taken for a header."""
    assert text_is_number(text)
    assert text_to_shape(text) == "number"


@pytest.mark.parametrize("text", TEXTS)
def test_texts_that_begin_with_a_number_are_none(text: str) -> None:
    """A name with its list number, a date and the number of a law are words."""
    assert not text_is_number(text)


@pytest.mark.parametrize("text", PERIODS)
def test_years_that_are_periods_are_no_figures(text: str) -> None:
    """A header of fiscal years must not pass for a row of values."""
    assert text_to_shape(text) == "text"


@pytest.mark.parametrize(
    ("text", "amount", "bare"),
    [
        ("Rp 5.000", True, True), ("1.250.000.000", True, True), ("1,250,000.00", True, True), ("£500", True, True),
        ("300.000,000", True, True), ("500.000.0\n00", True, True), ("9.499.854.989,00(86,40%)", True, True),
        ("1250000", False, True), ("1.250", False, False), ("12,5", False, False), ("4.000.000 eksemplar", False, False),
        ("9.697,7", False, False), ("7.01.03.2.01", False, False), ("98,45%", False, False),
        ("74 76 78", False, False), ("WTP", False, False),
    ],
)  # fmt: skip
def test_amounts_of_money_by_their_looks(text: str, amount: bool, bare: bool) -> None:
    """A currency or two groups of thousands; six bare digits only where money is expected."""
    assert (text_is_amount(text), text_is_amount(text, bare_digits=True)) == (amount, bare)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("12", True), ("01", True), ("1.234.567", True), ("100%", True), ("-", True), ("nol", True), ("300.000,000", True),
        ("12,5", False), ("0,330", False), ("(4)", False), ("4.", False), ("2021*", False), ("12 Desa", False), ("Rp", False),
        ("B (65)", False),
    ],
)  # fmt: skip
def test_whole_numbers(text: str, whole: bool) -> None:
    """Lines of a cell are rows of their own only where each is complete alone."""
    assert text_is_whole(text) == whole


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("12", (Decimal(12), False)), ("98,45", (Decimal("98.45"), False)), ("98.4 %", (Decimal("98.4"), True)),
        ("1.234.567", None), ("4.500", None), ("12 Desa", None), ("-", None),
    ],
)  # fmt: skip
def test_plain_numbers(text: str, plain: tuple[Decimal, bool] | None) -> None:
    """Only numbers that can be read in one way are compared with others before the table is read."""
    assert text_to_plain(text) == plain


@given(st.integers(0, 999), st.lists(st.integers(0, 999), min_size=1, max_size=3), st.sampled_from(".,"))
def test_groups_of_thousands_are_seen(head: int, groups: list[int], sign: str) -> None:
    """A number with groups is no small one, and the other way round."""
    text = sign.join([str(head or 1), *(f"{group:03}" for group in groups)])
    assert text_is_grouped(text)
    assert not text_is_small(text)
    assert text_is_small(str(head))
    assert not text_is_grouped(str(head))


@given(st.text(max_size=80))
def test_no_text_breaks_them(text: str) -> None:
    """Whatever a cell holds, the answers agree: a number with groups is a number and no small one, a plain one has no groups."""
    grouped, plain = text_is_grouped(text), text_to_plain(text)
    assert not grouped or (text_is_number(text) and not text_is_small(text))
    assert plain is None or not grouped
    assert text_is_amount(text, bare_digits=True) or not text_is_amount(text)
