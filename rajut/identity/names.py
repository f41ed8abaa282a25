"""Names and the keys that are made of them: the same whoever printed the name, in whatever case, with or without its number."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache, lru_cache

from schemas.lexicon import lexicon

KEY_DIGITS = 16
_NO_LETTERS = re.compile(r"[\W_]+")
_NUMBERING = re.compile(
    r"(?:[0-9]{1,6}(?:\.[0-9]{1,6}){0,9}[.)]?|[ivx]{1,9}[.)]|[a-z][.)]|\([0-9a-z]{1,3}\)|[-•*–])\s+", re.IGNORECASE
)


@cache
def _level_word() -> re.Pattern[str]:
    return re.compile(rf"{lexicon().either('plan.level_word')}\s+", re.IGNORECASE)


@lru_cache(maxsize=16384)
def name_to_key(name: str | None) -> str:
    """The letters and figures of a name in small letters, without the number or the level word in front of it; "" for none.
    "1.02.03 PROGRAM Pelayanan  Dasar" and "Pelayanan dasar" are both "pelayanandasar"."""
    folded = unicodedata.normalize("NFKC", name or "").strip()
    for pattern in (_NUMBERING, _level_word()):
        match = pattern.match(folded)
        if match is not None and match.end() < len(folded):
            folded = folded[match.end() :].lstrip()
    return _NO_LETTERS.sub("", folded.casefold())


@lru_cache(maxsize=16384)
def name_to_slug(name: str | None) -> str:
    """The words of a name in small letters with "-" between them; "" for none. "Dinas Pekerjaan Umum" -> "dinas-pekerjaan-umum"."""
    return _NO_LETTERS.sub("-", unicodedata.normalize("NFKC", name or "").casefold()).strip("-")


@lru_cache(maxsize=65536)
def parts_to_key(*parts: str) -> str:
    """16 hex digits that stand for these parts in this order."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=KEY_DIGITS // 2).hexdigest()
