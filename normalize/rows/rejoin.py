"""Is the first row of a page the rest of the last row before it?

Decided from several signs with weights; what lies between the two thresholds stays apart and is reported. A joined row keeps all
its source cells: each column then holds the head and the tail in reading order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from normalize.repair import fold
from normalize.rows.centred import items_to_centred
from normalize.rows.several_rows import table_to_parted
from normalize.text.look import is_open_ended, text_to_column_number
from normalize.text.room_in_cell import cells_to_pitch, has_room_behind, has_room_below
from normalize.words.heads import squash
from schemas.decision import Decision, Sign, Subject, share_to_log_odds
from schemas.finding import Finding
from schemas.logical import LABEL_ROLES, ColumnMeaning, ColumnRole, LogicalTable, PlacedCell, RoledRow, RowRole
from schemas.sign_sentences import signs_to_evidence
from schemas.table import GridKind

JOIN_AT = 0.6
DOUBT_AT = 0.4
NO_BREAK = 0.3
_MOSTLY = 0.8
_NEARLY = 0.9
_SHORT_TAIL = 30
_CENTRED = (Sign("tail_centred"),)
_REVIEWED = (Sign("reviewed"),)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One logical body row. `slots[c]` are the cells printed in column c, more than one where a page break cut the row;
    `covering[c]` is the cell that covers column c, be it from this row or, merged, from a row above."""

    index: int
    role: RowRole
    slots: tuple[tuple[PlacedCell, ...], ...]
    covering: tuple[PlacedCell | None, ...]
    decisions: tuple[Decision, ...] = ()
    """That printed rows are the rest of this one, or that a ruled row which begins here holds several."""

    @property
    def cells(self) -> tuple[PlacedCell, ...]:
        return tuple(cell for slot in self.slots for cell in slot)

    @property
    def printed(self) -> frozenset[int]:
        """The columns in which the row prints something."""
        return frozenset(cell.column for cell in self.cells if not cell.blank)


@dataclass(frozen=True, slots=True)
class _Habits:
    """What the rows of the table do: the columns' meanings, the share of rows with values, the columns that are always printed, the
    units that they print and how often, and the points that a line of text takes."""

    columns: Sequence[ColumnMeaning]
    valued: float
    always: Set[int]
    units: Mapping[str, int]
    pitch: float | None


def table_to_rows(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """The body rows with cut rows rejoined, numbered from 0, and the repairs and doubts."""
    rows: list[TableRow] = []
    findings: list[Finding] = []
    open_bottom = {fragment.ref: fragment.open_bottom for fragment in table.fragments}
    unruled = {
        fragment.ref
        for fragment in table.fragments
        if fragment.column_edges and fragment.grid_kind not in (GridKind.RULED, GridKind.DRAWN)
    }
    previous: RoledRow | None = None
    parted = table_to_parted(table, columns)
    items = parted.items
    habits = _table_to_habits(table, columns)
    centred = items_to_centred(items, columns, [item.row.fragment in unruled for item in items])
    for at, item in enumerate(items):
        if at in centred and item.said != "own":
            findings.extend(_join_findings(table.number, rows[-1], item, _CENTRED))
            rows[-1] = replace(_join(rows[-1], item, _CENTRED), role="data")
            previous = item
            continue
        if item.said == "joined" and rows:
            findings.extend(_join_findings(table.number, rows[-1], item, _REVIEWED))
            rows[-1] = _join(rows[-1], item, _REVIEWED)
            previous = item
            continue
        crosses = previous is not None and item.row.fragment != previous.row.fragment
        joinable = (crosses or item.row.fragment in unruled) and item.said != "own"
        score = 0.0
        if joinable and previous is not None and rows and rows[-1].role == "data" and _may_be_tail(item):
            signs = _tail_signs(rows[-1], item, habits, crosses=crosses, open_bottom=open_bottom[previous.row.fragment])
            score = sum(sign.weight for sign in signs)
            if score >= JOIN_AT:
                findings.extend(_join_findings(table.number, rows[-1], item, signs))
                rows[-1] = _join(rows[-1], item, signs)
                previous = item
                continue
            if score >= DOUBT_AT:
                first = item.row.printed[0]
                findings.append(
                    Finding("row-cut-doubtful", cell=first.ref, table=table.number, evidence=signs_to_evidence(signs))
                )
        if crosses and previous is not None and rows:
            doubtful = score >= DOUBT_AT or open_bottom[previous.row.fragment] or _begins_small(item, rows[-1], columns)
        else:
            doubtful = False
        if doubtful:
            findings.extend(_clipped(rows[-1], habits, table.number))
        rows.append(_to_row(len(rows), item, parted.decisions.get(at)))
        previous = item
    if rows and table.fragments[-1].open_bottom:
        findings.extend(_clipped(rows[-1], habits, table.number))
    return tuple(rows), (*parted.findings, *findings)


def _table_to_habits(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> _Habits:
    cells = [cell for item in table.body for cell in item.row.printed]
    units = Counter(squash(cell.text) for cell in cells if columns[cell.column].role == "unit")
    data = [{cell.column for cell in item.row.printed} for item in table.body if item.role == "data"]
    return _Habits(columns, share_with_values(data, columns), _always_printed(table, columns), units, cells_to_pitch(cells))


def _begins_small(item: RoledRow, above: TableRow, columns: Sequence[ColumnMeaning]) -> bool:
    """True when a name of the page's first row begins in small letters below a name of the same column: it may be the rest of that."""
    names = [cell for cell in item.row.printed if columns[cell.column].role in LABEL_ROLES and cell.shape == "text"]
    return any(fold(cell.text)[:1].islower() and cell.column in above.printed for cell in names)


def _clipped(row: TableRow, habits: _Habits, table: int) -> list[Finding]:
    """One finding per text of the page's last row that has no room to go on: its end may be missing."""
    texts = [cells[-1] for cells in row.slots if cells and cells[-1].shape == "text"]
    full = [cell for cell in texts if has_room_below(cell, habits.pitch) is not True]
    fields = [(("tail", fold(cell.text)[-40:]),) for cell in full]
    return [Finding("row-clipped", cell.ref, table, fields=field) for cell, field in zip(full, fields, strict=True)]


def _may_be_tail(item: RoledRow) -> bool:
    """A data row, or a label alone that is no band over the whole width."""
    return item.role == "data" or (item.role == "group" and item.row.printed[0].column_span * 2 <= len(item.row.slots))


def share_with_values(rows: Sequence[Set[int]], columns: Sequence[ColumnMeaning]) -> float:
    """Share of the rows that print at least one value; `rows` are the columns in which each of them prints. 0 without rows."""
    values = {column.column for column in columns if column.role == "value"}
    return sum(not values.isdisjoint(row) for row in rows) / len(rows) if rows else 0.0


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


def _to_row(index: int, item: RoledRow, several: Decision | None) -> TableRow:
    slots = tuple((cell,) if (cell := item.row.anchor(column)) is not None else () for column in range(len(item.row.slots)))
    return TableRow(index, item.role, slots, item.row.slots, (several,) if several is not None else ())


def _join(head: TableRow, tail: RoledRow, signs: Sequence[Sign]) -> TableRow:
    slots = tuple(
        (*cells, cell) if (cell := tail.row.anchor(column)) is not None and not cell.blank else cells
        for column, cells in enumerate(head.slots)
    )
    odds = share_to_log_odds(sum(sign.weight for sign in signs)) if any(sign.weight for sign in signs) else None
    decision = Decision(Subject("row", str(tail.row.printed[0].ref)), "joined", odds, tail.role, tuple(signs))
    return TableRow(head.index, head.role, slots, head.covering, (*head.decisions, decision))


def _join_findings(table: int, head: TableRow, tail: RoledRow, signs: Sequence[Sign]) -> list[Finding]:
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
                evidence=signs_to_evidence(signs),
                related=(cell.ref,),
            )
        )
    return found


def row_with_slot(row: TableRow, column: int, cells: tuple[PlacedCell, ...]) -> TableRow:
    """The row with other cells in one column; without any, nothing covers it there."""
    slots = (*row.slots[:column], cells, *row.slots[column + 1 :])
    covering = row.covering if cells else (*row.covering[:column], None, *row.covering[column + 1 :])
    return replace(row, slots=slots, covering=covering)


def slot_to_raw(cells: Sequence[PlacedCell]) -> str:
    """The slot's text as read, the parts of a cut cell on lines of their own; "" for an empty slot."""
    return "\n".join(cell.text for cell in cells if not cell.blank)


def _tail_signs(head: TableRow, tail: RoledRow, habits: _Habits, *, crosses: bool, open_bottom: bool) -> list[Sign]:
    printed = tail.row.printed
    roles = {habits.columns[cell.column].role for cell in printed}
    signs: list[Sign] = []
    if open_bottom:
        signs.append(Sign("tail_open_page", 0.3))
    if not crosses:
        signs.append(Sign("tail_no_break", -NO_BREAK))
    if all(slot_to_raw(head.slots[cell.column]) for cell in printed):
        signs.append(Sign("tail_below_print", 0.2))
    elif not crosses and _fills_gaps(head, printed, habits.columns):
        signs.append(Sign("tail_fills_gaps", 0.4))
    else:
        signs.append(Sign("tail_below_blank", -0.3))
    if printed[0].column > 0:
        signs.append(Sign("tail_key_blank", 0.1))
    signs.extend(_text_signs(head, printed))
    key_signs = list(_key_signs(head, printed, habits))
    signs.extend(key_signs)
    room = _room_signs(head, printed, habits) if crosses else []
    signs.extend(room)
    blank = habits.always - {cell.column for cell in printed}
    no_unit = any(habits.columns[column].role == "unit" for column in blank)
    if blank and ("value" not in roles or (no_unit and room and all(sign.weight > 0 for sign in room))):
        names = ", ".join(sorted(habits.columns[column].role for column in blank))
        signs.append(Sign("tail_lacks", 0.25, (names,)))
    if roles == {"value"}:
        signs.append(Sign("tail_figures_alone", 0.35))
    full = bool(room) and all(sign.weight > 0 for sign in room)
    goes_on = any(sign.weight > 0 for sign in key_signs)
    signs.extend(_value_signs(head, printed, habits, roles, full=full, goes_on=goes_on))
    return signs


def _fills_gaps(head: TableRow, printed: Sequence[PlacedCell], columns: Sequence[ColumnMeaning]) -> bool:
    """True where the row above has a name and figures, and none in the columns of these figures: a row set on several base lines."""
    own = {cell.column for cell in printed if columns[cell.column].role == "value"}
    above = {column for column in head.printed if columns[column].role == "value"}
    words = [cell for cell in printed if columns[cell.column].role != "value"]
    goes_on = all(fold(cell.text)[:1].islower() and slot_to_raw(head.slots[cell.column]) for cell in words)
    return bool(own) and bool(above) and len(head.printed) > len(above) and own.isdisjoint(above) and goes_on


def _text_signs(head: TableRow, printed: Sequence[PlacedCell]) -> Iterator[Sign]:
    texts = [cell for cell in printed if cell.shape == "text"]
    lower = any(fold(cell.text)[:1].islower() for cell in texts)
    open_text = next((above for cell in texts if is_open_ended(above := slot_to_raw(head.slots[cell.column]))), "")
    if sum(len(fold(cell.text)) for cell in printed) <= _SHORT_TAIL:
        yield Sign("tail_short", 0.1)
    if lower:
        yield Sign("tail_small_letters", 0.35)
    if open_text:
        yield Sign("tail_open_text", 0.35, (fold(open_text)[-20:],))
    if texts and not lower and not open_text:
        yield Sign("tail_own_texts", -0.25)


def _key_signs(head: TableRow, printed: Sequence[PlacedCell], habits: _Habits) -> Iterator[Sign]:
    """Numbers and units are never parts by chance: a number that follows, or a unit that other rows print, begins a row; a unit whose
    parts make one that other rows print goes on."""
    for cell in printed:
        above = slot_to_raw(head.slots[cell.column])
        role = habits.columns[cell.column].role
        if role == "number" and above:
            first, second = text_to_column_number(above.rstrip(". ")), text_to_column_number(cell.text.rstrip(". "))
            if first is not None and second == first + 1:
                yield Sign("tail_number_follows", -0.6, (str(second),))
        elif role == "unit" and above:
            if habits.units[squash(above + cell.text)]:
                yield Sign("tail_unit_whole", 0.4, (fold(above) + fold(cell.text),))
            elif habits.units[squash(cell.text)] > 1:
                yield Sign("tail_own_unit", -0.5, (fold(cell.text),))


def _room_signs(head: TableRow, printed: Sequence[PlacedCell], habits: _Habits) -> list[Sign]:
    """What the room in the cells above says; nothing where boxes are unknown."""
    above = [(cell, head.slots[cell.column][-1]) for cell in printed if slot_to_raw(head.slots[cell.column])]
    below = [has_room_below(last, habits.pitch) for _, last in above]
    figures = [
        has_room_behind(last) for cell, last in above if habits.columns[cell.column].role == "value" and last.shape == "number"
    ]
    signs = []
    if True in below:
        signs.append(Sign("tail_room_above", -0.6))
    elif below and None not in below:
        signs.append(Sign("tail_full_above", 0.2))
    if True in figures:
        signs.append(Sign("tail_room_for_digit", -0.6))
    elif figures and None not in figures:
        signs.append(Sign("tail_full_figures", 0.35))
    return signs


def _value_signs(
    head: TableRow, printed: Sequence[PlacedCell], habits: _Habits, roles: set[ColumnRole], *, full: bool, goes_on: bool
) -> list[Sign]:
    values = [cell for cell in printed if habits.columns[cell.column].role == "value"]
    if not values:
        signs = [Sign("tail_no_values", 0.25)]
        if habits.valued >= _MOSTLY:
            signs.append(Sign("tail_rows_valued", 0.25, (f"{habits.valued:.0%}",)))
        return signs
    if "indicator" in roles or "plan_item" in roles:
        return [_own_label_sign(head, printed, habits.columns, full=full, goes_on=goes_on)]
    if all(slot_to_raw(head.slots[cell.column]) for cell in values):
        return [Sign("tail_values_twice", -0.1)]
    return []


def _own_label_sign(
    head: TableRow, printed: Sequence[PlacedCell], columns: Sequence[ColumnMeaning], *, full: bool, goes_on: bool
) -> Sign:
    """A label with values is a row of its own, but for the tail of a row whose numbers were cut too: small letters or full cells above,
    no unit below a unit or the rest of one, and values only below values."""
    lower = any(fold(cell.text)[:1].islower() for cell in printed if cell.shape == "text")
    here = {cell.column for cell in printed}
    no_unit = any(
        column.role == "unit" and slot_to_raw(head.slots[column.column]) and column.column not in here for column in columns
    )
    if goes_on and all(slot_to_raw(head.slots[column]) for column in here):
        return Sign("tail_unit_goes_on", -0.1)
    named = [cell for cell in printed if columns[cell.column].role in {"indicator", "plan_item"}]
    if lower and all(is_open_ended(slot_to_raw(head.slots[cell.column])) for cell in named):
        return Sign("tail_name_goes_on", -0.1)
    if (lower or full) and no_unit and all(slot_to_raw(head.slots[column]) for column in here):
        return Sign("tail_no_second_unit", -0.1)
    return Sign("tail_own_row", -0.6)
