"""Text painted below a picture is the text layer of a scan, where the picture hides it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from extract.pdfium.page_reader import pdf_to_inks
from extract.pdfium.pictures_over_text import MOST_POINTS
from tests.pdf_pages import table_page

TEXTS = [["Indikator", "2021"], ["Pegawai", "12"]]


def with_picture(over: bool = True, mask: bool = False, times: float = 1.0) -> bytes:
    """A page of text with a grey picture of all of it painted over or below it."""
    document = pikepdf.open(io.BytesIO(table_page(TEXTS)))
    page = document.pages[0]
    image = document.make_stream(bytes([230]) * 200)
    image.Type, image.Subtype, image.Width, image.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 10, 20
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    if mask:
        alpha = document.make_stream(bytes([60]) * 200)
        alpha.Type, alpha.Subtype, alpha.Width, alpha.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 10, 20
        alpha.ColorSpace, alpha.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        image.SMask = alpha
    wide, high = (float(side) for side in page.MediaBox[2:])
    page.Resources.XObject = pikepdf.Dictionary(Im=image)
    drawn = document.make_stream(f"q {wide * times} 0 0 {high * times} 0 0 cm /Im Do Q".encode())
    contents = list(page.Contents) if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
    page.Contents = pikepdf.Array([*contents, drawn] if over else [drawn, *contents])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "layer"),
    [(with_picture(), True), (with_picture(over=False), False), (with_picture(mask=True), False)],
    ids=["over the text", "below it", "lets through what is below"],
)
def test_text_below_a_picture_that_hides_it_is_the_layer_of_a_scan(data: bytes, layer: bool) -> None:
    """A letterhead below the text, or a pale seal over it, leaves it to be read."""
    (ink,) = pdf_to_inks(data, "page.pdf")
    assert ink.hidden_layer == layer


def test_a_picture_beyond_all_pages_is_not_drawn_to_be_looked_at() -> None:
    """It would take memory without bound."""
    (ink,) = pdf_to_inks(with_picture(times=MOST_POINTS / 595 / 842), "page.pdf")
    assert not ink.hidden_layer
