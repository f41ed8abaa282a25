"""Planning tables without full rules come back cell by cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.open_tables import Column, OpenTable, draw_on, draw_open_table, expected, planning_tables
from tests.pdf_pages import finish, grid_of, new_canvas, read

YEARS = ("2021", "2022", "2023", "2024")
TARGETS = OpenTable(
    (Column(120, "left"), Column(60, "left"), *(Column(50, "center") for _ in YEARS)),
    (
        (("Indikator Kinerja", 1, 2), ("Satuan", 1, 2), ("Target", 4, 1)),
        (None, None, *((year, 1, 1) for year in YEARS)),
    ),
    (
        ("Persentase layanan yang memenuhi syarat", "%", "61,5", "63", "65", "70"),
        ("Jumlah pegawai yang dibina", "Orang", "12", "13", "14", "15"),
        ("Jumlah dokumen", "Dokumen", "1", "2", "2", "3"),
    ),
)
PROGRAMMES = OpenTable(
    (Column(66, "left", 3), Column(110, "left", 3), Column(110, "left", 3), Column(52, "right", 3), Column(78, "right", 3)),
    ((("Kode", 1, 1), ("Program", 1, 1), ("Indikator", 1, 1), ("Target", 1, 1), ("Rp", 1, 1)),),
    (
        ("1.02.01", "PROGRAM PENUNJANG URUSAN PEMERINTAHAN", "Nilai kinerja", "70", "1.250.000.000"),
        ("1.02.01.2.01", "Perencanaan Perangkat Daerah", "Dokumen tersusun tepat waktu", "5", "250.000.000"),
        ("1.02.02", "PROGRAM KESEHATAN", "Persentase pelayanan kesehatan", "98", "7.100.000.000"),
        ("1.02.02.2.01", "Pelayanan", "Warga dilayani", "4.500", "7.100.000.000"),
    ),
)


def texts_of(data: bytes) -> list[list[list[str]]]:
    """The grids of the page, line ends as blanks."""
    return [[[" ".join(text.split()) for text in row] for row in grid_of(f)] for f in read(data).fragments]


@pytest.mark.parametrize("rules", ["none", "head", "rows", "columns"])
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_a_planning_table_comes_back(rules: str, data: st.DataObject) -> None:
    """Wrapped labels, heads over years and pairs of columns, whatever rules there are."""
    table = data.draw(planning_tables(rules))
    assert texts_of(draw_open_table(table)) == [expected(table)]


@pytest.mark.parametrize("rules", ["none", "head", "rows"])
def test_a_table_of_one_row_keeps_its_head(rules: str) -> None:
    """One row of figures under a head of two levels."""
    table = replace(TARGETS, body=TARGETS.body[:1], rules=rules)
    assert texts_of(draw_open_table(table)) == [expected(table)]


def test_columns_that_almost_touch_stay_apart() -> None:
    """Codes that fill their column stand six points before the names, without any rule."""
    assert texts_of(draw_open_table(PROGRAMMES)) == [expected(PROGRAMMES)]


def test_signs_beside_words_are_a_column_of_units() -> None:
    """A column that holds nothing but % on this page is the unit, not a part of the text before it."""
    table = replace(TARGETS, body=tuple((row[0], "%", *row[2:]) for row in TARGETS.body))
    assert texts_of(draw_open_table(table)) == [expected(table)]


def test_a_band_below_the_head_is_a_row() -> None:
    """The name of a group right below the head is no part of the head's first label."""
    table = replace(TARGETS, body=(("Sasaran 1", "", "", "", "", ""), *TARGETS.body))
    assert texts_of(draw_open_table(table)) == [expected(table)]


def test_rules_that_leave_out_a_merged_cell_part_the_rows_beside_it() -> None:
    """A name merged over two indicators is one cell, each indicator a row of the whole table."""
    body = list(PROGRAMMES.body)
    body.insert(1, ("", "", "Indeks kepuasan warga atas layanan", "80", "150.000.000"))
    table = replace(PROGRAMMES, body=tuple(body), rules="rows", goes_on=(1,))
    (fragment,) = read(draw_open_table(table)).fragments
    assert [[" ".join(text.split()) for text in row] for row in grid_of(fragment)] == expected(table)
    assert {(cell.column, cell.row_span) for cell in fragment.cells if cell.row == 1} >= {(0, 2), (1, 2)}


def test_a_name_of_several_rows_goes_on_beside_the_rule_that_leaves_it_out() -> None:
    """Its second line stands as high as the rule between the two rows beside it."""
    canvas, buffer = new_canvas(842, 595)
    canvas.setFont("Helvetica", 9)
    top = 100.0
    for n in range(3):
        canvas.line(50, 595 - top, 420, 595 - top)
        for k, line in enumerate((f"Evaluasi ke-{n + 1}", "dan pengadaan", "pegawai")):
            canvas.drawString(54, 595 - top - 11 - 11 * k, line)
        for k, texts in enumerate((("Jumlah pegawai", str(4 + n), "7"), ("Jumlah laporan", "2", str(8 + n)))):
            for x, text in zip((160, 300, 360), texts, strict=True):
                canvas.drawString(x, 595 - top - 11 - 17.5 * k, text)
        canvas.line(155, 595 - top - 17.5, 420, 595 - top - 17.5)
        top += 36
    canvas.line(50, 595 - top, 420, 595 - top)
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert [[text.split("\n")[0] for text in row] for row in grid_of(fragment)] == [
        row
        for n in range(3)
        for row in ([f"Evaluasi ke-{n + 1}", "Jumlah pegawai", str(4 + n), "7"], ["", "Jumlah laporan", "2", str(8 + n)])
    ]
    assert {cell.text for cell in fragment.cells if cell.column == 0} == {
        f"Evaluasi ke-{n + 1}\ndan pengadaan\npegawai" for n in range(3)
    }


def test_a_sum_below_a_rule_of_its_column_keeps_its_label() -> None:
    """A short rule above the total parts figures only: the label before it is a cell of its own."""
    canvas, buffer = new_canvas()
    rows = [("Uraian", "2021", "2022"), ("Pajak", "10", "20"), ("Retribusi", "30", "40"), ("Jumlah", "40", "60")]
    canvas.setFont("Helvetica", 10)
    for k, row in enumerate(rows):
        y = 740 - 16 * k
        canvas.drawString(60, y, row[0])
        for c in (1, 2):
            canvas.drawRightString(120 + 90 * c, y, row[c])
    for y in (752, 736, 686):
        canvas.line(56, y, 310, y)
    canvas.line(170, 740 - 32 - 4, 310, 740 - 32 - 4)
    assert texts_of(finish(canvas, buffer)) == [[list(row) for row in rows]]


def test_two_rows_between_vertical_rules_are_two_rows() -> None:
    """Columns ruled from head to foot, two rows of two lines each: decimals one below the other are no wrapped figure."""
    table = replace(TARGETS, body=TARGETS.body[:1] * 2, rules="columns")
    assert texts_of(draw_open_table(table)) == [expected(table)]


def test_tables_between_rules_of_one_width_stay_two() -> None:
    """The rest of one table and the head of the next, as wide, have white between their rules."""
    canvas, buffer = new_canvas(842, 595)
    left = replace(TARGETS, columns=(*TARGETS.columns[:2], *(Column(59, "center") for _ in YEARS)), rules="rows")
    foot = draw_on(canvas, replace(left, head=(), body=left.body[:2]))
    below = replace(PROGRAMMES, rules="rows")
    draw_on(canvas, below, foot + 24)
    assert texts_of(finish(canvas, buffer)) == [[list(row) for row in left.body[:2]], expected(below)]


def test_a_numbered_table_of_contents_is_no_table() -> None:
    """Chapter numbers close to the titles, page numbers far to the right."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 10)
    titles = ("Pendahuluan", "Gambaran pelayanan", "Isu strategis", "Tujuan dan sasaran", "Strategi", "Penutup")
    for k, title in enumerate(titles):
        canvas.drawString(60, 740 - 20 * k, f"{k + 1}.")
        canvas.drawString(74, 740 - 20 * k, title)
        canvas.drawRightString(520, 740 - 20 * k, str(3 + 5 * k))
    assert read(finish(canvas, buffer)).fragments == ()


def test_prose_between_wide_blanks_is_no_table() -> None:
    """Justified lines whose blanks are stretched."""
    canvas, buffer = new_canvas()
    text = "Pembangunan daerah diarahkan pada mutu layanan dan pemerataan hasil bagi seluruh warga kota serta desa"
    words = text.split(" ")
    canvas.setFont("Times-Roman", 10)
    for k in range(24):
        line = [words[(k * 3 + n) % len(words)] for n in range(7)]
        width = sum(canvas.stringWidth(word, "Times-Roman", 10) for word in line)
        x, blank = 70.0, (455 - width) / 6
        for word in line:
            canvas.drawString(x, 760 - 12 * k, word)
            x += canvas.stringWidth(word, "Times-Roman", 10) + blank
    assert read(finish(canvas, buffer)).fragments == ()


def test_years_above_single_labels_head_one_column_each() -> None:
    """Two years on a line, each above its own label; the label beside them has none and is not drawn under the second year."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 9)
    middles = (260.0, 340.0, 420.0)
    for y, texts in ((740, ("2022", "2022", "")), (729, ("USULAN", "DITETAPKAN", "SELISIH"))):
        for x, text in zip(middles, texts, strict=True):
            canvas.drawCentredString(x - (4 if text == "DITETAPKAN" else 0), y, text)
    canvas.drawString(60, 729, "URAIAN")
    for k, label in enumerate(("Pajak daerah", "Retribusi", "Hibah", "Lain-lain")):
        canvas.drawString(60, 710 - 14 * k, label)
        for n, x in enumerate(middles):
            canvas.drawRightString(x + 25, 710 - 14 * k, f"{(k + 2) * (n + 3)}.500")
    (grid,) = texts_of(finish(canvas, buffer))
    assert grid[0] == ["URAIAN", "2022 USULAN", "2022 DITETAPKAN", "SELISIH"]


def test_a_figure_that_ends_a_wrapped_text_is_no_row() -> None:
    """The formula ends in 100% on a line of its own."""
    row = ("Rasio layanan", "Jumlah layanan dibagi seluruhnya dikali 100%", "61,5", "63", "65", "70")
    table = replace(TARGETS, columns=(Column(90, "left"), Column(98, "left"), *TARGETS.columns[2:]), body=(row,))
    assert texts_of(draw_open_table(table)) == [expected(table)]
