"""A name cut in the middle of its item, by the page break or between two rows that no rule parts: the item goes on with a row of its own,
and only its label has a tail.

Item numbers or codes prove it: the names of the table are numbered, and this one has no number or that of the item before the break.
Without numbers, a name that ends open and goes on in small letters does.

    page 3   3 | Program Stabilisasi Harga Barang | Disparitas harga | 30
    page 4     | Kebutuhan Pokok                  | Realisasi pupuk  | 40        nothing stands in the column of numbers

Both indicators belong to "Program Stabilisasi Harga Barang Kebutuhan Pokok": the name moves up, indicators and values stay in their rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from normalize.repair import fold
from normalize.rows.rejoin import TableRow, row_with_slot, slot_to_raw
from normalize.text.look import is_open_ended
from normalize.text.room_in_cell import cells_to_pitch, has_room_below
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, ColumnRole

_NAMES: tuple[ColumnRole, ...] = ("program", "activity", "sub_activity", "activity_or_sub", "plan_item", "objective")
_MOSTLY = 0.8
_CODE_GOES_ON = "the code goes on after the break"
_KEY_BESIDE_REST = "the name before the break ends open and has no number, its number stands beside its rest"
_COMPANIONS: frozenset[ColumnRole] = frozenset({"responsible", "location", "note", "source"})
_AROUND = 2  # words on either side of a break that another text prints too
_FEWEST = 4  # names that make a custom
_LEVEL = re.compile(rf"{lexicon().either('plan.level_word')}\b", re.IGNORECASE)
_CODE_PART = re.compile(r"[.\d]{1,12}")


def rows_to_whole_labels(
    rows: Sequence[TableRow], columns: Sequence[ColumnMeaning], table: int
) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """The rows with cut names made whole: the tail's cell moves up into the row where the name begins."""
    result = list(rows)
    findings: list[Finding] = []
    name = next((column.column for role in _NAMES for column in columns if column.role == role), None)
    if name is None:
        return tuple(rows), ()
    keys = tuple(column.column for column in columns if column.role == "number")[:1]
    codes = tuple(column.column for column in columns if column.role == "code")
    keys = next((some for some in (keys, codes) if some and _numbered(rows, name, some)), ())
    custom = None if keys else _rows_to_custom(rows, name, columns)
    known = _Codes(rows, keys[0]) if len(keys) == 1 else None
    for index in range(1, len(rows)):
        cut = _find_cut(result, index, name, keys, custom, known)
        if cut is None:
            continue
        head = _named_above(result, index, name)
        assert head is not None  # the evidence rests on it
        tail = result[index].slots[name]
        before = slot_to_raw(result[head].slots[name])
        findings.append(
            Finding(
                "row-rejoined",
                cell=result[head].slots[name][0].ref,
                table=table,
                before=fold(before),
                after=fold(f"{before}\n{slot_to_raw(tail)}"),
                evidence=cut.evidence,
                related=tuple(cell.ref for cell in tail),
            )
        )
        if cut.key == "beside the rest":
            findings.extend(_figures_beside_rest(result[head], result[index], columns, table))
        before_join = (result[head], result[index])
        for column in (name, *keys):
            if slot_to_raw(result[index].slots[column]) and (column == name or cut.key == "goes on"):
                result[head] = row_with_slot(result[head], column, (*result[head].slots[column], *result[index].slots[column]))
                result[index] = row_with_slot(result[index], column, ())
        if known is not None:
            for row, change in zip((*before_join, result[head], result[index]), (-1, -1, 1, 1), strict=True):
                known.count(row, change)
    return tuple(result), tuple(findings)


def _figures_beside_rest(head: TableRow, rest: TableRow, columns: Sequence[ColumnMeaning], table: int) -> Iterator[Finding]:
    """One doubt per blank value where the item begins and the rest of its cell, cut by the page, may print the figure."""
    evidence = "the item goes on after the page break, and this column prints a figure only there"
    for column in columns:
        cells = head.slots[column.column]
        if column.role == "value" and cells and not slot_to_raw(cells) and slot_to_raw(rest.slots[column.column]):
            yield Finding("row-cut-doubtful", cells[0].ref, table, evidence=evidence)


@dataclass(frozen=True, slots=True)
class _Custom:
    """How names without numbers are printed: the other columns that rows with a name always print, whether names begin with their level
    ("Kegiatan", "Sub Kegiatan"), and the points that a line of text takes."""

    companions: tuple[int, ...]
    levelled: bool
    pitch: float | None


def _rows_to_custom(rows: Sequence[TableRow], name: int, columns: Sequence[ColumnMeaning]) -> _Custom:
    named = [row for row in rows if row.role == "data" and slot_to_raw(row.slots[name])]
    candidates = [column.column for column in columns if column.role in _COMPANIONS] if len(named) >= _FEWEST else []
    always = tuple(c for c in candidates if sum(c in row.printed for row in named) >= _MOSTLY * len(named))
    # A column that the rows below the name print too says nothing of the name.
    rest = [row for row in rows if row.role == "data" and not slot_to_raw(row.slots[name])]
    always = tuple(c for c in always if not any(c in row.printed for row in rest))
    levelled = sum(_LEVEL.match(fold(slot_to_raw(row.slots[name]))) is not None for row in named)
    return _Custom(
        always,
        len(named) >= _FEWEST and levelled >= _MOSTLY * len(named),
        cells_to_pitch(c for row in rows for c in row.cells),
    )


def _lacks_custom(row: TableRow, head: TableRow, name: int, custom: _Custom) -> str | None:
    """Why the name of this row is the rest of the one above, which fills its cell: it stands without what names have beside them."""
    if has_room_below(head.slots[name][-1], custom.pitch) is not False:
        return None
    if custom.companions and row.printed.isdisjoint(custom.companions):
        return "the name above fills its cell, and this one stands without what the rows with names always print"
    if custom.levelled and not _LEVEL.match(fold(slot_to_raw(row.slots[name]))):
        return "the name above fills its cell, and this one lacks the level that all names begin with"
    return None


def _key(row: TableRow, keys: Sequence[int]) -> str:
    return ".".join(filter(None, (fold(slot_to_raw(row.slots[column])) for column in keys)))


def _numbered(rows: Sequence[TableRow], name: int, keys: Sequence[int]) -> bool:
    """Whether nearly all rows that print a name print an item number or a code too."""
    named = [row for row in rows if row.role == "data" and slot_to_raw(row.slots[name])]
    if len(named) < 3:
        return False
    return sum(bool(_key(row, keys)) for row in named) >= _MOSTLY * len(named)


def _named_above(rows: Sequence[TableRow], index: int, name: int) -> int | None:
    """The nearest row above that prints a name; looked for upwards, a table of many pages is not read anew at each break."""
    return next((i for i in range(index - 1, -1, -1) if slot_to_raw(rows[i].slots[name])), None)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A name that goes on with the one above: what it rests on, and what its item number or code does: stand beside the rest of the name
    only, or go on there itself."""

    evidence: str
    key: Literal["beside the rest", "goes on"] | None = None


def _find_cut(
    rows: Sequence[TableRow], index: int, name: int, keys: Sequence[int], custom: _Custom | None, known: _Codes | None
) -> _Cut | None:
    row, above = rows[index], rows[index - 1]
    tail = slot_to_raw(row.slots[name])
    if row.role != "data" or above.role != "data" or not tail:
        return None
    crosses = _crosses(above, row)
    if not crosses and not (keys and fold(tail)[:1].islower()):
        return None
    above_it = _named_above(rows, index, name)
    if above_it is None or any(rows[i].role != "data" for i in range(above_it, index)):
        return None
    head = slot_to_raw(rows[above_it].slots[name])
    if keys:
        own, last = _key(row, keys), _key(rows[above_it], keys)
        if not own:
            return _Cut("the names are numbered and this one has no number")
        if not crosses:
            return None
        if not last and is_open_ended(head):
            return _Cut(f"{_KEY_BESIDE_REST}: {own}", "beside the rest")
        if known is not None and known.go_on(last, own):
            return _Cut(f"{_CODE_GOES_ON}: {last} | {own}", "goes on")
        same = own == last and fold(head) != fold(tail)
        return _Cut(f"it has the number {own} of the item before the break") if same else None
    if is_open_ended(head) and fold(tail)[:1].islower():
        return _Cut("the name before the break ends open and goes on in small letters")
    if _is_printed_whole(head, tail, (above, row), name):
        return _Cut("what stands beside the two parts prints the words around the break one after the other")
    lacks = _lacks_custom(row, rows[above_it], name, custom) if custom is not None else None
    return _Cut(lacks) if lacks is not None else None


def _is_printed_whole(head: str, tail: str, rows: Sequence[TableRow], name: int) -> bool:
    """Whether a text beside the two parts holds the words before and after the break in one: an indicator that names its activity."""
    first, last = fold(head).casefold().split(), fold(tail).casefold().split()
    before = first[-max(_AROUND, 2 * _AROUND - len(last)) :]
    after = last[: max(_AROUND, 2 * _AROUND - len(before))]
    if len(before) + len(after) < 2 * _AROUND:
        return False
    joined = f" {' '.join((*before, *after))} "
    own = {cell.ref for row in rows for cell in row.slots[name]}
    return any(joined in f" {fold(cell.text).casefold()} " for row in rows for cell in row.cells if cell.ref not in own)


class _Codes:
    """The codes of the table as it stands, counted once and kept up to date, so that a table of a thousand page breaks is not gone
    through at each of them."""

    def __init__(self, rows: Sequence[TableRow], column: int) -> None:
        self._column = column
        self._counts: Counter[str] = Counter()
        self._shapes: Counter[tuple[int, int]] = Counter()  # (characters, dots) of the codes
        for row in rows:
            self.count(row, 1)

    def count(self, row: TableRow, change: int) -> None:
        """A row that is there from now on, or no more."""
        code = _key(row, (self._column,)).replace(" ", "")
        if code:
            self._counts[code] += change
            self._shapes[_shape(code)] += change

    def go_on(self, last: str, own: str) -> bool:
        """Whether two codes are the parts of one: a dot stands at the break or the second has fewer dots than any other code of this
        table, and together they are as long as one."""
        first, second = last.replace(" ", ""), own.replace(" ", "")
        if not _CODE_PART.fullmatch(second):
            return False
        others = self._shapes.copy()
        for code in {first, second}:
            others[_shape(code)] -= self._counts[code]
        others = +others
        lengths: Counter[int] = Counter()
        for (length, _), count in others.items():
            lengths[length] += count
        usual = [shape for shape in others if lengths[shape[0]] > 1] or list(others)
        fewest = min((dots for _, dots in usual), default=0)
        broken = second.startswith(".") or first.endswith(".") or second.count(".") < fewest
        return broken and len(first) + len(second) in lengths


def _shape(code: str) -> tuple[int, int]:
    return len(code), code.count(".")


def _crosses(above: TableRow, row: TableRow) -> bool:
    """True when a page break lies between the rows."""
    first = {cell.ref.fragment for cell in above.cells}
    second = {cell.ref.fragment for cell in row.cells}
    return bool(first and second) and not first & second
