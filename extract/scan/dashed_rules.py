"""Rules made of dashes or dots: many small marks of one kind in a straight row, evenly apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.ink.page import Array
from extract.scan.pieces_of_ink import Blots
from extract.scan.rulings import Rules

LEAST = 8  # marks of a dashed rule
LOW = 0.3  # of the height of letters: how high its marks are at most
WIDE = 2.5  # of it: how wide
APART = 1.5  # of it: how far apart
LEVEL = 0.2  # of it: how far two neighbours may differ in height
EVEN = 0.4  # the distances between its marks scatter less than this share of their mean
DOT = 1.5  # a mark that is less wide than this times its height is a dot
CLOSE_DOTS = 3.0  # points: dots farther apart lead the eye from a name to its number, they part nothing


def with_dashed_rules(rules: Rules, blots: Blots, scale: float) -> tuple[Rules, Array]:
    """The rules with the dashed ones, and a flag per blot: it is one of their marks, or of a row of leading dots."""
    used = np.zeros(len(blots), bool)
    boxes = [rules.boxes]
    flat = [rules.flat]
    for axis in (0, 1):
        found = _find(blots.boxes[:, [axis, 1 - axis, axis + 2, 3 - axis]].astype(np.float64), blots.height, scale, used)
        own = np.array(found, np.float32).reshape(-1, 4)
        boxes.append(own[:, [axis, 1 - axis, axis + 2, 3 - axis]])
        flat.append(np.full(len(own), axis == 0))
    return replace(rules, boxes=np.concatenate(boxes), flat=np.concatenate(flat)), used


def _find(boxes: Array, letter: float, scale: float, used: Array) -> list[tuple[float, float, float, float]]:
    """Boxes of the horizontal rows of marks; flags them in `used`."""
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    marks = np.flatnonzero((height <= LOW * letter) & (width <= WIDE * letter) & ~used)
    marks = marks[np.argsort(boxes[marks, 0], kind="stable")]
    follower = _followers(boxes[marks], letter)
    rules = []
    seen = np.zeros(len(marks), bool)
    for first in range(len(marks)):
        if seen[first]:
            continue
        chain = [first]
        while follower[chain[-1]] >= 0 and not seen[follower[chain[-1]]]:
            chain.append(int(follower[chain[-1]]))
            seen[chain[-1]] = True
        own = boxes[marks[chain]]
        if len(chain) < LEAST or not _is_even(own):
            continue
        used[marks[chain]] = True
        dots = float(np.median(own[:, 2] - own[:, 0])) < DOT * float(np.median(own[:, 3] - own[:, 1]))
        if not dots or float(np.median(np.diff(own[:, 0]))) < CLOSE_DOTS * scale:
            middle = float(np.median((own[:, 1] + own[:, 3]) / 2))
            rules.append((float(own[0, 0]), middle - 1, float(own[-1, 2]), middle + 1))
    return rules


def _followers(boxes: Array, letter: float) -> Array:
    """Index of the nearest mark to the right of each on its level; -1 for none."""
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    out = np.full(len(boxes), -1)
    ends = np.searchsorted(boxes[:, 0], boxes[:, 2] + APART * letter, side="right")
    for k, end in enumerate(ends.tolist()):
        near = np.flatnonzero(
            (np.abs(middle[k + 1 : end] - middle[k]) <= LEVEL * letter) & (boxes[k + 1 : end, 0] >= boxes[k, 2])
        )
        if len(near):
            out[k] = k + 1 + near[0]
    return out


def _is_even(own: Array) -> bool:
    pitch = np.diff((own[:, 0] + own[:, 2]) / 2)
    return bool(pitch.std() <= EVEN * pitch.mean())
