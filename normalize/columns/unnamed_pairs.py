"""Columns whose every cell prints a figure and an amount of money ("80% / Rp 1.250.000.000") though no head names the two.

The cells say it themselves: "Rp" stands before one of two values in all of them, or a percentage behind each amount
("198.871.147,00 (91,65%)").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.columns.meaning import virtual_parts
from normalize.text.several_values import raw_to_parts
from normalize.words.measures import MONEY
from normalize.words.money import text_to_currency
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import Measure

_NIL = re.compile(r"^\s*+[-–—]*+\s*+$")
_AMOUNTS: dict[Measure | None, Measure] = {"realization": "budget_realization", "final": "final_budget"}


def columns_to_packed(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns with `parts` where all their cells hold a figure and an amount, and a finding for each."""
    found: list[ColumnMeaning] = []
    findings: list[Finding] = []
    for column in columns:
        may_hold = column.role == "value" and not column.parts and column.measure != "achievement"
        if may_hold and column.measure in MONEY and _all_hold(table, column, _shares(column)):
            found.append(replace(column, parts=virtual_parts(table.columns, _shares(column))))
        elif may_hold and _all_hold(table, column, parts := _parts(column)):
            found.append(replace(parts[0], parts=virtual_parts(table.columns, parts)))
            head = " › ".join(column.path)
            findings.append(Finding("cells-shared-unnamed", table=table.number, fields=(("head", head),)))
        else:
            found.append(column)
    return tuple(found), tuple(findings)


def _parts(column: ColumnMeaning) -> tuple[ColumnMeaning, ColumnMeaning]:
    """The figure, a target unless the head says otherwise, and its money."""
    told = column.measure not in MONEY | {"other"}
    figure: Measure | None = column.measure if told else "target"
    first = replace(column, measure=figure, unit=None, scale=1.0, proven=column.proven and told)
    return first, replace(column, measure=_AMOUNTS.get(figure, "budget"), unit="Rp")


def _shares(column: ColumnMeaning) -> tuple[ColumnMeaning, ColumnMeaning]:
    """The amount, and of what was spent the share of the budget, of other money some percentage."""
    share: Measure = "achievement" if column.measure == "budget_realization" else "other"
    return column, replace(column, measure=share, unit="%", scale=1.0)


def _all_hold(table: LogicalTable, column: ColumnMeaning, parts: Sequence[ColumnMeaning]) -> bool:
    rows = [item.row for item in table.body if item.role in {"data", "total"}]
    texts = [cell.text for row in rows if (cell := row.anchor(column.column)) is not None and not _NIL.match(cell.text)]
    return bool(texts) and all(_holds_both(text, parts) for text in texts)


def _holds_both(text: str, parts: Sequence[ColumnMeaning]) -> bool:
    shared = parts[1].unit == "%"
    pieces = raw_to_parts(text, parts) if shared or text_to_currency(text) is not None else None
    return pieces is not None and all(piece.strip() for piece in pieces) and any(c.isdigit() for c in pieces[0])
