"""Text over rules: whole where it runs over, cut where its glyphs prove two texts, reported where nothing proves anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from schemas.table import DocumentReading
from tests.pdf_pages import LEFT, ROW, SIZE, TOP, Drawn, draw_grid, finish, grid_of, new_canvas, read

FRAME = [
    ["Uraian", "Satuan", "2021", "2022"],
    ["Jumlah", "Orang", "12", "15"],
    ["", "", "", ""],
    ["Rasio", "Persen", "3", "4"],
]
FONT = "Helvetica"
BASE = 842 - (TOP + 3 * ROW) + 5  # baseline of the empty row
WIDTH = 80.0
LONG = st.lists(st.sampled_from(["Persentase", "capaian", "kinerja", "perangkat", "daerah"]), min_size=3, max_size=5).map(
    " ".join
)
FIGURES = st.integers(1000, 999_999).map(str)


def page(draw: Callable[[Canvas], None]) -> DocumentReading:
    """The frame with its third row free, and what `draw` puts there."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, FRAME, Drawn(width=WIDTH))
    canvas.setFont(FONT, SIZE)
    draw(canvas)
    return read(finish(canvas, buffer))


def free_row(reading: DocumentReading) -> list[str]:
    (fragment,) = reading.fragments
    return grid_of(fragment)[2]


def remarks(reading: DocumentReading) -> list[tuple[str, str, str]]:
    return [(f.code, str(f.cell), f.before or "") for f in reading.findings]


def x_of(column: int) -> float:
    return LEFT + column * WIDTH


def crosses(text: str, start: float, column: int) -> bool:
    """Does a glyph lie across the rule left of the column, and not a blank?"""
    at = start
    for character in text:
        after = at + stringWidth(character, FONT, SIZE)
        if character != " " and at + 2 < x_of(column) < after - 2:
            return True
        at = after
    return False


def stands_in_the_middle(text: str) -> bool:
    """By chance a text that begins at the side of one cell is centred on another, or ends at its side: then nothing is proven."""
    end = x_of(0) + 4 + stringWidth(text, FONT, SIZE)
    middles = [x_of(c) + WIDTH / 2 for c in range(4)]
    return any(abs(m - (x_of(0) + 4 + end) / 2) < 3 for m in middles)


@settings(deadline=None, max_examples=40)
@given(LONG, st.booleans())
def test_a_long_text_over_empty_cells_stays_in_the_cell_where_it_begins(text: str, word_by_word: bool) -> None:
    """As spreadsheets print it, in one operation or in one per word."""

    def draw(canvas: Canvas) -> None:
        at = x_of(0) + 4
        for word in text.split() if word_by_word else [text]:
            canvas.drawString(at, BASE, word)
            at += stringWidth(word + " ", FONT, SIZE)

    if crosses(text, x_of(0) + 4, 1):
        reading = page(draw)
        assert free_row(reading) == [text, "", "", ""]
        ((code, place, told),) = remarks(reading)
        assert (place, told) == ("p1/t1/r2c0", text)
        assert code == "text-overflows" or stands_in_the_middle(text)


@settings(deadline=None, max_examples=40)
@given(st.lists(FIGURES, min_size=4, max_size=5).map(".".join))
def test_a_long_figure_over_an_empty_cell_belongs_where_it_ends(text: str) -> None:
    """Figures are set to the right and run over to the left."""
    if stringWidth(text, FONT, SIZE) > WIDTH and crosses(text, x_of(3) - 4 - stringWidth(text, FONT, SIZE), 2):
        reading = page(lambda canvas: canvas.drawRightString(x_of(3) - 4, BASE, text))
        assert free_row(reading) == ["", "", text, ""]


@settings(deadline=None, max_examples=40)
@given(LONG, st.sampled_from(["Orang", "Dokumen", "12", "4.500"]))
def test_two_texts_printed_into_each_other_stay_two(text: str, other: str) -> None:
    """Each keeps its own operation: both are read whole, and the collision is reported."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(x_of(0) + 4, BASE, text)
        canvas.drawString(x_of(1) + 4, BASE, other)

    if crosses(text, x_of(0) + 4, 1):
        reading = page(draw)
        assert free_row(reading) == [text, other, "", ""]
        assert remarks(reading) == [("text-across-rule", "p1/t1/r2c0", text)]


def spaced(parts: tuple[str, str], thousandths: int) -> Callable[[Canvas], None]:
    """Both parts in one operation, the rule between the second and third column in the middle of the space between them."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(x_of(2) - stringWidth(parts[0], FONT, SIZE) - thousandths / 200, BASE)
        text._code.append(f"[({parts[0]}) -{thousandths} ({parts[1]})] TJ")
        canvas.drawText(text)

    return draw


@settings(deadline=None, max_examples=40)
@given(st.tuples(FIGURES, FIGURES), st.integers(70, 160))
def test_a_gap_between_glyphs_at_the_rule_parts_a_word(parts: tuple[str, str], thousandths: int) -> None:
    """The gap is too narrow to end a word, but only the rule explains it."""
    reading = page(spaced(parts, thousandths))
    assert free_row(reading) == ["", *parts, ""]
    assert remarks(reading) == []


@settings(deadline=None, max_examples=40)
@given(FIGURES, FIGURES)
def test_figures_that_touch_at_the_rule_are_parted_by_their_operations(left: str, right: str) -> None:
    """One ends at the rule, the next begins there."""

    def draw(canvas: Canvas) -> None:
        canvas.drawRightString(x_of(2), BASE, left)
        canvas.drawString(x_of(2), BASE, right)

    assert free_row(page(draw)) == ["", left, right, ""]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 9), st.floats(0.3, 0.7))
def test_one_word_across_a_rule_is_never_cut(before: int, share: float) -> None:
    """A rule through the middle of a glyph proves nothing, nor do operations that change at every glyph: whole, and reported."""
    text = "Pembangunan"
    start = x_of(2) - stringWidth(text[:before], FONT, SIZE) - share * stringWidth(text[before], FONT, SIZE)

    def glyph_by_glyph(canvas: Canvas) -> None:
        for k, character in enumerate(text):
            canvas.drawString(start + stringWidth(text[:k], FONT, SIZE), BASE, character)

    for draw in (glyph_by_glyph, lambda canvas: canvas.drawString(start, BASE, text)):
        reading = page(draw)
        assert sorted(free_row(reading)) == ["", "", "", text]
        assert [(code, word) for code, _, word in remarks(reading)] == [("text-across-rule", text)]


@pytest.mark.parametrize("texts", [["Target Kinerja Tahun", "Satuan"], ["Target dan Realisasi Kinerja", "Satuan dan Jenis"]])
def test_a_head_over_two_columns_is_one_cell(texts: list[str]) -> None:
    """No rule runs through a merged cell, so nothing is cut or reported, though columns part below it."""
    canvas, buffer = new_canvas()
    for r, columns in ((0, (0, 2, 4)), (1, (0, 1, 2, 3, 4)), (2, (0, 1, 2, 3, 4))):
        for c in columns:
            canvas.line(x_of(c), 842 - TOP - r * ROW, x_of(c), 842 - TOP - (r + 1) * ROW)
    for r in range(4):
        canvas.line(x_of(0), 842 - TOP - r * ROW, x_of(4), 842 - TOP - r * ROW)
    canvas.setFont(FONT, SIZE)
    for k, text in enumerate(texts):
        canvas.drawCentredString(x_of(2 * k + 1), 842 - TOP - ROW + 5, text)
    for r in (1, 2):
        for c in range(4):
            canvas.drawString(x_of(c) + 4, 842 - TOP - (r + 1) * ROW + 5, f"{r}{c}")
    reading = read(finish(canvas, buffer))
    assert grid_of(reading.fragments[0])[0] == [texts[0], "", texts[1], ""]
    assert remarks(reading) == []


@settings(deadline=None, max_examples=40)
@given(st.floats(-14.0, 4.0))
def test_a_word_through_which_a_row_rule_runs_is_reported(shift: float) -> None:
    """Its row is the one under its middle; a rule through its small letters leaves that open, one under its baseline does not."""
    reading = page(lambda canvas: canvas.drawString(x_of(3) + 30, 842 - TOP - 3 * ROW + shift, "anu"))
    (fragment,) = reading.fragments
    struck = ("text-across-rule", "anu") in [(code, text) for code, _, text in remarks(reading)]
    assert not struck or -5 < shift < -0.5
    assert struck or not -4 < shift < -1.5
    assert "anu" in grid_of(fragment)[2 if shift > -2.7 else 3][3]
