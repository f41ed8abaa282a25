"""Which table kind is this: required columns there, forbidden ones absent, the rest by how many supporting signs are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.words.heads import squash
from normalize.words.measures import MONEY
from schemas.finding import Finding
from schemas.kind import TableKind
from schemas.logical import ColumnMeaning
from schemas.observation import DocumentType

GENERIC = TableKind(
    name="generic",
    title_en="Any table with labels and values per period",
    title_id="Tabel umum dengan label dan nilai per periode",
    requires=(),
    row_level="unknown",
)


KEY_VALUE = TableKind(
    name="key_value",
    title_en="Keys and values above a table",
    title_id="Kunci dan nilai di atas tabel",
    requires=(),
    observations=False,
    reason="a block of keys and values; it names what the tables below belong to",
)


@dataclass(frozen=True, slots=True)
class ChosenKind:
    """The kind, its score (0 to 1), the runner-up's name and score. The decision that is told of it is made by normalize.tidy.decided."""

    kind: TableKind
    score: float
    runner_up: str | None = None
    runner_up_score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a table shows: roles, measures and features of its columns, its squashed heads, the squashed words around it."""

    present: frozenset[str]
    heads: tuple[str, ...]
    words: str


def columns_to_kind(
    columns: Sequence[ColumnMeaning], texts: Sequence[str], kinds: Sequence[TableKind], first_row: Sequence[str] = ()
) -> ChosenKind:
    """The best kind for these columns; `texts` are titles and banners, `first_row` the texts that stand for heads in a table whose heads
    nothing knows. GENERIC with score 0 when none matches."""
    heads = [" ".join(column.path) for column in columns]
    signs = _Signs(
        columns_to_features(columns),
        tuple(squash(head) for head in (heads if any(heads) else first_row)),
        squash(" ".join(texts)),
    )
    scored = sorted(((_score(kind, signs), kind.name, kind) for kind in kinds), key=lambda item: (-item[0], item[1]))
    if not scored or scored[0][0] <= 0:
        return ChosenKind(GENERIC, 0.0)
    runner_up = scored[1] if len(scored) > 1 and scored[1][0] > 0 else None
    return ChosenKind(scored[0][2], scored[0][0], runner_up[1] if runner_up else None, runner_up[0] if runner_up else 0.0)


def columns_to_features(columns: Sequence[ColumnMeaning]) -> frozenset[str]:
    """Roles, measures, and what the periods and revisions show: the words that a kind file may use."""
    every = [part for column in columns for part in (column.parts or (column,))]
    features: set[str] = {column.role for column in every} | {column.measure for column in every if column.measure}
    features |= {column.revision for column in every if column.revision}
    periods = [column.period for column in every if column.period is not None]
    years = {period.year for period in periods if period.year is not None}
    features |= {name for name, least in (("year", 1), ("years", 2)) if len(years) >= least}
    features |= {period.kind for period in periods if period.kind in {"quarter", "semester", "month"}}
    if MONEY & features:
        features.add("money")
    return frozenset(features)


def _score(kind: TableKind, signs: _Signs) -> float:
    """0 for no match; else more for each thing required or supporting that is there, so that the narrower kind wins."""
    if not set(kind.requires) <= signs.present or set(kind.forbids) & signs.present:
        return 0.0
    if kind.any_of and not set(kind.any_of) & signs.present:
        return 0.0
    if not all(any(_is_in(word, head) for head in signs.heads for word in entry.split("|")) for entry in kind.heads):
        return 0.0
    worded = any(squash(word) in signs.words for word in kind.words)
    if kind.needs_words and not worded:
        return 0.0
    found = len(set(kind.supports) & signs.present)
    supported = found / len(kind.supports) if kind.supports else 0.5
    named = len(kind.requires) + len(kind.heads)
    return round(0.4 + 0.05 * named + 0.02 * found + 0.2 * supported + (0.15 if worded else 0.0), 4)


def _is_in(word: str, head: str) -> bool:
    """True when the head holds the word; a word that ends in "$" must end the head."""
    return head.endswith(word[:-1]) if word.endswith("$") else word in head


def kinds_to_document_type(kinds: Sequence[TableKind]) -> DocumentType:
    """What a document with these tables is, by the most tables of one type; "other" when no kind tells."""
    types = Counter(kind.document_type for kind in kinds if kind.document_type != "other")
    return types.most_common(1)[0][0] if types else "other"


def kind_to_findings(decision: ChosenKind, table: int) -> tuple[Finding, ...]:
    """What people should know of the choice: that a table gives no observations because of its kind."""
    if decision.kind.observations:
        return ()
    fields = (("reason", decision.kind.reason), ("kind", decision.kind.name), ("runner_up", decision.runner_up or "none"))
    return (Finding("kind-not-planning", table=table, fields=fields),)
