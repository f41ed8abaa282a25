"""The frame above the tables of a form names their year."""

import pytest

from normalize.context.form_head import blocks_to_form_years
from schemas.table import Fragment, TextBlock
from tests.tables import normalize, say, table

FRAME = "RENCANA KERJA DAN ANGGARAN | Formulir RKA\nPemerintah Kota Telaga / {line} | <"
ACCOUNTS = """
    Kode Rekening | Uraian               | Rincian Perhitungan | <      | <            | Jumlah (Rp)
    ^             | ^                    | Koefisien           | Satuan | Harga Satuan | ^
    5.1           | Belanja Barang       |                     |        |              | 2.755.000
                  | Kertas HVS F4        | 40 Rim              | Rim    | 52.000       | 2.080.000
                  | Map plastik          | 150 Buah            | Buah   | 4.500        | 675.000
"""


def years(*blocks: TextBlock | Fragment) -> list[int | None]:
    return [year.period.year for year in blocks_to_form_years(blocks).values() if year.period is not None]


def test_the_lines_of_a_form_have_its_year_and_their_own_names() -> None:
    """The year stands in the frame only; what a spanner calls "Rincian" counts and prices, and names no row."""
    keys = table("Program / Alokasi Tahun 2025 | : Pengelolaan Arsip / : Rp 512.350.000", 2)
    document = normalize(table(FRAME.format(line="Tahun Anggaran 2026"), 1), keys, say("Rincian Belanja"), table(ACCOUNTS, 3))
    assert {o.period.year for o in document.observations} == {2026}
    assert [o.labels.indicator for o in document.observations if o.measure == "budget"] == [
        "Belanja Barang",
        "Kertas HVS F4",
        "Map plastik",
    ]
    assert {o.labels.objective for o in document.observations} == {None}


@pytest.mark.parametrize(
    "frame",
    [
        "Formulir | Tahun Anggaran : 2026",
        "Formulir | RKA\nTahun Anggaran | : 2026",
        "Organisasi / Tahun Anggaran | : Dinas Arsip / : 2026",
    ],
)
def test_the_year_as_key_and_value(frame: str) -> None:
    """In one cell, in two, or in two cells of several lines."""
    assert years(table(frame, 1), table(ACCOUNTS, 2)) == [2026]


def test_the_form_ends_with_the_next_one_and_with_a_caption() -> None:
    """A caption begins something that is no part of the form."""
    first, second = (table(FRAME.format(line=f"Tahun Anggaran {year}"), at) for at, year in ((1, 2025), (3, 2026)))
    caption = say("Tabel 3.1 Capaian", "caption")
    blocks = (first, table(ACCOUNTS, 2), second, table(ACCOUNTS, 4), caption, table(ACCOUNTS, 5))
    assert years(*blocks) == [2025, 2026]


@pytest.mark.parametrize(
    "frame",
    [
        FRAME.format(line="Alokasi Tahun Anggaran 2025 seluruhnya"),
        "Tahun Anggaran 2025 | Tahun Anggaran 2026\nSebelum | Sesudah",
        "Program | Tahun Anggaran 2026\nA | 1.000\nB | 2.000\nC | 3.000",
    ],
)
def test_frames_that_date_nothing(frame: str) -> None:
    """A sentence, two years, or a table of figures of its own."""
    assert years(table(frame, 1), table(ACCOUNTS, 2)) == []
