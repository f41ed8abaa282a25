"""Periods in heads, in a small table of words and their meaning."""

from __future__ import annotations

import pytest

from normalize.columns.years import texts_to_periods
from normalize.words.periods import text_to_open_count, text_to_period_shape, without_period
from schemas.observation import Period

# the text, and kind, year, subperiod, last year of what it names; None where it names no period
PERIODS: list[tuple[str, tuple[str, int | None, int | None, int | None] | None]] = [
    ("Trw I", ("quarter", None, 1, None)),
    ("Triw. I", ("quarter", None, 1, None)),
    ("TW. 1", ("quarter", None, 1, None)),
    ("TW.I", ("quarter", None, 1, None)),
    ("TW-I", ("quarter", None, 1, None)),
    ("TW1", ("quarter", None, 1, None)),
    ("TWI", ("quarter", None, 1, None)),
    ("TW IV", ("quarter", None, 4, None)),
    ("Triwulan I", ("quarter", None, 1, None)),
    ("Triwulan ke-2", ("quarter", None, 2, None)),
    ("Tribulan III", ("quarter", None, 3, None)),
    ("Tri Wulan II", ("quarter", None, 2, None)),
    ("Q1", ("quarter", None, 1, None)),
    ("Q.1", ("quarter", None, 1, None)),
    ("Qtr 2", ("quarter", None, 2, None)),
    ("Qtr. 2", ("quarter", None, 2, None)),
    ("Quarter 3", ("quarter", None, 3, None)),
    ("Quarter One", ("quarter", None, 1, None)),
    ("1st Quarter", ("quarter", None, 1, None)),
    ("First Quarter", ("quarter", None, 1, None)),
    ("1st Qtr", ("quarter", None, 1, None)),
    ("Q1 2024/25", ("quarter", 2024, 1, None)),
    ("Q2 2023", ("quarter", 2023, 2, None)),
    ("2023 Q2", ("quarter", 2023, 2, None)),
    ("Triwulan I Tahun 2023", ("quarter", 2023, 1, None)),
    ("Smt I", ("semester", None, 1, None)),
    ("Smt. 2", ("semester", None, 2, None)),
    ("Semester 1", ("semester", None, 1, None)),
    ("Semester I", ("semester", None, 1, None)),
    ("Sem. II", ("semester", None, 2, None)),
    ("H1", ("semester", None, 1, None)),
    ("First half", ("semester", None, 1, None)),
    ("Semester Pertama", ("semester", None, 1, None)),
    ("Januari", ("month", None, 1, None)),
    ("Jan", ("month", None, 1, None)),
    ("Jan.", ("month", None, 1, None)),
    ("Agt", ("month", None, 8, None)),
    ("Ags", ("month", None, 8, None)),
    ("Agust", ("month", None, 8, None)),
    ("Peb", ("month", None, 2, None)),
    ("Nop", ("month", None, 11, None)),
    ("Des", ("month", None, 12, None)),
    ("Apr-24", ("month", None, 4, None)),
    ("March 2024", ("month", 2024, 3, None)),
    ("Bulan Juni", ("month", None, 6, None)),
    ("s.d. Juni", ("month", None, 6, None)),
    ("FY2021/22", ("fiscal_year", 2021, None, 2022)),
    ("FY 2021/22", ("fiscal_year", 2021, None, 2022)),
    ("2021/22", ("fiscal_year", 2021, None, 2022)),
    ("2021-22", ("fiscal_year", 2021, None, 2022)),
    ("2021–22", ("fiscal_year", 2021, None, 2022)),
    ("2021/2022", ("fiscal_year", 2021, None, 2022)),
    ("FY22", ("year", 2022, None, None)),
    ("FY 22", ("year", 2022, None, None)),
    ("FY21/22", ("fiscal_year", 2021, None, 2022)),
    ("FY 21/22", ("fiscal_year", 2021, None, 2022)),
    ("21/22", ("fiscal_year", 2021, None, 2022)),
    ("FY2022", ("year", 2022, None, None)),
    ("2021-2026", ("span", 2021, None, 2026)),
    ("2021-26", ("span", 2021, None, 2026)),
    ("2024/25 Target", ("fiscal_year", 2024, None, 2025)),
    ("2024-25 Budget", ("fiscal_year", 2024, None, 2025)),
    ("Year 1", ("none", None, None, None)),
    ("Yr 1", ("none", None, None, None)),
    ("Year to date", None),
    ("s.d. 2018", ("span", 2018, None, 2018)),
    ("s/d tahun 2018", ("span", 2018, None, 2018)),
    ("s.d. Tahun 2018", ("span", 2018, None, 2018)),
    ("Th. 2020", ("year", 2020, None, None)),
    ("T.A. 2021", ("year", 2021, None, None)),
    ("TA 2021", ("year", 2021, None, None)),
    ("Tahun Anggaran 2021", ("year", 2021, None, None)),
    ("Thn 2022", ("year", 2022, None, None)),
    ("Tahaun 2022", ("year", 2022, None, None)),
    ("Tahun n+1", None),
    ("Tahun ke-1", ("none", None, None, None)),
    ("Up to 2018", ("span", 2018, None, 2018)),
    ("to March 2024", ("month", 2024, 3, None)),
    ("31 March 2024", ("year", 2024, None, None)),
    ("As at 31 March 2024", ("year", 2024, None, None)),
    ("Triwulan", None),
    ("2025 - 2029", ("span", 2025, None, 2029)),
    ("Target Renstra s.d. 2021 (2016-2021)", ("span", 2021, None, 2021)),
    ("Realisasi s.d 2019 (2017+2018+2019)", ("span", 2019, None, 2019)),
    ("Realisasi 2017 dan 2018", ("none", None, None, None)),
    ("Nomor 23 Tahun 2014", None),
    ("3/4", None),
    ("21/22 of 40", None),
    ("11/13", None),
    ("Half of the roads", None),
    ("Q", None),
    ("Tingkat 2", None),
    ("H3", None),
]


@pytest.mark.parametrize(("text", "meaning"), PERIODS)
def test_a_head_names_its_period(text: str, meaning: tuple[str, int | None, int | None, int | None] | None) -> None:
    """Quarters, half years, months, fiscal years and spans as people write them, in both languages."""
    shape = text_to_period_shape(text)
    assert (None if shape is None else (shape.kind, shape.year, shape.subperiod, shape.end_year)) == meaning


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Total 2017-2018", Period("span", 2017)),
        ("Target s.d. 2021 (2016-2021)", Period("span", 2021)),
        ("s.d. 2018", Period("span", 2018)),
        ("2021/22", Period("fiscal_year", 2021)),
        ("2021-22", Period("fiscal_year", 2021)),
    ],
)
def test_the_year_of_a_span(text: str, period: Period) -> None:
    """What adds up to a year is reached in it; other spans and fiscal years have the name of their first year."""
    reading = texts_to_periods([text])[0]
    assert reading is not None
    assert reading.period == period


@pytest.mark.parametrize(
    ("head", "counts"),
    [
        ("Target Renstra Tahun ke-", "year"),
        ("Realisasi Triwulan", "quarter"),
        ("Target Trw", "quarter"),
        ("Quarter", "quarter"),
        ("Semester", "semester"),
        ("Target", None),
    ],
)
def test_a_head_may_count_the_bare_numbers_below_it(head: str, counts: str | None) -> None:
    """ "I", "II", "III", "IV" below "Triwulan" are quarters."""
    assert text_to_open_count(head) == counts


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        ("Jumlah Kota 2021", "Jumlah Kota"),
        ("Cakupan Data 2021", "Cakupan Data"),
        ("Target TA 2021", "Target"),
        ("Target T.A. 2021", "Target"),
        ("Target Th 2021", "Target"),
        ("TargetTahun 2021", "Target"),
        ("Target pada Tahun 2021", "Target"),
        ("Target Tahun Anggaran 2021", "Target"),
    ],
)
def test_only_a_word_for_a_year_goes_with_the_year(head: str, rest: str) -> None:
    """The end of another word is no abbreviation of a year; what stands glued to the head before it is one if it is long enough."""
    shape = text_to_period_shape(head)
    assert shape is not None
    assert without_period(head, shape.printed).strip() == rest
