"""Colours, pictures of parts of a page, directions of text, marker pens: on pages drawn for them."""

from __future__ import annotations

import numpy as np
import pytest
from reportlab.lib.colors import HexColor

from extract.pdfium import library as c
from extract.pdfium.annotations import page_with_annotations, struck_by_markers
from extract.pdfium.calls import CALLS
from extract.pdfium.colors import NO_COLOR, UNSEEN, read_colors, read_ink
from extract.pdfium.glyphs import FontReader, read_text
from extract.pdfium.odd_glyphs import settle_odd_glyphs
from extract.pdfium.paths import read_objects
from extract.pdfium.rendering import page_to_grey, part_to_grey, why_not_drawn
from extract.pdfium.strokes import along_text
from tests.pdf_pages import finish, new_canvas


def drawn() -> bytes:
    """A red box with text, and a box that is only a frame."""
    canvas, buffer = new_canvas(200, 100)
    canvas.setFillColor(HexColor("#ff0000"))
    canvas.rect(20, 20, 60, 40, stroke=0, fill=1)
    canvas.rect(120, 20, 60, 40, stroke=1, fill=0)
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawString(25, 80, "Jumlah 12")
    return finish(canvas, buffer)


def test_colours_and_pictures_of_a_page() -> None:
    """A fill has its colour, a frame that is not filled leaves nothing; a part is drawn as it lies on the page."""
    with c.open_document(drawn(), "a.pdf") as document, page_with_annotations(document, 1) as (page, quads):
        assert not len(quads)
        objects = read_objects(CALLS, page)
        handles = objects.handle[objects.kind == c.PATH]
        color, alpha = read_colors(CALLS, c.object_fill, handles)
        assert int(color[0]) == 0xFF0000
        assert int(alpha[0]) == 255
        used, opaque = read_ink(CALLS, c.object_fill, handles, np.array([True, False]))
        assert used.tolist() == [0xFF0000, UNSEEN]
        assert opaque.tolist() == [255, 0]
        assert NO_COLOR not in color.tolist()
        whole = page_to_grey(page, 200.0, 100.0, 1.0)
        assert whole.shape == (100, 200)
        assert whole[60, 50] < 128 < whole[60, 100]
        assert part_to_grey(page, (200.0, 100.0), (20.0, 40.0, 80.0, 80.0), 1.0).shape == (40, 60)
        assert why_not_drawn(page) is None


def test_known_glyphs_are_left_alone() -> None:
    """Only codes that print nothing are looked at."""
    with c.open_document(drawn(), "a.pdf") as document, page_with_annotations(document, 1) as (page, _):
        raw = read_text(CALLS, page, FontReader())
        assert settle_odd_glyphs(page, raw, raw.box, 200.0, 100.0) is raw


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_boxes_along_the_text(turn: int) -> None:
    """However the text is turned, a box keeps its length along it and its height across it."""
    box = np.array([[10.0, 20.0, 50.0, 32.0]])
    start, upper, end, lower = along_text(box, turn)[0].tolist()
    assert (end - start, lower - upper) == ((40.0, 12.0) if turn % 2 == 0 else (12.0, 40.0))


def test_a_marker_strikes_what_lies_under_it() -> None:
    """Glyphs whose middle it covers, not their neighbours."""
    glyphs = np.array([[10.0, 10, 18, 20], [20.0, 10, 28, 20], [60.0, 10, 68, 20]], np.float32)
    assert struck_by_markers(np.array([[9.0, 9, 30, 21]], np.float32), glyphs).tolist() == [True, True, False]
