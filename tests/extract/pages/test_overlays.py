"""What is printed over or around a table and is none of its cells: watermarks, stamps, signatures, running heads, page numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from schemas.table import DocumentReading, TextBlock
from tests.pdf_pages import LEFT, ROW, TOP, Drawn, draw_grid, finish, grid_of, new_canvas, read

HEIGHT, WIDTH = 842, 595
TEXTS = [["Indikator", "2021", "2022"], *([f"Jumlah layanan {k}", str(12 * k), str(15 * k)] for k in range(1, 9))]


def with_overlay(draw: Callable[[Canvas], None], under: bool = False) -> DocumentReading:
    canvas, buffer = new_canvas()
    if under:
        draw(canvas)
    draw_grid(canvas, TEXTS, Drawn(width=120))
    if not under:
        draw(canvas)
    return read(finish(canvas, buffer))


def furniture(reading: DocumentReading) -> str:
    return " ".join(b.text for b in reading.blocks if isinstance(b, TextBlock) and b.kind == "furniture")


def tilted(angle: float, size: float, text: str, color: str) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColor(HexColor(color))
        canvas.translate(LEFT + 60, HEIGHT - TOP - 100)
        canvas.rotate(angle)
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


@pytest.mark.parametrize("angle", [7, 20, 45, 60, -15])
@pytest.mark.parametrize("under", [False, True])
def test_stamps_and_watermarks_at_any_angle_are_furniture(angle: float, under: bool) -> None:
    """In any colour, drawn before the table or after it."""
    reading = with_overlay(tilted(angle, 30, "DISETUJUI", "#C00000"), under)
    assert [grid_of(f) for f in reading.fragments] == [TEXTS]
    assert furniture(reading) == "DISETUJUI"


def test_a_round_stamp_of_lines_and_letters_disturbs_no_cell() -> None:
    """Two circles, and letters that run around them one by one."""

    def draw(canvas: Canvas) -> None:
        x, y = LEFT + 200, HEIGHT - TOP - 80
        canvas.setStrokeColor(HexColor("#3333AA"))
        canvas.circle(x, y, 50)
        canvas.circle(x, y, 36)
        for k, letter in enumerate("PEMERINTAHDAERAH"):
            angle = 150 - k * 20
            canvas.saveState()
            canvas.translate(x + 40 * math.cos(math.radians(angle)), y + 40 * math.sin(math.radians(angle)))
            canvas.rotate(angle - 87)
            canvas.drawString(0, 0, letter)
            canvas.restoreState()

    assert [grid_of(f) for f in with_overlay(draw).fragments] == [TEXTS]


def test_a_picture_of_a_stamp_over_cells_hides_nothing() -> None:
    """An image is drawn over the text (a scanned stamp with transparent paper); the text under it is still the cell's."""
    stamp = ImageReader(Image.new("RGBA", (60, 60), (200, 0, 0, 40)))
    reading = with_overlay(lambda canvas: canvas.drawImage(stamp, LEFT + 100, HEIGHT - TOP - 90, 80, 60, mask="auto"))
    assert [grid_of(f) for f in reading.fragments] == [TEXTS]


SIGNED = "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik"


def pages_of(draw: Callable[[Canvas, int], None], texts: list[list[str]] = TEXTS) -> DocumentReading:
    """The table on three pages, `draw` on each."""
    canvas, buffer = new_canvas()
    for number in (1, 2, 3):
        draw_grid(canvas, texts, Drawn(width=120))
        canvas.setFont("Helvetica", 8)
        draw(canvas, number)
        if number < 3:
            canvas.showPage()
    return read(finish(canvas, buffer))


def test_the_text_of_an_electronic_signature_is_no_cell() -> None:
    """At the page foot, and up along the margin beside the table."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.drawString(LEFT, 30, SIGNED)
        canvas.saveState()
        canvas.translate(LEFT - 8, HEIGHT - TOP - 160)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 5)
        canvas.drawString(0, 0, "Ditandatangani secara elektronik")
        canvas.restoreState()

    reading = pages_of(draw)
    assert [grid_of(f) for f in reading.fragments] == [TEXTS] * 3
    assert furniture(reading).count(SIGNED) == 3


def test_a_signature_printed_small_over_a_row_is_reported() -> None:
    """A line across the rules of a row belongs to no cell for sure: it is kept in one of them and told, never spread over several."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 6)
        canvas.drawString(LEFT + 70, HEIGHT - TOP - 5 * ROW - 3, SIGNED)

    reading = with_overlay(draw)
    words = SIGNED.split()
    holding = [c for f in reading.fragments for c in f.cells if any(word in c.text for word in words)]
    assert len(holding) <= 1
    assert not holding or "text-across-rule" in [f.code for f in reading.findings]


def framed(canvas: Canvas, number: int) -> None:
    """A page frame whose sides are the table's own, with a running head and a page number between frame and table."""
    x1 = LEFT + 360
    canvas.rect(LEFT, 40, 360, HEIGHT - 80)
    canvas.drawString(LEFT + 10, HEIGHT - 60, "RENSTRA DINAS KESEHATAN 2021-2026")
    canvas.drawRightString(x1 - 10, 50, f"Halaman {number}")


def apart(canvas: Canvas, number: int) -> None:
    """The frame stands around the table."""
    canvas.rect(LEFT - 20, 40, 400, HEIGHT - 80)
    canvas.drawString(LEFT + 10, HEIGHT - 60, "RENSTRA DINAS KESEHATAN 2021-2026")
    canvas.drawRightString(LEFT + 350, 50, f"Halaman {number}")


def tight(canvas: Canvas, number: int) -> None:
    """The frame ends right below a long table, the number stands close under its last row."""
    canvas.rect(LEFT, 40, 360, HEIGHT - 80)
    canvas.drawString(LEFT + 10, HEIGHT - 60, "RENSTRA DINAS KESEHATAN 2021-2026")
    canvas.drawCentredString(LEFT + 180, 44, f"- {number} -")


@pytest.mark.parametrize("frame", [apart, framed, tight])
def test_running_heads_and_page_numbers_inside_the_frame_are_no_cells(frame: Callable[[Canvas, int], None]) -> None:
    """Whatever the frame shares with the table; on every page of several."""
    texts = [TEXTS[0], *([f"Layanan {k}", str(k), str(2 * k)] for k in range(1, 38))] if frame is tight else TEXTS
    reading = pages_of(frame, texts)
    assert [grid_of(f) for f in reading.fragments] == [texts] * 3
    told = furniture(reading)
    assert told.count("RENSTRA DINAS KESEHATAN") == 3
    assert all(str(number) in told for number in (1, 2, 3))


def test_a_banner_that_every_page_repeats_stays_in_its_table() -> None:
    """A row as tight as the others is the table's own, and so is a title, though it spans all columns at the page's top."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.rect(LEFT, HEIGHT - TOP, 360, ROW)
        canvas.drawString(LEFT + 10, HEIGHT - TOP + 5, "PROGRAM PENUNJANG URUSAN PEMERINTAHAN")
        canvas.rect(LEFT, HEIGHT - TOP + ROW, 360, 40)
        canvas.drawString(LEFT + 10, HEIGHT - TOP + ROW + 16, "Tabel 4.1 Sasaran dan Indikator")

    reading = pages_of(draw)
    assert [[row[0] for row in grid_of(f)[:2]] for f in reading.fragments] == [
        ["Tabel 4.1 Sasaran dan Indikator", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN"]
    ] * 3
