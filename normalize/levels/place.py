"""Which level each record belongs to, and the sums that follow from it.

In order of trust: a code, a level word before the name ("Kegiatan ..."), the column or band that holds the name, sums and cues
(normalize.levels.solve).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.columns.kind import ChosenKind
from normalize.context.small_multiples import Heading
from normalize.levels.blocks import Block, LevelledName, names_to_blocks
from normalize.levels.decided import level_to_decision, level_to_finding
from normalize.levels.listed_below import is_listed_below
from normalize.levels.one_rank import RankedName, choice_to_one_rank, parts_are_told
from normalize.levels.outline import numbers_to_levels, text_to_first_word, text_to_misspelt_level
from normalize.levels.solve import Entity, LevelChoice, block_to_checks, entities_to_levels
from normalize.numbers.types import ValueReading
from normalize.numbers.value_grid import ValueCell, ValueGrid, reading_to_options
from normalize.rows.records import Label, Record
from normalize.words.measures import MONEY
from normalize.words.plan_bands import text_to_group
from normalize.words.plan_codes import code_to_level, code_to_parts, codes_to_own_form
from normalize.words.quantities import unit_is_percent
from schemas.decision import Decision
from schemas.finding import Finding
from schemas.logical import ColumnRole
from schemas.nomenclature import Nomenclature
from schemas.observation import Level, LevelBasis
from schemas.provenance import CellRef

_MIXED: tuple[ColumnRole, ...] = ("activity_or_sub", "plan_item")
_NAMED: tuple[Level, ...] = ("sub_activity", "activity", "program", "objective", "goal")
_LARGE = Decimal(1000)  # smaller sums may agree by chance
_PLAN_LEVELS: tuple[Level, ...] = ("program", "activity", "sub_activity")


@dataclass(frozen=True, slots=True)
class Place:
    """A record's place in the plan: its level, what the level rests on, and the names on the way down to it with their codes."""

    level: Level
    basis: LevelBasis
    names: tuple[tuple[Level, Label], ...] = ()
    codes: tuple[tuple[Level, Label], ...] = ()


@dataclass(frozen=True, slots=True)
class LevelReading:
    """Places of all records in order, the blocks found, what to tell people, and the decisions, name by name."""

    places: tuple[Place, ...]
    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one name in a column that mixes levels."""

    label: Label
    records: tuple[int, ...]
    code: Label | None
    number: str = ""
    said: Level | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    level: Level
    basis: LevelBasis
    choice: LevelChoice | None = None


def records_to_levels(
    records: Sequence[Record],
    grid: ValueGrid,
    readings: Sequence[ValueReading],
    kind: ChosenKind,
    program: Label | None,
    table: int,
    nomenclature: Nomenclature,
) -> LevelReading:
    """The level of each record; "unknown" where nothing tells it.

    A kind with a fixed level gives that; a column that mixes levels is decided name by name; else the deepest column or band with
    a name decides. `program` is the one in force above the table.
    """
    mixed = next((role for role in _MIXED if any(role in record.labels for record in records)), None)
    if mixed is not None and _is_plan(mixed, records):
        return _mixed_levels(records, grid, readings, mixed, program, table, nomenclature)
    fixed = kind.kind.row_level
    places = []
    decisions: list[Decision | None] = []
    for record in records:
        names = _printed_names(record, program)
        open_level = fixed in {"by_hierarchy", "unknown"} or (fixed == "objective" and _is_goal_alone(record))
        level, basis = _deepest(record, names, program) if open_level else (fixed, "printed")
        if record.said_level is not None:
            level, basis = record.said_level, "reviewed"
        places.append(Place(level, basis, names, _printed_codes(record, names)))  # type: ignore[arg-type]
        decisions.append(level_to_decision(_own_cells(record), level, basis))  # type: ignore[arg-type]
    return LevelReading(tuple(places), decisions=tuple(one for one in decisions if one is not None))


def _own_cells(record: Record) -> tuple[CellRef, ...]:
    """The cells of the first name that the row prints itself."""
    return next((label.cells for label in record.labels.values() if label.cells and not label.inherited), ())


def places_under_heading(places: Sequence[Place], heading: Heading | None) -> tuple[Place, ...]:
    """The places with the table's heading as their activity, and that of its group as their programme, where the rows name none
    themselves."""
    if heading is None:
        return tuple(places)
    program: tuple[tuple[Level, Label], ...] = (("program", heading.group),) if heading.group is not None else ()
    code: tuple[tuple[Level, Label], ...] = (("activity", heading.code),) if heading.code is not None else ()
    return tuple(
        place if place.names else replace(place, names=(*program, ("activity", heading.name)), codes=code) for place in places
    )


def _is_plan(role: ColumnRole, records: Sequence[Record]) -> bool:
    """A mixed column holds plan levels when its head says so, or when it has codes, level words or an indicator beside it."""
    if role == "activity_or_sub":
        return True
    return any(
        "indicator" in record.labels
        or (record.code is not None and code_to_level(record.code.text) is not None)
        or _label_level(record.labels[role]) is not None
        for record in records
        if role in record.labels
    )


def _printed_names(record: Record, program: Label | None) -> tuple[tuple[Level, Label], ...]:
    names: dict[Level, Label] = {"program": program} if program is not None else {}
    names |= _band_names(record)
    for level in _PLAN_LEVELS:
        if (label := record.labels.get(level)) is not None:
            names[level] = label
    return tuple(names.items())


def _printed_codes(record: Record, names: Sequence[tuple[Level, Label]]) -> tuple[tuple[Level, Label], ...]:
    """The codes of bands, and the row's own where its form says that it is that of a name of the row."""
    codes = _band_codes(record)
    own = code_to_level(record.code.text) if record.code is not None else None
    if record.code is not None and own is not None and own in dict(names):
        codes[own] = record.code
    return tuple(codes.items())


def _band_names(record: Record) -> dict[Level, Label]:
    return {b.kind.field: Label(b.text, b.cells, True) for b in record.bands if b.kind.field in _PLAN_LEVELS}


def _column_names(record: Record) -> dict[Level, Label]:
    """Names in columns of their own left of the values."""
    beyond = _beyond_values(record)
    return {level: label for level in _PLAN_LEVELS if level not in beyond and (label := record.labels.get(level)) is not None}


def _band_codes(record: Record) -> dict[Level, Label]:
    return {
        band.kind.field: Label(band.code, band.cells, True)
        for band in record.bands
        if band.kind.field in _PLAN_LEVELS and band.code is not None
    }


def _deepest(record: Record, names: Sequence[tuple[Level, Label]], program: Label | None) -> tuple[Level, LevelBasis]:
    if _is_goal_row(record):
        return "goal", "printed"
    beyond = _beyond_values(record)
    named: set[str] = {level for level, label in names if label is not program}
    named |= {*record.labels, *(band.kind.field for band in record.bands)}
    return next(((level, "printed") for level in _NAMED if level in named - beyond), ("unknown", "unknown"))


def _beyond_values(record: Record) -> set[str]:
    """Names right of the first value column: by what the indicator is reached ("Cara mencapai ..."), not whose it is."""
    first = min((slot.column.column for slot in record.values), default=None)
    placed = {role: label.placed for role, label in record.labels.items() if label.placed is not None}
    return {role for role, cell in placed.items() if first is not None and cell.column > first}


def _is_goal_alone(record: Record) -> bool:
    """A row of a goal before any objective of it holds the goal's indicator."""
    return "goal" in record.labels and "objective" not in record.labels


def _is_goal_row(record: Record) -> bool:
    return (
        (goal := record.labels.get("goal_indicator")) is not None and not goal.inherited and "indicator" not in record.labels
    )


def _mixed_levels(
    records: Sequence[Record],
    grid: ValueGrid,
    readings: Sequence[ValueReading],
    role: ColumnRole,
    program: Label | None,
    table: int,
    nomenclature: Nomenclature,
) -> LevelReading:
    groups = _records_to_groups(records, role)
    columns = _sum_columns(grid)
    entities = [
        replace(_group_to_entity(group, records, grid, readings, columns), known=nomenclature.level_of(group.label.text))
        for group in groups
    ]
    verdicts = _groups_to_verdicts(groups, entities, two_levels=role == "activity_or_sub")
    places = _places(groups, verdicts, records, program)
    findings = [
        level_to_finding(group.label, verdict.choice, table)
        for group, verdict in zip(groups, verdicts, strict=True)
        if verdict.choice is not None
    ]
    names = [
        LevelledName(entity, group.records, verdict.level, verdict.basis)
        for group, entity, verdict in zip(groups, entities, verdicts, strict=True)
    ]
    decided = [
        level_to_decision(group.label.cells, verdict.level, verdict.basis, verdict.choice)
        for group, verdict in zip(groups, verdicts, strict=True)
    ]
    decisions = tuple(one for one in decided if one is not None)
    return LevelReading(places, names_to_blocks(names, columns), tuple(findings), decisions)


def _sum_columns(grid: ValueGrid) -> tuple[int, ...]:
    """The value columns in which parts should add up: the amounts of money where there are any, else all."""
    every = {cell.slot.column.column: cell.slot.column.measure for cell in grid.cells}
    money = tuple(sorted(column for column, measure in every.items() if measure in MONEY))
    return money or tuple(sorted(every))


def _records_to_groups(records: Sequence[Record], role: ColumnRole) -> list[_Group]:
    groups: list[_Group] = []
    seen: tuple[CellRef, ...] | None = None
    for index, record in enumerate(records):
        label = record.labels.get(role)
        if label is None or record.total:
            continue
        if groups and (label.cells == seen or is_listed_below(record, label)):
            groups[-1] = replace(groups[-1], records=(*groups[-1].records, index))
        else:
            whole = replace(label, inherited=False)
            groups.append(_Group(whole, (index,), record.code, record.number, record.said_level))
            seen = label.cells
    return groups


def _group_to_entity(
    group: _Group, records: Sequence[Record], grid: ValueGrid, readings: Sequence[ValueReading], columns: Sequence[int]
) -> Entity:
    rows = [records[index] for index in group.records]
    vectors = tuple(
        tuple(
            reading_to_options(readings[cell.index])
            if (cell := grid.at.get((index, column))) is not None and _may_add_up(records[index], cell)
            else None
            for column in columns
        )
        for index in group.records
    )
    placed = group.label.placed
    return Entity(
        name=group.label.text,
        indicators=tuple(row.labels["indicator"].text for row in rows if "indicator" in row.labels),
        units=tuple(row.labels["unit"].text for row in rows if "unit" in row.labels),
        vectors=vectors,
        bold=placed is not None and placed.cell.style.bold,
        fill=placed.cell.style.fill if placed is not None else None,
        indent=placed.cell.style.indent if placed is not None else None,
        number=group.number,
    )


def _may_add_up(record: Record, cell: ValueCell) -> bool:
    """Percentages of one thing and of another make no sum."""
    unit = record.labels.get("unit")
    percent = "%" in cell.slot.raw or (unit is not None and unit_is_percent(unit.text))
    return cell.slot.column.measure in MONEY or not percent


def _word_level(text: str) -> Level | None:
    field = text_to_group(text).field
    return field if field in _PLAN_LEVELS else None


def _label_level(label: Label) -> Level | None:
    """The level by the word before the name, also where it was parted from it ("Program: ...")."""
    return _word_level(label.text) or (_word_level(label.placed.text) if label.placed is not None else None)


def _groups_to_verdicts(groups: Sequence[_Group], entities: Sequence[Entity], *, two_levels: bool) -> list[_Verdict]:
    """Codes and level words first; what they leave open is solved between them, programme by programme."""
    numbered = numbers_to_levels([group.number for group in groups], two_levels=two_levels) or (None,) * len(groups)
    form = codes_to_own_form([(g.code.text, _label_level(g.label)) for g in groups if g.code is not None])
    spelt = {text_to_first_word(g.label.text): level for g in groups if (level := _label_level(g.label)) is not None}
    verdicts: list[_Verdict | None] = [
        _sure_verdict(group, form)
        or (_Verdict(meant, "cue") if (meant := text_to_misspelt_level(group.label.text, spelt)) is not None else None)
        or (_Verdict("program", "nomenclature") if entity.known == "program" else None)
        or (_Verdict(level, "printed") if level is not None else None)
        for group, entity, level in zip(groups, entities, numbered, strict=True)
    ]
    first_program = next((i for i, verdict in enumerate(verdicts) if verdict is not None and verdict.level == "program"), None)
    start = 0
    while start < len(groups):
        end = start
        while end < len(groups) and verdicts[end] is None:
            end += 1
        if end > start:
            above = first_program is not None and start < first_program and not two_levels
            parent = verdicts[start - 1] if start else None
            if parent is not None and parent.level == "program" and _are_its_parts(entities[start - 1], entities[start:end]):
                verdicts[start:end] = [_Verdict("activity", "sum")] * (end - start)
            else:
                verdicts[start:end] = _solve(entities[start:end], start, unknown=above)
        start = max(end, start + 1)
    found = [verdict for verdict in verdicts if verdict is not None]
    if two_levels or parts_are_told([RankedName(verdict.level, verdict.choice) for verdict in found]):
        return found
    return [_as_one_rank(verdict) for verdict in found]


def _as_one_rank(verdict: _Verdict) -> _Verdict:
    if verdict.choice is None:
        return verdict
    choice = choice_to_one_rank(verdict.choice)
    return _Verdict(choice.level, choice.basis, choice)


def _are_its_parts(program: Entity, names: Sequence[Entity]) -> bool:
    """True where all names below a programme add up to it: then none of them is a part of another."""
    checks = block_to_checks(program, names)
    agree = [check for check in checks if check.agrees]
    large = any(check.printed is not None and check.printed >= _LARGE for check in agree)
    return len(names) > 1 and large and not any(check.agrees is False for check in checks)


def _sure_verdict(group: _Group, form: Mapping[int, Level]) -> _Verdict | None:
    """The level that the code tells, by the `form` of the table where it has one of its own, else the word before the name."""
    if group.said is not None:
        return _Verdict(group.said, "reviewed")
    if group.code is not None:
        level = form.get(code_to_parts(group.code.text)) if form else code_to_level(group.code.text)
        return _Verdict(level, "code") if level is not None else _Verdict("unknown", "code")
    word = _label_level(group.label)
    return _Verdict(word, "printed") if word is not None else None


def _solve(entities: Sequence[Entity], start: int, *, unknown: bool) -> list[_Verdict | None]:
    if unknown:  # names above the first programme: fields of government, the agency itself
        return [_Verdict("unknown", "unknown") for _ in entities]
    moved = (replace(c, parent=c.parent + start) if c.parent is not None else c for c in entities_to_levels(entities))
    return [_Verdict(choice.level, choice.basis, choice) for choice in moved]


def _places(
    groups: Sequence[_Group], verdicts: Sequence[_Verdict], records: Sequence[Record], program: Label | None
) -> tuple[Place, ...]:
    count = len(records)
    bands: dict[Level, Label] = {}
    places = [Place("unknown", "unknown", (("program", program),) if program is not None else ())] * count
    above: dict[Level, Label] = {"program": program} if program is not None else {}
    base: dict[Level, Label] = {}
    names, codes = dict[Level, Label](), dict[Level, Label]()
    for group, verdict in zip(groups, verdicts, strict=True):
        first = records[group.records[0]]
        own, beside = _band_names(first), above | _column_names(first)
        if own != bands or beside != base:  # a new band, or a new name beside, ends the names below the one before
            bands, base, names, codes = own, beside, beside | own, _band_codes(first)
        if verdict.level in _PLAN_LEVELS:
            for lower in _PLAN_LEVELS[_PLAN_LEVELS.index(verdict.level) :]:
                names.pop(lower, None)
                codes.pop(lower, None)
            names[verdict.level] = group.label
            if group.code is not None:
                codes[verdict.level] = group.code
            place = Place(verdict.level, verdict.basis, tuple(names.items()), tuple(codes.items()))
        else:
            names, codes = {}, {}
            place = Place("unknown", verdict.basis, (("program", group.label),))
        for index in group.records:
            places[index] = place
    return tuple(places)
