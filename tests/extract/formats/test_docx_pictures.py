"""Tables that stand as pictures in a DOCX are read where they stand."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from extract.formats.docx.pictures import LEAST_HIGH
from extract.media_types import DOCX
from extract.options import ReadOptions
from extract.pages.picture_page import picture_to_page
from extract.reading import document_to_reading
from extract.scan.parts import installed_recogniser
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import DocumentReading, Fragment
from tests.docx_files import package_of, relations_of, root_of
from tests.pdf_pages import grid_of, table_page

TEXTS = [["Indikator", "2021", "2022"], ["Pegawai", "12", "15"], ["Kantor", "1.250", "90,25"]]
DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{wide}" cy="{high}"/><a:blip r:embed="{relation}"/></wp:inline></w:drawing>'
)


def png_of_table() -> bytes:
    buffer = io.BytesIO()
    page = pypdfium2.PdfDocument(table_page(TEXTS))[0].render(scale=150 / 72).to_pil()
    page.crop((80, 20, 760, 300)).save(buffer, "PNG")
    return buffer.getvalue()


def read(picture: bytes, ocr: str = "auto", high: float = 134.4) -> DocumentReading:
    """A document with a paragraph, the picture (326 points wide) and another paragraph."""
    drawing = DRAWING.format(wide=round(326.4 * 12_700), high=round(high * 12_700), relation="rId1")
    body = f"<w:p><w:r><w:t>Tabel 2.1</w:t></w:r></w:p><w:p><w:r>{drawing}</w:r></w:p><w:p><w:r><w:t>Sumber</w:t></w:r></w:p>"
    data = package_of(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": relations_of({"word/document.xml": "officeDocument"}),
            "word/document.xml": root_of("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations_of({"media/image1.png": "image"}),
            "word/media/image1.png": picture,
        }
    )
    source = SourceDocument("x.docx", hashlib.sha256(data).hexdigest(), DOCX, len(data))
    return document_to_reading(source, data, ReadOptions(ocr=ocr))


@pytest.mark.skipif(installed_recogniser() is None, reason="rajut[ocr] is not installed")
def test_a_table_that_is_a_picture_stands_between_the_paragraphs_around_it() -> None:
    """Its cells know how sure their reader was; nothing is left to be told as unread."""
    reading = read(png_of_table())
    before, fragment, after = reading.blocks
    assert isinstance(fragment, Fragment)
    assert (grid_of(fragment), fragment.ref, fragment.box) == (TEXTS, FragmentRef(0, 1), None)
    assert all(cell.recognised for cell in fragment.cells)
    assert {f.code for f in reading.findings} == {"picture-recognised"}
    assert (before, after) == tuple(read(png_of_table(), ocr="never").blocks)


@pytest.mark.parametrize(
    ("picture", "ocr", "high"),
    [(png_of_table(), "never", 134.4), (b"\x89PNG nonsense", "auto", 134.4), (png_of_table(), "auto", LEAST_HIGH - 1)],
    ids=["nobody wants it", "no picture", "an icon"],
)
def test_a_picture_that_is_not_read_is_told(picture: bytes, ocr: str, high: float) -> None:
    """It may have been a table."""
    reading = read(picture, ocr, high)
    assert reading.fragments == ()
    assert [f.code for f in reading.findings] == ["pictures-unread"]


def test_a_photo_is_no_page() -> None:
    """Reading it would cost seconds and give nothing; so would a picture of a few dots."""
    buffer = io.BytesIO()
    Image.fromarray(np.random.default_rng(1).integers(40, 255, (300, 400)).astype(np.uint8)).save(buffer, "PNG")
    assert picture_to_page(buffer.getvalue(), 300, 225) is None
    assert picture_to_page(png_of_table(), 3000, 1235) is None
    assert picture_to_page(png_of_table(), 0.0, 0.0) is not None
