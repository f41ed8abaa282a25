"""Which table kind is this: required columns there, forbidden ones absent, the rest by how many supporting signs are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalize.terms import squash
from schemas.kind import TableKind
from schemas.logical import ColumnMeaning

GENERIC = TableKind(
    name="generic",
    title_en="Any table with labels and values per period",
    title_id="Tabel umum dengan label dan nilai per periode",
    requires=(),
    row_level="unknown",
)


@dataclass(frozen=True, slots=True)
class KindDecision:
    """The kind, its score (0 to 1), the runner-up's name and score."""

    kind: TableKind
    score: float
    runner_up: str | None = None
    runner_up_score: float = 0.0


def columns_to_kind(columns: Sequence[ColumnMeaning], texts: Sequence[str], kinds: Sequence[TableKind]) -> KindDecision:
    """The best kind for these columns; `texts` are titles and banners. GENERIC with score 0 when none matches."""
    present: set[str] = {column.role for column in columns}
    present |= {column.measure for column in columns if column.measure}
    words = squash(" ".join(texts))
    scored = sorted(((_score(kind, present, words), kind.name, kind) for kind in kinds), key=lambda item: (-item[0], item[1]))
    if not scored or scored[0][0] <= 0:
        return KindDecision(GENERIC, 0.0)
    runner_up = scored[1] if len(scored) > 1 and scored[1][0] > 0 else None
    return KindDecision(scored[0][2], scored[0][0], runner_up[1] if runner_up else None, runner_up[0] if runner_up else 0.0)


def _score(kind: TableKind, present: set[str], words: str) -> float:
    if not set(kind.requires) <= present or set(kind.forbids) & present:
        return 0.0
    if kind.any_of and not set(kind.any_of) & present:
        return 0.0
    supported = len(set(kind.supports) & present) / len(kind.supports) if kind.supports else 0.5
    worded = any(squash(word) in words for word in kind.words)
    return round(0.4 + 0.05 * len(kind.requires) + 0.25 * supported + (0.15 if worded else 0.0), 4)
