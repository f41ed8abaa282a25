"""Rows whose cells are centred in height, on pages without rules between rows."""

from __future__ import annotations

from dataclasses import replace

from normalize.rows.centred import items_to_centred
from schemas.logical import ColumnMeaning
from schemas.normalized import NormalizedDocument
from schemas.table import GridKind
from tests.normalize.knitted import knit
from tests.tables import normalize, table

HEAD = "Kode | Kegiatan | Pagu 2025 (Rp) | Realisasi 2025 (Rp)\n"
EDGES = (40.0, 90.0, 250.0, 330.0, 410.0)


def read(rows: str, kind: GridKind = GridKind.ALIGNED) -> NormalizedDocument:
    return normalize(replace(table(HEAD + rows, page=1, edges=EDGES), grid_kind=kind))


def amounts(document: NormalizedDocument) -> dict[str, list[float | None]]:
    found: dict[str, list[float | None]] = {}
    for one in document.observations:
        name = one.labels.sub_activity or one.labels.activity or one.labels.program or one.labels.indicator or ""
        found.setdefault(name, []).append(one.value)
    return found


def test_lines_above_and_below_the_figures_are_one_row() -> None:
    rows = """
        1.03.01.2.01 | Rapat koordinasi | 5.100.000 | 4.900.000
         | Pengelolaan dan pemeliharaan jalan | |
        1.03.01.2.02 | | 8.200.000 | 8.100.000
         | serta jembatan | |
        1.03.01.2.04 | Survei kepuasan | 1.400.000 | 1.300.000
    """
    found = amounts(read(rows))
    assert found["Pengelolaan dan pemeliharaan jalan serta jembatan"] == [8_200_000, 8_100_000]
    assert found["Rapat koordinasi"] == [5_100_000, 4_900_000]
    assert found["Survei kepuasan"] == [1_400_000, 1_300_000]


def test_names_of_groups_between_rows_stay_apart() -> None:
    """As many above each row as below it, and nothing that goes on."""
    rows = """
         | Bidang jalan | |
        1.03.01.2.01 | Rapat koordinasi | 5.100.000 | 4.900.000
         | Bidang jembatan | |
        1.03.01.2.02 | Survei kepuasan | 8.200.000 | 8.100.000
    """
    assert {"Rapat koordinasi", "Survei kepuasan"} <= set(amounts(read(rows)))


def test_ruled_rows_are_never_put_together() -> None:
    rows = """
         | Pengelolaan dan pemeliharaan jalan | |
        1.03.01.2.02 | | 8.200.000 | 8.100.000
         | serta jembatan | |
    """
    assert "Pengelolaan dan pemeliharaan jalan serta jembatan" not in amounts(read(rows, GridKind.RULED))


def test_lines_below_the_figures_of_rows_set_to_the_top_stay_with_them() -> None:
    """One line between any two rows of figures: above each as many as below it, and yet each ends the name before."""
    rows = """
        1.03.01.2.01 | Rapat koordinasi dan | 5.100.000 | 4.900.000
         | pembinaan kecamatan | |
        1.03.01.2.02 | Pemeliharaan jalan | 8.200.000 | 8.100.000
         | serta jembatan | |
        1.03.01.2.04 | Survei kepuasan warga | 1.400.000 | 1.300.000
         | tahunan | |
    """
    found = amounts(read(rows))
    assert found["Pemeliharaan jalan serta jembatan"] == [8_200_000, 8_100_000]
    assert not any("kecamatan Pemeliharaan" in name for name in found)


def test_without_two_columns_of_values_nothing_is_centred() -> None:
    """The figures of one column prove nothing; nor do rows that rules part."""
    found = knit("Kegiatan | Target 2021\nRapat koordinasi | 5\nSurvei kepuasan | 6")
    columns = (ColumnMeaning(0, "plan_item", ("Kegiatan",)), ColumnMeaning(1, "value", ("Target 2021",), "target"))
    assert items_to_centred(found.body, columns, [True] * len(found.body)) == frozenset()
    assert items_to_centred(found.body, columns, [False] * len(found.body)) == frozenset()


def test_rows_beside_one_merged_name_stay_rows() -> None:
    """A row has a figure in one column, the next in the others: no line of the second is the rest of the first."""
    text = """
        Kegiatan | Indikator | Satuan | Target 2021 | Target 2022 | Target 2023 | Target 2024
        Evaluasi pengadaan pegawai | Jumlah pegawai | Orang | 73 | | |
        ^ | Jumlah laporan evaluasi | Laporan | | 1 | 1 | 1
        Evaluasi pemberhentian | Jumlah pegawai yang pensiun | Orang | 155 | | |
        ^ | Jumlah dokumen evaluasi | Dokumen | | 2 | 2 | 2
        Survei kepuasan | Jumlah survei | Kali | 4 | 5 | 6 | 7
    """
    edges = tuple(40.0 + 60 * k for k in range(8))
    document = normalize(replace(table(text, page=1, edges=edges), grid_kind=GridKind.ALIGNED))
    assert not [f for f in document.findings if f.code == "row-rejoined"]
    assert sum(one.value is not None for one in document.observations) == 12


def test_a_name_that_begins_above_its_figures() -> None:
    """The rest of the name, in small letters, stands beside the figures; nothing stands below them."""
    rows = """
        1.03.01.2.01 | Rapat koordinasi | 5.100.000 | 4.900.000
         | Bagian anak yang | |
         | mendapat layanan gizi | 8.200.000 | 8.100.000
        1.03.01.2.03 | Survei kepuasan | 1.400.000 | 1.300.000
    """
    assert amounts(read(rows))["Bagian anak yang mendapat layanan gizi"] == [8_200_000, 8_100_000]
