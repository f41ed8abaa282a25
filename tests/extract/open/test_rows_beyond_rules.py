"""Tables whose rules or coloured bands end before their rows do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extract.open.aligned_lines import find_runs
from extract.open.region_to_grid import Structured, region_to_grid
from extract.open.rows_beyond_rules import with_rows_beyond
from schemas.geometry import BBox
from schemas.table import GridKind
from tests.pdf_pages import finish, grid_of, new_canvas, read
from tests.typed_pages import lines, typed, y_of

XS = (60.0, 110.0, 280.0, 340.0, 400.0)
HEAD = ("Ref", "Measure", "2022", "2023", "2024")
BODY = [(f"KM{k:02}", f"Homes inspected in ward {k}", str(40 + k), str(50 + 3 * k), str(71 + k)) for k in range(1, 7)]
STEP = 26.0


def row(canvas: Canvas, top: float, texts: Sequence[str], bold: bool = False) -> None:
    canvas.setFillColor(HexColor("#000000"))
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
    for c, (x, text) in enumerate(zip(XS, texts, strict=False)):
        draw = canvas.drawRightString if c > 1 else canvas.drawString
        draw(x + (36 if c > 1 else 0), 842 - top - 12, text)


def rule(canvas: Canvas, y: float) -> None:
    canvas.line(56, 842 - y, 446, 842 - y)


@pytest.mark.parametrize("note", ["", "Source: housing register, counted at the end of each year"])
def test_rules_of_the_head_alone(note: str) -> None:
    """Nothing is ruled below the head, and the rows stand far apart; a note below the last is no row."""
    canvas, buffer = new_canvas()
    rule(canvas, 96)
    row(canvas, 98, HEAD, bold=True)
    rule(canvas, 114)
    for k, texts in enumerate(BODY):
        row(canvas, 120 + STEP * k, texts)
        if k == 0:
            rule(canvas, 138)
    row(canvas, 120 + STEP * len(BODY), (note,))
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == [list(texts) for texts in (HEAD, *BODY)]


@pytest.mark.parametrize("phase", [0, 1])
def test_zebra_rows_in_any_phase(phase: int) -> None:
    """Every second row is coloured: the first, the last and the head may be white. Then a title, and the next table as wide."""
    canvas, buffer = new_canvas()
    top = 80.0
    for title in ("Priority 1: homes", "Priority 2: streets"):
        row(canvas, top, (title,), bold=True)
        row(canvas, top + 22, HEAD, bold=True)
        for k, texts in enumerate(BODY):
            y = top + 44 + STEP * k
            if k % 2 == phase:
                canvas.setFillColor(HexColor("#eef3f7"))
                canvas.rect(56, 842 - y - STEP + 5, 390, STEP, stroke=0, fill=1)
            row(canvas, y, texts)
        top += 44 + STEP * (len(BODY) + 1)
    fragments = read(finish(canvas, buffer)).fragments
    assert [grid_of(fragment) for fragment in fragments] == [[list(texts) for texts in (HEAD, *BODY)]] * 2


@pytest.mark.parametrize("again", [False, True])
def test_a_section_below_a_total_is_the_table_s(again: bool) -> None:
    """The total stands alone, in larger type and far to the right; rows without a head follow, or the head of another table."""
    canvas, buffer = new_canvas()
    top = 80.0
    for part in (BODY[:3], BODY[3:]):
        if part == BODY[:3] or again:
            row(canvas, top, HEAD, bold=True)
            top += 20
        for k, texts in enumerate(part):
            row(canvas, top + 15 * k, texts)
        top += 15 * len(part) + 12
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawRightString(436, 842 - top - 12, f"Total: {sum(int(texts[-1]) for texts in part)}")
        top += 46
    fragments = read(finish(canvas, buffer)).fragments
    rows = [[list(texts) for texts in (HEAD, *BODY[:3])], [list(texts) for texts in BODY[3:]]]
    if again:
        assert [grid_of(fragment)[:4] for fragment in fragments] == [rows[0], [list(HEAD), *rows[1]]]
    else:
        (fragment,) = fragments
        grid = grid_of(fragment)
        assert [texts for texts in grid if texts[0]] == [*rows[0], *rows[1]]


@pytest.mark.parametrize("band", [True, False])
def test_a_head_above_the_rules_of_the_rows(band: bool) -> None:
    """The head, on two base lines, stands above the first rule; below it the name of a group or the first row comes first."""
    canvas, buffer = new_canvas()
    row(canvas, 80, ("", "", "Spent", "Budget", "Budget"), bold=True)
    row(canvas, 91, ("Ref", "Scheme", "2022", "2023", "2024"), bold=True)
    top = 106.0
    rule(canvas, top)
    if band:
        row(canvas, top + 3, ("Highways",), bold=True)
        top += 20
    for k, texts in enumerate(BODY):
        row(canvas, top + 3 + 20 * k, texts)
    rule(canvas, top + 20 * len(BODY) + 2)
    (fragment,) = read(finish(canvas, buffer)).fragments
    head = [" ".join(text.split()) for text in grid_of(fragment)[0]]
    assert head == ["Ref", "Scheme", "Spent 2022", "Budget 2023", "Budget 2024"]


PAGE = """
    Uraian            2021    2022    2023
    Jumlah desa         12      14      15
    Jumlah kota          3       4       4
    Jumlah nagari        2       2       3
"""


def upper_rows() -> Structured:
    """The table of the first three lines, as rules that end too early would have it."""
    (region,) = find_runs(lines(PAGE), frozenset(), [], [])
    box = region.box
    found = region_to_grid(typed(PAGE), replace(region, box=BBox(box.x0, box.top, box.x1, y_of(3) - 1)))
    assert found is not None
    return found


def test_a_line_below_that_keeps_to_the_columns_is_a_row() -> None:
    """The region reaches down to it; another table below stops it."""
    found = upper_rows()
    wider = with_rows_beyond(found, lines(PAGE), (), (), ())
    assert wider is not None
    assert wider.box.bottom > y_of(3)
    below = BBox(found.region.box.x0, y_of(3) - 1, found.region.box.x1, y_of(5))
    assert with_rows_beyond(found, lines(PAGE), (), (), (below,)) is None


def test_a_sentence_below_is_no_row() -> None:
    """It runs over the columns."""
    found = upper_rows()
    text = PAGE.replace("Jumlah nagari        2       2       3", "Sumber dari laporan tahunan dinas yang terbit")
    assert with_rows_beyond(found, lines(text), (), (), ()) is None


def test_a_page_that_goes_on_begins_with_a_row_outside_its_bands() -> None:
    """Its first row is white, and no head is repeated above it."""
    canvas, buffer = new_canvas()
    for k, texts in enumerate(BODY):
        if k % 2:
            canvas.setFillColor(HexColor("#dddddd"))
            canvas.rect(56, 842 - 60 - 18 * k - 17, 390, 18, fill=1, stroke=0)
        row(canvas, 60 + 18 * k, texts)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert grid_of(fragment) == [list(texts) for texts in BODY]


def test_labels_in_the_middle_of_columns_whose_figures_end_at_the_right() -> None:
    """The lowest line of the head is flush with nothing; it labels the columns all the same."""
    text = """
    Uraian              Target      Target      Target
                         2021        2022        2023
    Jumlah desa               12          14          15
    Jumlah kota                3           4           4
    Jumlah nagari              2           2           3
    """
    (region,) = [one for one in find_runs(lines(text), frozenset(), [], []) if one.box.bottom > y_of(4)]
    body = replace(region, box=BBox(region.box.x0, y_of(2) - 1, region.box.x1, y_of(5)), kind=GridKind.RULES)
    found = region_to_grid(typed(text), body)
    assert found is not None
    assert not found.header_rows
    wider = with_rows_beyond(found, lines(text), (), (), ())
    assert wider is not None
    assert wider.box.top < y_of(1)
