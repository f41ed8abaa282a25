"""A piece of a PDF page as a small grey PNG: the picture of a cell for people who check it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import pypdfium2

from extract.pdfium.budget import within_budget
from extract.pdfium.library import forget_documents
from schemas.geometry import BBox

MARGIN_X = 110.0
MARGIN_Y = 30.0
SCALE = 1.6
_GREYS = 16
_QUICK = 3  # a page is drawn while somebody waits
_MOST_PIXELS = 4_000_000
_GAP, _GAP_GREY = 3, 170  # pixels between strips


@dataclass(frozen=True, slots=True)
class Crop:
    """`png` shows the part `box` of the upright page (points, origin top left); `mark` is the cell in it."""

    page: int
    box: BBox
    mark: BBox
    png: bytes


def boxes_to_crops(path: Path, wanted: Sequence[tuple[int, BBox]], *, scale: float = SCALE) -> list[Crop | None]:
    """One picture for each (page from 1, cell box), with about 4 cm of its row and 1 cm above and below around it.

    `scale` is pixels per point. None stands for a page that is not there or cannot be drawn, and for every picture of a file
    that is no readable PDF (encrypted, damaged): a picture is a convenience, its absence no error.
    """
    try:
        document = _open(path)
    except (pypdfium2.PdfiumError, OSError):
        return [None] * len(wanted)
    try:
        return [_crop(document, page, box, scale) for page, box in wanted]
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class Strips:
    """Parts of a page that are shown one below the other as one picture: the heads over a cell and its row, say. `mark` lies in the
    last part; all are as wide as the widest."""

    page: int
    parts: tuple[BBox, ...]
    mark: BBox


def strips_to_crops(path: Path, wanted: Sequence[Strips], *, scale: float = 1.3) -> list[Crop | None]:
    """One picture for each; its `box` begins at (0, 0) and its `mark` is where the cell is in it. None as in `boxes_to_crops`."""
    try:
        document = _open(path)
    except (pypdfium2.PdfiumError, OSError):
        return [None] * len(wanted)
    try:
        return [_stacked(document, strips, scale) for strips in wanted]
    finally:
        document.close()


def _open(path: Path) -> Any:
    light = within_budget(path.read_bytes())
    forget_documents()
    return pypdfium2.PdfDocument(light.data, password=light.password)


def _stacked(document: Any, strips: Strips, scale: float) -> Crop | None:
    if not 1 <= strips.page <= len(document):
        return None
    try:
        page = document[strips.page - 1]
        width, height = page.get_size()
        x0, x1 = max(0.0, min(p.x0 for p in strips.parts)), min(width, max(p.x1 for p in strips.parts))
        parts = [BBox(x0, max(0.0, part.top), x1, min(height, part.bottom)) for part in strips.parts]
        if x1 - x0 < 1 or any(part.bottom - part.top < 1 for part in parts):
            return None
        if sum(part.area for part in parts) * scale * scale > _MOST_PIXELS:
            return None
        pixels = [_part_to_pixels(page, part, (width, height), scale) for part in parts]
    except pypdfium2.PdfiumError:
        return None
    columns = min(part.shape[1] for part in pixels)
    line = numpy.full((_GAP, columns), _GAP_GREY, numpy.uint8)
    stacked = [rows for part in pixels for rows in (part[:, :columns], line)][:-1]
    above = (sum(part.shape[0] for part in pixels[:-1]) + _GAP * (len(pixels) - 1)) / scale
    mark = strips.mark
    moved = BBox(mark.x0 - x0, mark.top - parts[-1].top + above, mark.x1 - x0, mark.bottom - parts[-1].top + above)
    whole = numpy.vstack(stacked)
    box = BBox(0.0, 0.0, whole.shape[1] / scale, whole.shape[0] / scale)
    return Crop(strips.page, box, moved, grey_to_png(whole))


def _part_to_pixels(page: Any, part: BBox, size: tuple[float, float], scale: float) -> numpy.ndarray[Any, Any]:
    cut = (part.x0, size[1] - part.bottom, size[0] - part.x1, part.top)
    pixels: numpy.ndarray[Any, Any] = page.render(scale=scale, crop=cut, grayscale=True).to_numpy()
    return pixels.reshape(pixels.shape[0], pixels.shape[1])


def page_to_png(path: Path, number: int, *, scale: float = SCALE) -> bytes | None:
    """The upright page `number` (from 1) as a picture of `scale` pixels a point; None where it cannot be had, as above."""
    try:
        document = _open(path)
    except (pypdfium2.PdfiumError, OSError):
        return None
    try:
        if not 1 <= number <= len(document):
            return None
        page = document[number - 1]
        width, height = page.get_size()
        fitting = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        pixels = page.render(scale=fitting, grayscale=True).to_numpy()
        return grey_to_png(pixels.reshape(pixels.shape[0], pixels.shape[1]), level=_QUICK)
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()


def _crop(document: Any, number: int, mark: BBox, scale: float) -> Crop | None:
    if not 1 <= number <= len(document):
        return None
    try:
        page = document[number - 1]
        width, height = page.get_size()
        box = _around(mark, width, height)
        if box is None or box.area * scale * scale > _MOST_PIXELS:
            return None
        cut = (box.x0, height - box.bottom, width - box.x1, box.top)
        bitmap = page.render(scale=scale, crop=cut, grayscale=True)
        pixels = bitmap.to_numpy()
    except pypdfium2.PdfiumError:
        return None
    return Crop(number, box, mark, grey_to_png(pixels.reshape(pixels.shape[0], pixels.shape[1])))


def _around(mark: BBox, width: float, height: float) -> BBox | None:
    """The mark with its margin, within the page; None for a mark outside it."""
    x0, x1 = max(0.0, mark.x0 - MARGIN_X), min(width, mark.x1 + MARGIN_X)
    top, bottom = max(0.0, mark.top - MARGIN_Y), min(height, mark.bottom + MARGIN_Y)
    return BBox(x0, top, x1, bottom) if x1 - x0 >= 1 and bottom - top >= 1 else None


def grey_to_png(pixels: numpy.ndarray[Any, Any], level: int = 9) -> bytes:
    """A PNG of 16 greys, four bits a pixel: text stays sharp at a quarter of the bytes (PNG specification, third edition,
    section 11.2.1). `pixels` are rows of 0 (black) to 255; `level` is how hard zlib tries, 1 to 9."""
    height, width = pixels.shape
    levels = ((pixels.astype(numpy.uint16) * (_GREYS - 1) + 127) // 255).astype(numpy.uint8)
    if width % 2:
        levels = numpy.pad(levels, ((0, 0), (0, 1)))
    packed = (levels[:, 0::2] << 4) | levels[:, 1::2]
    rows = numpy.zeros((height, packed.shape[1] + 1), numpy.uint8)
    rows[:, 1:] = packed
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    body = zlib.compress(rows.tobytes(), level)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
