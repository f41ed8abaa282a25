"""Ruled PDF over several pages: figures and years wrapped in columns too narrow for them, no repeated header, a row cut by the
page end, names that span rows cut there too."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples.line_breaks import text_to_lines
from samples.plan import Indicator, Plan
from samples.sheets import Box, Sheet, plan_to_sheets, rows_to_flat

_WIDTH, _HEIGHT = 842.0, 595.0  # A4 landscape, points
_LEFT, _TOP, _BOTTOM = 30.0, 40.0, 455.0
_FONT, _BOLD, _SIZE, _LEADING, _PAD = "Helvetica", "Helvetica-Bold", 9.5, 13.0, 1.5
_COLUMNS: dict[str, tuple[float, ...]] = {
    "rpjmd": (80, 95, 95, 95, 105, 40, *(45,) * 6),
    "program": (170, 290, 50, *(45,) * 6),
    "narrow": (165, 165, 210, 75, *(14,) * 6),
    "kegiatan": (200, 150, 160, 75, *(28.5,) * 6),
    "panjab": (25, 270, 70, *(60,) * 6),
    "renstra": (72, 193, 150, 50, *(40, 46) * 3, 60),
}


@dataclass
class _Part:
    """A box on one page: its lines there and where it stands."""

    lines: list[str]
    x: float
    width: float
    top: float
    bottom: float
    bold: bool
    centred: bool


def print_pdf_value(plan: Plan, indicator: Indicator, position: int) -> str:
    """The figure folded to one line: "109" in a narrow column is "10 9"."""
    text = indicator.baseline if position < 0 else indicator.values[position]
    for sheet in plan_to_sheets(plan):
        for row in rows_to_flat(sheet, sheet.rows):
            for column, box in enumerate(row):
                if box is not None and box.value is not None and box.value[0] is indicator and box.value[1] == position:
                    return fold_wrapped(text, sheet, column)
    return text


def fold_wrapped(text: str, sheet: Sheet, column: int) -> str:
    """The text as the lines of that column print it, joined by blanks."""
    return " ".join(text_to_lines(text, _widths(sheet)[column] - 2 * _PAD, _FONT, _SIZE))


def plan_to_pdf(plan: Plan) -> bytes:
    """The whole document, the same bytes each time."""
    page = PdfPage(plan.title)
    page.title(plan.title)
    for sheet in plan_to_sheets(plan):
        header = sheet.header
        match sheet.kind:
            case "rpjmd":
                page.line("RPJMD")
            case "program":
                page.line(sheet.name)
            case "kegiatan":
                header = ((Box("KEGIATAN/SUB KEGIATAN", columns=sheet.columns),), *header)
            case _:
                title, place = plan.title
                page.title((title.replace("CASCADING", "PANJAB"), place))
        page.table(sheet, header)
    return page.to_bytes()


class PdfPage:
    """The page being filled, top to bottom."""

    def __init__(self, title: tuple[str, ...]) -> None:
        self._buffer = io.BytesIO()
        # Neither clock nor zlib version shows in the bytes.
        self.canvas = Canvas(self._buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=0)
        self.canvas.setTitle(" ".join(title))
        self.y = _TOP
        self.number = 1

    def title(self, lines: tuple[str, ...]) -> None:
        if self.y + 120 > _BOTTOM:
            self.next()
        for line in lines:
            self.y += 13
            self.canvas.setFont(_BOLD, 10)
            self.canvas.drawCentredString(_WIDTH / 2, _HEIGHT - self.y, line)
        self.y += 10

    def line(self, text: str) -> None:
        if self.y + 80 > _BOTTOM:
            self.next()
        self.y += 12
        self.canvas.setFont(_BOLD, 9)
        self.canvas.drawString(_LEFT, _HEIGHT - self.y, text)
        self.y += 6

    def next(self) -> None:
        self.finish()
        self.number += 1
        self.y = _TOP

    def finish(self) -> None:
        self.canvas.setFont(_FONT, 7)
        self.canvas.drawCentredString(_WIDTH / 2, _HEIGHT - 570, f"Halaman {self.number}")
        self.canvas.showPage()

    def to_bytes(self) -> bytes:
        """The finished file."""
        self.finish()
        self.canvas.save()
        return self._buffer.getvalue()

    def table(self, sheet: Sheet, header: tuple[tuple[Box, ...], ...]) -> None:
        rows = rows_to_flat(sheet, (*header, *sheet.rows))
        layout = _Layout(self, sheet, rows, len(header))
        layout.run()
        self.y += 14


class _Layout:
    """Sets one table row by row; `open` are boxes that span further rows: column -> (part, rows still to come)."""

    def __init__(self, page: PdfPage, sheet: Sheet, rows: list[list[Box | None]], header_rows: int) -> None:
        self.page = page
        self.rows = rows
        self.header_rows = header_rows
        self.widths = _widths(sheet)
        self.edges = [_LEFT + sum(self.widths[:column]) for column in range(len(self.widths) + 1)]
        self.open: dict[int, tuple[_Part, int]] = {}
        self.done: list[_Part] = []

    def run(self) -> None:
        for at, row in enumerate(self.rows):
            boxes = {column: (box, self.lines(at, column, box)) for column, box in enumerate(row) if box is not None}
            height = max(self.height(lines) for box, lines in boxes.values() if box.rows == 1)
            room = _BOTTOM - self.page.y
            if height <= room:
                self.set_row(at, boxes, height)
                continue
            lines_that_fit = int((room - 2 * _PAD) // _LEADING)
            if lines_that_fit >= 2 and at >= self.header_rows:
                boxes = self.cut_row(at, boxes, lines_that_fit)
            self.turn()
            self.set_row(at, boxes, max(self.height(lines) for box, lines in boxes.values() if box.rows == 1))
        self.flush()

    def cut_row(self, at: int, boxes: dict[int, tuple[Box, list[str]]], fit: int) -> dict[int, tuple[Box, list[str]]]:
        """The row's first lines go to this page; the rest is what comes back."""
        still_open = dict(self.open)
        first = {column: (box, lines[:fit]) for column, (box, lines) in boxes.items()}
        self.set_row(at, first, fit * _LEADING + 2 * _PAD)
        self.done = [part for part in self.done if all(part is not spanning for spanning, _ in still_open.values())]
        self.open = still_open
        return {column: (box, lines[fit:]) for column, (box, lines) in boxes.items()}

    def set_row(self, at: int, boxes: dict[int, tuple[Box, list[str]]], height: float) -> None:
        top, bottom = self.page.y, self.page.y + height
        for column, (part, left) in list(self.open.items()):
            part.bottom = bottom
            if left == 1:
                self.done.append(part)
                del self.open[column]
            else:
                self.open[column] = (part, left - 1)
        for column, (box, lines) in boxes.items():
            width = self.edges[column + box.columns] - self.edges[column]
            centred = box.value is not None or at < self.header_rows
            part = _Part(lines, self.edges[column], width, top, bottom, at < self.header_rows, centred)
            if box.rows > 1:
                self.open[column] = (part, box.rows - 1)
            else:
                self.done.append(part)
        self.page.y = bottom

    def turn(self) -> None:
        """The page ends: boxes that go on are closed here and go on empty on the next page."""
        going_on = {column: left for column, (_, left) in self.open.items()}
        for part, _ in self.open.values():
            self.done.append(part)
        self.open = {}
        self.flush()
        self.page.next()
        for column, left in going_on.items():
            width = self.edges[column + 1] - self.edges[column]
            self.open[column] = (_Part([], self.edges[column], width, _TOP, _TOP, False, False), left)

    def flush(self) -> None:
        for part in self.done:
            _draw(self.page.canvas, part)
        self.done = []

    def lines(self, at: int, column: int, box: Box) -> list[str]:
        width = self.edges[column + box.columns] - self.edges[column] - 2 * _PAD
        return text_to_lines(box.text, width, _BOLD if at < self.header_rows else _FONT, _SIZE)

    @staticmethod
    def height(lines: list[str]) -> float:
        return max(len(lines), 1) * _LEADING + 2 * _PAD


def _widths(sheet: Sheet) -> tuple[float, ...]:
    return _COLUMNS["narrow" if sheet.narrow else sheet.kind]


def _draw(canvas: Canvas, part: _Part) -> None:
    canvas.setLineWidth(0.5)
    canvas.rect(part.x, _HEIGHT - part.bottom, part.width, part.bottom - part.top)
    font = _BOLD if part.bold else _FONT
    canvas.setFont(font, _SIZE)
    for number, line in enumerate(part.lines):
        y = _HEIGHT - (part.top + _PAD + number * _LEADING + _SIZE * 0.85)
        shift = (part.width - stringWidth(line, font, _SIZE)) / 2 if part.centred else _PAD
        canvas.drawString(part.x + shift, y, line)
