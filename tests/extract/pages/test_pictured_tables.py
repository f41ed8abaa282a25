"""Tables that stand as pictures on a page of letters are read where they stand."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader

from extract.pages.pictured_tables import is_on_paper, telling_pictures
from extract.pdfium.page_reader import pdf_to_inks
from extract.scan.parts import installed_recogniser
from tests.pdf_pages import finish, grid_of, new_canvas, read, table_page

TEXTS = [["Indikator", "2021", "2022"], ["Pegawai", "12", "15"], ["Kantor", "1.250", "90,25"]]


def page_with_picture(over: int = 0) -> bytes:
    """A page of text around the picture of a table; with words of the page over it."""
    drawn = pypdfium2.PdfDocument(table_page(TEXTS))[0].render(scale=200 / 72).to_pil().crop((100, 20, 1000, 400))
    canvas, buffer = new_canvas()
    canvas.drawString(60, 780, "Tabel 2.1 Realisasi Kinerja Tahun 2021 dan 2022")
    canvas.drawImage(ImageReader(drawn), 60, 560, 900 * 0.36, 380 * 0.36)
    for k in range(over):
        canvas.drawString(80, 570 + 12 * k, "Pegawai dan kantor")
    canvas.drawString(60, 500, "Dari tabel di atas terlihat bahwa target tercapai.")
    return finish(canvas, buffer)


@pytest.mark.skipif(installed_recogniser() is None, reason="rajut[ocr] is not installed")
def test_a_table_that_is_a_picture_is_read_among_the_letters_of_its_page() -> None:
    """Its cells know how sure their reader was, the text around it does not need to; the finding says what happened."""
    reading = read(page_with_picture(), ocr="auto")
    (fragment,) = reading.fragments
    assert grid_of(fragment) == TEXTS
    assert all(cell.recognised for cell in fragment.cells)
    assert [f.code for f in reading.findings] == ["picture-recognised"]
    assert read(page_with_picture(), ocr="never").fragments == ()


@pytest.mark.parametrize(("over", "count"), [(0, 1), (3, 0)])
def test_a_picture_behind_text_is_not_looked_at(over: int, count: int) -> None:
    """A letterhead or a seal lies below what the page says."""
    (ink,) = pdf_to_inks(page_with_picture(over), "page.pdf")
    assert len(telling_pictures(ink)) == count


def test_photos_are_on_no_paper() -> None:
    """Their levels scatter; a page has one."""
    photo = np.random.default_rng(1).integers(60, 250, (80, 120)).astype(np.uint8)
    page = np.full((80, 120), 244, np.uint8)
    page[20:30] = 30
    assert is_on_paper(page)
    assert not is_on_paper(photo)
    assert not is_on_paper(np.zeros((5, 5), np.uint8))
