"""Draws planning tables that rules do not part: wrapped cells, spanning heads, columns of every alignment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.pdf_pages import finish, new_canvas

SIZE, LEADING, LEFT, TOP = 9.0, 10.8, 50.0, 90.0
FACES = {False: "Helvetica", True: "Helvetica-Bold"}


@dataclass(frozen=True)
class Column:
    """One column: width, alignment of its cells, and the room between cell edge and text."""

    width: float
    align: str
    pad: float = 4.0


@dataclass(frozen=True)
class OpenTable:
    """`head` holds rows of (text, columns that it spans, rows that it spans), None where a cell from above stands; `rules` is none,
    head, rows or columns. `goes_on` are rows of the body whose first `shared` columns belong to the cell above: no rule parts them."""

    columns: tuple[Column, ...]
    head: tuple[tuple[tuple[str, int, int] | None, ...], ...]
    body: tuple[tuple[str, ...], ...]
    rules: str = "none"
    space: float = 6.0
    size: tuple[float, float] = field(default=(842.0, 595.0))
    goes_on: tuple[int, ...] = ()
    shared: int = 2

    @property
    def edges(self) -> list[float]:
        edges = [LEFT]
        for column in self.columns:
            edges.append(edges[-1] + column.width)
        return edges


def wrapped(text: str, width: float, bold: bool) -> list[str]:
    """The text in lines no wider than `width`."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(joined, FACES[bold], SIZE) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def expected(table: OpenTable) -> list[list[str]]:
    """The grid that must come back, with single blanks for line ends."""
    rows = []
    for cells in table.head:
        row: list[str] = []
        for cell in cells:
            if cell is None:
                row.append("")
            else:
                row += [cell[0], *[""] * (cell[1] - 1)]
        rows.append(row)
    return rows + [list(row) for row in table.body]


def draw_open_table(table: OpenTable) -> bytes:
    """One page with the table on it."""
    canvas, buffer = new_canvas(*table.size)
    draw_on(canvas, table)
    return finish(canvas, buffer)


def draw_on(canvas: Canvas, table: OpenTable, top: float = TOP) -> float:
    """The table from `top` downwards; gives the y of its foot."""
    edges, height = table.edges, table.size[1]
    ys = [top]
    for r in range(len(table.head)):
        ys.append(ys[-1] + _head_height(table, r))
    for texts in table.body:
        lines = max(len(wrapped(t, c.width - 2 * c.pad, False)) for t, c in zip(texts, table.columns, strict=True))
        ys.append(ys[-1] + max(1, lines) * LEADING + table.space)
    heads = len(table.head)
    for r, at, (text, wide, tall) in _labels(table):
        box = (edges[at], ys[r], edges[at + wide], ys[r + tall])
        _write(canvas, box, text, Column(box[2] - box[0], "center", 2.0), height, bold=True, middle=True)
        if table.rules in {"head", "rows"} and wide > 1:
            canvas.line(box[0], height - box[3], box[2], height - box[3])
    for r, row in enumerate(table.body):
        for c, text in enumerate(row):
            box = (edges[c], ys[heads + r] + table.space / 2, edges[c + 1], ys[heads + r + 1])
            _write(canvas, box, text, table.columns[c], height)
    canvas.setLineWidth(0.5)
    whole = {"none": [], "head": [ys[0], ys[heads], ys[-1]], "rows": [ys[0], *ys[heads:]], "columns": []}
    for y in whole[table.rules]:
        cut = table.rules == "rows" and ys.index(y) - heads in table.goes_on
        canvas.line(edges[table.shared] if cut else edges[0], height - y, edges[-1], height - y)
    if table.rules == "columns":
        for y in (ys[0], ys[heads], ys[-1]):
            canvas.line(edges[0], height - y, edges[-1], height - y)
        for at, x in enumerate(edges):
            canvas.line(x, height - ys[_first_open_row(table, at)], x, height - ys[-1])
    return ys[-1]


def _labels(table: OpenTable) -> Iterator[tuple[int, int, tuple[str, int, int]]]:
    """Row, column and label of each cell of the head, left to right, row by row."""
    for r, cells in enumerate(table.head):
        at = 0
        for cell in cells:
            if cell is not None:
                yield r, at, cell
            at += 1 if cell is None else cell[1]


def _first_open_row(table: OpenTable, edge: int) -> int:
    """The first row of the head in which no label runs over this edge."""
    for r, cells in enumerate(table.head):
        at, crossed = 0, False
        for cell in cells:
            wide = 1 if cell is None else cell[1]
            crossed |= at < edge < at + wide
            at += wide
        if not crossed:
            return r
    return len(table.head)


def _head_height(table: OpenTable, row: int) -> float:
    """Tall enough for the labels that end in this row; those over several rows share out what they need."""
    need = 1.0
    for r, at, (text, wide, tall) in _labels(table):
        if r <= row < r + tall:
            width = sum(c.width for c in table.columns[at : at + wide]) - 4
            need = max(need, len(wrapped(text, width, True)) / tall)
    return need * LEADING + 6


def _write(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    text: str,
    column: Column,
    height: float,
    bold: bool = False,
    middle: bool = False,
) -> None:
    x0, top, x1, bottom = box
    lines = wrapped(text, x1 - x0 - 2 * column.pad, bold)
    y = top + (max(0.0, bottom - top - len(lines) * LEADING) / 2 if middle else 0.0)
    canvas.setFont(FACES[bold], SIZE)
    for line in lines:
        y += LEADING
        width = stringWidth(line, FACES[bold], SIZE)
        x = {"left": x0 + column.pad, "right": x1 - column.pad - width, "center": (x0 + x1 - width) / 2}[column.align]
        canvas.drawString(x, height - y + 2.4, line)


NOUNS = ("layanan", "pegawai", "jalan", "sekolah", "irigasi", "perangkat daerah", "kelurahan", "pasar", "rumah sakit")
VERBS = (
    "yang dibina",
    "yang tersedia",
    "sesuai standar",
    "yang dilayani tepat waktu",
    "dalam kondisi baik",
    "yang memenuhi syarat",
)
STARTS = ("Persentase", "Jumlah", "Tingkat", "Indeks kepuasan", "Cakupan", "Rasio")
UNITS = ("%", "Orang", "Dokumen", "Unit", "Indeks", "Paket")


@st.composite
def planning_tables(draw: st.DrawFn, rules: str = "none") -> OpenTable:
    """Number, indicator, unit, then years under one label, or target and rupiah under each year."""
    pairs = draw(st.booleans())
    years = draw(st.integers(2, 3 if pairs else 5))
    first = draw(st.integers(2015, 2025))
    pad = draw(st.sampled_from([3.0, 4.0, 5.4]))
    left = [
        Column(28.0, draw(st.sampled_from(["left", "center"])), pad),
        Column(draw(st.sampled_from([110.0, 150.0])), "left", pad),
        Column(60.0, draw(st.sampled_from(["left", "center"])), pad),
    ]
    align = draw(st.sampled_from(["right", "center"]))
    values = [Column(44.0, align, pad), Column(78.0, "right", pad)] * years if pairs else [Column(52.0, align, pad)] * years
    depth = 3 if pairs else 2
    labels = [("No", 1, depth), ("Indikator Kinerja", 1, depth), ("Satuan", 1, depth)]
    top = (*labels, ("Target Kinerja dan Pendanaan" if pairs else "Target", years * (2 if pairs else 1), 1))
    head: tuple[tuple[tuple[str, int, int] | None, ...], ...]
    if pairs:
        second = (None, None, None, *((str(first + k), 2, 1) for k in range(years)))
        head = (top, second, (None, None, None, *((text, 1, 1) for _ in range(years) for text in ("Target", "Rp"))))
    else:
        head = (top, (None, None, None, *((str(first + k), 1, 1) for k in range(years))))
    body = []
    for number in range(1, draw(st.integers(3, 6)) + 1):
        phrase = f"{draw(st.sampled_from(STARTS))} {draw(st.sampled_from(NOUNS))} {draw(st.sampled_from(VERBS))}"
        row = [str(number), phrase, draw(st.sampled_from(UNITS))]
        row += [draw(_money if column.width == 78.0 else _targets) for column in values]
        body.append(tuple(row))
    return OpenTable((*left, *values), head, tuple(body), rules, draw(st.sampled_from([5.0, 6.0, 9.0])))


_targets = st.one_of(
    st.integers(1, 9_999).map(lambda n: f"{n:,}".replace(",", ".")),
    st.decimals(1, 100, places=2).map(lambda d: str(d).replace(".", ",")),
)
_money = st.integers(1_000_000, 9_999_999_999).map(lambda n: f"{n:,}".replace(",", "."))
