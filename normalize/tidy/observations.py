"""Records, places and readings to observations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.levels.place import Place
from normalize.numbers.types import ValueReading
from normalize.numbers.value_grid import ValueCell
from normalize.repair import fold
from normalize.rows.records import Label, Record, record_to_indicator
from normalize.words.measures import MONEY
from normalize.words.money import text_to_currency
from normalize.words.quantities import unit_is_money, unit_is_percent
from schemas.finding import Finding
from schemas.logical import ColumnMeaning
from schemas.observation import YEARLY_MEASURES, Confidence, Labels, Observation, Period
from schemas.provenance import CellRef

_FIELDS = ("vision", "mission", "goal", "goal_indicator", "objective", "formula", "unit", "responsible", "location", "note")
_CONTRADICTIONS = frozenset({"sum-differs", "ratio-differs"})
_LABEL_DOUBTS = frozenset(
    {"row-clipped", "row-cut-doubtful", "text-cut", "text-across-rule", "text-unsure", "text-doubtful"}
)  # the end of a label may be missing
_VALUE_DOUBTS = frozenset(
    {"scale-doubtful", "engines-disagree", "value-struck", "sheet-sign-hidden", "formula-or-brackets"}
) | {
    "text-unsure",
    "text-doubtful",
    "mark-disputed",
}
"""Another engine puts another figure there, its author crossed it out, it hides its sign, its brackets may be a minus."""
_WORST: tuple[Confidence, ...] = ("contradicted", "unproven", "consistent", "proven", "reviewed")


def grid_to_observations(
    cells: Sequence[ValueCell],
    records: Sequence[Record],
    places: Sequence[Place],
    readings: Sequence[ValueReading],
    facts: TableFacts,
) -> tuple[Observation, ...]:
    """One observation per value cell of an indicator row, in the order of rows and columns; total rows give none.

    An observation's flags are the codes of the findings that touch its value, its labels or the heads over it; a contradiction among
    them lowers its confidence.
    """
    seen = _SeenRows(_codes_by_cell(facts.findings), facts, {}, {}, {})
    observations = []
    for cell, reading in zip(cells, readings, strict=True):
        record = records[cell.record]
        if not record.total and not (record.empty and record_to_indicator(record) is None):
            observations.append(_observation(cell, seen.row(cell, record, places[cell.record], reading), reading, seen))
    return tuple(observations)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What people answered about a table: cells, and columns and rows with the code of what the answer did."""

    cells: frozenset[CellRef]
    columns: Mapping[int, str]
    rows: Mapping[int, str]


NOT_REVIEWED = Reviewed(frozenset(), {}, {})


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What all observations of a table share: its number, its kind, its findings, the value cells that a ratio proves, and whether its
    columns were told from the alignment of words alone: then a value may stand under its neighbour's head, and nothing but
    independent evidence makes it more than unproven."""

    number: int
    kind: str
    findings: Sequence[Finding]
    proven: frozenset[CellRef] = frozenset()
    columns_inferred: bool = False
    reviewed: Reviewed = NOT_REVIEWED


def _unit(printed: str | None, column: ColumnMeaning, reading: ValueReading) -> str | None:
    """The unit of the value: for money the currency, since the row's unit counts the target; a ratio's is
    never the row's, unless that is percent; else the row's or the cell's own."""
    if column.measure == "achievement":
        return column.unit or reading.unit or (printed if unit_is_percent(printed) else None)
    if column.unit is not None and (column.measure in MONEY or (column.measure == "other" and unit_is_money(column.unit))):
        return column.unit
    if column.measure in MONEY:
        if unit_is_money(printed):
            return printed
        return reading.unit or next((unit for head in column.path if (unit := text_to_currency(head)) is not None), None)
    return printed or column.unit or reading.unit


def _codes_by_cell(findings: Sequence[Finding]) -> Mapping[CellRef, set[str]]:
    codes: dict[CellRef, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.cell is not None:
            codes[finding.cell].add(finding.code)
    return codes


@dataclass(frozen=True, slots=True)
class _Codes:
    """What was noticed about some cells: the codes of the findings, whether one of them doubts a label, whether a person answered."""

    flags: frozenset[str]
    doubted: bool
    answered: bool


_NOTHING = _Codes(frozenset(), doubted=False, answered=False)


@dataclass(frozen=True, slots=True)
class _SeenRow:
    """What all values of a row under one unit share."""

    record: Record
    place: Place
    labels: Labels
    cells: tuple[tuple[str, tuple[CellRef, ...]], ...]
    codes: _Codes


@dataclass(frozen=True, slots=True)
class _SeenRows:
    """Names of rows and codes of heads, each looked up once and not for every value."""

    touching: Mapping[CellRef, set[str]]
    facts: TableFacts
    names: dict[int, tuple[Labels, tuple[tuple[str, tuple[CellRef, ...]], ...]]]
    rows: dict[tuple[int, str | None], _SeenRow]
    heads: dict[tuple[CellRef, ...], _Codes]

    def row(self, cell: ValueCell, record: Record, place: Place, reading: ValueReading) -> _SeenRow:
        """The names of the value's row, with the value's own unit."""
        if cell.record not in self.names:
            self.names[cell.record] = record_to_labels(record, place)
        labels, cells = self.names[cell.record]
        unit = _unit(labels.unit, cell.slot.column, reading)
        key = (cell.record, unit)
        if key not in self.rows:
            if unit != labels.unit:
                labels = replace(labels, unit=unit)
                cells = tuple(entry for entry in cells if entry[0] != "unit")
            codes = self.codes([ref for _, refs in cells for ref in refs])
            self.rows[key] = _SeenRow(record, place, labels, cells, codes)
        return self.rows[key]

    def head(self, column: ColumnMeaning) -> _Codes:
        if column.cells not in self.heads:
            self.heads[column.cells] = self.codes(column.cells)
        return self.heads[column.cells]

    def codes(self, refs: Sequence[CellRef]) -> _Codes:
        touching, reviewed = self.touching, self.facts.reviewed
        if not reviewed.cells and not any(ref in touching for ref in refs):
            return _NOTHING
        return _Codes(
            flags=frozenset(code for ref in refs for code in touching.get(ref, ())),
            doubted=any(not _LABEL_DOUBTS.isdisjoint(touching.get(ref, ())) for ref in refs if ref not in reviewed.cells),
            answered=not reviewed.cells.isdisjoint(refs),
        )


def _observation(cell: ValueCell, row: _SeenRow, reading: ValueReading, seen: _SeenRows) -> Observation:
    column, facts = cell.slot.column, seen.facts
    record, place, labels = row.record, row.place, row.labels
    reviewed = facts.reviewed
    own, head = seen.codes([part.ref for part in cell.slot.cells]), seen.head(column)
    answers = {code for code in (reviewed.columns.get(column.column), reviewed.rows.get(record.row)) if code is not None}
    undated = _is_undated(column) and column.column not in reviewed.columns
    number_confidence = _number_confidence(reading, proven=cell.slot.cells[0].ref in facts.proven)
    doubted = row.codes.doubted or own.doubted or head.doubted
    unsure_name = doubted or record.unnamed or not (labels.indicator or place.names)
    unsure_column = not column.proven or undated
    number = reading.status in {"number", "bound"}
    return Observation(
        table=facts.number,
        table_kind=facts.kind,
        row=record.row,
        cell=cell.slot.cells[0].ref,
        labels=labels,
        level=place.level,
        level_basis=place.basis,
        measure=column.measure or "other",
        revision=column.revision,
        period=column.period or Period("none"),
        period_label=" › ".join(column.path),
        value_text=fold(cell.slot.raw),
        value_status=reading.status,
        value=float(reading.value) if number and reading.value is not None else None,
        value_low=float(reading.low) if reading.low is not None else None,
        value_high=float(reading.high) if reading.high is not None else None,
        comparator=reading.comparator,
        category=reading.category,
        scale=float(reading.scale),
        confidence=_confidence(
            number_confidence,
            own.flags,
            inferred=facts.columns_inferred,
            doubted=unsure_name or unsure_column,
            answered=bool(answers) or row.codes.answered or own.answered or head.answered,
        ),
        flags=tuple(sorted(row.codes.flags | own.flags | head.flags | set(reading.flags) | answers)),
        label_cells=row.cells,
        value_confidence=number_confidence,
        name_confidence="unproven" if unsure_name else "consistent",
        column_confidence="unproven" if unsure_column else "consistent",
        value_exact=_exact(reading.value) if number else None,
    )


def _exact(value: Decimal | None) -> str | None:
    """The number in figures where no float has its value: 12345678901234567.89."""
    return None if value is None or Decimal(repr(float(value))) == value else format(value.normalize(), "f")


def _number_confidence(reading: ValueReading, *, proven: bool) -> Confidence:
    """How sure the number alone is; `proven` where a ratio agrees."""
    return "proven" if proven and reading.confidence == "consistent" else reading.confidence


def _confidence(own: Confidence, value_codes: frozenset[str], *, inferred: bool, doubted: bool, answered: bool) -> Confidence:
    """The least of what supports the number (`own`), its column and its names; `doubted` are column or names. A person's answer settles
    the one that it is about: it makes the whole `reviewed` only where nothing else is in doubt."""
    found: list[Confidence] = [own]
    seen = own == "reviewed"
    doubted = doubted or (bool(value_codes & _VALUE_DOUBTS) and not seen)
    if doubted or (inferred and own in {"consistent", "reviewed"}):
        found.append("unproven")
    if value_codes & _CONTRADICTIONS and not seen:
        found.append("contradicted")
    least = min(found, key=_WORST.index)
    return "reviewed" if answered and least in {"consistent", "proven"} else least


def _is_undated(column: ColumnMeaning) -> bool:
    """True for figures of some year of which nothing tells the year: nobody can use them without a look at the page."""
    return column.measure in YEARLY_MEASURES and (column.period is None or column.period.year is None)


def record_to_labels(record: Record, place: Place) -> tuple[Labels, tuple[tuple[str, tuple[CellRef, ...]], ...]]:
    """The published labels of a record and, per label, the cells that it was read from."""
    chosen: dict[str, Label] = {}
    for band in record.bands:
        if band.kind.field in _FIELDS:
            chosen[band.kind.field] = Label(band.text, band.cells, inherited=True)
    for field in _FIELDS:
        if (label := record.labels.get(field)) is not None:  # type: ignore[call-overload]
            chosen[field] = label
    chosen |= dict(place.names)
    chosen |= {f"{level}_code": code for level, code in place.codes}
    if (indicator := record_to_indicator(record)) is not None:
        chosen["indicator"] = indicator
    if "objective" not in chosen and record.bands and record.bands[-1].kind.field == "other":
        chosen["objective"] = Label(record.bands[-1].text, record.bands[-1].cells, inherited=True)
    texts = {field: label.text for field, label in chosen.items() if label.text}
    cells = tuple((field, label.cells) for field, label in sorted(chosen.items()) if label.text)
    return Labels(**texts), cells
