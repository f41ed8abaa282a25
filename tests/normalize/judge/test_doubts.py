"""What speaks against a single value is measured on the finished table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.judge.doubts import Around, doubt_is_open, table_to_doubts
from normalize.judge.signs import SeenTable
from schemas.observation import Observation
from tests.normalize.knitted import headed
from tests.tables import normalize, table

HEAD = "Program | Indikator | Satuan | Target 2021 | Target 2022\n"


def doubts(body: str, around: Around | None = None, **changed: object) -> list[dict[str, float]]:
    """The doubts about each value of a table, its observations changed alike."""
    table, columns = headed(HEAD + body)
    read = normalize(*table.fragments).observations
    made: tuple[Observation, ...] = tuple(replace(one, **changed) for one in read)  # type: ignore[arg-type]
    return table_to_doubts(SeenTable(table, columns, made), around or Around())


def test_a_plain_table_has_no_doubt_about_its_rows() -> None:
    found = doubts("Program A | Jumlah desa maju | Desa | 5 | 6\nProgram B | Jumlah kota besar | Kota | 7 | 8")
    assert not any(name.startswith("name.") for one in found for name in one)


@pytest.mark.parametrize(
    ("numbers", "doubted"), [((1, 2, 3), {0, 1, 2}), ((9, 24, 12), set()), ((7, 1, 2), {1, 2})], ids=["list", "facts", "late"]
)
def test_a_number_inside_a_name_is_doubted_where_it_counts(numbers: tuple[int, ...], doubted: set[int]) -> None:
    """ "... dan 1 Evaluasi", "... dan 2 Evaluasi" are list numbers; "within 24 hours" is part of its name."""
    lines = [f"Program {n} | Pembinaan dan {n} pengawasan daerah {'abc'[at]} | Desa | 5 | 6" for at, n in enumerate(numbers)]
    found = doubts("\n".join(lines))
    assert {at // 2 for at, one in enumerate(found) if "name.figure_inside" in one} == doubted


def test_values_of_one_key_are_doubted_each() -> None:
    """And no other value of the table."""
    found = doubts("Program A | Jumlah desa | Desa | 5 | 6\n | Jumlah desa | Desa | 7 | 8\n | Jumlah kota | Kota | 1 | 2")
    assert [("name.own_clashing" in one) for one in found] == [True] * 4 + [False] * 2


def test_two_columns_of_one_row_that_say_the_same_are_open() -> None:
    """One of the two amounts is no budget of the year, whatever sums hold; the targets of the same rows are none the worse."""
    text = "Kegiatan | Pagu 2022 (Rp) | Anggaran 2022 (Rp) | Target 2022\nMutasi | 400 | 250 | 70\nPromosi | 500 | 350 | 80"
    found = normalize(table(text)).observations
    assert {one.measure: one.confidence == "unproven" for one in found} == {"budget": True, "target": False}


def test_a_row_below_others_that_have_a_programme_may_have_lost_its_own() -> None:
    """The doubt is about that row."""
    table, columns = headed(HEAD + "Program A | Jumlah desa | Desa | 5 | 6\nProgram B | Jumlah kota | Kota | 7 | 8")
    read = normalize(*table.fragments).observations
    lost = tuple(replace(one, labels=replace(one.labels, program=None)) if one.row else one for one in read)
    found = table_to_doubts(SeenTable(table, columns, lost), Around())
    assert [one.get("name.program_lost", 0.0) for one in found] == [0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize(("around", "name"), [(Around(nested=True), "nested"), (Around(beside_another=True), "beside")])
def test_where_a_table_stands_says_what_may_name_its_rows(around: Around, name: str) -> None:
    """In a cell of another table, or beside one."""
    table, columns = headed("Indikator | Satuan | Target 2021\nJumlah desa | Desa | 5")
    [found] = table_to_doubts(SeenTable(table, columns, normalize(*table.fragments).observations), around)
    assert [key for key in found if key.startswith("name.lacks")] == [f"name.lacks_program_{name}"]


def test_words_that_nothing_was_made_of_are_doubted() -> None:
    """A column of texts before the values, under a head that nobody knows."""
    rows = "Pembinaan desa | Jumlah desa | Desa | 5\nPenataan kota | Jumlah kota | Kota | 6"
    text = f"Perihal Xyzzy | Indikator | Satuan | Target 2021\n{rows}"
    table, columns = headed(text)
    columns = tuple(replace(c, role="unknown") if c.column == 0 else c for c in columns)
    found = table_to_doubts(SeenTable(table, columns, normalize(*table.fragments).observations), Around())
    assert all("name.untold_column" in one for one in found)


def test_a_little_amount_of_money_has_lost_its_scale() -> None:
    """Nobody plans for nineteen thousand rupiah."""
    table, columns = headed("Indikator | Anggaran 2021 (Rp)\nJumlah desa | 19.636\nJumlah kota | 5.000.000")
    found = table_to_doubts(SeenTable(table, columns, normalize(*table.fragments).observations), Around())
    assert [("column.little_money" in one) for one in found] == [True, False]


@pytest.mark.parametrize(
    ("name", "doubted"),
    [("Jumlah desa maju Jumlah kota besar", True), ("Jumlah desa dan jumlah kota", False), ("Rasio jalan mantap", False)],
)
def test_a_name_that_begins_again_is_two(name: str, doubted: bool) -> None:
    """Rows that ran into each other; a word that is used twice is none."""
    found = doubts(f"Program A | {name} | Desa | 5 | 6")
    assert all(("name.begins_again" in one) is doubted for one in found)


def test_a_sentence_in_a_column_of_figures_is_open() -> None:
    """A band that was read as a row: its words are no target."""
    rows = "\n".join(f"Program A | Jumlah desa {n} | Desa | 5 | 6" for n in "abcde")
    found = doubts(f"{rows}\nProgram A | Layanan gizi | Desa | Meningkatkan akses terhadap layanan gizi yang bermutu | 6")
    assert [at for at, one in enumerate(found) if "column.untold_words" in one] == [10]
    assert doubt_is_open("column.untold_words")
