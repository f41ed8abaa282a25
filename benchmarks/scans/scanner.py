"""A scanner, a fax and a camera: a rendered page spoiled the way that paper and machines spoil it, put into a PDF as a picture."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter


@dataclass(frozen=True)
class Scanner:
    """How a page is scanned.

    `dpi` dots per inch, `skew` degrees clockwise, `quarter` quarter turns clockwise, `noise` (grey levels) and `specks` (per million
    dots), `blur` in dots, `quality` of JPEG (None: PNG), `bilevel` black and white, `shade` how much darker one side is (0 to 1),
    `through` the strength of the back page that shines through (0 to 1), `stamp` draws a round stamp, `edge` a dark margin, `bend` how
    far lines sag in the middle (points), `tilt` how much narrower the far side is (0 to 1).
    """

    dpi: int = 200
    skew: float = 0.0
    quarter: int = 0
    noise: float = 0.0
    specks: float = 0.0
    blur: float = 0.0
    quality: int | None = 85
    bilevel: bool = False
    shade: float = 0.0
    through: float = 0.0
    stamp: bool = False
    edge: bool = False
    bend: float = 0.0
    tilt: float = 0.0


def draw_scanner(random: Random, dpi: int) -> Scanner:
    """An ordinary office scan with the usual faults, each drawn by itself."""
    return Scanner(
        dpi=dpi,
        skew=random.choice([0.0, random.uniform(-2, 2), random.gauss(0, 0.5)]),
        noise=random.choice([0.0, 4.0, 9.0]),
        specks=random.choice([0.0, 0.0, 30.0]),
        blur=random.choice([0.0, 0.5, 0.9]) * dpi / 200,
        quality=random.choice([None, 85, 60, 40]),
        bilevel=random.random() < 0.15,
        shade=random.choice([0.0, 0.0, 0.2]),
        through=random.choice([0.0, 0.0, 0.08]),
        stamp=random.random() < 0.1,
        edge=random.random() < 0.1,
    )


def manners(dpi: int) -> dict[str, Scanner]:
    """One fault at a time, by name, at this resolution; a photo has its own."""
    return {
        "good": Scanner(dpi=dpi),
        "skew": Scanner(dpi=dpi, skew=1.4),
        "noise": Scanner(dpi=dpi, noise=9, specks=30),
        "jpeg": Scanner(dpi=dpi, quality=40),
        "blur": Scanner(dpi=dpi, blur=0.9 * dpi / 200),
        "bilevel": Scanner(dpi=dpi, bilevel=True),
        "through": Scanner(dpi=dpi, through=0.08),
        "shade": Scanner(dpi=dpi, shade=0.2, edge=True),
        "stamp": Scanner(dpi=dpi, stamp=True),
        "turned": Scanner(dpi=dpi, quarter=1),
        "photo": PHOTO,
    }


PHOTO = Scanner(dpi=220, skew=1.5, noise=6, blur=0.8, quality=70, shade=0.35, bend=6, tilt=0.04)


def pdf_to_scan(data: bytes, scanner: Scanner = Scanner(), seed: int = 0) -> bytes:
    """The pages of a PDF as pictures of the same size in a PDF without text."""
    document = pypdfium2.PdfDocument(data)
    drawn = [document[k].render(scale=scanner.dpi / 72).to_pil().convert("L") for k in range(len(document))]
    backs = [*drawn[1:], drawn[0]]
    pages = [page_to_scan(page, scanner, seed + k, back) for k, (page, back) in enumerate(zip(drawn, backs, strict=True))]
    return pictures_to_pdf(pages, scanner.dpi, scanner.quality)


def page_to_scan(page: Image.Image, scanner: Scanner, seed: int = 0, back: Image.Image | None = None) -> Image.Image:
    """One rendered grey page as this scanner sees it."""
    dots = np.random.default_rng(seed)
    if scanner.through and back is not None:
        shining = np.asarray(back.transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize(page.size), np.float32)
        page = _to_image(np.asarray(page, np.float32) - scanner.through * (255 - shining))
    if scanner.stamp:
        page = _stamped(page, scanner.dpi, dots)
    if scanner.bend or scanner.tilt:
        page = _bent(page, scanner)
    page = page.rotate(-scanner.skew, Image.Resampling.BICUBIC, expand=abs(scanner.skew) > 3, fillcolor=250)
    if scanner.blur:
        page = page.filter(ImageFilter.GaussianBlur(scanner.blur))
    grey = 245 - (255 - np.asarray(page, np.float32)) * 0.9
    if scanner.shade:
        across = np.linspace(0, 1, grey.shape[1], dtype=np.float32)
        grey = grey * (1 - scanner.shade * across[None, :] ** 2)
    if scanner.edge:
        wide = round(0.12 * scanner.dpi)
        grey[:, :wide] *= np.linspace(0.15, 1, wide, dtype=np.float32)[None, :]
    spoiled = grey + dots.normal(0, scanner.noise, grey.shape) if scanner.noise else grey
    count = round(scanner.specks * grey.size / 1e6)
    y, x = dots.integers(0, grey.shape[0] - 2, count), dots.integers(0, grey.shape[1] - 2, count)
    for dy, dx in ((0, 0), (0, 1), (1, 0)):
        spoiled[y + dy, x + dx] = 60
    page = _to_image(spoiled).rotate(-90 * scanner.quarter, expand=True)
    return page.point(lambda level: 255 * (level > 180)).convert("1") if scanner.bilevel else page


def _to_image(grey: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def _stamped(page: Image.Image, dpi: int, dots: np.random.Generator) -> Image.Image:
    """A round stamp with a cross of lines somewhere on the lower half."""
    page = page.copy()
    pen = ImageDraw.Draw(page)
    x, y = dots.integers(page.width // 4, 3 * page.width // 4), dots.integers(page.height // 2, 9 * page.height // 10)
    for reach in (0.55, 0.5, 0.3):
        r = reach * dpi
        pen.ellipse((x - r, y - r, x + r, y + r), outline=110, width=max(2, dpi // 90))
    for k in range(24):
        a = 2 * math.pi * k / 24
        pen.text((x + 0.41 * dpi * math.cos(a), y + 0.41 * dpi * math.sin(a)), "DINAS KOTA "[k % 11], fill=110)
    return page


def _bent(page: Image.Image, scanner: Scanner) -> Image.Image:
    """Lines sag towards the middle and the far side is narrower, as on a photo of a page."""
    width, height = page.size
    sag, steps = scanner.bend * scanner.dpi / 72, 16
    mesh = []

    def source(x: float, y: float) -> tuple[float, float]:
        squeeze = 1 - scanner.tilt * (1 - y / height)
        return (x - width / 2) / squeeze + width / 2, y - sag * math.sin(math.pi * x / width)

    for i in range(steps):
        for j in range(steps):
            x0, x1 = width * i // steps, width * (i + 1) // steps
            y0, y1 = height * j // steps, height * (j + 1) // steps
            quad = (*source(x0, y0), *source(x0, y1), *source(x1, y1), *source(x1, y0))
            mesh.append(((x0, y0, x1, y1), quad))
    return page.transform(page.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=255)


def pictures_to_pdf(pictures: list[Image.Image], dpi: float, quality: int | None = None) -> bytes:
    """A PDF with one picture a page."""
    buffer = io.BytesIO()
    kind = {} if quality is None or pictures[0].mode == "1" else {"quality": quality}
    pictures[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], **kind)
    return buffer.getvalue()
