"""Text that a picture hides: programs that recognise scans may write what they read below the picture of the page.

BT (FY 2O12) Tj ET  q 595 0 0 842 0 0 cm /Page Do Q      the letters are painted first, then the scan over all of them
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import byref, c_int, c_size_t, c_uint, c_void_p, string_at

import numpy as np

from extract.ink.page import Array
from extract.pdfium import library as c
from extract.pdfium.calls import Calls
from extract.pdfium.clips import transform_boxes
from extract.pdfium.paths import Objects

MOST_POINTS = 4_000_000  # of a picture as it lies on its page, an A2 sheet four times; what claims more is not looked through
MOST_PIXELS = 160_000_000
OPAQUE = 0.999  # share of a picture that lets nothing through
_WITH_ALPHA = 4  # FPDFBitmap_BGRA

_rendered = c._function("FPDFImageObj_GetRenderedBitmap", c_size_t, c_void_p, c_void_p, c_void_p)
_pixel_size = c._function("FPDFImageObj_GetImagePixelSize", c_int, c_void_p, c_void_p, c_void_p)
_format = c._function("FPDFBitmap_GetFormat", c_int, c_void_p)
_stride = c._function("FPDFBitmap_GetStride", c_int, c_void_p)
_rows = c._function("FPDFBitmap_GetHeight", c_int, c_void_p)
_buffer = c._function("FPDFBitmap_GetBuffer", c_size_t, c_void_p)
_destroy = c._function("FPDFBitmap_Destroy", None, c_void_p)


def pictures_over_text(calls: Calls, objects: Objects) -> Iterator[tuple[int, Array]]:
    """(place among the objects, box in user space) of each picture that is painted after a text."""
    texts = (objects.kind == c.TEXT).nonzero()[0]
    pictures = (objects.kind == c.IMAGE).nonzero()[0]
    pictures = pictures[pictures > texts[0]] if len(texts) else pictures[:0]
    if not len(pictures):
        return
    box, found = calls.fours_of(c.object_bounds, objects.handle[pictures], np.float32)
    boxes = transform_boxes(objects.matrices[objects.form[pictures]], box)
    yield from ((int(pictures[k]), boxes[k]) for k in found.nonzero()[0].tolist())


def opacity_on(document: int, page: int) -> Callable[[int], bool]:
    """Tells of a picture of this open page whether it hides what lies below it."""

    def is_opaque(picture: int) -> bool:
        return _is_opaque(document, page, picture)

    return is_opaque


def _is_opaque(document: int, page: int, picture: int) -> bool:
    sides = c.Floats(4)
    at = [sides.address + 4 * k for k in range(4)]
    width, height = c_uint(), c_uint()
    if not c.object_bounds(picture, *at) or not _pixel_size(picture, byref(width), byref(height)):
        return False
    left, low, right, high = sides.values
    if not (right - left) * (high - low) <= MOST_POINTS or width.value * height.value > MOST_PIXELS:
        return False
    bitmap = _rendered(document, page, picture)
    if not bitmap:
        return False
    try:
        if _format(bitmap) != _WITH_ALPHA:
            return True
        alpha = np.frombuffer(string_at(_buffer(bitmap), _stride(bitmap) * _rows(bitmap)), np.uint8)[3::4]
        return bool((alpha == 255).mean() >= OPAQUE)
    finally:
        _destroy(bitmap)
