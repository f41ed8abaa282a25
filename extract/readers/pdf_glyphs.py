"""Characters of a PDF page with their boxes, and the words that they form.

pdfium drops characters that are drawn twice at nearly the same place (fake bold, shadows), so doubled glyphs need no mending here.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import numpy as np

from extract.finders.ink import SKEWED, Array, Font, Glyphs, Words
from extract.readers import pdfium as c

WORD_GAP = 0.17  # of the font size: a wider gap parts words (a word space is 0.25 of the size in common fonts)
OVERLAP = 0.55  # of the font size that glyphs of a word may step back (kerning, accents)
TWICE = 0.12  # of the font size: the same word this near to itself was printed twice
LOOK_BEHIND = 24  # words that begin at nearly the same x: how many are compared
LEVEL = 0.25  # of the font size that the baseline of a word may shift
ASCENT, DESCENT = 0.76, 0.22  # of the font size: reach of a glyph box above and below the baseline
INVISIBLE_MODES = (3, 7)
NOWHERE = 1e7  # points; the largest page that the format allows measures 14,400
NO_BREAK = 0xA0  # kept inside a word: what it joins is printed as one
SPACES = (0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x00, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x200B, 0x202F, 0x3000, 0xFEFF)


_SPACE_TABLE = np.zeros(0x10000, dtype=bool)
_SPACE_TABLE[list(SPACES)] = True


def is_space(codes: Array) -> Array:
    """A flag per character: white space and characters that print nothing."""
    return np.asarray(_SPACE_TABLE[np.minimum(codes, 0xFFFE)])


@dataclass(frozen=True, slots=True)
class RawText:
    """Glyphs as pdfium gives them, in user space (left, bottom, right, top), with the text object that each came from."""

    code: Array
    box: Array
    item: Array  # index into the object arrays below, -1 for characters that pdfium made up
    size: Array
    angle: Array  # degrees, of the object
    font: Array
    mode: Array
    color: Array
    handles: list[int]
    fonts: tuple[Font, ...]
    unmapped: Array  # a flag per object: its font does not say which characters it prints


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


def read_text(page: int, fonts: FontReader) -> RawText:
    """All characters of the page, white space included."""
    text = c.load_text(page)
    try:
        return _read_text(text, fonts)
    finally:
        if text:
            c.close_text(text)


def _read_text(text: int, fonts: FontReader) -> RawText:
    n = max(0, c.char_count(text)) if text else 0
    code = c.collect_codes(text, n)
    loose = c.collect_boxes(text, n)
    box = np.stack([loose[:, 0], loose[:, 3], loose[:, 2], loose[:, 1]], axis=1) if n else loose
    box = np.concatenate([np.minimum(box[:, :2], box[:, 2:]), np.maximum(box[:, :2], box[:, 2:])], axis=1)
    objects = c.collect(c.char_object, text, n, np.uint64)
    firsts = np.flatnonzero(np.diff(objects, prepend=objects[:1] + 1) != 0) if n else np.zeros(0, np.int64)
    room = c.Floats(6)
    handles: list[int] = []
    unreadable: list[bool] = []
    size, angle, font, mode, color, frame = [], [], [], [], [], []
    item = np.full(n, -1, dtype=np.int32)
    address = room.address
    raw = (ctypes.c_uint * 4).from_address(address)
    v = room.values
    bounds = [*firsts.tolist(), n]
    for k, first in enumerate(bounds[:-1]):
        handle = int(objects[first])
        if not handle:
            continue
        c.char_matrix(text, first, address)
        b, d = v[1], v[3]
        a, cc = v[0], v[2]
        size.append(c.char_size(text, first) * math.hypot(cc, d))
        frame.append((cc, d, v[4], v[5]))
        angle.append(math.degrees(math.atan2(b, a)) if a or b else 0.0)
        font.append(fonts.font_of(c.text_font(handle)))
        mode.append(c.text_mode(handle))
        if c.object_fill(handle, address, address + 4, address + 8, address + 12):
            color.append(raw[0] << 16 | raw[1] << 8 | raw[2])
        else:
            color.append(-1)
        unreadable.append(bool(c.char_unmapped(text, first) == 1 or 0xE000 <= code[first] <= 0xF8FF))
        item[first : bounds[k + 1]] = len(handles)
        handles.append(handle)
    angles = np.nan_to_num(np.array(angle, dtype=np.float32), posinf=0.0, neginf=0.0)
    sizes = np.nan_to_num(np.array(size, dtype=np.float32), posinf=0.0, neginf=0.0)
    if handles:
        _level_boxes(box, item, np.array(frame, dtype=np.float32), sizes)
        _mend_turned_boxes(text, box, item, angles)
    return RawText(
        code,
        to_finite(box),
        item,
        sizes,
        angles,
        np.array(font, dtype=np.int32),
        np.array(mode, dtype=np.int8),
        np.array(color, dtype=np.int32),
        handles,
        fonts.fonts,
        np.array(unreadable, dtype=bool),
    )


def to_finite(boxes: Array) -> Array:
    """The boxes with what is no number, or beyond all pages, put off the page: damaged matrices give such places, and what is
    printed there is seen by nobody."""
    return np.asarray(np.clip(np.nan_to_num(boxes, nan=-NOWHERE), -NOWHERE, NOWHERE))


def _level_boxes(box: Array, item: Array, frame: Array, size: Array) -> None:
    """Heights of glyph boxes from baseline and size: those that fonts declare differ from font to font and are often absurd.

    `frame` holds for each text object the text's upward direction and the origin of its baseline.
    """
    length = np.maximum(np.hypot(frame[:, 0], frame[:, 1]), 1e-6)
    up_x, up_y = frame[:, 0] / length, frame[:, 1] / length
    owned = np.flatnonzero(item >= 0)
    own = item[owned]
    for axis, up, other in ((1, up_y, up_x), (0, up_x, up_y)):
        straight = np.abs(other) < 0.02
        low = frame[:, 2 + axis] - np.where(up > 0, DESCENT, ASCENT) * size
        high = frame[:, 2 + axis] + np.where(up > 0, ASCENT, DESCENT) * size
        which = owned[straight[own]]
        box[which, axis] = low[item[which]]
        box[which, axis + 2] = high[item[which]]


def _mend_turned_boxes(text: int, box: Array, item: Array, angles: Array) -> None:
    """pdfium's loose boxes are wrong for text at an angle: such glyphs get their tight boxes."""
    skewed = np.abs((angles + 45) % 90 - 45) > 3
    if not skewed.any():
        return
    room = (ctypes.c_double * 4)()
    at = ctypes.addressof(room)
    for i in np.flatnonzero((item >= 0) & skewed[item]).tolist():
        if c.char_tight_box(text, i, at, at + 8, at + 16, at + 24):
            box[i] = (room[0], room[2], room[1], room[3])


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
