"""The kinds of table that are still read wrong, rebuilt small with invented text, and pictures of what is found on them.

    python -m benchmarks.failures           # writes docs/failures/*.svg

Each example says how a person reads its page. tests/extract/pages/test_known_failures.py holds them as expected failures: whoever mends one
is told by the test, and takes it off here, off docs/accuracy.md and out of docs/failures.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.pages.trace import page_to_trace
from rajut.cli.inspect_page import inspect_page

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "failures"
LEFT, TOP, ROW = 14.0, 22.0, 13.0
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A page of `width` x `height` points, what `draw` puts on it, and the grid that a person reads ("" below and beside a span)."""

    width: float
    height: float
    draw: Callable[[Canvas, float], None]
    wanted: Rows


def _texts(
    canvas: Canvas, height: float, rows: Sequence[Sequence[str]], xs: Sequence[float], top: float = TOP, right: bool = True
) -> None:
    """Rows of texts, the first column from the left, the others to the right side of their columns."""
    for r, row in enumerate(rows):
        y = height - top - (r + 1) * ROW + 4
        for c, text in enumerate(row):
            if c and right:
                canvas.drawRightString(xs[c + 1] - 3, y, text)
            else:
                canvas.drawString(xs[c] + 3, y, text)


def _lines(canvas: Canvas, height: float, lines: Sequence[tuple[float, float, float, float]]) -> None:
    canvas.setLineWidth(0.5)
    for x0, y0, x1, y1 in lines:
        canvas.line(x0, height - y0, x1, height - y1)


def title_and_note_in_the_frame(canvas: Canvas, height: float) -> None:
    xs = [LEFT, 110.0, 170.0, 230.0]
    canvas.drawString(xs[0] + 3, height - TOP - ROW + 4, "Ikhtisar 9. Ciri peserta menurut jenjang")
    _texts(canvas, height, [["Jenjang", "2021", "2022"], ["Dasar", "310", "325"], ["Menengah", "120", "131"]], xs, TOP + ROW)
    canvas.drawString(xs[0] + 3, height - TOP - 5 * ROW + 4, "Sumber: disarikan dari laporan tahunan dinas")
    ys = [TOP + ROW * k for k in range(6)]
    _lines(canvas, height, [(xs[0], y, xs[-1], y) for y in ys])
    _lines(
        canvas, height, [(x, ys[0] if k in (0, 3) else ys[1], x, ys[-1] if k in (0, 3) else ys[-2]) for k, x in enumerate(xs)]
    )


SHARES = [[f"0.{n}", str(40 * n - 2500), str(44 * n - 2750), str(48 * n - 3000)] for n in (99, 95, 90, 85, 80, 75, 70)]


def leaders_in_a_column(canvas: Canvas, height: float) -> None:
    canvas.setFont("Courier", 7)
    xs = [LEFT, 170.0, 205.0, 240.0, 275.0]
    rows = [["", "1.0", "1.1", "1.2"], *([f"{row[0]:<6}  ..................", *row[1:]] for row in SHARES)]
    _texts(canvas, height, rows, xs)
    canvas.drawString(LEFT + 3, height - TOP - ROW + 4, "Proporsi")


DOSES = [
    ["0", "39", "5,8", "", "10", "8,8", "", "13,5", ""],
    ["250", "30", "5,9", "102", "10", "9,0", "102", "13,6", "101"],
    ["500", "33", "6,0", "103", "10", "8,6", "98", "13,0", "96"],
]


def heads_beside_their_columns(canvas: Canvas, height: float) -> None:
    xs = [LEFT, 60.0, 84.0, 116.0, 152.0, 178.0, 212.0, 250.0, 290.0]
    canvas.setFont("Helvetica-Bold", 7)
    y = height - TOP - ROW + 4
    for x0, x1, text in ((88, 150, "Bulan ke-1"), (160, 240, "Bulan ke-4"), (252, 320, "Bulan ke-7")):
        canvas.drawCentredString((x0 + x1) / 2, y, text)
        canvas.line(x0, y - 3, x1 - 8, y - 3)
    heads = [
        (0, "Dosis"),
        (1, "Jml"),
        (2, "Bobot"),
        (3, "Nisbi"),
        (4, "Jml"),
        (5, "Bobot"),
        (6, "Nisbi"),
        (7, "Bobot"),
        (8, "Nisbi"),
    ]
    for c, text in heads:
        canvas.drawString(xs[c] + 4, y - ROW, text)
    canvas.setFont("Helvetica", 7)
    _texts(canvas, height, DOSES, [*xs, 322.0], TOP + 2 * ROW)
    _lines(
        canvas,
        height,
        [
            (LEFT, TOP, 322, TOP),
            (LEFT, TOP + 2 * ROW + 1, 322, TOP + 2 * ROW + 1),
            (LEFT, TOP + 5 * ROW + 3, 322, TOP + 5 * ROW + 3),
        ],
    )


EXAMPLES: dict[str, Example] = {
    "title-in-frame": Example(
        246, 100, title_and_note_in_the_frame, [["Jenjang", "2021", "2022"], ["Dasar", "310", "325"], ["Menengah", "120", "131"]]
    ),
    "leaders": Example(292, 134, leaders_in_a_column, [["Proporsi", "1.0", "1.1", "1.2"], *SHARES]),
    "heads-beside-columns": Example(
        336, 100, heads_beside_their_columns,
        [
            ["Dosis", "Jml", "Bulan ke-1", "", "Jml", "Bulan ke-4", "", "Bulan ke-7", ""],
            ["", "", "Bobot", "Nisbi", "", "Bobot", "Nisbi", "Bobot", "Nisbi"],
            *DOSES,
        ],
    ),
}  # fmt: skip


def example_to_pdf(example: Example) -> bytes:
    """The page of the example."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(example.width, example.height), invariant=1)
    canvas.setFont("Helvetica", 7)
    example.draw(canvas, example.height)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def found(data: bytes) -> list[Rows]:
    """The grids that are found on the page, texts at their anchors."""
    grids = []
    for fragment in page_to_trace(data, "example", 1).fragments:
        rows = [[""] * fragment.columns for _ in range(fragment.rows)]
        for cell in fragment.cells:
            rows[cell.row][cell.column] = cell.text
        grids.append(rows)
    return grids


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, example in EXAMPLES.items():
        data = example_to_pdf(example)
        grids = found(data)
        (FOLDER / f"{name}.svg").write_bytes(inspect_page(data, name, 1, "svg", ("page", "cells")))
        print(name, "as wanted" if grids == [example.wanted] else grids)
    return 0


if __name__ == "__main__":
    sys.exit(main())
