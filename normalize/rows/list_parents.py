"""Rows that carry no value and begin a list of rows which do: what is counted, and below it of what.

1 | Jumlah produksi (ton): |                 the second row is the production of meat: "Jumlah produksi (ton): - Daging"
  | - Daging               | 12.540
2 | Nilai tukar petani     | 101,2           the list has ended

A row begins one by a colon, or by a word of quantity or a unit before rows that have none. What lies below it says so by marks, by its
indent below a colon, or by the number that it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from normalize.repair import fold
from normalize.rows.rejoin import TableRow, slot_to_raw
from normalize.text.look import text_to_shape
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, ColumnRole

NAMED: tuple[ColumnRole, ...] = ("indicator", "objective_indicator", "goal_indicator", "plan_item")
_BULLET = re.compile(r"[-–•·▪■●◦○▫➢➤►✓*\uf0a7\uf0b7\uf0d8]\s*(?=[^\W\d_])")
_LETTER = re.compile(r"\(?[a-z][.)]\s*(?=\w)")
_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s*(?=[^\W\d_])")
_MARKS = (_BULLET, _LETTER, _NUMBER)
_QUANTITY = re.compile(rf"(?:{lexicon().either('rows.quantity')})\b", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"\([^()]{1,24}\)$")
_STEP = 4.0  # points of indent
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Item:
    """One row as far as lists are concerned: its name without the mark before it, the kind of that mark, and what it prints beside."""

    row: int
    name: str
    mark: re.Pattern[str] | None
    numbered: bool
    unit: bool
    valued: bool
    band: bool
    indent: float | None

    @property
    def opens(self) -> bool:
        return self.name.endswith(":")

    @property
    def counts(self) -> bool:
        """True for a name that is one of a figure: it begins with a quantity."""
        return _QUANTITY.match(self.name) is not None

    @property
    def measures(self) -> bool:
        """True for a name of figures of one kind: by its quantity, by its unit, or by the one in brackets behind it."""
        return self.counts or self.unit or _UNIT_BEHIND.search(self.name.rstrip(": ")) is not None

    @property
    def may_begin(self) -> bool:
        """True where the row prints no value and says that figures of one kind follow."""
        return not self.valued and (self.opens or self.measures)


def rows_to_lists(rows: Sequence[TableRow], columns: Sequence[ColumnMeaning]) -> Mapping[int, tuple[int, ...]]:
    """For each row of a list the rows that it lies below, outermost first, all by `TableRow.index`."""
    found: dict[int, tuple[int, ...]] = {}
    for run in _runs(rows, columns):
        at = 0
        while at < len(run):
            members = _members(run, at, inner=run[at].row in found)
            for member in members:
                found[member.row] = (*found.get(run[at].row, ()), run[at].row)
            at += 1
    return found


def _runs(rows: Sequence[TableRow], columns: Sequence[ColumnMeaning]) -> Iterable[Sequence[_Item]]:
    """The rows that print a name of their own, in stretches that no band, total or other name of the plan cuts."""
    names = next(([c.column for c in columns if c.role == role] for role in NAMED if any(c.role == role for c in columns)), [])
    if len(names) != 1:
        return
    run: list[_Item] = []
    others = {column.column for column in columns if column.role not in {*NAMED, "value", "unit", "number", "note", "unknown"}}
    for row in rows:
        item = _row_to_item(row, columns, names[0]) if row.role in {"data", "group"} else None
        if item is not None and item.band and not item.may_begin:
            item = None
        if item is None or row.printed & others:
            yield run
            run = []
        if item is not None:
            run.append(item)
    yield run


def _row_to_item(row: TableRow, columns: Sequence[ColumnMeaning], name: int) -> _Item | None:
    text = fold(slot_to_raw(row.slots[name]))
    if text_to_shape(text) != "text":
        return None
    printed = [column.role for column in columns if column.column in row.printed]
    mark = next((mark for mark in _MARKS if mark.match(text)), None)
    return _Item(
        row=row.index,
        name=mark.sub("", text, count=1) if mark is not None else text,
        mark=mark,
        numbered="number" in printed,
        unit="unit" in printed,
        valued="value" in printed,
        band=row.role == "group",
        indent=next((cell.cell.style.indent for cell in row.slots[name] if not cell.blank), None),
    )


def _members(run: Sequence[_Item], at: int, *, inner: bool) -> Sequence[_Item]:
    """The rows of the list that begins at this place; () for none. Rows below one of its own rows belong to it too; `inner` is a row that
    lies in a list itself."""
    parent, below = run[at], run[at + 1 :]
    if not (parent.may_begin or (inner and not parent.valued)) or not below or below[0].numbered:
        return ()
    first = below[0]
    if first.mark is not None and first.mark is not parent.mark:
        members = [item for item in _until(below, parent) if item.mark is not None]
        own = [item for item in members if item.mark is first.mark]
    else:
        deeper = parent.indent is not None and first.indent is not None and first.indent >= parent.indent + _STEP
        if first.mark is not None or not parent.opens or not (deeper or parent.numbered):
            return ()
        members = own = list(_until(below, parent, first.indent if deeper else None))
    if any(item.counts for item in own) and not (parent.opens and parent.measures):
        return ()  # each is a whole name
    if parent.band and not parent.measures and len(members) == len(below):
        return ()  # it heads all that follows
    return members if any(item.valued for item in members) and (parent.opens or len(own) >= _FEWEST) else ()


def _until(below: Sequence[_Item], parent: _Item, indent: float | None = None) -> Iterable[_Item]:
    """The rows up to one that is numbered, has the mark of the one above the list, or none where the list has some; `indent` is that of
    a list without marks."""
    marked = below[0].mark is not None
    for item in below:
        level = item.mark is not None and item.mark is not parent.mark if marked else item.mark is None and not item.opens
        if item.numbered or not level or (indent is not None and (item.indent is None or item.indent < indent - _STEP)):
            return
        yield item
