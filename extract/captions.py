"""How the captions of tables and figures begin."""

from __future__ import annotations

import re

from schemas.lexicon import lexicon

_LEXICON = lexicon()
CAPTION = re.compile(rf"^{_LEXICON.either('titles.caption')}\s*[\dIVX.]", re.IGNORECASE)
TABLE_CAPTION = re.compile(rf"^\W*{_LEXICON.either('titles.table_caption')}\s*[\w.\-]*\d", re.IGNORECASE)
_FIRST_LETTERS = frozenset(letter for word in _LEXICON.words("titles.table_caption") for letter in (word[0], word[0].upper()))


def is_caption(text: str) -> bool:
    """Does the text begin as the caption of a table does: "Table 3 ..."?"""
    return (text[:1] in _FIRST_LETTERS or not text[0].isalnum()) and TABLE_CAPTION.match(text) is not None
