"""Which values a sum may count.

    leaf     counted once: no other value of the document holds it or is held in it
    parent   values below it in the hierarchy (activities of a programme), or below its code (5.1.02 below 5.1), are printed too
    total    of a span of years whose years are printed in the same row, or of several amounts of one row (by source of funds)
    repeat   in a leaf already: the same cell read for another row, printed again elsewhere (`duplicate_of`), a quarter beside its
             year, the state before a revision beside the one after it

The sum over leaves of one document, measure and year never counts twice. A parent whose children print nothing for a year is the leaf
of that year.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rajut.identity.names import name_to_key
from schemas.observation import MONEY_MEASURES, Aggregation

Columns = Mapping[str, Sequence[Any]]
LEVELS = ("goal", "objective", "program", "activity", "sub_activity")
_DEPTHS = {level: depth for depth, level in enumerate(LEVELS)}
_SPEAKING = {"number", "bound", "range", "category", "ambiguous", "text"}
PARTS_BELOW = "parts-below"
_FEWEST_PARTS = 3  # amounts, their sum among them
_SUBPERIODS = {"quarter", "semester", "month"}

Slot = tuple[Any, ...]
Name = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One observation as this module sees it: its place in the hierarchy (`depth` -1 where unknown, `names` by depth), the slot of
    its value, and whether a value is printed."""

    table: str
    row: int
    depth: int
    names: Mapping[int, str]
    slot: Slot
    speaks: bool

    @property
    def own(self) -> Name | None:
        """The name that the row is about; None where it has none."""
        name = self.names.get(self.depth, "")
        return (self.depth, name) if name else None


@dataclass(slots=True)
class _Table:
    """The hierarchy of one table while its rows pass by in order: `open` is the entity that is open at each depth, numbered."""

    open: dict[int, tuple[str, int]] = field(default_factory=dict)
    last: dict[Name, int] = field(default_factory=dict)
    times: Counter[Name] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Counted:
    """`aggregation` of each observation, and the position of the one whose value it repeats, None for none."""

    aggregation: tuple[Aggregation, ...]
    repeats: tuple[int | None, ...]


def columns_to_aggregation(columns: Columns) -> Counted:
    """What each observation of one document is to a sum. The columns are those of observations.parquet, in its order."""
    rows = _columns_to_rows(columns)
    parents = _find_parents(rows) | _find_told(columns)
    repeats = _find_repeats(rows, columns, parents)
    within = _find_parts(rows, columns)
    aggregation: list[Aggregation] = []
    for at in range(len(rows)):
        kind: Aggregation = "leaf"
        if at in within:
            kind = within[at]
        elif at in repeats:
            kind = "repeat"
        elif at in parents:
            kind = "parent"
        aggregation.append(kind)
    return Counted(tuple(aggregation), tuple(repeats.get(at) for at in range(len(rows))))


def to_depth(level: str, labels: Mapping[str, str | None]) -> int:
    """The depth of a row by its level, else by the deepest name it bears below the objective; -1 where nothing tells."""
    if level in _DEPTHS:
        return _DEPTHS[level]
    return next((_DEPTHS[name] for name in reversed(LEVELS[2:]) if labels.get(name)), -1)


def _columns_to_rows(columns: Columns) -> list[Row]:
    rows = []
    names = [columns[level] for level in LEVELS]
    slots = [columns[name] for name in ("measure", "period_kind", "year", "subperiod", "revision", "year_first")]
    for at, table in enumerate(columns["table_id"]):
        labels = {level: column[at] for level, column in zip(LEVELS, names, strict=True)}
        keys = {depth: name_to_key(labels[level]) for depth, level in enumerate(LEVELS)}
        rows.append(
            Row(
                table,
                columns["row"][at],
                to_depth(columns["level"][at], labels),
                keys,
                tuple(column[at] for column in slots),
                columns["value_status"][at] in _SPEAKING,
            )
        )
    return rows


def _find_parents(rows: Sequence[Row]) -> set[int]:
    """Positions of values under which others are printed for the same slot: in rows below in the same table, or in another table
    that names the same entity, where this table names it once."""
    tables: dict[str, _Table] = defaultdict(_Table)
    entity: list[tuple[str, int] | None] = []
    filled: set[tuple[tuple[str, int], Slot]] = set()
    elsewhere: dict[tuple[Name, Slot], set[str]] = defaultdict(set)
    lines: dict[tuple[str, int], tuple[str, int] | None] = {}
    above: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for row in rows:
        line = (row.table, row.row)
        if line not in lines:
            lines[line], above[line] = _place_row(row, tables[row.table])
        entity.append(lines[line])
        if row.speaks:
            filled.update((owner, row.slot) for owner in above[line])
            for depth in range(max(row.depth, 0)):
                if row.names[depth]:
                    elsewhere[(depth, row.names[depth]), row.slot].add(row.table)
    found = set()
    for at, (row, owner) in enumerate(zip(rows, entity, strict=True)):
        if owner is None or row.own is None:
            continue
        others = elsewhere.get((row.own, row.slot), set()) - {row.table}
        if (owner, row.slot) in filled or (others and tables[row.table].times[row.own] == 1):
            found.add(at)
    return found


def _find_told(columns: Columns) -> set[int]:
    """Positions of values of which the reading of their table found that rows below hold their parts."""
    return {at for at, flags in enumerate(columns["flags"]) if flags and PARTS_BELOW in flags.split(";")}


def _place_row(row: Row, table: _Table) -> tuple[tuple[str, int] | None, list[tuple[str, int]]]:
    """The entity that the row is about, and those above it, as (table, number)."""
    if row.depth < 0 or row.own is None:
        return None, []
    above = []
    for depth in range(row.depth):
        name = row.names[depth]
        if not name:
            continue
        opened = table.open.get(depth)
        number = opened[1] if opened is not None and opened[0] == name else table.last.get((depth, name))
        if number is not None:
            above.append((row.table, number))
    opened = table.open.get(row.depth)
    if opened is None or opened[0] != row.own[1]:
        number = sum(table.times.values())
        table.times[row.own] += 1
        table.last[row.own] = number
        table.open[row.depth] = (row.own[1], number)
    for depth in [depth for depth in table.open if depth > row.depth]:
        del table.open[depth]
    return (row.table, table.open[row.depth][1]), above


def _find_repeats(rows: Sequence[Row], columns: Columns, parents: set[int]) -> dict[int, int]:
    """Position -> position of the value that it repeats: the same cell for the same entity, or the same figure of the same entity in an
    earlier table."""
    cells: dict[tuple[Any, ...], int] = {}
    facts: dict[tuple[Any, ...], int] = {}
    found: dict[int, int] = {}
    for at, row in enumerate(rows):
        if not row.speaks:
            continue
        cell = (columns["cell_ref"][at], row.slot, row.own)
        first = cells.setdefault(cell, at)
        if first != at:
            found[at] = first
            continue
        value = columns["value"][at]
        if value is None or (row.own is None and not columns["indicator"][at]):
            continue
        money = row.slot[0] in MONEY_MEASURES
        what = "" if money else name_to_key(columns["indicator"][at])
        if money and row.own is None:
            continue
        fact = (row.own, what, row.slot, value)
        first = facts.setdefault(fact, at)
        if first != at and rows[first].table != row.table and (first in parents) == (at in parents):
            found[at] = first
    return found


def _find_parts(rows: Sequence[Row], columns: Columns) -> dict[int, Aggregation]:
    """Spans beside their years are totals; quarters beside their year, and the state before a revision beside the one after it, repeat."""
    measures: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        measures[row.table, row.row, row.slot[0]].append(at)
    found: dict[int, Aggregation] = {}
    for group in measures.values():
        if len(group) == 1:
            continue
        spoken = [rows[at].slot for at in group if rows[at].speaks]
        years = {slot[2] for slot in spoken if slot[1] in {"year", "fiscal_year"}}
        revised = {(*slot[1:4], slot[5]) for slot in spoken if slot[4] == "after"}
        for at in group:
            _, kind, year, _, revision, first = rows[at].slot
            if kind == "span" and any(first is None or first <= other <= year for other in years if year is not None):
                found[at] = "total"
            elif (kind in _SUBPERIODS and year in years) or (
                revision in {"before", "change"} and (*rows[at].slot[1:4], first) in revised
            ):
                found[at] = "repeat"
        found |= dict.fromkeys(_find_sums(group, rows, columns), "total")
    return found


def _find_sums(group: Sequence[int], rows: Sequence[Row], columns: Columns) -> list[int]:
    """Of several amounts in one row for one slot (by source of funds, and all sources together) the last that is the sum of the others."""
    slots: dict[Slot, list[int]] = defaultdict(list)
    for at in group:
        if rows[at].slot[0] in MONEY_MEASURES and columns["value"][at] is not None:
            slots[rows[at].slot].append(at)
    found = []
    for several in (own for own in slots.values() if len(own) >= _FEWEST_PARTS):
        every = sum(columns["value"][at] for at in several)
        sums = [at for at in several if columns["value"][at] and 2 * columns["value"][at] == every]
        found.extend(sums[-1:])
    return found
