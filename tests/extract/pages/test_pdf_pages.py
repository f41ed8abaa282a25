"""PDF pages as they come: turned, hidden, scanned, encrypted, damaged."""

from __future__ import annotations

import contextlib
import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import HexColor, white

from extract.pdfium.page_reader import pdf_to_inks
from schemas.errors import EncryptedError, RajutError
from schemas.table import TextBlock
from tests.drawn_pages import to_pdf
from tests.pdf_pages import Drawn, draw_grid, finish, grid_of, new_canvas, read, table_page

TEXTS = [["Indikator", "2021", "2022"], ["Jumlah pegawai", "12", "15"], ["Persentase", "80,5", "90,25"]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_rotated_page_gives_the_table_of_the_upright_one(turn: int) -> None:
    """/Rotate is undone before anything is read."""
    (fragment,) = read(table_page(TEXTS, turn=turn)).fragments
    assert grid_of(fragment) == TEXTS


@pytest.mark.parametrize(("angle", "shift"), [(90, (595, 0)), (270, (0, 842))])
def test_a_table_printed_sideways_is_read_in_its_own_direction(angle: int, shift: tuple[int, int]) -> None:
    """Landscape tables on portrait pages without /Rotate; the boxes stay on the page as it is."""
    canvas, buffer = new_canvas()
    canvas.translate(*shift)
    canvas.rotate(angle)
    texts = [*TEXTS, *([f"Baris {i}", str(i), str(i * 7)] for i in range(5))]
    draw_grid(canvas, texts, Drawn(), height=595)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == texts
    assert fragment.box is not None
    assert fragment.box.height > fragment.box.width
    assert all(cell.box is not None and fragment.box.overlap(cell.box) > 0 for cell in fragment.cells)


def test_vertical_text_in_a_header_cell_stays_in_its_cell() -> None:
    """A narrow header printed upwards is read in its own direction and marked as rotated."""
    canvas, buffer = new_canvas()
    texts = [["", "2021", "2022"], ["Jumlah", "12", "15"], ["Persen", "80", "90"]]
    draw_grid(canvas, texts, Drawn(width=60))
    canvas.saveState()
    canvas.translate(75, 842 - 106)
    canvas.rotate(90)
    canvas.setFont("Helvetica", 5)
    canvas.drawString(0, 0, "Uraian")
    canvas.restoreState()
    (fragment,) = read(finish(canvas, buffer)).fragments
    head = fragment.cells[0]
    assert (head.text, head.style.rotated) == ("Uraian", True)


def test_fake_bold_is_read_once() -> None:
    """Text drawn twice with a small offset counts once."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, TEXTS, Drawn())
    canvas.translate(0.3, 0)
    draw_grid(canvas, TEXTS, Drawn())
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == TEXTS


def test_a_long_column_printed_twice_is_read_once() -> None:
    """However many words begin at the same place of their lines."""
    canvas, buffer = new_canvas()
    for font, shift in (("Helvetica-Bold", 0.0), ("Times-Bold", 0.6)):
        for row in range(40):
            canvas.setFont(font, 10)
            canvas.drawString(60 + shift, 800 - 14 * row, f"Baris{row}")
    (ink,) = pdf_to_inks(finish(canvas, buffer), "test.pdf")
    seen = [text for text, hidden in zip(ink.words.text, ink.words.hidden, strict=True) if not hidden]
    assert seen == [f"Baris{row}" for row in range(40)]


def test_lines_far_off_the_page_are_not_there() -> None:
    """A damaged number must not make a table a million points wide; a line that runs out of the page ends near its edge."""
    content = "10 100 m 10 200 l S 4000000 100 m 4000000 200 l S 10 150 m 4000000 150 l S 0.5 g 3000000 10 50 50 re f"
    (ink,) = pdf_to_inks(to_pdf(content, [], 0), "test.pdf")
    assert len(ink.rulings) == 2
    assert ink.rulings[:, 2].max() < 700
    assert not len(ink.fills)


def test_what_is_painted_with_no_opacity_is_not_there() -> None:
    """A path filled and stroked fully transparent is neither a rule nor a ground on which white text could be seen."""
    shape = "50 500 m 300 500 l 300 600 l 50 650 l b"
    content = f"/Clear gs 50 700 300 1 re B {shape} 1 g /Solid gs BT /Plain 10 Tf 60 550 Td (putih) Tj ET"
    (ink,) = pdf_to_inks(to_pdf(content, [], 0), "test.pdf")
    assert not len(ink.rulings)
    assert ink.hidden_causes == (("paper colour", 5),)


def test_text_nobody_sees_is_left_out_and_reported() -> None:
    """White on white, invisible, painted over and clipped text does not enter cells."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, TEXTS, Drawn())
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(white)
    canvas.drawString(65, 842 - 106, "putih")
    text = canvas.beginText(65, 842 - 124)
    text.setTextRenderMode(3)
    text.textLine("gaib")
    canvas.drawText(text)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(300, 100, 50, 50)
    canvas.clipPath(path, stroke=0)
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawString(65, 842 - 140, "terpotong")
    canvas.restoreState()
    reading = read(finish(canvas, buffer))
    assert grid_of(reading.fragments[0]) == TEXTS
    (finding,) = [f for f in reading.findings if f.code == "text-hidden"]
    assert all(cause in (finding.evidence or "") for cause in ("clipped", "invisible", "paper colour"))


def test_white_text_on_a_dark_fill_is_read() -> None:
    """White is only hidden where the paper is white."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, [["", "", ""], *TEXTS[1:]], Drawn(header_fill="#1F3864"))
    canvas.setFillColor(white)
    for c, text in enumerate(TEXTS[0]):
        canvas.drawString(64 + 80 * c, 842 - 103, text)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == TEXTS
    assert fragment.cells[0].style.fill == (0x1F, 0x38, 0x64)


def test_a_watermark_at_an_angle_is_furniture() -> None:
    """Text at an angle over the table is reported and enters no cell."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, TEXTS, Drawn())
    canvas.saveState()
    canvas.translate(80, 842 - 140)
    canvas.rotate(35)
    canvas.setFont("Helvetica", 40)
    canvas.drawString(0, 0, "DRAFT")
    canvas.restoreState()
    reading = read(finish(canvas, buffer))
    assert grid_of(reading.fragments[0]) == TEXTS
    assert ("DRAFT", "furniture") in [(b.text, b.kind) for b in reading.blocks if isinstance(b, TextBlock)]


def test_a_large_pale_upright_watermark_is_furniture() -> None:
    """A pale word across the rows is no cell text either."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 44)
    canvas.setFillColor(HexColor("#D0D0D0"))
    canvas.drawString(70, 842 - 140, "SALINAN")
    draw_grid(canvas, TEXTS, Drawn())
    reading = read(finish(canvas, buffer))
    assert grid_of(reading.fragments[0]) == TEXTS
    assert "SALINAN" in [b.text for b in reading.blocks if isinstance(b, TextBlock) and b.kind == "furniture"]


def test_a_page_that_is_an_image_asks_for_ocr() -> None:
    """No text under a large image: a finding, no table."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas, buffer = new_canvas()
    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 0, 0, 595, 842)
    reading = read(finish(canvas, buffer))
    assert reading.fragments == ()
    assert [f.code for f in reading.findings] == ["page-needs-ocr"]


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(table_page(TEXTS))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


def test_an_empty_password_opens() -> None:
    """Files that only restrict printing are read without asking."""
    assert grid_of(read(encrypted("")).fragments[0]) == TEXTS


def test_a_password_is_needed_and_used() -> None:
    """Without it a coded error, with it the table."""
    with pytest.raises(EncryptedError):
        read(encrypted("rahasia"))
    assert grid_of(read(encrypted("rahasia"), password="rahasia").fragments[0]) == TEXTS


def test_a_broken_cross_reference_is_rebuilt() -> None:
    """The file is still read."""
    data = table_page(TEXTS).replace(b"startxref", b"startxxxx").replace(b"\nxref", b"\nxxxx")
    assert grid_of(read(data).fragments[0]) == TEXTS


@settings(deadline=None, max_examples=60)
@given(st.floats(0.0, 1.0), st.lists(st.tuples(st.floats(0.0, 0.999), st.integers(0, 255)), max_size=20))
def test_damage_ends_in_a_reading_or_a_coded_error(cut: float, noise: list[tuple[float, int]]) -> None:
    """Truncated files and flipped bytes never raise anything else."""
    data = bytearray(table_page(TEXTS))
    for place, value in noise:
        data[int(place * len(data))] = value
    with contextlib.suppress(RajutError):
        read(bytes(data[: int(cut * len(data))]))


def test_pages_can_be_chosen() -> None:
    """Only the given pages are read; sizes are known for all."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, TEXTS, Drawn())
    canvas.showPage()
    draw_grid(canvas, TEXTS, Drawn())
    reading = read(finish(canvas, buffer), pages=(2,))
    assert [f.ref.page for f in reading.fragments] == [2]
    assert len(reading.source.page_sizes) == 2
