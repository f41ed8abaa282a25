"""A picture from another document on a page of its own, so that it is read as a page is."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from extract.pages.pictured_tables import is_on_paper

PAPER = (595.0, 842.0)  # points of the page, where the picture is not larger
MARGIN = 12.0
USUAL_DPI = 150  # of a picture whose size nothing tells
DPI = (60, 640)  # dots per inch between which letters can be read and a page be held
MOST_PIXELS = 40_000_000


def picture_to_page(data: bytes, width: float, height: float) -> bytes | None:
    """A PDF of one page with the picture, shown `width` x `height` points large (0.0: nothing tells); None for what is no picture, not
    on paper, or too coarse to be read."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            seen = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    grey = Image.new("RGBA", seen.size, "white")
    grey.alpha_composite(seen)
    drawn = grey.convert("L")
    dpi = 72 * drawn.width / width if width > 0 and height > 0 else USUAL_DPI
    if not DPI[0] <= dpi <= DPI[1] or not is_on_paper(np.asarray(drawn)):
        return None
    margin = round(MARGIN * dpi / 72)
    size = [max(round(side * dpi / 72), own + 2 * margin) for side, own in zip(PAPER, drawn.size, strict=True)]
    page = Image.new("L", (size[0], size[1]), 255)
    page.paste(drawn, (margin, margin))
    buffer = io.BytesIO()
    page.save(buffer, "PDF", resolution=dpi, quality=95)
    return buffer.getvalue()
