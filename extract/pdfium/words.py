"""Words of a PDF page: glyphs that stand together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.ink.page import SKEWED, Array, Glyphs, Words, no_boxes, no_glyphs
from extract.pdfium.glyphs import DESCENT, RawText, is_space
from extract.pdfium.scripts import codes_in_script, words_to_scripts

WORD_GAP = 0.17  # of the font size: a wider gap parts words (a word space is 0.25 of the size in common fonts)
OVERLAP = 0.55  # of the font size that glyphs of a word may step back (kerning, accents)
TWICE = 0.12  # of the font size: the same word this near to itself was printed twice
LOOK_BEHIND = 24  # words that begin at nearly the same place: how many are compared
WIDER_THAN_ANY_PAGE = 1e8  # points
NARROW = 0.1  # of the font size: gap that a printed blank leaves at least
LEVEL = 0.25  # of the font size that the baseline of a word may shift
SMALLER, RISEN = 0.86, 0.08  # a glyph this much smaller, off the line by so much of the larger size, is of no word with it
NO_BREAK = 0xA0  # kept inside a word: what it joins is printed as one


def direction_of(angles: Array, rotation: int) -> Array:
    """0 right, 1 up, 2 left, 3 down, 4 at an angle, on the page after undoing /Rotate (degrees clockwise)."""
    turned = (angles - rotation) % 360
    quarter = np.round(turned / 90) % 4
    off = np.abs((turned - quarter * 90 + 180) % 360 - 180)
    return np.where(off <= 3, quarter, SKEWED).astype(np.int8)


def glyphs_to_words(
    raw: RawText, box: Array, rotation: int, hidden: Array, struck: Array | None = None, *, printed: bool = True
) -> tuple[Glyphs, Words]:
    """Words in content order; `box` are the glyph boxes on the upright page, `hidden` and `struck` a flag per glyph. `printed` is False
    for text that a machine laid over a picture: its sizes and levels are no evidence of raised marks.

    A word ends at white space, at a gap of 0.17 of the size, at a change of level, size off the level, direction or visibility, and
    where a stroke through it ends.
    """
    blank = is_space(raw.code) | (raw.item < 0)
    bound = (raw.code == NO_BREAK) & (raw.item >= 0)
    if bound.any():
        inner = np.zeros(len(blank), dtype=bool)
        inner[1:-1] = bound[1:-1] & ~blank[:-2] & ~blank[2:] & (raw.item[:-2] == raw.item[2:])
        blank &= ~inner
    kept = (~blank).nonzero()[0]
    if not len(kept):
        return _no_text()
    item = raw.item.take(kept)
    boxes = box.take(kept, axis=0)
    unseen = hidden.take(kept)
    crossed = np.zeros(len(kept), dtype=bool) if struck is None else struck.take(kept)
    turn = direction_of(raw.runs.angle, rotation).take(item)
    starts = np.ones(len(kept), dtype=bool)
    size = np.maximum(raw.runs.size, 0.1).take(item)
    starts[1:] = kept[1:] - kept[:-1] > 1
    starts[1:] |= (turn[1:] != turn[:-1]) | (unseen[1:] != unseen[:-1]) | (crossed[1:] != crossed[:-1])
    starts[1:] |= _are_parted(boxes, turn, size)
    boxes = _with_gaps(boxes, turn, size, starts[1:] & _have_blank_between(raw, blank, kept), raw.code.take(kept))
    codes = raw.code.take(kept)
    codes[(codes == 0x02) | (codes == 0xFFFE) | (codes == 0xAD)] = 0x2D
    first, word = starts.nonzero()[0], starts.cumsum() - 1
    if printed:
        _set_scripts(codes, boxes, turn, size, first)
    glyphs, words = _to_words(raw, Glyphs(code=codes, box=boxes, word=word, run=item), first, turn, unseen)
    if crossed.any():
        words = replace(words, struck=frozenset(crossed.take(first).nonzero()[0].tolist()))
    return glyphs, words


def _have_blank_between(raw: RawText, blank: Array, kept: Array) -> Array:
    """A flag per glyph but the first: the file prints a blank before it."""
    blanks = (blank & (raw.item >= 0)).cumsum()
    return np.asarray(blanks[kept[1:]] > blanks[kept[:-1]])


def _with_gaps(boxes: Array, turn: Array, size: Array, blank: Array, codes: Array) -> Array:
    """The boxes with a gap that can be seen at each printed blank, which writers set as narrow as nothing to fill a line. Between figures
    none is made: people read what stands together as one number."""
    start, end, level = _along(boxes, turn)
    narrow = NARROW * np.minimum(size[1:], size[:-1])
    gap = start[1:] - end[:-1]
    blank = blank & (gap < narrow) & (gap > -OVERLAP * size[1:]) & (turn[1:] == turn[:-1]) & (turn[1:] != SKEWED)
    if not blank.any():
        return boxes
    digit = (codes >= 0x30) & (codes <= 0x39)
    at = (blank & (np.abs(level[1:] - level[:-1]) <= LEVEL * size[1:]) & ~(digit[1:] & digit[:-1])).nonzero()[0]
    boxes = boxes.copy()
    short = (narrow - gap)[at] / 2
    for way, (low, high, sign) in enumerate(((0, 2, 1), (1, 3, -1), (0, 2, -1), (1, 3, 1))):
        own = at[turn[at] == way]
        ends, begins = (high, low) if sign > 0 else (low, high)
        boxes[own, ends] -= sign * short[turn[at] == way]
        boxes[own + 1, begins] += sign * short[turn[at] == way]
    return boxes


def _set_scripts(codes: Array, boxes: Array, turn: Array, size: Array, first: Array) -> None:
    """Puts the codes of raised and lowered words in their raised and lowered form."""
    start, end, level = _along(boxes, turn)
    last = np.append(first[1:], len(codes)) - 1
    own = size.take(first)
    base = level.take(first) - DESCENT * own
    kinds = words_to_scripts(start.take(first), end.take(last), base, own, turn.take(first), last - first + 1)
    for k in kinds.nonzero()[0].tolist():
        part = slice(int(first[k]), int(last[k]) + 1)
        codes[part] = codes_in_script(codes[part], int(kinds[k]))


def _are_parted(boxes: Array, turn: Array, size: Array) -> Array:
    """A flag per glyph but the first: it stands too far from the one before it to be of the same word."""
    start, end, level = _along(boxes, turn)
    before, after = size[:-1], size[1:]
    gap = start[1:] - end[:-1]
    back = (gap < -OVERLAP * after) & (
        (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    )  # letters of a wide ligature share its box
    parted = (gap > WORD_GAP * np.minimum(before, after)) | back
    larger = np.maximum(before, after)
    parted |= np.abs(level[1:] - level[:-1]) > LEVEL * larger
    other = np.minimum(before, after) < SMALLER * larger
    if other.any():
        base = level - DESCENT * size
        parted |= other & (np.abs(base[1:] - base[:-1]) > RISEN * larger)
    return np.asarray(parted & (turn[1:] != SKEWED))


def _along(boxes: Array, turn: Array) -> tuple[Array, Array, Array]:
    """Start and end along the reading direction, and the lower edge across it."""
    x0, top, x1, bottom = boxes.T
    if not turn.any():
        return x0, x1, bottom
    ways = [turn == 0, turn == 1, turn == 2]
    return (
        np.select(ways, [x0, -bottom, -x1], top),
        np.select(ways, [x1, -top, -x0], bottom),
        np.select(ways, [bottom, x1, -top], -x0),
    )


def _to_words(raw: RawText, glyphs: Glyphs, first: Array, turn: Array, hidden: Array) -> tuple[Glyphs, Words]:
    codes = glyphs.code
    safe = np.where((codes > 0x10FFFF) | ((codes >= 0xD800) & (codes <= 0xDFFF)), 0xFFFD, codes).astype("<u4")
    whole = safe.tobytes().decode("utf-32-le", "replace")
    starts = first.tolist()
    texts = [whole[a:b] for a, b in zip(starts, [*starts[1:], len(codes)], strict=True)]
    box = np.empty((len(first), 4), np.float32)
    for side, hull in enumerate((np.minimum, np.minimum, np.maximum, np.maximum)):
        box[:, side] = hull.reduceat(glyphs.box[:, side], first)
    own = glyphs.run.take(first)
    size = raw.runs.size.take(own)
    unseen = hidden.take(first) | _printed_twice(texts, box, size)
    words = Words(
        text=texts,
        box=box,
        size=size,
        font=raw.runs.font.take(own),
        direction=turn.take(first),
        color=raw.runs.color.take(own),
        hidden=unseen,
    )
    return glyphs, words


def _printed_twice(texts: list[str], box: Array, size: Array) -> Array:
    """A flag per word that repeats an earlier one at (nearly) the same place: bold made by printing twice, shadows."""
    twice = np.zeros(len(texts), dtype=bool)
    x, y, near = box[:, 0].astype(np.float64), box[:, 1].astype(np.float64), TWICE * size
    reach = float(near.max())
    if reach <= 0:
        return twice
    for shift in (0.0, reach):  # words this near stand in the same band of one of the two divisions of the page
        place = x + WIDER_THAN_ANY_PAGE * np.floor((y + shift) / (2 * reach))
        order = place.argsort(kind="stable")
        place = place.take(order)
        at = np.arange(len(texts) - 1)
        for lag in range(1, LOOK_BEHIND):
            at = at[: np.searchsorted(at, len(texts) - lag)]
            at = at[place.take(at + lag) - place.take(at) < reach]
            if not len(at):
                break
            for first, second in zip(order.take(at).tolist(), order.take(at + lag).tolist(), strict=True):
                limit = near[second]
                if texts[first] == texts[second] and x[second] - x[first] < limit and abs(y[second] - y[first]) < limit:
                    twice[max(first, second)] = True
    return twice


def _no_text() -> tuple[Glyphs, Words]:
    none = np.zeros(0, np.int32)
    words = Words(
        text=[],
        box=no_boxes(),
        size=none.astype(np.float32),
        font=none,
        direction=none.astype(np.int8),
        color=none,
        hidden=none.astype(bool),
    )
    return no_glyphs(), words
