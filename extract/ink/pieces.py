"""Words of a page one by one: picked, put into lines, and read as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

import numpy as np

from extract.ink.page import SKEWED, Array, Ink, Piece
from extract.ink.raised import LOWERED_FORMS, RAISED_FORMS, text_to_scripts
from extract.ink.symbols import TICKS
from schemas.geometry import BBox
from schemas.table import Mark

MARK_GAP = 0.3  # of the height of text: white between it and its raised mark
_DOWNWARDS = attrgetter("level", "x0")
_EXTENT = attrgetter("top", "bottom")
_RIGHTWARDS = attrgetter("x0")


def words_to_pieces(ink: Ink, words: Iterable[int]) -> list[Piece]:
    """The words of these indices as pieces."""
    pieces = ink.pieces
    return [pieces[w] for w in words]


def pieces_to_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Lines from top to bottom, each from left to right. Raised and lowered marks stay on the line that they overlap."""
    lines: list[list[Piece]] = []
    extents: list[tuple[float, float]] = []
    for extent, group in groupby(sorted(pieces, key=_DOWNWARDS), key=_EXTENT):  # words of one line mostly have one extent
        alike = list(group)
        top, bottom = extent
        height = bottom - top
        for back, (high, low) in enumerate(extents[:-4:-1], 1):
            shared = (low if low < bottom else bottom) - (high if high > top else top)
            if shared > 0.5 * (height if height < low - high else low - high):
                if height > low - high:
                    extents[-back] = extent
                lines[-back].extend(alike)
                break
        else:
            extents.append(extent)
            lines.append(alike)
    for line in lines:
        if len(line) > 1:
            line.sort(key=_RIGHTWARDS)
    return lines


def line_to_text(line: Sequence[Piece]) -> str:
    """Words of a line with single blanks; pieces that touch (a word printed in several operations) are not parted."""
    first = line[0]
    text, x1, height = first.text, first.x1, first.bottom - first.top
    for piece in line[1:]:
        before, height = height, piece.bottom - piece.top
        gap = piece.x0 - x1
        near = gap < 0.08 * height and gap < 0.08 * before
        if not near and (piece.text[0] in RAISED_FORMS or piece.text[0] in LOWERED_FORMS):
            near = gap < MARK_GAP * max(height, before)
        text += piece.text if near else " " + piece.text
        x1 = piece.x1
    return text


def lines_to_text(ink: Ink, lines: Sequence[Sequence[Piece]]) -> tuple[str, tuple[Mark, ...]]:
    """The text of a cell, a line each, and the signs in it. What is crossed out is left out where other text stands beside it."""
    marks: list[Mark] = []
    struck = ink.words.struck
    if struck and any(piece.word in struck for line in lines for piece in line):
        crossed = [[piece for piece in line if piece.word in struck] for line in lines]
        standing = [[piece for piece in line if piece.word not in struck] for line in lines]
        marks += [Mark("struck", line_to_text(line)) for line in crossed if line]
        lines = [line for line in standing if line] or lines
    text = "\n".join([line_to_text(line) for line in lines])
    if text.isascii():
        return text, tuple(marks)
    marks += [Mark("raised" if raised else "lowered", part) for raised, part in text_to_scripts(text)]
    marks += [Mark("tick", character) for character in text if character in TICKS]
    return text, tuple(marks)


def words_inside(ink: Ink, box: BBox) -> Array:
    """Indices of visible words whose middle lies in the box; text at an angle (watermarks, stamps) is left out."""
    words = ink.words
    if not len(words):
        return np.zeros(0, np.int64)
    x, y = (words.box[:, 0] + words.box[:, 2]) / 2, (words.box[:, 1] + words.box[:, 3]) / 2
    inside = (x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom)
    return np.flatnonzero(inside & ~words.hidden & (words.direction != SKEWED))
