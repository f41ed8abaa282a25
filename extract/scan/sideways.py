"""Text that is printed upwards or downwards on an upright page, as narrow columns have it over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from extract.ink.page import Array
from extract.scan.pieces_of_ink import Blots
from extract.scan.rulings import Rules
from extract.scan.text_rows import Row

FEW = 3  # blots of a row in which letters of a sideways line may stand beside each other
FOLLOWS = (
    0.35  # of a letter's height: the next letter of a sideways line is this near; the next line of a column of figures is not
)
LEAST = 4  # letters of a sideways line


@dataclass(frozen=True, slots=True)
class Sideways:
    """Sideways lines that belong together: `box` around them in pixels and the indices of their `blots`."""

    box: tuple[int, int, int, int]
    blots: tuple[int, ...]


def find_sideways(blots: Blots, rules: Rules, rows: Sequence[Row]) -> list[Sideways]:
    """Stacks of letters that follow each other more closely than lines of text do; empty on most pages."""
    short = [row for row in rows if len(row.blots) <= FEW and not row.dash]
    chosen = [k for row in short for k in row.blots]
    if len(chosen) < LEAST:
        return []
    canvas = np.zeros(tuple(n // 2 + 1 for n in blots.labels.shape), np.uint8)
    for x0, top, x1, bottom in blots.boxes[chosen].tolist():
        reach = FOLLOWS * min(max(x1 - x0, bottom - top), 1.5 * blots.height)
        canvas[top // 2 : int((bottom + reach) // 2) + 1, x0 // 2 : x1 // 2 + 1] = 1
    for x0, top, x1, bottom in rules.boxes[rules.flat].astype(int).tolist():
        canvas[top // 2 : bottom // 2 + 1, x0 // 2 : x1 // 2 + 1] = 0
    labels, count = ndimage.label(canvas)
    stacks: list[list[int]] = [[] for _ in range(count)]
    for k in chosen:
        x0, top, x1, bottom = blots.boxes[k].tolist()
        own = labels[top // 2 : bottom // 2 + 1, x0 // 2 : x1 // 2 + 1].max()
        if own:
            stacks[own - 1].append(k)
    found = [_to_sideways(blots, stack) for stack in stacks if _is_line(blots, stack)]
    return _joined(found, rules, blots.height)


def _is_line(blots: Blots, stack: Sequence[int]) -> bool:
    boxes = blots.boxes[list(stack)]
    if len(stack) < LEAST:
        return False
    width, height = boxes[:, 2].max() - boxes[:, 0].min(), boxes[:, 3].max() - boxes[:, 1].min()
    return bool(height >= 2 * width and width <= 3 * blots.height)


def _to_sideways(blots: Blots, stack: Sequence[int]) -> Sideways:
    boxes: Array = blots.boxes[list(stack)]
    x0, top = boxes[:, :2].min(axis=0).tolist()
    x1, bottom = boxes[:, 2:].max(axis=0).tolist()
    return Sideways((x0, top, x1, bottom), tuple(stack))


def _joined(lines: Sequence[Sideways], rules: Rules, letter: float) -> list[Sideways]:
    """Words and lines of one sideways text as one: near each other, with no rule between them."""
    out: list[Sideways] = []
    for line in sorted(lines, key=lambda one: (one.box[0], one.box[1])):
        for k, other in enumerate(out):
            if _belong(line.box, other.box, letter) and not _parted(line.box, other.box, rules):
                box = (min(line.box[0], other.box[0]), min(line.box[1], other.box[1]),
                       max(line.box[2], other.box[2]), max(line.box[3], other.box[3]))  # fmt: skip
                out[k] = Sideways(box, (*other.blots, *line.blots))
                break
        else:
            out.append(line)
    return out


def _belong(a: tuple[int, ...], b: tuple[int, ...], letter: float) -> bool:
    across = max(a[0], b[0]) - min(a[2], b[2])
    along = max(a[1], b[1]) - min(a[3], b[3])
    return (across <= 1.2 * letter and along < 0) or (across < 0 and along <= letter)


def _parted(a: tuple[int, ...], b: tuple[int, ...], rules: Rules) -> bool:
    x0, x1 = sorted(((a[0] + a[2]) / 2, (b[0] + b[2]) / 2))
    y0, y1 = sorted(((a[1] + a[3]) / 2, (b[1] + b[3]) / 2))
    flat, upright = rules.boxes[rules.flat], rules.boxes[~rules.flat]
    over = (flat[:, 1] > y0) & (flat[:, 3] < y1) & (flat[:, 0] < x1) & (flat[:, 2] > x0)
    beside = (upright[:, 0] > x0) & (upright[:, 2] < x1) & (upright[:, 1] < y1) & (upright[:, 3] > y0)
    return bool(over.any() or beside.any())
