"""A column that prints, row by row, what became of one amount: after less before.

FY 2025 Adopted | FY 2025 Amended | Increase/(Decrease)      the third is the change of the budget of 2025, the first is the budget
        15,000  |         16,500  |               1,500      before it, whatever their heads say
Approved        | Re-profiling    | Revised                  the change may stand between the two, below a word that nothing knows
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.columns.quotients import columns_to_values
from normalize.figures.open_values import text_to_open_values
from normalize.repair import fold
from normalize.words.heads import heads_totals
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, GridRow, LogicalTable

_TELLING = 3  # rows in which something changed
_MOSTLY = 0.8
_REACH = 4  # columns to either side of a change in which both amounts stand
_LESS = re.compile(r"^(?:\((?P<bracketed>[^()]*)\)|[-−–]\s*(?P<signed>[0-9].*))$")
_NOTHING = re.compile(r"^[-−–—]*$")


@dataclass(frozen=True, slots=True)
class _Change:
    """Column `change` prints `after` less `before`, in `rows` of the `compared` rows."""

    change: int
    before: int
    after: int
    rows: int
    compared: int


def columns_to_differences(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns, each unknown one that prints the difference of two of one measure and period as their change, and these as before and
    after it; one finding for each. Nothing changes where fewer than three rows tell."""
    settled = list(columns)
    findings: list[Finding] = []
    rows = [item.row for item in table.body if item.role in {"data", "total"}]
    for column in columns:
        change = _column_to_change(column, settled, rows) if _is_open(column) else None
        if change is None:
            continue
        before, after = settled[change.before], settled[change.after]
        settled[change.before] = replace(before, revision=before.revision or "before")
        settled[change.after] = replace(after, revision=after.revision or "after")
        settled[column.column] = replace(
            column,
            role="value",
            measure=after.measure,
            period=after.period,
            unit=after.unit,
            scale=after.scale,
            revision="change",
        )
        names = (" › ".join(one.path) for one in (after, before))
        evidence = "in {} of {} rows it is '{}' less '{}'".format(change.rows, change.compared, *names)
        fields = (("text", " › ".join(column.path)), ("measure", after.measure or ""))
        cell = column.cells[-1] if column.cells else None
        findings.append(Finding("change-by-difference", cell, table.number, evidence=evidence, fields=fields))
    return tuple(settled), tuple(findings)


def _is_open(column: ColumnMeaning) -> bool:
    if column.role == "unknown":
        return bool(column.path) and not heads_totals(column.path[-1])
    return column.role == "value" and column.measure == "other" and column.revision in {None, "change"} and column.unit != "%"


def _column_to_change(column: ColumnMeaning, columns: Sequence[ColumnMeaning], rows: Sequence[GridRow]) -> _Change | None:
    """The nearest two columns beside this one that it is the difference of; None without such a pair."""
    near = [at for at in columns_to_values(columns) if 0 < abs(column.column - at) <= _REACH]
    values = sorted(near, key=lambda at: (abs(column.column - at), at))
    for nearer in values:
        for farther in values[values.index(nearer) + 1 :]:
            one, other = columns[nearer], columns[farther]
            if (one.measure, one.period, one.scale) != (other.measure, other.period, other.scale) or one.measure == "other":
                continue
            if (one.revision is not None and one.revision == other.revision) or "change" in {one.revision, other.revision}:
                continue
            orders = ((farther, nearer), (nearer, farther))
            found = [change for order in orders if (change := _compare(column.column, order, rows)) is not None]
            if found:
                return max(found, key=lambda change: change.rows)
    return None


def _compare(at: int, order: tuple[int, int], rows: Sequence[GridRow]) -> _Change | None:
    """What the rows say of the column as the second less the first; a fall is printed in brackets or with a minus."""
    agreeing = compared = 0
    for row in rows:
        before, after = (_texts_to_figures(row, column) for column in order)
        text = _text(row, at)
        if not before or not after or (not text and before == after):
            continue
        fallen = _LESS.match(text)
        printed = (
            (Decimal(0),)
            if _NOTHING.match(text)
            else text_to_open_values((fallen["bracketed"] or fallen["signed"]) if fallen else text)
        )
        if not any(printed) and before == after:
            continue
        compared += 1
        agreeing += any((a - b) * (-1 if fallen else 1) == p for b in before for a in after for p in printed)
    return _Change(at, *order, agreeing, compared) if agreeing >= _TELLING and agreeing >= _MOSTLY * compared else None


def _text(row: GridRow, column: int) -> str:
    cell = row.anchor(column)
    return "" if cell is None else fold(cell.text)


def _texts_to_figures(row: GridRow, column: int) -> tuple[Decimal, ...]:
    return text_to_open_values(_text(row, column))
