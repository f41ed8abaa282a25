"""Amounts that hold those of rows below them, told by the codes of the rows where no names of the plan are.

    5.1        Belanja Operasi      148.650.000    holds 5.1.02, whose code goes on from its own
    5.1.02     Belanja Barang       148.650.000    holds the two items below it: they have no code, and their sum is its amount
               Kertas                48.650.000
               Tinta                100.000.000

A sum over all four rows would count the same money three times.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from normalize.levels.place import Place
from normalize.numbers.types import SumRelation, ValueReading
from normalize.numbers.value_grid import ValueCell, ValueGrid
from normalize.rows.records import Record
from normalize.words.measures import MONEY
from schemas.finding import Finding

_CODE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})*")
_SEVERAL = 2

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """One amount, the amounts of the rows right below it in the outline, the code that tells so, and whether they add up exactly."""

    head: ValueCell
    parts: tuple[ValueCell, ...]
    code: str
    exact: bool


def records_to_holdings(
    records: Sequence[Record], places: Sequence[Place], grid: ValueGrid, readings: Sequence[ValueReading]
) -> tuple[Holding, ...]:
    """The amounts that hold others; empty where no row has a code that another one goes on from. Rows that the plan's names tell apart say
    themselves what they hold; those of one form share its names."""
    coded, items = _records_to_children(records)
    names = [[(level, label.text) for level, label in place.names] for place in places]
    found = []
    for (index, column), head in grid.at.items():
        if head.slot.column.measure not in MONEY or not head.slot.raw.strip():
            continue
        own, loose = (
            tuple(
                cell
                for child in children[index]
                if names[child] == names[index]
                and (cell := grid.at.get((child, column))) is not None
                and cell.slot.raw.strip()
            )
            for children in (coded, items)
        )
        parts = own or loose
        exact = bool(parts) and _add_up(head, parts, readings)
        if own or exact:
            found.append(Holding(head, parts, ".".join(_record_to_path(records[index])), exact))
    return tuple(found)


def holdings_to_sums(holdings: Sequence[Holding]) -> tuple[SumRelation, ...]:
    """The sums that hold exactly over at least two amounts, as proof for all of them."""
    return tuple(
        SumRelation(one.head.index, tuple(part.index for part in one.parts))
        for one in holdings
        if one.exact and len(one.parts) >= _SEVERAL
    )


def holdings_to_findings(holdings: Sequence[Holding], table: int) -> tuple[Finding, ...]:
    """One finding for each amount that holds others."""
    return tuple(
        Finding(
            "parts-below",
            one.head.slot.cells[0].ref,
            table,
            fields=(("code", one.code), ("parts", str(len(one.parts)))),
            related=tuple(part.slot.cells[0].ref for part in one.parts),
        )
        for one in holdings
    )


def _records_to_children(records: Sequence[Record]) -> tuple[Mapping[int, list[int]], Mapping[int, list[int]]]:
    """The records right below each one: those whose codes go on from its own, and those without a code before the next one with."""
    coded: dict[int, list[int]] = defaultdict(list)
    items: dict[int, list[int]] = defaultdict(list)
    open_: list[tuple[int, Path]] = []
    summed = False
    for index, record in enumerate(records):
        path = _record_to_path(record)
        if record.total:
            summed = True
        elif path:
            while open_ and not (len(path) > len(open_[-1][1]) and path[: len(open_[-1][1])] == open_[-1][1]):
                open_.pop()
            if open_:
                coded[open_[-1][0]].append(index)
            open_.append((index, path))
            summed = False
        elif open_ and not summed:
            items[open_[-1][0]].append(index)
    return coded, items


def _record_to_path(record: Record) -> Path:
    """("5", "1", "02") for a row that prints the code 5.1.02, or that number, itself; () for none."""
    printed = record.code.text if record.code is not None and not record.code.inherited else record.number
    text = "".join(printed.split()).strip(".()")
    return tuple(text.split(".")) if _CODE.fullmatch(text) else ()


def _add_up(head: ValueCell, parts: Sequence[ValueCell], readings: Sequence[ValueReading]) -> bool:
    total = readings[head.index].value
    values = [readings[part.index].value for part in parts]
    known = [value for value in values if value is not None]
    return total is not None and bool(total) and len(known) == len(values) and sum(known) == total
