"""Years that stand in the rows: "Tahun | Target | Realisasi", or a list of amounts each with its year; quarters likewise.

Only a column headed "Tahun", "Triwulan" or the like and nothing else, of which every printed cell is a year or a quarter, dates its rows; a
year of purchase, of birth or of construction is data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.repair import fold
from normalize.rows.records import Record
from normalize.rows.rejoin import TableRow, slot_to_raw
from normalize.text.look import text_to_shape
from normalize.words.heads import squash
from normalize.words.periods import WRITTEN, text_to_period_shape
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import Period

_COLUMN_HEADS = lexicon().named("periods.column_heads")
_PARTS = {
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
        if years or (
            parts and heads <= _PARTS.keys() and all(_to_part(text, _PARTS[min(heads)]) is not None for text in texts)
        ):
            found.append(column)
    return found[0] if len(found) == 1 else None


def _to_part(text: str, prefix: str) -> Period | None:
    """The quarter, semester or month of a cell; a bare "II" is what its column counts."""
    shape = text_to_period_shape(f"{prefix}{text}" if _BARE.match(text) else text)
    return Period(shape.kind, shape.year, shape.subperiod) if shape is not None and shape.subperiod is not None else None


def records_with_row_years(
    records: Sequence[Record], rows: Sequence[TableRow], table: LogicalTable
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records with the year of their own row for values whose head names none; unchanged without such a column."""
    column = table_to_year_column(table)
    if column is None or not records:
        return tuple(records), ()
    heads = [squash(cell.text) for row in table.header if (cell := row.anchor(column)) is not None and not cell.blank]
    printed = {row.index: _row_to_period(row, column, _PARTS.get(heads[0], "") if heads else "") for row in rows}
    dated = tuple(_with_year(record, printed.get(record.row)) for record in records)
    fields = (("column", str(column)),)
    return dated, (Finding("year-in-rows", table=table.number, fields=fields),)


def _row_to_period(row: TableRow, column: int, prefix: str) -> Period | None:
    covering = row.covering[column]
    text = slot_to_raw(row.slots[column]) or (covering.text if covering is not None else "")
    if (part := _to_part(fold(text), prefix)) is not None:
        return part
    shape = text_to_period_shape(text)
    return Period(shape.kind, shape.year) if shape is not None and shape.year is not None else None


def _with_year(record: Record, period: Period | None) -> Record:
    if period is None:
        return record
    values = tuple(
        replace(slot, column=_dated(slot.column, period)) if slot.column.measure not in {"baseline", "final"} else slot
        for slot in record.values
    )
    return replace(record, values=values)


def _dated(column: ColumnMeaning, period: Period) -> ColumnMeaning:
    own = column.period or Period("none")
    if period.subperiod is not None:
        return replace(column, period=replace(period, year=period.year or own.year)) if own.subperiod is None else column
    if own.year is not None:
        return column
    return replace(column, period=replace(own, year=period.year) if own.subperiod is not None else period)
