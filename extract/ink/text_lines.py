"""Text lines of a region and the chunks that they fall into at wide gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.ink.figures import is_numeric
from extract.ink.page import Piece
from extract.ink.pieces import pieces_to_lines

WIDE = 0.85  # of the font size: a gap from which two words are hardly one phrase (justified prose rarely exceeds it)
TYPED_RULE = frozenset("-=_–—")  # characters that a typed rule is made of
SHORTEST_TYPED = 8  # of them
LEADS = ".…·_"
LEADER = re.compile(r"(?<![.…·_\s])[.…·_\s]{3,}$")  # a word that ends in a run of dots leads to the next column

NUMBER = re.compile(r"^\(?([1-9]\d?)\)?(?:\s*=.*)?$")
LEAST_NUMBERS = 3

ChunkKey = tuple[int, int]


class Chunk(NamedTuple):
    """Words of one line without a wide gap between them. `numeric`: a figure, a range, a percentage, or a mark that stands for one."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    words: tuple[Piece, ...]
    bold: bool
    size: float
    numeric: bool

    @property
    def key(self) -> ChunkKey:
        """Which chunk of its page it is: the numbers of its first and last word. Chunks made again of the same words are the same."""
        return self.words[0].word, self.words[-1].word

    @property
    def mid(self) -> float:
        return (self.x0 + self.x1) / 2


class TextLine:
    """Chunks of one printed line from left to right, with its extent; never changed after it is made."""

    __slots__ = ("bottom", "chunks", "top", "x0", "x1", "y_mid")

    def __init__(self, chunks: tuple[Chunk, ...]) -> None:
        self.chunks = chunks
        first = chunks[0]
        self.x0, self.x1, self.top, self.bottom = first.x0, first.x1, first.top, first.bottom
        self.y_mid = (first.top + first.bottom) / 2
        if len(chunks) > 1:
            self.x1 = max([c.x1 for c in chunks])
            self.top, self.bottom = min([c.top for c in chunks]), max([c.bottom for c in chunks])
            heights = [c.bottom - c.top for c in chunks]
            tallest = chunks[heights.index(max(heights))]
            self.y_mid = (tallest.top + tallest.bottom) / 2


def is_typed_rule(text: str) -> bool:
    """Is the word a rule made of characters?"""
    return text[:1] in TYPED_RULE and len(text) >= SHORTEST_TYPED and TYPED_RULE.issuperset(text)


def is_numbering(line: TextLine) -> bool:
    """Are most texts the numbers of columns, one more from each to the next: "1 2 3", "(1) (2) (3)", "(6) = (5) x (4)"?"""
    numbers = [int(found[1]) for chunk in line.chunks if (found := NUMBER.match(chunk.text))]
    if len(numbers) < LEAST_NUMBERS or 2 * len(numbers) <= len(line.chunks):
        return False
    first = numbers[0] == 1 or line.chunks[0].text.startswith("(")  # others may be the ends of years, broken in narrow columns
    return first and all(b == a + 1 for a, b in pairwise(numbers))


def make_chunk(words: Sequence[Piece]) -> Chunk:
    """One chunk of neighbouring words."""
    first = words[0]
    text, top, x1, bottom, size = first.text, first.top, first.x1, first.bottom, first.size
    if len(words) == 1:
        return Chunk(
            text=text,
            x0=first.x0,
            top=top,
            x1=x1,
            bottom=bottom,
            words=(first,),
            bold=first.bold,
            size=size,
            numeric=is_numeric(text),
        )
    bold = 0
    for p in words:
        top = p.top if p.top < top else top
        x1 = p.x1 if p.x1 > x1 else x1
        bottom = p.bottom if p.bottom > bottom else bottom
        size = p.size if p.size > size else size
        bold += len(p.text) if p.bold else 0
    text = " ".join([p.text for p in words])
    most_bold = bold * 2 > len(text) - len(words) + 1
    return Chunk(
        text=text,
        x0=first.x0,
        top=top,
        x1=x1,
        bottom=bottom,
        words=tuple(words),
        bold=most_bold,
        size=size,
        numeric=is_numeric(text),
    )


def pieces_to_text_lines(pieces: Sequence[Piece], cuts: Sequence[float] = ()) -> list[TextLine]:
    """Lines top to bottom; chunks end at wide gaps and at the x positions `cuts` where these lie between two words."""
    return [TextLine(tuple([make_chunk(part) for part in _parts(line, cuts)])) for line in pieces_to_lines(pieces)]


def _parts(line: list[Piece], cuts: Sequence[float]) -> list[list[Piece]]:
    parts, start = [], 0
    last = line[0]
    for k, piece in enumerate(line):
        gap, size, before = piece.x0 - last.x1, piece.size, last.size
        apart = gap > WIDE * (size if size < before else before)
        if not apart and cuts:
            apart = any(last.x1 - 1 <= x <= piece.x0 + 1 for x in cuts)
        if not apart and last.text[-1] in LEADS:
            apart = bool(LEADER.search(last.text)) and not LEADER.fullmatch(piece.text)
        if apart and k:
            parts.append(line[start:k])
            start = k
        last = piece
    parts.append(line[start:] if start else line)
    return parts
