"""Rows whose cells are centred in height, on a page without rules between them: a cell of one line stands beside the middle of a cell of
three, so that the lines of one row come as three rows.

             Pengelolaan Jalan      |               three rows of the grid, one row of the table: as many lines stand
    1.03.02                         | 5.682.573     above the line that holds the figures as below it
             dan Jembatan           |

The lines between two rows of figures belong to the upper or the lower one; that each row has as many above as below settles which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from normalize.figures.sorts import text_is_whole
from normalize.repair import fold
from normalize.rows.begun_above import begins_above, items_to_marks
from normalize.text.look import is_open_ended, text_to_shape
from schemas.logical import ColumnMeaning, GridRow, RoledRow

_MOSTLY = 0.6
_MOST_LINES = 4  # above or below the middle
_FEWEST = 2  # value columns


@dataclass(frozen=True, slots=True)
class _Block:
    """Items from `first` to `last` around the one at `middle`, which prints the figures."""

    first: int
    middle: int
    last: int


def items_to_centred(items: Sequence[RoledRow], columns: Sequence[ColumnMeaning], unruled: Sequence[bool]) -> frozenset[int]:
    """Indices of the body rows that go on with the row before them, because both are lines of one centred row. `unruled[i]` says whether
    no rules part the rows where item i stands. Empty where nothing proves it."""
    values = frozenset(column.column for column in columns if column.role == "value")
    if len(values) < _FEWEST:
        return frozenset()
    counts = [sum(cell.column in values for cell in item.row.printed) for item in items]
    usual = median([count for count in counts if count] or [0])
    middles = [at for at, count in enumerate(counts) if unruled[at] and count >= max(_MOSTLY * usual, _FEWEST)]
    found: set[int] = set()
    marks = items_to_marks(items, values)
    below = 0
    for at, middle in enumerate(middles):
        before = middles[at - 1] if at else -1
        gap = middle - before - 1
        above = gap - below
        following = (middles[at + 1] if at + 1 < len(middles) else len(items)) - middle - 1
        fits = 0 <= above <= min(_MOST_LINES, following) and (at > 0 or above == gap)
        block = _Block(middle - above, middle, middle + above)
        if fits and above and _is_one_row(items, block, values, unruled):
            found.update(range(block.first + 1, block.last + 1))
            below = above
        else:
            below = 0
            if gap and unruled[middle - 1] and begins_above(items[middle - 1], items[middle], values, marks):
                found.add(middle)
    return frozenset(found)


def _is_one_row(items: Sequence[RoledRow], block: _Block, values: frozenset[int], unruled: Sequence[bool]) -> bool:
    """True where the lines around the middle complete it: a name that it lacks, a name that goes on, figures that are cut."""
    rows = [items[at].row for at in range(block.first, block.last + 1)]
    if not all(unruled[at] for at in range(block.first, block.last + 1)) or len({row.fragment for row in rows}) > 1:
        return False
    if any(items[at].role not in {"data", "group"} for at in range(block.first, block.last + 1)):
        return False
    if any(cell is not None and cell.cell.row_span > 1 for row in rows for cell in row.slots):
        return False  # a cell beside several rows: the grid knows where rows are
    middle = items[block.middle].row
    above, below = rows[: block.middle - block.first], rows[block.middle - block.first + 1 :]
    told = False
    for column in range(len(middle.slots)):
        before, own, after = (_texts(part, column) for part in (above, [middle], below))
        parts = [*before, *own, *after]
        if column in values:
            if len(parts) > 1 and not text_is_whole("".join(parts)):
                return False
            told |= len(parts) > 1
        elif parts and text_to_shape(parts[0]) == "text" and before:
            if before[0][:1].islower() or (own and not _goes_on(before[-1], own[0])):
                return False  # the lines above end the name of the row before, or the row in the middle begins one of its own
            told |= bool(own) or len(parts) > 1
    return told


def _texts(rows: Sequence[GridRow], column: int) -> list[str]:
    return [fold(cell.text) for row in rows if (cell := row.anchor(column)) is not None and not cell.blank]


def _goes_on(text: str, following: str) -> bool:
    return is_open_ended(text) or following[:1].islower()
