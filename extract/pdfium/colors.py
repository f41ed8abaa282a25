"""Colours of a page's objects as pdfium tells them."""

from __future__ import annotations

import numpy as np

from extract.pdfium.calls import Calls
from extract.pdfium.python_loops import Array, CFunction

NO_COLOR, UNSEEN = -1, -2  # not known, nothing to see


def read_colors(calls: Calls, function: CFunction, handles: Array) -> tuple[Array, Array]:
    """Colour of each object as 0xRRGGBB, NO_COLOR where pdfium cannot tell it, and how opaque it is, 0 to 255."""
    rgba, found = calls.fours_of(function, handles, np.uint32)
    red, green, blue, alpha = rgba.T.astype(np.int64)
    return np.where(found, red << 16 | green << 8 | blue, NO_COLOR), np.where(found, alpha, 255)


def read_ink(calls: Calls, function: CFunction, handles: Array, used: Array) -> tuple[Array, Array]:
    """(colour, opacity) of the objects that use it, UNSEEN and 0 of those that leave nothing on the page with it."""
    color, alpha = np.full(len(handles), UNSEEN), np.zeros(len(handles), np.int64)
    color[used], alpha[used] = read_colors(calls, function, handles[used])
    return np.where(alpha == 0, UNSEEN, color), alpha
