"""Lines that are drawn as part of the text: through words that the author crossed out, and as the minus before a number.

Looked at along the text, whichever way it runs; what is found is no rule of a table any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from extract.ink.page import SKEWED, Array
from extract.pdfium.glyphs import DESCENT, RawText

ZONE = (0.14, 0.56)  # of the font size above the baseline: where a line crosses small letters and figures out, or is a minus
THICKEST = 0.2  # of the font size
OVERHANG = 0.75  # of the font size that a line through text may reach beyond it at each end
COVERED = 0.5  # share of such a line that must have glyphs on it
MINUS = (0.22, 0.95)  # of the font size: length of a drawn minus
NEAR = 0.6  # of the font size between a minus and its number
LEADER = 1.6  # of the font size: dashes this near to each other lead to the number, they are no sign of it
FURTHEST = 6.0  # points from the middle of a glyph to a line through it
TOUCH = 1.5  # points between the end of a rule and the rule that it meets
SAME_LINE = 0.5  # points that parts of one line may differ in height
_DIGITS = (0x30, 0x39)
_MINUS_CODE = 0x2D


@dataclass(frozen=True, slots=True)
class Strokes:
    """`struck` a flag per glyph; `minus` the glyphs before which a minus is drawn and `minus_box` its boxes on the upright page; `used` a
    flag per ruling that is one of these."""

    struck: Array
    minus: Array
    minus_box: Array
    used: Array


@dataclass(frozen=True, slots=True)
class _View:
    """Glyphs and level lines along the text: `start` and `end` in reading direction, `base` the height of the baseline, downwards. The
    glyphs are in order of `middle`, the height at which a line would cross them out."""

    at: Array  # of the glyphs among all
    start: Array
    end: Array
    base: Array
    size: Array
    middle: Array
    line: Array  # of the lines among the rulings
    box: Array  # (n, 4) start, upper, end, lower of these
    upright: Array  # (n, 4) of the other rulings


def along_text(boxes: Array, turn: int) -> Array:
    """Boxes (x0, top, x1, bottom) as start, upper edge, end, lower edge for somebody who reads text of that direction."""
    x0, top, x1, bottom = boxes.T
    if turn == 0:
        return boxes
    if turn == 1:
        return np.stack([-bottom, x0, -top, x1], axis=1)
    if turn == 2:
        return np.stack([-x1, -bottom, -x0, -top], axis=1)
    return np.stack([top, -x1, bottom, -x0], axis=1)


def find_strokes(raw: RawText, box: Array, turn: Array, printed: Array, rulings: Array) -> Strokes:
    """`box` are the glyph boxes and `rulings` the lines on the upright page, `turn` the direction of each glyph, `printed` a flag for
    those that show something."""
    struck = np.zeros(len(box), dtype=bool)
    used = np.zeros(len(rulings), dtype=bool)
    minus: list[tuple[int, Array]] = []
    if len(rulings) and printed.any():
        for view in _views(raw, box, turn, printed, rulings):
            for glyphs, lines in _crossed_out(view):
                struck[glyphs] = True
                used[lines] = True
            for glyph, line in _minus_signs(view, used, raw.code):
                minus.append((glyph, rulings[line]))
                used[line] = True
    minus.sort(key=lambda found: found[0])
    boxes = np.array([line for _, line in minus], np.float32).reshape(-1, 4)
    return Strokes(struck, np.array([glyph for glyph, _ in minus], np.int64), boxes, used)


def _views(raw: RawText, box: Array, turn: Array, printed: Array, rulings: Array) -> Iterator[_View]:
    ways = np.unique(turn[printed]).tolist() if turn.any() else [0]
    for way in ways:
        if way == SKEWED:
            continue
        lines = along_text(rulings, way)
        length, thick = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
        level = length > thick
        if not level.any():
            continue
        at = (printed & (turn == way)).nonzero()[0] if len(ways) > 1 else printed.nonzero()[0]
        glyphs, size = along_text(box[at], way), np.maximum(raw.runs.size, 0.1).take(raw.item[at])
        base = glyphs[:, 3] - DESCENT * size
        middle = base - sum(ZONE) / 2 * size
        order = middle.argsort()
        at, glyphs, size, base = at[order], glyphs[order], size[order], base[order]
        yield _View(
            at=at,
            start=glyphs[:, 0],
            end=glyphs[:, 2],
            base=base,
            size=size,
            middle=middle[order],
            line=level.nonzero()[0],
            box=lines[level],
            upright=lines[~level],
        )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Lines and the glyphs whose middles lie on them, a row each, line by line."""

    line: Array
    glyph: Array


def _pairs(view: _View, low: Array, high: Array, y: Array) -> _Pairs:
    """Which glyphs (of the view) each line from `low` to `high` at height `y` crosses."""
    reach = min((ZONE[1] - ZONE[0]) / 2 * float(view.size.max()), FURTHEST)
    first = np.searchsorted(view.middle, y - reach)
    count = np.searchsorted(view.middle, y + reach, side="right") - first
    line = np.repeat(np.arange(len(y)), count)
    glyph = np.arange(len(line)) - np.repeat(count.cumsum() - count - first, count)
    mid, above = (view.start[glyph] + view.end[glyph]) / 2, view.base[glyph] - y[line]
    on = (mid > low[line]) & (mid < high[line])
    on &= (above > ZONE[0] * view.size[glyph]) & (above < ZONE[1] * view.size[glyph])
    return _Pairs(line[on], glyph[on])


def _crossed_out(view: _View) -> Iterator[tuple[Array, Array]]:
    """(glyphs among all, lines among the rulings) of each line through text that reaches hardly further than the text."""
    order, first = _whole_lines(view.box)
    lines = view.box[order]
    low, high = np.minimum.reduceat(lines[:, 0], first), np.maximum.reduceat(lines[:, 2], first)
    thick = np.maximum.reduceat(lines[:, 3] - lines[:, 1], first)
    y = (lines[first, 1] + lines[first, 3]) / 2
    pairs = _pairs(view, low, high, y)
    if not len(pairs.line):
        return
    begins = np.flatnonzero(np.append(True, pairs.line[1:] != pairs.line[:-1]))
    at = pairs.line[begins]
    start, end = view.start[pairs.glyph], view.end[pairs.glyph]
    size = np.maximum.reduceat(view.size[pairs.glyph], begins)
    fits = np.minimum.reduceat(start, begins) - low[at] <= OVERHANG * size
    fits &= (high[at] - np.maximum.reduceat(end, begins) <= OVERHANG * size) & (thick[at] <= THICKEST * size)
    fits &= np.add.reduceat(end - start, begins) >= COVERED * (high - low)[at]
    ends, stops = np.append(begins[1:], len(pairs.line)), np.append(first[1:], len(order))
    for k in fits.nonzero()[0].tolist():
        whole = int(at[k])
        if not (_meets(view, float(low[whole]), float(y[whole])) and _meets(view, float(high[whole]), float(y[whole]))):
            yield view.at[pairs.glyph[begins[k] : ends[k]]], view.line[order[first[whole] : stops[whole]]]


def _whole_lines(box: Array) -> tuple[Array, Array]:
    """An order of the lines, and where in it each whole line begins: those that go on in each other are one, since borders are drawn
    cell by cell and strokes word by word."""
    height = np.round((box[:, 1] + box[:, 3]) / 2 / SAME_LINE)
    order = np.lexsort((box[:, 0], height))
    sorted_, height = box[order], height[order]
    apart = np.ones(len(order), dtype=bool)
    apart[1:] = (height[1:] != height[:-1]) | (sorted_[1:, 0] > sorted_[:-1, 2] + 1.0)
    return order, apart.nonzero()[0]


def _meets(view: _View, at: float, y: float) -> bool:
    """Does a rule across end or pass there?"""
    rules = view.upright
    return bool(
        (
            (np.abs((rules[:, 0] + rules[:, 2]) / 2 - at) <= TOUCH) & (rules[:, 1] <= y + TOUCH) & (rules[:, 3] >= y - TOUCH)
        ).any()
    )


def _minus_signs(view: _View, used: Array, codes: Array) -> Iterator[tuple[int, int]]:
    """(glyph among all, line among the rulings) of each short line on the level of the figure that follows it."""
    length = view.box[:, 2] - view.box[:, 0]
    short = ((length <= MINUS[1] * float(view.size.max())) & ~used[view.line]).nonzero()[0]
    if not len(short):
        return
    start, upper, end, lower = view.box[short].T
    y, wide = (upper + lower) / 2, float(view.size.max())
    pairs = _pairs(view, start, end + NEAR * wide * 2, y)  # the figure's middle lies a little behind the gap
    code, size = codes[view.at[pairs.glyph]], view.size[pairs.glyph]
    gap, long = view.start[pairs.glyph] - end[pairs.line], (end - start)[pairs.line]
    fits = (code >= _DIGITS[0]) & (code <= _DIGITS[1]) & (gap > -0.1 * size) & (gap < NEAR * size)
    fits &= (long >= MINUS[0] * size) & (long <= MINUS[1] * size) & ((lower - upper)[pairs.line] <= THICKEST * size)
    if not fits.any():
        return
    crossed = set(_pairs(view, start, end, y).line.tolist())
    figures: dict[int, int] = {}
    for line, glyph in zip(pairs.line[fits].tolist(), pairs.glyph[fits].tolist(), strict=True):
        if line not in figures or view.start[glyph] < view.start[figures[line]]:
            figures[line] = glyph
    for line, glyph in figures.items():
        others = (length <= 2 * length[short[line]]) & (view.box[:, 2] < start[line])
        others &= np.abs((view.box[:, 1] + view.box[:, 3]) / 2 - y[line]) <= SAME_LINE
        led = (others & (view.box[:, 2] > start[line] - LEADER * view.size[glyph])).any()
        if line not in crossed and not led:
            yield int(view.at[glyph]), int(view.line[short[line]])


def with_minus(
    raw: RawText, box: Array, flags: tuple[Array, ...], strokes: Strokes
) -> tuple[RawText, Array, tuple[Array, ...]]:
    """The text with a glyph for each drawn minus, right before its figure; `flags` are further values per glyph, which the minus has
    from its figure."""
    at = strokes.minus
    if not len(at):
        return raw, box, flags
    boxes = box[at].copy()
    # as high as the figure along the text, as wide as the line
    level = np.abs(strokes.minus_box[:, 2] - strokes.minus_box[:, 0]) > np.abs(
        strokes.minus_box[:, 3] - strokes.minus_box[:, 1]
    )
    boxes[level, 0], boxes[level, 2] = strokes.minus_box[level, 0], strokes.minus_box[level, 2]
    boxes[~level, 1], boxes[~level, 3] = strokes.minus_box[~level, 1], strokes.minus_box[~level, 3]
    longer = replace(
        raw,
        code=np.insert(raw.code, at, _MINUS_CODE),
        box=np.insert(raw.box, at, raw.box[at], axis=0),
        item=np.insert(raw.item, at, raw.item[at]),
    )
    return longer, np.insert(box, at, boxes, axis=0), tuple(np.insert(values, at, values[at]) for values in flags)
