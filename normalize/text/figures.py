"""The numbers that one text may print, before anything is known of its table: what arithmetic between columns can be tried with.

Which of them is meant is decided later, with all evidence (normalize.numbers).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from normalize.repair import fold
from normalize.words.money import CURRENCY_SIGN

_FRAME = re.compile(rf"^(?:{CURRENCY_SIGN})?\s*(?P<digits>[0-9][0-9.,\s]*?)\s*(?:,-|%)?$", re.IGNORECASE)
_GROUPS = re.compile(r"^[0-9]{1,3}(?:[.,][0-9]{3})+$")
_LONGEST = 40


@lru_cache(maxsize=16384)
def text_to_figures(text: str) -> tuple[Decimal, ...]:
    """The values that an unsigned number may have by its separators, thousands first: "2.500" -> 2500 and 2.5, "1.250,5" -> 1250.5.

    Spaces between digits are taken for the wrap of a narrow cell. () for texts, ranges, signed numbers and malformed ones.
    """
    match = _FRAME.match(fold(text)) if len(text) <= _LONGEST else None
    if match is None:
        return ()
    digits = "".join(match["digits"].split())
    signs = [character for character in digits if not character.isdigit()]
    if not signs:
        return (Decimal(digits),)
    last = digits.rindex(signs[-1])
    whole, part = digits[:last], digits[last + 1 :]
    grouped = len(set(signs)) == 1 and _GROUPS.match(digits) is not None
    fraction = signs.count(signs[-1]) == 1 and part and (whole.isdigit() or _GROUPS.match(whole) is not None)
    found = [Decimal(_only_digits(digits))] if grouped else []
    if fraction:
        found.append(Decimal(f"{_only_digits(whole)}.{part}"))
    return tuple(found)


def _only_digits(text: str) -> str:
    return text.replace(".", "").replace(",", "")
