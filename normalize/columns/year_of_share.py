"""The year of a share that was reached: a head that says "%" or "Capaian" alone compares the two columns before it.

Target 2025 | Realisasi 2025 | Capaian (%)        the share of 2025
Anggaran 2025 | Realisasi 2025 | % | Realisasi 2024      of 2025 too: what stands behind it is not compared
Realisasi 2023 | Target Akhir 2026 | Kemajuan (%)        of 2023, where the figures are their quotient
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.columns.quotients import ColumnFigures
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import Measure, Period

_PLANNED: frozenset[Measure] = frozenset({"target", "budget"})
_REACHED: frozenset[Measure] = frozenset({"realization", "budget_realization"})
_FINAL: frozenset[Measure] = frozenset({"final", "final_budget"})


def columns_to_dated_shares(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns, those of shares without a year with that of the columns that they compare, and one finding for each of them."""
    settled = list(columns)
    findings: list[Finding] = []
    for column in columns:
        undated = column.period is None or column.period.kind == "none"
        if column.role != "value" or column.measure != "achievement" or column.parts or not undated:
            continue
        period = _pair_to_period(column, columns, table)
        if period is None:
            continue
        settled[column.column] = replace(column, period=period)
        fields = (("text", " › ".join(column.path)), ("year", str(period.year)))
        findings.append(Finding("year-of-share", column.cells[-1] if column.cells else None, table.number, fields=fields))
    return tuple(settled), tuple(findings)


def _pair_to_period(column: ColumnMeaning, columns: Sequence[ColumnMeaning], table: LogicalTable) -> Period | None:
    """The period of the two value columns right before the share; None where they are no plan and what was reached of it."""
    before = [
        one for one in columns[: column.column] if one.role == "value" and not one.parts and one.measure != "achievement"
    ]
    if len(before) < 2:
        return None
    pair = before[-2:]
    reached = next((one for one in pair if one.measure in _REACHED), None)
    other = next((one for one in pair if one is not reached), None)
    if reached is None or other is None or reached.period is None or reached.period.year is None:
        return None
    if other.measure in _PLANNED and other.period == reached.period:
        return reached.period
    pairs = [one.column for one in pair]
    proven = other.measure in _FINAL and ColumnFigures(table).quotient(column.column, pairs) is not None
    return reached.period if proven else None
