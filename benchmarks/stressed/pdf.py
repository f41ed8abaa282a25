"""Sheets as PDF, drawn rule by rule and glyph by glyph, with the defects that real files have."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportlab.pdfgen.canvas import Canvas

from benchmarks.stressed.draw import draw_fill, draw_rules, draw_text
from benchmarks.stressed.sheets import Box, Row, Sheet
from benchmarks.stressed.typeset import Part, Style, font_names, wrap


def rows_to_grid(rows: Sequence[Row], columns: int) -> list[dict[int, Box]]:
    """Per row the boxes that start in it, by column."""
    taken: set[tuple[int, int]] = set()
    grid: list[dict[int, Box]] = []
    for at, row in enumerate(rows):
        column, placed = 0, {}
        for box in row:
            while (at, column) in taken:
                column += 1
            placed[column] = box
            taken |= {(at + down, column + right) for down in range(box.rows) for right in range(box.cols)}
            column += box.cols
        if column > columns:
            raise ValueError(f"row {at} has {column} columns, the sheet {columns}")
        grid.append(placed)
    return grid


class PdfDocument:
    """Pages being filled, top to bottom; y grows downwards on the upright page."""

    def __init__(self, style: Style, width: float = 842.0) -> None:
        self.style = style
        self.width, self.height = width, style.height
        self.left, self.top, self.bottom = 36.0, 48.0, style.height - 48.0
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, invariant=1, pageCompression=0)
        self.regular, self.bold = font_names(style.font)
        self.number = 0
        self.y = self.top
        self.new_page()

    def new_page(self) -> None:
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.y = self.top
        turned = bool(self.style.turned)
        sideways = self.style.turned == "sideways"  # reportlab itself swaps the sides of a page with /Rotate 90
        self.canvas.setPageSize((self.height, self.width) if sideways else (self.width, self.height))
        if turned:
            self.canvas.setPageRotation(90 if self.style.turned == "rotate" else 0)
            self.canvas.transform(0, 1, -1, 0, self.height, 0)
        if self.style.furniture:
            self.text(self.left, 26, "RENCANA STRATEGIS PERANGKAT DAERAH", 7)
            inside = self.bottom - 2 if self.style.framed else self.height - 22
            self.text(self.width / 2, inside, f"{self.number}" if self.number % 2 else f"Halaman {self.number}", 7)
        if self.style.framed:
            self.canvas.rect(
                self.left - 10, self.height - self.bottom - 6, self.width - 2 * self.left + 20, self.bottom - self.top + 14
            )
            self.bottom = self.height - 66.0
        if self.style.watermark:
            self._watermark()

    def _watermark(self) -> None:
        self.canvas.saveState()
        self.canvas.setFillGray(0.85)
        self.canvas.translate(self.width / 2, self.height / 2)
        self.canvas.rotate(35)
        self.canvas.setFont(self.bold, 70)
        self.canvas.drawCentredString(0, 0, "SALINAN")
        self.canvas.restoreState()
        self.canvas.setFillGray(0)

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
        self.canvas.setFont(self.bold if bold else self.regular, size)
        self.canvas.drawString(x, self.height - y, text)
        if bold and self.style.fake_bold:
            self.canvas.drawString(x + 0.25, self.height - y, text)

    def paragraph(self, text: str, bold: bool = False, size: float = 9.0) -> None:
        for line in wrap(text, self.width - 2 * self.left, self.regular, size):
            if self.y + 14 > self.bottom:
                self.new_page()
            self.y += size * 1.3
            self.text(self.left, self.y, line, size, bold)
        self.y += 5

    def table(self, sheet: Sheet) -> None:
        if sheet.title and self.y + 130 > self.bottom:
            self.new_page()
        for line in sheet.title:
            self.paragraph(line, bold=True, size=9.5)
        self.y += 4
        TableSetter(self, sheet).run()
        self.y += 8
        for note in sheet.notes:
            self.paragraph(note, size=7.5)
        self.y += 8

    def to_bytes(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()


@dataclass(slots=True)
class TableSetter:
    """Sets one table row by row; `spanning` are boxes over further rows: column -> (part, rows still to come)."""

    page: PdfDocument
    sheet: Sheet
    edges: list[float] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    spanning: dict[int, tuple[Part, int]] = field(default_factory=dict)
    vanished: set[int] = field(default_factory=set)

    def run(self) -> None:
        self._set_edges(0.0)
        columns = len(self.sheet.widths)
        header = rows_to_grid(self.sheet.header, columns)
        rows = rows_to_grid(self.sheet.body, columns)
        if self.page.style.start:
            self.page.y = max(self.page.y, self.page.top + self.page.style.start * (self.page.bottom - self.page.top))
        for at, row in enumerate(header):
            if self.page.y + self._row_height(header, at, head=True) > self.page.bottom:
                self._turn(header=())
            self._place(row, self._row_height(header, at, head=True), head=True)
        for at, row in enumerate(rows):
            self._set_row(rows, at, row, header)
        self._draw()

    def _set_edges(self, drift: float) -> None:
        widths = list(self.sheet.widths)
        style = self.page.style
        if style.narrow != 1.0:
            widths = [w * style.narrow if w < 80 else w for w in widths]
        for column in sorted(self.vanished):
            widths[column - 1] += widths[column]
            widths[column] = 0.0
        room = self.page.width - 2 * self.page.left
        factor = min(1.0, room / sum(widths))
        self.edges = [self.page.left + drift]
        for width in widths:
            self.edges.append(self.edges[-1] + width * factor)

    def _lines(self, column: int, box: Box, head: bool) -> list[str]:
        pad = 3.0
        width = self.edges[column + box.cols] - self.edges[column] - 2 * pad - box.indent
        if box.rotated:
            return [box.text]
        return wrap(box.text, max(width, 6.0), self.page.bold if box.bold or head else self.page.regular, self.page.style.size)

    @property
    def leading(self) -> float:
        return self.page.style.size * 1.2

    def _row_height(self, rows: Sequence[dict[int, Box]], at: int, head: bool) -> float:
        """Tall enough for its own boxes, and for what a box that ends here still needs."""
        need = max((len(self._lines(c, b, head)) for c, b in rows[at].items() if b.rows == 1), default=1)
        for back in range(at):
            for column, box in rows[at - 1 - back].items():
                if box.rows == back + 2:
                    others = sum(
                        max((len(self._lines(c, b, head)) for c, b in rows[r].items() if b.rows == 1), default=1)
                        for r in range(at - 1 - back, at)
                    )
                    need = max(need, len(self._lines(column, box, head)) - others)
        return max(need, 1) * self.leading + 6.0

    def _set_row(self, rows: list[dict[int, Box]], at: int, row: dict[int, Box], header: Sequence[dict[int, Box]]) -> None:
        height = self._row_height(rows, at, head=False)
        room = self.page.bottom - self.page.y
        if height <= room:
            self._place(row, height)
            return
        fit = int((room - 6.0) // self.leading)
        if not self.page.style.cut_rows or fit < 1 or height > self.page.bottom - self.page.top:
            self._turn(header, rows[at:])
            self._place(row, height)
            return
        singles = {c: (b, self._lines(c, b, False)) for c, b in row.items()}
        self._place(row, fit * self.leading + 6.0, lines={c: lines[:fit] for c, (_, lines) in singles.items()}, cut=True)
        for column, (part, left) in list(self.spanning.items()):
            if part.opens and column in row:
                self.spanning[column] = (part, left + 1)
        single = [p for p in self.parts if p.bottom == self.page.y and p.box.rows == 1]
        for part in single:
            part.closes = False
        self._turn(header, rows[at:])
        rest = {c: lines[fit:] for c, (_, lines) in singles.items()}
        self._place(
            {c: b for c, b in row.items() if b.rows == 1}, max(len(r) for r in rest.values()) * self.leading + 6.0, lines=rest
        )
        for column, (box, _) in singles.items():
            if box.rows > 1 and column in self.spanning:
                self.spanning[column][0].lines = rest[column]

    def _place(
        self,
        row: dict[int, Box],
        height: float,
        head: bool = False,
        lines: dict[int, list[str]] | None = None,
        cut: bool = False,
    ) -> None:
        top, bottom = self.page.y, self.page.y + height
        for column, (part, left) in list(self.spanning.items()):
            part.bottom = bottom
            self.spanning[column] = (part, left - 1)
            if left == 1 and not cut:
                del self.spanning[column]
                self.parts.append(part)
        for column, box in row.items():
            if column in self.vanished:
                continue
            own = self._lines(column, box, head) if lines is None else lines[column]
            part = Part(box, own, self.edges[column], self.edges[column + box.cols], top, bottom, head)
            if box.rows > 1:
                self.spanning[column] = (part, box.rows - 1)
            else:
                self.parts.append(part)
        self.page.y = bottom

    def _turn(self, header: Sequence[dict[int, Box]], left: Sequence[dict[int, Box]] = ()) -> None:
        going_on = dict(self.spanning)
        rests: dict[int, list[str]] = {}
        for column, (part, _) in going_on.items():
            part.closes = False
            self.parts.append(part)
            fits = int((part.bottom - part.top - 6.0) // self.leading)
            rests[column] = [] if self.page.style.middle else part.lines[fits:]
            part.lines = part.lines if self.page.style.middle else part.lines[:fits]
        self.spanning = {}
        self._draw()
        self.page.new_page()
        style = self.page.style
        if style.vanish and left:
            self.vanished = {c for c in range(1, len(self.sheet.widths)) if self._is_empty(c, left)}
        self._set_edges(style.drift)
        if style.continued_title and header:
            self.page.paragraph(f"Lanjutan {self.sheet.title[0]}" if self.sheet.title else "Lanjutan", bold=True)
        self._later_header(header)
        for column, (part, rows) in going_on.items():
            again = Part(
                part.box,
                rests[column],
                self.edges[column],
                self.edges[column + part.box.cols],
                self.page.y,
                self.page.y,
                part.head,
                opens=False,
            )
            self.spanning[column] = (again, rows)

    def _is_empty(self, column: int, rows: Sequence[dict[int, Box]]) -> bool:
        boxes = [row.get(column) for row in rows]
        return all(box is not None and box.rows == box.cols == 1 and not box.text and box.truth is None for box in boxes)

    def _later_header(self, header: Sequence[dict[int, Box]]) -> None:
        style = self.page.style.later_header
        if not header or style == "none":
            return
        if style == "numbers":
            header = [row for row in header if all(box.text.strip("()").isdigit() for box in row.values())] or []
        for at, row in enumerate(header):
            shown = row
            if style == "blank":
                shown = {c: replace(b, text="") for c, b in row.items()}
            elif style == "misprint":
                shown = {c: replace(b, text=b.text.replace("t", "", 1) if len(b.text) > 5 else b.text) for c, b in row.items()}
            height = self._row_height(header, at, head=True) if style != "blank" else self.leading + 6.0
            self._place(shown, height, head=True)

    def _draw(self) -> None:
        for part in self.parts:
            draw_fill(self.page, part)
        for part in self.parts:
            draw_rules(self.page, part, is_last=part.bottom >= self.page.y - 0.01)
        for part in self.parts:
            draw_text(self.page, part)
        self.parts = []
