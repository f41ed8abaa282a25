"""From value cells to readings: hands the table's cells to the joint number reading, and keeps which answer belongs where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalize.number_types import NumberCell, SumRelation, ValueReading
from normalize.numbers import cells_to_readings
from normalize.records import Record, ValueSlot
from normalize.text import Lexicon

_NARROW_DIGIT, _WIDE_DIGIT = 0.5, 0.6
_CELL_MARGIN = 5.4


@dataclass(frozen=True, slots=True)
class ValueCell:
    """One value of one record: the slot, its place (record index, value column) and the index used in number reading."""

    index: int
    record: int
    slot: ValueSlot


@dataclass(frozen=True, slots=True)
class ValueGrid:
    """All value cells of one table. `at[(record, column)]` finds one."""

    cells: tuple[ValueCell, ...]
    at: dict[tuple[int, int], ValueCell]


def records_to_grid(records: Sequence[Record]) -> ValueGrid:
    """Every value slot that has a source cell; slots covered by a merged cell from above have none and stay out."""
    cells: list[ValueCell] = []
    for position, record in enumerate(records):
        for slot in record.values:
            if slot.cells:
                cells.append(ValueCell(len(cells), position, slot))
    return ValueGrid(tuple(cells), {(cell.record, cell.slot.column.column): cell for cell in cells})


def grid_to_readings(
    grid: ValueGrid, records: Sequence[Record], sums: Sequence[SumRelation], lexicon: Lexicon
) -> tuple[ValueReading, ...]:
    """The joint reading of the table's values, in the order of `grid.cells`."""
    return cells_to_readings([_number_cell(cell, records[cell.record]) for cell in grid.cells], sums, lexicon)


def _number_cell(cell: ValueCell, record: Record) -> NumberCell:
    unit = record.labels.get("unit")
    column = cell.slot.column
    return NumberCell(
        index=cell.index,
        text=cell.slot.raw,
        row=record.row,
        column=column.column,
        measure=column.measure,
        unit=column.unit or (unit.text if unit is not None else None),
        series=(record.row, column.measure, column.revision),
        scale=Decimal(str(column.scale)),
        wrapped=slot_to_wrapped(cell.slot),
    )


def slot_to_wrapped(slot: ValueSlot) -> bool | None:
    """Whether the first line break of a number was forced: True when one more digit had no room in the line, False when the whole
    next line would have had, None without geometry, without a break, or in between.

    Digits are 0.5 to 0.56 em wide in the usual typefaces; word processors leave 0 to 5.4 points beside the text of a cell.
    """
    if len(slot.cells) != 1 or "\n" not in slot.raw:
        return None
    cell = slot.cells[0].cell
    if cell.box is None or not cell.style.size:
        return None
    first, following = (line.strip() for line in slot.raw.split("\n")[:2])
    word = following.split(" ")[0]
    if (len(first) + 1) * _NARROW_DIGIT * cell.style.size > cell.box.width - 2 * _CELL_MARGIN:
        return True
    if (len(first) + len(word)) * _WIDE_DIGIT * cell.style.size < cell.box.width - 2 * _CELL_MARGIN:
        return False
    return None


def reading_to_options(reading: ValueReading) -> frozenset[Decimal] | None:
    """The numbers that a cell may print: its value, or every candidate of an open one; None for no number."""
    if reading.value is not None and reading.status == "number":
        return frozenset({reading.value})
    options = frozenset(candidate.value * reading.scale for candidate in reading.candidates if candidate.value is not None)
    return options or None
