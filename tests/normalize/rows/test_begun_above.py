"""The first line of a name alone above the line with the figures, on a page without rules between rows."""

from __future__ import annotations

from dataclasses import replace

from normalize.rows.begun_above import items_to_marks
from schemas.table import Fragment, GridKind
from tests.normalize.knitted import headed
from tests.tables import normalize, table

HEAD = "Sasaran | Indikator Kinerja | < | Realisasi 2015 | Target 2016\n"


def named(rows: str) -> list[tuple[str | None, str]]:
    document = normalize(open_page(table(HEAD + rows)))
    return [
        (one.labels.indicator, one.value_text) for one in document.observations if one.period.year == 2016 and one.value_text
    ]


def open_page(fragment: Fragment) -> Fragment:
    edges = tuple(float(100 * column) for column in range(fragment.columns + 1))
    return replace(fragment, grid_kind=GridKind.PARTLY_RULED, column_edges=edges)


def test_a_row_without_the_mark_of_the_list_goes_on_with_the_name_above_it() -> None:
    rows = (
        "Produksi | - | Jumlah produksi padi | 355 | 616\n | - | Jumlah Produksi Ubi | |\n | | Kayu | 604 | 113\n"
        " | - | Jumlah Produksi Ubi | |\n | | Jalar | 145 | 231\n | - | Tanaman Hias | 606 | 140"
    )
    assert named(rows) == [
        ("Jumlah produksi padi", "616"),
        ("Jumlah Produksi Ubi Kayu", "113"),
        ("Jumlah Produksi Ubi Jalar", "231"),
        ("Tanaman Hias", "140"),
    ]


def test_rows_below_a_heading_with_a_number_stay_apart() -> None:
    """Other rows of figures have no mark either: the marked row is a heading."""
    rows = (
        "Produksi | 1 | Jumlah produksi pangan | 355 | 616\n | 2 | Produksi menurut jenis | |\n | | Kayu | 604 | 113\n"
        " | | Jalar | 145 | 231\n | 3 | Tanaman Hias | 606 | 140"
    )
    assert ("Kayu", "113") in named(rows)


def test_marks_in_the_last_column_name_nothing() -> None:
    """Ticks or letters right of all figures: no column of names stands behind them."""
    head = "Indikator | Target 2016 | Kategori\n"
    rows = "Jumlah padi | 355 | a\nJumlah ubi | 604 | b\nJumlah jagung | 145 | a"
    assert len(normalize(open_page(table(head + rows))).observations) >= 3


def test_a_column_of_marks_is_told_from_one_of_names() -> None:
    read, _ = headed(HEAD + " | - | Jumlah padi | 355 | 616\n | - | Jumlah ubi | 604 | 113\n | - | Jumlah jagung | 145 | 231")
    marks = items_to_marks(read.body, frozenset({3, 4}))
    assert (marks.columns, marks.rule) == (frozenset({1}), frozenset({2}))
