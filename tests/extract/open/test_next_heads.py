"""Several tables of different shape below each other, with titles between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.open.next_heads import next_heads
from tests.extract.open.test_open_planning_tables import PROGRAMMES, TARGETS
from tests.open_tables import OpenTable, draw_on, expected
from tests.pdf_pages import finish, grid_of, new_canvas, read
from tests.typed_pages import lines


def grids(tables: Sequence[OpenTable], titles: Sequence[str], white: float) -> list[list[list[str]]]:
    canvas, buffer = new_canvas(842, 595)
    top = 60.0
    for table, title in zip(tables, titles, strict=True):
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(54, 595 - top - 8, title)
        top = draw_on(canvas, table, top + 18) + white
    return [[[" ".join(text.split()) for text in row] for row in grid_of(f)] for f in read(finish(canvas, buffer)).fragments]


@pytest.mark.parametrize("rules", ["none", "head", "rows"])
@pytest.mark.parametrize("white", [8.0, 20.0])
def test_a_title_and_a_head_begin_the_next_table(rules: str, white: float) -> None:
    """However close it follows, and however alike the rules are."""
    wide = replace(TARGETS, columns=(*TARGETS.columns[:2], *(replace(c, width=58.9) for c in TARGETS.columns[2:])))
    tables = [replace(table, rules=rules) for table in (wide, PROGRAMMES, wide)]
    assert grids(tables, ["PROGRAM PENUNJANG URUSAN", "KEGIATAN", "PROGRAM KESEHATAN"], white) == [
        expected(table) for table in tables
    ]


def test_a_bold_band_begins_no_table() -> None:
    """Bold names of groups between rows have no head below them."""
    body = (("Sasaran satu", *[""] * 5), TARGETS.body[0], ("Sasaran dua", *[""] * 5), *TARGETS.body[1:])
    table = replace(TARGETS, body=body, rules="rows")
    assert grids([table], [""], 8.0) == [expected(table)]


def test_titles_in_frames_of_their_own_are_titles() -> None:
    """Two titles, each between two rules as wide as the tables, stand between them."""
    tables = [replace(table, rules="rows") for table in (TARGETS, PROGRAMMES)]
    canvas, buffer = new_canvas(842, 595)
    top = draw_on(canvas, tables[0], 60.0) + 8
    x0, x1 = tables[0].edges[0], tables[1].edges[-1]
    for title in ("PROGRAM", "PROGRAM KEPEGAWAIAN DAERAH"):
        canvas.line(x0, 595 - top, x1, 595 - top)
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(x0 + 4, 595 - top - 11, title)
        top += 16
    draw_on(canvas, tables[1], top)
    found = read(finish(canvas, buffer)).fragments
    assert [[[" ".join(text.split()) for text in row] for row in grid_of(f)] for f in found] == [expected(t) for t in tables]


def test_notes_below_the_rule_that_parts_two_tables_are_the_next_ones() -> None:
    """Each table has a code, a title and notes above its head, in common type and flush with its columns; one rule parts it from the
    table before."""
    canvas, buffer = new_canvas()
    head = ("Type", "Source", "2022", "2023", "2024")
    body = (("100", "Bonds", "300", "0", "120"), ("200", "Grants", "1,150", "80", "40"), ("Total", "", "1,450", "80", "160"))
    y = 80.0
    for code in ("204-11", "204-12", "204-13"):
        canvas.line(50, 842 - y, 446, 842 - y)
        canvas.line(50, 842 - y - 33, 446, 842 - y - 33)
        above = ((code, "Footbridge over the canal", "", "", ""), ("Where:", "Mill Lane", "", "", ""))
        for step, texts in zip((4, 18, 36, 52, 66, 80), (*above, head, *body), strict=True):
            canvas.setFont("Helvetica-Bold" if texts is head else "Helvetica", 9)
            for x, text in zip((60, 110, 280, 340, 400), texts, strict=True):
                canvas.drawString(x, 842 - y - step - 9, text)
        y += 94
    found = read(finish(canvas, buffer)).fragments
    assert [[" ".join(row[:2]) for row in grid_of(fragment)][-1].strip() for fragment in found] == ["Total"] * 3


def test_bold_rows_of_groups_begin_no_table() -> None:
    """Their names go on below their figures, or stand around them: no label stands over a figure."""
    page = """
        Uraian             Satuan     2021   2022

        Jumlah jalan       Km           12     14
        *Program* *Jalan*      *Rumah*      *55*     *66*
        *dan* *Jembatan*       *Tangga*
        Jumlah rambu       Buah          3      4
        *Program*            *Satu*
                           *Paket*        *5*      *6*
        Jumlah lampu       Buah          7      8
    """
    assert next_heads([line.chunks for line in lines(page)]) == set()
    head = page.replace("*dan* *Jembatan*       *Tangga*", "*dan* *Jembatan*       *Tangga*     *Awal*   *Akhir*")
    assert next_heads([line.chunks for line in lines(head)]) == set()
    other = head.replace("*55*     *66*", "            ")
    assert next_heads([line.chunks for line in lines(other)]) != set()


def test_a_head_with_the_first_label_of_the_head_before_begins_the_next_table() -> None:
    """Amounts set close to the words behind them make no rows of figures that could tell it."""
    page = lines("""
        No   Sasaran             Target
        1    Desa maju               12
        2    Kota besar              14
        No   Program             Anggaran dan ket.
        1    Program arsip       Rp 12 APBD
        2    Program data        Rp 14 APBD
    """)
    bold = [[c._replace(bold=line.chunks[0].text == "No") for c in line.chunks] for line in page if line.chunks]
    assert next_heads(bold) == {3}
    other = [[c._replace(text="Kode") if k == 3 and c.text == "No" else c for c in line] for k, line in enumerate(bold)]
    assert next_heads(other) == set()
