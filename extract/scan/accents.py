"""Accents that are dust: on a page whose language has none, a letter with an accent is the letter without."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from extract.scan.recogniser import Reading

LEAST = 0.003  # share of a page's letters with accents in languages that have them; French has ten times as many
SURE = 0.9  # trust in an accent that counts


def without_chance_accents(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of a page; where accents are so few that dust explains them, each letter with the chances of both of its forms."""
    letters = accents = 0
    for reading in readings:
        for character, trust in zip(reading.characters, reading.trust, strict=True):
            letters += character.isalpha()
            accents += trust >= SURE and character.isalpha() and _bare(character) != character
    if accents > LEAST * letters:
        return list(readings)
    return [_bared(reading) for reading in readings]


def _bare(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0]


def _bared(reading: Reading) -> Reading:
    characters, trusts, others = [], [], []
    for character, trust, more in zip(reading.characters, reading.trust, reading.others, strict=True):
        bare = _bare(character)
        own = sum(chance for other, chance in more if _bare(other) == bare)
        characters.append(bare)
        trusts.append(min(1.0, trust + own))
        others.append(tuple((_bare(other), chance) for other, chance in more if _bare(other) != bare))
    return replace(reading, characters="".join(characters), trust=tuple(trusts), others=tuple(others))
