"""Raised and lowered glyphs of a page: smaller, off the line, right beside the text that they belong to."""

from __future__ import annotations

import numpy as np

from extract.ink.page import SKEWED, Array
from extract.ink.raised import lowered_code, raised_code

RAISED, LOWERED = 1, 2
LEAST_RISE, MOST_RISE = 0.13, 0.8  # of the size of the text beside it
LEAST_FALL, MOST_FALL = 0.06, 0.45
SMALL = 0.86  # of the size of the text beside it: a mark is smaller
SAME_SIZE_RISE = 0.28  # of the size: what is not smaller must stand this much higher
BESIDE = 0.35  # of the size of the text: white between it and its mark
OVER = -0.25  # of the size that a mark may begin before the text ends
ON_LINE = 0.05  # of the font size that baselines of one line may differ
LONGEST = 6  # glyphs: longer text beside a text is no mark of it
MOST_LOOSE = 400  # words of a page that are drawn apart from the text that they belong to


def words_to_scripts(start: Array, end: Array, base: Array, size: Array, turn: Array, count: Array) -> Array:
    """RAISED, LOWERED or 0 for each word. All arrays have a value per word, in content order, along its own direction: where it starts
    and ends, the height of its baseline (downwards), its font size; `count` are its glyphs."""
    kind = np.zeros(len(start), np.int8)
    if len(start) < 2:
        return kind
    fits = (count <= LONGEST) & (turn != SKEWED)
    near = np.zeros(len(start), dtype=bool)
    near[1:] = fits[1:] & _is_beside(start, end, base, size, turn, np.arange(len(start) - 1), np.arange(1, len(start)))
    host = np.arange(len(start)) - 1  # the text that a word may be a mark of
    for k in near.nonzero()[0].tolist():
        if kind[k - 1]:
            host[k] = host[k - 1]
        kind[k] = _kind(base, size, int(host[k]), k)
    small = fits & (kind == 0) & (size < SMALL * float(np.median(size)))
    if small.any():
        alike = (size[1:] == size[:-1]) & (
            np.abs(base[1:] - base[:-1]) < ON_LINE * size[1:]
        )  # two words of ordinary small text
        small[1:] &= ~alike
        small[:-1] &= ~alike
    for k in small.nonzero()[0][:MOST_LOOSE].tolist():
        kind[k] = _kind_of_loose(start, end, base, size, turn, kind, k)
    return kind


def _is_beside(start: Array, end: Array, base: Array, size: Array, turn: Array, text: Array, mark: Array) -> Array:
    """Does each mark begin where its text ends, off its line?"""
    gap = start[mark] - end[text]
    shift = np.abs(base[text] - base[mark])
    return np.asarray(
        (turn[text] == turn[mark])
        & (gap > OVER * size[text])
        & (gap < BESIDE * size[text])
        & (shift > LEAST_FALL * size[text])
        & (shift < MOST_RISE * size[text])
    )


def _kind(base: Array, size: Array, text: int, mark: int) -> int:
    rise = float(base[text] - base[mark]) / max(float(size[text]), 0.1)
    smaller = size[mark] <= SMALL * size[text]
    if (LEAST_RISE if smaller else SAME_SIZE_RISE) < rise < MOST_RISE and size[mark] <= 1.05 * size[text]:
        return RAISED
    return LOWERED if smaller and LEAST_FALL < -rise < MOST_FALL else 0


def _kind_of_loose(start: Array, end: Array, base: Array, size: Array, turn: Array, kind: Array, k: int) -> int:
    """As a mark of any text of the page that ends where it starts, or starts where it ends (a mark that stands before its note)."""
    for gap, before in ((start[k] - end, True), (start - end[k], False)):
        fits = (gap > OVER * size) & (gap < BESIDE * size) & (turn == turn[k]) & (kind == 0) & (size * SMALL >= size[k])
        rise = (base - base[k]) / np.maximum(size, 0.1)
        fits &= (rise > LEAST_RISE) & (rise < MOST_RISE) | (before & (rise < -LEAST_FALL) & (rise > -MOST_FALL))
        fits[k] = False
        found = fits.nonzero()[0]
        if len(found):
            return _kind(base, size, int(found[np.abs(gap[found]).argmin()]), k)
    return 0


def codes_in_script(codes: Array, kind: int) -> Array:
    """The code points in their raised or lowered form; those without one stay."""
    way = raised_code if kind == RAISED else lowered_code
    return np.array([way(code) for code in codes.tolist()], codes.dtype)
