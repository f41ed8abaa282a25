"""Quarters without a measure are the parts of the target beside them, or what was reached of it."""

from __future__ import annotations

import pytest

from normalize.columns.parts_of_year import columns_to_parts_of_year
from tests.normalize.knitted import headed
from tests.tables import normalize, say, table

ADDS = "Jumlah peserta | Orang | 100 | 10 | 20 | 30 | 40\nJumlah koperasi | Unit | 12 | 3 | 3 | 3 | 3"
LEADS = "Nilai kinerja | Nilai | 80 | 20 | 40 | 60 | 80\nPersentase layanan | % | 90 | 0 | 0 | 45 | 90"
REACHED = "Jumlah peserta | Orang | 100 | 14 | 22 | 37 | 31\nJumlah koperasi | Unit | 12 | 2 | 5 | 3 | 4"
MIXED = ADDS.splitlines()[0] + "\n" + REACHED.splitlines()[1]


def measures(rows: str, title: str, heads: str = "Target 2025 | TW I | TW II | TW III | TW IV") -> set[str | None]:
    """What the quarters were told to be."""
    given, columns = headed(f"Indikator | Satuan | {heads}\n{rows}")
    found, findings = columns_to_parts_of_year(given, columns, title)
    quarters: set[str | None] = {column.measure for column in found if column.period is not None and column.period.subperiod}
    assert [finding.code for finding in findings] == (["parts-of-year"] if quarters != {"other"} else [])
    return quarters


@pytest.mark.parametrize("rows", [ADDS, LEADS])
@pytest.mark.parametrize("title", ["", "Rencana Aksi Tahun 2025"])
def test_quarters_that_make_the_target_are_targets(rows: str, title: str) -> None:
    """They add up to it, or lead to it."""
    assert measures(rows, title) == {"target"}


def test_figures_and_title_that_disagree_leave_them_open() -> None:
    """A monitoring table whose quarters add up; a plan whose quarters do not."""
    assert measures(ADDS, "Monitoring Kinerja Tahun 2025") == {"other"}
    assert measures(REACHED, "Rencana Aksi Tahun 2025") == {"other"}


def test_a_title_tells_what_the_figures_leave_open() -> None:
    """Half of the rows add up: a plan's are targets, without a title nothing is said."""
    assert measures(MIXED, "Rencana Aksi Tahun 2025") == {"target"}
    assert measures(MIXED, "") == {"other"}


def test_quarters_that_do_not_make_the_target_were_reached_where_the_table_speaks_of_that() -> None:
    """Its title, or a column beside them."""
    assert measures(REACHED, "Pengukuran Kinerja Tahun 2025") == {"realization"}
    assert measures(REACHED, "Kinerja Tahun 2025") == {"other"}


def test_heads_that_name_a_measure_are_believed() -> None:
    """Whatever the figures say; and one quarter alone is none of several parts."""
    heads = "Target 2025 | Realisasi TW I | Realisasi TW II | Realisasi TW III | Realisasi TW IV"
    given, columns = headed(f"Indikator | Satuan | {heads}\n{ADDS}")
    assert columns_to_parts_of_year(given, columns, "") == (columns, ())
    given, columns = headed("Indikator | Target 2025 | TW I\nA | 5 | 5\nB | 6 | 6\nC | 7 | 7")
    assert columns_to_parts_of_year(given, columns, "") == (columns, ())


def test_a_scorecard_of_the_year_after_what_was_reached_before() -> None:
    """The quarters are of the title's year, the last that the heads print; none of them is sure."""
    head = "Measure | 2023/24 outturn | Target 2024/25 | Q1 | Q2 | Q3 | Q4"
    rows = "Waste recycled | 44% | 45% | 44.2% | 43.1% | 45.6% | 46%\nMissed bins | 30 | 31 | 28.1 | 33.3 | 31 | 30"
    document = normalize(say("Corporate Performance Scorecard 2024/25"), table(f"{head}\n{rows}"))
    quarters = [one for one in document.observations if one.period.subperiod]
    assert {(one.measure, one.period.year) for one in quarters} == {("realization", 2024)}
    assert {one.confidence for one in quarters} == {"unproven"}
