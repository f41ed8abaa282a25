"""A scan of a table gives the table, through the same finders as a digital page."""

from __future__ import annotations

import pytest

from benchmarks.scans.scanner import Scanner, pdf_to_scan
from schemas.table import DocumentReading
from tests.pdf_pages import Drawn, draw_grid, finish, grid_of, new_canvas, read, table_page

TEXTS = [
    ["Indikator", "Satuan", "2021", "2022", "2023"],
    ["Jumlah pegawai", "Orang", "1.250", "1.375", "1.480"],
    ["Temuan selesai", "%", "80,5", "90,25", "97,75"],
    ["Nilai SAKIP", "Poin", "62,10", "-", "70,08"],
    ["Anggaran", "Rp", "1.286.540.000", "947.300.250", "2.038.116.900"],
]


def read_scan(data: bytes, ocr: str = "auto") -> DocumentReading:
    return read(data, ocr=ocr)


@pytest.mark.parametrize(
    "scanner",
    [
        Scanner(),
        Scanner(dpi=300, quality=None),
        Scanner(skew=1.3, noise=8, blur=0.6),
        Scanner(dpi=150, quality=60),
        Scanner(dpi=300, bilevel=True, quality=None),
        Scanner(skew=-4),
    ],
    ids=["200", "300", "askew and noisy", "150", "bilevel", "four degrees"],
)
def test_a_scanned_ruled_table_is_the_table(scanner: Scanner) -> None:
    """Resolution, skew, noise and compression of ordinary scanners change nothing."""
    (fragment,) = read_scan(pdf_to_scan(table_page(TEXTS), scanner)).fragments
    assert grid_of(fragment) == TEXTS


def test_a_page_that_was_read_off_its_picture_says_so() -> None:
    """One finding for the page; each cell with text knows how sure its reader was."""
    reading = read_scan(pdf_to_scan(table_page(TEXTS)))
    assert [(f.code, f.page) for f in reading.findings] == [("page-recognised", 1)]
    cells = reading.fragments[0].cells
    assert all((cell.recognised is not None) == bool(cell.text) for cell in cells)
    assert all(0 < cell.recognised.trust <= 1 for cell in cells if cell.recognised)


def test_nothing_is_recognised_where_nobody_wants_it() -> None:
    """`--ocr never`: the page asks for it, as before."""
    reading = read_scan(pdf_to_scan(table_page(TEXTS)), "never")
    assert reading.fragments == ()
    assert [f.code for f in reading.findings] == ["page-needs-ocr"]


def test_boxes_lie_on_the_page_as_it_is_printed() -> None:
    """Cells of a page that lies askew are found where the scan shows them, not where they would be upright."""
    straight, askew = (read_scan(pdf_to_scan(table_page(TEXTS), Scanner(skew=skew))).fragments[0] for skew in (0.0, 3.0))
    first, last = straight.cells[0], straight.cells[-1]
    moved, low = askew.cells[0], askew.cells[-1]
    assert first.box
    assert last.box
    assert moved.box
    assert low.box
    lean = (low.box.top - moved.box.top) - (last.box.top - first.box.top)
    assert lean == pytest.approx((last.box.x0 - first.box.x0) * 0.052, abs=3)


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_page_that_lies_on_its_side_is_read_and_its_boxes_stay_where_they_are(quarter: int) -> None:
    """The page keeps its size; a cell's box lies on it as the scan shows it."""
    reading = read_scan(pdf_to_scan(table_page(TEXTS), Scanner(quarter=quarter)))
    (fragment,) = reading.fragments
    assert grid_of(fragment) == TEXTS
    assert fragment.box
    width, height = reading.source.page_sizes[0]
    upright = read_scan(pdf_to_scan(table_page(TEXTS))).fragments[0].box
    assert upright
    wanted = {
        1: (width - upright.bottom, upright.x0),
        2: (width - upright.x1, height - upright.bottom),
        3: (upright.top, height - upright.x1),
    }
    assert (fragment.box.x0, fragment.box.top) == pytest.approx(wanted[quarter], abs=1.5)


def test_rules_typed_as_dashes_part_a_table_like_drawn_ones() -> None:
    """A line printer draws with hyphens; they are rules and no words."""
    canvas, buffer = new_canvas()
    canvas.setFont("Courier", 10)
    lines = ["-" * 60, "URAIAN".ljust(24) + "2021".rjust(12) + "2022".rjust(12), "-" * 60]
    lines += [f"{name:24}{one:>12}{two:>12}" for name, one, two in (("BELANJA", "1,250", "1,300"), ("MODAL", "75", "80"))]
    for k, line in enumerate([*lines, "-" * 60]):
        canvas.drawString(60, 700 - 14 * k, line)
    (fragment,) = read_scan(pdf_to_scan(finish(canvas, buffer))).fragments
    assert grid_of(fragment) == [["URAIAN", "2021", "2022"], ["BELANJA", "1,250", "1,300"], ["MODAL", "75", "80"]]


def test_heads_printed_upwards_and_footnotes_raised_are_read_in_their_own_way() -> None:
    """A sideways year stands in its head; a raised 1 behind a figure is no digit of it."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, [["Pegawai", "6.178", "5.351"], ["Kantor", "18", "21"]], Drawn())
    canvas.setFont("Helvetica", 6)
    canvas.drawString(60 + 160 - 3.5, 842 - 90 - 18 + 9, "1")
    canvas.rect(60, 842 - 90, 240, 70)
    for k, head in enumerate(("Tahun 2021", "Tahun 2022")):
        canvas.line(60 + 80 * (k + 1), 842 - 90, 60 + 80 * (k + 1), 842 - 20)
        canvas.saveState()
        canvas.translate(60 + 80 * (k + 1) + 44, 842 - 85)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 10)
        canvas.drawString(0, 0, head)
        canvas.restoreState()
    (fragment,) = read_scan(pdf_to_scan(finish(canvas, buffer))).fragments
    assert grid_of(fragment) == [
        ["", "Tahun 2021", "Tahun 2022"],
        ["Pegawai", "6.178¹", "5.351"],
        ["Kantor", "18", "21"],
    ]


def test_bold_heads_are_bold() -> None:
    """Wider strokes at the same size: the head of the table, and nothing else."""
    (fragment,) = read_scan(pdf_to_scan(table_page(TEXTS), Scanner(blur=0.6, noise=5))).fragments
    assert {cell.row for cell in fragment.cells if cell.style.bold} == {0}
