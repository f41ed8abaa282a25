"""The account of every source cell: exactly one role and one disposition each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from normalize.rows.rejoin import TableRow
from schemas.logical import ColumnMeaning, GridRow, LogicalTable, PlacedCell
from schemas.observation import CellRole, Disposition, LedgerCell, Observation
from schemas.provenance import CellRef

_OUTSIDE: dict[str, tuple[CellRole, Disposition]] = {
    "blank": ("blank", "blank"),
    "column_numbers": ("column_number", "used"),
    "repeated_header": ("repeated_header", "repeated"),
    "furniture": ("furniture", "furniture"),
}


def table_to_ledger(
    table: LogicalTable,
    columns: Sequence[ColumnMeaning],
    rows: Sequence[TableRow],
    observations: Sequence[Observation],
) -> tuple[LedgerCell, ...]:
    """One entry per cell of the table's fragments, sorted by reference.

    Tables without observations keep their roles, but what is printed in them counts as "not_planning".
    """
    entries: dict[CellRef, LedgerCell] = {}
    published = bool(observations)
    values = {observation.cell for observation in observations}
    label_uses = Counter(
        ref for observation in _one_per_row(observations) for _, cells in observation.label_cells for ref in cells
    )

    def book(cell: PlacedCell, role: CellRole, disposition: Disposition) -> None:
        if cell.blank and disposition not in {"used", "repeated"}:
            role, disposition = (role if role == "value" else "blank"), "blank"
        elif not published and disposition in {"used", "spread", "merged_into"}:
            disposition = "not_planning"
        entries[cell.ref] = LedgerCell(cell.ref, table.number, role, disposition)

    for cell in _anchors(table.titles):
        book(cell, "title", "blank" if cell.blank else "used")
    for cell in _anchors(table.header):
        book(cell, "column_label", "blank" if cell.blank else "spread" if cell.column_span > 1 else "used")
    for cell in table.head_tails:
        book(cell, "column_label", "merged_into")
    for cell in table.absorbed:
        book(cell, "row_label", "blank" if cell.blank else "merged_into")
    for item in table.outside:
        role, disposition = _OUTSIDE[item.role]
        for cell in item.row.anchors:
            book(cell, role, "blank" if cell.blank else disposition)
    for row in rows:
        for column, cells in enumerate(row.slots):
            for position, cell in enumerate(cells):
                role = _body_role(row, columns[column], cell)
                book(cell, role, _body_disposition(row, columns[column], cell, position, values, label_uses))
    for cell in _tail_blanks(table, entries):
        book(cell, "blank", "blank")
    return tuple(entries[ref] for ref in sorted(entries))


def _one_per_row(observations: Sequence[Observation]) -> Iterable[Observation]:
    seen: set[int] = set()
    for observation in observations:
        if observation.row not in seen:
            seen.add(observation.row)
            yield observation


def _anchors(rows: Iterable[GridRow]) -> Iterable[PlacedCell]:
    return (cell for row in rows for cell in row.anchors)


def _tail_blanks(table: LogicalTable, entries: dict[CellRef, LedgerCell]) -> list[PlacedCell]:
    """Blank cells of rows that were rejoined to the row above them: nothing of theirs went into the joined row."""
    return [cell for item in table.body for cell in item.row.anchors if cell.ref not in entries]


def _body_role(row: TableRow, column: ColumnMeaning, cell: PlacedCell) -> CellRole:
    if row.role == "group":
        return "row_group"
    if row.role == "note":
        return "note"
    if row.role == "total":
        return "total"
    if column.role == "value" or (column.role == "unknown" and cell.shape in {"number", "nil", "year"}):
        return "value"
    return "note" if column.role == "note" else "row_label"


def _body_disposition(
    row: TableRow,
    column: ColumnMeaning,
    cell: PlacedCell,
    position: int,
    values: set[CellRef],
    label_uses: Counter[CellRef],
) -> Disposition:
    if position > 0:
        return "merged_into"
    if row.role == "group":
        return "spread"
    if column.role == "value":
        return "used" if cell.ref in values or row.role == "total" else "blank" if cell.blank else "not_planning"
    if cell.blank:
        return "blank"
    if row.role == "note" or column.role in {"unknown", "source", "schedule", "strategy", "policy"}:
        return "not_planning"
    return "spread" if label_uses[cell.ref] > 1 else "used"
