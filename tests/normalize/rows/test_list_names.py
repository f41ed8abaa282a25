"""Lists below a row that carries no value: each of their rows is named after it."""

from __future__ import annotations

import pytest

from normalize.rows.list_names import records_with_list_names
from normalize.rows.list_parents import rows_to_lists
from normalize.rows.records import rows_to_records
from normalize.text.mend import NO_WORDS
from schemas.observation import Observation
from tests.normalize.knitted import rowed
from tests.tables import normalize, table

HEAD = "No | Indikator | Satuan | Target 2021\n"
NEXT = "\n2 | Nilai tukar petani | Indeks | 101,2\n3 | Pelatihan | Kali | 4"


def names(text: str) -> dict[str | None, str | None]:
    """The unit of each indicator that has a figure."""
    found: list[Observation] = [o for o in normalize(table(text)).observations if o.value is not None]
    return {o.labels.indicator: o.labels.unit for o in found}


@pytest.mark.parametrize(
    ("parent", "child", "other"),
    [
        ("Jumlah produksi (ton):", "- Daging", "- Telur"),
        ("Produksi tanaman pangan", "a. Padi", "b. Jagung"),
        ("Jumlah produksi", "1) Daging", "2) Telur"),
        ("Jumlah pengunjung:", "Dalam negeri", "Luar negeri"),
    ],
)
def test_rows_of_a_list_carry_the_name_above_them(parent: str, child: str, other: str) -> None:
    """Up to the next row that is none of it."""
    found = names(f"{HEAD}1 | {parent} | |\n | {child} | | 12.540\n | {other} | | 8.110{NEXT}")
    assert list(found) == [f"{parent} {child}", f"{parent} {other}", "Nilai tukar petani", "Pelatihan"]


def test_the_unit_of_the_list_is_that_of_its_rows() -> None:
    """Where they print none; one of their own stays."""
    found = names(f"{HEAD}1 | Jumlah ternak: | Ekor |\n | - Sapi | | 12\n | - Pakan | Kg | 8{NEXT}")
    assert list(found.values())[:2] == ["Ekor", "Kg"]


def test_a_list_without_numbers_is_no_group_of_all_rows() -> None:
    """The rows behind the list do not lie below what begins it."""
    rows = (
        "Jumlah produksi (ton): | |\n- Daging | | 12\n- Telur | | 8\nNilai tukar petani | Indeks | 101\nPelatihan | Kali | 4"
    )
    document = normalize(table(f"Indikator | Satuan | Target 2021\n{rows}"))
    assert {o.labels.objective for o in document.observations} == {None}
    assert "Jumlah produksi (ton): - Daging" in {o.labels.indicator for o in document.observations}


def test_lists_in_lists() -> None:
    """The name of each level is carried."""
    found = names(
        f"{HEAD}1 | Jumlah siswa: | Orang |\n | a. Negeri | |\n | - Putra | | 12\n | - Putri | | 8\n | b. Swasta | | 5{NEXT}"
    )
    assert list(found)[:3] == ["Jumlah siswa: a. Negeri - Putra", "Jumlah siswa: a. Negeri - Putri", "Jumlah siswa: b. Swasta"]


@pytest.mark.parametrize(
    "rows",
    [
        "1 | Jumlah siswa | Orang | 20\n | - Putra | Orang | 12\n | - Putri | Orang | 8",  # the row above has a value of its own
        "1 | Pendidikan | |\n | - Angka melek huruf | % | 12\n | - Angka putus sekolah | % | 8",  # a heading of whole names
        "1 | Pendidikan: | |\n | a. Jumlah guru | Orang | 12\n | b. Jumlah siswa | Orang | 8",
        " | a. Jumlah guru | Orang |\n | b. Siswa | Orang | 12\n | c. Sekolah | Unit | 8",  # a blank row of the same list
    ],
)
def test_rows_that_stand_for_themselves(rows: str) -> None:
    """A value above, a heading, a mark of the same kind: no name is carried."""
    printed = [row.split("|")[1].strip() for row in rows.splitlines() if row.split("|")[3].strip()]
    assert list(names(HEAD + rows + NEXT))[: len(printed)] == printed


def test_the_carried_name_is_told() -> None:
    """As a repair at the row's own name, whose text it is before."""
    document = normalize(table(f"{HEAD}1 | Jumlah ternak: | Ekor |\n | - Sapi | | 12\n | - Kambing | | 8{NEXT}"))
    told = [(one.before, one.after) for one in document.findings if one.code == "name-below"]
    assert told[0] == ("- Sapi", "Jumlah ternak: - Sapi")


def test_each_row_of_a_list_knows_the_rows_above_it() -> None:
    """Row by row the rows that its name goes on; a repair tells each name that was put together."""
    _, columns, rows = rowed(f"{HEAD}1 | Jumlah produksi (ton): | | \n | - Daging | | 12.540\n | - Telur | | 8.110{NEXT}")
    lists = rows_to_lists(rows, columns)
    parent, meat, eggs, *_ = [row.index for row in rows]
    assert {row: tuple(above) for row, above in lists.items()} == {meat: (parent,), eggs: (parent,)}
    records, _ = rows_to_records(rows, columns, NO_WORDS, 1)
    _, repairs = records_with_list_names(records, rows, columns, 1)
    assert [(one.code, one.before, one.after) for one in repairs] == [
        ("name-below", "- Daging", "Jumlah produksi (ton): - Daging"),
        ("name-below", "- Telur", "Jumlah produksi (ton): - Telur"),
    ]
