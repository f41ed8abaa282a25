"""Which level each record belongs to, and the sums that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize.hierarchy import Entity, LevelChoice, SumCheck, block_to_checks, entities_to_levels
from normalize.kinds import KindDecision
from normalize.number_types import SumRelation, ValueReading
from normalize.records import Label, Record
from normalize.values import ValueGrid, reading_to_options
from schemas.finding import Finding
from schemas.observation import Level, LevelBasis
from schemas.provenance import CellRef

_DEEPEST: tuple[tuple[str, Level], ...] = (
    ("sub_activity", "sub_activity"),
    ("activity", "activity"),
    ("program", "program"),
    ("objective", "objective"),
    ("goal", "goal"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A record's place in the plan: its level, what the level rests on, and the names on the way down to it."""

    level: Level
    basis: LevelBasis
    program: Label | None = None
    activity: Label | None = None
    sub_activity: Label | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One activity with its parts: indices of records, and the sum check per value column."""

    head: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    checks: tuple[SumCheck, ...]
    columns: tuple[int, ...]
    summed: bool


@dataclass(frozen=True, slots=True)
class LevelReading:
    """Places of all records in order, the blocks found, and what to tell people."""

    places: tuple[Place, ...]
    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()


def records_to_levels(
    records: Sequence[Record],
    grid: ValueGrid,
    readings: Sequence[ValueReading],
    kind: KindDecision,
    program: Label | None,
    table: int,
) -> LevelReading:
    """The level of each record.

    A kind with a fixed level gives that ("printed"); otherwise the deepest column with a name decides; a column that mixes
    activities and sub-activities is solved by sums and cues.
    """
    if any("activity_or_sub" in record.labels for record in records):
        return _solve(records, grid, readings, program, table)
    fixed = kind.kind.row_level
    places = []
    for record in records:
        level, basis = _printed_level(record) if fixed in {"by_hierarchy", "unknown"} else (fixed, "printed")
        own = record.labels.get("program") or program
        places.append(Place(level, basis, own, record.labels.get("activity"), record.labels.get("sub_activity")))  # type: ignore[arg-type]
    return LevelReading(tuple(places))


def _printed_level(record: Record) -> tuple[Level, LevelBasis]:
    for role, level in _DEEPEST:
        if role in record.labels:
            return level, "printed"
    return "unknown", "unknown"


@dataclass(slots=True)
class _Group:
    label: Label
    records: list[int]


def _solve(
    records: Sequence[Record], grid: ValueGrid, readings: Sequence[ValueReading], program: Label | None, table: int
) -> LevelReading:
    groups = _records_to_groups(records)
    columns = tuple(sorted({cell.slot.column.column for cell in grid.cells}))
    entities = [_group_to_entity(group, records, grid, readings, columns) for group in groups]
    choices = entities_to_levels(entities)
    places: list[Place] = [Place("unknown", "unknown", program)] * len(records)
    findings: list[Finding] = []
    for group, choice in zip(groups, choices, strict=True):
        head = groups[choice.parent].label if choice.parent is not None else group.label
        own = group.label if choice.parent is not None else None
        place = Place(choice.level, choice.basis, program, head, own)
        for index in group.records:
            places[index] = place
        findings.append(_level_finding(group.label, choice, table))
    return LevelReading(tuple(places), _blocks(groups, entities, choices, columns), tuple(findings))


def _records_to_groups(records: Sequence[Record]) -> list[_Group]:
    groups: list[_Group] = []
    seen: tuple[CellRef, ...] | None = None
    for index, record in enumerate(records):
        label = record.labels.get("activity_or_sub")
        if label is None:
            continue
        if label.cells != seen or not groups:
            groups.append(_Group(replace(label, inherited=False), []))
            seen = label.cells
        groups[-1].records.append(index)
    return groups


def _group_to_entity(
    group: _Group, records: Sequence[Record], grid: ValueGrid, readings: Sequence[ValueReading], columns: Sequence[int]
) -> Entity:
    rows = [records[index] for index in group.records]
    vectors = tuple(
        tuple(
            reading_to_options(readings[cell.index]) if (cell := grid.at.get((index, column))) is not None else None
            for column in columns
        )
        for index in group.records
    )
    placed = group.label.placed
    return Entity(
        name=group.label.text,
        indicators=tuple(row.labels["indicator"].text for row in rows if "indicator" in row.labels),
        units=tuple(row.labels["unit"].text for row in rows if "unit" in row.labels),
        objectives=tuple(row.labels["objective"].text for row in rows if "objective" in row.labels),
        vectors=vectors,
        bold=placed is not None and placed.cell.style.bold,
    )


def _level_finding(label: Label, choice: LevelChoice, table: int) -> Finding:
    sure = choice.margin >= 1.0
    fields = (
        ("name", label.text),
        ("level", choice.level),
        ("other", "sub_activity" if choice.level == "activity" else "activity"),
        ("margin", "no other" if choice.margin == float("inf") else f"{choice.margin:.1f}"),
    )
    return Finding(
        "level-inferred" if sure else "level-doubtful",
        cell=label.cells[0] if label.cells else None,
        table=table,
        evidence="; ".join(choice.reasons) or "only its place in the order",
        fields=fields,
    )


def _blocks(
    groups: Sequence[_Group], entities: Sequence[Entity], choices: Sequence[LevelChoice], columns: tuple[int, ...]
) -> tuple[Block, ...]:
    blocks = []
    for index, choice in enumerate(choices):
        if choice.parent is not None:
            continue
        parts = [other for other, part in enumerate(choices) if part.parent == index]
        checks = block_to_checks(entities[index], [entities[part] for part in parts]) if parts else ()
        blocks.append(
            Block(
                tuple(groups[index].records),
                tuple(tuple(groups[part].records) for part in parts),
                checks,
                columns,
                choice.basis == "sum",
            )
        )
    return tuple(blocks)


def blocks_to_sums(blocks: Sequence[Block], grid: ValueGrid) -> tuple[SumRelation, ...]:
    """One relation per block and value column in which an activity with a single row prints a figure and has parts.

    Only blocks whose level rests on sums take part: elsewhere the relation itself is the question.
    """
    relations = []
    for block in blocks:
        if not block.summed or len(block.head) != 1:
            continue
        for column in block.columns:
            head = grid.at.get((block.head[0], column))
            parts = [grid.at.get((record, column)) for part in block.parts for record in part]
            printed = tuple(cell.index for cell in parts if cell is not None and cell.slot.raw.strip())
            if head is not None and head.slot.raw.strip() and printed:
                relations.append(SumRelation(head.index, printed))
    return tuple(relations)
