"""Pages of a generated PDF: their sizes, their columns, running text and furniture; tables are set on them by `pdf.py`."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from benchmarks.stressed.sheets import Truth
from benchmarks.stressed.typeset import Style, font_names
from samples.line_breaks import text_to_lines

GUTTER = 24.0


class Paper:
    """Pages being filled, top to bottom; y grows downwards on the upright page.

    `left` and `right` bound the frame that is being filled: the whole page between its margins, or one of two halves side by side.
    `clipped` are the values of rows whose text the page end cut off for good.
    """

    def __init__(self, style: Style, width: float = 842.0) -> None:
        self.style = style
        self.full_width = self.width = width
        self.height = style.height
        self.left, self.right, self.top, self.bottom = 36.0, width - 36.0, 48.0, style.height - 48.0
        self.frames: list[tuple[float, float]] = []
        self.frame_top = self.top
        self.clipped: set[Truth] = set()
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, invariant=1, pageCompression=0)
        self.regular, self.bold = font_names(style.font)
        self.number = 0
        self.y = self.top
        self.new_page()

    def new_page(self) -> None:
        if self.number:
            self.canvas.showPage()
        shares = self.style.page_widths or (1.0,)
        self.width = self.full_width * shares[self.number % len(shares)]
        self.left, self.right = 36.0, self.width - 36.0
        self.number += 1
        self.y = self.frame_top = self.top
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

    def halves(self) -> None:
        """From here on the page has two columns of text; the first is being filled."""
        middle = self.width / 2
        self.frames = [(middle + GUTTER / 2, self.width - 36.0)]
        self.right, self.frame_top = middle - GUTTER / 2, self.y

    def next_frame(self) -> None:
        """The second column of the page, if it has one, else a new page in as many columns."""
        if self.frames:
            self.left, self.right = self.frames.pop()
            self.y = self.frame_top
            return
        split = self.right - self.left < 0.6 * (self.width - 72.0)
        self.new_page()
        if split:
            self.halves()

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
        for line in text_to_lines(text, self.right - self.left, self.regular, size):
            if self.y + 14 > self.bottom:
                self.new_page()
            self.y += size * 1.3
            self.text(self.left, self.y, line, size, bold)
        self.y += 5

    def to_bytes(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()
