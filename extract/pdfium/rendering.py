"""A page of an open PDF as a grey picture, drawn by pdfium."""

from __future__ import annotations

from ctypes import c_int, c_size_t, c_void_p

import numpy as np

from extract.ink.page import Array
from extract.pdfium import library as c

_GREY = 1  # FPDFBitmap_Gray
_AS_GREY = 0x08  # FPDF_GRAYSCALE

_create = c._function("FPDFBitmap_CreateEx", c_size_t, c_int, c_int, c_int, c_void_p, c_int)
_destroy = c._function("FPDFBitmap_Destroy", None, c_void_p)
_draw = c._function("FPDF_RenderPageBitmap", None, c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_int, c_int)


def page_to_grey(page: int, width: float, height: float, scale: float) -> Array:
    """(rows, columns) of 0 (black) to 255 of the upright open page, `scale` pixels a point; the sizes are those of the upright page.

    Raises MemoryError when the picture cannot be had.
    """
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    pixels = np.full((rows, columns), 255, np.uint8)
    bitmap = _create(columns, rows, _GREY, pixels.ctypes.data, columns)
    if not bitmap:
        raise MemoryError(f"a picture of {columns} x {rows} pixels")
    try:
        _draw(bitmap, page, 0, 0, columns, rows, 0, _AS_GREY)
    finally:
        _destroy(bitmap)
    return pixels


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
