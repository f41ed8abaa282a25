"""A page of an open PDF as a grey picture, drawn by pdfium."""

from __future__ import annotations

from ctypes import byref, c_int, c_size_t, c_uint, c_void_p

import numpy as np

from extract.ink.page import Array
from extract.pdfium import library as c

MOST_OBJECTS = 200_000  # of a page that is drawn: forms inside forms can stand for any number
MOST_PIXELS = 160_000_000  # of all pictures on it together; A3 at 600 dpi has 70 million
DEEPEST_FORM = 12
_GREY = 1  # FPDFBitmap_Gray
_AS_GREY = 0x08  # FPDF_GRAYSCALE

_create = c._function("FPDFBitmap_CreateEx", c_size_t, c_int, c_int, c_int, c_void_p, c_int)
_destroy = c._function("FPDFBitmap_Destroy", None, c_void_p)
_draw = c._function("FPDF_RenderPageBitmap", None, c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_int, c_int)
_picture_size = c._function("FPDFImageObj_GetImagePixelSize", c_int, c_void_p, c_void_p, c_void_p)


def page_to_grey(page: int, width: float, height: float, scale: float) -> Array:
    """(rows, columns) of 0 (black) to 255 of the upright open page, `scale` pixels a point; the sizes are those of the upright page.

    Raises MemoryError when the picture cannot be had.
    """
    return part_to_grey(page, (width, height), (0.0, 0.0, width, height), scale)


def part_to_grey(page: int, size: tuple[float, float], box: tuple[float, float, float, float], scale: float) -> Array:
    """As `page_to_grey`, of the part of the page within `box` (x0, top, x1, bottom in points); `size` is the upright page's."""
    x0, top, x1, bottom = box
    columns, rows = max(1, round((x1 - x0) * scale)), max(1, round((bottom - top) * scale))
    pixels = np.full((rows, columns), 255, np.uint8)
    bitmap = _create(columns, rows, _GREY, pixels.ctypes.data, columns)
    if not bitmap:
        raise MemoryError(f"a picture of {columns} x {rows} pixels")
    try:
        whole = (round(size[0] * scale), round(size[1] * scale))
        _draw(bitmap, page, -round(x0 * scale), -round(top * scale), *whole, 0, _AS_GREY)
    finally:
        _destroy(bitmap)
    return pixels


def why_not_drawn(page: int) -> str | None:
    """Why an open page is too much to draw: the pixels of its pictures, or its objects with those of forms inside forms; None when it
    is not. Nothing is decoded for the answer."""
    objects, pixels = 0, 0
    waiting = [(int(c.object_at(page, k)), 0) for k in range(min(MOST_OBJECTS, c.object_count(page)))]
    while waiting:
        item, depth = waiting.pop()
        objects += 1
        if objects > MOST_OBJECTS:
            return f"more than {MOST_OBJECTS} objects"
        kind = c.object_type(item)
        if kind == c.IMAGE:
            pixels += _pixels_of(item)
            if pixels > MOST_PIXELS:
                return f"pictures of more than {MOST_PIXELS // 1_000_000} million pixels"
        elif kind == c.FORM and depth < DEEPEST_FORM:
            waiting += [(int(c.form_object(item, k)), depth + 1) for k in range(min(MOST_OBJECTS, c.form_count(item)))]
    return None


def _pixels_of(item: int) -> int:
    width, height = c_uint(), c_uint()
    return width.value * height.value if _picture_size(item, byref(width), byref(height)) else 0
