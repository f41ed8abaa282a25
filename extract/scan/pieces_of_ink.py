"""What hangs together in a page picture once the rules are taken out: letters, marks, specks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from extract.ink.page import Array, quantile
from extract.scan.rulings import Rules

SPECK = 0.35  # points: less in both directions is dust
LETTER = 2.2  # points: the lowest letters that anybody prints
STRUCTURE = np.ones((3, 3), bool)


@dataclass(frozen=True, slots=True)
class Blots:
    """Connected ink: `boxes` (n, 4) in pixels x0, top, x1, bottom (ends after the last pixel), `area` in pixels, `strokes`
    how often a row of pixels enters it (area / strokes is how wide its strokes are); `labels` the picture
    with the index of each blot + 1, 0 for paper. `height` is that of most letters."""

    boxes: Array
    area: Array
    strokes: Array
    labels: Array
    height: float

    def __len__(self) -> int:
        return len(self.boxes)

    def shape(self, own: Sequence[int]) -> Array:
        """The pixels of these blots within the box around them, as flags."""
        boxes = self.boxes[list(own)]
        (x0, top), (x1, bottom) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
        return np.isin(self.labels[top:bottom, x0:x1], np.array(own) + 1)


def ink_to_blots(ink: Array, rules: Rules, scale: float) -> Blots:
    """Everything inked but the rules; specks are kept here, they may be the dots of numbers."""
    labels, _ = ndimage.label(ink & ~_without_crossings(ink, rules, scale), STRUCTURE)
    entered = labels[:, 1:][(labels[:, 1:] > 0) & (labels[:, :-1] == 0)]
    places = ndimage.find_objects(labels)
    boxes = np.array([(x.start, y.start, x.stop, y.stop) for y, x in places], np.int32).reshape(-1, 4)
    area = np.bincount(labels.ravel(), minlength=len(boxes) + 1)[1:]
    heights = boxes[:, 3] - boxes[:, 1]
    widths = boxes[:, 2] - boxes[:, 0]
    letters = heights[(heights >= LETTER * scale) & (heights < 60 * scale) & (widths < 4 * heights)]
    strokes = np.maximum(np.bincount(entered, minlength=len(boxes) + 1)[1:], 1)
    return Blots(boxes, area, strokes, labels, quantile(letters.tolist(), 0.5) if len(letters) else 0.0)


def _without_crossings(ink: Array, rules: Rules, scale: float) -> Array:
    """The rules' pixels but where a stroke goes through or hangs on them: there the letter stays whole."""
    mask = rules.mask.copy()
    ink = ink & ~rules.mask  # rules that cross are no letters
    reach = max(2, round(0.5 * scale))
    for (x0, top, x1, bottom), flat in zip(rules.boxes.astype(int).tolist(), rules.flat.tolist(), strict=True):
        part = (slice(max(0, top - 1), bottom + 1), slice(max(0, x0 - 1), x1 + 1))
        if flat:
            above = np.asarray(ink[max(0, top - reach) : max(1, top - 1), part[1]].all(axis=0))
            below = ink[bottom + 1 : bottom + reach, part[1]]
            through = np.asarray(above & (below.all(axis=0) if below.size else False))
            mask[part[0], part[1]] &= ~through[None, :]
        else:
            left = ink[part[0], max(0, x0 - reach) : max(1, x0 - 1)].all(axis=1)
            right = ink[part[0], x1 + 1 : x1 + reach]
            through = np.asarray(left & (right.all(axis=1) if right.size else False))
            mask[part[0], part[1]] &= ~through[:, None]
    return mask
