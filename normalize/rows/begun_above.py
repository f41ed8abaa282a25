"""Names whose first line stands alone above the line that holds the figures, where no rule parts the rows.

-   | Jumlah Produksi Ubi |                  is one row: "Jumlah Produksi Ubi Kayu", 6.042
    | Kayu                | 6.042
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from normalize.repair import fold
from schemas.logical import GridRow, PlacedCell, RoledRow

_MARK = re.compile(r"\(?(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[a-zA-Z]|[-–•·▪➢\uf0b7\uf0d8])[.)]?")
_BULLET = re.compile(r"[-–•·▪➢\uf0b7\uf0d8]\s*\S")
_FEWEST_MARKS = 3
_FEWEST_WHOLE = 2


@dataclass(frozen=True, slots=True)
class ListMarks:
    """The columns that print marks of a list, in most of their cells; `rule` holds the columns of names in which each row that prints
    figures begins with a mark, or goes on below a row that does and prints none."""

    columns: frozenset[int] = frozenset()
    rule: frozenset[int] = frozenset()


def items_to_marks(items: Sequence[RoledRow], values: Set[int]) -> ListMarks:
    """The marks of a table's list; none where it has no column of them."""
    texts: dict[int, list[str]] = {}
    for cell in (cell for item in items for cell in item.row.printed if cell.column not in values and cell.column_span == 1):
        texts.setdefault(cell.column, []).append(fold(cell.text))
    columns = frozenset(
        column
        for column, found in texts.items()
        if (marked := sum(_MARK.fullmatch(text) is not None for text in found)) >= _FEWEST_MARKS and marked * 2 > len(found)
    )
    width = min((len(item.row.slots) for item in items), default=0)
    names = {column + 1 for column in columns if column + 1 < width} - values
    return ListMarks(columns, frozenset(name for name in names if _marks_rule(items, columns, name, values)))


def begins_above(upper: RoledRow, lower: RoledRow, values: Set[int], marks: ListMarks) -> bool:
    """True where the row of figures prints the rest of a name of which the row above prints the beginning, behind its mark, and nothing
    else: the rest is in small letters, or has no mark where every other row of figures has one."""
    if upper.row.fragment != lower.row.fragment or upper.role not in {"data", "group"}:
        return False
    begun = _name_alone(upper.row, values, marks)
    if begun is None or fold(begun.text)[-1:] in ".;:" or not fold(begun.text)[:1].isupper():
        return False
    rest = lower.row.anchor(begun.column)
    if rest is None or rest.blank or rest.column_span > 1:
        return False
    if fold(rest.text)[:1].islower():
        return True
    marked = begun is not upper.row.printed[0]
    return marked and begun.column in marks.rule and not _begins_itself(lower.row, begun.column, marks.columns)


def _name_alone(row: GridRow, values: Set[int], marks: ListMarks) -> PlacedCell | None:
    """The one name that the row prints beside marks; None where it prints something else."""
    names = [cell for cell in row.printed if not _is_mark(cell, marks.columns)]
    alone = len(names) == 1 and names[0].column_span == 1 and names[0].column not in values
    return names[0] if alone else None


def _is_mark(cell: PlacedCell, columns: Set[int]) -> bool:
    return cell.column in columns and cell.column_span == 1 and _MARK.fullmatch(fold(cell.text)) is not None


def _begins_itself(row: GridRow, name: int, columns: Set[int]) -> bool:
    cell = row.anchor(name)
    marked = any(_is_mark(cell, columns) and cell.column < name for cell in row.printed)
    return marked or (cell is not None and _BULLET.match(fold(cell.text)) is not None)


def _marks_rule(items: Sequence[RoledRow], columns: Set[int], name: int, values: Set[int]) -> bool:
    """Does each row of figures with a name in that column begin with a mark, or stand right below a row that does and has no figures?"""
    whole = 0
    open_above = False
    for item in items:
        row = item.row
        cell = row.anchor(name)
        if cell is None or cell.blank or cell.column_span > 1:
            open_above = False
            continue
        begins = _begins_itself(row, name, columns)
        valued = any(other.column in values for other in row.printed)
        if valued and not begins and not open_above:
            return False
        whole += valued and begins
        open_above = begins and not valued
    return whole >= _FEWEST_WHOLE
