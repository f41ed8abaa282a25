"""Records dated by their own row: "Tahun | Target | Realisasi", a list of amounts each with its year, a baseline with the year of each;
quarters likewise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.columns.year_column import PARTS, Dating, table_to_dating, to_part
from normalize.repair import fold
from normalize.rows.records import Record
from normalize.rows.rejoin import TableRow, slot_to_raw
from normalize.words.heads import squash
from normalize.words.periods import text_to_period_shape
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import Period


def records_with_row_years(
    records: Sequence[Record], rows: Sequence[TableRow], table: LogicalTable
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records with the year of their own row for values whose head names none; unchanged without such a column."""
    datings = table_to_dating(table)
    if not datings or not records:
        return tuple(records), ()
    dated = tuple(records)
    for dating in datings:
        heads = [
            squash(cell.text) for row in table.header if (cell := row.anchor(dating.column)) is not None and not cell.blank
        ]
        prefix = PARTS.get(heads[-1], "") if heads else ""
        printed = {row.index: _row_to_period(row, dating.column, prefix) for row in rows}
        dated = tuple(_with_year(record, printed.get(record.row), dating) for record in dated)
    return dated, tuple(
        Finding("year-in-rows", table=table.number, fields=(("column", str(dating.column)),)) for dating in datings
    )


def _row_to_period(row: TableRow, column: int, prefix: str) -> Period | None:
    covering = row.covering[column]
    text = slot_to_raw(row.slots[column]) or (covering.text if covering is not None else "")
    if (part := to_part(fold(text), prefix)) is not None:
        return part
    shape = text_to_period_shape(text)
    return Period(shape.kind, shape.year) if shape is not None and shape.year is not None else None


def _with_year(record: Record, period: Period | None, dating: Dating) -> Record:
    if period is None:
        return record
    values = tuple(
        replace(slot, column=_dated(slot.column, period)) if _is_dated(slot.column, dating) else slot for slot in record.values
    )
    return replace(record, values=values)


def _is_dated(column: ColumnMeaning, dating: Dating) -> bool:
    """A year for the whole row is not that of the conditions at start and end of a plan; one that stands beside them is."""
    return column.measure not in {"baseline", "final"} if dating.whole else column.column in dating.dated


def _dated(column: ColumnMeaning, period: Period) -> ColumnMeaning:
    own = column.period or Period("none")
    if period.subperiod is not None:
        return replace(column, period=replace(period, year=period.year or own.year)) if own.subperiod is None else column
    if own.year is not None:
        return column
    return replace(column, period=replace(own, year=period.year) if own.subperiod is not None else period)
