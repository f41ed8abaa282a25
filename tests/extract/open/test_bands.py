"""Texts that run over the columns of the table that they part."""

from __future__ import annotations

import pytest

from tests.pdf_pages import finish, grid_of, new_canvas, read

STARTS = (60.0, 100.0, 260.0, 330.0, 400.0)
ROWS = (("No", "Indikator", "2022", "2023", "2024"), ("KM1", "Sampah yang didaur ulang", "45", "46", "48"),
        ("KM2", "Rumah yang selesai", "12", "14", "15"), ("KM3", "Jalan dalam kondisi baik", "88", "89", "91"),
        ("KM4", "Taman yang terawat", "7", "8", "9"))  # fmt: skip


@pytest.mark.parametrize(
    "band", ["Prioritas Kota yang bersih dan aman bagi seluruh warga dan tamunya", "Prioritas Kota bersih"]
)
def test_a_band_over_columns_is_one_text(band: str) -> None:
    """Between the rows, its words over column ends or with a usual blank just there."""
    canvas, buffer = new_canvas()
    for k, row in enumerate((ROWS[0], (band,), *ROWS[1:3], (band,), *ROWS[3:])):
        y = 740 - 22 * k
        canvas.setFont("Helvetica-Bold" if k == 0 or len(row) == 1 else "Helvetica", 10)
        for x, text in zip(STARTS, row, strict=False):
            canvas.drawString(x, y, text)
        canvas.line(56, y - 8, 440, y - 8)
    canvas.line(56, 754, 440, 754)
    (fragment,) = read(finish(canvas, buffer)).fragments
    grid = grid_of(fragment)
    assert [row for row in grid if row[0].startswith("Prioritas")] == [[band, "", "", "", ""]] * 2
    assert [row for row in grid if not row[0].startswith("Prioritas")] == [list(row) for row in ROWS]


def test_two_cells_that_nearly_touch_stay_two() -> None:
    """The second lines of a name and of the text beside it, a blank apart."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 10)
    at = 60 + canvas.stringWidth("pada semua kelurahan dan desa ", "Helvetica", 10)
    for k in range(4):
        y = 740 - 40 * k
        canvas.drawString(60, y, "Peningkatan mutu layanan")
        canvas.drawString(at, y, "Jumlah layanan yang")
        canvas.drawString(at + 130, y, str(10 + k))
        canvas.drawString(60, y - 12, "pada semua kelurahan dan desa")
        canvas.drawString(at, y - 12, "sesuai standar")
        canvas.line(56, y - 20, 420, y - 20)
    canvas.line(56, 754, 420, 754)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == [
        ["Peningkatan mutu layanan\npada semua kelurahan dan desa", "Jumlah layanan yang\nsesuai standar", str(10 + k)]
        for k in range(4)
    ]
