"""Ruling lines in a page picture: long thin runs of ink with white beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from extract.ink.page import Array
from extract.scan.picture import Picture

LEAST = 0.2  # inches: shorter runs may be strokes of letters
THICKEST = 0.06  # inches: thicker things are fills
CLEAR = 0.6  # share of a rule's length that must be white on each side of it
BESIDE = 0.012  # inches from the rule to where that is looked at
STRETCH = 7.0  # points of a row over which its grey is averaged
AWAY = 1.5  # points above and below a rule with which it is compared
BIT = 2.0  # points over which it must differ everywhere
FILLED = 235  # grey level of a fill, at most
PALE = 10  # grey levels by which a rule is darker than they are
FIRM = 28  # grey levels, on a page with strong rules
STRONG = 60  # grey levels of a strong rule
STRONG_LENGTH = 600  # points of strong rules, counted in rows of pixels
LEANING = 2.0  # times as high as its stroke is thick: a rule that leans
JOIN = 0.05  # inches that may be missing in a rule
SAME = 0.015  # inches that two parts of one rule may differ in height
INCH = 72.0


@dataclass(frozen=True, slots=True)
class Rules:
    """`boxes` (n, 4) of the rules in pixels, `flat` a flag each (horizontal), `mask` the pixels that are theirs."""

    boxes: Array
    flat: Array
    mask: Array


def picture_to_rules(picture: Picture) -> Rules:
    """The rules of an upright picture, pale ones too."""
    ink, scale = picture.ink, picture.scale
    around = picture.around.repeat(2, 0)[: ink.shape[0]].repeat(2, 1)[:, : ink.shape[1]]
    filled = np.full(ink.shape, 255, np.int16)
    for shade in picture.shades:
        if shade.level < FILLED and not shade.inverse:
            x0, top, x1, bottom = shade.box
            filled[top:bottom, x0:x1] = shade.level
    flat, flat_mask = _runs_to_boxes(ink, ink | _pale_runs(picture.grey, around, filled, scale), scale)
    pale = np.ascontiguousarray(_pale_runs(picture.grey.T, around.T, filled.T, scale))
    upright, upright_mask = _runs_to_boxes(ink.T, ink.T | pale, scale)
    upright = upright[:, [1, 0, 3, 2]]
    boxes = np.concatenate([flat, upright])
    return Rules(boxes, np.arange(len(boxes)) < len(flat), flat_mask | upright_mask.T)


def _pale_runs(grey: Array, around: Array, filled: Array, scale: float) -> Array:
    """Pixels that are darker than what lies above and below them, on the mean over a stretch of their row: rules too pale to be ink. Where
    the page is `filled` (its level at each pixel) lighter ones are rules too."""
    width, part = grey.shape[1], (slice(None), slice(None, None, 2))  # every second pixel of a row tells as much
    grey, around, filled = grey[part], around[part], filled[part]
    mean = ndimage.uniform_filter1d(grey, max(3, round(STRETCH / 2 * scale)), axis=1, output=np.int16)
    short = ndimage.uniform_filter1d(grey, max(3, round(BIT / 2 * scale)), axis=1, output=np.int16)
    away = max(2, round(AWAY * scale))
    low, high = np.full_like(mean, -1), np.full_like(mean, 255)
    low[away:-away] = np.minimum(mean[: -2 * away], mean[2 * away :])
    high[away:-away] = np.maximum(mean[: -2 * away], mean[2 * away :])
    # letters one above the other are dark on the mean as well, but not all the way
    dark = (low - mean >= PALE) & (low - short >= PALE // 2) & (low >= 0.9 * around)
    if np.count_nonzero(dark & (low - mean >= STRONG)) > STRONG_LENGTH / 2 * scale:
        dark &= low - mean >= FIRM  # beside black rules the palest are those of the page behind
    light = (mean - high >= PALE) & (short >= filled + PALE // 2) & (high <= filled + PALE)
    # a mean reaches beyond the end of a rule by half of what it is taken over
    runs = ndimage.minimum_filter1d((dark | light).view(np.uint8), max(3, round(BIT / 2 * scale) | 1), axis=1).view(bool)
    return np.asarray(runs.repeat(2, axis=1)[:, :width])


def _runs_to_boxes(ink: Array, flags: Array, scale: float) -> tuple[Array, Array]:
    """Boxes of the horizontal rules among the flagged pixels, and their pixels."""
    least = round(LEAST * INCH * scale)
    thick = flags.copy()  # a rule that leans a little steps from row to row
    thick[1:] |= flags[:-1]
    thick[:-1] |= flags[1:]
    long = _open_rows(thick, least)
    labels, count = ndimage.label(long, np.ones((3, 3), bool))
    boxes: list[tuple[float, float, float, float]] = []
    kept = np.zeros(count + 1, bool)
    for k, place in enumerate(ndimage.find_objects(labels), 1):
        rows, columns = place
        height, width = rows.stop - rows.start - 2, columns.stop - columns.start
        if height > max(THICKEST * INCH * scale, 0.02 * width) or width < 4 * height:
            continue
        if _is_clear(ink, labels, k, place, scale):
            kept[k] = True
            top, bottom = _to_level(labels[place] == k, rows.start)
            boxes.append((columns.start, top, columns.stop, bottom))
    mask = kept[labels] & flags
    return _joined(np.array(boxes, np.float32).reshape(-1, 4), scale), mask


def _to_level(part: Array, start: int) -> tuple[float, float]:
    """Top and bottom of a rule whose pixels (and one above and below them) are flagged: of one that leans as thick as its stroke, at the
    height of its middle."""
    high = part.shape[0] - 2
    stroke = max(1.0, float(part.sum(axis=0).mean()) - 2)
    if high <= LEANING * stroke + 2:
        return start + 1, start + 1 + high
    middle = start + float(np.flatnonzero(part.any(axis=1)).mean()) + 0.5
    return middle - stroke / 2, middle + stroke / 2


def _open_rows(flags: Array, least: int) -> Array:
    """The runs along rows that are at least so long."""
    out = np.zeros_like(flags)
    edges = np.diff(np.pad(flags.view(np.int8), ((0, 0), (1, 1))), axis=1)
    row, start = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    for k in np.flatnonzero(end - start >= least).tolist():
        out[row[k], start[k] : end[k]] = True
    return out


def _is_clear(ink: Array, labels: Array, own: int, place: tuple[slice, slice], scale: float) -> bool:
    """Is the paper white above and below most of the run? Along the strokes of bold letters it is not."""
    rows, columns = place
    beside = max(2, round(BESIDE * INCH * scale))
    part = labels[rows, columns] == own
    first = part.argmax(axis=0) + rows.start
    last = rows.stop - 1 - part[::-1].argmax(axis=0)
    at = np.flatnonzero(part.any(axis=0))
    x = at + columns.start
    above, below = first[at] - beside, last[at] + beside
    high = np.where(above >= 0, ~ink[np.maximum(above, 0), x], True)
    low = np.where(below < ink.shape[0], ~ink[np.minimum(below, ink.shape[0] - 1), x], True)
    return bool(high.mean() >= CLEAR and low.mean() >= CLEAR)


def _joined(boxes: Array, scale: float) -> Array:
    """Parts of one rule as one box: at one height, with no more than a small gap between them."""
    same, gap = SAME * INCH * scale, JOIN * INCH * scale
    open_: list[list[float]] = []
    for x0, top, x1, bottom in sorted(boxes.tolist()):
        middle = (top + bottom) / 2
        for rule in reversed(open_):
            if x0 - rule[2] <= gap and abs(middle - rule[4]) <= same:
                length, more = rule[2] - rule[0], x1 - x0
                rule[1], rule[3] = min(rule[1], top), max(rule[3], bottom)
                rule[2] = max(rule[2], x1)
                rule[4] = (rule[4] * length + middle * more) / max(length + more, 1.0)
                break
        else:
            open_.append([x0, top, x1, bottom, middle])
    return np.array([rule[:4] for rule in open_], np.float32).reshape(-1, 4)
