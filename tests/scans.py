"""Scans made in the test: a drawn page rendered, spoiled and put into a PDF as a picture."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter


@dataclass(frozen=True)
class Scanner:
    """How a page is scanned: dots per inch, degrees clockwise that it lies askew, quarter turns clockwise, grey noise, blur in dots,
    JPEG quality (None: PNG), grey or black and white."""

    dpi: int = 200
    skew: float = 0.0
    quarter: int = 0
    noise: float = 0.0
    blur: float = 0.0
    quality: int | None = 85
    bilevel: bool = False


def pdf_to_scan(data: bytes, scanner: Scanner = Scanner()) -> bytes:
    """The pages of a PDF as pictures of the same size in a PDF without text."""
    document = pypdfium2.PdfDocument(data)
    pages = [_scan(document[k].render(scale=scanner.dpi / 72).to_pil().convert("L"), scanner, k) for k in range(len(document))]
    return pictures_to_pdf(pages, scanner.dpi, scanner.quality)


def _scan(page: Image.Image, scanner: Scanner, seed: int) -> Image.Image:
    page = page.rotate(-scanner.skew, Image.Resampling.BICUBIC, fillcolor=250)
    if scanner.blur:
        page = page.filter(ImageFilter.GaussianBlur(scanner.blur))
    grey = np.asarray(page, np.float32)
    spoiled = 245 - (255 - grey) * 0.9 + np.random.default_rng(seed).normal(0, scanner.noise, grey.shape)
    page = Image.fromarray(np.clip(spoiled, 0, 255).astype(np.uint8))
    page = page.rotate(-90 * scanner.quarter, expand=True)
    return page.point(lambda level: 255 * (level > 150)).convert("1") if scanner.bilevel else page


def pictures_to_pdf(pictures: list[Image.Image], dpi: float, quality: int | None = None) -> bytes:
    """A PDF with one picture a page."""
    buffer = io.BytesIO()
    kind = {} if quality is None else {"quality": quality}
    pictures[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], **kind)
    return buffer.getvalue()
