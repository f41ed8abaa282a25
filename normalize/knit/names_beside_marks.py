"""Names that stand over two columns, where the names below them are set in with a list mark in the first of the two.

Program dan Kegiatan       | 2021           Program dan Kegiatan       | 2021
Program Pasar              | 90      is          | Program Pasar       | 90
a | Pembangunan kios       | 50             a    | Pembangunan kios    | 50
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.repair import fold
from normalize.text.look import text_to_shape
from schemas.logical import GridRow, RoledRow

_MARK = re.compile(r"\(?(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]?")
_FEWEST = 2


def rows_with_names_beside_marks(header: Sequence[GridRow], body: Sequence[RoledRow]) -> tuple[RoledRow, ...]:
    """The rows with the wide names in the column of those that have a mark; the rows as they are where a head does not span both columns,
    or anything but marks stands in the first."""
    spans = {(cell.column, cell.column_span) for row in header for cell in row.printed}
    for column in sorted(first for first, span in spans if span == 2):
        if not any(start == column and span == 1 for start, span in spans) and _holds_marks(body, column):
            body = [replace(item, row=_moved(item.row, column)) for item in body]
    return tuple(body)


def _holds_marks(body: Sequence[RoledRow], column: int) -> bool:
    """True where the column prints list marks with words right of them, and wide texts over both columns."""
    marks = wide = 0
    for item in body:
        cell = item.row.anchor(column)
        if cell is None or cell.blank:
            continue
        beside = item.row.anchor(column + 1)
        if cell.column_span > 1:
            wide += cell.column_span == 2
        elif _MARK.fullmatch(fold(cell.text)) and beside is not None and text_to_shape(beside.text) == "text":
            marks += 1
        else:
            return False
    return marks >= _FEWEST and wide > 0


def _moved(row: GridRow, column: int) -> GridRow:
    cell = row.slots[column]
    if cell is None or cell.column != column or cell.column_span != 2:
        return row
    moved = replace(cell, column=column + 1, column_span=1)
    slots = (None if at == column else moved if at == column + 1 else slot for at, slot in enumerate(row.slots))
    return replace(row, slots=tuple(slots))
