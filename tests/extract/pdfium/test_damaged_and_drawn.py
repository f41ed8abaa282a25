"""Damaged files saved again or read by another parser, and pages as pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extract.pages.playa_fallback import playa_to_pages
from extract.pdfium.crops import boxes_to_crops
from extract.pdfium.library import open_document
from extract.pdfium.page_reader import document_to_inks
from extract.pdfium.pixels import draw_outlines, page_to_pixels, rgb_to_png
from extract.pdfium.resave import open_or_repair, save_again
from schemas.errors import UnreadableError
from schemas.geometry import BBox
from tests.pdf_pages import table_page
from tests.rajut.batch.hostile import pdf_page, pdf_table

TEXTS = [["Uraian", "2021"], ["Jumlah", "12"], ["Persentase", "80"]]
WORDS = {text for row in TEXTS for text in row}


def words(data: bytes) -> set[str]:
    with open_or_repair(data, "x.pdf") as (document, _):
        return {text for _, ink in document_to_inks(document, (1,)) if ink is not None for text in ink.words.text}


def test_a_sound_file_is_opened_as_it_is_and_one_without_its_table_of_objects_too() -> None:
    """pdfium finds the objects itself; what was not the file itself would be told."""
    data = table_page(TEXTS)
    with open_or_repair(data, "x.pdf") as (_, through):
        assert through is None
    assert words(data) == words(data.replace(b"startxref", b"startxxxx")) == WORDS


def test_a_file_saved_again_says_the_same() -> None:
    """And bytes that hold no page are an error without an address in memory."""
    assert words(save_again(table_page(TEXTS), "x.pdf")) == WORDS
    with pytest.raises(UnreadableError) as refused:
        save_again(b"%PDF-1.4 nothing", "x.pdf")
    assert "0x" not in str(refused.value)


def test_the_last_parser_reads_the_words_too() -> None:
    """Slowly, and without clips."""
    (page,) = playa_to_pages(table_page(TEXTS), "x.pdf")
    assert {word.text for word in page.words} == WORDS
    assert len(page.rulings) == 7  # four level ones, three upright
    with pytest.raises(UnreadableError):
        list(playa_to_pages(b"nothing at all", "x.pdf"))


def test_a_cell_is_cut_out_with_its_surroundings(tmp_path: Path) -> None:
    """A page that is not there gives no picture, and no error."""
    path = tmp_path / "x.pdf"
    path.write_bytes(table_page(TEXTS))
    cell = BBox(100, 100, 180, 120)
    found, missing = boxes_to_crops(path, [(1, cell), (7, cell)])
    assert missing is None
    assert found is not None
    assert found.png.startswith(b"\x89PNG")
    assert (found.mark, found.page) == (cell, 1)
    assert found.box.x0 < cell.x0 < cell.x1 < found.box.x1
    assert boxes_to_crops(tmp_path / "none.pdf", [(1, cell)]) == [None]


def test_a_font_that_nobody_knows_is_drawn_alike_each_time(tmp_path: Path) -> None:
    """Whatever was drawn before, in this process, by this document or another; and while a document is open, none is lost."""
    sound = pdf_page(pdf_table())
    unknown = sound.replace(b"/Helvetica ", b"/Helvetica\xa0")
    assert unknown != sound
    path = tmp_path / "x.pdf"
    path.write_bytes(unknown)
    wanted = [(1, BBox(100, 100, 300, 200))]
    first, crop = page_to_pixels(unknown, 1, 2.0), boxes_to_crops(path, wanted)
    page_to_pixels(sound, 1, 2.0)
    assert np.array_equal(page_to_pixels(unknown, 1, 2.0), first)
    assert boxes_to_crops(path, wanted) == crop
    with open_document(unknown, "x.pdf") as document:
        page_to_pixels(unknown, 1, 2.0)
        assert document.sizes()


def test_a_page_is_drawn_and_outlined() -> None:
    """At so many pixels a point, turned on request."""
    data = table_page(TEXTS)
    pixels = page_to_pixels(data, 1, 1.0)
    assert pixels.shape == (842, 595, 3)
    assert page_to_pixels(data, 1, 1.0, turn=1).shape == (595, 842, 3)
    assert pixels.min() < 100
    assert pixels.max() > 250
    blank = np.full((50, 60, 3), 255, np.uint8)
    draw_outlines(blank, [(BBox(10, 10, 30, 20), "#ff0000")], 1.0)
    assert blank[10, 10].tolist() == blank[20, 30].tolist() == [255, 0, 0]
    assert blank[15, 20].tolist() == [255, 255, 255]
    assert rgb_to_png(blank).startswith(b"\x89PNG")
