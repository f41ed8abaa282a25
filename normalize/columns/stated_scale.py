"""Statements of scale outside the table: "(dalam ribuan rupiah)", "Amounts in Thousands", "Rp juta" in a title or a page head.

They speak of money. A column of targets under such a title keeps its figures as printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize.repair import fold
from normalize.words.heads import head_to_term
from normalize.words.measures import MONEY
from normalize.words.money import text_to_currency, text_to_stated_scale
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.table import Fragment, TextBlock

_LONGEST = 160
_DIGITS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class ScaleStatement:
    """The words and the factor that they state; `page` from 1, 0 without pages."""

    text: str
    scale: float
    page: int = 0


def text_to_statement(text: str, page: int = 0) -> ScaleStatement | None:
    """The statement in a short text; None for prose and for texts without one."""
    folded = fold(text)
    scale = text_to_stated_scale(folded) if len(folded) <= _LONGEST else None
    return ScaleStatement(folded, scale, page) if scale is not None else None


def table_to_statement(table: LogicalTable, blocks: Sequence[TextBlock | Fragment]) -> ScaleStatement | None:
    """The statement that governs the table: in the head over its names ("£000", "Scheme (£m)"), else the nearest above it since the table
    before, else one on its page, above it or in the page's head or foot. None where nothing states a scale."""
    if (found := _heads_over_names_to_statement(table)) is not None:
        return found
    titles = [cell.text for row in table.titles for cell in row.printed]
    for text in (*reversed(titles), *(block.text for block in reversed(table.context))):
        if (found := text_to_statement(text)) is not None:
            return found
    first = table.fragments[0]
    for block in blocks:
        if isinstance(block, Fragment):
            if block.ref == first.ref:
                break
        elif block.page and block.page == first.ref.page and (found := text_to_statement(block.text, block.page)) is not None:
            return found
    furniture = (
        b for b in blocks if isinstance(b, TextBlock) and b.kind == "furniture" and b.page and b.page == first.ref.page
    )
    return next((found for block in furniture if (found := text_to_statement(block.text, block.page)) is not None), None)


def _heads_over_names_to_statement(table: LogicalTable) -> ScaleStatement | None:
    """What a head says whose column holds names: no figure stands below it, so the scale is that of the figures beside."""
    for cell in (cell for row in table.header for cell in row.printed):
        found = text_to_statement(cell.text) if cell.column_span == 1 else None
        if found is not None and _holds_names(table, cell.column):
            return found
    return None


def _holds_names(table: LogicalTable, column: int) -> bool:
    texts = [cell.text for row in table.body for cell in row.row.printed if cell.column == column]
    return 2 * sum(_LETTERS.search(text) is not None for text in texts) > len(texts) > 0


def columns_to_scaled(
    columns: Sequence[ColumnMeaning], statement: ScaleStatement | None, table: int
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns of money with the stated scale, unless their own head states one; a column whose heads name no measure is an amount
    where a scale of money is stated. Nothing changes without a statement."""
    if statement is None:
        return tuple(columns), ()
    alike = not any(column.role in {"unit", "indicator"} or column.measure == "target" for column in columns)
    scaled = tuple(_scaled(column, statement, alike=alike) for column in columns)
    if scaled == tuple(columns):
        return scaled, ()
    fields = (("scale", f"{statement.scale:g}"),)
    return scaled, (Finding("scale-stated", table=table, evidence=statement.text, fields=fields, page=statement.page),)


def _scaled(column: ColumnMeaning, statement: ScaleStatement, *, alike: bool) -> ColumnMeaning:
    """`alike`: no head of the table speaks of targets, indicators or units, so that all its figures but ratios are amounts."""
    named = any((term := head_to_term(_DIGITS.sub("", head))) is not None and term.measure == "other" for head in column.path)
    money = column.measure in MONEY or (column.measure == "other" and not named)
    if column.role != "value" or not (money or (alike and column.measure != "achievement")):
        return column
    unit = column.unit or text_to_currency(statement.text)
    return replace(
        column,
        scale=column.scale if column.scale != 1.0 else statement.scale,
        measure="budget" if money and column.measure == "other" else column.measure,
        unit=unit,
        parts=tuple(_scaled(part, statement, alike=alike) for part in column.parts),
    )
