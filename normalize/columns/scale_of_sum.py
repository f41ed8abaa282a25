"""The scale of the amounts of a whole period: the sum of its years is printed in thousands where the years are.

A head of years says "Rp (juta)" above them all, the head of the end of the period beside them says only "Rp".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.columns.quotients import ColumnFigures, columns_to_values
from normalize.words.measures import path_to_scale
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable

_FEW = 2
_MOSTLY = 0.8
_ROUNDED = 0.02  # of each year's last place; two decimals


def columns_to_summed_scale(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The columns, those of the end of the period with the scale of its years where in most rows they print the sum of them; one finding
    for each. Nothing changes where a head states a scale of its own, or where the years have several."""
    open_ones = [c for c in columns if c.measure == "final_budget" and c.scale == 1.0 and path_to_scale(c.path) == 1.0]
    years = [c for c in columns if c.measure == "budget" and c.period is not None and c.period.year is not None]
    scales = {column.scale for column in years}
    if not open_ones or len(years) < _FEW or len(scales) != 1 or scales == {1.0}:
        return tuple(columns), ()
    figures = ColumnFigures(table)
    settled = list(columns)
    findings: list[Finding] = []
    values = columns_to_values(columns)
    for column in open_ones:
        rows = _rows_that_add_up(figures, column.column, [one.column for one in years if one.column in values])
        if not rows:
            continue
        settled[column.column] = replace(column, scale=years[0].scale, unit=column.unit or years[0].unit)
        head, other = " › ".join(column.path), " › ".join(years[0].path)
        fields = (("text", head), ("scale", f"{years[0].scale:g}"), ("other", other))
        cell = column.cells[-1] if column.cells else None
        evidence = f"in {rows} rows it is the sum of the years"
        findings.append(Finding("scale-by-quotient", cell, table.number, evidence=evidence, fields=fields))
    return tuple(settled), tuple(findings)


def _rows_that_add_up(figures: ColumnFigures, total: int, years: Sequence[int]) -> int:
    """In how many rows the years make the total; 0 unless in most of those that print all of them."""
    agreeing = compared = 0
    for at, totals in enumerate(figures.by_column[total]):
        parts = [figures.by_column[year][at] for year in years]
        if not totals or not all(parts):
            continue
        compared += 1
        sums = [sum(float(part[side]) for part in parts if len(part) > side) for side in (0, -1)]
        agreeing += any(abs(float(value) - made) <= _ROUNDED * len(years) for value in totals for made in sums)
    return agreeing if agreeing >= _FEW and agreeing >= _MOSTLY * compared else 0
