"""Characters of a PDF page with their boxes, and the runs that they were printed in.

pdfium drops characters that are drawn twice at nearly the same place (fake bold, shadows), so doubled glyphs need no mending here.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import numpy as np

from extract.ink.page import Array, Font
from extract.pdfium import library as c
from extract.pdfium.calls import Calls
from extract.pdfium.colors import read_colors
from extract.pdfium.paths import to_finite

ASCENT, DESCENT = 0.76, 0.22  # of the font size: reach of a glyph box above and below the baseline
LEANING = 0.02  # sine of the angle up to which text stands upright
LINE_END_HYPHEN, SOFT_HYPHEN = (
    0x02,
    0xAD,
)  # the first is pdfium's own code for either at the end of a line; both may be undrawn
PRIVATE = (0xE000, 0xF8FF)  # code points that mean whatever a font wants
SPACES = (0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x00, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x200B, 0x202F, 0x3000, 0xFEFF)


_SPACE_TABLE = np.zeros(0x10000, dtype=bool)
_SPACE_TABLE[list(SPACES)] = True


def is_space(codes: Array) -> Array:
    """A flag per character: white space and characters that print nothing."""
    return _SPACE_TABLE.take(codes, mode="clip")


@dataclass(frozen=True, slots=True)
class Runs:
    """What neighbours of one text object have in common."""

    handle: Array  # of the text object
    frame: Array  # matrix of the first character
    size: Array
    angle: Array  # degrees
    font: Array
    mode: Array
    color: Array
    unmapped: Array  # a flag: the font does not say which characters it prints


@dataclass(frozen=True, slots=True)
class RawText:
    """Glyphs as pdfium gives them, in user space (left, bottom, right, top); `item` is the run of each, -1 for characters that pdfium
    made up."""

    code: Array
    box: Array
    item: Array
    runs: Runs
    fonts: tuple[Font, ...]


class FontReader:
    """Names and faces of a document's fonts, read once each: pdfium keeps a font for as long as the document is open."""

    def __init__(self) -> None:
        self._index: dict[int, int] = {}
        self._fonts: list[Font] = [Font("", False, False)]
        self._buffer = (ctypes.c_char * 256)()

    @property
    def fonts(self) -> tuple[Font, ...]:
        return tuple(self._fonts)

    def fonts_of(self, handles: Array) -> Array:
        """Index of each font object in `fonts`."""
        listed = handles.tolist()
        for handle in dict.fromkeys(listed):
            if handle not in self._index:
                self._index[handle] = len(self._fonts)
                self._fonts.append(self._read(handle))
        return np.array(list(map(self._index.__getitem__, listed)), dtype=np.int32)

    def _read(self, handle: int) -> Font:
        self._buffer[0] = b"\0"
        c.font_name(handle, ctypes.addressof(self._buffer), 256)
        name = self._buffer.value.decode("utf-8", "replace")
        plain = name.split("+")[-1].lower()
        flags = c.font_flags(handle)
        bold = "bold" in plain or "black" in plain or "heavy" in plain or bool(flags & 1 << 18)
        bold = bold or ((c.font_weight(handle) or 0) >= 600 and "regular" not in plain and "roman" not in plain)
        return Font(name, bold, "italic" in plain or "oblique" in plain or bool(flags & 1 << 6))


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
    for low, one, other in (
        (0, loose[:, 0], loose[:, 2]),
        (1, loose[:, 3], loose[:, 1]),
    ):  # column by column is three times faster
        np.minimum(one, other, out=box[:, low])
        np.maximum(one, other, out=box[:, low + 2])
    objects = calls.pointers_at(c.char_object, owner, index)
    begins = np.ones(n, bool)
    np.not_equal(objects[1:], objects[:-1], out=begins[1:])
    first = begins.nonzero()[0]
    printed = objects[first] != 0
    item = np.where(printed, printed.cumsum() - 1, -1).astype(np.int32).take(begins.cumsum() - 1)
    which = first[printed]
    runs = _read_runs(calls, owner[: len(which)], which, objects.take(which), code.take(which), fonts)
    if len(which):
        _level_boxes(box, item, runs)
        _mend_turned_boxes(calls, box, item, runs, owner, index)
    hyphens = ((code == LINE_END_HYPHEN) | (code == SOFT_HYPHEN)).nonzero()[0]
    drawn = _are_drawn(calls, text, hyphens) if len(hyphens) else None
    if drawn is None or drawn.all():
        return RawText(code, to_finite(box), item, runs, fonts.fonts)
    kept = np.delete(np.arange(n), hyphens[~drawn])
    return RawText(code.take(kept), to_finite(box.take(kept, axis=0)), item.take(kept), runs, fonts.fonts)


def _are_drawn(calls: Calls, text: int, which: Array) -> Array:
    """A flag per character: it leaves ink on the page."""
    tight, found = calls.doubles_four_at(
        c.char_tight_box, np.full(len(which), text, np.uint64), which
    )  # left, right, bottom, top
    return np.asarray(~found | ((tight[:, 1] > tight[:, 0]) & (tight[:, 3] > tight[:, 2])))


def _read_codes(calls: Calls, text: int, owner: Array, index: Array) -> Array:
    """The Unicode code point of each character; in one call where pdfium's text skips none of them."""
    n = len(index)
    if n > 1 and c.text_index(text, n - 1) == n - 1:
        room = np.zeros(n + 1, dtype="<u2")
        if c.text_of(text, 0, n, room.ctypes.data) == n + 1 and not ((room >= 0xD800) & (room <= 0xDFFF)).any():
            return room[:n].astype(np.uint32)
    return calls.numbers_at(c.char_code, owner, index).view(np.uint32)


def _read_runs(calls: Calls, owner: Array, first: Array, handle: Array, code: Array, fonts: FontReader) -> Runs:
    """What is known of the runs; `first` is the first character of each and `code` what it prints."""
    frame, _ = calls.floats_at(c.char_matrix, owner, first, 6)
    a, b, cc, d = frame[:, :4].astype(np.float64).T
    size = calls.doubles_at(c.char_size, owner, first) * np.hypot(cc, d)
    angle = np.where((a != 0) | (b != 0), np.degrees(np.arctan2(b, a)), 0.0)
    color, _ = read_colors(calls, c.object_fill, handle)
    unmapped = calls.numbers_at(c.char_unmapped, owner, first) == 1
    return Runs(
        handle=handle,
        frame=frame,
        size=np.where(np.isfinite(size), size, 0).astype(np.float32),
        angle=np.where(np.isfinite(angle), angle, 0).astype(np.float32),
        font=fonts.fonts_of(calls.pointers_of(c.text_font, handle)),
        mode=calls.numbers_of(c.text_mode, handle),
        color=color.astype(np.int32),
        unmapped=unmapped | ((code >= PRIVATE[0]) & (code <= PRIVATE[1])),
    )


def _level_boxes(box: Array, item: Array, runs: Runs) -> None:
    """Heights of glyph boxes from baseline and size: those that fonts declare differ from font to font and are often absurd.

    The second half of a run's matrix is the text's upward direction and the origin of its baseline.
    """
    up, origin = runs.frame[:, 2:4], runs.frame[:, 4:]
    up = up / np.maximum(np.hypot(up[:, 0], up[:, 1]), 1e-6)[:, None]
    for axis in (1, 0):
        straight = np.abs(up[:, 1 - axis]) < LEANING
        if not straight.any():
            continue
        rising = up[:, axis] > 0
        low = origin[:, axis] - np.where(rising, DESCENT, ASCENT) * runs.size
        high = origin[:, axis] + np.where(rising, ASCENT, DESCENT) * runs.size
        # characters without a run are never printed, so it does not matter that they get the last run's
        which = slice(None) if straight.all() else straight.take(item, mode="wrap").nonzero()[0]
        own = item[which]
        box[which, axis], box[which, axis + 2] = low.take(own, mode="wrap"), high.take(own, mode="wrap")


def _mend_turned_boxes(calls: Calls, box: Array, item: Array, runs: Runs, owner: Array, index: Array) -> None:
    """pdfium's loose boxes are wrong for text at an angle: such glyphs get their tight boxes."""
    skewed = np.abs((runs.angle + 45) % 90 - 45) > 3
    if not skewed.any():
        return
    which = ((item >= 0) & skewed[item]).nonzero()[0]
    tight, found = calls.doubles_four_at(c.char_tight_box, owner[which], index[which])  # left, right, bottom, top
    box[which[found]] = tight[found][:, [0, 2, 1, 3]]
