"""Rows without figures that name the rows below them, told by how they are printed.

WS-4405 | Lead Service Line Replacement |            a code, or bold type, or less indent, in all rows without figures
        |   State Revolving Loan        | 454        and in none with figures
        |   Utility Rates               | 602

What a code names below a band is a work of what the band names: an activity and its programme.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from normalize.repair import fold
from normalize.rows.list_parents import rows_to_lists
from normalize.rows.rejoin import TableRow, share_with_values, slot_to_raw
from normalize.words.plan_bands import Band, GroupField, field_to_group
from normalize.words.plan_codes import code_to_level
from schemas.logical import ColumnMeaning
from schemas.observation import Level

_FEWEST = 2
_MOSTLY = 0.8
_STEP = 4.0  # points of indent

_FIELDS: dict[Level, GroupField] = {"program": "program", "activity": "activity", "sub_activity": "sub_activity"}
_Look = Callable[[TableRow], bool]


@dataclass(frozen=True, slots=True)
class Headings:
    """Whether names without figures head the rows below them (`told`), and the columns whose codes tell them from the others; () where
    something else does. `lists` are the rows that begin a list: they name its rows only."""

    told: bool
    codes: tuple[int, ...] = ()
    lists: frozenset[int] = frozenset()

    def of_group(self, band: Band) -> Band:
        """The band of a row that is nothing but a name: the programme of the works below it, where codes tell these."""
        return replace(band, kind=field_to_group("program")) if self.codes and band.kind.field == "other" else band

    def of_row(self, band: Band, row: TableRow) -> Band:
        """The band of a heading with its code: what the code's form says, else an activity."""
        code = " ".join(fold(slot_to_raw(row.slots[column])) for column in self.codes).strip()
        if band.kind.field != "other" or not code:
            return band
        field = _FIELDS.get(code_to_level(code) or "unknown", "activity")
        return replace(band, kind=field_to_group(field), code=code)


def rows_to_headings(rows: Sequence[TableRow], columns: Sequence[ColumnMeaning]) -> Headings:
    """What the rows without figures are: headings where nearly all others print figures, or where they look otherwise than all others and
    each stands right above one of them."""
    values = frozenset(column.column for column in columns if column.role == "value")
    codes = tuple(column.column for column in columns if column.role == "code")
    name = next((column.column for column in columns if column.role == "plan_item"), None)
    lists = frozenset(row for above in rows_to_lists(rows, columns).values() for row in above)
    if name is not None and codes and _name_others(rows, values, name, [_coded(codes)]):
        return Headings(told=True, codes=codes, lists=lists)
    if share_with_values([row.printed for row in rows if row.role == "data"], columns) >= _MOSTLY:
        return Headings(told=True, lists=lists)
    return Headings(told=name is not None and _name_others(rows, values, name, _looks(rows, name)), lists=lists)


def _name_others(rows: Sequence[TableRow], values: Set[int], name: int, looks: Sequence[_Look]) -> bool:
    """True where each row that prints a name and no value stands right above one with values, and all of them have a look that none of
    those with values has; totals look as they like."""
    printed = [row for row in rows if row.role in {"data", "total", "group"} and row.printed]
    data = [row for row in printed if row.role == "data" and name in row.printed]
    above = [row for row in data if row.printed.isdisjoint(values)]
    below = [row for row in data if not row.printed.isdisjoint(values)]
    if len(above) < _FEWEST or len(below) < len(above):
        return False
    followed = {one.index for one, other in pairwise(printed) if not other.printed.isdisjoint(values)}
    return {row.index for row in above} <= followed and any(
        all(map(look, above)) and not any(map(look, below)) for look in looks
    )


def _coded(codes: Sequence[int]) -> _Look:
    return lambda row: any(code in row.printed for code in codes)


def _looks(rows: Sequence[TableRow], name: int) -> list[_Look]:
    """Bold names, and names that stand further left than others."""
    indents = [indent for row in rows if row.role == "data" and (indent := _indent(row, name)) is not None]
    least = min(indents, default=0.0)
    return [
        lambda row: any(cell.cell.style.bold for cell in row.slots[name]),
        lambda row: (indent := _indent(row, name)) is not None and indent - least < _STEP,
    ]


def _indent(row: TableRow, name: int) -> float | None:
    return next((cell.cell.style.indent for cell in row.slots[name] if not cell.blank), None)
