"""Periods of a header row."""

import pytest

from normalize.years import text_to_planning_period, texts_to_periods


def years(texts: list[str], planning: tuple[int, int] | None = None) -> list[int | None]:
    return [None if r is None else r.period.year for r in texts_to_periods(texts, planning)]


@pytest.mark.parametrize(
    "texts",
    [
        ["20 21", "20 22", "20 23"],
        ["202\n1", "202\n2", "202\n3"],
        ["2 0 2 1", "2 0 2 2", "2 0 2 3"],
        ["2021*", "TA. 2022", "Tahun 2023"],
    ],
)
def test_broken_years_that_run_on_are_mended(texts: list[str]) -> None:
    assert years(texts) == [2021, 2022, 2023]


def test_a_cut_year_is_flagged_and_not_guessed() -> None:
    readings = texts_to_periods(["2021", "202", "2023"])
    assert readings[1] is not None
    assert (readings[1].period.year, readings[1].notes[0].code) == (None, "year-cut")


def test_years_printed_again_after_a_gap_contradict() -> None:
    readings = texts_to_periods(["2014", "2015", "", "2014", "2015"], (2013, 2018))
    assert [r.confidence for r in readings if r] == ["contradicted"] * 4


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("KABUPATEN X TAHUN 2021-2026", (2021, 2026)),
        ("2013–2018", (2013, 2018)),
        ("2021 s.d. 2026", (2021, 2026)),
        ("Tahun 2023", (2023, 2023)),
        ("Undang-Undang Nomor 23 Tahun 2014", None),
    ],
)
def test_planning_period_of_a_title(text: str, period: tuple[int, int] | None) -> None:
    assert text_to_planning_period(text) == period
