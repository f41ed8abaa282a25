"""Rows to records: labels with what they inherit, values with what they never inherit.

A blank label inherits from above only where a label further right is printed: the row then lies inside the group on its left.
A merged cell's text belongs to every row that it covers. Both stop at a stronger boundary: a group row, or a new label further
left. Values are never inherited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.cut_rows import TableRow, slot_to_raw
from normalize.repair import notes_to_findings
from normalize.text import Lexicon, raw_to_text
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, ColumnRole, PlacedCell
from schemas.provenance import CellRef

_INHERITS: frozenset[ColumnRole] = frozenset(
    {
        "vision", "mission", "goal", "goal_indicator", "objective", "objective_indicator", "strategy", "policy", "program",
        "activity", "sub_activity", "activity_or_sub", "plan_item", "indicator", "formula", "code", "number",
    }
)  # fmt: skip
_ENTITY_ROLES: frozenset[ColumnRole] = frozenset({"program", "activity", "sub_activity", "activity_or_sub", "plan_item"})
_OWN_ROLES: frozenset[ColumnRole] = frozenset({"unit", "responsible", "location", "note", "source"})


@dataclass(frozen=True, slots=True)
class Label:
    """A label as repaired. `cells` are its source cells in reading order, `inherited` whether this row prints it itself."""

    text: str
    cells: tuple[CellRef, ...]
    inherited: bool
    placed: PlacedCell | None = None


@dataclass(frozen=True, slots=True)
class ValueSlot:
    """One value cell: `raw` as read (cut parts on lines of their own), `cells` its source cells, the column's meaning."""

    column: ColumnMeaning
    raw: str
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One indicator row. `row` counts body rows from 0; `labels` by column role; `groups` are the group rows above, outermost
    first; `entity_row` is the row where the row's own programme, activity or sub-activity is printed."""

    row: int
    labels: dict[ColumnRole, Label]
    values: tuple[ValueSlot, ...]
    groups: tuple[Label, ...]
    entity_row: int | None
    total: bool = False


@dataclass(slots=True)
class _Carry:
    """The labels of the rows above, by column."""

    labels: dict[int, Label]
    rows: dict[int, int]


def rows_to_records(
    rows: Sequence[TableRow], columns: Sequence[ColumnMeaning], lexicon: Lexicon, table: int
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """One record per data or total row that has a value column, plus the repairs of its texts.

    Tables without value columns give no records.
    """
    records: list[Record] = []
    findings: list[Finding] = []
    carry = _Carry({}, {})
    groups: list[Label] = []
    label_columns = [column for column in columns if column.role in _INHERITS]
    value_columns = [column for column in columns if column.role == "value"]
    if not value_columns:
        return (), ()
    for row in rows:
        if row.role == "group":
            groups = _push_group(groups, _slot_to_label(row.cells, lexicon, table, findings))
            carry = _Carry({}, {})
            continue
        if row.role not in {"data", "total"}:
            continue
        labels = _row_labels(row, label_columns, carry, lexicon, table, findings)
        own = _own_labels(row, columns, lexicon, table, findings)
        entity_row = max(
            (carry.rows[c.column] for c in label_columns if c.role in _ENTITY_ROLES and c.column in carry.rows), default=None
        )
        values = tuple(
            ValueSlot(column, slot_to_raw(row.slots[column.column]), row.slots[column.column]) for column in value_columns
        )
        records.append(Record(row.index, labels | own, values, tuple(groups), entity_row, row.role == "total"))
    return tuple(records), tuple(findings)


def _push_group(groups: list[Label], label: Label) -> list[Label]:
    """A new group row replaces the one before it. Nested groups are told apart by level words later."""
    return [label] if not groups or groups[-1].text else [*groups, label]


def _slot_to_label(
    cells: Sequence[PlacedCell], lexicon: Lexicon, table: int, findings: list[Finding], inherited: bool = False
) -> Label:
    reading = raw_to_text(slot_to_raw(cells), lexicon)
    printed = [cell for cell in cells if not cell.blank]
    if not inherited and printed:
        findings.extend(notes_to_findings(reading.repairs, (), printed[0].ref, table))
    return Label(reading.text, tuple(cell.ref for cell in printed), inherited, printed[0] if printed else None)


def _row_labels(
    row: TableRow, label_columns: Sequence[ColumnMeaning], carry: _Carry, lexicon: Lexicon, table: int, findings: list[Finding]
) -> dict[ColumnRole, Label]:
    printed = [column.column for column in label_columns if slot_to_raw(row.slots[column.column])]
    leftmost = min(printed, default=None)
    labels: dict[ColumnRole, Label] = {}
    for column in label_columns:
        position = column.column
        if position in printed:
            label = _slot_to_label(row.slots[position], lexicon, table, findings)
            _forget_right_of(carry, position)
            carry.labels[position], carry.rows[position] = label, row.index
        else:
            label_or_none = _inherit(row, position, leftmost, carry)
            if label_or_none is None:
                continue
            label = label_or_none
        labels.setdefault(column.role, label)
    return labels


def _inherit(row: TableRow, position: int, leftmost: int | None, carry: _Carry) -> Label | None:
    above = carry.labels.get(position)
    if above is None:
        return None
    covering = row.covering[position]
    merged = covering is not None and covering.ref in above.cells
    inside = leftmost is None or position < leftmost
    if not merged and not inside:
        return None
    return Label(above.text, above.cells, True, above.placed)


def _forget_right_of(carry: _Carry, position: int) -> None:
    for column in [column for column in carry.labels if column > position]:
        del carry.labels[column]
        del carry.rows[column]


def _own_labels(
    row: TableRow, columns: Sequence[ColumnMeaning], lexicon: Lexicon, table: int, findings: list[Finding]
) -> dict[ColumnRole, Label]:
    """Unit, responsible, location, note: printed in this row, or merged over it; never inherited over a blank cell."""
    labels: dict[ColumnRole, Label] = {}
    for column in columns:
        if column.role not in _OWN_ROLES:
            continue
        cells = row.slots[column.column]
        covering = row.covering[column.column]
        if slot_to_raw(cells):
            labels.setdefault(column.role, _slot_to_label(cells, lexicon, table, findings))
        elif not cells and covering is not None and not covering.blank:
            labels.setdefault(column.role, _slot_to_label((covering,), lexicon, table, findings, inherited=True))
    return labels
