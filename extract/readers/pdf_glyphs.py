"""Characters of a PDF page with their boxes, and the words that they form.

pdfium drops characters that are drawn twice at nearly the same place (fake bold, shadows), so doubled glyphs need no mending here.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace

import numpy as np

from extract.finders.ink import SKEWED, Array, Font, Glyphs, Words
from extract.readers import pdfium as c
from extract.readers.pdf_calls import Calls
from extract.readers.pdf_paths import read_colors, to_finite

WORD_GAP = 0.17  # of the font size: a wider gap parts words (a word space is 0.25 of the size in common fonts)
OVERLAP = 0.55  # of the font size that glyphs of a word may step back (kerning, accents)
TWICE = 0.12  # of the font size: the same word this near to itself was printed twice
LOOK_BEHIND = 24  # words that begin at nearly the same x: how many are compared
LEVEL = 0.25  # of the font size that the baseline of a word may shift
ASCENT, DESCENT = 0.76, 0.22  # of the font size: reach of a glyph box above and below the baseline
LEANING = 0.02  # sine of the angle up to which text stands upright
NO_BREAK = 0xA0  # kept inside a word: what it joins is printed as one
SPACES = (0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x00, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x200B, 0x202F, 0x3000, 0xFEFF)


_SPACE_TABLE = np.zeros(0x10000, dtype=bool)
_SPACE_TABLE[list(SPACES)] = True


def is_space(codes: Array) -> Array:
    """A flag per character: white space and characters that print nothing."""
    return np.asarray(_SPACE_TABLE[np.minimum(codes, 0xFFFE)])


@dataclass(frozen=True, slots=True)
class RawText:
    """Glyphs as pdfium gives them, in user space (left, bottom, right, top), and the runs that they form: neighbours of one text
    object."""

    code: Array
    box: Array
    item: Array  # index into the arrays of runs below, -1 for characters that pdfium made up
    frame: Array  # matrix of the run's first character
    size: Array
    angle: Array  # degrees
    font: Array
    mode: Array
    color: Array
    handle: Array
    fonts: tuple[Font, ...]
    unmapped: Array  # a flag per run: its font does not say which characters it prints


class FontReader:
    """Names and faces of a document's fonts, read once each."""

    def __init__(self) -> None:
        self._index: dict[int, int] = {}
        self._fonts: list[Font] = [Font("", False, False)]
        self._buffer = (ctypes.c_char * 256)()

    @property
    def fonts(self) -> tuple[Font, ...]:
        return tuple(self._fonts)

    def font_of(self, handle: int) -> int:
        """Index of the font object in `fonts`."""
        known = self._index.get(handle)
        if known is None:
            c.font_name(handle, ctypes.addressof(self._buffer), 256)
            name = self._buffer.value.decode("utf-8", "replace")
            plain = name.split("+")[-1].lower()
            flags = c.font_flags(handle)
            bold = "bold" in plain or "black" in plain or "heavy" in plain or bool(flags & 1 << 18)
            bold = bold or ((c.font_weight(handle) or 0) >= 600 and "regular" not in plain and "roman" not in plain)
            italic = "italic" in plain or "oblique" in plain or bool(flags & 1 << 6)
            known = self._index[handle] = len(self._fonts)
            self._fonts.append(Font(name, bold, italic))
        return known


def read_text(calls: Calls, page: int, fonts: FontReader) -> RawText:
    """All characters of the page, white space included."""
    text = c.load_text(page)
    try:
        return _read_text(calls, text, fonts)
    finally:
        if text:
            c.close_text(text)


def _read_text(calls: Calls, text: int, fonts: FontReader) -> RawText:
    n = max(0, c.char_count(text)) if text else 0
    owner, index = np.full(n, text, np.uint64), np.arange(n, dtype=np.int32)
    code = _read_codes(calls, text, owner, index)
    loose, _ = calls.floats_at(c.char_loose_box, owner, index, 4)  # left, top, right, bottom
    box = np.empty((n, 4), np.float32)
    box[:, :2], box[:, 2:] = np.minimum(loose[:, ::3], loose[:, 2:0:-1]), np.maximum(loose[:, ::3], loose[:, 2:0:-1])
    objects = calls.pointers_at(c.char_object, owner, index)
    begins = np.ones(n, bool)
    begins[1:] = objects[1:] != objects[:-1]
    first = np.flatnonzero(begins)
    printed = objects[first] != 0
    item = np.repeat(np.where(printed, np.cumsum(printed) - 1, -1).astype(np.int32), np.diff(first, append=n))
    raw = _read_runs(calls, owner[: len(first)][printed], first[printed], objects[first][printed], fonts, code)
    raw = replace(raw, code=code, box=box, item=item)
    if len(raw.handle):
        _level_boxes(raw)
        _mend_turned_boxes(calls, raw, owner, index)
    return replace(raw, box=to_finite(raw.box))


def _read_codes(calls: Calls, text: int, owner: Array, index: Array) -> Array:
    """The Unicode code point of each character; in one call where pdfium's text skips none of them."""
    n = len(index)
    if n > 1 and c.text_index(text, n - 1) == n - 1:
        room = np.zeros(n + 1, dtype="<u2")
        if c.text_of(text, 0, n, room.ctypes.data) == n + 1 and not ((room >= 0xD800) & (room <= 0xDFFF)).any():
            return room[:n].astype(np.uint32)
    return calls.numbers_at(c.char_code, owner, index).view(np.uint32)


def _read_runs(calls: Calls, owner: Array, first: Array, handle: Array, fonts: FontReader, code: Array) -> RawText:
    """What is known of each run of characters with one text object; `first` is its first character."""
    frame, _ = calls.floats_at(c.char_matrix, owner, first, 6)
    a, b, cc, d = frame[:, :4].astype(np.float64).T
    size = calls.doubles_at(c.char_size, owner, first) * np.hypot(cc, d)
    unmapped = calls.numbers_at(c.char_unmapped, owner, first) == 1
    color, _ = read_colors(calls, c.object_fill, handle)
    none = np.zeros(0, np.int32)
    return RawText(
        none.astype(np.uint32),
        np.zeros((0, 4), np.float32),
        none,
        frame,
        np.nan_to_num(size, posinf=0.0, neginf=0.0).astype(np.float32),
        np.nan_to_num(np.degrees(np.where((a != 0) | (b != 0), np.arctan2(b, a), 0.0)), posinf=0.0, neginf=0.0).astype(
            np.float32
        ),
        np.array([fonts.font_of(font) for font in calls.pointers_of(c.text_font, handle).tolist()], dtype=np.int32),
        calls.numbers_of(c.text_mode, handle),
        color.astype(np.int32),
        handle,
        fonts.fonts,
        unmapped | ((code[first] >= 0xE000) & (code[first] <= 0xF8FF)),
    )


def _level_boxes(raw: RawText) -> None:
    """Heights of glyph boxes from baseline and size: those that fonts declare differ from font to font and are often absurd.

    The second half of a run's matrix is the text's upward direction and the origin of its baseline.
    """
    up, origin = raw.frame[:, 2:4], raw.frame[:, 4:]
    up = up / np.maximum(np.hypot(up[:, 0], up[:, 1]), 1e-6)[:, None]
    for axis in (1, 0):
        straight = np.abs(up[:, 1 - axis]) < LEANING
        if not straight.any():
            continue
        rising = up[:, axis] > 0
        low = origin[:, axis] - np.where(rising, DESCENT, ASCENT) * raw.size
        high = origin[:, axis] + np.where(rising, ASCENT, DESCENT) * raw.size
        # characters without a run are never printed, so theirs do not matter
        which = slice(None) if straight.all() else np.flatnonzero(straight[raw.item])
        own = raw.item[which]
        raw.box[which, axis], raw.box[which, axis + 2] = low[own], high[own]


def _mend_turned_boxes(calls: Calls, raw: RawText, owner: Array, index: Array) -> None:
    """pdfium's loose boxes are wrong for text at an angle: such glyphs get their tight boxes."""
    skewed = np.abs((raw.angle + 45) % 90 - 45) > 3
    if not skewed.any():
        return
    which = np.flatnonzero((raw.item >= 0) & skewed[raw.item])
    tight, found = calls.doubles_four_at(c.char_tight_box, owner[which], index[which])  # left, right, bottom, top
    raw.box[which[found]] = tight[found][:, [0, 2, 1, 3]]


def direction_of(angles: Array, rotation: int) -> Array:
    """0 right, 1 up, 2 left, 3 down, 4 at an angle, on the page after undoing /Rotate (degrees clockwise)."""
    turned = (angles - rotation) % 360
    quarter = np.round(turned / 90) % 4
    off = np.abs((turned - quarter * 90 + 180) % 360 - 180)
    return np.where(off <= 3, quarter, SKEWED).astype(np.int8)


def glyphs_to_words(raw: RawText, box: Array, rotation: int, hidden: Array) -> tuple[Glyphs, Words]:
    """Words in content order; `box` are the glyph boxes on the upright page, `hidden` a flag per glyph.

    A word ends at white space, at a gap of 0.17 of the size, at a change of level, direction or visibility.
    """
    blank = is_space(raw.code) | (raw.item < 0)
    bound = (raw.code == NO_BREAK) & (raw.item >= 0)
    if bound.any():
        inner = np.zeros(len(blank), dtype=bool)
        inner[1:-1] = bound[1:-1] & ~blank[:-2] & ~blank[2:] & (raw.item[:-2] == raw.item[2:])
        blank &= ~inner
    kept = np.flatnonzero(~blank)
    if not len(kept):
        return _no_text()
    item = raw.item[kept]
    boxes = box[kept]
    size = np.maximum(raw.size[item], 0.1)
    turn = direction_of(raw.angle, rotation)[item]
    u0, u1, v1 = _along(boxes, turn)
    shift = np.abs(np.diff(v1, prepend=v1[:1]))
    gap = u0 - np.concatenate([u0[:1], u1[:-1]])
    before = np.concatenate([size[:1], size[:-1]])
    small = np.minimum(size, before)
    starts = np.diff(kept, prepend=kept[0] - 1) > 1
    straight = turn != SKEWED
    starts |= straight & ((gap > WORD_GAP * small) | (gap < -OVERLAP * size))
    starts |= straight & (shift > LEVEL * np.maximum(size, before))
    starts |= (np.diff(turn, prepend=turn[:1]) != 0) | (np.diff(hidden[kept].astype(np.int8), prepend=0) != 0)
    starts[0] = True
    first = np.flatnonzero(starts)
    word = np.cumsum(starts) - 1
    codes = raw.code[kept]
    codes = np.where((codes == 0x02) | (codes == 0xFFFE) | (codes == 0xAD), 0x2D, codes).astype(np.uint32)
    return _to_words(raw, Glyphs(codes, boxes, word, item), item, first, turn, hidden[kept])


def _to_words(raw: RawText, glyphs: Glyphs, item: Array, first: Array, turn: Array, hidden: Array) -> tuple[Glyphs, Words]:
    codes = glyphs.code
    safe = np.where((codes > 0x10FFFF) | ((codes >= 0xD800) & (codes <= 0xDFFF)), 0xFFFD, codes).astype("<u4")
    whole = safe.tobytes().decode("utf-32-le", "replace")
    ends = [*first[1:].tolist(), len(codes)]
    texts = [whole[a:b] for a, b in zip(first.tolist(), ends, strict=True)]
    low = np.minimum.reduceat(glyphs.box, first, axis=0)
    high = np.maximum.reduceat(glyphs.box, first, axis=0)
    box = np.concatenate([low[:, :2], high[:, 2:]], axis=1)
    own = item[first]
    unseen = hidden[first] | _printed_twice(texts, box, raw.size[own])
    return glyphs, Words(texts, box, raw.size[own], raw.font[own], turn[first], raw.color[own], unseen)


def _printed_twice(texts: list[str], box: Array, size: Array) -> Array:
    """A flag per word that repeats an earlier one at (nearly) the same place: bold made by printing twice, shadows."""
    twice = np.zeros(len(texts), dtype=bool)
    order = np.argsort(box[:, 0], kind="stable")
    x, y, near = box[order, 0], box[order, 1], TWICE * size[order]
    for lag in range(1, min(LOOK_BEHIND, len(texts))):
        close = (x[lag:] - x[:-lag] < near[lag:]) & (np.abs(y[lag:] - y[:-lag]) < near[lag:])
        for k in np.flatnonzero(close).tolist():
            first, second = sorted((int(order[k]), int(order[k + lag])))
            if texts[first] == texts[second]:
                twice[second] = True
    return twice


def _along(boxes: Array, turn: Array) -> tuple[Array, Array, Array]:
    """Start and end along the reading direction, and the lower edge across it."""
    x0, top, x1, bottom = boxes.T
    u0 = np.choose(np.minimum(turn, 3), [x0, -bottom, -x1, top])
    u1 = np.choose(np.minimum(turn, 3), [x1, -top, -x0, bottom])
    v1 = np.choose(np.minimum(turn, 3), [bottom, x1, -top, -x0])
    return u0, u1, v1


def _no_text() -> tuple[Glyphs, Words]:
    none = np.zeros(0, np.int32)
    boxes = np.zeros((0, 4), np.float32)
    return (
        Glyphs(np.zeros(0, np.uint32), boxes, none, none),
        Words([], boxes, none.astype(np.float32), none, none.astype(np.int8), none, none.astype(bool)),
    )
