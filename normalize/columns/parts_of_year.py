"""Quarters or months without a measure beside the figure of the year: its parts, or what was reached of it.

Target | I  | II | III | IV
    40 | 10 | 10 |  10 | 10      they add up to the target, or lead to it (20, 40, 60, 80 of 80): parts of the target
Target | Q1   | Q2   | Q3   | Q4
   45% | 44.2 | 43.1 | 45.6 | 46      they do not, and the title is a scorecard's: what was reached
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.columns.quotients import ColumnFigures
from normalize.words.heads import head_to_term
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import Measure

_PLAN = re.compile(lexicon().either("titles.plan_of_action"), re.IGNORECASE)
_PROGRESS = re.compile(lexicon().either("titles.progress"), re.IGNORECASE)
_WHOLES: frozenset[Measure | None] = frozenset({"target", "budget"})
_FEWEST_PARTS = 2
_FEWEST_ROWS = 2
_MOSTLY = 0.8
_ROUNDING = Decimal("0.011")


@dataclass(frozen=True, slots=True)
class _Kept:
    """In how many of the rows that tell the parts make the whole."""

    rows: int
    compared: int

    @property
    def mostly(self) -> bool:
        return self.rows >= _FEWEST_ROWS and self.rows >= _MOSTLY * self.compared

    @property
    def hardly(self) -> bool:
        return self.compared >= _FEWEST_ROWS and self.rows <= (1 - _MOSTLY) * self.compared


def columns_to_parts_of_year(
    table: LogicalTable, columns: Sequence[ColumnMeaning], title: str
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns, those of quarters or months that no word gives a measure with that of the nearest figure of the year left of them that
    they make, or as what was reached of it, and one finding that says which. Unchanged where neither the figures nor the title tell, or
    where they disagree."""
    group = _bare_parts(columns)
    wholes = [column for column in reversed(columns[: group[0].column]) if _is_whole(column)] if group else []
    found = [(whole, _compare(table, whole.column, [column.column for column in group])) for whole in wholes]
    found = [(whole, kept) for whole, kept in found if kept.mostly] or [one for one in found if one[0].measure == "target"]
    if not found:
        return tuple(columns), ()
    whole, kept = found[0]
    measure = _measure(columns, whole, title, kept)
    if measure is None:
        return tuple(columns), ()
    evidence = f"in {kept.rows} of {kept.compared} rows they add up or lead to '{' › '.join(whole.path)}'"
    fields = (("measure", measure), ("heads", " ".join(column.path[-1] for column in group)))
    settled = tuple(
        replace(
            column, measure=measure, unit=column.unit or whole.unit, scale=whole.scale if column.scale == 1 else column.scale
        )
        if column in group
        else column
        for column in columns
    )
    return settled, (Finding("parts-of-year", group[0].cells[-1], table.number, evidence=evidence, fields=fields),)


def _bare_parts(columns: Sequence[ColumnMeaning]) -> list[ColumnMeaning]:
    """The run of columns of quarters or months without a measure; empty where there are several runs, or one column alone."""
    bare = [column for column in columns if _is_bare(column)]
    at = [column.column for column in bare]
    if (
        len(bare) < _FEWEST_PARTS
        or at != list(range(at[0], at[0] + len(at)))
        or len({_subperiod(c) for c in bare}) < len(bare)
    ):
        return []
    return bare


def _is_whole(column: ColumnMeaning) -> bool:
    return column.role == "value" and column.measure in _WHOLES and not column.parts and _subperiod(column) is None


def _is_bare(column: ColumnMeaning) -> bool:
    if column.role != "value" or column.measure != "other" or column.parts or not column.cells or _subperiod(column) is None:
        return False
    terms = [head_to_term(head) for head in column.path]
    return not any(term is not None and term.measure for term in terms)


def _subperiod(column: ColumnMeaning) -> int | None:
    return column.period.subperiod if column.period is not None else None


def _compare(table: LogicalTable, whole: int, parts: Sequence[int]) -> _Kept:
    """Over the data rows with one figure for the year and two or more for its parts."""
    figures = ColumnFigures(table).by_column
    rows = compared = 0
    for row, total in enumerate(figures[whole]):
        printed = [figures[part][row] for part in parts if figures[part][row]]
        if len(total) != 1 or len(printed) < _FEWEST_PARTS or any(len(one) != 1 for one in printed):
            continue
        own = [one[0] for one in printed]
        adds = abs(sum(own) - total[0]) <= _ROUNDING * len(own)
        leads = own[-1] == total[0] and own == sorted(own)
        rows += adds or leads
        compared += 1
    return _Kept(rows, compared)


def _measure(columns: Sequence[ColumnMeaning], whole: ColumnMeaning, title: str, kept: _Kept) -> Measure | None:
    if kept.mostly:
        return whole.measure if not _PROGRESS.search(title) else None
    if _PLAN.search(title) and not kept.hardly:
        return whole.measure
    reached = any(column.measure == "realization" for column in columns)
    denied = kept.hardly or not kept.compared  # a bound (">= 75 %") is no sum of anything
    told = _PROGRESS.search(title) is not None or (reached and _PLAN.search(title) is None)
    if whole.measure == "target" and denied and told:
        return "realization"
    return None
