"""Titles whose letters stand apart: the words that they make.

>>> spaced_to_words("D I N A S  P E N D I D I K A N\\nKota Serang", {"dinas"}.__contains__)
'DINAS PENDIDIKAN\\nKota Serang'

Where wider gaps stand between the words, as people type them, these tell where a word ends; one word that is known proves that letters
are meant, and the others may be names. Where every gap is alike, as in most PDFs, all must be known words, and there must be one way to
cut them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_RUN = re.compile(r"(?<!\S)[^\W\d_](?:[^\S\n]{1,9}[^\W\d_]){3,199}(?!\S)")
_GAP = re.compile(r"[^\S\n]{2,}")
_SHORTEST = 3  # letters of a word; shorter ones are found in any run
_LONGEST = 24

Knows = Callable[[str], bool]


def spaced_to_words(text: str, knows: Knows) -> str:
    """The text with runs of letters set apart joined to words; a run that makes no words for sure stays as it is. `knows` is asked for
    words in small letters."""
    return _RUN.sub(lambda match: _run_to_words(match[0], knows) or match[0], text)


def _run_to_words(run: str, knows: Knows) -> str | None:
    words = ["".join(part.split()) for part in _GAP.split(run)]
    if len(words) == 1:
        cut = [words[0]] if knows(words[0].casefold()) else _one_way_to_cut(words[0], knows)
        return " ".join(cut) if cut else None
    if min(map(len, words)) < 2 or not any(len(word) >= _SHORTEST and knows(word.casefold()) for word in words):
        return None
    return " ".join(words)


def _one_way_to_cut(letters: str, knows: Knows) -> list[str] | None:
    """The known words that the letters are, as few as can be; None where they are none, or two sets of words equally few."""
    ways: list[tuple[int, int, int]] = [(0, 1, 0)]  # per place: (words before it, ways with so few, where the last begins)
    for end in range(1, len(letters) + 1):
        found = [
            (ways[start][0] + 1, ways[start][1], start)
            for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1)
            if ways[start][1] and knows(letters[start:end].casefold())
        ]
        least = min(found, default=(0, 0, 0))
        ways.append((least[0], sum(count for words, count, _ in found if words == least[0]), least[2]))
    if ways[-1][1] != 1:
        return None
    words, end = [], len(letters)
    while end:
        start = ways[end][2]
        words.append(letters[start:end])
        end = start
    return words[::-1]
