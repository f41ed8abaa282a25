"""Areas of one grey in a page picture: filled cells and bands, and those that hold light letters on a dark ground."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import ndimage

from extract.ink.page import Array

BLOCK = 4  # pixels of the blocks that are looked at
PALER = 9  # grey levels by which a shade is darker than the paper at least
ALIKE = 6  # grey levels that one shade scatters to each side
LEAST_WIDE, LEAST_HIGH = 18.0, 6.0  # points of a shade that matters
FULL = 0.75  # share of its box that it covers, the letters on it closed
BARE = 0.5  # and with them
LETTERS = 3  # blocks that the strokes of letters are wide
THIN = 5  # blocks: what is no wider is a rule
LEVELS = 6  # shades of one page that are told apart
SMOOTH = 7  # rows of blocks over which the sides of a shade are evened
EVEN = 1.5  # points that the sides of one shade may be ragged
DARK = 190  # a ground darker than this may carry light letters
APART = 45  # grey levels by which letters stand out from their ground


@dataclass(frozen=True, slots=True)
class Shade:
    """An area of one grey `level`: its box in pixels (x0, top, x1, bottom); `inverse` when its letters are lighter than it is."""

    box: tuple[int, int, int, int]
    level: int
    inverse: bool


def grey_to_shades(even: Array, scale: float) -> list[Shade]:
    """The shades of a picture of even light, from dark to pale; empty for a page that is black on white."""
    rows, columns = (n // BLOCK for n in even.shape)
    blocks = even[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK).transpose(0, 2, 1, 3)
    middle = np.partition(blocks.reshape(rows, columns, -1), BLOCK * BLOCK // 2, axis=2)[:, :, BLOCK * BLOCK // 2]
    paper = int(np.quantile(middle[::3, ::3], 0.6))
    counts = np.bincount(middle[middle < paper - PALER], minlength=256)
    boxes: list[tuple[int, int, int, int, int]] = []
    least = LEAST_WIDE * LEAST_HIGH * (scale / BLOCK) ** 2
    for _ in range(LEVELS):
        sums = np.convolve(counts, np.ones(2 * ALIKE + 1, np.intp), "same")
        level = int(sums.argmax())
        if sums[level] < least:
            break
        boxes += [
            (*box, level) for box in _areas((np.abs(middle.astype(np.int16) - level) <= ALIKE).view(np.uint8), scale / BLOCK)
        ]
        counts[max(0, level - ALIKE) : level + ALIKE + 1] = 0
    found = [_to_shade(even, box, level) for *box, level in boxes]
    return sorted(found, key=lambda shade: (shade.level, shade.box))


def _areas(flags: Array, scale: float) -> list[tuple[int, int, int, int]]:
    """Upright boxes that the flagged blocks fill, in blocks; an area with steps in its sides gives one for each step."""
    closed = _eroded(_grown(flags, 2 * LETTERS + 1), 2 * LETTERS + 1)
    # rules of its grey would tie it to the rest of the table
    labels, _ = ndimage.label(_grown(_eroded(closed, THIN), THIN))
    boxes = []
    for k, place in enumerate(ndimage.find_objects(labels), 1):
        high, wide = (part.stop - part.start for part in place)
        if wide < LEAST_WIDE * scale or high < LEAST_HIGH * scale:
            continue
        own, bare = labels[place] == k, flags[place]
        for top, bottom, x0, x1 in _steps(own, EVEN * scale):
            inside = (slice(top, bottom), slice(x0, x1))
            large = x1 - x0 >= LEAST_WIDE * scale and bottom - top >= LEAST_HIGH * scale
            if large and own[inside].mean() >= FULL and bare[inside].mean() >= BARE:
                boxes.append((x0 + place[1].start, top + place[0].start, x1 + place[1].start, bottom + place[0].start))
    return boxes


def _grown(flags: Array, size: int) -> Array:
    return np.asarray(ndimage.maximum_filter1d(ndimage.maximum_filter1d(flags, size, axis=0), size, axis=1))


def _eroded(flags: Array, size: int) -> Array:
    return np.asarray(ndimage.minimum_filter1d(ndimage.minimum_filter1d(flags, size, axis=0), size, axis=1))


def _steps(own: Array, ragged: float) -> list[tuple[int, int, int, int]]:
    """(top, bottom, x0, x1) of the stretches of rows over which an area is equally wide."""
    filled = np.flatnonzero(own.any(axis=1))
    left = own[filled].argmax(axis=1)
    right = own.shape[1] - own[filled][:, ::-1].argmax(axis=1)
    left, right = (ndimage.median_filter(side, SMOOTH, mode="nearest") for side in (left, right))
    changes = (np.abs(np.diff(left)) > ragged) | (np.abs(np.diff(right)) > ragged)
    edges = [0, *(np.flatnonzero(changes) + 1).tolist(), len(filled)]
    return [
        (int(filled[a]), int(filled[b - 1]) + 1, int(np.median(left[a:b])), int(np.median(right[a:b])))
        for a, b in pairwise(edges)
    ]


def _to_shade(even: Array, box: list[int], level: int) -> Shade:
    x0, top, x1, bottom = (side * BLOCK for side in box)
    part = even[top:bottom, x0:x1].astype(np.int16)
    inverse = level < DARK and int((part > level + APART).sum()) > 2 * int((part < level - APART).sum())
    return Shade((x0, top, x1, bottom), level, inverse)


def with_dark_letters(even: Array, shades: list[Shade]) -> Array:
    """The picture with light letters on dark shades made dark ones on white; the picture itself where there are none."""
    turned = [shade for shade in shades if shade.inverse]
    if not turned:
        return even
    even = even.copy()
    for shade in turned:
        x0, top, x1, bottom = shade.box
        light = (even[top:bottom, x0:x1].astype(np.float32) - shade.level) / max(40, 255 - shade.level)
        even[top:bottom, x0:x1] = (255 * (1 - np.clip(light, 0, 1))).astype(np.uint8)
    return even
