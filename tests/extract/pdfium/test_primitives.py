"""What is known of a page before any table is looked for: words with their looks, rules, fills."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extract.ink.page import SKEWED, Ink
from extract.pdfium.page_reader import pdf_to_inks
from tests.pdf_pages import finish, new_canvas

HEIGHT = 842


def ink_of(draw: Callable[[Canvas], None], change: Callable[[pikepdf.Pdf], None] | None = None) -> Ink:
    canvas, buffer = new_canvas()
    draw(canvas)
    data = finish(canvas, buffer)
    if change:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            change(document)
            document.save(out)
        data = out.getvalue()
    (ink,) = pdf_to_inks(data, "test.pdf")
    return ink


@settings(deadline=None, max_examples=20)
@given(
    st.sampled_from(["Helvetica", "Helvetica-Bold", "Times-Italic", "Courier-BoldOblique"]),
    st.floats(5, 30),
    st.floats(50, 300),
    st.floats(100, 700),
    st.integers(0, 0xFFFFF0),
)
def test_a_word_keeps_its_place_and_its_looks(font: str, size: float, x: float, y: float, color: int) -> None:
    """Box from the baseline, size, face and colour."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        canvas.setFillColor(HexColor(color))
        canvas.drawString(x, y, "Indikator")

    ink = ink_of(draw)
    words = ink.words
    face = ink.fonts[int(words.font[0])]
    x0, top, x1, bottom = words.box[0].tolist()
    assert words.text == ["Indikator"]
    assert abs(x0 - x) < 0.1 * size + 0.5
    assert top < HEIGHT - y < bottom < top + 1.05 * size
    assert x1 > x0 + 3 * size
    assert abs(float(words.size[0]) - size) < 0.02 * size
    assert (face.bold, face.italic) == ("Bold" in font, "Italic" in font or "Oblique" in font)
    assert max(abs((int(words.color[0]) >> shift & 255) - (color >> shift & 255)) for shift in (0, 8, 16)) <= 1


@pytest.mark.parametrize(("angle", "direction"), [(0, 0), (90, 1), (180, 2), (270, 3), (30, SKEWED), (-12, SKEWED)])
def test_the_direction_of_text_is_told_by_its_matrix(angle: float, direction: int) -> None:
    """Quarters of a turn, or at an angle."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "Tahun")

    assert set(ink_of(draw).words.direction.tolist()) == {direction}


@settings(deadline=None, max_examples=20)
@given(st.floats(0.1, 2.5), st.booleans(), st.integers(0, 0xFFFFF0))
def test_rules_keep_their_width_and_colour(width: float, as_fill: bool, color: int) -> None:
    """A stroked line and a thin rectangle are the same rule."""

    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColor(HexColor(color))
        canvas.setFillColor(HexColor(color))
        canvas.setLineWidth(width)
        if as_fill:
            canvas.rect(100, 500 - width / 2, 200, width, stroke=0, fill=1)
        else:
            canvas.line(100, 500, 300, 500)

    ink = ink_of(draw)
    ((x0, top, x1, bottom),) = ink.rulings.tolist()
    assert abs(x0 - 100) <= 1.5
    assert abs(x1 - 300) <= 1.5
    assert abs((top + bottom) / 2 - (HEIGHT - 500)) < 0.1
    assert not as_fill or abs(bottom - top - width) < 0.1
    assert max(abs((int(ink.ruling_color[0]) >> shift & 255) - (color >> shift & 255)) for shift in (0, 8, 16)) <= 1


def test_a_fill_keeps_its_box_and_colour() -> None:
    """As it shows: cut to the clip."""

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(100, 500, 50, 60)
        canvas.clipPath(path, stroke=0)
        canvas.setFillColor(HexColor("#D9E2F3"))
        canvas.rect(80, 480, 200, 200, stroke=0, fill=1)

    ink = ink_of(draw)
    assert [[round(v) for v in box] for box in ink.fills.tolist()] == [[100, HEIGHT - 560, 150, HEIGHT - 500]]
    assert ink.fill_color.tolist() == [0xD9E2F3]


def test_rules_are_cut_to_the_clip_or_gone() -> None:
    """A line half inside the clip ends there; one outside is not on the page."""

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(100, 400, 100, 200)
        canvas.clipPath(path, stroke=0)
        canvas.line(50, 500, 400, 500)
        canvas.line(50, 700, 400, 700)

    assert [[round(v) for v in box[::2]] for box in ink_of(draw).rulings.tolist()] == [[100, 200]]


def to_unicode(pairs: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Maps codes of the page's fonts to other characters."""
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "

    def change(document: pikepdf.Pdf) -> None:
        fonts = document.pages[0].obj.Resources.Font
        for name in list(fonts.keys()):
            count = pairs.count(b"> <")
            body = b"%d beginbfchar %b endbfchar 1 beginbfrange <41> <57> <0041> endbfrange endcmap end end" % (count, pairs)
            fonts[name].ToUnicode = document.make_stream(head + body)

    return change


@pytest.mark.parametrize(
    ("pairs", "read"),
    [(b"<58> <006600660069>", "ffiA"), (b"<58> <FB01>", "fiA"), (b"<58> <00AD>", "-A"), (b"<58> <2011>", "\u2011A")],
)
def test_ligatures_and_hyphens_are_letters_and_hyphens(pairs: bytes, read: str) -> None:
    """One glyph of two letters gives both; a soft hyphen that is printed is a hyphen."""
    ink = ink_of(lambda canvas: canvas.drawString(100, 500, "XA"), to_unicode(pairs))
    assert ink.words.text == [read]
