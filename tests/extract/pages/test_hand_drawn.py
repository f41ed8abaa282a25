"""Tables that people drew on the page: read from it in place of what stood there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.options import ReadOptions
from extract.pages.hand_drawn import reading_with_drawn
from extract.pages.scanned_pages import Frame, blocks_to_printed, box_to_upright
from extract.reading import document_to_reading, reading_to_drawn
from extract.scan.parts import installed_recogniser
from schemas.answer import TableAnswer
from schemas.drawn import DrawnTable
from schemas.geometry import BBox
from schemas.layout import fragment_to_read
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import DocumentReading, Fragment, GridKind, TextBlock
from tests.pdf_pages import LEFT, ROW, TOP, Drawn, draw_grid, finish, grid_of, line, new_canvas, read, table_page

TEXTS = [
    ["Uraian", "2021", "2022", "2023"],
    ["Jumlah jalan mantap", "10", "20", "30"],
    ["Jumlah jembatan baik", "11", "21", "31"],
    ["Panjang saluran baik", "12", "22", "32"],
]
WIDE, HIGH = 110.0, len(TEXTS) * ROW
BOX = (LEFT, TOP, LEFT + 4 * WIDE, TOP + HIGH)
COLUMNS = tuple(LEFT + k * WIDE for k in (1, 2, 3))
ROWS = tuple(TOP + k * ROW for k in (1, 2, 3))
SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "documents"


def drawn(
    box: Sequence[float] = BOX,
    columns: Sequence[float] = COLUMNS,
    rows: Sequence[float] = ROWS,
    number: int = 1,
    over: str = "",
) -> DrawnTable:
    x0, top, x1, bottom = box
    return DrawnTable(FragmentRef(1, number), over, TableAnswer("drawn", (x0, top, x1, bottom), tuple(columns), tuple(rows)))


def redrawn(data: bytes, *tables: DrawnTable, base: DocumentReading | None = None) -> DocumentReading:
    return reading_with_drawn(base or read(data), data, ReadOptions(), tables)


def fragment(reading: DocumentReading, number: int = 1) -> Fragment:
    return next(one for one in reading.fragments if one.ref.table == number)


def words(reading: DocumentReading) -> list[str]:
    """Every word of the reading, in tables and beside them."""
    cells = [cell.text for one in reading.fragments for cell in one.cells]
    texts = [block.text for block in reading.blocks if isinstance(block, TextBlock)]
    return sorted(word for text in (*cells, *texts) for word in text.split())


PAGE = table_page(TEXTS, Drawn(rules="none", width=WIDE))


@pytest.mark.parametrize("rules", ["all", "rows", "book", "none"])
@pytest.mark.parametrize("rows", [ROWS, ()], ids=["rows drawn", "rows left to the text"])
def test_words_go_into_the_drawn_grid(rules: str, rows: tuple[float, ...]) -> None:
    """The table has the drawn columns, and the drawn rows or those of its text, whatever rules the page has."""
    data = table_page(TEXTS, Drawn(rules=rules, width=WIDE))
    base = read(data)
    over = fragment_to_read(fragment(base)) if base.fragments else ""
    found = fragment(redrawn(data, drawn(rows=rows, over=over), base=base))
    assert grid_of(found) == TEXTS
    assert found.drawn_over == over
    assert not found.columns_inferred


def test_lines_that_run_through_text_move_into_the_white_beside_it() -> None:
    """Nobody hits the white to the point: lines that are some points off part the same words."""
    base = read(PAGE)
    off = drawn(columns=[x - 5 for x in COLUMNS], rows=[y - 3 for y in ROWS], over=fragment_to_read(fragment(base)))
    assert grid_of(fragment(redrawn(PAGE, off, base=base))) == TEXTS


def test_a_label_over_columns_spans_them() -> None:
    """A head in the middle of its columns stands over all of them, though one drawn line runs through it."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, [["", "", "", ""], *TEXTS], Drawn(rules="none", width=WIDE))
    canvas.drawCentredString(LEFT + 2.5 * WIDE, 842 - TOP - ROW + 5, "Target kinerja tahunan")
    data = finish(canvas, buffer)
    base = read(data)
    box = (LEFT, TOP, LEFT + 4 * WIDE, TOP + HIGH + ROW)
    rows = [TOP + k * ROW for k in (1, 2, 3, 4)]
    over = fragment_to_read(fragment(base)) if base.fragments else ""
    found = fragment(redrawn(data, drawn(box, rows=rows, over=over), base=base))
    label = next(cell for cell in found.cells if cell.text.startswith("Target"))
    assert (label.text, label.row, label.column, label.column_span) == ("Target kinerja tahunan", 0, 1, 3)


def test_cells_that_the_page_itself_leaves_whole_stay_whole() -> None:
    """Where the page rules a column edge in other rows and leaves it out in one, the cell there spans both columns."""
    canvas, buffer = new_canvas()
    texts = [TEXTS[0], ["Jalan dan jembatan di kota", "", "20", "30"], *TEXTS[2:]]
    draw_grid(canvas, texts, Drawn(rules="rows", width=WIDE))
    for k in (0, 1, 2, 3, 4):
        x = LEFT + k * WIDE
        for top, bottom in [(TOP, TOP + ROW), (TOP + 2 * ROW, TOP + HIGH)] if k == 1 else [(TOP, TOP + HIGH)]:
            line(canvas, (x, 842 - top, x, 842 - bottom), False)
    data = finish(canvas, buffer)
    base = read(data)
    found = fragment(redrawn(data, drawn(over=fragment_to_read(fragment(base))), base=base))
    whole = next(cell for cell in found.cells if cell.text.startswith("Jalan dan"))
    assert (whole.text, whole.column_span) == ("Jalan dan jembatan di kota", 2)


def test_a_table_where_none_was_found_is_new() -> None:
    """Running text in columns becomes a table under a name of its own; what stands outside the box stays text."""
    canvas, buffer = new_canvas()
    for number, y in enumerate((100, 114, 128)):
        canvas.drawString(60, 842 - y, f"Kegiatan{number} selesai")
        canvas.drawString(200, 842 - y, str(number + 5))
    canvas.drawString(60, 842 - 60, "Bab ini menjelaskan tiga kegiatan yang selesai.")
    data = finish(canvas, buffer)
    base = replace(read(data), blocks=tuple(b for b in read(data).blocks if isinstance(b, TextBlock)))
    found = redrawn(data, drawn((50, 85, 260, 135), columns=[190], rows=[], number=4), base=base)
    assert grid_of(fragment(found, 4)) == [[f"Kegiatan{number} selesai", str(number + 5)] for number in range(3)]
    assert [block.text for block in found.blocks if isinstance(block, TextBlock)] == [
        "Bab ini menjelaskan tiga kegiatan yang selesai."
    ]


@pytest.mark.parametrize("below", [False, True])
def test_no_word_is_lost_and_none_is_told_twice(below: bool) -> None:
    """A drawn table that takes most of another one leaves the rest as text; one that takes little of it leaves the table, without the
    cells that it took."""
    base = read(PAGE)
    box = (LEFT, TOP + 3 * ROW if below else TOP, LEFT + 4 * WIDE, TOP + HIGH if below else TOP + 2 * ROW)
    rows = [] if below else [TOP + ROW]
    found = redrawn(PAGE, drawn(box, rows=rows, number=7), base=base)
    assert words(found) == words(base) == sorted(word for row in TEXTS for text in row for word in text.split())
    assert {one.ref.table for one in found.fragments} == {7}
    corner = redrawn(PAGE, drawn((LEFT + 3 * WIDE, TOP + 3 * ROW, LEFT + 4 * WIDE, TOP + HIGH), (), (), number=7), base=base)
    assert words(corner) == words(base)
    assert grid_of(fragment(corner, 7)) == [["32"]]
    assert grid_of(fragment(corner, 1))[3] == ["Panjang saluran baik", "12", "22", ""]


def test_a_word_belongs_to_one_drawn_table_alone() -> None:
    """Of two drawn tables that overlap, the first takes what stands in both."""
    base = read(PAGE)
    first = drawn((LEFT, TOP, LEFT + 4 * WIDE, TOP + 2 * ROW), rows=[TOP + ROW], over=fragment_to_read(fragment(base)))
    second = drawn((LEFT, TOP + ROW, LEFT + 4 * WIDE, TOP + HIGH), rows=[TOP + 3 * ROW], number=2)
    found = redrawn(PAGE, first, second, base=base)
    assert grid_of(fragment(found, 1)) == TEXTS[:2]
    assert words(found) == words(base)


def test_what_stands_there_no_more_is_not_drawn_over() -> None:
    """A drawing over another table than today's, on a page that is not read, or around nothing leaves the reading as it is."""
    base = read(PAGE)
    over = fragment_to_read(fragment(base))
    assert redrawn(PAGE, drawn(over="Tabel lain"), base=base) is base
    assert redrawn(PAGE, drawn((10, 700, 100, 800), (), (), over=over), base=base) == base
    chosen = ReadOptions(pages=(2,))
    assert reading_with_drawn(base, PAGE, chosen, [drawn(over=over)]) is base


def test_a_table_printed_sideways_is_read_in_its_own_direction() -> None:
    """What people see as columns of a page that is turned are the rows of its text."""
    canvas, buffer = new_canvas()
    canvas.translate(595, 0)
    canvas.rotate(90)
    draw_grid(canvas, TEXTS, Drawn(rules="none", width=WIDE), height=595)
    data = finish(canvas, buffer)
    base = read(data)
    over = fragment_to_read(fragment(base)) if base.fragments else ""
    # the text runs upwards: its x is the page's height from below, its y the page's x
    box = (TOP, 842 - LEFT - 4 * WIDE, TOP + HIGH, 842 - LEFT)
    table = drawn(box, columns=ROWS, rows=sorted(842 - x for x in COLUMNS), over=over)
    found = fragment(redrawn(data, table, base=base))
    assert grid_of(found) == TEXTS
    assert found.box is not None
    assert found.box.x0 == pytest.approx(TOP, abs=7)


def test_other_formats_and_nothing_drawn_stay_as_they_are() -> None:
    """Only pages can be drawn on."""
    text = b"| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    source = SourceDocument("a.md", "0" * 64, "text/markdown", len(text))
    reading = document_to_reading(source, text, ReadOptions())
    assert reading_to_drawn(reading, text, ReadOptions(), [drawn()]) is reading


frames = st.builds(
    Frame,
    st.integers(0, 3),
    st.floats(-5, 5),
    st.just((595.0, 842.0)),
    st.just((600.0, 850.0)),
)


@given(frames, st.floats(50, 300), st.floats(50, 300))
def test_a_box_goes_to_the_upright_picture_and_back(frame: Frame, x: float, y: float) -> None:
    """Drawn on the printed page, read on the picture that was set upright, shown on the page again: the same place."""
    box = BBox(x, y, x + 80, y + 40)
    (block,) = blocks_to_printed([TextBlock("x", box=box_to_upright(box, frame))], frame)
    assert block.box is not None
    found = (block.box.x0, block.box.top, block.box.x1, block.box.bottom)
    assert found == pytest.approx((box.x0, box.top, box.x1, box.bottom), abs=1e-6)


@pytest.mark.skipif(installed_recogniser() is None, reason="scans need rajut[ocr]")
def test_a_table_is_drawn_on_a_scan() -> None:
    """The words that were seen in the box go into the drawn grid, with how sure their reader was."""
    path = SAMPLES / "renstra-sungai-lestari-scan.pdf"
    data = path.read_bytes()
    source = SourceDocument(path.name, "0" * 64, "application/pdf", len(data))
    options = ReadOptions(ocr="auto", pages=(1,))
    base = document_to_reading(source, data, options)
    read_before = base.fragments[0]
    assert read_before.box is not None
    xs = sorted({round(cell.box.x0, 1) for cell in read_before.cells if cell.box is not None})
    columns = [b for a, b in pairwise(xs) if b - a > 3]
    box = (read_before.box.x0, read_before.box.top, read_before.box.x1, read_before.box.bottom)
    table = drawn(box, columns=columns, rows=(), over=fragment_to_read(read_before))
    found = reading_with_drawn(base, data, options, [table]).fragments[0]
    assert found.drawn_over is not None
    assert found.grid_kind is not GridKind.DRAWN
    assert grid_of(found) == grid_of(read_before)
    assert [cell.recognised for cell in found.cells] == [cell.recognised for cell in read_before.cells]
