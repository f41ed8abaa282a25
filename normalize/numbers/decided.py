"""How the numbers of a column separate their digits, and which of several readings a cell has, as decisions with names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from normalize.numbers.types import Candidate, ReadingConvention, ValueReading
from normalize.numbers.value_grid import ValueGrid, grid_to_places
from schemas.decision import Decision, Sign, Subject
from schemas.provenance import FragmentRef

_CONVENTIONS: tuple[ReadingConvention, ReadingConvention] = ("id", "us")
_OPEN = "ambiguous"


def readings_to_decisions(first: FragmentRef, grid: ValueGrid, readings: Sequence[ValueReading]) -> tuple[Decision, ...]:
    """One decision per column of the table that begins with `first` whose numbers have separators ("id" for 1.000,5, "us" for 1,000.5),
    and one per cell that admits more than one reading."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    decisions: list[Decision] = []
    for cell, place, reading in zip(grid.cells, grid_to_places(grid), readings, strict=True):
        if reading.convention in _CONVENTIONS:
            votes[cell.slot.cells[0].column][reading.convention] += 1
        if len(reading.candidates) > 1:
            decisions.append(_reading_to_decision(place, reading))
    columns = (_votes_to_decision(f"{first}#c{column}", votes[column]) for column in sorted(votes))
    return (*columns, *decisions)


def _votes_to_decision(where: str, votes: Counter[str]) -> Decision:
    choice, other = sorted(_CONVENTIONS, key=lambda one: -votes[one])
    odds = round(math.log((votes[choice] + 0.5) / (votes[other] + 0.5)), 2)
    sign = Sign("numbers_votes", odds, (str(votes[choice]), str(votes.total())))
    return Decision(Subject("numbers", where), choice, odds, other, (sign,))


def _reading_to_decision(where: str, reading: ValueReading) -> Decision:
    best, second = reading.candidates[:2]
    lead = round(best.score - second.score, 2)
    if reading.status == _OPEN:
        return Decision(Subject("value", where), _OPEN, None, _to_text(best), best.signs)
    return Decision(Subject("value", where), _to_text(best), lead, _to_text(second), best.signs)


def _to_text(candidate: Candidate) -> str:
    return "several numbers" if candidate.value is None else f"{candidate.value:f}"
