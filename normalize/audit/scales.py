"""One amount that is printed in full where the head says thousands: 125.750.000 among 412.500 and 87.250, beside 124.980.

Times the factor it would be a thousand times what stands beside it, and without the factor it is like the others. Such a value is doubtful
and said so; which of the two is meant stays open.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from normalize.numbers.types import ValueReading
from normalize.numbers.value_grid import ValueCell, ValueGrid
from normalize.repair import fold
from normalize.words.measures import MONEY
from schemas.finding import Finding

_NEAR = 0.4  # decades that the excess may differ from the factor
_FEWEST_ALONE = 4  # amounts of a column that tell without any other amount in the row
_WITHIN = 0.5  # decades beyond the column's other amounts


def grid_to_doubtful_scales(grid: ValueGrid, readings: Sequence[ValueReading], table: int) -> tuple[Finding, ...]:
    """One finding per amount of a scaled column that exceeds the others of its row, or all others of its column, by about the factor."""
    amounts = list(_amounts(grid, readings))
    by_row: dict[tuple[int, float], list[tuple[ValueCell, float]]] = defaultdict(list)
    by_column: dict[int, list[tuple[ValueCell, float]]] = defaultdict(list)
    for cell, log in amounts:
        by_row[cell.record, cell.slot.column.scale].append((cell, log))
        by_column[cell.slot.column.column].append((cell, log))
    findings = []
    for cell, log in amounts:
        factor = math.log10(cell.slot.column.scale)
        row = [other for one, other in by_row[cell.record, cell.slot.column.scale] if one is not cell]
        column = [other for one, other in by_column[cell.slot.column.column] if one is not cell]
        if _exceeds(log, factor, row, column):
            fields = (("text", fold(cell.slot.raw)), ("scale", f"{cell.slot.column.scale:g}"))
            findings.append(Finding("scale-doubtful", cell.slot.cells[0].ref, table, fields=fields))
    return tuple(findings)


def _amounts(grid: ValueGrid, readings: Sequence[ValueReading]) -> Iterator[tuple[ValueCell, float]]:
    """The amounts of money in columns with a scale, and their decimal logarithms with it."""
    for cell, reading in zip(grid.cells, readings, strict=True):
        column = cell.slot.column
        if column.measure in MONEY and column.scale > 1 and reading.value is not None and reading.value > 0:
            yield cell, math.log10(reading.value)


def _exceeds(log: float, factor: float, row: Sequence[float], column: Sequence[float]) -> bool:
    """True where the amount without its factor is like the others of its column, and with it about the factor above those of its row;
    without any in the row, above all of its column."""
    if column and not min(column) - _WITHIN <= log - factor <= max(column) + _WITHIN:
        return False
    if row:
        return abs(log - median(row) - factor) <= _NEAR and all(log > other + 1 for other in column)
    return len(column) >= _FEWEST_ALONE and log - max(column) > factor / 2
