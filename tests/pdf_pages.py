"""Draws small PDF pages for tests: grids of texts in the ways that office programs and typesetters draw tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor, black
from reportlab.pdfgen.canvas import Canvas

from extract.options import ReadOptions
from extract.pages.pdf_document import pdf_to_reading
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading, Fragment

LEFT, TOP, ROW, SIZE = 60.0, 90.0, 18.0, 10.0


@dataclass(frozen=True)
class Drawn:
    """How a table is drawn. `rules`: all, rows (between rows only), book (above, under the header, below), none."""

    rules: str = "all"
    header_fill: str | None = None
    band_fill: str | None = None
    fill_rules: bool = False
    numeric_right: bool = True
    width: float = 80.0


def read(data: bytes, **options: object) -> DocumentReading:
    source = SourceDocument("test.pdf", "0" * 64, "application/pdf", len(data))
    return pdf_to_reading(source, data, ReadOptions(**options))  # type: ignore[arg-type]


def grid_of(fragment: Fragment) -> list[list[str]]:
    """Texts of the fragment's grid, a spanning cell at its anchor only."""
    rows = [[""] * fragment.columns for _ in range(fragment.rows)]
    for cell in fragment.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def new_canvas(width: float = 595, height: float = 842) -> tuple[Canvas, io.BytesIO]:
    buffer = io.BytesIO()
    return Canvas(buffer, pagesize=(width, height), invariant=1), buffer


def finish(canvas: Canvas, buffer: io.BytesIO) -> bytes:
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_grid(canvas: Canvas, texts: Sequence[Sequence[str]], drawn: Drawn, height: float = 842) -> None:
    """The texts as a table from LEFT, TOP downwards, one line per row."""
    rows, columns = len(texts), len(texts[0])
    x1, bottom = LEFT + columns * drawn.width, TOP + rows * ROW
    for r in range(rows):
        fill = drawn.header_fill if r == 0 else (drawn.band_fill if r % 2 == 0 else None)
        if fill:
            canvas.setFillColor(HexColor(fill))
            canvas.rect(LEFT, height - (TOP + (r + 1) * ROW), x1 - LEFT, ROW, stroke=0, fill=1)
    for position in rule_positions(rows, drawn.rules):
        y = TOP + position * ROW
        line(canvas, (LEFT, height - y, x1, height - y), drawn.fill_rules)
    if drawn.rules == "all":
        for c in range(columns + 1):
            x = LEFT + c * drawn.width
            line(canvas, (x, height - TOP, x, height - bottom), drawn.fill_rules)
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            canvas.setFillColor(black)
            canvas.setFont("Helvetica-Bold" if r == 0 else "Helvetica", SIZE)
            y = height - (TOP + (r + 1) * ROW) + 5
            if c and drawn.numeric_right:
                canvas.drawRightString(LEFT + (c + 1) * drawn.width - 4, y, text)
            else:
                canvas.drawString(LEFT + c * drawn.width + 4, y, text)


def rule_positions(rows: int, rules: str) -> list[int]:
    return {"all": list(range(rows + 1)), "rows": list(range(rows + 1)), "book": [0, 1, rows], "none": []}[rules]


def line(canvas: Canvas, ends: tuple[float, float, float, float], as_fill: bool) -> None:
    """A rule, stroked or drawn as a thin fill as Word does."""
    x0, y0, x1, y1 = ends
    if as_fill:
        canvas.setFillColor(black)
        canvas.rect(x0 - 0.24, y0 - 0.24, x1 - x0 + 0.48, y1 - y0 + 0.48, stroke=0, fill=1)
    else:
        canvas.setStrokeColor(Color(0, 0, 0))
        canvas.setLineWidth(0.5)
        canvas.line(x0, y0, x1, y1)


def table_page(texts: Sequence[Sequence[str]], drawn: Drawn | None = None, turn: int = 0) -> bytes:
    """One page with the table; `turn` is the page's /Rotate in degrees, drawn so that the page looks upright."""
    canvas, buffer = new_canvas()  # reportlab swaps the sides of the MediaBox for 90 and 270 degrees
    if turn:
        canvas.setPageRotation(turn)
        if turn == 90:
            canvas.translate(842, 0)
        elif turn == 180:
            canvas.translate(595, 842)
        else:
            canvas.translate(0, 595)
        canvas.rotate(turn)
    draw_grid(canvas, texts, drawn or Drawn())
    return finish(canvas, buffer)
