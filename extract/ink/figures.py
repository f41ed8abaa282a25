"""What looks like a figure on a page: a number, an amount, a range, or a mark that stands for one.

Cheap tests of one word or chunk, asked of every word of a page and before there are cells. What a number is says normalize/figures, which
no reader may import; tests/test_one_number_grammar.py holds these patterns to it.
"""

from __future__ import annotations

import re
from string import ascii_letters

from extract.ink.raised import RAISED_FORMS
from schemas.lexicon import lexicon

_LEXICON = lexicon()
NUMERIC = re.compile(
    rf"^[\W_]*(?:{_LEXICON.either('quantities.currencies')}\.?\s*(?:[-+(]\s*)?)?[\d][\d.,:/\s–\-−‒]*"
    rf"(?:\s*(?:%|°c|€|\$|{_LEXICON.either('quantities.behind_figures')}))?[\W_]*[a-z]?$",
    re.IGNORECASE,
)
DASHES = re.compile(rf"^(?:[-–—−‒_.·*†‡#\s]+|{_LEXICON.either('quantities.nil_sign')}|\(x\)|x|o|✓|✗|:)$", re.IGNORECASE)
GROUPED = re.compile(
    rf"^(?:{_LEXICON.either('quantities.currencies')}\.?\s*)?"
    r"[-+(]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)\)?%?$|^-$",
    re.IGNORECASE,
)
"""One number alone, complete by its groups of thousands; a dash stands for one."""
_SIGNS = (
    *_LEXICON.words("quantities.nil_sign"),
    *(sign for signs in _LEXICON.named("quantities.currencies").values() for sign in signs),
)
NO_FIGURE = frozenset(ascii_letters) - {letter for sign in ("x", "o", *_SIGNS) for letter in (sign[0], sign[0].upper())}
"""Letters that no figure and no mark for one starts with."""
FIRST_OF_FIGURE = frozenset("0123456789-+(") | {
    letter
    for signs in _LEXICON.named("quantities.currencies").values()
    for sign in signs
    for letter in (sign[0], sign[0].upper())
}
"""Characters that a number alone may begin with."""
CURRENCY_SIGNS = frozenset(
    form for signs in _LEXICON.named("quantities.currencies").values() for sign in signs for form in (sign, f"{sign}.")
)
MARKS = "".join(sorted(RAISED_FORMS)) + " ,"
"""What points from a figure to a note below the table."""
LONGEST_FIGURE = 48  # characters: longer text is no figure, whatever it holds


def is_numeric(text: str) -> bool:
    """A figure, a range, a percentage, an amount; or a mark that stands for one."""
    if text[:1] in NO_FIGURE or len(text) >= LONGEST_FIGURE:
        return False
    if not text.isascii():
        text = text.rstrip(MARKS) or text
    return bool(NUMERIC.match(text) or DASHES.match(text))
