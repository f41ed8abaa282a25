"""Rows that a page end cut in two."""

from dataclasses import replace

from schemas.table import GridKind
from tests.tables import codes, normalize, one, table

HEADER = "Kegiatan/Sub Kegiatan | Indikator | Satuan | 2021 | 2022\n"
HEAD = HEADER + "Penataan Arsip | Jumlah dokumen hasil penataan | Dokumen | 3 | 4"


def test_a_lower_case_tail_is_rejoined() -> None:
    """A first row that only goes on in small letters is the rest of the row above."""
    document = normalize(table(HEAD), table(" | arsip daerah | | | ", 2))
    assert {o.labels.indicator for o in document.observations} == {"Jumlah dokumen hasil penataan arsip daerah"}
    assert "row-rejoined" in codes(document)


def test_the_tail_keeps_its_own_cell() -> None:
    """The rejoined label names both cells, and the ledger books the tail as merged into its head."""
    document = normalize(table(HEAD), table(" | arsip daerah | | | ", 2))
    [cells] = {cells for name, cells in document.observations[0].label_cells if name == "indicator"}
    assert [str(cell) for cell in cells] == ["d/t1/r1c1", "d/t2/r0c1"]
    assert [e.disposition for e in document.ledger if e.cell == cells[1]] == ["merged_into"]


def test_several_cells_are_rejoined_at_once() -> None:
    """Name and indicator go on in the same tail row."""
    document = normalize(table(HEAD), table("daerah | arsip daerah | | | ", 2))
    labels = document.observations[0].labels
    assert (labels.activity, labels.indicator) == ("Penataan Arsip daerah", "Jumlah dokumen hasil penataan arsip daerah")


def test_a_number_cut_over_the_page_is_one_number_or_open() -> None:
    """ "1.15" and "8" below it: never 1.15 as a sure value."""
    head = HEADER + "Penataan Arsip | Jumlah dokumen hasil penataan | Dokumen | 1.15 | 4"
    document = normalize(table(head), table(" | arsip daerah | | 8 | ", 2))
    cut = next(o for o in document.observations if o.period.year == 2021 and str(o.cell) == "d/t1/r1c3")
    assert cut.value in {None, 1158.0}
    assert not (cut.value is not None and cut.confidence == "proven")


def test_a_row_with_all_of_its_own_stays_apart() -> None:
    """Indicator, unit and values of its own make a row of its own, though its name is blank."""
    document = normalize(table(HEAD), table(" | Jumlah arsip yang ditata | Arsip | 5 | 6", 2))
    assert one(document, "Jumlah arsip yang ditata", 2022).value == 6
    assert "row-rejoined" not in codes(document)


def test_rows_within_a_page_are_never_rejoined() -> None:
    """Only a page end cuts rows."""
    document = normalize(table(HEAD + "\n | arsip daerah | | | "))
    assert "row-rejoined" not in codes(document)


def test_a_tail_over_three_pages() -> None:
    """A cell that goes on for two pages is one label with three cells."""
    document = normalize(table(HEAD), table(" | arsip daerah yang | | | ", 2), table(" | tertib | | | ", 3))
    assert {o.labels.indicator for o in document.observations} == {"Jumlah dokumen hasil penataan arsip daerah yang tertib"}


def test_rows_told_apart_say_what_the_cell_was() -> None:
    """The repair of two rows in one ruled row has the cell's text before and after."""
    document = normalize(table("No | Indikator | Satuan | 2021 | 2022\n1 / 2 | Jalan / Jembatan | Km / Unit | 5 / 7 | 6 / 8"))
    repairs = {str(f.cell): (f.before, f.after) for f in document.findings if f.code == "row-unstacked"}
    assert repairs["d/t1/r1c1"] == ("Jalan Jembatan", "Jalan | Jembatan")


def test_a_row_set_on_three_base_lines() -> None:
    """On a page without rules the figures stand below the first line of their name, one column higher than the others."""
    text = "Indikator | 2021 | 2022 | 2023\nCakupan layanan (metode | 37 | |\n | | 42 | 44\nmodern) | | |\nJumlah puskesmas | 5 | 6 | 7"
    open_page = replace(table(text, page=1, edges=(50.0, 250.0, 300.0, 350.0, 400.0)), grid_kind=GridKind.ALIGNED)
    document = normalize(open_page)
    found = {(o.labels.indicator, o.period.year): o.value for o in document.observations}
    name = "Cakupan layanan (metode modern)"
    assert [found.get((name, year)) for year in (2021, 2022, 2023)] == [37, 42, 44]
    assert found["Jumlah puskesmas", 2022] == 6
