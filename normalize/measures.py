"""From the words over a column to its measure, revision and scale."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.terms import head_to_term, squash
from schemas.observation import Measure, Revision

_COMBINED: dict[tuple[Measure, Measure], Measure] = {
    ("budget", "realization"): "budget_realization",
    ("budget", "budget_realization"): "budget_realization",
    ("realization", "budget"): "budget_realization",
    ("budget", "final"): "final_budget",
    ("budget", "final_budget"): "final_budget",
    ("target", "baseline"): "baseline",
    ("target", "final"): "final",
    ("target", "final_budget"): "final",
    ("target", "realization"): "realization",
    ("target", "achievement"): "achievement",
    ("final", "budget"): "final",
}
_SCALES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"\b(?:triliun|trilyun|trillions?)\b", re.IGNORECASE), 1e12),
    (re.compile(r"\b(?:miliar|milyar|billions?)\b", re.IGNORECASE), 1e9),
    (re.compile(r"\b(?:juta|millions?)\b|\bjt\b", re.IGNORECASE), 1e6),
    (re.compile(r"\b(?:ribu(?:an)?|thousands?)\b|\(000\)|'000", re.IGNORECASE), 1e3),
)
_REVISIONS: tuple[tuple[re.Pattern[str], Revision], ...] = (
    (re.compile(r"^(?:semula|sebelum(?:perubahan)?|murni)"), "before"),
    (re.compile(r"^(?:menjadi|setelah(?:perubahan)?|sesudah(?:perubahan)?)"), "after"),
    (re.compile(r"(?:bertambah|berkurang|selisih)"), "change"),
)


def path_to_measure(labels: Sequence[str], fallback: str = "") -> Measure:
    """The measure that the heads of one column name together, top to bottom; "other" when none does.

    The lowest head counts first; a head above refines it ("Realisasi" over "Rp" is a realized budget). `fallback` is the table's
    title, asked only when no head names a measure.
    """
    measures = [
        term.measure for label in labels if label and (term := head_to_term(label)) is not None and term.measure is not None
    ]
    if not measures:
        term = next((found for word in fallback.split() if (found := head_to_term(word)) and found.measure), None)
        return term.measure if term is not None and term.measure is not None else "other"
    lowest = measures[-1]
    for upper in reversed(measures[:-1]):
        lowest = _COMBINED.get((lowest, upper), lowest)
    return lowest


def path_to_scale(texts: Sequence[str]) -> float:
    """1000 for "ribu" or "in thousands", 1e6 for "juta" and so on; 1 when no text names a scale."""
    for text in texts:
        for pattern, scale in _SCALES:
            if pattern.search(text):
                return scale
    return 1.0


def path_to_revision(labels: Sequence[str]) -> Revision | None:
    """Before, after or change of a revised plan, when a head says so."""
    for label in reversed(labels):
        squashed = squash(label)
        for pattern, revision in _REVISIONS:
            if pattern.search(squashed):
                return revision
    return None
