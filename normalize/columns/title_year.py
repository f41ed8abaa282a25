"""The year of columns whose heads name none, from the texts over the table."""

from __future__ import annotations

import re
from dataclasses import replace

from normalize.columns.title_texts import TitleYear
from normalize.columns.year_column import table_to_dating
from normalize.words.heads import head_to_term
from normalize.words.measures import MONEY
from normalize.words.periods import BUDGET_YEAR_WORD
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import TIMELESS_MEASURES, Measure, Period

_FORWARD = re.compile(lexicon().either("periods.forward"), re.IGNORECASE)
_BUDGET_YEAR = re.compile(rf"\b{BUDGET_YEAR_WORD}", re.IGNORECASE)
_TIMELESS: frozenset[Measure | None] = TIMELESS_MEASURES | {"other", None}


def columns_with_title_year(
    table: LogicalTable, columns: tuple[ColumnMeaning, ...], dated: bool, title: TitleYear
) -> tuple[tuple[ColumnMeaning, ...], list[Finding]]:
    """The columns with the title's year where no head names one, and a finding that says so, or that the year is open.

    In a table with years in its heads (`dated`) only quarters, semesters and months take one, and only where all agree, or where the
    title names one of them; the others too where the title names the one year that its heads print, and amounts of money of which
    none is dated where the title names the year of a budget. Conditions at start and end of a plan never take a year from a title.
    """
    asking = [column.column for column in columns if _asks(column, dated=False)]
    if not asking or any(dating.whole for dating in table_to_dating(table, parts=False)):
        return columns, []
    printed = {column.period.year for column in columns if column.period is not None and column.period.year is not None}
    year = title.period
    text, own = title.text, title.own
    agreed = dated and own and year is not None and {year.year} == printed
    if dated and not agreed:
        if own and (money := _undated_money(columns, title)):
            return _with_budget_year(table, columns, money, title)
        asking = [column.column for column in columns if _asks(column, dated)]
        if not asking:
            return columns, []
        beside = (
            year is not None and len(printed) > 1 and year.year in printed
        )  # others are the end of the plan, or the year before
        if not beside and (len(printed) != 1 or (year is not None and own and {year.year} != printed)):
            year = None
        elif not beside and (year is None or not own):
            year, text, own = Period("year", next(iter(printed))), "another head of the table", False
    if year is None or year.year is None:
        shown = text or "no text above names one"
        return columns, [Finding("year-open", table=table.number, fields=(("text", shown),))]
    ahead = Period("year", title.forward or year.year + 1)
    filled = tuple(
        column
        if column.column not in asking
        else _filled(column, ahead, own and title.forward is not None)
        if any(_FORWARD.search(head) for head in column.path)
        else _filled(column, year, own)
        for column in columns
    )
    fields = (("year", str(year.year)), ("text", text))
    return filled, [Finding("year-from-title", table=table.number, evidence=f"'{text}'", fields=fields)]


def _undated_money(columns: tuple[ColumnMeaning, ...], title: TitleYear) -> list[int]:
    """The columns of money where no head dates one of them, below a title that speaks of the year of a budget; else none."""
    money = [column for column in columns if column.measure in MONEY - _TIMELESS and not column.parts]
    undated = [column.column for column in money if _asks(column, dated=False)]
    speaks = title.period is not None and title.period.year is not None and _BUDGET_YEAR.search(title.text) is not None
    return undated if speaks and len(undated) == len(money) else []


def _with_budget_year(
    table: LogicalTable, columns: tuple[ColumnMeaning, ...], money: list[int], title: TitleYear
) -> tuple[tuple[ColumnMeaning, ...], list[Finding]]:
    year = title.period or Period("none")
    filled = tuple(_filled(column, year, own=False) if column.column in money else column for column in columns)
    fields = (("year", str(year.year)), ("text", title.text))
    return filled, [Finding("year-from-title", table=table.number, evidence=f"'{title.text}'", fields=fields)]


def _asks(column: ColumnMeaning, dated: bool) -> bool:
    if column.role != "value" or column.period is None or column.period.year is not None:
        return False
    if column.parts:
        return not dated and any(part.measure not in _TIMELESS for part in column.parts)
    if column.period.subperiod is not None:
        return True
    return not dated and (column.measure not in _TIMELESS or _is_left_over(column))


def _is_left_over(column: ColumnMeaning) -> bool:
    """Does the column hold what is left of amounts, or how they differ? It is of their year."""
    terms = [head_to_term(head) for head in column.path[-1:]]
    return column.measure == "other" and any(
        term is not None and term.measure == "other" and not term.titled for term in terms
    )


def _filled(column: ColumnMeaning, year: Period, own: bool) -> ColumnMeaning:
    period = column.period
    period = replace(period, year=year.year) if period is not None and period.subperiod is not None else year
    parts = tuple(
        part if part.measure in _TIMELESS or part.period is None or part.period.year is not None else _filled(part, year, own)
        for part in column.parts
    )
    keep = column.measure in _TIMELESS and not _is_left_over(column)
    keep &= column.period is None or column.period.subperiod is None
    return replace(column, period=column.period if keep else period, proven=column.proven and own, parts=parts)
