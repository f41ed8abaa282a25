"""What the figures of a table are where its heads print nothing but years: assumed from what stands beside them, and said so.

Years over the figures of indicators are those of their targets where no head and no title speaks of anything else; amounts of money
beside names of programmes are their budgets. Such values are unproven, unless a target's years lie in the document's planning period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.figures.sorts import text_is_amount
from normalize.repair import fold
from normalize.words.heads import head_to_term
from normalize.words.measures import title_to_measures
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, ColumnRole, LogicalTable
from schemas.observation import TIMELESS_MEASURES, Measure

_INDICATORS: frozenset[ColumnRole] = frozenset({"indicator", "objective_indicator", "goal_indicator"})
_NAMES: frozenset[ColumnRole] = frozenset({"program", "activity", "sub_activity", "activity_or_sub", "plan_item"})
_DIGITS = re.compile(r"[0-9]+")
_MOSTLY = 0.7


def columns_to_assumed(
    table: LogicalTable, columns: Sequence[ColumnMeaning], title: str, planning: tuple[int, int] | None
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns with a measure where only years head them, and one finding that says which was assumed.

    Unchanged where heads name the measures of some columns, or the title names several. `planning` is the document's period.
    """
    bare = [column for column in columns if _is_bare(column)]
    told = {column.measure for column in columns if column.role == "value" and column not in bare} - TIMELESS_MEASURES
    if not bare or told or title_to_measures(title):
        return tuple(columns), ()
    measure, evidence = _measure(table, columns, bare)
    if measure is None:
        return tuple(columns), ()
    planned = measure == "target" and planning is not None and planning[0] < planning[1]
    settled = tuple(
        replace(column, measure=measure, proven=column.proven and planned and _is_within(column, planning))
        if column in bare
        else column
        for column in columns
    )
    heads = " ".join(column.path[-1] for column in bare)
    fields = (("measure", measure), ("heads", heads))
    return settled, (Finding("measure-assumed", table=table.number, evidence=evidence, fields=fields),)


def _is_bare(column: ColumnMeaning) -> bool:
    """True for a value column whose heads are years and words that name no measure."""
    if column.role != "value" or column.measure != "other" or column.parts:
        return False
    dated = column.period is not None and column.period.year is not None
    terms = [head_to_term(_DIGITS.sub("", head)) for head in column.path]
    return dated and not any(term is not None and term.measure for term in terms)


def _measure(
    table: LogicalTable, columns: Sequence[ColumnMeaning], bare: Sequence[ColumnMeaning]
) -> tuple[Measure | None, str]:
    roles = {column.role for column in columns}
    texts = [
        fold(cell.text)
        for item in table.body
        if item.role == "data"
        for column in bare
        if (cell := item.row.anchor(column.column)) is not None and not cell.blank and cell.shape != "nil"
    ]
    amounts = sum(map(text_is_amount, texts))
    if roles & _NAMES and texts and amounts >= _MOSTLY * len(texts) and "unit" not in roles:
        return "budget", "amounts of money beside names of a plan"
    if roles & _INDICATORS or (roles & (_NAMES - {"plan_item"}) and "unit" in roles):
        return "target", "figures of indicators, and no head or title says that they were reached"
    return None, ""


def _is_within(column: ColumnMeaning, planning: tuple[int, int] | None) -> bool:
    year = column.period.year if column.period is not None else None
    return planning is not None and year is not None and planning[0] <= year <= planning[1]
