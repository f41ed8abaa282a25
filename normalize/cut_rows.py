"""Is the first row of a page the rest of the last row before it?

Decided from several signs with weights; what lies between the two thresholds stays apart and is reported. A joined row keeps all
its source cells: each column then holds the head and the tail in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.cells import is_open_ended, text_to_shape
from normalize.repair import fold
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable, PlacedCell, RoledRow, RowRole

JOIN_AT = 0.6
DOUBT_AT = 0.4


@dataclass(frozen=True, slots=True)
class TableRow:
    """One logical body row. `slots[c]` are the cells printed in column c, more than one where a page break cut the row;
    `covering[c]` is the cell that covers column c, be it from this row or, merged, from a row above."""

    index: int
    role: RowRole
    slots: tuple[tuple[PlacedCell, ...], ...]
    covering: tuple[PlacedCell | None, ...]

    @property
    def cells(self) -> tuple[PlacedCell, ...]:
        return tuple(cell for slot in self.slots for cell in slot)


def table_to_rows(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """The body rows with cut rows rejoined, numbered from 0, and the repairs and doubts."""
    rows: list[TableRow] = []
    findings: list[Finding] = []
    open_bottom = {fragment.ref: fragment.open_bottom for fragment in table.fragments}
    previous: RoledRow | None = None
    for item in table.body:
        crosses = previous is not None and item.row.fragment != previous.row.fragment
        if crosses and previous is not None and rows and rows[-1].role == item.role == "data":
            score, reasons = _tail_signs(rows[-1], item, columns, open_bottom[previous.row.fragment])
            if score >= JOIN_AT:
                findings.extend(_join_findings(table.number, rows[-1], item, reasons))
                rows[-1] = _join(rows[-1], item)
                previous = item
                continue
            if score >= DOUBT_AT:
                first = item.row.printed[0]
                findings.append(Finding("row-cut-doubtful", cell=first.ref, table=table.number, evidence="; ".join(reasons)))
        rows.append(_to_row(len(rows), item))
        previous = item
    return tuple(rows), tuple(findings)


def _to_row(index: int, item: RoledRow) -> TableRow:
    slots = tuple((cell,) if (cell := item.row.anchor(column)) is not None else () for column in range(len(item.row.slots)))
    return TableRow(index, item.role, slots, item.row.slots)


def _join(head: TableRow, tail: RoledRow) -> TableRow:
    slots = tuple(
        (*cells, cell) if (cell := tail.row.anchor(column)) is not None and not cell.blank else cells
        for column, cells in enumerate(head.slots)
    )
    return TableRow(head.index, head.role, slots, head.covering)


def _join_findings(table: int, head: TableRow, tail: RoledRow, reasons: Sequence[str]) -> list[Finding]:
    found = []
    for column, cells in enumerate(head.slots):
        cell = tail.row.anchor(column)
        if cell is None or cell.blank or not cells:
            continue
        before = slot_to_raw(cells)
        found.append(
            Finding(
                "row-rejoined",
                cell=cells[0].ref,
                table=table,
                before=fold(before),
                after=fold(f"{before}\n{cell.text}"),
                evidence="; ".join(reasons),
                related=(cell.ref,),
            )
        )
    return found


def slot_to_raw(cells: Sequence[PlacedCell]) -> str:
    """The slot's text as read, the parts of a cut cell on lines of their own; "" for an empty slot."""
    return "\n".join(cell.text for cell in cells if not cell.blank)


def _tail_signs(
    head: TableRow, tail: RoledRow, columns: Sequence[ColumnMeaning], open_bottom: bool
) -> tuple[float, list[str]]:
    printed = tail.row.printed
    signs: list[tuple[float, str]] = [(0.3, "the page ends without a closing rule")] if open_bottom else []
    first_column = min(cell.column for cell in printed)
    if first_column > 0 and all(not cells or cells[0].blank is False for cells in head.slots[:1]):
        signs.append((0.1, "the key cell is blank"))
    lower = [cell for cell in printed if fold(cell.text)[:1].islower()]
    if lower:
        signs.append((0.35, "a text starts in small letters"))
    for cell in printed:
        above = slot_to_raw(head.slots[cell.column])
        if above and text_to_shape(cell.text) == "text" and is_open_ended(above):
            signs.append((0.3, f"the text above ends open: '…{fold(above)[-20:]}'"))
            break
    texts = [cell for cell in printed if text_to_shape(cell.text) == "text"]
    roles = {columns[cell.column].role for cell in printed}
    if {"indicator", "value"} <= roles and any(role == "unit" for role in roles):
        signs.append((-0.6, "it has an indicator, a unit and values of its own"))
    elif texts and not lower:
        signs.append((-0.4, "its texts start like texts of their own"))
    if not roles & {"value"}:
        signs.append((0.2, "it has no values"))
    elif any(_both_numbers(head, cell) for cell in printed if columns[cell.column].role == "value"):
        signs.append((-0.1, "it has values where the row above has values too"))
    reasons = [f"{weight:+.2f} {reason}" for weight, reason in signs]
    return sum(weight for weight, _ in signs), reasons


def _both_numbers(head: TableRow, cell: PlacedCell) -> bool:
    return bool(slot_to_raw(head.slots[cell.column])) and text_to_shape(cell.text) == "number"
