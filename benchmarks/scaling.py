"""CPU time of single pages that hold very much: does it grow with the number of objects, or faster?

    python -m benchmarks.scaling [--case grid ...] [--peers]

Draws each page with a quarter of its objects and with all of them. `growth` is the time of the full page over that of the quarter:
4 is linear. With --peers, also pdfplumber's `extract_tables` on the grids.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from extract.pages.turned_views import ink_to_blocks
from extract.pdfium.page_reader import pdf_to_inks
from schemas.table import Fragment

WIDTH, HEIGHT = 842, 595
Draw = Callable[[Canvas, int], None]


def draw_segments(canvas: Canvas, count: int) -> None:
    """Short lines in all directions, and some text between them: a map."""
    chance = random.Random(1)
    canvas.setLineWidth(0.3)
    for _ in range(count):
        x, y = chance.uniform(20, 780), chance.uniform(20, 560)
        dx, dy = chance.choice(((1, 0), (0, 1), (0.7, 0.7)))
        length = chance.uniform(1, 50)
        canvas.line(x, y, x + dx * length, y + dy * length)
    _write_lines(canvas)


def draw_grid(canvas: Canvas, count: int) -> None:
    """A ruled table of `count` cells in forty columns."""
    rows, columns = count // 40, 40
    wide, high = 800 / columns, 560 / rows
    canvas.setLineWidth(0.3)
    for row in range(rows + 1):
        canvas.line(20, 20 + high * row, 820, 20 + high * row)
    for column in range(columns + 1):
        canvas.line(20 + wide * column, 20, 20 + wide * column, 580)
    canvas.setFont("Helvetica", 3.5)
    for row in range(rows):
        for column in range(columns):
            canvas.drawString(21 + wide * column, 21.5 + high * row, f"{row * 37 % 100},{column}")


def draw_prose(canvas: Canvas, count: int) -> None:
    """Lines of `count` words in tiny type, no table."""
    chance = random.Random(2)
    words = ["".join(chance.choices("aeiunrstkdm", k=chance.randrange(2, 8))) for _ in range(500)]
    size = 1.2
    canvas.setFont("Times-Roman", size)
    for line, start in enumerate(range(0, count, 250)):
        text = " ".join(chance.choices(words, k=min(250, count - start)))
        canvas.drawString(20, 580 - line * 1.2 * size, text)


def draw_open_table(canvas: Canvas, count: int) -> None:
    """A table of `count` cells in twelve columns without rules."""
    rows = count // 12
    canvas.setFont("Helvetica", 0.9 * 560 / rows)
    for row in range(rows):
        for column in range(12):
            canvas.drawString(22 + 66 * column, 20 + 560 * row / rows, f"{column * 17 + row}" if column else f"Baris {row}")


def draw_close_table(canvas: Canvas, count: int) -> None:
    """The same with columns set so close that their gaps look like blanks."""
    rows = count // 12
    size = 0.9 * 560 / rows
    canvas.setFont("Helvetica", size)
    for row in range(rows):
        for column in range(12):
            canvas.drawString(30 + column * 1.6 * size, 20 + 560 * row / rows, f"{(row * 7 + column) % 90 + 10}")


def draw_fills(canvas: Canvas, count: int) -> None:
    """Small coloured squares, and some text over them: a picture."""
    chance = random.Random(3)
    for _ in range(count):
        canvas.setFillColorRGB(chance.random(), chance.random(), chance.random())
        canvas.rect(chance.uniform(20, 800), chance.uniform(20, 560), 4 + 10 * chance.random(), 4 + 10 * chance.random(), 0, 1)
    _write_lines(canvas)


def _write_lines(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica", 8)
    for line in range(40):
        canvas.drawString(30, 20 + 13 * line, f"Beberapa kata di baris {line}")


CASES: dict[str, tuple[Draw, int]] = {
    "grid": (draw_grid, 4_000),
    "open table": (draw_open_table, 3_000),
    "close table": (draw_close_table, 3_000),
    "prose": (draw_prose, 50_000),
    "fills": (draw_fills, 20_000),
    "segments": (draw_segments, 200_000),
}


def draw_page(draw: Draw, count: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    draw(canvas, count)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def measure(data: bytes, repeats: int = 3) -> tuple[float, float, list[str]]:
    """Least CPU seconds to read the page and to find its tables, and the tables found."""
    reading, finding, tables = [], [], [""]
    for _ in range(repeats):
        start = time.process_time()
        (ink,) = pdf_to_inks(data, "page")
        read = time.process_time()
        blocks = ink_to_blocks(ink)
        finding.append(time.process_time() - read)
        reading.append(read - start)
        tables = [f"{b.rows} x {b.columns}" for b in blocks if isinstance(b, Fragment)]
    return min(reading), min(finding), tables


def pdfplumber_seconds(data: bytes) -> float:
    import pdfplumber  # noqa: PLC0415

    start = time.process_time()
    with pdfplumber.open(io.BytesIO(data)) as document:
        document.pages[0].extract_tables()
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", nargs="*", default=list(CASES), choices=CASES)
    parser.add_argument("--peers", action="store_true", help="also measure pdfplumber's CPU time on the grids")
    arguments = parser.parse_args()
    measure(draw_page(draw_grid, 80), repeats=1)  # loads what is loaded once
    print(f"{'case':11} {'objects':>8} {'read ms':>9} {'find ms':>9} {'growth':>7}  tables")
    for name in arguments.case:
        draw, count = CASES[name]
        before = 0.0
        for part in (count // 4, count):
            data = draw_page(draw, part)
            read, find, tables = measure(data)
            growth = f"{(read + find) / before:.1f}" if before else ""
            before = read + find
            print(f"{name:11} {part:8} {1000 * read:9.1f} {1000 * find:9.1f} {growth:>7}  {', '.join(tables) or '-'}")
            if name == "grid" and arguments.peers:
                theirs = pdfplumber_seconds(data)
                print(f"{'':11} {'':8} pdfplumber {1000 * theirs:.1f} ms, {theirs / before:.1f} times as long")
    return 0


if __name__ == "__main__":
    sys.exit(main())
