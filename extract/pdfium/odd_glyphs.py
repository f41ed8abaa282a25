"""Glyphs whose code does not say what they print: those of old symbol fonts, among them the minus as code 0. A small picture of one of
each kind tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from extract.ink.page import Array
from extract.pdfium.glyphs import ASCENT, DESCENT, RawText
from extract.pdfium.rendering import part_to_grey

UNKNOWN = 0xFFFD
MINUS = 0x2212
CONTROLS = 0x20  # codes below print nothing in any encoding of text
_IS_LAYOUT = np.zeros(CONTROLS, dtype=bool)  # pdfium's own: a hyphen at a line's end, blanks
_IS_LAYOUT[[0x02, 0x09, 0x0A, 0x0D]] = True
BESIDE = 0.6  # of the font size between an unknown glyph and the figure that it may be the sign of
MOST_KINDS = 24  # fonts and codes of a page that are looked at
PIXELS = 48  # height of a picture in pixels
DARK = 128
BAR_THICK, BAR_LONG = 0.22, 0.25  # of the font size
BAR_ZONE = (0.12, 0.6)  # of the font size above the baseline
BAR_FULL = 0.8  # share of the bar's own box that is inked

Look = Literal["blank", "bar", "other"]


def settle_odd_glyphs(page: int, raw: RawText, box: Array, width: float, height: float) -> RawText:
    """The text with bars of unknown code right before figures read as minus, and other unknown glyphs there as U+FFFD: with one a
    figure is no number. `box` are the glyph boxes on the upright page of that size."""
    strange = _before_figures(raw, box)
    if not len(strange):
        return raw
    looks: dict[tuple[int, int], Look] = {}
    codes = raw.code.copy()
    for k in strange.tolist():
        kind = (int(raw.runs.font[raw.item[k]]), int(raw.code[k]))
        if kind not in looks:
            looks[kind] = _look(page, raw, box, k, (width, height)) if len(looks) < MOST_KINDS else "other"
        if looks[kind] != "blank":
            codes[k] = MINUS if looks[kind] == "bar" else UNKNOWN
    return replace(raw, code=codes)


def _before_figures(raw: RawText, box: Array) -> Array:
    """The glyphs of unknown code that stand right before a figure on its line."""
    at = (raw.code[:-1] < CONTROLS).nonzero()[0]
    at = at[(raw.item[at] >= 0) & ~_IS_LAYOUT[raw.code[at]]] if len(at) else at
    if not len(at):
        return at
    following = at + 1
    digit = (raw.code[following] >= 0x30) & (raw.code[following] <= 0x39) & (raw.item[following] >= 0)
    size = np.maximum(raw.runs.size, 0.1).take(raw.item[at])
    apart = np.maximum(box[at], box[following])[:, :2] - np.minimum(box[at], box[following])[:, 2:]
    return np.asarray(at[digit & (apart.max(axis=1) < BESIDE * size)])


def _look(page: int, raw: RawText, box: Array, k: int, sheet: tuple[float, float]) -> Look:
    """What the glyph looks like. Only upright text is looked at closely; turned text is `other` where it prints anything."""
    size = max(float(raw.runs.size[raw.item[k]]), 0.1)
    x0, top, x1, bottom = box[k].tolist()
    if x1 - x0 < 0.02 * size or bottom - top < 0.02 * size:
        return "blank"
    pixels = part_to_grey(page, sheet, (x0, top, x1, bottom), PIXELS / (bottom - top))
    ink = pixels < DARK
    if not ink.any():
        return "blank"
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    unit = len(pixels) / (ASCENT + DESCENT)  # pixels of one font size
    high, low, wide = int(rows[0]), int(rows[-1]) + 1, int(columns[-1]) + 1 - int(columns[0])
    above = (len(pixels) * ASCENT / (ASCENT + DESCENT) - (high + low) / 2) / unit
    full = ink[high:low, columns[0] : columns[-1] + 1].mean()
    bar = low - high <= BAR_THICK * unit and wide >= BAR_LONG * unit and BAR_ZONE[0] <= above <= BAR_ZONE[1]
    return "bar" if bar and full >= BAR_FULL else "other"
