"""Text that lies over a page and is not part of it: watermarks, and the letters of round stamps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.ink.page import SKEWED, Array, Ink, quantile

OVERLAY_SIZE = 2.2  # times the page's median size: text so large over other text is an overlay
BESIDE = 2.5  # times the size: letters of a text around a stamp stand this near to each other
OVERLAY_PALE = 110  # of 255: an overlay is at least this bright


def apart_from_overlays(ink: Ink) -> Ink:
    """Large pale text that lies over other text (an upright watermark) and the letters of round stamps count as text at an angle:
    furniture."""
    ink = with_letters_of_round_texts(ink)
    words = ink.words
    if len(words) < 3 or words.color.max() <= 0:  # all black
        return ink
    pale = (words.color >= 0) & (_brightness(words.color) >= OVERLAY_PALE) & ~words.hidden
    if not pale.any():
        return ink
    large = pale & (words.size > OVERLAY_SIZE * quantile(words.size.tolist(), 0.5))
    if not large.any():
        return ink
    direction = words.direction.copy()
    for k in np.flatnonzero(large).tolist():
        box = words.box[k]
        x, y = (words.box[:, 0] + words.box[:, 2]) / 2, (words.box[:, 1] + words.box[:, 3]) / 2
        under = (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3]) & ~large
        if under.sum() >= 2:
            direction[k] = SKEWED
    return replace(ink, words=replace(words, direction=direction))


def with_letters_of_round_texts(ink: Ink) -> Ink:
    """Letters of a text that runs around a stamp stand upright here and there: beside one at an angle in the same size and colour they
    belong to it."""
    words = ink.words
    turn = words.direction
    if not (turn == SKEWED).any():
        return ink
    single = np.array([len(text) <= 2 for text in words.text])
    middle = (words.box[:, :2] + words.box[:, 2:]) / 2
    near = np.hypot(*np.diff(middle, axis=0).T) < BESIDE * words.size[1:]
    alike = near & (np.abs(np.diff(words.size)) < 0.5) & (np.diff(words.color) == 0)
    while True:
        skewed = turn == SKEWED
        found = np.zeros(len(words), dtype=bool)
        found[1:] |= alike & skewed[:-1] & single[1:] & single[:-1]
        found[:-1] |= alike & skewed[1:] & single[:-1] & single[1:]
        if not (found & ~skewed).any():
            return ink if turn is words.direction else replace(ink, words=replace(words, direction=turn))
        turn = np.where(found, SKEWED, turn)


def _brightness(color: Array) -> Array:
    return np.asarray(((color >> 16 & 255) + (color >> 8 & 255) + (color & 255)) / 3)
