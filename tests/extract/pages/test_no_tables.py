"""Pages of columns that are no tables."""

from __future__ import annotations

from collections.abc import Sequence

from tests.pdf_pages import finish, new_canvas, read


def page(rows: Sequence[Sequence[str]], xs: Sequence[float], step: float = 14.0) -> bytes:
    """The texts in lines of 10 points, each from its x on."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 10)
    for k, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x, 740 - step * k, text)
    return finish(canvas, buffer)


def test_a_form_of_names_and_values_is_no_table() -> None:
    """Names with a colon, though what was filled in are figures."""
    rows = [("Nomor:", "17", "SK"), ("Tahun:", "2021", "2026"), ("Halaman:", "4", ""), ("Jumlah:", "12", "")]
    assert read(page(rows, (60, 160, 260))).fragments == ()


def test_two_numbers_beside_a_heading_are_no_table() -> None:
    """A few right ends of wide lines make no column of figures."""
    rows = [
        ("Dewan Pelayaran Antarbangsa", "Anggota"),
        ("Persetujuan Nomor 010099-061", "60"),
        ("Halaman kelima", "7"),
        ("Edisi", ""),
    ]
    assert read(page(rows, (60, 260))).fragments == ()


def test_authors_below_a_title_are_no_table() -> None:
    """Names, places and addresses side by side."""
    canvas, buffer = new_canvas()
    rows = [
        ("Siti Rahma", "Budi Santosa", "Maria Tan"),
        ("Universitas Utara", "Institut Timur", "Institut Timur"),
        ("Jalan Merdeka 1", "Jalan Pahlawan 2", "Jalan Pahlawan 2"),
        ("Kota Utara", "Kota Timur", "Kota Timur"),
        ("siti@utara.ac.id", "budi@timur.ac.id", "maria@timur.ac.id"),
    ]
    for k, row in enumerate(rows):
        canvas.setFont("Helvetica-Bold" if k == 0 else "Helvetica", 10)
        for x, text in zip((140, 300, 460), row, strict=True):
            canvas.drawCentredString(x, 740 - 12 * k, text)
    assert read(finish(canvas, buffer)).fragments == ()
