"""The ways in which documents draw the rules of a table: whatever the way, the same grid comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.colors import HexColor, black, white
from reportlab.pdfgen.canvas import Canvas

from schemas.table import DocumentReading
from tests.extract.pages.test_rendered_tables import tables
from tests.pdf_pages import LEFT, ROW, TOP, Drawn, draw_grid, finish, grid_of, new_canvas, read

HEIGHT = 842
WIDTH = 80.0
NO_RULES = Drawn(rules="none", width=WIDTH)
Texts = list[list[str]]
Pen = Callable[[Canvas, float, float, float, float], None]


def plain(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, y0, x1, y1)


def double(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """Two thin lines with white between them."""
    flat = y0 == y1
    for shift in (-1.0, 1.0):
        canvas.line(x0, y0 + shift * flat, x1, y1 + shift * flat) if flat else canvas.line(x0 + shift, y0, x1 + shift, y1)


def dashed(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.setDash(3, 2)
    canvas.line(x0, y0, x1, y1)
    canvas.setDash()


def pieces(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """Dashes that are lines of their own, as some spreadsheets print them."""
    steps = int(max(abs(x1 - x0), abs(y1 - y0)) / 6)
    for k in range(steps):
        x, y = x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps
        canvas.line(x, y, x + 4 * (y0 == y1), y - 4 * (x0 == x1))


def thin_fill(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.setFillColor(black)
    canvas.rect(x0 - 0.24, min(y0, y1) - 0.24, x1 - x0 + 0.48, abs(y1 - y0) + 0.48, stroke=0, fill=1)


def broken(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """A gap at every crossing: each side of each cell ends 1.5 points before the corner."""
    length, step = (x1 - x0, WIDTH) if y0 == y1 else (y0 - y1, ROW)
    for k in range(round(length / step)):
        a, b = k * step + 1.5, (k + 1) * step - 1.5
        canvas.line(x0 + a, y0, x0 + b, y0) if y0 == y1 else canvas.line(x0, y0 - a, x0, y0 - b)


PENS: dict[str, Pen] = {
    "plain": plain,
    "double lines": double,
    "dashed lines": dashed,
    "dashes one by one": pieces,
    "lines as thin fills": thin_fill,
    "rules broken at crossings": broken,
}


def draw_rules(canvas: Canvas, rows: int, columns: int, pen: Pen, without: tuple[str, ...] = ()) -> None:
    """All rules of a grid from LEFT, TOP but those named: left, right, top, foot."""
    canvas.setLineWidth(0.5)
    x1, y0, y1 = LEFT + columns * WIDTH, HEIGHT - TOP, HEIGHT - TOP - rows * ROW
    for r in range(rows + 1):
        if not ((r == 0 and "top" in without) or (r == rows and "foot" in without)):
            pen(canvas, LEFT, y0 - r * ROW, x1, y0 - r * ROW)
    for c in range(columns + 1):
        if not ((c == 0 and "left" in without) or (c == columns and "right" in without)):
            pen(canvas, LEFT + c * WIDTH, y0, LEFT + c * WIDTH, y1)


def page(texts: Texts, pen: Pen, without: tuple[str, ...] = ()) -> DocumentReading:
    canvas, buffer = new_canvas(LEFT + len(texts[0]) * WIDTH + 40)
    draw_grid(canvas, texts, NO_RULES)
    draw_rules(canvas, len(texts), len(texts[0]), pen, without)
    return read(finish(canvas, buffer))


@pytest.mark.parametrize("pen", PENS)
@settings(deadline=None, max_examples=6)
@given(texts=tables())
def test_every_way_to_draw_rules_gives_the_same_grid(pen: str, texts: Texts) -> None:
    """Text for text, and told as ruled."""
    (fragment,) = page(texts, PENS[pen]).fragments
    assert grid_of(fragment) == texts
    assert not fragment.columns_inferred


@pytest.mark.parametrize(
    "without", [("left", "right"), ("top",), ("foot",), ("left", "right", "top", "foot"), ("right", "foot")]
)
@settings(deadline=None, max_examples=6)
@given(texts=tables())
def test_missing_outer_rules_cost_no_cell(without: tuple[str, ...], texts: Texts) -> None:
    """The inner rules run on to where the outer ones would be."""
    (fragment,) = page(texts, plain, without).fragments
    assert grid_of(fragment) == texts


@settings(deadline=None, max_examples=6)
@given(texts=tables())
def test_no_rule_at_the_page_foot_is_told(texts: Texts) -> None:
    """The last row is there, and the fragment says that its end is open."""
    (fragment,) = page(texts, plain, ("foot",)).fragments
    assert grid_of(fragment)[-1] == texts[-1]
    assert fragment.open_bottom
    assert not page(texts, plain).fragments[0].open_bottom


@settings(deadline=None, max_examples=8)
@given(texts=tables(), data=st.data())
def test_a_partial_grid_is_completed_from_its_text(texts: Texts, data: st.DataObject) -> None:
    """A frame with a ruled header and column rules, no rules between the rows."""
    canvas, buffer = new_canvas(LEFT + len(texts[0]) * WIDTH + 40)
    draw_grid(canvas, texts, NO_RULES)
    x1, y0, y1 = LEFT + len(texts[0]) * WIDTH, HEIGHT - TOP, HEIGHT - TOP - len(texts) * ROW
    for y in (y0, y0 - ROW, y1):
        canvas.line(LEFT, y, x1, y)
    for c in range(len(texts[0]) + 1):
        canvas.line(LEFT + c * WIDTH, y0, LEFT + c * WIDTH, y1)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == texts


@settings(deadline=None, max_examples=8)
@given(texts=tables(), data=st.data())
def test_cells_merged_over_columns_and_rows_keep_their_spans(texts: Texts, data: st.DataObject) -> None:
    """A head over two columns, a label over two rows: one cell each, with the span, read whole."""
    row, column = data.draw(st.integers(1, len(texts) - 2)), data.draw(st.integers(1, len(texts[0]) - 2))
    shown = [list(line) for line in texts]
    shown[0][column], shown[0][column + 1], shown[row][0], shown[row + 1][0] = "", "", "", ""
    canvas, buffer = new_canvas(LEFT + len(texts[0]) * WIDTH + 40)
    draw_grid(canvas, shown, NO_RULES)
    top = HEIGHT - TOP
    for r in range(len(texts) + 1):
        start = LEFT + WIDTH if r == row + 1 else LEFT
        canvas.line(start, top - r * ROW, LEFT + len(texts[0]) * WIDTH, top - r * ROW)
    for c in range(len(texts[0]) + 1):
        canvas.line(LEFT + c * WIDTH, top - ROW if c == column + 1 else top, LEFT + c * WIDTH, top - len(texts) * ROW)
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(LEFT + (column + 1) * WIDTH, top - ROW + 5, "Target Kinerja Tahunan")
    canvas.drawString(LEFT + 4, top - row * ROW - ROW - 3, "Gabungan")
    (fragment,) = read(finish(canvas, buffer)).fragments
    spans = {(c.row, c.column): (c.row_span, c.column_span, c.text) for c in fragment.cells}
    assert spans[0, column] == (1, 2, "Target Kinerja Tahunan")
    assert spans[row, 0] == (2, 1, "Gabungan")


@settings(deadline=None, max_examples=8)
@given(st.lists(st.integers(1, 4), min_size=3, max_size=6), st.data())
def test_cells_of_several_lines_are_one_cell_each(heights: list[int], data: st.DataObject) -> None:
    """Rows as tall as their tallest cell; the lines stay apart by line breaks."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 9)
    y, wanted = HEIGHT - TOP, []
    for r, lines in enumerate(heights):
        canvas.line(LEFT, y, LEFT + 300, y)
        row = []
        for c in range(3):
            count = lines if c == 0 else data.draw(st.integers(1, lines))
            parts = [f"baris {r}{c}{k}" for k in range(count)]
            for k, part in enumerate(parts):
                canvas.drawString(LEFT + 100 * c + 4, y - 12 - 11 * k, part)
            row.append("\n".join(parts))
        wanted.append(row)
        y -= 11 * lines + 8
    canvas.line(LEFT, y, LEFT + 300, y)
    for c in range(4):
        canvas.line(LEFT + 100 * c, HEIGHT - TOP, LEFT + 100 * c, y)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == wanted


@pytest.mark.parametrize("margin", [12, 30, 45])
@settings(deadline=None, max_examples=6)
@given(texts=tables())
def test_a_frame_around_the_page_is_no_table(margin: int, texts: Texts) -> None:
    """The table inside it is found as without the frame; the frame is no cell of anything."""
    canvas, buffer = new_canvas(LEFT + len(texts[0]) * WIDTH + 60)
    width = LEFT + len(texts[0]) * WIDTH + 60
    canvas.rect(margin, margin, width - 2 * margin, HEIGHT - 2 * margin)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(LEFT, HEIGHT - 70, "Rencana Kerja")
    draw_grid(canvas, texts, Drawn(width=WIDTH))
    assert [grid_of(f) for f in read(finish(canvas, buffer)).fragments] == [texts]


@settings(deadline=None, max_examples=6)
@given(tables(), tables())
def test_nested_frames_are_no_cells(texts: Texts, other: Texts) -> None:
    """A double frame around the page, and a box around the table: only the table is one."""
    width = LEFT + len(texts[0]) * WIDTH + 80
    canvas, buffer = new_canvas(width)
    for margin in (20, 24):
        canvas.rect(margin, margin, width - 2 * margin, HEIGHT - 2 * margin)
    canvas.rect(LEFT - 12, HEIGHT - TOP - len(texts) * ROW - 12, len(texts[0]) * WIDTH + 24, len(texts) * ROW + 24)
    draw_grid(canvas, texts, Drawn(width=WIDTH))
    assert [grid_of(f) for f in read(finish(canvas, buffer)).fragments] == [texts]


def test_two_tables_that_share_a_rule_keep_their_columns() -> None:
    """The foot of one is the head of the other; their columns differ. Read as one grid or as two, every text keeps its neighbours."""
    canvas, buffer = new_canvas()
    first = [["Uraian", "2021", "2022"], ["Jumlah", "12", "15"], ["Rasio", "3", "4"]]
    second = [["Sumber", "Nilai"], ["APBD", "100"], ["APBN", "200"]]
    draw_grid(canvas, first, Drawn(width=80))
    canvas.translate(0, -3 * ROW)
    draw_grid(canvas, second, Drawn(width=120))
    reading = read(finish(canvas, buffer))
    rows = [[text for text in row if text] for f in reading.fragments for row in grid_of(f)]
    assert rows == [*first, *second]


@settings(deadline=None, max_examples=6)
@given(tables())
def test_white_rules_on_fills_are_rules(texts: Texts) -> None:
    """Each cell is a filled box, white lines run between them: the usual look of slide programs."""
    canvas, buffer = new_canvas(LEFT + len(texts[0]) * WIDTH + 40)
    top, x1 = HEIGHT - TOP, LEFT + len(texts[0]) * WIDTH
    for r in range(len(texts)):
        canvas.setFillColor(HexColor("#1F3864" if r == 0 else "#D9E2F3"))
        canvas.rect(LEFT, top - (r + 1) * ROW, x1 - LEFT, ROW, stroke=0, fill=1)
    canvas.setStrokeColor(white)
    draw_rules(canvas, len(texts), len(texts[0]), plain)
    draw_grid(canvas, texts, NO_RULES)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == texts


@settings(deadline=None, max_examples=6)
@given(tables())
def test_cells_told_by_their_fills_alone(texts: Texts) -> None:
    """Filled boxes with white paper between them, no line at all; the fill stays on the cell."""
    canvas, buffer = new_canvas(LEFT + len(texts[0]) * WIDTH + 40)
    for r in range(len(texts)):
        for c in range(len(texts[0])):
            canvas.setFillColor(HexColor("#BDD7EE" if r == 0 else "#F2F2F2"))
            canvas.rect(LEFT + c * WIDTH + 1, HEIGHT - TOP - (r + 1) * ROW + 1, WIDTH - 2, ROW - 2, stroke=0, fill=1)
    draw_grid(canvas, texts, NO_RULES)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == texts
    assert {cell.style.fill for cell in fragment.cells if cell.row == 0} == {(0xBD, 0xD7, 0xEE)}


@settings(deadline=None, max_examples=6)
@given(tables())
def test_a_header_by_fill_alone_is_part_of_the_table(texts: Texts) -> None:
    """A coloured head over an open table; fill and bold stay on its cells as evidence."""
    canvas, buffer = new_canvas(LEFT + len(texts[0]) * WIDTH + 40)
    draw_grid(canvas, texts, Drawn(rules="none", header_fill="#FFE699", width=WIDTH))
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == texts
    heads = [cell.style for cell in fragment.cells if cell.row == 0]
    assert all(style.bold and style.fill == (0xFF, 0xE6, 0x99) for style in heads)
    assert not any(cell.style.bold or cell.style.fill for cell in fragment.cells if cell.row > 0)


@pytest.mark.parametrize("upright", [False, True])
def test_a_coloured_band_closes_the_merged_cell_above_it(upright: bool) -> None:
    """A heading between rows: the rule above it is missing in the first column, and the upright rule may run on through it. The band is
    one row, the merged cell ends where the band begins."""
    canvas, buffer = new_canvas()
    top = HEIGHT - TOP
    canvas.setFillColor(HexColor("#FFE699"))
    canvas.rect(LEFT, top - 4 * ROW, 300, ROW, stroke=0, fill=1)
    canvas.setFillColor(black)
    canvas.setFont("Helvetica", 9)
    for r in range(7):
        start = LEFT if r in (0, 1, 4, 5, 6) else LEFT + 30
        canvas.line(start, top - r * ROW, LEFT + 300, top - r * ROW)
    for x in (0, 30, 200, 300):
        for a, b in ((0, 3 + (upright and x == 30)), (4, 6)):
            canvas.line(LEFT + x, top - a * ROW, LEFT + x, top - b * ROW)
    canvas.line(LEFT, top, LEFT, top - 6 * ROW)
    canvas.line(LEFT + 300, top, LEFT + 300, top - 6 * ROW)
    for r, row in enumerate(
        [("No", "Program", "2024"), ("7", "Hutan", "1"), ("", "Kayu", "2"), (), ("8", "Usaha", "3"), ("9", "Niaga", "4")]
    ):
        for x, text in zip((4, 34, 204), row, strict=False):
            canvas.drawString(LEFT + x, top - (r + 1) * ROW + 5, text)
    canvas.drawString(LEFT + 4, top - 4 * ROW + 5, "URUSAN BIDANG KOPERASI DAN USAHA KECIL")
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert [row[0] for row in grid_of(fragment)] == ["No", "7", "", "URUSAN BIDANG KOPERASI DAN USAHA KECIL", "8", "9"]
    assert [c.row_span for c in fragment.cells if c.text == "7"] == [2]


def merged_head(texts: list[str], heads: list[str], positions: list[float]) -> list[str]:
    """The first row of a table whose first row is one cell over six columns; `positions` are the middles of the texts in it."""
    canvas, buffer = new_canvas()
    top = HEIGHT - TOP
    for r in range(4):
        canvas.line(LEFT, top - r * ROW, LEFT + 6 * 60, top - r * ROW)
    for c in range(7):
        canvas.line(LEFT + c * 60, top - (0 if c in (0, 6) else ROW), LEFT + c * 60, top - 3 * ROW)
    canvas.setFont("Helvetica", 9)
    for text, at in zip(texts, positions, strict=True):
        canvas.drawCentredString(LEFT + at, top - ROW + 5, text)
    for c in range(6):
        canvas.drawString(LEFT + c * 60 + 4, top - 2 * ROW + 5, heads[c])
        canvas.drawRightString(LEFT + c * 60 + 56, top - 3 * ROW + 5, str(c * 17))
    (fragment,) = read(finish(canvas, buffer)).fragments
    return grid_of(fragment)[0]


PAIRS = ["ton", "%"] * 3
SINGLES = ["a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    ("heads", "positions"),
    [(SINGLES, [60, 180, 300]), (PAIRS, [60, 180, 300]), (PAIRS, [52, 170, 310]), (PAIRS, [48, 190, 288])],
)
def test_labels_centred_over_equal_groups_share_no_cell(heads: list[str], positions: list[float]) -> None:
    """Nobody drew the rules between three dates over pairs of columns; their places and the heads that repeat below tell them apart."""
    assert merged_head(["2021", "2022", "2023"], heads, positions) == ["2021", "", "2022", "", "2023", ""]


@pytest.mark.parametrize(
    ("texts", "heads", "positions"),
    [
        (["Nama", "Bagian"], SINGLES, [30, 200]),
        (["2021", "2022", "2023"], SINGLES, [52, 170, 310]),
        (["2021", "2022"], PAIRS, [60, 180]),
    ],
)
def test_labels_without_such_proof_stay_in_their_cell(texts: list[str], heads: list[str], positions: list[float]) -> None:
    """Beside the middle of their columns, or not as many columns for each."""
    assert merged_head(texts, heads, positions) == [" ".join(texts), "", "", "", "", ""]
