"""From value cells to readings: hands the table's cells to the joint number reading, and keeps which answer belongs where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from normalize.figures.numerals import Convention
from normalize.numbers.read import DocumentVotes, cells_to_readings
from normalize.numbers.seen import cells_to_recognised
from normalize.numbers.types import NumberCell, SumRelation, ValueReading
from normalize.rows.records import Label, Record, ValueSlot, record_to_indicator
from normalize.text.mend import DocumentWords
from normalize.text.widths import ColumnCell, column_to_wrapped
from normalize.words.heads import squash
from normalize.words.measures import MONEY
from normalize.words.quantities import indicator_to_unit
from schemas.finding import Finding
from schemas.logical import LogicalTable
from schemas.provenance import CellRef, FragmentRef
from schemas.table import Cell

_LEAST_LETTERS = 12  # of an indicator: shorter ones are too common to be a row's name


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


@dataclass(frozen=True, slots=True)
class Wording:
    """What the document says about its words and numbers: `heads` are the raw header texts of each column, `conventions` how a person says
    that a printed column separates its digits."""

    lexicon: DocumentWords
    votes: DocumentVotes
    heads: Mapping[int, Sequence[str]]
    conventions: Mapping[int, Convention] = field(default_factory=dict)


def records_to_grid(records: Sequence[Record]) -> ValueGrid:
    """Every value slot that has a source cell; slots covered by a merged cell from above have none and stay out."""
    cells: list[ValueCell] = []
    for position, record in enumerate(records):
        for slot in record.values:
            if slot.cells:
                cells.append(ValueCell(len(cells), position, slot))
    return ValueGrid(tuple(cells), {(cell.record, cell.slot.column.column): cell for cell in cells})


def grid_to_places(grid: ValueGrid) -> list[str]:
    """The name of each value: its cell, and "#2" for the second value of a cell that holds several."""
    counts = Counter((cell.record, cell.slot.cells[0].ref) for cell in grid.cells)
    seen: Counter[tuple[int, CellRef]] = Counter()
    places = []
    for cell in grid.cells:
        key = (cell.record, cell.slot.cells[0].ref)
        seen[key] += 1
        places.append(f"{key[1]}#{seen[key]}" if counts[key] > 1 else str(key[1]))
    return places


def grid_to_readings(
    grid: ValueGrid, records: Sequence[Record], sums: Sequence[SumRelation], words: Wording
) -> tuple[ValueReading, ...]:
    """The joint reading of the table's values, in the order of `grid.cells`."""
    wrapped = _grid_to_wrapped(grid, words.heads)
    twins = _records_to_twins(records)
    named = {at: (record.labels.get("unit"), record_to_indicator(record)) for at, record in enumerate(records)}
    cells = [
        _number_cell(cell, records[cell.record].row, named[cell.record], wrapped.get(cell.index), twins.get(cell.record))
        for cell in grid.cells
    ]
    if words.conventions:
        said = [words.conventions.get(cell.slot.cells[0].column) for cell in grid.cells]
        cells = [replace(cell, convention=one) for cell, one in zip(cells, said, strict=True)]
    readings = cells_to_readings(cells, sums, words.lexicon, words.votes)
    return tuple(_opened(reading) if cell.slot.open else reading for cell, reading in zip(grid.cells, readings, strict=True))


def _opened(reading: ValueReading) -> ValueReading:
    """Several values that could not be told apart are no value."""
    return replace(
        reading, status="ambiguous", value=None, low=None, high=None, comparator=None, category=None, confidence="unproven",
        repairs=(), notes=(),
    )  # fmt: skip


def _records_to_twins(records: Sequence[Record]) -> dict[int, Hashable]:
    """Record index -> what names its row, for rows that are printed more than once with all their labels."""
    keys: dict[Hashable, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        name = record_to_indicator(record)
        if name is not None and len(squash(name.text)) >= _LEAST_LETTERS:
            labels = tuple(sorted((role, squash(label.text)) for role, label in record.labels.items()))
            bands = tuple(squash(band.text) for band in record.bands)
            keys[labels, bands, record.code.text if record.code is not None else ""].append(at)
    return {at: key for key, members in keys.items() if len(members) > 1 for at in members}


def _number_cell(
    cell: ValueCell, row: int, named: tuple[Label | None, Label | None], wrapped: bool | None, row_twin: Hashable
) -> NumberCell:
    """`named` are the unit and the indicator that the cell's record prints."""
    unit, name = named
    column = cell.slot.column
    printed = column.unit or (unit.text if unit is not None else None)
    return NumberCell(
        index=cell.index,
        text=cell.slot.raw,
        row=row,
        column=column.column,
        measure=column.measure,
        unit=printed or (indicator_to_unit(name.text) if name is not None and column.measure not in MONEY else None),
        series=(row, column.measure, column.revision),
        scale=Decimal(str(column.scale)),
        wrapped=wrapped,
        stored=cell.slot.cells[0].cell.stored if len(cell.slot.cells) == 1 else None,
        recognised=cells_to_recognised([place.cell.recognised for place in cell.slot.cells if not place.blank]),
        twin=(row_twin, column.column) if row_twin is not None else None,
    )


def table_to_heads(table: LogicalTable) -> dict[int, tuple[str, ...]]:
    """The raw header texts over each column: a year that is broken there shows how narrow the column is."""
    return {
        column: tuple(cell.text for row in table.header if (cell := row.slots[column]) is not None)
        for column in range(table.columns)
    }


def _grid_to_wrapped(grid: ValueGrid, heads: Mapping[int, Sequence[str]]) -> dict[int, bool | None]:
    """What geometry says about white space between digits, by cell index; nothing for values cut over pages."""
    columns: dict[int, list[ValueCell]] = defaultdict(list)
    for cell in grid.cells:
        if len(cell.slot.cells) == 1:
            columns[cell.slot.column.column].append(cell)
    found: dict[int, bool | None] = {}
    for column, members in columns.items():
        lines = [_column_cell(member.slot.cells[0].cell) for member in members]
        found |= zip([member.index for member in members], column_to_wrapped(lines, heads.get(column, ())), strict=True)
    return found


def _column_cell(cell: Cell) -> ColumnCell:
    return ColumnCell(cell.text, None if cell.box is None else cell.box.width, cell.style.size)


def reading_to_options(reading: ValueReading) -> frozenset[Decimal] | None:
    """The numbers that a cell may print: its value, or every candidate of an open one; None for no number."""
    if reading.value is not None and reading.status == "number":
        return frozenset({reading.value})
    options = frozenset(candidate.value * reading.scale for candidate in reading.candidates if candidate.value is not None)
    return options or None


def grid_to_merged(grid: ValueGrid, records: Sequence[Record], table: int) -> tuple[Finding, ...]:
    """One finding per printed value cell that covers the rows of several records: it is published once, for the first of them."""
    starts: dict[FragmentRef, list[int]] = defaultdict(list)
    for record in records:
        own = [ref for label in record.labels.values() if not label.inherited for ref in label.cells]
        for ref in {ref.fragment: ref for ref in reversed(own)}.values():
            starts[ref.fragment].append(ref.row)
    findings = []
    for cell in grid.cells:
        place = cell.slot.cells[0]
        if place.cell.row_span < 2 or place.blank:
            continue
        covered = range(place.cell.row, place.cell.row + place.cell.row_span)
        rows = sum(row in covered for row in starts[place.ref.fragment])
        if rows > 1:
            findings.append(Finding("value-merged", cell=place.ref, table=table, fields=(("rows", str(rows)),)))
    return tuple(findings)
