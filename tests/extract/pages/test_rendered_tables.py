"""Random tables drawn in the ways that documents draw them come back as the same grid."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pdf_pages import Drawn, draw_grid, finish, grid_of, new_canvas, read, table_page

WORDS = st.sampled_from(["Jumlah", "Persentase", "Tingkat", "Indeks", "Cakupan", "Rasio", "Nilai", "Kasus"])
LABELS = st.lists(WORDS, min_size=1, max_size=1).map(" ".join)
FIGURES = st.one_of(
    st.integers(0, 99_999).map(str), st.decimals(0, 999, places=2).map(lambda d: str(d).replace(".", ",")), st.just("-")
)


@st.composite
def tables(draw: st.DrawFn, least_rows: int = 3) -> list[list[str]]:
    """A header of years and rows of a label with figures, all filled."""
    columns, rows = draw(st.integers(3, 6)), draw(st.integers(least_rows, 12))
    header = ["Uraian", *(str(2018 + c) for c in range(1, columns))]
    body = [[f"{draw(LABELS)} {r}", *(draw(FIGURES) for _ in range(columns - 1))] for r in range(rows)]
    return [header, *body]


STYLES = {
    "ruled": Drawn(),
    "ruled with thin fills": Drawn(fill_rules=True),
    "rules between rows": Drawn(rules="rows"),
    "book style": Drawn(rules="book"),
    "no rules": Drawn(rules="none"),
    "shaded header and bands": Drawn(rules="none", header_fill="#4472C4", band_fill="#D9E2F3"),
    "ruled and shaded": Drawn(header_fill="#FFE699", band_fill="#F2F2F2"),
    "figures left": Drawn(rules="book", numeric_right=False),
}


@pytest.mark.parametrize("style", STYLES)
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_a_drawn_table_comes_back(style: str, data: st.DataObject) -> None:
    """Text for text at the same place, whatever is drawn around it."""
    texts = data.draw(tables())
    fragments = read(table_page(texts, STYLES[style])).fragments
    assert [grid_of(f) for f in fragments] == [texts]


@settings(deadline=None, max_examples=25)
@given(tables(), st.sampled_from([90, 180, 270]))
def test_turned_pages_give_the_same_grid(texts: list[list[str]], turn: int) -> None:
    """For every /Rotate."""
    (fragment,) = read(table_page(texts, turn=turn)).fragments
    assert grid_of(fragment) == texts


@settings(deadline=None, max_examples=20)
@given(tables(), tables())
def test_two_tables_on_a_page_stay_two(first: list[list[str]], second: list[list[str]]) -> None:
    """In reading order, with the text between them outside both."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, first, Drawn())
    canvas.drawString(60, 842 - 400, "Tabel berikut memuat data tahun yang sama.")
    canvas.translate(0, -340)
    draw_grid(canvas, second, Drawn())
    reading = read(finish(canvas, buffer))
    assert [grid_of(f) for f in reading.fragments] == [first, second]
    assert [str(f.ref) for f in reading.fragments] == ["p1/t1", "p1/t2"]


def test_a_wrapped_label_is_one_row() -> None:
    """The second line of a label in a borderless table belongs to the row above."""
    canvas, buffer = new_canvas()
    texts = [["Uraian", "2021", "2022"], ["Persentase capaian", "10", "20"], ["Jumlah", "1", "2"], ["Rasio", "3", "4"]]
    rows = [texts[0], texts[1], ["kinerja daerah", "", ""], texts[2], texts[3]]
    y = 740.0
    for k, row in enumerate(rows):
        y -= 12 if k == 2 else 24
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, y, row[0])
        for c in (1, 2):
            canvas.drawRightString(120 + 90 * c, y, row[c])
    (fragment,) = read(finish(canvas, buffer)).fragments
    assert [row[0] for row in grid_of(fragment)] == ["Uraian", "Persentase capaian\nkinerja daerah", "Jumlah", "Rasio"]


def test_prose_in_two_columns_is_no_table() -> None:
    """Wide gaps alone make no table."""
    canvas, buffer = new_canvas()
    canvas.setFont("Times-Roman", 10)
    for k in range(30):
        canvas.drawString(60, 760 - 12 * k, "Pembangunan daerah diarahkan pada mutu layanan")
        canvas.drawString(320, 760 - 12 * k, "dan pemerataan hasil bagi seluruh warga kota")
    assert read(finish(canvas, buffer)).fragments == ()


def test_a_table_of_contents_is_no_table() -> None:
    """Titles with dot leaders and rising page numbers."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 10)
    for k in range(12):
        canvas.drawString(60, 740 - 16 * k, f"Bab {k + 1} Gambaran pelayanan " + "." * 60)
        canvas.drawRightString(520, 740 - 16 * k, str(3 + 5 * k))
    assert read(finish(canvas, buffer)).fragments == ()


def test_a_numbered_list_is_no_table() -> None:
    """Markers and hanging text."""
    canvas, buffer = new_canvas()
    canvas.setFont("Helvetica", 10)
    for k in range(8):
        canvas.drawString(60, 740 - 16 * k, f"{k + 1}.")
        canvas.drawString(85, 740 - 16 * k, "Menyusun laporan kinerja perangkat daerah")
    assert read(finish(canvas, buffer)).fragments == ()
