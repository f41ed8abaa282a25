"""The values that one text may print, before anything is known of its table: what arithmetic between columns can be tried with.

Which of them is meant is decided later, with all evidence (normalize.numbers).
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from normalize.figures.grammar import text_to_shape

_LONGEST = 40  # characters; what is longer is no figure of a column


@lru_cache(maxsize=16384)
def text_to_open_values(text: str) -> tuple[Decimal, ...]:
    """The values that an unsigned number may have by its separators, thousands first: "2.500" -> 2500 and 2.5, "1.250,5" -> 1250.5.

    White space between digits is taken for the wrap of a narrow cell. () for texts, ranges, bounds, signed numbers, numbers with a
    unit other than money and per cent, and for those that the grammar doubts ("3." counts a list) or finds malformed.
    """
    shape = text_to_shape(text) if len(text) <= _LONGEST else None
    if (
        shape is None
        or shape.kind not in ("number", "split")
        or shape.doubts
        or shape.category is not None
        or shape.factor != 1
    ):
        return ()
    if shape.unit not in (None, "%") and not shape.money:
        return ()
    readings = [numeral for numeral in shape.numerals if numeral.convention != "irregular" and numeral.value >= 0]
    return tuple(numeral.value for numeral in sorted(readings, key=lambda numeral: numeral.places > 0))
