"""Several warnings of one cause call for one look."""

from __future__ import annotations

from normalize.tidy.told_once import findings_to_told_once
from schemas.codes import finding_to_sentence, finding_to_severity
from schemas.finding import Finding
from schemas.provenance import CellRef, FragmentRef


def warning(row: int, table: int = 1) -> Finding:
    return Finding("row-unnamed", CellRef(FragmentRef(1, table), row, 0), table, fields=(("figures", f"{row}"),))


def test_the_first_of_a_cause_says_how_many_more_there_are() -> None:
    """In both languages; the others stay with their cells and ask for nothing."""
    told = findings_to_told_once([warning(1), warning(2), warning(3), warning(4, table=2)])
    assert [finding_to_severity(one) for one in told] == ["warning", "info", "info", "warning"]
    assert [one.cell for one in told] == [warning(n, t).cell for n, t in ((1, 1), (2, 1), (3, 1), (4, 2))]
    assert "2 more" in finding_to_sentence(told[0])
    assert "2 lagi" in finding_to_sentence(told[0], "id")
    assert "more" not in finding_to_sentence(told[3])


def test_repairs_are_told_each() -> None:
    """They are what was done to a cell, and are replayed."""
    repairs = [Finding("number-joined", table=1, before="1 2", after="12")] * 3
    assert findings_to_told_once(repairs) == tuple(repairs)
