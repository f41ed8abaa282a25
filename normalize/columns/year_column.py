"""The column that dates the rows: headed "Tahun", "Triwulan" or the like and nothing else, every printed cell a year or a quarter.

A year of purchase, of birth or of construction is data.
"""

from __future__ import annotations

import re

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
_HEADS = frozenset((*_COLUMN_HEADS.get("year", ()), *_COLUMN_HEADS.get("any", ())))


def table_to_year_column(table: LogicalTable, *, parts: bool = True) -> int | None:
    """The column whose cells date the rows; None when there is none, or more than one. `parts`: quarters and months count too."""
    found = []
    for column in range(table.columns):
        heads = {
            squash(cell.text) for row in table.header if (cell := row.anchor(column)) is not None and cell.column_span == 1
        } - {""}
        texts = [
            fold(cell.text)
            for item in table.body
            if item.role == "data" and (cell := item.row.anchor(column)) is not None and not cell.blank
        ]
        if not heads or not texts:
            continue
        years = heads <= _HEADS and all(text_to_shape(text) == "year" for text in texts)
        if years or (parts and heads <= PARTS.keys() and all(to_part(text, PARTS[min(heads)]) is not None for text in texts)):
            found.append(column)
    return found[0] if len(found) == 1 else None


def to_part(text: str, prefix: str) -> Period | None:
    """The quarter, semester or month of a cell; a bare "II" is what its column counts."""
    shape = text_to_period_shape(f"{prefix}{text}" if _BARE.match(text) else text)
    return Period(shape.kind, shape.year, shape.subperiod) if shape is not None and shape.subperiod is not None else None
