"""Answers about what a column holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.corrections.standing import Standing, correction_to_finding
from schemas.answer import ColumnAnswer
from schemas.finding import Finding
from schemas.layout import column_to_read
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import Period


def columns_to_answered(
    table: LogicalTable, columns: Sequence[ColumnMeaning], standing: Standing
) -> tuple[tuple[ColumnMeaning, ...], dict[int, str], tuple[Finding, ...]]:
    """The columns as people answered, the places of those columns with the code of what was done, and that. An answer holds where the
    head still reads as the person saw it."""
    answers = standing.of_kind("column")
    if not answers:
        return tuple(columns), {}, ()
    first = str(table.fragments[0].ref)
    changed = list(columns)
    findings: list[Finding] = []
    answered: dict[int, str] = {}
    for column in columns:
        item = answers.get(f"{first}#c{column.column}")
        if item is None or column_to_read(column) != item.read or not isinstance(item.answer, ColumnAnswer):
            continue
        changed[column.column] = column_with_answer(column, item.answer)
        findings.append(correction_to_finding(item, table=table.number, related=column.cells))
        answered[column.column] = findings[-1].code
    return tuple(changed), answered, tuple(findings)


def column_with_answer(column: ColumnMeaning, answer: ColumnAnswer) -> ColumnMeaning:
    """The column with what the answer names; the rest as it was read. A measure or a period makes it a column of values."""
    valued = answer.measure is not None or answer.year is not None or answer.period_kind is not None
    role = answer.role or ("value" if valued else column.role)
    if role != "value":
        return replace(column, role=role, measure=None, period=None, revision=None, parts=(), proven=True)
    return replace(
        column,
        role=role,
        measure=None if "measure" in answer.cleared else answer.measure or column.measure,
        period=_period(column.period, answer),
        revision=None if "revision" in answer.cleared else answer.revision or column.revision,
        scale=1.0 if "scale" in answer.cleared else float(answer.scale) if answer.scale is not None else column.scale,
        unit=None if "unit" in answer.cleared else answer.unit or column.unit,
        parts=(),
        proven=True,
    )


def _period(read: Period | None, answer: ColumnAnswer) -> Period | None:
    kind = answer.period_kind or (read.kind if read is not None and read.kind != "none" else None)
    year = None if "year" in answer.cleared else answer.year or (read.year if read is not None else None)
    subperiod = answer.subperiod or (read.subperiod if read is not None else None)
    if kind == "none" or (kind is None and year is None and subperiod is None):
        return Period("none") if answer.period_kind == "none" or answer.cleared & {"year"} else read
    if kind is None:
        kind = "year"
    if year is None and kind in {"year", "fiscal_year"}:
        return Period("none")
    parted = kind in {"quarter", "semester", "month"}
    return Period(kind, year, subperiod if parted and "subperiod" not in answer.cleared else None)
