"""Years counted from the year of the plan, as the forms print them: "tahun (n-2)"."""

from __future__ import annotations

import pytest

from normalize.columns.counted_from_now import columns_with_counted_years
from schemas.logical import ColumnMeaning
from schemas.observation import Period
from tests.normalize.knitted import knit
from tests.tables import normalize, say, table

ROWS = "Rapat | 80 | 75\nSurvei | 60 | 60\nPelatihan | 90 | 45"


def years(title: str, head: str) -> list[int | None]:
    document = normalize(say(title, "heading"), table(f"{head}\n{ROWS}"))
    return [one.period.year for one in document.observations][:2]


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("Evaluasi Renja s.d. Tahun 2015 (tahun berjalan)", "Kegiatan | Target tahun (n-2) | Realisasi s/d tahun (n-1)", [2014, 2015]),
        ("Evaluasi Renja", "Kegiatan | Target 2013 (n-2) | Realisasi tahun n-1", [2013, 2014]),
        ("Evaluasi Renja Tahun 2015 (n-1)", "Kegiatan | Target tahun (n-2) | Target tahun (n)", [2014, 2016]),
    ],
)  # fmt: skip
def test_a_text_with_a_year_tells_the_others(title: str, head: str, expected: list[int]) -> None:
    """The running year is n-1; a head or title with year and mark says it itself."""
    assert years(title, head) == expected


def test_without_such_a_text_the_years_stay_open() -> None:
    assert years("Evaluasi Renja", "Kegiatan | Target tahun (n-2) | Realisasi tahun (n-1)") == [None, None]


def test_texts_that_contradict_each_other_tell_nothing() -> None:
    """One head makes n 2015, the other 2017."""
    assert years("Evaluasi Renja Tahun 2016 (n-1)", "Kegiatan | Target 2013 (n-2) | Realisasi tahun (n-1)")[1] is None


def test_printed_years_stay() -> None:
    """Only columns without a year are counted."""
    logical = knit(f"Kegiatan | Target 2013 (n-2) | Realisasi tahun (n-1)\n{ROWS}")
    given = ColumnMeaning(1, "value", ("Target 2013 (n-2)",), measure="target", period=Period("year", 2013))
    counted = ColumnMeaning(2, "value", ("Realisasi tahun (n-1)",), measure="realization", period=Period("none"))
    settled, findings = columns_with_counted_years(logical, (given, counted))
    assert [column.period.year for column in settled if column.period is not None] == [2013, 2014]
    assert [finding.code for finding in findings] == ["year-from-order"]
