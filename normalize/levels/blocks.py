"""Activities with their parts, and the sums that they claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.levels.solve import Entity, SumCheck, block_to_checks
from normalize.numbers.types import SumRelation
from normalize.numbers.value_grid import ValueGrid
from schemas.observation import Level, LevelBasis


@dataclass(frozen=True, slots=True)
class Block:
    """One activity with its parts: indices of records, and the sum check per value column."""

    head: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    checks: tuple[SumCheck, ...]
    columns: tuple[int, ...]
    summed: bool


@dataclass(frozen=True, slots=True)
class LevelledName:
    """One name: its figures, the records of its rows, its level and what that rests on."""

    entity: Entity
    records: tuple[int, ...]
    level: Level
    basis: LevelBasis


def names_to_blocks(names: Sequence[LevelledName], columns: tuple[int, ...]) -> tuple[Block, ...]:
    """Each activity with the sub-activities after it, whatever the levels rest on. `columns` are those of the figures."""
    blocks = []
    head: LevelledName | None = None
    parts: list[LevelledName] = []
    for name in (*names, None):
        if name is not None and name.level == "sub_activity":
            parts.append(name)
            continue
        if head is not None and parts:
            blocks.append(_block(head, parts, columns))
        head, parts = (name if name is not None and name.level == "activity" else None), []
    return tuple(blocks)


def _block(head: LevelledName, parts: Sequence[LevelledName], columns: tuple[int, ...]) -> Block:
    checks = block_to_checks(head.entity, [part.entity for part in parts])
    agree = sum(check.agrees is True for check in checks)
    compared = sum(check.agrees is not None for check in checks)
    alone = len(parts) == 1 and parts[0].basis in {
        "sum",
        "unknown",
    }  # equal neighbours: nothing else says that one is the other's part
    summed = not alone and (head.basis == "sum" or (agree * 2 > compared and agree > 0))
    return Block(head.records, tuple(part.records for part in parts), checks, columns, summed)


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
