"""Which glyphs no reader of the page can see: marked invisible, clipped away, painted over, in the colour of the paper, off the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from extract.ink.page import Array
from extract.pdfium import library as c
from extract.pdfium.calls import Calls
from extract.pdfium.clips import clip_boxes
from extract.pdfium.glyphs import RawText, is_space
from extract.pdfium.paths import Box, Drawing, Objects
from extract.pdfium.pictures_over_text import pictures_over_text

PAPER = 0xF4  # each of red, green and blue at least this bright: text of this colour is lost on white paper
UNREADABLE = 0.1  # share of glyphs without a known character from which they are left out (fewer are bullets and symbols)
LAYER = 0.8  # share of text that is invisible, or under a picture, from which it is the text layer of a scan
LAST = 1 << 30  # place in the painting order of a text object that the walk over the page has not met
PAIRS_AT_ONCE = 1 << 20  # glyphs by boxes that are compared in one step


@dataclass(frozen=True, slots=True)
class Hidden:
    """A flag per glyph, how many glyphs each cause hides, and whether the text is the layer of a scan (then it is read)."""

    flags: Array
    causes: tuple[tuple[str, int], ...]
    layer: bool


def find_hidden(
    calls: Calls, raw: RawText, page: Box, objects: Objects, drawing: Drawing, is_opaque: Callable[[int], bool]
) -> Hidden:
    """Looks at glyph middles in user space; `is_opaque` tells of a picture whether it hides what lies below."""
    none = np.zeros(len(raw.code), dtype=bool)
    printed = (raw.item >= 0) & ~is_space(raw.code)
    if not printed.any():
        return Hidden(none, (), False)
    x, y = (raw.box[:, 0] + raw.box[:, 2]) / 2, (raw.box[:, 1] + raw.box[:, 3]) / 2
    unseen = _of_runs((raw.runs.mode == 3) | (raw.runs.mode == 7), raw, printed)
    layer = bool(np.count_nonzero(unseen) > LAYER * np.count_nonzero(printed)) or _is_under_picture(
        calls, raw, (x, y, printed), objects, is_opaque
    )
    found = {"off the page": printed & ((x < page[0]) | (x > page[2]) | (y < page[1]) | (y > page[3]))}
    if not layer:
        place = (
            _places(raw, objects)
            if len(objects.matrices) > 1 or drawing.fill_opaque.any()
            else np.full(len(raw.runs.handle), -1)
        )
        found["invisible"] = unseen
        found["clipped"] = printed & _clipped(calls, raw, x, y, objects, place, page)
        found["painted over"] = printed & _covered(raw, x, y, place, drawing)
    found["unmapped"] = _unmapped(raw, printed)
    if not layer:
        found["paper colour"] = _paper_colored(raw, x, y, drawing, printed)
    counts = {cause: int(np.count_nonzero(which)) for cause, which in found.items()}
    causes = tuple((cause, count) for cause, count in counts.items() if count)
    return Hidden(np.logical_or.reduce([found[cause] for cause, _ in causes]) if causes else none, causes, layer)


def _is_under_picture(
    calls: Calls, raw: RawText, glyphs: tuple[Array, Array, Array], objects: Objects, is_opaque: Callable[[int], bool]
) -> bool:
    """Is nearly all text painted before a picture that hides it? `glyphs` are their middles, and which are printed."""
    x, y, printed = glyphs
    own = None
    for place, (left, low, right, high) in pictures_over_text(calls, objects):
        inside = printed & (x > left) & (x < right) & (y > low) & (y < high)
        if np.count_nonzero(inside) <= LAYER * np.count_nonzero(printed):
            continue
        own = _places(raw, objects).take(raw.item, mode="wrap") if own is None else own
        below = inside & (own >= 0) & (own < place)
        if np.count_nonzero(below) > LAYER * np.count_nonzero(printed) and is_opaque(int(objects.handle[place])):
            return True
    return False


def _of_runs(flags: Array, raw: RawText, printed: Array) -> Array:
    """The printed glyphs of the flagged runs."""
    return printed & flags[raw.item] if flags.any() else np.zeros(len(printed), dtype=bool)


def _unmapped(raw: RawText, printed: Array) -> Array:
    """Glyphs whose characters are unknown, where they are more than a few symbols."""
    unknown = _of_runs(raw.runs.unmapped, raw, printed)
    return (
        unknown
        if np.count_nonzero(unknown) > max(5, UNREADABLE * np.count_nonzero(printed))
        else np.zeros(len(raw.code), dtype=bool)
    )


def _places(raw: RawText, objects: Objects) -> Array:
    """Where each run's text object stands among the page's objects, -1 for one that the walk has not met."""
    texts = (objects.kind == c.TEXT).nonzero()[0]
    if not len(texts):
        return np.full(len(raw.runs.handle), -1)
    order = texts.take(objects.handle.take(texts).argsort())
    ranked = objects.handle.take(order)
    at = np.minimum(ranked.searchsorted(raw.runs.handle), len(ranked) - 1)
    return np.where(ranked.take(at) == raw.runs.handle, order.take(at), -1)


def _clipped(calls: Calls, raw: RawText, x: Array, y: Array, objects: Objects, place: Array, page: Box) -> Array:
    form = np.where(place >= 0, objects.form.take(place, mode="wrap"), 0) if len(objects.form) else place * 0
    limits = clip_boxes(calls, raw.runs.handle, objects.matrices.take(form, axis=0), page).astype(np.float32)
    if np.isinf(limits).all():
        return np.zeros(len(x), dtype=bool)
    own = limits.take(raw.item, axis=0, mode="wrap")
    return np.asarray((x < own[:, 0]) | (x > own[:, 2]) | (y < own[:, 1]) | (y > own[:, 3]))


def _covered(raw: RawText, x: Array, y: Array, place: Array, drawing: Drawing) -> Array:
    """Glyphs over which an opaque fill was painted later."""
    out = np.zeros(len(raw.code), dtype=bool)
    order = np.where(place >= 0, place + 1, LAST)
    later = (drawing.fill_opaque & (drawing.fill_order > order.min(initial=LAST))).nonzero()[0]
    if not len(later):
        return out
    fills, painted = drawing.fills.take(later, axis=0), drawing.fill_order.take(later)
    own = order.take(raw.item, mode="wrap")
    glyphs = (own < painted.max()).nonzero()[0]
    for part in _steps(len(glyphs), len(later)):
        some = glyphs[part]
        over = _around(x[some], y[some], fills, strictly=True)
        over &= own[some] < painted[:, None]
        out[some] = over.any(axis=0)
    return out


def _paper_colored(raw: RawText, x: Array, y: Array, drawing: Drawing, printed: Array) -> Array:
    """White glyphs with neither a coloured fill nor an image under them."""
    out = _of_runs((raw.runs.color >= 0) & _are_pale(raw.runs.color), raw, printed)
    pale = out.nonzero()[0]
    if not len(pale):
        return out
    under = np.concatenate([drawing.fills[~_are_pale(drawing.fill_color)], drawing.images, drawing.shapes])
    for part in _steps(len(pale), len(under)):
        some = pale[part]
        out[some] = ~_around(x[some], y[some], under, strictly=False).any(axis=0)
    return out


def _steps(glyphs: int, boxes: int) -> list[slice]:
    step = max(1, PAIRS_AT_ONCE // max(boxes, 1))
    return [slice(k, k + step) for k in range(0, glyphs, step)]


def _around(x: Array, y: Array, boxes: Array, strictly: bool) -> Array:
    """(boxes, points): which box lies around which point."""
    left, bottom, right, top = boxes.T[:, :, None]
    if strictly:
        return np.asarray((x > left) & (x < right) & (y > bottom) & (y < top))
    return np.asarray((x >= left) & (x <= right) & (y >= bottom) & (y <= top))


def _are_pale(color: Array) -> Array:
    return np.asarray(((color >> 16 & 255) >= PAPER) & ((color >> 8 & 255) >= PAPER) & ((color & 255) >= PAPER))
