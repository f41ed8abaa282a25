"""Years in a row: labels of as many columns, however close they stand, and the figures below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.ink.figures import is_numeric
from extract.ink.page import Piece
from extract.ink.text_lines import Chunk, TextLine, make_chunk

YEAR = re.compile(r"^(?:19|20)\d\d$")
FEWEST = 3  # years, each the one after that on its left

Extents = list[tuple[float, float]]


def cut_years(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with each of such years as a chunk of its own, and each of the figures below them, where every one stands below a year
    of its own. Lines without them are the same objects."""
    out: list[TextLine] = []
    years: Extents = []
    for line in lines:
        found = _years(line)
        years = found or years
        several = any(len(chunk.words) > 1 for chunk in line.chunks)
        out.append(_cut(line, years, 1 if found else 2) if years and several else line)
    return out


def _years(line: TextLine) -> Extents:
    """How far the years of the row reach that the line holds; empty where it holds none."""
    words = [word for chunk in line.chunks for word in chunk.words]
    best: list[Piece] = []
    run: list[Piece] = []
    for word in words:
        if not YEAR.match(word.text):
            run = []
            continue
        run = [*run, word] if run and int(word.text) == int(run[-1].text) + 1 else [word]
        best = run if len(run) > len(best) else best
    return [(word.x0, word.x1) for word in best] if len(best) >= FEWEST else []


def _cut(line: TextLine, years: Extents, fewest: int) -> TextLine:
    parts = [part for chunk in line.chunks for part in _chunk_to_parts(chunk, years, fewest)]
    return TextLine(tuple(parts)) if len(parts) > len(line.chunks) else line


def _chunk_to_parts(chunk: Chunk, years: Extents, fewest: int) -> list[Chunk]:
    """The chunk cut at its figures that stand below a year each (or are it); whole where it has fewer than `fewest`, or two below one
    year."""
    below = [_year_over(word, years) if is_numeric(word.text) else None for word in chunk.words]
    own = [year for year in below if year is not None]
    if len(own) < fewest or len(set(own)) < len(own):
        return [chunk]
    inside = [k for k, year in enumerate(below) if year is not None]
    cuts = sorted({0, len(below), *inside, *(k + 1 for k in inside)})
    return [make_chunk(chunk.words[a:b]) for a, b in pairwise(cuts)]


def _year_over(word: Piece, years: Extents) -> int | None:
    """Which year the word stands below (or is), as it reaches below no other; None where there is none."""
    over = [k for k, (x0, x1) in enumerate(years) if word.x0 < x1 and word.x1 > x0]
    return over[0] if len(over) == 1 else None
