"""A whole page as pixels, outlines on it, and the PNG of both: the ground of the inspection drawings."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from extract.pdfium.budget import within_budget
from extract.pdfium.library import forget_documents
from schemas.errors import UnreadableError, error_to_detail
from schemas.geometry import BBox

Pixels = np.ndarray[Any, Any]
MOST_PIXELS = 40_000_000


def page_to_pixels(data: bytes, number: int, scale: float, turn: int = 0, password: str | None = None) -> Pixels:
    """(height, width, 3) of page `number` (from 1) at `scale` pixels a point, turned clockwise by `turn` quarter turns.

    Raises UnreadableError when pdfium cannot draw it; very large pages are drawn smaller.
    """
    import pypdfium2  # noqa: PLC0415 - the reader works without the helper classes

    try:
        light = within_budget(data, password)
        forget_documents()
        document = pypdfium2.PdfDocument(light.data, password=light.password)
        try:
            page = document[number - 1]
            width, height = page.get_size()
            fitting = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
            pixels = page.render(scale=fitting, rev_byteorder=True, prefer_bgrx=False).to_numpy()[:, :, :3].copy()
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            "document-broken", name=f"page {number}", found="a PDF page", detail=error_to_detail(error)
        ) from error
    return np.ascontiguousarray(np.rot90(pixels, -turn)) if turn else pixels


def set_upright(pixels: Pixels, quarter: int, angle: float) -> Pixels:
    """The picture turned clockwise by quarter turns, then by `angle` degrees counterclockwise about its middle, grown to hold it."""
    turned = np.ascontiguousarray(np.rot90(pixels, -quarter)) if quarter % 4 else pixels
    if not angle:
        return turned
    from PIL import Image  # noqa: PLC0415 - only pages that were seen lie askew, and seeing needs it

    return np.array(Image.fromarray(turned).rotate(angle, Image.Resampling.BILINEAR, expand=True, fillcolor="white"))


def draw_outlines(pixels: Pixels, boxes: Sequence[tuple[BBox, str]], scale: float) -> None:
    """Draws each box in its colour (`#rrggbb`), one pixel wide, into `pixels`."""
    height, width = pixels.shape[:2]
    for box, color in boxes:
        tint = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
        x0, x1 = (min(max(round(x * scale), 0), width - 1) for x in (box.x0, box.x1))
        top, bottom = (min(max(round(y * scale), 0), height - 1) for y in (box.top, box.bottom))
        pixels[top, x0 : x1 + 1] = pixels[bottom, x0 : x1 + 1] = tint
        pixels[top : bottom + 1, x0] = pixels[top : bottom + 1, x1] = tint


def rgb_to_png(pixels: Pixels) -> bytes:
    """A PNG of 8 bits a channel (PNG specification, third edition, section 11)."""
    height, width = pixels.shape[:2]
    rows = np.zeros((height, width * 3 + 1), np.uint8)
    rows[:, 1:] = pixels.reshape(height, width * 3)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, content) for kind, content in parts)


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
