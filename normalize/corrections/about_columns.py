"""Answers about columns: what one holds, how its numbers separate their digits, which one names the rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from normalize.corrections.standing import Standing, correction_to_finding
from normalize.figures.numerals import Convention
from schemas.answer import ColumnAnswer
from schemas.finding import Finding
from schemas.layout import column_to_read
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import Period


@dataclass(frozen=True, slots=True)
class ColumnAnswers:
    """Columns as people answered; `answered` are the places of those columns with the code of what was done, `conventions` how the
    numbers of a printed column separate their digits."""

    columns: tuple[ColumnMeaning, ...]
    answered: Mapping[int, str] = field(default_factory=dict)
    conventions: Mapping[int, Convention] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def left_open(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings without those that an answer settles: no column of names is assumed that a person named."""
        named = any(finding.decision is not None and finding.decision.kind == "stub" for finding in self.findings)
        return tuple(finding for finding in findings if not (named and finding.code == "stub-assumed"))


_KINDS: tuple[Literal["column", "numbers"], ...] = ("column", "numbers")
_CONVENTIONS: Mapping[str, Convention] = {"id": "id", "us": "us"}


def columns_to_answered(table: LogicalTable, columns: Sequence[ColumnMeaning], standing: Standing) -> ColumnAnswers:
    """The columns as people answered. An answer holds where the head still reads as the person saw it."""
    if not standing:
        return ColumnAnswers(tuple(columns))
    first = str(table.fragments[0].ref)
    changed = list(columns)
    findings: list[Finding] = list(_stub_to_findings(table, columns, standing))
    answered: dict[int, str] = {}
    conventions: dict[int, Convention] = {}
    for column in columns:
        for item in (standing.of_kind(kind).get(f"{first}#c{column.column}") for kind in _KINDS):
            if item is None or column_to_read(column) != item.read:
                continue
            if isinstance(item.answer, ColumnAnswer):
                changed[column.column] = column_with_answer(column, item.answer)
            else:
                conventions[column.column] = _CONVENTIONS[item.after]
            findings.append(correction_to_finding(item, table=table.number, related=column.cells))
            answered[column.column] = findings[-1].code
    return ColumnAnswers(tuple(changed), answered, conventions, tuple(findings))


def _stub_to_findings(table: LogicalTable, columns: Sequence[ColumnMeaning], standing: Standing) -> Iterator[Finding]:
    """That a person named the column of names, where the table has it. The choice itself was taken when columns were settled."""
    item = standing.of_kind("stub").get(str(table.fragments[0].ref))
    if item is not None and isinstance(item.answer, int) and item.answer < len(columns):
        yield correction_to_finding(item, table=table.number, related=columns[item.answer].cells)


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
