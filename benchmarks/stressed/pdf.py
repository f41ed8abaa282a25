"""Sheets as PDF, drawn rule by rule and glyph by glyph, with the defects that real files have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from benchmarks.stressed.draw import draw_fill, draw_rules, draw_text
from benchmarks.stressed.page_sums import PageSums
from benchmarks.stressed.paper import Paper
from benchmarks.stressed.sheets import Box, Sheet, rows_to_grid
from benchmarks.stressed.typeset import Part
from samples.line_breaks import text_to_lines

PAGE_FILL = 130.0  # points that a titled table needs below its title


def set_sheet(page: Paper, sheet: Sheet) -> None:
    """Title, table and notes, from where the page is filled so far."""
    if sheet.title and page.y + PAGE_FILL > page.bottom:
        page.new_page()
    for line in sheet.title:
        page.paragraph(line, bold=True, size=9.5)
    page.y += 4
    if page.style.halves:
        page.halves()
    TableSetter(page, sheet).run()
    if page.style.halves:
        page.frames = []
        page.new_page()
    page.y += 8
    for note in sheet.notes:
        page.paragraph(note, size=7.5)
    page.y += 8


@dataclass(slots=True)
class TableSetter:
    """Sets one table row by row; `spanning` are boxes over further rows: column -> (part, rows still to come)."""

    page: Paper
    sheet: Sheet
    edges: list[float] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    spanning: dict[int, tuple[Part, int]] = field(default_factory=dict)
    vanished: set[int] = field(default_factory=set)
    unruled: bool = False  # no rule between the row set last and the next
    sums: PageSums | None = None

    def run(self) -> None:
        self.set_edges(0.0)
        columns = len(self.sheet.widths)
        header = rows_to_grid(self.sheet.header, columns)
        rows = rows_to_grid(self.sheet.body, columns)
        if self.page.style.start:
            self.page.y = max(self.page.y, self.page.top + self.page.style.start * (self.page.bottom - self.page.top))
        for at, row in enumerate(header):
            if self.page.y + self.row_height(header, at, head=True) > self.page.bottom:
                self._turn(header=())
            self._place(row, self.row_height(header, at, head=True), head=True)
        if self.page.style.page_sums:
            self.sums = PageSums.of(rows, columns, self.page.style.page_sums)
        for at, row in enumerate(rows):
            self._set_row(rows, at, row, header)
            if self.sums is not None:
                self.sums.add(row)
        self._draw()

    def set_edges(self, drift: float) -> None:
        widths = list(self.sheet.widths)
        style = self.page.style
        if style.narrow != 1.0:
            widths = [w * style.narrow if w < 80 else w for w in widths]
        for column in sorted(self.vanished, reverse=True):
            widths[column - 1] += widths[column]
            widths[column] = 0.0
        factor = min(1.0, (self.page.right - self.page.left) / sum(widths))
        self.edges = [self.page.left + drift]
        for width in widths:
            self.edges.append(self.edges[-1] + width * factor)
        if style.jitter and drift == style.drift and self.page.number > 1:
            random = Random(self.page.number)
            moves = [random.uniform(-style.jitter, style.jitter) if width else 0.0 for width in widths]
            self.edges = [self.edges[0], *(edge + move for edge, move in zip(self.edges[1:], moves, strict=True))]

    def _lines(self, column: int, box: Box, head: bool) -> list[str]:
        pad = 3.0
        width = self.edges[column + box.cols] - self.edges[column] - 2 * pad - box.indent
        if box.rotated:
            return [box.text]
        return text_to_lines(
            box.text, max(width, 6.0), self.page.bold if box.bold or head else self.page.regular, self.page.style.size
        )

    @property
    def leading(self) -> float:
        return self.page.style.size * 1.2

    def row_height(self, rows: Sequence[dict[int, Box]], at: int, head: bool) -> float:
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
        style = self.page.style
        height = self.row_height(rows, at, head=False)
        room = self.page.bottom - self.page.y - (self.leading + 6.0 if self.sums is not None else 0.0)
        alone = not self.spanning and all(box.rows == 1 for box in row.values())
        lonely = style.lonely_tail and alone and at % 4 == 3 and height > 3 * self.leading
        if lonely:
            room = min(room, height - self.leading)
        if height <= room:
            self._place(row, height, unruled=style.unruled > Random(f"{at}/{len(rows)}").random() and alone)
            return
        fit = int((room - 6.0) / self.leading + 0.01)
        if style.clipped and alone and fit >= 1:
            self._clip(row, fit)
            self._turn(header, rows[at + 1 :])
            return
        if not (style.cut_rows or lonely) or fit < 1 or height > self.page.bottom - self.page.top:
            self._turn(header, rows[at:])
            self._place(row, self.row_height(rows, at, head=False))
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
        if lonely and at + 1 < len(rows):
            self._turn(header, rows[at + 1 :])

    def _clip(self, row: dict[int, Box], fit: int) -> None:
        """The row's first lines; what the page end clips is printed nowhere."""
        lines = {column: self._lines(column, box, False) for column, box in row.items()}
        self._place(row, fit * self.leading + 6.0, lines={c: own[:fit] for c, own in lines.items()}, cut=True)
        for part in self.parts:
            part.closes = part.closes and part.bottom != self.page.y
        if any(len(own) > fit for own in lines.values()):
            self.page.clipped |= {box.truth for box in row.values() if box.truth is not None}

    def _place(
        self,
        row: dict[int, Box],
        height: float,
        head: bool = False,
        lines: dict[int, list[str]] | None = None,
        cut: bool = False,
        unruled: bool = False,
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
            part.opens, part.closes = not self.unruled, not unruled
            if box.rows > 1:
                self.spanning[column] = (part, box.rows - 1)
            else:
                self.parts.append(part)
        self.page.y, self.unruled = bottom, unruled

    def _turn(self, header: Sequence[dict[int, Box]], left: Sequence[dict[int, Box]] = ()) -> None:
        if self.sums is not None and not self.spanning and self.parts and self.page.y + self.leading + 6.0 <= self.page.bottom:
            self._place(self.sums.foot(), self.leading + 6.0)
        self.unruled = False
        going_on = dict(self.spanning)
        rests: dict[int, list[str]] = {}
        for column, (part, _) in going_on.items():
            part.closes = False
            self.parts.append(part)
            fits = int((part.bottom - part.top - 6.0) / self.leading + 0.01)
            rests[column] = [] if self.page.style.middle else part.lines[fits:]
            part.lines = part.lines if self.page.style.middle else part.lines[:fits]
        self.spanning = {}
        self._draw()
        before = self.page.number
        self.page.next_frame()
        style = self.page.style
        if style.vanish and left:
            self.vanished = {c for c in range(1, len(self.sheet.widths)) if self._is_empty(c, left)}
        self.set_edges(style.drift)
        if style.continued_title and header and self.page.number > before:
            self.page.paragraph(style.continued_title.format(self.sheet.title[0] if self.sheet.title else ""), bold=True)
        self._later_header(header)
        if self.sums is not None and (carried := self.sums.carried()):
            self._place(carried, self.leading + 6.0)
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
            height = self.row_height(header, at, head=True) if style != "blank" else self.leading + 6.0
            self._place(shown, height, head=True)

    def _draw(self) -> None:
        for part in self.parts:
            draw_fill(self.page, part)
        for part in self.parts:
            draw_rules(self.page, part, is_last=part.bottom >= self.page.y - 0.01)
        for part in self.parts:
            draw_text(self.page, part)
        self.parts = []
