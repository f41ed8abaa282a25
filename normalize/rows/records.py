"""Rows to records: labels with what they inherit, values with what they never inherit.

A blank label inherits from above only where a label further right is printed: the row then lies inside the group on its left.
A merged cell's text belongs to every row that it covers. Both stop at a stronger boundary: a group row, or a new label further
left. Values are never inherited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from normalize.repair import Repair, fold, notes_to_findings
from normalize.rows.named_above import rows_to_headings
from normalize.rows.rejoin import TableRow, slot_to_raw
from normalize.text.account_numbers import text_to_name
from normalize.text.counted_names import text_without_count, texts_are_counted
from normalize.text.mend import DocumentWords, raw_to_text
from normalize.text.several_values import raw_to_parts
from normalize.words.heads import squash
from normalize.words.key_values import text_without_key
from normalize.words.plan_bands import Band, field_to_group, push_group, text_to_band
from normalize.words.plan_codes import text_to_leading_code, texts_to_code
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, ColumnRole, PlacedCell
from schemas.observation import Level
from schemas.provenance import CellRef

_INHERITS: frozenset[ColumnRole] = frozenset(
    {
        "vision", "mission", "goal", "goal_indicator", "objective", "objective_indicator", "strategy", "policy", "program",
        "activity", "sub_activity", "activity_or_sub", "plan_item", "indicator", "formula",
    }
)  # fmt: skip
_INDICATORS: tuple[ColumnRole, ...] = ("indicator", "objective_indicator", "goal_indicator", "plan_item")
_OBJECTIVE_ABOVE = re.compile(lexicon().either("measures.objective_above"))
_MOSTLY = 0.8
_NAME_ROLES: frozenset[ColumnRole] = frozenset({"plan_item", "activity_or_sub", "program", "activity", "sub_activity"})
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
    """One value cell: `raw` as read (cut parts on lines of their own), `cells` its source cells, the column's meaning.

    Of a cell that holds several values each has a slot of its own; `open` when they could not be told apart: `raw` is then the whole.
    """

    column: ColumnMeaning
    raw: str
    cells: tuple[PlacedCell, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One indicator row. `row` counts body rows from 0; `labels` by column role; `bands` are the group rows in force, strongest
    first; `code` is the programme, activity or sub-activity code that the row prints or inherits."""

    row: int
    labels: dict[ColumnRole, Label]
    values: tuple[ValueSlot, ...]
    bands: tuple[Band, ...]
    code: Label | None = None
    total: bool = False
    item_is_indicator: bool = False
    number: str = ""
    """The number that the row prints before its name ("1.2"); "" for none."""
    said_level: Level | None = None
    """The level that a person gave to the row."""
    said_under: CellRef | None = None
    """A cell of the name that the row lies under, as a person says."""
    unnamed: bool = False
    """The row prints figures alone, in columns where the row that its name comes from prints some too."""

    @property
    def empty(self) -> bool:
        """True when no value is printed in the row."""
        return not any(slot.raw.strip() for slot in self.values)


@dataclass(slots=True)
class _Carry:
    """What the rows so far hand down: the label of each column by its number, the code of the code columns, and the code that was
    printed before the last name."""

    labels: dict[int, Label] = field(default_factory=dict)
    code: Label | None = None
    parted: Label | None = None
    spread: dict[int, tuple[PlacedCell, ...]] = field(default_factory=dict)
    """The cells last printed in each code column."""

    def forget_right_of(self, column: int) -> None:
        """A new label ends what stands further right, and the code beside it."""
        self.labels = {at: label for at, label in self.labels.items() if at <= column}
        self.code = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What names are read with: the words of the document, where findings go, the account numbers before names, and the columns whose
    names are counted."""

    lexicon: DocumentWords
    table: int
    findings: list[Finding]
    codes: frozenset[str]
    counted: frozenset[int]


def rows_to_records(
    rows: Sequence[TableRow],
    columns: Sequence[ColumnMeaning],
    lexicon: DocumentWords,
    table: int,
    codes: frozenset[str] = frozenset(),
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """One record per data or total row that has a value column, plus the repairs of its texts.

    `codes` are account numbers that the document prints before names. Tables without value columns give no records.
    """
    records, findings = list[Record](), list[Finding]()
    carry, bands = _Carry(), tuple[Band, ...]()
    label_columns = [column for column in columns if column.role in _INHERITS]
    number_column = next((column.column for column in columns if column.role == "number"), None)
    code_columns = [column.column for column in columns if column.role == "code"]
    if not (value_columns := [column for column in columns if column.role == "value"]):
        return (), ()
    places = frozenset(column.column for column in value_columns)
    headings = rows_to_headings(rows, columns)
    item_is_indicator = not any(column.role in {"indicator", "objective_indicator"} for column in columns)
    named_above = any(
        column.role == "indicator" and any(_OBJECTIVE_ABOVE.match(squash(head)) for head in column.path) for column in columns
    )
    reading = _Reading(lexicon, table, findings, codes, _counted(rows, label_columns))
    for row in rows:
        listed = row.index in headings.lists
        if row.role == "group" and not listed:
            bands = push_group(bands, headings.of_group(_row_to_band(row, lexicon, table, findings)))
            carry = _Carry()
            continue
        if row.role not in {"data", "total"} and not listed:
            continue
        labels = _row_labels(row, label_columns, carry, reading)
        own = _own_labels(row, columns, lexicon, table, findings)
        values = tuple(slot for column in value_columns for slot in _row_to_values(row, column, table, findings))
        code = _row_to_code(row, code_columns, carry)
        if named_above and not listed and _is_heading(labels, own, values, "indicator"):
            label = labels["indicator"]
            bands = push_group(bands, Band(field_to_group("objective"), label.text, label.cells))
            carry = _Carry()
            continue
        if item_is_indicator and headings.told and not listed and _is_heading(labels, own, values):
            label = labels["plan_item"]
            bands = push_group(bands, headings.of_row(_label_to_band(label, table, findings), row))
            carry = _Carry()
            continue
        number = fold(slot_to_raw(row.slots[number_column])) if number_column is not None else ""
        record = Record(
            row=row.index,
            labels=labels | own,
            values=values,
            bands=bands,
            code=code,
            total=row.role == "total",
            item_is_indicator=item_is_indicator,
            number=number,
        )
        records.append(replace(record, unnamed=_is_unnamed(row, record, records, places)))
    return tuple(records), tuple(findings)


def _counted(rows: Sequence[TableRow], columns: Sequence[ColumnMeaning]) -> frozenset[int]:
    return frozenset(c.column for c in columns if texts_are_counted(slot_to_raw(row.slots[c.column]) for row in rows))


def _is_unnamed(row: TableRow, record: Record, above: Sequence[Record], places: frozenset[int]) -> bool:
    """True where nothing but values is printed and the name is that of a row above with values in the same columns: a sum without a
    word, or a second row whose name is lost. `places` are the value columns."""
    if (
        record.total
        or not row.printed
        or not row.printed <= places
        or not any(one.inherited for one in record.labels.values())
    ):
        return False
    names = {label.cells for label in record.labels.values()}
    own = next(
        (one for one in reversed(above) if any(not label.inherited and label.cells in names for label in one.labels.values())),
        None,
    )
    if own is None or not all(label.inherited for label in record.labels.values()):
        return False
    figures = {slot.column.column for slot in own.values if slot.raw.strip()}
    return bool(figures & row.printed)


def _is_heading(
    labels: dict[ColumnRole, Label],
    own: dict[ColumnRole, Label],
    values: Sequence[ValueSlot],
    role: ColumnRole = "plan_item",
) -> bool:
    """A name of its own without unit and figures, in a table whose rows have figures: it heads the rows below."""
    name = labels.get(role)
    return name is not None and not name.inherited and "unit" not in own and not any(slot.raw.strip() for slot in values)


def _row_to_values(row: TableRow, column: ColumnMeaning, table: int, findings: list[Finding]) -> tuple[ValueSlot, ...]:
    cells = row.slots[column.column]
    raw = slot_to_raw(cells)
    if not column.parts:
        return (ValueSlot(column, raw, cells),)
    pieces = raw_to_parts(raw, column.parts)
    if cells and raw.strip():
        shown = " | ".join(fold(piece) for piece in pieces or ())
        fields = (("text", fold(raw)), ("count", str(len(column.parts))), ("parts", shown))
        code = "cell-shared" if pieces is not None else "cell-shared-open"
        findings.append(Finding(code, cells[0].ref, table, evidence=" › ".join(column.path), fields=fields))
    if pieces is None:
        return tuple(ValueSlot(part, raw, cells, open=True) for part in column.parts)
    return tuple(ValueSlot(part, piece, cells) for part, piece in zip(column.parts, pieces, strict=True))


def _row_to_band(row: TableRow, lexicon: DocumentWords, table: int, findings: list[Finding]) -> Band:
    label = _slot_to_label(row.cells, lexicon, table, findings)
    return _label_to_band(label, table, findings)


def _label_to_band(label: Label, table: int, findings: list[Finding]) -> Band:
    band, repair = text_to_band(label.text, label.cells)
    if repair is not None and label.cells:
        findings.extend(notes_to_findings((repair,), (), label.cells[0], table))
    return band


def _row_to_code(row: TableRow, code_columns: Sequence[int], carry: _Carry) -> Label | None:
    """The code that this row prints; else that of the rows above when all its code cells are blank and it names nothing new."""
    cells = [cell for column in code_columns for cell in row.slots[column] if not cell.blank]
    if not cells:
        inherited = carry.parted or carry.code
        return Label(inherited.text, inherited.cells, True) if inherited is not None else None
    parts = _spread_code(row, code_columns, carry)
    code = texts_to_code([slot_to_raw(part) for part in parts])
    if code is None:
        return None
    carry.code = Label(code, tuple(cell.ref for part in parts for cell in part if not cell.blank), False, cells[0])
    return carry.code


def _spread_code(row: TableRow, code_columns: Sequence[int], carry: _Carry) -> list[tuple[PlacedCell, ...]]:
    """The cells of the row's code: where its first code columns are blank, what the rows above print there, up to the first one that it
    prints itself ("29" over a programme, blank and "01" over its activity). Columns apart from each other hold codes of their own."""
    printed = [column for column in code_columns if slot_to_raw(row.slots[column]).strip()]
    if not printed:
        return [row.slots[column] for column in code_columns]
    first = printed[0]
    beside = [column for column in code_columns if column < first and set(range(column, first)) <= set(code_columns)]
    carry.spread = {column: cells for column, cells in carry.spread.items() if column < first}
    carry.spread |= {column: row.slots[column] for column in printed}
    above = [carry.spread[column] for column in beside if column in carry.spread]
    return [*above, *(row.slots[column] for column in code_columns if column >= first)]


def _slot_to_label(
    cells: Sequence[PlacedCell], lexicon: DocumentWords, table: int, findings: list[Finding], inherited: bool = False
) -> Label:
    reading = raw_to_text(slot_to_raw(cells), lexicon)
    printed = [cell for cell in cells if not cell.blank]
    if not inherited and printed:
        findings.extend(notes_to_findings(reading.repairs, (), printed[0].ref, table))
    return Label(reading.text, tuple(cell.ref for cell in printed), inherited, printed[0] if printed else None)


def _without(label: Label, parted: tuple[str, Repair | None], table: int, findings: list[Finding]) -> Label:
    name, repair = parted
    if repair is None:
        return label
    findings.extend(notes_to_findings((repair,), (), label.cells[0], table))
    return replace(label, text=name)


def _row_labels(
    row: TableRow,
    label_columns: Sequence[ColumnMeaning],
    carry: _Carry,
    reading: _Reading,
) -> dict[ColumnRole, Label]:
    """The row's labels by role. Of several indicators that it prints, that of the deepest name counts, which stands nearest the values."""
    printed = [column.column for column in label_columns if slot_to_raw(row.slots[column.column])]
    leftmost = min(printed, default=None)
    table, findings = reading.table, reading.findings
    labels: dict[ColumnRole, Label] = {}
    for column in label_columns:
        position = column.column
        if position in printed:
            label = _slot_to_label(row.slots[position], reading.lexicon, table, findings)
            if position in reading.counted:
                label = _without(label, text_without_count(label.text), table, findings)
            if column.role == "plan_item" and reading.codes:
                label = _without(label, text_to_name(label.text, reading.codes), table, findings)
            carry.forget_right_of(position)
            if column.role in _NAME_ROLES:
                label = _without_key(_without_plan_code(label, carry, table, findings), table, findings)
            carry.labels[position] = label
        else:
            label_or_none = _inherit(row, position, leftmost, carry)
            if label_or_none is None:
                continue
            label = label_or_none
        nearer = column.role == "indicator" and not label.inherited
        if nearer or column.role not in labels:
            labels[column.role] = label
    return labels


def _without_plan_code(label: Label, carry: _Carry, table: int, findings: list[Finding]) -> Label:
    """The name without the code printed before it; the code goes on beside it."""
    parted = text_to_leading_code(label.text)
    if parted is None:
        carry.parted = None
        return label
    code, name = parted
    carry.parted = Label(code, label.cells, False, label.placed)
    if label.cells:
        evidence = "the text starts with a code of the plan's form"
        findings.append(Finding("code-parted", label.cells[0], table, label.text, name, evidence, fields=(("code", code),)))
    return replace(label, text=name)


def _without_key(label: Label, table: int, findings: list[Finding]) -> Label:
    """The name without the word that says what it is, where a colon parts them: "Program : Pelayanan ..."."""
    name = text_without_key(label.text)
    if name == label.text:
        return label
    if label.cells:
        repair = Repair("label-parted", label.text, name, "a key and a colon stand before the name")
        findings.extend(notes_to_findings((repair,), (), label.cells[0], table))
    return replace(label, text=name)


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


def _own_labels(
    row: TableRow, columns: Sequence[ColumnMeaning], lexicon: DocumentWords, table: int, findings: list[Finding]
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


def record_to_indicator(record: Record) -> Label | None:
    """The row's own indicator: its column, else a goal's or objective's indicator printed in this row, else the item itself where the
    table has no indicator column. Of a row that names a programme or activity of its own the objective's indicator is not its own."""
    named = any(role in record.labels and not record.labels[role].inherited for role in _NAME_ROLES)
    for role in _INDICATORS:
        label = record.labels.get(role)
        if label is None or (role == "plan_item" and not record.item_is_indicator):
            continue
        if role == "indicator" or (not label.inherited and not (named and role != "plan_item")):
            return label
    return None
