"""How one part of a table is drawn: fill, rules, text."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.pdfbase.pdfmetrics import stringWidth

from benchmarks.stressed.paper import Paper
from benchmarks.stressed.typeset import Part, Style
from samples.line_breaks import text_to_lines


def draw_fill(page: Paper, part: Part) -> None:
    shade = part.box.fill
    if page.style.rules == "white":
        shade = 0.7 if part.head else 0.9
    if shade is not None:
        page.canvas.setFillColorRGB(shade, shade, min(1.0, shade + 0.1))
        page.canvas.rect(
            part.left, page.height - part.bottom, part.right - part.left, part.bottom - part.top, stroke=0, fill=1
        )
        page.canvas.setFillGray(0)


def part_to_rules(part: Part, style: Style, is_last: bool) -> Iterator[tuple[float, float, float, float]]:
    horizontal = style.rules in {"full", "horizontal", "white"} or (style.rules in {"header", "vertical"} and part.head)
    if horizontal and (part.opens or style.closed):
        yield part.left, part.top, part.right, part.top
    if (horizontal or (style.rules in {"header", "vertical"} and is_last)) and (part.closes or style.closed):
        yield part.left, part.bottom, part.right, part.bottom
    if style.rules in {"full", "vertical", "white"}:
        yield part.left, part.top, part.left, part.bottom
        yield part.right, part.top, part.right, part.bottom


def draw_rules(page: Paper, part: Part, is_last: bool) -> None:
    page.canvas.setLineWidth(1.0 if page.style.rules == "white" else 0.5)
    page.canvas.setStrokeGray(1 if page.style.rules == "white" else 0)
    for x0, top, x1, bottom in part_to_rules(part, page.style, is_last):
        page.canvas.line(x0, page.height - top, x1, page.height - bottom)
    page.canvas.setStrokeGray(0)


def draw_text(page: Paper, part: Part) -> None:
    size, leading = page.style.size, page.style.size * 1.2
    bold = part.box.bold or part.head
    if part.box.rotated:
        page.canvas.saveState()
        page.canvas.translate((part.left + part.right) / 2 + size / 3, page.height - part.bottom + 3)
        page.canvas.rotate(90)
        page.canvas.setFont(page.bold, size * 0.6)
        for number, line in enumerate(text_to_lines(part.box.text, part.bottom - part.top - 6, page.bold, size * 0.6)):
            page.canvas.drawString(0, -number * size * 0.7, line)
        page.canvas.restoreState()
        return
    slack = part.bottom - part.top - 6 - len(part.lines) * leading
    down = slack / 2 if (page.style.middle or part.head) and slack > 0 and part.closes and part.opens else 0.0
    for number, line in enumerate(part.lines):
        font = page.bold if bold else page.regular
        room = part.right - part.left - 6 - stringWidth(line, font, size)
        shift = {"left": part.box.indent, "center": room / 2, "right": room}[part.box.align]
        page.text(part.left + 3 + shift, part.top + 3 + down + number * leading + size * 0.9, line, size, bold)
