"""What one cell's text looks like, without knowing its column: cheap tests that row roles and joins are decided from."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.figures.sorts import text_is_number
from normalize.repair import fold
from normalize.words.money import is_money_alone, text_to_scale
from normalize.words.periods import BUDGET_YEAR_WORD, YEAR_WORD
from schemas.lexicon import lexicon
from schemas.logical import Shape

_LEXICON = lexicon()
_YEAR = re.compile(
    rf"^(?:(?:{YEAR_WORD}|{BUDGET_YEAR_WORD}|{_LEXICON.either('periods.short_budget_year')})\.?\s*)?"
    r"(?:19[4-9]\d|20\d\d)\s*\*{0,3}\)?$",
    re.IGNORECASE,
)
_NIL = re.compile(rf"^(?:-+|–|—|\.\.\.|…|{_LEXICON.either('quantities.nil_sign')})$", re.IGNORECASE)
_CODE = re.compile(r"^(?:[xX0-9]{1,4}\s*\.\s*){1,6}[xX0-9]{1,4}\.?$")
_COUNTED = re.compile(r"(?!(?:19|20)[0-9]{2}\b)[0-9][0-9.,]*\s?[^\W\d_]")
_PERIOD = re.compile(r"\(?(?:19[4-9]\d|20\d\d)\s*(?:[/–‐-]\s*(?:(?:19|20)?\d\d)?|\(\s*n\s*(?:[+-]\s*\d)?\s*\))\)?")
"""Years that are no figures: "2021/2022", "2021-22", "2023 (n)"."""
_BRACKETED = re.compile(r"^\(?\s*+\[?\s*+(\d{1,2})\s*+\]?\s*+\)?$")
LONGEST_FIGURE = 60  # characters; what is longer is text
_OPEN_WORDS = frozenset(_LEXICON.words("words.open"))


@lru_cache(maxsize=65536)
def text_to_shape(text: str) -> Shape:
    """The cell's shape; white space inside digits ("20 21", "10 9") counts as a wrap, not as two numbers."""
    folded = fold(text)
    if not folded:
        return "blank"
    if len(folded) > LONGEST_FIGURE:
        return "text"
    if _NIL.match(folded):
        return "nil"
    if _YEAR.match(folded) or _YEAR.match(folded.replace(" ", "")):
        return "year"
    if _CODE.match(folded) and folded.count(".") >= 2 and "," not in folded and not _thousands(folded):
        return "code"
    if _PERIOD.fullmatch(folded) or _is_naughts(folded):
        return "text"  # "£000" over a column says what its figures are counted in
    return "number" if text_is_number(text) else "text"


def _is_naughts(text: str) -> bool:
    """True for a currency and noughts alone, "£000" or "Rp 000"; "Rp 1.000" may be an amount."""
    return (
        "000" in text and not any(sign in "123456789" for sign in text) and is_money_alone(text) and text_to_scale(text) != 1.0
    )


def _thousands(text: str) -> bool:
    return re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) is not None


def is_value_like(text: str) -> bool:
    """True for a number, a nil sign or a year: what a value column may hold besides blanks."""
    return text_to_shape(text) in {"number", "nil", "year"}


def begins_with_figure(text: str) -> bool:
    """True for a figure with words behind it, "16 Desa"; a year with words behind it is none."""
    return _COUNTED.match(fold(text)) is not None


def text_to_column_number(text: str) -> int | None:
    """The number of "(3)", "3", "[3]"; None for anything else."""
    match = _BRACKETED.match(text.strip())
    return int(match[1]) if match else None


def ends_in_joining_word(text: str) -> bool:
    """True where the last word is one that something follows: "dan", "untuk", "of"."""
    return fold(text).rsplit(" ", 1)[-1].casefold() in _OPEN_WORDS


def is_open_ended(text: str) -> bool:
    """True when the text cannot be finished: it ends in a function word, a comma, a hyphen or an unclosed bracket."""
    folded = fold(text)
    if not folded:
        return False
    return ends_in_joining_word(folded) or folded[-1] in ",-(/&" or folded.count("(") > folded.count(")")
