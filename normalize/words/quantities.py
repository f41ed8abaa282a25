"""Words that value cells are written with: bounds, sentinels, predicates, scales, counted units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from normalize.words.money import CURRENCY_SIGN
from schemas.lexicon import lexicon
from schemas.observation import Comparator

_LEXICON = lexicon()
BOUND_WORDS: dict[str, Comparator] = {
    word: cast(Comparator, sign) for sign, words in _LEXICON.named("quantities.bounds").items() for word in words
}
SCALE_WORDS: dict[str, int] = {
    word: int(factor)
    for key in ("quantities.scales", "quantities.short_scale_factors")
    for factor, words in _LEXICON.named(key).items()
    for word in words
}
"""Behind a number; short forms too."""
OPEN_SCALES = frozenset(_LEXICON.words("quantities.open_scales"))
ZERO_WORDS = frozenset(_LEXICON.words("quantities.zero"))

NIL = re.compile(
    rf"(?:{CURRENCY_SIGN}\s*)?[-‐‑‒–—―−_]+(?:\s+[-–—]+)*\s*%?|{CURRENCY_SIGN}|{_LEXICON.either('quantities.nil')}",
    re.IGNORECASE,
)

_GRADE = r"(?:AAA|AA|A|BBB|BB|B|CCC|CC|C|DD|D|E)(?:\s?[+-])?"
_PREDICATE = rf"(?:(?:{_LEXICON.either('categories.degrees')}\s+)*{_LEXICON.either('categories.predicates')})"
_OTHER = rf"(?:{_LEXICON.either('categories.awards')}|{_LEXICON.either('categories.ranks')}\s*(?:[1-9][0-9]?|[IVX]{{1,4}}))"
CATEGORY = re.compile(
    rf"(?:(?i:{_LEXICON.either('categories.openers')})\s*:?\s+)?[\"'“”]?(?:(?:{_GRADE})|(?i:{_PREDICATE}|{_OTHER}))[\"'“”]?"
    rf"(?:\s*\((?:(?:{_GRADE})|(?i:{_PREDICATE}|{_OTHER}))\))?"
)

PERCENT_SIGN = rf"(?:%|{_LEXICON.either('quantities.percent')}\b)"
"""Behind a number: the sign, or the word for it."""
PERCENT_UNIT = re.compile(rf"\s*(?:%|{_LEXICON.either('quantities.percent_unit')})\.?\s*", re.IGNORECASE)
MONEY_UNIT = re.compile(
    rf"\s*(?:{_LEXICON.either('quantities.scales')}\s+)?"
    rf"{_LEXICON.either('quantities.currencies', 'quantities.currency_words')}.*",
    re.IGNORECASE,
)

COUNTED_UNITS = frozenset(_LEXICON.words("units.counted"))
"""Things that are counted: half a document is no target. Money is apart (its fractions have two places)."""
MEASURED_UNITS = frozenset(_LEXICON.words("units.measured"))
"""First words of units of what is measured, and may have fractions."""
BOUNDED_UNITS = frozenset(_LEXICON.words("units.bounded"))
_MEMBERS = re.compile(rf"[/,&;()]|\b{_LEXICON.either('units.member_connectors')}\b")
_TELLING = 2
_NEVER_TELLING = MEASURED_UNITS | set(_LEXICON.words("units.of_percent_or_money"))
_CONNECTORS = {*_LEXICON.words("units.connectors"), "&", "/", ","}


@lru_cache(maxsize=4096)
def unit_is_counted(unit: str | None) -> bool:
    """True when every member of the (composite) unit is a thing that is counted: "Orang/ Dokumen", "Dokumen & orang".

    A member is a noun with what tells it apart behind it ("Rumah Tangga", "Unit Usaha"): the noun decides, but for at most two words.
    """
    if not unit:
        return False
    members = [words for part in _MEMBERS.split(unit.casefold()) if (words := re.findall(r"[^\W\d_]+", part))]
    return bool(members) and len(members) <= 12 and all(_is_counted(words) for words in members)


def _is_counted(words: Sequence[str]) -> bool:
    telling = [word for word in words[1:] if word not in COUNTED_UNITS and word not in _CONNECTORS]
    return words[0] in COUNTED_UNITS and len(telling) <= _TELLING and not set(telling) & _NEVER_TELLING


@lru_cache(maxsize=4096)
def unit_is_percent(unit: str | None) -> bool:
    return bool(unit) and PERCENT_UNIT.fullmatch(unit or "") is not None


@lru_cache(maxsize=4096)
def unit_is_money(unit: str | None) -> bool:
    return bool(unit) and MONEY_UNIT.fullmatch(unit or "") is not None


@lru_cache(maxsize=4096)
def unit_is_bounded(unit: str | None) -> bool:
    """True for scores and indices, which end at 10 or 100 more often than not."""
    words = (unit or "").casefold().split(maxsplit=1)
    return bool(words) and words[0].strip(".,") in BOUNDED_UNITS


_INDICATOR_UNIT = re.compile(rf"\(\s*(?:{_LEXICON.either('units.stated_in')}\s+)?([^\W\d_][^()0-9]{{0,24}}|%)\s*\)\s*$")
_SHARE = re.compile(rf"^{_LEXICON.either('units.share_of')}\b", re.IGNORECASE)
_INDEX = re.compile(rf"^{_LEXICON.either('units.index_of')}\b", re.IGNORECASE)
_OF_INDEX = next(iter(_LEXICON.words("units.of_index")), None)
_NUMBER_OF = re.compile(
    rf"^(?:(?:[A-Z]{{2,4}}\W?\s?)?[0-9]{{1,2}}(?:[.][0-9]{{1,2}})*[.)]?\s+)?{_LEXICON.either('units.number_of')}\s+([^\W\d_]+)",
    re.IGNORECASE,
)


def indicator_to_unit(text: str) -> str | None:
    """The unit that an indicator names itself: in brackets at its end ("Produksi padi (ton)"), as a share ("Persentase ..."), an index, or
    as a number of things that are counted ("Jumlah dokumen ..."); None where it names none."""
    folded = text.strip()
    if (match := _INDICATOR_UNIT.search(folded)) is not None:
        unit = match[1].strip()
        known = (unit_is_counted, unit_is_percent, unit_is_money, unit_is_bounded)
        return unit if unit.casefold() in MEASURED_UNITS or any(test(unit) for test in known) else None
    if _SHARE.match(folded):
        return "%"
    if _INDEX.match(folded):
        return _OF_INDEX
    counted = _NUMBER_OF.match(folded)
    return counted[1] if counted is not None and unit_is_counted(counted[1]) else None


_UNIT_WORD = re.compile(r"[^\W\d_°µ]|[°µ&/]")


def text_is_unit(words: str) -> bool:
    """True for what may stand behind a number as its unit: at most six words and 60 characters, each with a letter."""
    tokens = words.split()
    return len(words) <= 60 and len(tokens) <= 6 and all(_UNIT_WORD.search(token) or token in "-/&" for token in tokens)
