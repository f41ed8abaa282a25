"""A column without a period of its own among columns that have one, below one head.

Realisasi s.d. Triwulan
I  | II  |     | IV        the third is the third quarter: its own head was lost, in a scan more often than elsewhere
I  | II  | III |           the fourth may be the fourth, or the year: which is open, and its values are not sure
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.finding import Finding
from schemas.logical import ColumnMeaning

_NEAREST = 2  # columns to either side


def columns_to_periods_between(
    columns: Sequence[ColumnMeaning], table: int
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns, each without a quarter or month among others below its own head with the one between its neighbours', else unproven; one
    finding for each that got one."""
    settled = list(columns)
    findings: list[Finding] = []
    for at, column in enumerate(columns):
        if not _may_lack(column) or not (beside := _beside(columns, at)):
            continue
        settled[at] = replace(column, proven=False)
        before, after = (
            _order(columns[near]) if 0 <= near < len(columns) and near in beside else None for near in (at - 1, at + 1)
        )
        if before is None or after is None or after - before != _NEAREST:
            continue
        period = columns[at - 1].period
        assert period is not None
        settled[at] = replace(column, proven=False, period=replace(period, subperiod=before + 1))
        fields = (("text", " › ".join(column.path)), ("number", str(before + 1)))
        findings.append(Finding("period-between", column.cells[-1] if column.cells else None, table, fields=fields))
    return tuple(settled), tuple(findings)


def _may_lack(column: ColumnMeaning) -> bool:
    return column.role == "value" and bool(column.cells) and not column.parts and _order(column) is None


def _beside(columns: Sequence[ColumnMeaning], at: int) -> set[int]:
    """The columns near this one that have a quarter or month below all the heads that this one has."""
    own = columns[at].path
    near = range(max(0, at - _NEAREST), min(len(columns), at + _NEAREST + 1))
    return {
        one
        for one in near
        if len(columns[one].path) > len(own) > 0
        and columns[one].path[: len(own)] == own
        and columns[one].cells[0] == columns[at].cells[0]
        and _order(columns[one]) is not None
    }


def _order(column: ColumnMeaning) -> int | None:
    return column.period.subperiod if column.period is not None else None
