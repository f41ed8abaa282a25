"""How sure a recognised word is, and what else it may be."""

from __future__ import annotations

from extract.scan.row_words import ScannedWord
from schemas.table import Recognised

BY_SHAPE = 1.0  # trust in a mark that no network read: a dash that stands alone
SERIOUS = 0.05  # probability from which another character is a candidate
MOST = 3  # other readings of one word


def word_to_recognised(word: ScannedWord) -> Recognised:
    """The trust of the word and its other readings, each with one character changed, the most probable first."""
    if not word.marks:
        return Recognised(BY_SHAPE)
    changes = [
        (chance, word.text[:k] + other + word.text[k + 1 :])
        for k, mark in enumerate(word.marks)
        for other, chance in mark.others
        if chance >= SERIOUS and other != " "
    ]
    changes.sort(key=lambda change: -change[0])
    return Recognised(round(word.trust, 3), word.marks_agree, tuple(text for _, text in changes[:MOST]))
