"""Activity or sub-activity where no code says it: a small constraint solve that keeps the runner-up.

Entities (names in the order printed) must form blocks of one activity and the sub-activities after it. A block's worth is how many
years its parts add up to the whole, whether no part exceeds the whole, and what the words say. The best division of the whole table
into blocks is found exactly by dynamic programming; forward and backward sums of the same recursion give, for each entity, what the
best division with the *other* level would have been worth: the margin.

That a plan's activity prints the sums of its sub-activities, even over mixed units, was measured on real cascading documents.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Literal

from normalize.levels.looks import Cues, Looks, looks_to_cues
from normalize.levels.outline import numbers_run_on
from normalize.repair import fold
from schemas.decision import Sign
from schemas.lexicon import lexicon
from schemas.observation import Level

LONGEST_BLOCK = 80
SURE_MARGIN = 1.0
_MOST_SUMS = 1024  # sums that the rows of one name may make in one column, each row read each way
_LARGE = Decimal(1000)
_NOMENCLATURE_WEIGHT = 4.0
_COUNTED_WEIGHT = 1.2
_LONE_PART = 0.1  # per figure: neighbours that have one amount are no whole and its part by that alone
_ZERO = frozenset({Decimal(0)})
Vector = tuple[frozenset[Decimal] | None, ...]
"""Per value column the possible readings of the printed number; None where nothing is printed."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One name with its rows: `vectors` hold a row's readings per value column, `known` is the level that a nomenclature gives."""

    name: str
    indicators: tuple[str, ...]
    units: tuple[str, ...]
    vectors: tuple[Vector, ...]
    bold: bool = False
    known: Level | None = None
    fill: tuple[int, int, int] | None = None
    indent: float | None = None
    number: str = ""
    """The number before the name, as printed."""


@dataclass(frozen=True, slots=True)
class SumCheck:
    """One value column of one block: what the activity prints and what its parts make. `agrees` is None where nothing can be
    compared (both blank)."""

    column: int
    printed: Decimal | None
    parts: Decimal | None
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class LevelChoice:
    """The level of one entity. `margin` is how much the best division is worth more than the best one with the other level
    (infinite when no other is possible); `parent` is the index of its activity, None for an activity itself. Signs above 0 speak for
    activity."""

    level: Literal["activity", "sub_activity"]
    basis: Literal["nomenclature", "sum", "cue", "style", "unknown"]
    margin: float
    parent: int | None
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class _Cue:
    level: str
    where: str
    pattern: re.Pattern[str]
    weight: float


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(_Cue(cue.level, cue.where, re.compile(cue.pattern, re.IGNORECASE), cue.weight) for cue in lexicon().cues)


def entities_to_levels(entities: Sequence[Entity]) -> tuple[LevelChoice, ...]:
    """The level of each entity, in order. Costs O(n * LONGEST_BLOCK) block evaluations. No entities give an empty tuple."""
    count = len(entities)
    if not count:
        return ()
    looks = looks_to_cues([Looks(entity.bold, entity.fill, entity.indent, len(entity.vectors)) for entity in entities])
    counted = (Sign("level_counted", _COUNTED_WEIGHT),) if numbers_run_on([entity.number for entity in entities]) else ()
    cues = [(*entity_to_cues(entity), *style, *counted) for entity, style in zip(entities, looks, strict=True)]
    worth = _block_worths(entities, cues)
    forward = _best_prefixes(count, worth)
    backward = _best_suffixes(count, worth)
    reach = _best_from(worth, backward)
    starts = _trace(count, worth, forward)
    bold_heads = _bold_tells(entities, starts)
    choices: list[LevelChoice] = []
    for parent, end in pairwise((*starts, count)):
        checks = block_to_checks(entities[parent], entities[parent + 1 : end])
        block = _Block(parent, end - parent - 1, bool(cues[parent]), checks, bold_heads)
        for index in range(parent, end):
            margin = _margin(index, index == parent, forward, backward, reach)
            choices.append(_choice(entities[index], index, cues[index], margin, block))
    return tuple(choices)


def entity_to_cues(entity: Entity) -> Cues:
    """Signs from words alone; a weight above 0 speaks for activity."""
    found: list[Sign] = []
    texts = {"name": (entity.name,), "indicator": entity.indicators[:1], "unit": entity.units}
    for cue in _cues():
        hit = next((text for text in texts[cue.where] if cue.pattern.search(fold(text))), None)
        if hit is not None:
            side = 1 if cue.level == "activity" else -1
            found.append(Sign(f"level_{cue.where}_typical", side * cue.weight, (fold(hit)[:40], cue.level)))
    if entity.known in {"activity", "sub_activity"}:
        side = 1 if entity.known == "activity" else -1
        found.append(Sign("level_nomenclature", side * _NOMENCLATURE_WEIGHT, (entity.known,)))
    if len(entity.vectors) > 1:
        found.append(Sign("level_rewritten", -0.8))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Figures:
    """An entity's merged readings: per value column the possible sums, and (column, lowest, highest) of those that are printed."""

    options: Vector
    printed: tuple[tuple[int, Decimal, Decimal], ...]


def _entity_to_figures(entity: Entity) -> _Figures:
    options = merge_vectors(entity.vectors)
    printed = tuple((column, min(found), max(found)) for column, found in enumerate(options) if found is not None)
    return _Figures(options, printed)


def _block_worths(entities: Sequence[Entity], cues: Sequence[Cues]) -> list[list[float]]:
    """`worth[i][k]`: value of the block of activity i with the k entities after it."""
    cue_sums = [sum(sign.weight for sign in cue) for cue in cues]
    figures = [_entity_to_figures(entity) for entity in entities]
    worth: list[list[float]] = []
    for head in range(len(entities)):
        total = cue_sums[head]
        sums = _Sums(figures[head])
        line = [total - 1.0]  # an activity without any sub-activity is unusual
        for tail in range(head + 1, min(len(entities), head + LONGEST_BLOCK)):
            total -= cue_sums[tail]
            sums.add(figures[tail])
            line.append(total + sums.worth())
        worth.append(line)
    return worth


class _Sums:
    """Running sums of a block's parts per value column, against the activity's own figures."""

    def __init__(self, head: _Figures) -> None:
        self.printed = head.options
        self.highest = [None if found is None else max(found) for found in head.options]
        self.parts: list[Decimal | None] = [None] * len(head.options)
        self.exceeds = 0
        self.count = 0

    def add(self, part: _Figures) -> None:
        self.count += 1
        for column, low, high in part.printed:
            so_far = self.parts[column]
            self.parts[column] = high if so_far is None else so_far + high
            whole = self.highest[column]
            if whole is None or whole < low:
                self.exceeds += 1

    def worth(self) -> float:
        agree = 0.0
        differ = 0
        for whole, parts in zip(self.printed, self.parts, strict=True):
            if not parts and (whole is None or whole == _ZERO):
                continue
            if whole is not None and parts is not None and parts in whole:
                # a sum of large amounts agrees by chance hardly ever
                agree += _LONE_PART if self.count == 1 else 1.0 if parts < _LARGE else 2.0
            else:
                differ += 1
        full = 1.0 if agree and not differ and self.count > 1 else 0.0
        return agree + full - 0.5 * differ - 0.4 * self.exceeds


def merge_vectors(vectors: Sequence[Vector]) -> Vector:
    """Per column the sums that an entity's rows can make; None where none of them prints anything."""
    if not vectors:
        return ()
    columns = ([found for found in column if found is not None] for column in zip(*vectors, strict=True))
    return tuple(_row_sums(readings) if readings else None for readings in columns)


def _row_sums(readings: Sequence[frozenset[Decimal]]) -> frozenset[Decimal]:
    """The sums of one reading of each row. Past `_MOST_SUMS` rows are no longer read one this way and one that way, which doubles the
    sums with every row: either all of them as the larger number or all as the smaller one, as one column mostly is."""
    total = readings[0]
    for options in readings[1:]:
        if len(total) * len(options) > _MOST_SUMS:
            return frozenset({sum(map(max, readings), Decimal(0)), sum(map(min, readings), Decimal(0))})
        total = frozenset(a + b for a in total for b in options)
    return total


def _best_prefixes(count: int, worth: Sequence[Sequence[float]]) -> list[float]:
    """`best[n]`: value of the best division of the first n entities."""
    best = [0.0] + [-math.inf] * count
    for head in range(count):
        if best[head] == -math.inf:
            continue
        for length, value in enumerate(worth[head], 1):
            best[head + length] = max(best[head + length], best[head] + value)
    return best


def _best_suffixes(count: int, worth: Sequence[Sequence[float]]) -> list[float]:
    """`best[n]`: value of the best division of the entities from n on."""
    best = [-math.inf] * count + [0.0]
    for head in range(count - 1, -1, -1):
        best[head] = max(value + best[head + length] for length, value in enumerate(worth[head], 1))
    return best


def _trace(count: int, worth: Sequence[Sequence[float]], forward: Sequence[float]) -> tuple[int, ...]:
    starts: list[int] = []
    end = count
    while end:
        head = max(
            (head for head in range(max(0, end - LONGEST_BLOCK), end) if end - head <= len(worth[head])),
            key=lambda head: (forward[head] + worth[head][end - head - 1], head),
        )
        starts.append(head)
        end = head
    return tuple(reversed(starts))


def _best_from(worth: Sequence[Sequence[float]], backward: Sequence[float]) -> list[list[float]]:
    """`reach[i][k]`: value of the best division from i on whose first block holds more than k entities."""
    reach: list[list[float]] = []
    for head, line in enumerate(worth):
        values = [value + backward[head + length] for length, value in enumerate(line, 1)]
        for position in range(len(values) - 2, -1, -1):
            values[position] = max(values[position], values[position + 1])
        reach.append(values)
    return reach


def _margin(
    index: int, is_head: bool, forward: Sequence[float], backward: Sequence[float], reach: Sequence[list[float]]
) -> float:
    best = forward[-1]
    if not is_head:
        return best - (forward[index] + backward[index])
    if index == 0:
        return math.inf
    others = (
        forward[head] + reach[head][index - head]
        for head in range(max(0, index - LONGEST_BLOCK), index)
        if index - head < len(reach[head])
    )
    return best - max(others, default=-math.inf)


def _bold_tells(entities: Sequence[Entity], starts: Sequence[int]) -> bool:
    """True when exactly the activities are printed bold."""
    bold = {index for index, entity in enumerate(entities) if entity.bold}
    return bool(bold) and bold == set(starts)


@dataclass(frozen=True, slots=True)
class _Block:
    """What the entities of one activity share: its index, how many parts it has, whether words speak about its level, its sums, and
    whether exactly the activities of the table are bold."""

    parent: int
    parts: int
    cued: bool
    checks: Sequence[SumCheck]
    bold_heads: bool


def _choice(entity: Entity, index: int, cues: Cues, margin: float, block: _Block) -> LevelChoice:
    is_head = index == block.parent
    agree = sum(check.agrees is True for check in block.checks)
    compared = sum(check.agrees is not None for check in block.checks)
    sums = (Sign("level_sums", details=(str(agree), str(compared))),) if compared else ()
    basis: Literal["nomenclature", "sum", "cue", "style", "unknown"] = "unknown"
    if agree and agree * 2 >= compared and block.parts > 1:
        basis = "sum"
    elif entity.known == ("activity" if is_head else "sub_activity"):
        basis = "nomenclature"
    elif block.bold_heads:
        basis = "style"
    elif cues or block.cued:
        basis = "cue"
    return LevelChoice(
        "activity" if is_head else "sub_activity", basis, margin, None if is_head else block.parent, (*sums, *cues)
    )


def block_to_checks(head: Entity, parts: Sequence[Entity]) -> tuple[SumCheck, ...]:
    """One check per value column: does the activity print the sum of its parts."""
    whole = merge_vectors(head.vectors)
    merged = [merge_vectors(part.vectors) for part in parts]
    checks = []
    for column, printed in enumerate(whole):
        values = [vector[column] for vector in merged if vector[column] is not None]
        total = _sum_options([value for value in values if value is not None])
        if (printed is None or printed == _ZERO) and (total is None or total == _ZERO):
            checks.append(SumCheck(column, None, None, None))
            continue
        agrees = printed is not None and total is not None and bool(printed & total)
        shown = max(printed & total) if agrees and printed and total else max(total) if total else None
        checks.append(SumCheck(column, max(printed) if printed else None, shown, agrees))
    return tuple(checks)


def _sum_options(options: Sequence[frozenset[Decimal]], most: int = 64) -> frozenset[Decimal] | None:
    """All sums of one reading each; past `most` combinations only the largest readings, so that the cost stays bounded."""
    if not options:
        return None
    total = frozenset({Decimal(0)})
    for readings in options:
        choice = readings if len(total) * len(readings) <= most else frozenset({max(readings)})
        total = frozenset(a + b for a in total for b in choice)
    return total
