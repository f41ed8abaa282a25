"""What a column head means, by its words.

Heads are compared *squashed*: letters, digits and a few signs only, lower case, so that "Targe t", "TARGET" and "Target :" are
one word. The words live in schemas/vocabulary/<language>/heads.toml, where a data officer can add some. A head that no term knows is read
as a misspelt one when a letter or two differ (counted as Damerau's edits, swapped neighbours being one) and no other term is as near.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from normalize.words.money import is_money_alone
from schemas.lexicon import lexicon
from schemas.logical import ColumnRole
from schemas.observation import Measure

_KEEP = re.compile(r"[^0-9a-z%/&,()#+-]+")
_EDGE = re.compile(r"^[,()/&-]+|[,(/&-]+$")
_EXPLAINED = re.compile(r"^[^()]{2,60}\(([^()]{4,40})\)$")
_SEVERAL = re.compile(r"^[^/()]+(?:/[^/()]+)+$")
_BRACKET = re.compile(r"\([^()]*\)$")
_SHORTEST = 6  # letters of the word meant: in shorter words one edit makes another word
_LONGEST = 300  # characters; a longer text heads nothing
_LONG = 10  # letters: from here two edits are allowed
_TOTAL = re.compile(lexicon().either("rows.total"))
_MONEY_BRACKET = re.compile(r"\s*\(([^()]+)\)\s*$")


@dataclass(frozen=True, slots=True)
class ColumnTerm:
    """One meaning with the words of all languages. A `neutral` measure gives way to that of the head above; one that is not `titled`
    says nothing in a title."""

    role: ColumnRole
    pattern: re.Pattern[str]
    measure: Measure | None = None
    words: tuple[str, ...] = ()
    neutral: bool = False
    titled: bool = True


@lru_cache(maxsize=1 << 16)  # heads, units and labels are asked for by every step and on every page
def squash(text: str) -> str:
    """Lower-case letters, digits and %/&,()#+- of `text`, nothing else; "" for a text without any."""
    return _KEEP.sub("", text.casefold())


@cache
def column_terms() -> tuple[ColumnTerm, ...]:
    """All terms, the narrowest first; a meaning for which no language has a pattern is left out."""
    return tuple(
        ColumnTerm(head.role, re.compile("|".join(head.patterns)), head.measure, head.words, head.neutral, head.titled)
        for head in lexicon().heads
        if head.patterns
    )


@cache
def _amount() -> ColumnTerm:
    """The term of budgets: a head that says nothing but "Rp" is one unless a head above says otherwise."""
    return next(term for term in column_terms() if term.measure == "budget" and term.words)


def _squashed_head(head: str) -> str:
    squashed = _EDGE.sub("", squash(head))
    return squashed[:-1] if squashed.endswith(")") and "(" not in squashed else squashed


def heads_totals(head: str) -> bool:
    """True for a head that says nothing but that sums stand below it: "Total", "Jumlah"."""
    return _TOTAL.fullmatch(squash(head)) is not None


@lru_cache(maxsize=65536)
def head_to_known(head: str) -> ColumnTerm | None:
    """The first term whose pattern is found in the squashed head, as it is spelt, else without its brackets ("Key Performance Indicators
    (Outcome)"), else the one that its brackets explain it by ("Keluaran (Indikator)"); None when no term knows it."""
    if len(head) > _LONGEST:
        return None
    if is_money_alone(head):
        return _amount()
    squashed = _squashed_head(head)
    for term in column_terms() if squashed else ():
        if term.pattern.search(squashed):
            return term
    bare = _BRACKET.sub("", squashed)
    for term in column_terms() if bare and bare != squashed else ():
        if term.measure is None and term.pattern.search(bare):
            return term
    if (shared := _parts_to_shared(head)) is not None:
        return shared
    explained = _EXPLAINED.search(squashed)
    meant = head_to_known(explained[1]) if explained is not None else None
    return meant if meant is not None and meant.measure is None else None


def _parts_to_shared(head: str) -> ColumnTerm | None:
    """The term that all parts of "Project Title / Source of Funds" share: rows of both kinds stand in one column. None for a head of one
    part, or of parts that mean different things."""
    parts = [head_to_known(part) for part in head.split("/")] if _SEVERAL.match(head) else []
    first = parts[0] if parts else None
    return first if first is not None and first.measure is None and all(part is first for part in parts) else None


@lru_cache(maxsize=65536)
def head_to_misspelt(head: str) -> tuple[ColumnTerm, str] | None:
    """The one term that a misspelt head is nearest to, with the word meant; None for a known head, or when nothing is near enough
    or two different meanings are equally near."""
    squashed = _BRACKET.sub("", _squashed_head(head)) if len(head) <= _LONGEST else ""
    if len(squashed) < _SHORTEST - 1 or head_to_known(head) is not None:
        return None
    allowed = 2 if len(squashed) >= _LONG else 1
    found = [
        (OSA.distance(squashed, word, score_cutoff=allowed), term, word)
        for term in column_terms()
        for word in term.words
        if len(word) >= _SHORTEST
    ]
    near = sorted((item for item in found if item[0] <= allowed), key=lambda item: item[0])
    if not near:
        return None
    rivals = [term for distance, term, _ in near if distance == near[0][0]]
    if any((term.role, term.measure) != (rivals[0].role, rivals[0].measure) for term in rivals):
        return None
    return near[0][1], near[0][2]


def head_to_term(head: str) -> ColumnTerm | None:
    """The term that knows the head, or what stands before brackets of money ("Planned expenditure ($'000)"), else the one that it is a
    misspelling of; None when none is there."""
    known = head_to_known(head)
    if known is None and (bracket := _MONEY_BRACKET.search(head)) is not None and is_money_alone(bracket[1]):
        known = head_to_known(head[: bracket.start()])
    if known is not None:
        return known
    misspelt = head_to_misspelt(head)
    return misspelt[0] if misspelt is not None else None


def is_head_word(text: str, longest: int = 60) -> bool:
    """True when a short text is a column head, if misspelt. Texts longer than `longest` characters are prose, "Tujuan 1: ..." is a
    band."""
    return len(text) <= longest and ":" not in text.rstrip(": ") and head_to_term(text) is not None
