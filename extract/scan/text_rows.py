"""Blots to rows of text: which letters stand beside each other on one line, without a rule between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from extract.ink.page import Array, quantile
from extract.scan.pieces_of_ink import SPECK, Blots
from extract.scan.rulings import Rules

GAP = 1.2  # times the height of a letter: letters this near to each other are of one row
CORE = 0.2  # share of a letter's height above and below its middle by which it meets its neighbours
SMALL = 0.42  # of the height of most letters: lower things are dots, commas and dashes
LONE = 0.62  # of it: such a blot that met no letter is tried as a mark first
SLIVER = 1.1  # points beside a rule in which what is left of it lies
TALL = 2.3  # of it: higher things are large letters, or letters of two rows that touch
NEAR_ROW = 0.45  # of a row's height that a mark may stand above or below it
BESIDE = 0.45  # and beside it: dots follow their letter, specks stand anywhere
DASH = 1.3  # times as wide as high: such a mark may stand between words
FLAT = 1.6  # a mark this much wider than high is a dash
HALF = 2  # rows are painted at half the size


@dataclass(frozen=True, slots=True)
class Row:
    """Letters beside each other: `box` around them in pixels, `baseline` on which they stand, `blots` their indices from left to
    right; `dash` for a dash that stands alone."""

    box: tuple[int, int, int, int]
    baseline: float
    blots: tuple[int, ...]
    dash: bool = False


def blots_to_rows(blots: Blots, rules: Rules, dashes: Array, scale: float) -> list[Row]:
    """Rows from top to bottom; empty for a page without letters. `dashes` flags blots that are no text."""
    if not len(blots) or not blots.height:
        return []
    width, height = (blots.boxes[:, 2] - blots.boxes[:, 0]), (blots.boxes[:, 3] - blots.boxes[:, 1])
    usual = blots.height
    drawing = dashes | (height > 12 * usual) | ((width > 20 * usual) & (height > 2.5 * usual))
    beside_rule = _at_rules(blots, rules, scale)
    drawing |= beside_rule & (width <= SPECK * scale)
    letter = (height >= SMALL * usual) & (height <= TALL * usual) & ~drawing & (width < 14 * usual)
    tall = (height > TALL * usual) & ~drawing
    owner = np.full(len(blots), -1)
    count = _paint(blots, np.flatnonzero(letter), rules, owner, 0)
    boxes = _hulls(blots, owner, count)
    count = _add_tall(blots, np.flatnonzero(tall), boxes, rules, owner, count)
    _part_lone_marks(owner, height, usual)
    boxes = _hulls(blots, owner, count)
    dust = (np.maximum(width, height) < SPECK * scale) | beside_rule
    marks = np.flatnonzero((owner < 0) & ~drawing & ~tall & ~dust)
    _add_marks(blots, marks, boxes, rules, owner)
    rows = [_to_row(blots, own) for own in _members(owner, count) if len(own)]
    rows += [_to_row(blots, [k]) for k in marks.tolist() if owner[k] < 0 and letter[k] and not _is_dash(blots, k, scale)]
    rows += [_to_dash(blots, k) for k in marks.tolist() if owner[k] < 0 and _is_dash(blots, k, scale)]
    return sorted(rows, key=lambda row: (row.box[1], row.box[0]))


def _paint(blots: Blots, chosen: Array, rules: Rules, owner: Array, first: int) -> int:
    """Gives the chosen blots that meet, when each is drawn out to the right by a gap, one number from `first` on."""
    canvas = np.zeros((blots.labels.shape[0] // HALF + 1, blots.labels.shape[1] // HALF + 1), np.uint8)
    cores = []
    for x0, top, x1, bottom in blots.boxes[chosen].tolist():
        middle, reach = (top + bottom) / 2, CORE * (bottom - top)
        core = (int((middle - reach) // HALF), int((middle + reach) // HALF) + 1, x0 // HALF, x1 // HALF + 1)
        canvas[core[0] : core[1], core[2] : int((x1 + GAP * (bottom - top)) // HALF) + 1] = 1
        cores.append(core)
    for (x0, top, x1, bottom), flat in zip(rules.boxes.astype(int).tolist(), rules.flat.tolist(), strict=True):
        if not flat:
            canvas[top // HALF : bottom // HALF + 1, x0 // HALF : max(x1 // HALF, x0 // HALF + 1)] = 0
    labels, count = ndimage.label(canvas)
    for k, (top, bottom, x0, x1) in zip(chosen.tolist(), cores, strict=True):
        own = labels[top:bottom, x0:x1]
        owner[k] = first + int(own.max()) - 1 if own.any() else -1
    return first + int(count)


def _members(owner: Array, count: int) -> list[list[int]]:
    members: list[list[int]] = [[] for _ in range(count)]
    for k, own in enumerate(owner.tolist()):
        if own >= 0:
            members[own].append(k)
    return members


def _hulls(blots: Blots, owner: Array, count: int) -> Array:
    """(count, 4) boxes around the blots of each row; an empty row has an inverted box."""
    hull = np.tile(np.array([1 << 30, 1 << 30, -1, -1], np.int64), (count, 1))
    own = np.flatnonzero(owner >= 0)
    for side, meet in enumerate((np.minimum, np.minimum, np.maximum, np.maximum)):
        meet.at(hull[:, side], owner[own], blots.boxes[own, side])
    return hull


def _part_lone_marks(owner: Array, height: Array, usual: float) -> None:
    """Takes low blots that met no letter out of their rows: large commas."""
    mates = np.bincount(owner[owner >= 0], minlength=int(owner.max(initial=0)) + 1)
    lone = (owner >= 0) & (height < LONE * usual)
    lone[lone] &= mates[owner[lone]] == 1
    owner[lone] = -1


def _at_rules(blots: Blots, rules: Rules, scale: float) -> Array:
    """A flag per blot: a thin sliver that a ragged rule left on its side."""
    out = np.zeros(len(blots), bool)
    reach = max(2, round(SLIVER * scale))
    boxes = blots.boxes
    for (x0, top, x1, bottom), flat in zip(rules.boxes.astype(int).tolist(), rules.flat.tolist(), strict=True):
        if flat:
            out |= (boxes[:, 1] >= top - reach) & (boxes[:, 3] <= bottom + reach) & (boxes[:, 0] < x1) & (boxes[:, 2] > x0)
        else:
            out |= (boxes[:, 0] >= x0 - reach) & (boxes[:, 2] <= x1 + reach) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    return out


def _add_tall(blots: Blots, tall: Array, rows: Array, rules: Rules, owner: Array, count: int) -> int:
    """Large letters make rows of their own. What reaches over two rows is theirs already, what stands in one is part of it."""
    free = []
    for k in tall.tolist():
        x0, top, x1, bottom = blots.boxes[k].tolist()
        shared = np.minimum(rows[:, 3], bottom) - np.maximum(rows[:, 1], top)
        meets = (
            (shared > 0.6 * (rows[:, 3] - rows[:, 1]))
            & (rows[:, 2] > x0 - (bottom - top))
            & (rows[:, 0] < x1 + (bottom - top))
        )
        if not meets.any():
            free.append(k)
    return _paint(blots, np.array(free, np.intp), rules, owner, count) if free else count


def _add_marks(blots: Blots, marks: Array, rows: Array, rules: Rules, owner: Array) -> None:
    """Dots, commas and accents join the row that they stand in or hang on."""
    if not len(marks) or not len(rows):
        return
    height = np.maximum(rows[:, 3] - rows[:, 1], 1)
    upright = rules.boxes[~rules.flat]
    for k in marks.tolist():
        x0, top, x1, bottom = blots.boxes[k].tolist()
        y = (top + bottom) / 2
        side = np.maximum(np.maximum(rows[:, 0] - x1, x0 - rows[:, 2]), 0)
        off = np.maximum(np.maximum(rows[:, 1] - y, y - rows[:, 3]), 0)
        reach = GAP if x1 - x0 >= DASH * (bottom - top) else BESIDE
        near = (side <= reach * height) & (off <= NEAR_ROW * height)
        if not near.any():
            continue
        cost = np.where(near, off + 0.5 * side + 0.05 * np.abs((rows[:, 1] + rows[:, 3]) / 2 - y), np.inf)
        best = int(cost.argmin())
        low, high = sorted(((x0 + x1) / 2, float(np.clip((x0 + x1) / 2, rows[best, 0], rows[best, 2]))))
        parted = (upright[:, 0] > low) & (upright[:, 2] < high) & (upright[:, 1] < y) & (upright[:, 3] > y)
        if not parted.any():
            owner[k] = best


def _to_row(blots: Blots, own: Sequence[int]) -> Row:
    boxes = blots.boxes[own]
    order = boxes[:, 0].argsort(kind="stable")
    boxes, own = boxes[order], [own[k] for k in order.tolist()]
    heights = boxes[:, 3] - boxes[:, 1]
    high = heights >= 0.6 * heights.max()
    hull = (int(boxes[:, 0].min()), int(boxes[:, 1].min()), int(boxes[:, 2].max()), int(boxes[:, 3].max()))
    return Row(hull, quantile(boxes[high, 3].tolist(), 0.5), tuple(own))


def _to_dash(blots: Blots, k: int) -> Row:
    x0, top, x1, bottom = blots.boxes[k].tolist()
    return Row((x0, top, x1, bottom), bottom + 0.3 * blots.height, (k,), dash=True)


def _is_dash(blots: Blots, k: int, scale: float) -> bool:
    x0, top, x1, bottom = blots.boxes[k].tolist()
    solid = blots.area[k] >= 0.6 * (x1 - x0) * (bottom - top)
    return bool(solid and x1 - x0 >= FLAT * (bottom - top) and 0.25 * blots.height <= x1 - x0 <= 2.5 * blots.height)
