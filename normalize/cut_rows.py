"""Is the first row of a page the rest of the last row before it?

Decided from several signs with weights; what lies between the two thresholds stays apart and is reported. A joined row keeps all
its source cells: each column then holds the head and the tail in reading order.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from normalize.cells import is_open_ended, text_to_shape
from normalize.repair import fold
from normalize.stacked_rows import row_to_stacked
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, ColumnRole, LogicalTable, PlacedCell, RoledRow, RowRole

JOIN_AT = 0.6
DOUBT_AT = 0.4
NO_BREAK = 0.3
_MOSTLY = 0.8
_NEARLY = 0.9
_SHORT_TAIL = 30


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
    unruled = {fragment.ref for fragment in table.fragments if fragment.column_edges and "ruled" not in fragment.reasons}
    previous: RoledRow | None = None
    valued = _share_with_values(table, columns)
    always = _always_printed(table, columns)
    items, unstacked = _unstack(table, columns)
    for item in items:
        crosses = previous is not None and item.row.fragment != previous.row.fragment
        joinable = crosses or item.row.fragment in unruled
        if joinable and previous is not None and rows and rows[-1].role == "data" and _may_be_tail(item):
            score, reasons = _tail_signs(rows[-1], item, columns, open_bottom[previous.row.fragment], valued, always)
            if not crosses:
                score, reasons = (
                    score - NO_BREAK,
                    [*reasons, f"-{NO_BREAK:.2f} no page break lies between, but no rule either"],
                )
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
    return tuple(rows), (*unstacked, *findings)


def _unstack(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> tuple[list[RoledRow], list[Finding]]:
    items: list[RoledRow] = []
    findings: list[Finding] = []
    for item in table.body:
        if item.role != "data":
            items.append(item)
            continue
        rows, found = row_to_stacked(item.row, columns, table.number)
        items.extend(RoledRow(row, item.role, item.reason) for row in rows)
        findings.extend(found)
    return items, findings


def _may_be_tail(item: RoledRow) -> bool:
    """A data row, or a label alone that is no band over the whole width."""
    return item.role == "data" or (item.role == "group" and item.row.printed[0].column_span * 2 <= len(item.row.slots))


def _share_with_values(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> float:
    """Share of the data rows that print at least one value."""
    values = [column.column for column in columns if column.role == "value"]
    rows = [item.row for item in table.body if item.role == "data"]
    filled = sum(any((cell := row.anchor(column)) is not None and not cell.blank for column in values) for row in rows)
    return filled / len(rows) if rows else 0.0


def _always_printed(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> frozenset[int]:
    """Columns of units, codes and numbers that are printed in nearly every data row."""
    rows = [item.row for item in table.body if item.role == "data"]
    whole = max(1, len(rows) - (len(table.fragments) - 1))  # each page break may leave a tail
    return frozenset(
        column.column
        for column in columns
        if column.role in {"unit", "code", "number"}
        and sum((cell := row.slots[column.column]) is not None and not cell.blank for row in rows) >= _NEARLY * whole
    )


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
    head: TableRow, tail: RoledRow, columns: Sequence[ColumnMeaning], open_bottom: bool, valued: float, always: Set[int]
) -> tuple[float, list[str]]:
    printed = tail.row.printed
    texts = [cell for cell in printed if text_to_shape(cell.text) == "text"]
    roles = {columns[cell.column].role for cell in printed}
    lower = any(fold(cell.text)[:1].islower() for cell in texts)
    open_text = next((above for cell in texts if is_open_ended(above := slot_to_raw(head.slots[cell.column]))), "")
    signs: list[tuple[float, str]] = []
    if open_bottom:
        signs.append((0.3, "the page ends without a closing rule"))
    if all(slot_to_raw(head.slots[cell.column]) for cell in printed):
        signs.append((0.2, "it prints only where the row above prints too"))
    else:
        signs.append((-0.3, "it prints where the row above is blank"))
    if printed[0].column > 0:
        signs.append((0.1, "the key cell is blank"))
    if sum(len(fold(cell.text)) for cell in printed) <= _SHORT_TAIL:
        signs.append((0.1, "it is short"))
    if lower:
        signs.append((0.35, "a text starts in small letters"))
    if open_text:
        signs.append((0.35, f"the text above ends open: '…{fold(open_text)[-20:]}'"))
    if texts and not lower and not open_text:
        signs.append((-0.25, "its texts start like texts of their own"))
    if (blank := always - {cell.column for cell in printed}) and "value" not in roles:
        names = ", ".join(sorted(columns[column].role for column in blank))
        signs.append((0.25, f"it lacks what the rows of this table always print: {names}"))
    if roles == {"value"}:
        signs.append((0.35, "it prints figures and no label at all"))
    signs.extend(_value_signs(head, printed, columns, roles, valued))
    reasons = [f"{weight:+.2f} {reason}" for weight, reason in signs if weight]
    return sum(weight for weight, _ in signs), reasons


def _value_signs(
    head: TableRow, printed: Sequence[PlacedCell], columns: Sequence[ColumnMeaning], roles: set[ColumnRole], valued: float
) -> list[tuple[float, str]]:
    values = [cell for cell in printed if columns[cell.column].role == "value"]
    if not values:
        signs = [(0.25, "it has no values")]
        if valued >= _MOSTLY:
            signs.append((0.25, f"{valued:.0%} of the rows have values"))
        return signs
    if "indicator" in roles or "plan_item" in roles:
        return [_own_label_sign(head, printed, columns)]
    if all(slot_to_raw(head.slots[cell.column]) for cell in values):
        return [(-0.1, "it has values where the row above has values too")]
    return [(0.0, "")]


def _own_label_sign(head: TableRow, printed: Sequence[PlacedCell], columns: Sequence[ColumnMeaning]) -> tuple[float, str]:
    """A label with values is a row of its own, but for the tail of a row whose numbers were cut too: small letters, no unit below a
    unit, and values only below values."""
    lower = any(fold(cell.text)[:1].islower() for cell in printed if text_to_shape(cell.text) == "text")
    here = {cell.column for cell in printed}
    no_unit = any(
        column.role == "unit" and slot_to_raw(head.slots[column.column]) and column.column not in here for column in columns
    )
    if lower and no_unit and all(slot_to_raw(head.slots[column]) for column in here):
        return (-0.1, "it has values below values, but no unit below the unit")
    return (-0.6, "it has a label and values of its own")
