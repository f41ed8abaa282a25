"""Money in heads and titles: which currency a text names, and by how much its figures must be multiplied.

"Anggaran (Rp juta)" -> Rp, 1000000     "£000" -> £, 1000     "(x Rp 1.000)" -> Rp, 1000     "$m" -> $, 1000000
"""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.lexicon import lexicon, words_to_either

_LEXICON = lexicon()
CURRENCIES = {
    sign: currency for currency, signs in _LEXICON.named("quantities.currencies").items() for sign in signs
} | dict.fromkeys(_LEXICON.words("quantities.rupiah"), "Rp")
"""The published unit of each sign or name in small letters: "idr" -> "Rp"."""
CURRENCY_SIGN = rf"(?:{_LEXICON.either('quantities.currencies')}(?![^\W\d_])\s?\.?)"
"""Before a number: the sign with the dot behind it."""
_ANY = words_to_either(map(re.escape, CURRENCIES))
_SYMBOL = words_to_either(re.escape(sign) for sign in CURRENCIES if not sign[-1].isalpha())
_NAMED = re.compile(rf"(?P<sign>(?<![^\W\d_]){_ANY}(?![^\W\d_])|{_SYMBOL})", re.IGNORECASE)
_SCALES = {word: float(factor) for factor, words in _LEXICON.named("quantities.scales").items() for word in words}
_LETTERS = {word: float(factor) for factor, words in _LEXICON.named("quantities.scale_letters").items() for word in words}
_WORDS = _LEXICON.either("quantities.scales")
_LETTERS_OF = _LEXICON.either("quantities.scale_letters")
_LETTER = rf"{_SYMBOL}\s?(?P<letter>{_LETTERS_OF})\b|\(\s*{_ANY}\s?\.?\s+(?P<apart>{_LETTERS_OF})\.?\s*\)"
_NAUGHTS = (
    rf"(?:{_ANY}\s*\.?\s*|(?<=\()\s*\.?)['’.]?(?P<naughts>000(?:[.,]000)*)(?![0-9])s?(?:\s*,-)?|['’](?P<thousand>000)s?\b"
)
_UNIT_OF = rf"(?:{_ANY}\s?\.?\s*[x×]?|[x×]\s*{_ANY}\s?\.?)\s*1(?P<unit>[.,]?000(?:[.,]000)*)(?![.,]?[0-9])(?:\s*,-)?"
# "Rp 1.000" is a scale where nothing else stands in the head, in its brackets, or behind "dalam"
_STATED_UNIT = (
    rf"(?:^|\(|\b(?:{_LEXICON.either('quantities.stated_in', 'quantities.stated_as')})\s*:?)\s*{_UNIT_OF}\s*(?:\)|$)"
)
_SCALE = re.compile(rf"\b(?P<word>{_WORDS})\b|{_STATED_UNIT}|{_NAUGHTS}|{_LETTER}", re.IGNORECASE)
_STATEMENT = re.compile(
    rf"\b{_LEXICON.either('quantities.stated_in')}\s+\b(?P<word>{_WORDS})\b|{_ANY}\s?\.?\s*\(?\s*\b(?P<behind>{_WORDS})\b|"
    rf"\(\s*[A-Z]{{1,3}}\s+(?P<bracketed>{_WORDS})\s*\)|\b(?P<before>{_WORDS})\b\s+(?:{_ANY}|{_LEXICON.either('quantities.currency_words')})\b|"
    rf"{_STATED_UNIT}|{_NAUGHTS}|{_LETTER}",
    re.IGNORECASE,
)
MONEY_WORD = re.compile(
    rf"(?:{_ANY}|{_WORDS}|{_LEXICON.either('quantities.scale_letters', 'quantities.short_scale_factors')})\.?", re.IGNORECASE
)
"""One currency or scale and nothing else, as it stands before or behind an amount."""
_BESIDE = re.compile(rf"\b{_LEXICON.either('quantities.stated_in', 'quantities.stated_as')}\b", re.IGNORECASE)


@lru_cache(maxsize=8192)  # heads are asked for by every step
def text_to_currency(text: str) -> str | None:
    """The unit of money that a text names by sign or word, the first of several; None where it names none."""
    match = _NAMED.search(text)
    return CURRENCIES[match["sign"].casefold()] if match is not None else None


@lru_cache(maxsize=8192)
def text_to_scale(text: str) -> float:
    """1000 for "ribu", "£000" or "(x Rp 1.000)", 1e6 for "juta" or "$m"; 1.0 where the text names no scale."""
    match = _SCALE.search(text)
    return _match_to_scale(match) if match is not None else 1.0


def _match_to_scale(match: re.Match[str]) -> float:
    found = {name: printed.casefold() for name, printed in match.groupdict().items() if printed}
    if word := found.get("word") or found.get("behind") or found.get("before") or found.get("bracketed"):
        return _SCALES[word]
    if letter := found.get("letter") or found.get("apart"):
        return _LETTERS[letter]
    return 10.0 ** next(iter(found.values())).count("0")


def text_to_stated_scale(text: str) -> float | None:
    """The scale of money that a title or note states for the figures below it: "(dalam ribuan rupiah)", "£m", "Satuan: Rp 1.000". None for
    texts that only speak of amounts ("Bantuan Rp 5 juta per desa")."""
    match = _STATEMENT.search(text)
    if match is None or (match["naughts"] and text_to_currency(text) is None):
        return None
    return _match_to_scale(match)


def text_without_scale(text: str) -> str:
    """The text without the words and signs that `text_to_scale` reads; the text itself where it names no scale."""
    return _SCALE.sub("", text)


@lru_cache(maxsize=8192)
def is_money_alone(text: str) -> bool:
    """True for a head that says nothing but that money stands below it: "Rp", "(Rp juta)", "£000", "US$"."""
    if text_to_currency(text) is None:
        return False
    rest = _BESIDE.sub("", _NAMED.sub("", text_without_scale(text)))
    return not any(character.isalnum() for character in rest)
