"""What "Capaian" over a column means: what was reached, or its share of the target.

Beside a column of realization it is the share, of another year by its figures: one that lies near what was realized later is what was
reached. Where a column of its own prints the share, it is none. Beside targets of other years it is what was reached, in the year before
all of them where the plan begins. Where a target of the same year stands beside it and nothing else, the figures decide: a share lies near
100, what was reached near its target. Without any target only figures far from 100 decide, and those of percentages never do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.figures.open_values import text_to_open_values
from normalize.figures.sorts import text_to_plain
from normalize.repair import fold
from normalize.words.heads import squash
from normalize.words.quantities import indicator_to_unit, unit_is_percent
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, GridRow, LogicalTable, PlacedCell
from schemas.observation import Measure

_BARE = re.compile(lexicon().either("measures.reached"))
_RATIO = re.compile(rf"%|{lexicon().either('measures.ratio')}")
_DIGITS = re.compile(r"[0-9*]+")
_FEW = 2
_SHARES = (40.0, 200.0)  # where shares of targets lie
_NEAR_100 = (0.6, 1.6)  # targets in this range, in hundreds, cannot tell a share from a figure


def columns_to_reached(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns with each bare "Capaian" as realization, baseline or achievement, "other" where nothing decides; a finding for each."""
    settled = list(columns)
    findings: list[Finding] = []
    realized = [column for column in columns if column.measure in {"realization", "budget_realization"}]
    if realized:
        return _of_another_year(table, columns, realized)
    for at, column in enumerate(columns):
        if column.measure != "achievement" or column.unit is not None or not _is_bare(column):
            continue
        beside = [other for other in columns if other.measure == "target" and other.period == column.period]
        verdict, evidence = _verdict(table, columns, column, beside)
        text = " › ".join(column.path)
        if verdict is None:
            settled[at] = replace(column, measure="other", proven=False)
            findings.append(_finding("capaian-open", table, column, text))
            continue
        before = verdict and _is_before_all(column, columns)
        measure: Measure = "baseline" if before else "realization" if verdict else "achievement"
        settled[at] = replace(column, measure=measure, proven=column.proven and not before)
        findings.append(_finding("capaian-read", table, column, text, settled[at].measure or "", evidence))
    return tuple(settled), tuple(findings)


def _of_another_year(
    table: LogicalTable, columns: Sequence[ColumnMeaning], realized: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns with each bare "Capaian" of a year without realization as what its figures say; open where they say nothing."""
    settled = list(columns)
    findings: list[Finding] = []
    years = {other.period.year for other in realized if other.period is not None}
    rows = [item.row for item in table.body if item.role == "data"]
    for at, column in enumerate(columns):
        year = column.period.year if column.period is not None else None
        if column.measure != "achievement" or column.unit is not None or year is None or year in years or not _is_bare(column):
            continue
        votes = [vote for row in rows if (vote := _row_vote(row, column.column, realized[-1].column)) is not None]
        if not votes or len(set(votes)) > 1:
            settled[at] = replace(column, proven=False)
        elif votes[0]:
            settled[at] = replace(column, measure="realization")
            evidence = f"{len(votes)} figures lie near what was realized in another year"
            findings.append(_finding("capaian-read", table, column, " › ".join(column.path), "realization", evidence))
    return tuple(settled), tuple(findings)


def _finding(
    code: str, table: LogicalTable, column: ColumnMeaning, text: str, measure: str = "", evidence: str | None = None
) -> Finding:
    cell = column.cells[-1] if column.cells else None
    return Finding(code, cell, table.number, evidence=evidence, fields=(("text", text), ("measure", measure)))


def _is_bare(column: ColumnMeaning) -> bool:
    heads = [squash(_DIGITS.sub("", head)) for head in column.path]
    return any(_BARE.fullmatch(head) for head in heads) and not any(_RATIO.search(head) for head in heads)


def _is_before_all(column: ColumnMeaning, columns: Sequence[ColumnMeaning]) -> bool:
    """True for the one column of what was reached, in the year before those of several targets: where the plan begins."""
    years = {other.period.year for other in columns if other.measure == "target" and other.period is not None}
    own = column.period.year if column.period is not None else None
    alone = sum(_is_bare(other) for other in columns if other.measure == "achievement") == 1
    return alone and own is not None and len(years) > 1 and min(year or own for year in years) == own + 1


def _verdict(
    table: LogicalTable, columns: Sequence[ColumnMeaning], column: ColumnMeaning, beside: Sequence[ColumnMeaning]
) -> tuple[bool | None, str]:
    """True for what was reached, False for a share, None for open; with the reason."""
    if not beside and any(other.measure in {"target", "final"} for other in columns):
        return True, "no realization and no target of the same period stand beside it"
    rows = [item.row for item in table.body if item.role == "data"]
    if not beside:
        return _alone(rows, columns)
    votes = [vote for row in rows if (vote := _row_vote(row, column.column, beside[-1].column)) is not None]
    shared = any(other.measure == "achievement" and any(_RATIO.search(squash(h)) for h in other.path) for other in columns)
    if votes and len(set(votes)) == 1 and not (shared and not votes[0]):
        return votes[0], f"{len(votes)} figures lie near {'their targets' if votes[0] else '100, not near their targets'}"
    return None, ""


def _alone(rows: Sequence[GridRow], columns: Sequence[ColumnMeaning]) -> tuple[bool | None, str]:
    """Without any target: figures of counted things that no share would have are what was reached; nothing else decides. All columns of
    "Capaian" decide together."""
    units = [column.column for column in columns if column.role == "unit"]
    names = [column.column for column in columns if column.role in {"indicator", "objective_indicator", "plan_item"}]
    reached = [column.column for column in columns if column.measure in {"achievement", "realization"} and _is_bare(column)]
    far = near = 0
    for row in rows:
        told = " ".join(fold(cell.text) for at in units if (cell := row.slots[at]) is not None)
        unit = told or next((indicator_to_unit(fold(cell.text)) for at in names if (cell := row.slots[at]) is not None), None)
        if unit_is_percent(unit):
            continue
        cells = [text_to_open_values(cell.text) for at in reached if (cell := row.anchor(at)) is not None]
        figures = [values for values in cells if any(values)]
        shares = sum(any(_SHARES[0] <= value <= _SHARES[1] for value in values) for values in figures)
        far += bool(figures) and not shares
        near += bool(shares)
    if far >= _FEW and far > near:
        return True, f"the figures of {far} rows are no shares of anything, and no target stands beside them"
    return None, ""


def _row_vote(row: GridRow, column: int, target: int) -> bool | None:
    reached, wanted = _number(row.anchor(column)), _number(row.anchor(target))
    if reached is None or wanted is None or reached[0] <= 0 or wanted[0] <= 0:
        return None
    if reached[1] and not wanted[1]:
        return False
    if _NEAR_100[0] * 100 <= wanted[0] <= _NEAR_100[1] * 100:
        return None
    return abs(math.log(reached[0] / wanted[0])) < abs(math.log(reached[0] / 100))


def _number(cell: PlacedCell | None) -> tuple[float, bool] | None:
    plain = text_to_plain(cell.text) if cell is not None else None
    return (float(plain[0]), plain[1]) if plain is not None else None
