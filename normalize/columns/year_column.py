"""Columns that date the rows: headed "Tahun", "Triwulan" or the like and nothing else, every printed cell a year or a quarter.

Alone such a column dates the whole row, below a head over several columns those beside it there:

    Indicator    | Baseline     | Target
                 | Year | Value | Year | Value
    Water points | 2020 |   61  | 2026 |   80        61 in 2020, 80 in 2026

and where it is headed with their name, "Baseline year", the column "Baseline".

A year of purchase, of birth or of construction is data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

from normalize.repair import fold
from normalize.text.look import text_to_shape
from normalize.words.heads import squash
from normalize.words.periods import WRITTEN, text_to_period_shape
from schemas.lexicon import lexicon
from schemas.logical import LogicalTable
from schemas.observation import Period

_COLUMN_HEADS = lexicon().named("periods.column_heads")
PARTS = {
    head: WRITTEN.get(kind, "") for kind in ("quarter", "semester", "month", "any") for head in _COLUMN_HEADS.get(kind, ())
}
_BARE = re.compile(r"^(?:[1-4]|I|II|III|IV)$")
_SHORTEST_WORD = 4  # letters: "ta" is a word for years alone, and a part of "target"
_YEAR_HEADS = tuple(word for word in sorted(_COLUMN_HEADS.get("year", ()), key=len) if len(word) >= _SHORTEST_WORD)
_HEADS = frozenset((*_COLUMN_HEADS.get("year", ()), *_COLUMN_HEADS.get("any", ())))


@dataclass(frozen=True, slots=True)
class Dating:
    """A column that dates others: `dated` are theirs (from 0), all others of the table where it is `whole`."""

    column: int
    dated: frozenset[int]
    whole: bool


def table_to_dating(table: LogicalTable, *, parts: bool = True) -> tuple[Dating, ...]:
    """The columns whose cells date the rows, from left to right; none where there is none, or where two would date the same column.
    `parts`: quarters and months count too."""
    found = [_to_dating(table, column) for column in range(table.columns) if _is_dating(table, column, parts)]
    if any(a.dated & b.dated or a.whole or b.whole for a, b in combinations(found, 2)):
        return ()
    return tuple(found)


def _is_dating(table: LogicalTable, column: int, parts: bool) -> bool:
    heads = _own_heads(table, column)
    texts = [
        fold(cell.text)
        for item in table.body
        if item.role == "data" and (cell := item.row.anchor(column)) is not None and not cell.blank
    ]
    if not heads or not texts:
        return False
    if (heads <= _HEADS or _named_with(table, column)) and all(text_to_shape(text) == "year" for text in texts):
        return True
    return parts and heads <= PARTS.keys() and all(to_part(text, PARTS[min(heads)]) is not None for text in texts)


def _own_heads(table: LogicalTable, column: int) -> set[str]:
    """The labels, squashed, that head the column alone."""
    cells = [row.anchor(column) for row in table.header]
    return {squash(cell.text) for cell in cells if cell is not None and cell.column_span == 1} - {""}


def _named_with(table: LogicalTable, column: int) -> frozenset[int]:
    """The columns whose name heads this one together with a word for years: "Baseline" beside "Baseline year"."""
    names = {
        head.removeprefix(word) if head.startswith(word) else head.removesuffix(word)
        for head in _own_heads(table, column) - _HEADS
        for word in _YEAR_HEADS
        if head.startswith(word) or head.endswith(word)
    }
    if len(names) != 1:
        return frozenset()
    name = names.pop()
    return frozenset(
        other
        for other in range(table.columns)
        if other != column and any(head.startswith(name) for head in _own_heads(table, other))
    )


def _to_dating(table: LogicalTable, column: int) -> Dating:
    """What the column dates: those it is named with, the others below the narrowest head over it and others, or the whole row."""
    if named := _named_with(table, column):
        return Dating(column, named, whole=False)
    spanners = [
        cell
        for row in table.header
        if (cell := row.slots[column]) is not None and not cell.blank and 1 < cell.column_span < table.columns
    ]
    if not spanners:
        return Dating(column, frozenset(range(table.columns)) - {column}, whole=True)
    over = min(spanners, key=lambda cell: cell.column_span)
    return Dating(column, frozenset(range(over.column, over.column + over.column_span)) - {column}, whole=False)


def to_part(text: str, prefix: str) -> Period | None:
    """The quarter, semester or month of a cell; a bare "II" is what its column counts."""
    shape = text_to_period_shape(f"{prefix}{text}" if _BARE.match(text) else text)
    return Period(shape.kind, shape.year, shape.subperiod) if shape is not None and shape.subperiod is not None else None
