"""Which glyphs no reader of the page can see: marked invisible, clipped away, painted over, in the colour of the paper, off the page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.finders.ink import Array
from extract.readers.pdf_glyphs import INVISIBLE_MODES, RawText, is_space
from extract.readers.pdf_paths import IDENTITY, Box, Drawing, PathReader

PAPER = 0xF4  # each of red, green and blue at least this bright: text of this colour is lost on white paper
UNREADABLE = 0.1  # share of glyphs without a known character from which they are left out (fewer are bullets and symbols)
LAYER = 0.8  # share of invisible text from which it is the text layer of a scan


@dataclass(frozen=True, slots=True)
class Hidden:
    """A flag per glyph, how many glyphs each cause hides, and whether the text is the layer of a scan (then it is read)."""

    flags: Array
    causes: tuple[tuple[str, int], ...]
    layer: bool


def find_hidden(raw: RawText, page: Box, reader: PathReader) -> Hidden:
    """Looks at glyph middles in user space; `reader` has walked the page."""
    none = np.zeros(len(raw.code), dtype=bool)
    printed = (raw.item >= 0) & ~is_space(raw.code)
    if not printed.any():
        return Hidden(none, (), False)
    x, y = (raw.box[:, 0] + raw.box[:, 2]) / 2, (raw.box[:, 1] + raw.box[:, 3]) / 2
    drawing = reader.out
    unseen = np.isin(raw.mode, INVISIBLE_MODES)[raw.item] & printed
    layer = bool(unseen.sum() > LAYER * printed.sum())
    found = {
        "off the page": printed & ((x < page[0]) | (x > page[2]) | (y < page[1]) | (y > page[3])),
        "invisible": none if layer else unseen,
        "clipped": none if layer else _clipped(raw, x, y, reader) & printed,
        "painted over": none if layer else _covered(raw, x, y, drawing) & printed,
        "unmapped": _unmapped(raw, printed),
        "paper colour": none if layer else _paper_colored(raw, x, y, drawing) & printed,
    }
    flags = np.logical_or.reduce(list(found.values()))
    return Hidden(flags, tuple((cause, int(which.sum())) for cause, which in found.items() if which.any()), layer)


def _unmapped(raw: RawText, printed: Array) -> Array:
    """Glyphs whose characters are unknown, where they are more than a few symbols."""
    unknown = raw.unmapped[raw.item] & printed
    return unknown if unknown.sum() > max(5, UNREADABLE * printed.sum()) else np.zeros(len(raw.code), dtype=bool)


def _clipped(raw: RawText, x: Array, y: Array, reader: PathReader) -> Array:
    limits = np.empty((len(raw.handles), 4), dtype=np.float32)
    limits[:] = (-1e9, -1e9, 1e9, 1e9)
    for k, handle in enumerate(raw.handles):
        _, matrix = reader.out.texts.get(handle, (0, IDENTITY))
        clip = reader.clip(handle, matrix)
        if clip is not None:
            limits[k] = clip
    own = limits[raw.item]
    return np.asarray((x < own[:, 0]) | (x > own[:, 2]) | (y < own[:, 1]) | (y > own[:, 3]))


def _text_order(raw: RawText, drawing: Drawing) -> Array:
    return np.array([drawing.texts.get(handle, (1 << 30, IDENTITY))[0] for handle in raw.handles], dtype=np.int64)


def _covered(raw: RawText, x: Array, y: Array, drawing: Drawing) -> Array:
    """Glyphs over which an opaque fill was painted later."""
    out = np.zeros(len(raw.code), dtype=bool)
    if not drawing.fills:
        return out
    order = _text_order(raw, drawing)
    later = [k for k, at in enumerate(drawing.fill_order) if drawing.fill_opaque[k] and at > order.min(initial=1 << 30)]
    own = order[raw.item]
    for k in later:
        left, bottom, right, top = drawing.fills[k]
        out |= (own < drawing.fill_order[k]) & (x > left) & (x < right) & (y > bottom) & (y < top)
    return out


def _paper_colored(raw: RawText, x: Array, y: Array, drawing: Drawing) -> Array:
    """White glyphs with neither a coloured fill nor an image under them."""
    color = raw.color
    pale = (color >= 0) & ((color >> 16 & 255) >= PAPER) & ((color >> 8 & 255) >= PAPER) & ((color & 255) >= PAPER)
    out = pale[raw.item]
    if not out.any():
        return out
    dark = [box for box, tint in zip(drawing.fills, drawing.fill_colors, strict=True) if not _is_paper(tint)]
    for left, bottom, right, top in [*dark, *drawing.images, *drawing.shapes]:
        out &= ~((x >= left) & (x <= right) & (y >= bottom) & (y <= top))
    return out


def _is_paper(color: int) -> bool:
    return min(color >> 16 & 255, color >> 8 & 255, color & 255) >= PAPER
