"""A stated scale held against the amounts that are printed under it: "Rp (juta)" over 48.114.709.000 would be forty-eight quadrillion.

No agency has amounts like that. Where most figures of a column would be so large, the cells print full amounts and the head is wrong: the
figures are taken as printed, unproven, and the contradiction is told. So are figures that would all be many billions and yet are round to
the last place: thousands of rupiah end in any digit, full rupiah of a budget hardly ever.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import replace

from normalize.words.measures import MONEY
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable

MOST_MONEY = 1e14  # a hundred trillion rupiah: the largest provinces spend less than that in a year
_DECIMALS = re.compile(r"[.,]\d{1,2}$")
_FEW = 3
_SEVERAL = 4
_LARGE = 1e10  # rupiah; amounts of whole programmes, where even the smallest is larger
_ROUND, _MOSTLY = 10, 0.9


def columns_to_believed_scale(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns, those of money without their scale where it would make most amounts impossible; one finding per such table.

    Columns of fewer than three figures follow the others of their scale.
    """
    scaled = [column for column in columns if column.role == "value" and column.measure in MONEY and column.scale > 1.0]
    printed = [(figure, column.scale) for column in scaled for figure in _figures(table, column.column)]
    figures = [figure * scale for figure, scale in printed]
    if len(figures) < _FEW or not (statistics.median(figures) > MOST_MONEY or _are_full(printed)):
        return tuple(columns), ()
    held = {column.column for column in scaled}
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


def _figures(table: LogicalTable, column: int) -> list[float]:
    """The figures of a column without their decimals: only their size matters here."""
    found = []
    for item in table.body:
        cell = item.row.anchor(column)
        if item.role != "data" or cell is None or cell.shape != "number":
            continue
        digits = re.sub(r"\D", "", _DECIMALS.sub("", "".join(cell.text.split())))
        if digits:
            found.append(float(digits))
    return found
