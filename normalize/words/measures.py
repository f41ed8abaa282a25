"""From the words over a column to its measure, revision, unit and scale."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalize.words.heads import head_to_known, head_to_term, squash
from normalize.words.money import text_to_currency, text_to_scale
from schemas.lexicon import lexicon
from schemas.observation import MONEY_MEASURES, Measure, Revision

MONEY: frozenset[Measure] = MONEY_MEASURES

# (what the lower head says, what a head above it says) -> what they say together; pairs that are not here keep the lower one
_COMBINED: dict[tuple[Measure, Measure], Measure] = {
    ("budget", "realization"): "budget_realization",
    ("budget", "budget_realization"): "budget_realization",
    ("budget", "final"): "final_budget",
    ("budget", "final_budget"): "final_budget",
    ("budget", "baseline"): "baseline",
    ("budget", "achievement"): "achievement",
    ("realization", "budget"): "budget_realization",
    ("realization", "baseline"): "baseline",
    ("achievement", "baseline"): "baseline",
    ("target", "budget"): "budget",
    ("target", "baseline"): "baseline",
    ("target", "final"): "final",
    ("target", "final_budget"): "final",
    ("final", "budget"): "final_budget",
}
_LEXICON = lexicon()
_PERCENT = re.compile(rf"%|\b{_LEXICON.either('quantities.percent')}\b", re.IGNORECASE)
_UNIT_BRACKET = re.compile(r"\(\s*([^()]{1,24})\s*\)\s*$")
_UNITS_IN_HEADS = frozenset(_LEXICON.words("units.in_heads"))
_BEFORE = re.compile(_LEXICON.either("measures.before"))
_AFTER = re.compile(_LEXICON.either("measures.after"))
_CHANGE = re.compile(rf"{_LEXICON.either('measures.change')}|\+/-")
_NO_WORD = re.compile(r"[^a-z/+-]+")
_SPENT = re.compile(rf"\b{_LEXICON.either('measures.spent_in_title')}\b", re.IGNORECASE)
_SHARE = re.compile(rf"(?:\b|(?=%)){_LEXICON.either('measures.share_in_title')}\b", re.IGNORECASE)


def path_to_measure(labels: Sequence[str], fallback: str = "") -> Measure:
    """The measure that the heads of one column name together, top to bottom; "other" when none does.

    The lowest head counts first; a head above refines it ("Realisasi" over "Rp" is a realized budget) or, over a neutral one such as
    "K", decides. `fallback` is the table's title, asked only when no head names a measure.
    """
    named = [
        (label, term) for label in labels if label and (term := head_to_term(label)) is not None and term.measure is not None
    ]
    if path_to_revision(labels) == "change" and path_to_unit(labels[-1:]) == "%":
        return "other"  # by how many percent a plan was changed is no achievement
    if not named:
        return _title_to_measure(fallback)
    lowest, chosen = named[-1]
    terms = [term for _, term in named]
    measure = chosen.measure or "other"
    neutral = chosen.neutral
    if measure == "realization" and text_to_currency(lowest) is not None:
        measure = "budget_realization"
    for upper in reversed(terms[:-1]):
        above = upper.measure or "other"
        if above == "other":  # growth or change of what stands below
            return "other"
        if neutral and not upper.neutral:
            measure, neutral = ("target" if above == "budget" else above), False
        else:
            measure = _COMBINED.get((measure, above), measure)
    if measure == "realization" and path_to_unit(labels[-1:]) == "Rp" and head_to_term(labels[-1]) is chosen:
        return "budget_realization"  # "Jumlah Realisasi 2020-2022 (Rp)": what was spent
    return measure


def title_to_measures(title: str) -> frozenset[Measure]:
    """The measures that a table's title speaks of; a "Capaian" without figures of realization beside it is what was reached."""
    terms = [term for word in title.split() if (term := head_to_known(word)) is not None]
    found = {term.measure for term in terms if term.measure is not None and term.titled and not term.neutral}
    if _SPENT.search(title):
        return frozenset({"budget_realization"})
    if "achievement" in found and not _SHARE.search(title):
        found = (found - {"achievement"}) | {"realization"}
    return frozenset(found)


def _title_to_measure(title: str) -> Measure:
    """The one measure that the title speaks of; "other" where it speaks of none, or of several."""
    found = title_to_measures(title)
    return next(iter(found)) if len(found) == 1 else "other"


def path_to_scale(texts: Sequence[str]) -> float:
    """The first scale that a head of the path names, 1 when none does."""
    return next((scale for text in texts if (scale := text_to_scale(text)) != 1.0), 1.0)


def path_to_unit(labels: Sequence[str]) -> str | None:
    """The unit printed in a column's heads, lowest first: "%", "Rp", or what stands in brackets at the end ("Luas (Ha)"); None
    without one."""
    for label in reversed(labels):
        if (currency := text_to_currency(label)) is not None:
            return currency
        if _PERCENT.search(label):
            return "%"
        match = _UNIT_BRACKET.search(label)
        if match is not None and _is_unit(match[1]):
            return match[1].strip()
    return None


def _is_unit(text: str) -> bool:
    return text.strip().casefold() in _UNITS_IN_HEADS


def path_to_revision(labels: Sequence[str]) -> Revision | None:
    """Before, after or change of a revised plan, when a head says so; the lowest head that does decides."""
    for label in reversed(labels):
        squashed = _NO_WORD.sub("", squash(label))
        if _CHANGE.search(squashed):
            return "change"
        if _AFTER.search(squashed):
            return "after"
        if _BEFORE.search(squashed):
            return "before"
    return None
