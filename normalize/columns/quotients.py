"""What the figures of columns say about each other: one is so many per cent of another, row by row, or its share of the whole.

"Pagu | SPJ | %" with 95,00 beside 1.250.000 and 1.187.500 says that SPJ is what was spent, that "%" is the share that was spent, and that
both amounts are of one scale, whatever their heads say.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median

from normalize.figures.open_values import text_to_open_values
from schemas.logical import ColumnMeaning, LogicalTable

_HUNDRED = Decimal(100)
_FEWEST = 2
_FEWEST_SHARES = 3
_MOSTLY = 0.8
_REACH = 8  # columns to the left of a quotient in which its parts stand
_TOLERANCE = Decimal("0.011")  # two decimals, cut or rounded
_ALIKE = 0.5  # decades between the amounts of two columns of one scale

Figures = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """Column `share` prints `part` / `whole` in per cent; in `rows` of the `compared` rows."""

    share: int
    part: int
    whole: int
    rows: int
    compared: int


class ColumnFigures:
    """The figures that each column may print, by data row."""

    def __init__(self, table: LogicalTable) -> None:
        self._table = table

    @cached_property
    def by_column(self) -> dict[int, list[Figures]]:
        """Column -> its possible figures in each data row, () where it prints none."""
        rows = [item.row for item in self._table.body if item.role == "data"]
        return {
            column: [text_to_open_values(cell.text) if (cell := row.anchor(column)) is not None else () for row in rows]
            for column in range(self._table.columns)
        }

    def quotient(self, share: int, values: Sequence[int], fewest: int = _FEWEST) -> Quotient | None:
        """The nearest two of the columns `values` left of `share` whose quotient it prints; None where no two agree in at least `fewest`
        rows that tell, and in most of all."""
        near = [column for column in values if 0 < share - column <= _REACH][::-1]
        for part in near:
            for whole in (*near[near.index(part) + 1 :], *near[: near.index(part)]):
                found = self._compare(share, part, whole)
                if found.rows >= fewest and found.rows >= _MOSTLY * found.compared:
                    return found
        return None

    def _compare(self, share: int, part: int, whole: int) -> Quotient:
        agreeing = compared = 0
        columns = (self.by_column[share], self.by_column[part], self.by_column[whole])
        for shares, parts, wholes in zip(*columns, strict=True):
            if not shares or not any(parts) or not any(wholes) or parts == wholes:
                continue
            compared += 1
            agreeing += any(
                w and _is_quotient(s, p, w) for s in shares for p in parts for w in wholes if s not in {0, _HUNDRED}
            )
        return Quotient(share, part, whole, agreeing, compared)

    def is_share_of_sum(self, share: int, column: int) -> int:
        """In how many rows `share` is the row's part in the sum of `column`; 0 unless in nearly all rows that print both, at least three
        with different figures."""
        pairs = [
            (shares[0], figures[0])
            for shares, figures in zip(self._lowest(share), self.by_column[column], strict=True)
            if shares and figures and shares[0] and figures[0]
        ]
        if len({figure for _, figure in pairs}) < _FEWEST_SHARES:
            return 0
        largest_share, largest = max(pairs, key=lambda pair: pair[1])
        whole = largest / largest_share
        agreeing = sum(abs(figure / whole - share_of) <= _TOLERANCE + share_of * _TOLERANCE for share_of, figure in pairs)
        return agreeing if agreeing >= _MOSTLY * len(pairs) and sum(s for s, _ in pairs) <= _HUNDRED * 2 else 0

    def _lowest(self, column: int) -> Iterator[Figures]:
        return ((min(figures),) if figures else () for figures in self.by_column[column])

    def largest(self, column: int) -> Decimal:
        """The largest figure that the column prints, each in its smaller reading; 0 for none."""
        return max((figures[0] for figures in self._lowest(column) if figures), default=Decimal(0))

    def count(self, column: int) -> int:
        """How many rows print a figure in the column."""
        return sum(bool(figures) for figures in self.by_column[column])

    def are_alike(self, first: int, second: int) -> bool:
        """True when the figures of two columns are of one size in the rows that print both, at least two."""
        logs = [
            math.log10(float(a[0] / b[0]))
            for a, b in zip(self.by_column[first], self.by_column[second], strict=True)
            if a and b and a[0] and b[0]
        ]
        return len(logs) >= _FEWEST and abs(median(logs)) <= _ALIKE


def _is_quotient(printed: Decimal, part: Decimal, whole: Decimal) -> bool:
    """True where the printed share is part by whole in per cent with the decimals that it prints, cut or rounded; the parts may be rounded
    to their own decimals."""
    places = -int(printed.as_tuple().exponent)
    off = max(_TOLERANCE, Decimal("1.01").scaleb(-places) / (1 if places else 2))
    lowest = (part - _rounding(part)) / (whole + _rounding(whole)) * _HUNDRED
    highest = (part + _rounding(part)) / max(whole - _rounding(whole), _rounding(whole)) * _HUNDRED if whole else lowest
    return lowest - off <= printed <= highest + off


def _rounding(value: Decimal) -> Decimal:
    """Half a unit of the last decimal; whole numbers are exact."""
    places = -int(value.as_tuple().exponent)
    return Decimal("0.5").scaleb(-places) if places > 0 else Decimal(0)


def columns_to_values(columns: Sequence[ColumnMeaning]) -> list[int]:
    """The columns of figures of one kind, left to right."""
    return [column.column for column in columns if column.role == "value" and not column.parts]
