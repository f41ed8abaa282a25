"""Answers about rows: what they are, what their labels say, their unit, whose level they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from normalize.corrections.standing import Standing, correction_to_finding
from normalize.levels.under import record_to_name_cells
from normalize.rows.records import Label, Record
from normalize.rows.rejoin import TableRow
from normalize.rows.several_rows import row_to_line_count
from normalize.words.plan_bands import Band
from schemas.answer import LevelAnswer
from schemas.correction import Correction
from schemas.decision import Sign
from schemas.finding import Finding
from schemas.logical import LogicalTable, RoledRow, RowRole, SaidOfRow
from schemas.provenance import CellRef, parse_cell_ref

_ROLES: dict[str, RowRole] = {"data": "data", "group": "group", "total": "total", "note": "note", "furniture": "furniture"}
_SAID: dict[str, SaidOfRow] = {"joined": "joined", "several": "several", "one": "one"}
_OUTSIDE = "furniture"
SaidLabel = Callable[[Label], Label]


def table_with_answered_rows(table: LogicalTable, standing: Standing) -> tuple[LogicalTable, tuple[Finding, ...]]:
    """The table with the roles that people gave to rows of its body, and with what they said of how many rows these are. Where that cannot
    be (nothing stands above, the cells have not the same number of lines) the answer is told as not applied."""
    answers = standing.of_kind("row")
    if not answers:
        return table, ()
    body: list[RoledRow] = []
    outside: list[RoledRow] = []
    findings: list[Finding] = []
    for item in table.body:
        first = item.row.printed[0].ref if item.row.printed else None
        answer = answers.get(str(first))
        if answer is None or not _can_be(answer.after, item, body):
            body.append(item)
            continue
        findings.append(correction_to_finding(answer, table=table.number, related=(first,) if first is not None else ()))
        role, said = _ROLES.get(answer.after), _SAID.get(answer.after)
        changed = replace(item, said=said) if role is None else replace(item, role=role, sign=Sign("reviewed"), said="own")
        (outside if role == _OUTSIDE else body).append(changed)
    return replace(table, body=tuple(body), outside=(*table.outside, *outside)), tuple(findings)


def _can_be(after: str, item: RoledRow, above: Sequence[RoledRow]) -> bool:
    if after == "joined":
        return bool(above)
    return after != "several" or row_to_line_count(item.row) > 1


@dataclass(frozen=True, slots=True)
class RowAnswers:
    """Records as people answered, the labels' cells and the rows that they answered about, with the code of what was done, and that."""

    sections: tuple[tuple[Record, ...], ...]
    cells: frozenset[CellRef] = frozenset()
    rows: Mapping[int, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def sections_to_answered(
    sections: Sequence[Sequence[Record]], rows: Sequence[TableRow], table: int, standing: Standing
) -> RowAnswers:
    """The records of a table with the labels, units and levels that people gave. A label's answer holds for every row that has the
    label from that cell; one that puts a name under a cell with no name is told as not applied."""
    labels, units, levels = (standing.of_kind(kind) for kind in ("label", "unit", "level"))
    if not (labels or units or levels):
        return RowAnswers(tuple(tuple(part) for part in sections))
    first = {row.index: next((cell.ref for cell in row.cells if not cell.blank), None) for row in rows}
    findings: dict[str, Finding] = {}
    cells: set[CellRef] = set()
    answered_rows: dict[int, str] = {}

    def taken(item: Correction, cell: CellRef, texts: tuple[str, str] | None = None, *, own: bool = True) -> None:
        if own:
            cells.add(cell)
        if item.decision not in findings:
            related = () if own else (cell,)
            findings[item.decision] = correction_to_finding(item, cell if own else None, table, texts=texts, related=related)

    def of_row(record: Record, item: Correction, cell: CellRef) -> None:
        taken(item, cell, own=False)
        answered_rows[record.row] = findings[item.decision].code

    def said(label: Label) -> Label:
        item = labels.get(str(label.cells[0])) if label.cells else None
        if item is None:
            return label
        taken(item, label.cells[0], (label.text, item.after) if label.text != item.after else None)
        return replace(label, text=item.after)

    def answered(record: Record, names: Set[CellRef]) -> Record:
        record = _with_labels(record, said) if labels else record
        anchor = first.get(record.row)
        unit = units.get(str(anchor))
        if unit is not None and anchor is not None:
            of_row(record, unit, anchor)
            record = replace(record, labels=record.labels | {"unit": Label(unit.after, (), False)})
        given, item, cell = _level_of(record, anchor, levels)
        under = parse_cell_ref(given.under) if given is not None and given.under is not None else None
        if given is not None and item is not None and cell is not None and (under is None or under in names):
            of_row(record, item, cell)
            record = replace(record, said_level=given.level, said_under=under)
        return record

    named = [(part, _name_cells(part) if levels else frozenset()) for part in sections]
    changed = tuple(tuple(answered(record, names) for record in part) for part, names in named)
    return RowAnswers(changed, frozenset(cells), answered_rows, tuple(findings.values()))


def _name_cells(records: Sequence[Record]) -> frozenset[CellRef]:
    return frozenset(cell for record in records for cell in record_to_name_cells(record))


def _with_labels(record: Record, said: SaidLabel) -> Record:
    bands = tuple(_with_band(band, said) for band in record.bands)
    code = said(record.code) if record.code is not None else None
    return replace(record, labels={role: said(label) for role, label in record.labels.items()}, bands=bands, code=code)


def _with_band(band: Band, said: SaidLabel) -> Band:
    return replace(band, text=said(Label(band.text, band.cells, True)).text)


def _level_of(
    record: Record, anchor: CellRef | None, levels: Mapping[str, Correction]
) -> tuple[LevelAnswer | None, Correction | None, CellRef | None]:
    """The level, and what it lies under, that a person gave to the row, or to a name that it has from a cell of its own or merged over
    it."""
    if not levels:
        return None, None, None
    places = [anchor, *(label.cells[0] for label in record.labels.values() if label.cells)]
    for cell in places:
        item = levels.get(str(cell))
        if item is not None and isinstance(item.answer, LevelAnswer):
            return item.answer, item, cell
    return None, None, None
