"""Achievement = realization / target, checked where a row prints all three for one period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalize.audit.sums_and_gaps import decimal_to_text
from normalize.numbers.types import ValueReading
from normalize.numbers.value_grid import ValueCell, ValueGrid
from normalize.repair import fold
from normalize.rows.records import Record
from schemas.finding import Finding
from schemas.observation import Measure
from schemas.provenance import CellRef

_HUNDRED = Decimal(100)
_NEAR = Decimal("0.06")
_ENOUGH_ROWS = 2
_ENOUGH_SHARE = 0.6
_TRIPLES: tuple[tuple[Measure, Measure], ...] = (("target", "realization"), ("budget", "budget_realization"))


@dataclass(frozen=True, slots=True)
class RatioCheck:
    """One row and period: what is printed and what realization / target makes, in percent."""

    achievement: ValueCell
    target: ValueCell
    realization: ValueCell
    printed: Decimal
    expected: Decimal
    agrees: bool
    rounded: bool = False
    """It agrees with some amounts that these may have been before they were rounded to thousands or millions."""


def grid_to_ratios(records: Sequence[Record], grid: ValueGrid, readings: Sequence[ValueReading]) -> tuple[RatioCheck, ...]:
    """The checks of a table where most rows follow the formula; empty where they don't (then it is another formula)."""
    checks = tuple(_checks(records, grid, readings))
    agreeing = sum(check.agrees for check in checks)
    return checks if agreeing >= _ENOUGH_ROWS and agreeing >= _ENOUGH_SHARE * len(checks) else ()


def _checks(records: Sequence[Record], grid: ValueGrid, readings: Sequence[ValueReading]) -> Iterator[RatioCheck]:
    for index, record in enumerate(records):
        by_key: dict[tuple[object, ...], ValueCell] = {}
        for slot in record.values:
            cell = grid.at.get((index, slot.column.column))
            if cell is not None:
                by_key.setdefault((slot.column.measure, slot.column.period, slot.column.revision), cell)
        for (measure, period, revision), achievement in by_key.items():
            if measure != "achievement":
                continue
            for below, above in _TRIPLES:
                target, realization = by_key.get((below, period, revision)), by_key.get((above, period, revision))
                check = _check(achievement, target, realization, readings)
                if check is not None:
                    yield check
                    break


def _check(
    achievement: ValueCell, target: ValueCell | None, realization: ValueCell | None, readings: Sequence[ValueReading]
) -> RatioCheck | None:
    if target is None or realization is None:
        return None
    printed, below, above = (readings[cell.index].value for cell in (achievement, target, realization))
    if printed is None or below is None or above is None or not below:
        return None
    expected = above / below * _HUNDRED
    agrees = abs(expected - printed) <= _NEAR or abs(expected.quantize(Decimal(1)) - printed) == 0
    if not agrees and printed <= Decimal(10):  # some plans print the ratio itself: 0.98
        agrees = abs(expected / _HUNDRED - printed) <= Decimal("0.006")
    lost = [readings[cell.index].scale / 2 if readings[cell.index].scale > 1 else Decimal(0) for cell in (target, realization)]
    least, most = (above - lost[1]) / (below + lost[0]), (above + lost[1]) / max(below - lost[0], Decimal(1))
    rounded = least * _HUNDRED - _NEAR <= printed <= most * _HUNDRED + _NEAR
    return RatioCheck(achievement, target, realization, printed, expected, agrees, rounded)


def ratios_to_proven(checks: Sequence[RatioCheck]) -> frozenset[CellRef]:
    """The cells that an agreeing ratio proves: all three of them."""
    return frozenset(
        cell.slot.cells[0].ref
        for check in checks
        if check.agrees and check.printed not in {Decimal(0), _HUNDRED}
        for cell in (check.achievement, check.target, check.realization)
    )


def ratios_to_findings(checks: Sequence[RatioCheck], table: int) -> tuple[Finding, ...]:
    """One finding per achievement that its target and realization don't make."""
    return tuple(
        Finding(
            "ratio-differs",
            cell=check.achievement.slot.cells[0].ref,
            table=table,
            before=fold(check.achievement.slot.raw),
            after=decimal_to_text(check.expected.quantize(Decimal("0.01"))),
            evidence=f"{fold(check.realization.slot.raw)} / {fold(check.target.slot.raw)}",
            related=(check.target.slot.cells[0].ref, check.realization.slot.cells[0].ref),
        )
        for check in checks
        if not check.agrees and not check.rounded
    )
