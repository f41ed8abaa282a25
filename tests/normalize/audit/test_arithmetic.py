"""The source's own arithmetic: totals over their rows, achievements over their targets."""

from __future__ import annotations

from normalize.audit.ratios import grid_to_ratios, ratios_to_findings, ratios_to_proven
from normalize.audit.totals import records_to_totals, totals_to_findings, totals_to_sums
from normalize.numbers.evidence import texts_to_votes
from normalize.numbers.types import ValueReading
from normalize.numbers.value_grid import ValueGrid, Wording, grid_to_readings, records_to_grid
from normalize.rows.records import Record
from normalize.text.mend import NO_WORDS
from tests.normalize.knitted import recorded
from tests.tables import normalize, table


def read(text: str) -> tuple[tuple[Record, ...], ValueGrid, tuple[ValueReading, ...]]:
    records = recorded(text)
    grid = records_to_grid(records)
    return records, grid, grid_to_readings(grid, records, (), Wording(NO_WORDS, texts_to_votes([]), {}))


RATIOS = """
    Indikator | Target 2021 | Realisasi 2021 | Capaian 2021 (%)
    Jumlah A  | 200         | 100            | 50
    Jumlah B  | 400         | 300            | 75
    Jumlah C  | 500         | 400            | 80
"""
TOTAL = """
    Program     | Anggaran 2021 | Anggaran 2022
    Program A   | 100           | 200
    Program B   | 300           | 400
    Jumlah      | 400           | 600
"""


def test_ratios_that_agree_prove_their_three_cells() -> None:
    """In a table where most rows follow the formula."""
    checks = grid_to_ratios(*read(RATIOS))
    assert [check.agrees for check in checks] == [True] * 3
    assert len(ratios_to_proven(checks)) == 9
    assert ratios_to_findings(checks, 1) == ()


def test_a_ratio_that_differs_is_told_with_both_numbers() -> None:
    """One of many; where most differ it is another formula."""
    checks = grid_to_ratios(*read(RATIOS.replace("| 80", "| 90")))
    (finding,) = ratios_to_findings(checks, 1)
    assert finding.cell is not None
    assert len(ratios_to_proven(checks)) == 6
    assert grid_to_ratios(*read(RATIOS.replace("| 80", "| 90").replace("| 75", "| 12"))) == ()


def test_a_total_is_the_sum_of_the_rows_above() -> None:
    """Column by column; exact ones are evidence for the digits of their parts."""
    checks = records_to_totals(*read(TOTAL), frozenset())
    assert [(check.agrees, check.exact) for check in checks] == [(True, True)] * 2
    assert len(totals_to_sums(checks)) == 2
    assert totals_to_findings(checks, 1) == ()


def test_a_total_that_differs_is_told_and_never_mended() -> None:
    """The other column shows that it is a total."""
    checks = records_to_totals(*read(TOTAL.replace("| 600", "| 650")), frozenset())
    assert [check.agrees for check in checks] == [True, False]
    assert len(totals_to_findings(checks, 1)) == 1
    assert len(totals_to_sums(checks)) == 1


def test_tables_without_totals_and_ratios_have_no_checks() -> None:
    """Nothing to say."""
    found = read("Indikator | Target 2021\nJumlah A | 5\nJumlah B | 6")
    assert records_to_totals(*found, frozenset()) == ()
    assert grid_to_ratios(*found) == ()


def test_rounded_amounts_do_not_contradict_their_share() -> None:
    """703 of 704 millions may have been 702.6 of 704.4, which is 99.75 %; 95 % it cannot have been."""
    head = "Kegiatan | Anggaran 2009 (Rp juta) | Realisasi Anggaran 2009 (Rp juta) | Rasio 2009 (%)"
    rows = "Rapat | 704 | 703 | 99,75\nRisalah | 604 | 603 | 95,00"
    rows += "\nSurvei | 400 | 300 | 75,00\nPeta | 500 | 450 | 90,00\nData | 800 | 200 | 25,00"
    document = normalize(table(f"{head}\n{rows}"))
    assert [finding.before for finding in document.findings if finding.code == "ratio-differs"] == ["95,00"]
