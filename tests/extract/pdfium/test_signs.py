"""Small signs on PDF pages: raised figures, words crossed out, a minus that is drawn or has no code, soft hyphens."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from extract.ink.page import Ink, turn_ink
from extract.ink.pieces import line_to_text
from extract.pdfium.page_reader import pdf_to_inks
from schemas.table import Cell
from tests.pdf_pages import Drawn, draw_grid, finish, new_canvas, read

X, Y, SIZE = 200.0, 500.0, 10.0
Draw = Callable[[Canvas], None]


def ink_of(draw: Draw, *, turn: int = 0) -> Ink:
    canvas, buffer = new_canvas()
    if turn:
        canvas.setPageRotation(turn)
    canvas.setFont("Helvetica", SIZE)
    draw(canvas)
    (ink,) = pdf_to_inks(finish(canvas, buffer), "test.pdf")
    return ink


def cell_with(draw: Draw, text: str = "") -> tuple[Cell, list[str]]:
    """The cell of a ruled table in which `draw` drew at the place of its text, and the codes of the findings."""
    canvas, buffer = new_canvas()
    texts = [["Indikator", "Satuan", "2023"], ["Luas sawah", "Ha", text], ["Luas kebun", "Ha", "15"]]
    draw_grid(canvas, texts, Drawn())
    canvas.setFont("Helvetica", SIZE)
    canvas.translate(60 + 2 * 80 + 10, 842 - 90 - 2 * 18 + 5)
    draw(canvas)
    reading = read(finish(canvas, buffer))
    cell = next(cell for cell in reading.fragments[0].cells if (cell.row, cell.column) == (1, 2))
    return cell, [finding.code for finding in reading.findings]


def raised(text: str, mark: str, rise: float = 3.5, size: float = 6, gap: float = 0.2) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(0, 0, text)
        canvas.setFont("Helvetica", size)
        canvas.drawString(stringWidth(text, "Helvetica", SIZE) + gap, rise, mark)

    return draw


@pytest.mark.parametrize(
    ("text", "mark", "rise", "size", "wanted", "kind"),
    [
        ("120", "1", 3.5, 6, "120¹", "raised"),
        ("128", "2)", 3.2, 5.5, "128²⁾", "raised"),
        ("95,5", "a)", 4, 6, "95,5ᵃ⁾", "raised"),
        ("m", "2", 4, 6, "m²", "raised"),
        ("CO", "2", -2, 6, "CO₂", "lowered"),
        ("120", "1", 1.6, 7, "120¹", "raised"),
        ("120", "1", 4, 10, "120¹", "raised"),
    ],
)
def test_marks_off_the_line_are_no_digits(text: str, mark: str, rise: float, size: float, wanted: str, kind: str) -> None:
    cell, _ = cell_with(raised(text, mark, rise, size))
    assert (cell.text, [(m.kind, m.text) for m in cell.marks]) == (wanted, [(kind, mark)])


def test_mark_drawn_apart_from_its_number() -> None:
    """Some writers print all marks at the end: the place tells."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(X, Y, "120")
        canvas.drawString(X, Y - 30, "Luas")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(X + stringWidth("120", "Helvetica", SIZE) + 0.3, Y + 3.5, "1)")

    assert ink_of(draw).words.text == ["120", "Luas", "¹⁾"]


@settings(deadline=None, max_examples=30)
@given(st.floats(0.5, 1.0), st.sampled_from([90, 180, 270, 0]))
def test_smaller_text_on_the_line_is_plain(share: float, turn: int) -> None:
    """Small capitals and units in small print stand on the baseline."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(X, Y, "48")
        canvas.setFont("Helvetica", SIZE * share)
        canvas.drawString(X + 12, Y, "12")

    assert set("".join(ink_of(draw, turn=turn).words.text)) == set("4812")


def test_next_line_of_small_print_is_no_mark() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(X, Y, "48")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(X + 12, Y + 9, "120")
        canvas.drawString(X + 12, Y - 7, "130")

    assert ink_of(draw).words.text == ["48", "120", "130"]


def through(text: str, start: float = -1, end: float = 1, height: float = 3.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(0, 0, text)
        canvas.setLineWidth(0.6)
        canvas.line(start, height, stringWidth(text, "Helvetica", SIZE) + end, height)

    return draw


def test_number_that_a_line_crosses_out_is_told() -> None:
    cell, _ = cell_with(through("120"))
    assert (cell.text, [(m.kind, m.text) for m in cell.marks]) == ("120", [("struck", "120")])


def test_number_beside_a_struck_one_is_the_value() -> None:
    """Also without white between them."""

    def draw(canvas: Canvas) -> None:
        through("120", end=0)(canvas)
        canvas.drawString(stringWidth("120", "Helvetica", SIZE), 0, "125")

    cell, _ = cell_with(draw)
    assert (cell.text, [(m.kind, m.text) for m in cell.marks]) == ("125", [("struck", "120")])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_are_struck_whichever_way_the_page_is_turned(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(X, Y)
        through("dua kata")(canvas)
        canvas.drawString(0, -40, "tegak")

    ink = ink_of(draw, turn=turn)
    assert [ink.words.text[k] for k in sorted(ink.words.struck)] == ["dua", "kata"]
    assert not len(ink.rulings)


@pytest.mark.parametrize("height", [-1.5, 8.5])
def test_lines_under_and_over_text_strike_nothing(height: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(X, Y)
        through("120", height=height)(canvas)

    ink = ink_of(draw)
    assert not ink.words.struck
    assert len(ink.rulings) == 1


def test_rule_of_a_table_through_text_strikes_nothing() -> None:
    """It goes on beyond the text, or ends at the rules across."""

    def long(canvas: Canvas) -> None:
        canvas.drawString(X, Y, "120")
        canvas.line(X - 60, Y + 3, X + 90, Y + 3)

    def between_rules(canvas: Canvas) -> None:
        canvas.drawString(X, Y, "120")
        canvas.line(X - 2, Y + 3, X + 19, Y + 3)
        for x in (X - 2, X + 19):
            canvas.line(x, Y - 20, x, Y + 30)

    assert not ink_of(long).words.struck
    assert not ink_of(between_rules).words.struck


def test_drawn_minus_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.7)
        canvas.line(0, 3, 5, 3)
        canvas.drawString(6, 0, "15")

    assert cell_with(draw)[0].text == "-15"


def test_dashes_that_lead_to_a_number_are_no_minus() -> None:
    def draw(canvas: Canvas) -> None:
        for k in range(6):
            canvas.line(X + 8 * k, Y + 3, X + 8 * k + 5, Y + 3)
        canvas.drawString(X + 48, Y, "15")

    assert ink_of(draw).words.text == ["15"]


def type3_page(program: bytes, before: str = "15") -> bytes:
    """A page with a figure behind code 0 of a font whose only glyph `program` draws."""
    document = pikepdf.new()
    glyph = document.make_stream(b"600 0 0 0 600 700 d1 " + program)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 600, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=pikepdf.Dictionary(g=glyph), FirstChar=0, LastChar=0, Widths=[600], Resources=pikepdf.Dictionary(),
        Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=[0, pikepdf.Name.g]),
    )  # fmt: skip
    plain = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = document.add_blank_page(page_size=(300, 300))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=plain, F2=font))
    page.Contents = document.make_stream(f"BT /F2 10 Tf 1 0 0 1 50 100 Tm <00> Tj /F1 10 Tf ({before}) Tj ET".encode())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("program", "figure", "text"),
    [
        (b"50 300 500 60 re f", "15", "−15"),
        (b"", "15", "15"),
        (b"50 0 500 600 re f", "15", "\ufffd15"),
        (b"50 0 500 600 re f", "Luas", "Luas"),
    ],
)
def test_code_without_a_meaning_is_looked_at(program: bytes, figure: str, text: str) -> None:
    """A bar before a figure is its minus; what prints nothing is nothing; anything else keeps the figure from being a number."""
    (ink,) = pdf_to_inks(type3_page(program, figure), "test.pdf")
    assert "".join(ink.words.text) == text


@pytest.mark.parametrize(("glyph", "text"), [("space", "kesehatan"), ("hyphen", "kese-hatan")])
@pytest.mark.parametrize("apart", [False, True])
def test_soft_hyphen_that_is_not_drawn_is_none(glyph: str, text: str, *, apart: bool) -> None:
    """Within a word and at the end of a line."""
    document = pikepdf.new()
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfchar <01> <00AD> endbfchar endcmap end"
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, ToUnicode=document.make_stream(cmap),
        Encoding=pikepdf.Dictionary(Type=pikepdf.Name.Encoding, BaseEncoding=pikepdf.Name.WinAnsiEncoding,
                                    Differences=[1, pikepdf.Name(f"/{glyph}")]),
    )  # fmt: skip
    page = document.add_blank_page(page_size=(300, 300))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    step = "0 -12 Td" if apart else ""
    page.Contents = document.make_stream(f"BT /F1 10 Tf 50 100 Td (kese) Tj <01> Tj {step} (hatan) Tj ET".encode())
    out = io.BytesIO()
    document.save(out)
    (ink,) = pdf_to_inks(out.getvalue(), "test.pdf")
    assert "".join(ink.words.text).replace(" ", "") == text


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_blanks_that_are_set_as_narrow_as_nothing_part_words(turn: int) -> None:
    """A blank of the file keeps words apart in a cell's text too; figures that stand together stay one."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(X, Y)
        text = canvas.beginText(0, 0)
        text.setFont("Helvetica", SIZE)
        text.setWordSpace(-stringWidth(" ", "Helvetica", SIZE))
        text.textOut("luas daerah 12 34")
        canvas.drawText(text)

    ink = ink_of(draw, turn=turn)
    upright = turn_ink(ink, int(ink.words.direction[0]))
    assert line_to_text(sorted(upright.pieces, key=lambda piece: piece.x0)) == "luas daerah 1234"
