"""What the row of an outer table names for a table that stands in one of its cells.

Program            | Indikator dan target
Program Pembibitan | [ Indikator | 2021 | 2022 ]      the rows of the inner table are those of "Program Pembibitan"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.context.plan import PLAN_FIELDS, PlanContext
from normalize.repair import fold
from normalize.words.key_values import KeyValue
from schemas.logical import ColumnMeaning, LogicalTable


def context_with_outer_row(
    context: PlanContext, table: LogicalTable, before: Sequence[tuple[LogicalTable, Sequence[ColumnMeaning]]]
) -> PlanContext:
    """The context with the names that stand in the outer row, before those in force; the context itself for a table that lies in no other.
    `before` are the tables read so far with their columns."""
    cell = table.fragments[0].nested_in
    if cell is None:
        return context
    for outer, columns in before:
        row = next((one.row for one in outer.body if (one.row.fragment, one.row.index) == (cell.fragment, cell.row)), None)
        if row is None:
            continue
        keys = []
        for field in PLAN_FIELDS:
            column = next((column.column for column in columns if column.role == field), None)
            placed = row.slots[column] if column is not None else None
            if column is not None and placed is not None and not placed.blank and placed.ref != cell:
                keys.append(KeyValue(field, fold(placed.text), fold(placed.text), cells=(cell, placed.ref)))
        named = {key.field for key in keys}
        return replace(context, keys=(*keys, *(key for key in context.keys if key.field not in named)))
    return context
