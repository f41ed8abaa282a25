"""Coloured rows of a ruled table that no rule parts from the row above, beside a cell that is merged over them."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from tests.pdf_pages import finish, grid_of, new_canvas, read

XS = (60, 130, 300, 380, 460)
YS = (700, 680, 660, 640, 620, 600)
ROWS = (
    ("Program", "Indikator", "2025", "2026"),
    ("Tata kelola", "Indeks layanan", "90", "91"),
    ("", "Sasaran kedua", "", ""),
    ("", "Tingkat perkara", "84", "85"),
    ("", "Nilai kinerja", "76", "79"),
)


def page(*, banded: bool) -> bytes:
    canvas, buffer = new_canvas()
    if banded:
        canvas.setFillColor(HexColor("#C6E0B4"))
        canvas.rect(XS[1], YS[3], XS[4] - XS[1], YS[2] - YS[3], stroke=0, fill=1)
    canvas.setFillColor(HexColor("#000000"))
    for x in XS:
        canvas.line(x, YS[0], x, YS[-1])
    for at, y in enumerate(YS):
        if at != 2:  # the rule above the coloured row is missing
            canvas.line(XS[1] if 1 < at < len(YS) - 1 else XS[0], y, XS[-1], y)
    canvas.setFont("Helvetica", 8)
    for texts, y in zip(ROWS, YS, strict=False):
        for x, text in zip(XS, texts, strict=False):
            canvas.drawString(x + 3, y - 13, text)
    return finish(canvas, buffer)


def test_the_edge_of_a_coloured_row_parts_it_from_the_row_above() -> None:
    [fragment] = read(page(banded=True)).fragments
    assert [row[1] for row in grid_of(fragment)] == [row[1] for row in ROWS]


def test_without_the_colour_two_texts_stand_in_one_cell() -> None:
    """What the test above rests on: the rule is missing."""
    [fragment] = read(page(banded=False)).fragments
    assert "Indeks layanan\nSasaran kedua" in [row[1] for row in grid_of(fragment)]
