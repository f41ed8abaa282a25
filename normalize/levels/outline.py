"""Levels by the numbers before the names: 1, 1.1, 1.1.1 are a programme, its activity, its sub-activity; 61, 62, 63 are of one rank.
Where the level is a word before the name, a misspelt one is told by the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from normalize.repair import fold
from schemas.observation import Level

_DOTTED = re.compile(r"^\(?([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})[.)]?$")
_WHOLE_NUMBER = re.compile(r"^\(?([0-9]{1,4})[.)]?$")
_FEWEST = 3
_LONG_WORD = 6  # letters; shorter words are near each other by chance
_WHOLE: tuple[Level, ...] = ("program", "activity", "sub_activity")


def numbers_to_levels(numbers: Sequence[str], *, two_levels: bool) -> tuple[Level, ...] | None:
    """The level of each name by its number, in order; None unless all have one, of two or three depths, each below the number that it
    continues. `two_levels`: the column holds activities and their parts only."""
    found = [_DOTTED.match("".join(number.split())) for number in numbers]
    paths = [tuple(match[1].split(".")) for match in found if match is not None]
    if not paths or len(paths) < len(numbers):
        return None
    levels = _WHOLE[1:] if two_levels else _WHOLE
    seen: set[tuple[str, ...]] = set()
    for path in paths:
        if path in seen or (len(path) > 1 and path[:-1] not in seen):
            return None
        seen.add(path)
    depths = {len(path) for path in paths}
    return (
        tuple(levels[len(path) - 1] for path in paths)
        if 2 <= len(depths) <= len(levels) == max(len(levels), *depths)
        else None
    )


def numbers_run_on(numbers: Sequence[str]) -> bool:
    """True where every name has a whole number and each is one more than that before it: the table counts them as things of one rank.
    False for fewer than three names."""
    found = [_WHOLE_NUMBER.match("".join(number.split())) for number in numbers]
    counted = [int(match[1]) for match in found if match is not None]
    return len(counted) == len(numbers) >= _FEWEST and all(b == a + 1 for a, b in pairwise(counted))


def text_to_misspelt_level(text: str, spelt: Mapping[str, Level]) -> Level | None:
    """The level of "Proram Peningkatan ..." where other names of the column begin with "Program": one letter is missing, or is another one.
    `spelt` are the first words that tell a level. None where none is near."""
    word = text_to_first_word(text)
    near = (level for known, level in spelt.items() if len(known) >= _LONG_WORD and Levenshtein.distance(word, known) == 1)
    return next(near, None)


def text_to_first_word(text: str) -> str:
    """The first word in small letters."""
    return fold(text).partition(" ")[0].casefold()
