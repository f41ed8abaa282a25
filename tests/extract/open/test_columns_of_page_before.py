"""A table without rules goes on at the top of the next page with the columns of the page before."""

from __future__ import annotations

from dataclasses import replace

from tests.extract.open.test_open_planning_tables import TARGETS
from tests.open_tables import OpenTable, draw_on, expected
from tests.pdf_pages import finish, grid_of, new_canvas, read

FOOT = 300.0  # where the table on the first page begins, so that it ends at the foot
FIRST = replace(TARGETS, size=(842.0, 420.0))


def pages(rest: OpenTable, below: str = "") -> list[list[list[str]]]:
    """The grids of a document with the table at the foot of its first page, `rest` on top of the second and a line below it."""
    canvas, buffer = new_canvas(*FIRST.size)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(50, 380, "Rencana strategis perangkat daerah memuat sasaran berikut.")
    draw_on(canvas, FIRST, FOOT - 45)
    canvas.showPage()
    foot = draw_on(canvas, rest, 40)
    if below:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(50, 420 - foot - 60, below)
    fragments = read(finish(canvas, buffer)).fragments
    return [[[" ".join(text.split()) for text in row] for row in grid_of(f)] for f in fragments]


def test_a_single_row_on_the_next_page_has_the_columns_of_the_table() -> None:
    """One row shows no columns of its own."""
    rest = replace(FIRST, head=(), body=(("Jumlah laporan yang selesai", "Laporan", "4", "4", "5", "6"),))
    assert pages(rest) == [expected(FIRST), expected(rest)]


def test_a_column_left_empty_on_the_next_page_stays_a_column() -> None:
    """Rows without a value in one year on the whole page keep that year's place."""
    body = (
        ("Jumlah laporan yang selesai", "Laporan", "4", "", "5", "6"),
        ("Persentase aduan", "%", "90", "", "92", "95"),
        ("Jumlah desa", "Desa", "7", "", "8", "8"),
    )
    rest = replace(FIRST, head=(), body=body)
    assert pages(rest) == [expected(FIRST), expected(rest)]


def test_text_on_the_next_page_is_no_continuation() -> None:
    """Sentences cross the edges of the columns."""
    canvas, buffer = new_canvas(*FIRST.size)
    draw_on(canvas, FIRST, FOOT - 45)
    canvas.showPage()
    canvas.setFont("Helvetica", 9)
    for k in range(3):
        canvas.drawString(
            54, 370 - 12 * k, "Pencapaian sasaran pada tahun pertama dipengaruhi oleh perubahan anggaran dan 12 kegiatan."
        )
    fragments = read(finish(canvas, buffer)).fragments
    assert [f.ref.page for f in fragments] == [1]
