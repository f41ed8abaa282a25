"""Columns that print nothing but the units of the figures on their left, under the same head.

Target 2024       two columns of one head:   85 | %      the second is the unit of the first,
                                              4 | Dok     not a second target
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from normalize.repair import fold
from normalize.words.quantities import MEASURED_UNITS, unit_is_bounded, unit_is_counted, unit_is_money, unit_is_percent
from schemas.logical import ColumnMeaning, LogicalTable

_DIGIT = re.compile(r"\d")


def columns_with_units_beside(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> tuple[ColumnMeaning, ...]:
    """The same columns; of two value columns under the very same heads the right one is the unit where it prints units alone and the left
    one prints figures."""
    settled = list(columns)
    for left, column in pairwise(columns):
        values = left.role == column.role == "value" and not column.parts
        if not values or not column.cells or column.cells != left.cells:
            continue
        texts = column_to_texts(table, column.column)
        worded = bool(texts) and all(text_is_unit(text) and not _DIGIT.search(text) for text in texts)
        if worded and any(_DIGIT.search(text) for text in column_to_texts(table, left.column)):
            settled[column.column] = replace(column, role="unit", measure=None, period=None, revision=None, scale=1.0)
    return tuple(settled)


def column_to_texts(table: LogicalTable, column: int) -> list[str]:
    """What the rows of data print in the column, top to bottom, without blanks."""
    rows = [item.row for item in table.body if item.role == "data"]
    return [fold(cell.text) for row in rows if (cell := row.anchor(column)) is not None and not cell.blank]


def text_is_unit(text: str) -> bool:
    """True for a known unit: what is counted, a percentage, money, an index, a physical quantity."""
    known = (unit_is_counted, unit_is_percent, unit_is_money, unit_is_bounded)
    return any(test(text) for test in known) or text.casefold().split(" ")[0] in MEASURED_UNITS
