"""Periods of a header row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.columns.years import PeriodReading, text_to_planning_period, texts_to_periods
from normalize.repair import fold, notes_to_findings, replay
from schemas.codes import finding_to_sentence
from schemas.observation import Period


def years(texts: list[str], planning: tuple[int, int] | None = None) -> list[int | None]:
    return [None if r is None else r.period.year for r in texts_to_periods(texts, planning)]


def read_one(text: str, planning: tuple[int, int] | None = None) -> PeriodReading:
    reading = texts_to_periods([text], planning)[0]
    assert reading is not None
    return reading


@pytest.mark.parametrize(
    ("text", "period", "rest"),
    [
        ("2021", Period("year", 2021), ""),
        ("Tahun 2021", Period("year", 2021), ""),
        ("TAHUN\n2021", Period("year", 2021), ""),
        ("2021*", Period("year", 2021), ""),
        ("2021 **)", Period("year", 2021), ""),
        ("TA. 2021", Period("year", 2021), ""),
        ("T.A 2021", Period("year", 2021), ""),
        ("Thn ke-1 (2021)", Period("year", 2021), ""),
        ("FY2022", Period("year", 2022), ""),
        ("2021/22", Period("fiscal_year", 2021), ""),
        ("2021/2022", Period("fiscal_year", 2021), ""),
        ("2021-2026", Period("span", 2021), ""),
        ("TW I", Period("quarter", None, 1), ""),
        ("Triwulan ke-III", Period("quarter", None, 3), ""),
        ("Q4", Period("quarter", None, 4), ""),
        ("Triwulan Kedua", Period("quarter", None, 2), ""),
        ("TW II 2023", Period("quarter", 2023, 2), ""),
        ("Semester 1", Period("semester", None, 1), ""),
        ("Agustus", Period("month", None, 8), ""),
        ("March 2021", Period("month", 2021, 3), ""),
        ("Kondisi awal (2020)", Period("year", 2020), "Kondisi awal"),
        ("Target 2021", Period("year", 2021), "Target"),
        ("Realisasi Tahun 2019", Period("year", 2019), "Realisasi"),
        ("2019 ACTUALS", Period("year", 2019), "ACTUALS"),
        ("Anggaran (ribu) 2022", Period("year", 2022), "Anggaran (ribu)"),
        ("Awal Tahun 2013", Period("year", 2013), "Awal"),
    ],
)
def test_printed_periods_are_taken_as_printed(text: str, period: Period, rest: str) -> None:
    """The period and what else the header says are kept apart."""
    reading = read_one(text)
    assert (reading.period, reading.rest, reading.confidence) == (period, rest, "consistent")


@pytest.mark.parametrize(
    "text",
    ["Satuan", "No", "1", "10", "Capaian thd 2014 (%)", "Peraturan Nomor 5 Tahun 2014", "Target", "", "1.2021", "Rp 2.021.000",
     "Maret lalu", "12", "n-1", "(19)"],
)  # fmt: skip
def test_heads_without_a_period(text: str) -> None:
    """Years of laws and of comparisons, numbers and words name no period."""
    assert texts_to_periods([text]) == (None,)


@pytest.mark.parametrize(
    "texts",
    [["20 21", "20 22", "20 23"], ["202\n1", "202\n2", "202\n3"], ["2 0 2 1", "2 0 2 2", "2 0 2 3"], ["2021*", "TA. 2022", "Tahun 2023"],
     ["2021", "20\n22", "2023"], ["Tahun 20 21", "Tahun 20 22", "Tahun 20 23"], ["2O21", "2O22", "2O23"]],
)  # fmt: skip
def test_broken_years_that_run_on_are_mended(texts: list[str]) -> None:
    assert years(texts) == [2021, 2022, 2023]


def test_one_broken_year_needs_the_planning_period() -> None:
    """Alone, "20 21" may be two numbers; inside the plan's period it is a year."""
    assert read_one("20 21").period == Period("none")
    assert read_one("20 21").notes[0].code == "year-split"
    assert read_one("20 21", (2021, 2026)).period == Period("year", 2021)


@given(start=st.integers(1990, 2060), count=st.integers(3, 8), cuts=st.lists(st.integers(1, 3), min_size=8, max_size=8))
def test_a_run_broken_anywhere_comes_back(start: int, count: int, cuts: list[int]) -> None:
    """Each year of a run broken at its own place is mended, and the repairs replay."""
    printed = [str(start + n) for n in range(count)]
    texts = [year[: cuts[n]] + "\n" + year[cuts[n] :] for n, year in enumerate(printed)]
    readings = texts_to_periods(texts)
    assert [r.period.year for r in readings if r] == list(range(start, start + count))
    assert [replay(fold(t), r.repairs) for t, r in zip(texts, readings, strict=True) if r] == printed


def test_a_cut_year_is_flagged_and_not_guessed() -> None:
    readings = texts_to_periods(["2021", "202", "2023"])
    assert readings[1] is not None
    assert (readings[1].period.year, readings[1].notes[0].code) == (None, "year-cut")


def test_column_numbers_are_no_cut_years() -> None:
    """ "19" and "20" count columns where no year stands beside them."""
    assert texts_to_periods(["18", "19", "20", "21"]) == (None,) * 4


@pytest.mark.parametrize(
    ("planning", "expected"),
    [((2020, 2024), [2020, 2021, 2022, 2023, 2024]), ((2013, 2018), [2014, 2015, 2016, 2017, 2018]), (None, [None] * 5),
     ((2005, 2025), [None] * 5)],
)  # fmt: skip
def test_years_counted_from_the_plan(planning: tuple[int, int] | None, expected: list[int | None]) -> None:
    """ "Tahun ke-1" is the first planning year when the row has as many, the second when it has one fewer, else open."""
    assert years([f"Tahun ke-{n}" for n in range(1, 6)], planning) == expected


def test_year_zero_is_the_year_before_the_first() -> None:
    assert years(["Tahun 0", *(f"Tahun {n}" for n in range(1, 6))], (2013, 2018)) == [2013, 2014, 2015, 2016, 2017, 2018]


def test_years_printed_again_after_a_gap_contradict() -> None:
    """Counting on over the blank head ends at the plan's last year: one run, misprinted."""
    readings = texts_to_periods(["Awal 2013", "2014", "2015", "", "2014", "2015"], (2013, 2018))
    assert [r.confidence for r in readings if r] == ["consistent"] + ["contradicted"] * 4


@pytest.mark.parametrize("gap", ["", "Satuan"])
def test_two_groups_of_the_same_years_are_two_blocks(gap: str) -> None:
    """Target and realization of the same years, with a head between them that may be blank in this row."""
    readings = texts_to_periods(["2021", "2022", "2023", gap, "2021", "2022", "2023"], (2021, 2026))
    assert [r.block for r in readings if r] == [0, 0, 0, 1, 1, 1]
    assert {r.confidence for r in readings if r} == {"consistent"}


def test_pairs_under_a_year_leave_blanks_that_mean_nothing() -> None:
    readings = texts_to_periods(["2021", "", "2022", "", "2021", "", "2022", ""])
    assert {r.confidence for r in readings if r} == {"consistent"}


def test_a_year_out_of_its_run_is_contradicted() -> None:
    readings = texts_to_periods(["2021", "2032", "2023"])
    assert [r.confidence for r in readings if r] == ["consistent", "contradicted", "consistent"]


def test_roman_numbers_in_order_are_quarters() -> None:
    readings = texts_to_periods(["I", "", "II", "", "III", "", "IV", ""])
    assert [r.period.subperiod for r in readings if r] == [1, 2, 3, 4]


def test_two_years_in_one_head_are_no_period() -> None:
    reading = read_one("2014 2015")
    assert (reading.period, reading.notes[0].code) == (Period("none"), "years-several")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("KABUPATEN X TAHUN 2021-2026", (2021, 2026)),
        ("2013–2018", (2013, 2018)),
        ("2021 s.d. 2026", (2021, 2026)),
        ("RENSTRA 2021 sampai dengan 2026", (2021, 2026)),
        ("20 21 - 20 26", (2021, 2026)),
        ("Tahun 2023", (2023, 2023)),
        ("RENCANA KERJA 2017", (2017, 2017)),
        ("Undang-Undang Nomor 23 Tahun 2014", None),
        ("2021 2022", None),
        ("Kegiatan 1.02.2021", None),
        ("", None),
    ],
)
def test_planning_period_of_a_title(text: str, period: tuple[int, int] | None) -> None:
    assert text_to_planning_period(text) == period


heads = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="0123456789 \n-/()*OlTahunke.", max_size=16),
    st.sampled_from(["2021", "20 21", "Tahun ke-1", "TW I", "", "202", "2021/22", "I", "II", "III", "IV", "2014 2015"]),
)


@given(texts=st.lists(heads, max_size=10), planning=st.sampled_from([None, (2021, 2026), (2020, 2020)]))
def test_any_row_of_heads_is_read(texts: list[str], planning: tuple[int, int] | None) -> None:
    """One answer per head, repairs that replay, notes that have sentences."""
    readings = texts_to_periods(texts, planning)
    assert len(readings) == len(texts)
    for text, reading in zip(texts, readings, strict=True):
        if reading is not None:
            assert replay(fold(text), reading.repairs) == reading.text
            for finding in notes_to_findings(reading.repairs, reading.notes, None):
                assert finding_to_sentence(finding) != finding_to_sentence(finding, "id")


def test_a_very_long_head_is_a_sentence() -> None:
    assert texts_to_periods(["Tahun 2021 " * 10_000]) == (None,)
