"""Ranges: "97.50-98", "69,1-69,5", "91 % <= 100 %"."""

from __future__ import annotations

from decimal import Decimal

from normalize.figures.grammar import CellShape
from normalize.figures.numerals import Convention, Numeral
from normalize.numbers.convention import CLEAR, LIKELY, shape_to_candidates
from normalize.numbers.evidence import Evidence
from normalize.numbers.result import ambiguous, cell_to_scale, value_is_exact
from normalize.numbers.types import Candidate, NumberCell, ValueReading
from normalize.repair import Note
from schemas.decision import Sign
from schemas.observation import Confidence

_ENDS_FREE = frozenset({"plain"})


def range_to_reading(cell: NumberCell, shape: CellShape, evidence: Evidence) -> ValueReading:
    """The range with both ends in one convention and low <= high; `ambiguous` when none or several fit."""
    pairs = [(low, high) for low in shape.numerals for high in shape.highs if _fit(low, high)]
    if not pairs:
        return ambiguous(cell, shape, (), Note("range-odd", "the ends do not make a range"))
    scale, notes = cell_to_scale(cell, shape)
    confidence: Confidence = "consistent"
    if len(pairs) > 1:
        scores: dict[str, float] = {c.convention: c.score for c in shape_to_candidates(cell, shape, evidence)}
        pairs.sort(key=lambda pair: -scores.get(_pair_convention(pair), 0.0))
        lead = scores.get(_pair_convention(pairs[0]), 0.0) - scores.get(_pair_convention(pairs[1]), 0.0)
        if lead < LIKELY:
            listed = tuple(
                Candidate(low.value, low.convention, 0.0, (Sign("number_up_to", details=(f"{high.value:f}",)),))
                for low, high in pairs
            )
            return ambiguous(cell, shape, listed, Note("number-ambiguous", "the separators are open"))
        confidence = "consistent" if lead >= CLEAR else "unproven"
    low, high = pairs[0]
    ends: tuple[Decimal, Decimal] = (low.value * scale, high.value * scale)
    if not all(map(value_is_exact, ends)):
        return ambiguous(cell, shape, (), Note("number-too-long", "more digits than a double keeps"))
    return ValueReading(
        cell.index,
        "range",
        shape.text,
        low=ends[0],
        high=ends[1],
        comparator="range",
        category=shape.category,
        unit=shape.unit,
        scale=scale,
        convention=_pair_convention(pairs[0]),
        confidence=confidence,
        notes=notes,
    )


def _fit(low: Numeral, high: Numeral) -> bool:
    conventions = {low.convention, high.convention} - _ENDS_FREE
    return len(conventions) <= 1 and "irregular" not in conventions and low.value <= high.value


def _pair_convention(pair: tuple[Numeral, Numeral]) -> Convention:
    return pair[0].convention if pair[0].convention != "plain" else pair[1].convention
