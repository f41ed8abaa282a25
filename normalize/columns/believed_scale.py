"""A stated scale held against the amounts that are printed under it: "Rp (juta)" over 48.114.709.000 would be forty-eight quadrillion.

No agency has amounts like that. Where most figures of a column would be so large, the cells print full amounts and the head is wrong: the
figures are taken as printed, unproven, and the contradiction is told. So are figures that would all be many billions and yet are round to
the last place: thousands of rupiah end in any digit, full rupiah of a budget hardly ever. And so are those of one column beside another of
the same scale, where row by row they are as many times larger as the scale says: one of the two prints full amounts.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from normalize.words.measures import MONEY
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable, RoledRow

MOST_MONEY = 1e14  # a hundred trillion rupiah: the largest provinces spend less than that in a year
_FRACTION = re.compile(r"^[^0-9]*[0-9]{1,3}(?:[.,][0-9]{3})+[.,](?:[0-9]|[1-9][0-9]|0[1-9])$")
_DECIMALS = re.compile(r"[.,]\d{1,2}$|(?<=\.\d{3}),\d+$|(?<=,\d{3})\.\d+$")
_FEW = 3
_SEVERAL = 4
_LARGE = 1e10  # rupiah; amounts of whole programmes, where even the smallest is larger
_ROUND, _MOSTLY = 10, 0.9
_NEAR, _MUCH = 5.0, 0.75  # how far two amounts of one thing may be apart, and for how many rows it holds


def columns_to_believed_scale(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns, those of money without their scale where it would make most amounts impossible; one finding per such table.

    Columns of fewer than three figures follow the others of their scale.
    """
    scaled = [column for column in columns if column.role == "value" and column.measure in MONEY and column.scale > 1.0]
    printed = [(figure, column.scale) for column in scaled for figure in _figures(table, column.column)]
    figures = [figure * scale for figure, scale in printed]
    held = {column.column for column in scaled}
    if len(figures) < _FEW or not (
        statistics.median(figures) > MOST_MONEY or (_are_full(printed) and not _prints_fractions(table, scaled))
    ):
        held = _full_beside_scaled(table, scaled)
    if not held:
        return tuple(columns), ()
    scaled = [column for column in scaled if column.column in held]
    figures = [figure * column.scale for column in scaled for figure in _figures(table, column.column)]
    believed = tuple(
        replace(column, scale=1.0, proven=False, parts=tuple(replace(part, scale=1.0, proven=False) for part in column.parts))
        if column.column in held
        else column
        for column in columns
    )
    fields = (("scale", f"{scaled[0].scale:g}"), ("head", " › ".join(scaled[0].path)))
    cell = scaled[0].cells[-1] if scaled[0].cells else None
    evidence = f"half of the amounts would be above {statistics.median(figures):.3g}, none below {min(figures):.3g}"
    return believed, (Finding("scale-not-believed", cell, table.number, evidence=evidence, fields=fields),)


def _are_full(printed: Sequence[tuple[float, float]]) -> bool:
    """True where even the smallest amount would be large, and nearly all are round."""
    amounts = {figure for figure, scale in printed if figure and scale > 1.0}
    round_ones = sum(figure % _ROUND == 0 for figure in amounts)
    return (
        len(amounts) >= _SEVERAL
        and min(figure * scale for figure, scale in printed if figure) >= _LARGE
        and round_ones >= _MOSTLY * len(amounts)
    )


def _prints_fractions(table: LogicalTable, scaled: Sequence[ColumnMeaning]) -> bool:
    """Does an amount print parts of its unit ("131.200,5", "54.000,0")? Full rupiah have none, or ",00" behind every amount."""
    held = {column.column for column in scaled}
    texts = (
        "".join(cell.text.split())
        for item in table.body
        if item.role == "data"
        for cell in item.row.printed
        if cell.column in held
    )
    return any(_FRACTION.match(text) is not None for text in texts)


def _full_beside_scaled(table: LogicalTable, scaled: Sequence[ColumnMeaning]) -> set[int]:
    """The columns whose figures are in nearly every row a scale's factor larger than those of another column of that scale."""
    full = set()
    for column, other in permutations(scaled, 2):
        if column.scale != other.scale:
            continue
        rows = [(_figure(item, column.column), _figure(item, other.column)) for item in table.body if item.role == "data"]
        steps = [own / beside / column.scale for own, beside in rows if own and beside]
        near = sum(1 / _NEAR < step < _NEAR for step in steps)
        if len(steps) >= _FEW and near >= _MUCH * len(steps):
            full.add(column.column)
    return full


def _figures(table: LogicalTable, column: int) -> list[float]:
    """The figures of a column without their decimals: only their size matters here."""
    return [figure for item in table.body if item.role == "data" and (figure := _figure(item, column)) is not None]


def _figure(item: RoledRow, column: int) -> float | None:
    cell = item.row.anchor(column)
    if cell is None or cell.shape != "number":
        return None
    digits = re.sub(r"\D", "", _DECIMALS.sub("", "".join(cell.text.split())))
    return float(digits) if digits else None
