"""A name cut by the page break while its item goes on: only the label has a tail, the row's own indicator and values stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from benchmarks.long_tables import rows_cut_at_page_breaks, to_reading
from normalize.document import reading_to_normalized
from normalize.rows import cut_names
from normalize.rows.rejoin import TableRow
from schemas.kind import builtin_kinds
from schemas.normalized import NormalizedDocument
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import Cell, DocumentReading, Fragment

HEAD = ("No", "Program", "Indikator", "Target 2023", "Target 2024")
FIRST = (
    HEAD,
    ("1", "Program Pengelolaan Jalan", "Panjang jalan mantap", "10", "11"),
    ("2", "Program Pengelolaan Air", "Rumah dengan air bersih", "20", "21"),
    ("3", "Program Stabilisasi Harga Barang", "Disparitas harga", "30", "31"),
)


def read(second: tuple[tuple[str, ...], ...], first: tuple[tuple[str, ...], ...] = FIRST) -> NormalizedDocument:
    fragments = []
    for page, rows in enumerate((first, second), 1):
        cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
        fragments.append(Fragment(FragmentRef(page, 1), len(rows), len(HEAD), cells))
    return reading_to_normalized(
        DocumentReading(SourceDocument("x.pdf", "0" * 64, "application/pdf", 1), tuple(fragments)), builtin_kinds()
    )


def programs(document: NormalizedDocument) -> list[str | None]:
    return [o.labels.program for o in document.observations if o.period.year == 2023]


def test_a_name_without_a_number_is_the_tail_of_the_numbered_name_above() -> None:
    """The tail moves up: both rows belong to the whole name."""
    document = read(
        (("", "Kebutuhan Pokok", "Realisasi pupuk", "40", "41"), ("4", "Program Pangan", "Cadangan pangan", "50", "51"))
    )
    whole = "Program Stabilisasi Harga Barang Kebutuhan Pokok"
    assert programs(document)[2:] == [whole, whole, "Program Pangan"]
    assert [f.after for f in document.findings if f.code == "row-rejoined"] == [whole]


def test_a_name_with_a_number_of_its_own_is_a_name_of_its_own() -> None:
    """No repair where the item number goes on."""
    document = read((("4", "Program Pangan", "Cadangan pangan", "50", "51"), ("5", "Program Ternak", "Populasi", "60", "61")))
    assert programs(document)[3:] == ["Program Pangan", "Program Ternak"]
    assert not [f for f in document.findings if f.code == "row-rejoined"]


def test_a_number_beside_the_rest_of_its_name() -> None:
    """A number centred in its merged cell stands on the second page, below the beginning of the name that it counts."""
    begun = (*FIRST, ("", "Program Pelatihan dan", "Luas kebun", "5", "6"))
    document = read(
        (("4", "Penyuluhan Petani", "Kelompok tani", "40", "41"), ("5", "Program Pangan", "Cadangan", "50", "51")), begun
    )
    whole = "Program Pelatihan dan Penyuluhan Petani"
    assert programs(document)[3:] == [whole, whole, "Program Pangan"]


def test_a_figure_that_only_the_rest_prints_is_doubted_where_the_item_begins() -> None:
    """An amount merged over the item stands on the second page alone: the blank before the break is not sure."""
    begun = (*FIRST, ("", "Program Pelatihan dan", "Luas kebun", "5", ""))
    document = read((("4", "Penyuluhan Petani", "Kelompok tani", "40", "41"),), begun)
    [blank] = [o for o in document.observations if o.row == 3 and o.period.year == 2024]
    assert (blank.value, blank.confidence) == (None, "unproven")


def test_a_table_of_many_page_breaks_is_not_gone_through_at_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the pages, whose codes are cut at every break, are twice the looks at a code, and not four times."""
    looks: list[object] = []
    key = cut_names._key

    def look(row: TableRow, keys: Sequence[int]) -> str:
        looks.append(row)
        return key(row, keys)

    monkeypatch.setattr(cut_names, "_key", look)
    counts = []
    for pages in (20, 40):
        looks.clear()
        reading_to_normalized(to_reading(rows_cut_at_page_breaks, pages), builtin_kinds())
        counts.append(len(looks))
    assert counts[0] > 20
    assert counts[1] < 2.2 * counts[0]


UNNUMBERED = tuple(("", *row[1:]) if k else ("Ket", *row[1:]) for k, row in enumerate(FIRST))


def test_what_stands_beside_a_cut_name_prints_it_whole() -> None:
    """Nothing is numbered: the indicator names its programme, the words around the break one after the other."""
    second = (("", "Kebutuhan Pokok", "Jumlah laporan stabilisasi harga barang kebutuhan pokok", "40", "41"),)
    whole = "Program Stabilisasi Harga Barang Kebutuhan Pokok"
    assert programs(read(second, UNNUMBERED))[2:] == [whole, whole]
    tail = (("", "Pokok", "Jumlah laporan stabilisasi harga barang pokok", "40", "41"),)
    assert programs(read(tail, UNNUMBERED))[2:] == ["Program Stabilisasi Harga Barang Pokok"] * 2


def test_the_next_name_is_no_rest_though_the_indicator_has_some_of_its_words() -> None:
    second = (("", "Kebutuhan Pokok", "Jumlah barang yang memenuhi kebutuhan pokok", "40", "41"),)
    assert programs(read(second, UNNUMBERED))[2:] == ["Program Stabilisasi Harga Barang", "Kebutuhan Pokok"]
