"""Cells drawn as coloured rectangles, and heads drawn cell by cell over rows without rules."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_pages import finish, grid_of, new_canvas, read

XS = (60.0, 220.0, 270.0, 320.0, 370.0, 420.0)
HEAD = (("Indikator", 0, 1, 0, 2), ("Satuan", 1, 2, 0, 2), ("Target", 2, 5, 0, 1),
        ("2022", 2, 3, 1, 2), ("2023", 3, 4, 1, 2), ("2024", 4, 5, 1, 2))  # fmt: skip
BODY = (("Jumlah desa yang terang", "Desa", "10\n9", "40", "50"), ("1. Panjang jalan mantap", "Km", "12", "14", "15"),
        ("Luas taman kota", "Ha", "7", "8", ""), ("Angka kunjungan wisata", "Orang", "3", "4", "5"))  # fmt: skip
EXPECTED = [["Indikator", "Satuan", "Target", "", ""], ["", "", "2022", "2023", "2024"], *map(list, BODY)]
Rectangle = Callable[[float, float, float, float, str], None]


def draw(fill_of: Callable[[int], str | None], gap: float = 0.0, rules: bool = False) -> bytes:
    """The head in grey cells, the body in cells of the colour that `fill_of` gives for a row, None for none."""
    canvas, buffer = new_canvas()

    def cell(x0: float, top: float, x1: float, bottom: float, color: str) -> None:
        canvas.setFillColor(HexColor(color))
        canvas.rect(x0, 842 - bottom, x1 - x0 - gap, bottom - top, stroke=int(rules), fill=int(not rules))

    for text, first, last, upper, lower in HEAD:
        cell(XS[first], 100.0 + 16 * upper, XS[last], 100.0 + 16 * lower, "#d9d9d9")
        _write(canvas, XS[first], 100 + 16 * upper, text, bold=True)
    top = 132.0
    for r, row in enumerate(BODY):
        bottom = top + (32.0 if "\n" in row[2] else 20.0)
        if color := fill_of(r):
            for x0, x1 in pairwise(XS):
                cell(x0, top, x1, bottom, color)
        for x0, text in zip(XS, row, strict=False):
            _write(canvas, x0, top, text)
        top = bottom
    return finish(canvas, buffer)


def _write(canvas: Canvas, x: float, top: float, text: str, bold: bool = False) -> None:
    canvas.setFillColor(HexColor("#000000"))
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 9)
    for k, line in enumerate(text.split("\n")):
        canvas.drawString(x + 5, 842 - top - 12 - 11 * k, line)


@pytest.mark.parametrize("gap", [0.0, 0.1, 1.0])
def test_cells_of_colour_side_by_side_are_cells(gap: float) -> None:
    """White ones between grey ones too, as programs draw a table that is shaded and not ruled; a wrapped figure stays in its cell."""
    (fragment,) = read(draw(lambda row: "#f0f0f0" if row % 2 else "#ffffff", gap)).fragments
    assert grid_of(fragment) == EXPECTED
    assert not fragment.columns_inferred


@pytest.mark.parametrize(
    ("fill_of", "rules"),
    [(lambda _: None, False), (lambda row: "#eef3f7" if row % 2 else None, False), (lambda _: None, True)],
    ids=["coloured", "zebra", "ruled"],
)
def test_a_drawn_head_has_its_rows_below(fill_of: Callable[[int], str | None], rules: bool) -> None:
    """Rows without rules, or coloured by turns, have the columns of the head."""
    (fragment,) = read(draw(fill_of, rules=rules)).fragments
    grid = grid_of(fragment)
    assert [row[-5:] for row in grid[:2]] == EXPECTED[:2]
    assert [row[-3:] for row in grid[-2:]] == [["7", "8", ""], ["3", "4", "5"]]


def test_coloured_rows_show_columns_without_a_head() -> None:
    """A page that goes on: every second row is drawn cell by cell, and a number stands in the cell of its name."""
    canvas, buffer = new_canvas()
    rows = [(f"{k}. Jumlah desa yang terang", "Desa", str(10 + k), "12", "") for k in range(1, 9)]
    for k, row in enumerate(rows):
        top = 90.0 + 20 * k
        if k % 2:
            canvas.setFillColor(HexColor("#fde4d0"))
            for x0, x1 in pairwise(XS):
                canvas.rect(x0, 842 - top - 20, x1 - x0, 20, stroke=0, fill=1)
        number, name = row[0].split(" ", 1)
        _write(canvas, XS[0], top, number)
        _write(canvas, XS[0] + 22, top, name)
        for x0, text in zip(XS[1:], row[1:], strict=False):
            _write(canvas, x0, top, text)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == [list(row) for row in rows]


def test_a_head_alone_is_no_table_of_the_text_below() -> None:
    """A coloured head over a paragraph."""
    canvas, buffer = new_canvas()
    canvas.setFillColor(HexColor("#d9d9d9"))
    for x0, x1 in pairwise(XS):
        canvas.rect(x0, 720, x1 - x0, 16, stroke=0, fill=1)
    for x0, text in zip(XS, ("Indikator", "Satuan", "A", "B", "C"), strict=False):
        _write(canvas, x0, 106, text, bold=True)
    for k in range(6):
        _write(canvas, 60, 130 + 12 * k, "Pembangunan daerah diarahkan pada mutu layanan dan pemerataan hasil bagi warga")
    assert all(fragment.rows < 3 for fragment in read(finish(canvas, buffer)).fragments)
