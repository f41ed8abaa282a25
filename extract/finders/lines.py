"""Text lines of a region and the chunks that they fall into at wide gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.finders.cells import Piece, pieces_to_lines
from extract.finders.ink import Array, Ink

WIDE = 0.85  # of the font size: a gap from which two words are hardly one phrase (justified prose rarely exceeds it)
NUMERIC = re.compile(
    r"^[\W_]*(?:(?:rp|usd|us\$|eur|idr)\.?\s*)?[\d][\d.,:/\s–\-−‒]*(?:\s*(?:%|k|m|bn|jt|pp|°c|€|\$))?[\W_]*[a-z]?$",
    re.IGNORECASE,
)
CAPTION = re.compile(r"^\W*(tabel|table|tab\.)\s*[\w.\-]*\d", re.IGNORECASE)
TYPED_RULE = re.compile(r"^[-=_–—]{8,}$")  # a rule made of characters
LEADER = re.compile(r"[.…·_\s]{3,}$")  # a word that ends in a run of dots leads to the next column
DASHES = re.compile(r"^(?:[-–—−‒_.·*†‡#\s]+|n/?a\.?|n\.a\.?|nil|none|\(x\)|x|o|✓|✗|:)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of one line without a wide gap between them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    words: tuple[Piece, ...]
    bold: bool
    size: float

    @property
    def mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def numeric(self) -> bool:
        """A figure, a range, a percentage, an amount; or a mark that stands for one."""
        return bool(NUMERIC.match(self.text) or DASHES.match(self.text))


@dataclass(frozen=True, slots=True)
class TextLine:
    """Chunks of one printed line from left to right."""

    chunks: tuple[Chunk, ...]

    @property
    def top(self) -> float:
        return min(chunk.top for chunk in self.chunks)

    @property
    def bottom(self) -> float:
        return max(chunk.bottom for chunk in self.chunks)

    @property
    def x0(self) -> float:
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        return max(chunk.x1 for chunk in self.chunks)

    @property
    def y_mid(self) -> float:
        tallest = max(self.chunks, key=lambda c: c.bottom - c.top)
        return (tallest.top + tallest.bottom) / 2


def make_chunk(ink: Ink, words: Sequence[Piece]) -> Chunk:
    """One chunk of neighbouring words."""
    bold = sum(len(p.text) for p in words if ink.fonts[int(ink.words.font[p.word])].bold)
    return Chunk(
        " ".join(p.text for p in words),
        words[0].x0,
        min(p.top for p in words),
        max(p.x1 for p in words),
        max(p.bottom for p in words),
        tuple(words),
        bold * 2 > sum(len(p.text) for p in words),
        float(max(ink.words.size[p.word] for p in words)),
    )


def pieces_to_text_lines(ink: Ink, pieces: list[Piece], cuts: Sequence[float] = ()) -> list[TextLine]:
    """Lines top to bottom; chunks end at wide gaps and at the x positions `cuts` where these lie between two words."""
    lines = []
    for row in pieces_to_lines(pieces):
        chunks: list[Chunk] = []
        part: list[Piece] = [row[0]]
        for piece in row[1:]:
            last = part[-1]
            size = float(min(ink.words.size[piece.word], ink.words.size[last.word]))
            between = any(last.x1 - 1 <= x <= piece.x0 + 1 for x in cuts)
            if between or piece.x0 - last.x1 > WIDE * size or (LEADER.search(last.text) and not LEADER.fullmatch(piece.text)):
                chunks.append(make_chunk(ink, part))
                part = []
            part.append(piece)
        chunks.append(make_chunk(ink, part))
        lines.append(TextLine(tuple(chunks)))
    return lines


def line_word_gaps(line: TextLine) -> tuple[Array, Array]:
    """(n, 2) extents of the line's words and (n - 1, 2) of the gaps between them."""
    extents = np.array([(w.x0, w.x1) for chunk in line.chunks for w in chunk.words])
    gaps = np.stack([np.maximum.accumulate(extents[:-1, 1]), extents[1:, 0]], axis=1)
    return extents, gaps
