"""A table whose first reading looks wrong is read again, and the better result stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize import rivals
from normalize.context.profile import blocks_to_profile
from normalize.knit.tables import reading_to_tables
from normalize.rivals import group_to_rival, is_doubtful, reading_to_best, reading_to_rivals, results_to_arounds
from normalize.surroundings import DocumentFacts, reading_to_facts, tables_to_results
from normalize.table_accounts import result_to_decisions, result_to_layout, result_to_ledger
from schemas.decision import NO_CHOICES, Choices, Decision, Subject
from schemas.geometry import BBox
from schemas.kind import builtin_kinds
from schemas.nomenclature import Nomenclature
from schemas.provenance import FragmentRef
from schemas.table import Fragment
from tests.tables import normalize, reading, table, values

SPANNERS_ONLY = table(
    """
    NO | Program dan Kegiatan | Indikator Kinerja | Target Kinerja dan Pendanaan | < | < | <
    ^ | ^ | ^ | 2021 | < | 2022 | <
    ^ | ^ | ^ | Target | Rp | Target | Rp
    ^ | ^ | ^ | dalam jutaan Rupiah | < | < | <
    1 | Program Arsip | Jumlah arsip tertata | 4 keg | 518.816.250 | 5 keg | 972.000.000
    2 | Program Data | Jumlah data terbit | 6 keg | 218.816.250 | 7 keg | 372.000.000
    """
)


def facts(fragment: Fragment) -> DocumentFacts:
    profile, _ = blocks_to_profile([])
    return reading_to_facts(reading(fragment), profile, builtin_kinds(), Nomenclature())


def decisions(fragment: Fragment, given: Choices = NO_CHOICES) -> tuple[Decision, ...]:
    return reading_to_best(facts(fragment), given).decisions


def test_targets_do_not_become_money_by_a_line_of_the_header() -> None:
    """ "dalam jutaan Rupiah" as the lowest head over targets and amounts: "4 keg" is four, whatever the header's last row says."""
    read = values(normalize(SPANNERS_ONLY))
    found = {year: value for name, year, value in read if name == "Jumlah arsip tertata" and value and value < 100}
    assert found == {2021: 4.0, 2022: 5.0}


def test_a_choice_that_is_given_is_never_opened() -> None:
    """A person's answer stands, whatever the judge thinks of the result."""
    subject = Subject("header", str(SPANNERS_ONLY.ref))
    assert all(decision.subject != subject for decision in decisions(SPANNERS_ONLY, {subject: "2"}))


def test_a_table_that_reads_well_is_left_alone() -> None:
    rows = "Jumlah arsip | Berkas | 12 | 14\nJumlah buku | Buku | 20 | 25\nJumlah rak | Rak | 3 | 4"
    assert decisions(table(f"Indikator | Satuan | Target 2021 | Target 2022\n{rows}")) == ()


def test_rows_of_a_list_are_never_taken_into_the_head() -> None:
    """Grades and ranks say little as values; their rows are rows all the same, since they are numbered."""
    grades = table(
        """
        No. | Indikator | Satuan | 2021 | 2022 | 2023
        1. | Predikat akuntabilitas kota | Predikat | CC | B | BB
        2. | Opini pemeriksa | Opini | WTP | WTP | WTP
        3. | Tingkat kapabilitas | Level | Level 2 | Level 2 | Level 3
        4. | Jumlah laporan | LHP | 117 | 126 | 134
        5. | Indeks persepsi | Indeks | 3,21 | 3,34 | 3,45
        """
    )
    assert len({o.labels.indicator for o in normalize(grades).observations}) == 5


def test_a_row_of_ticks_stays_in_the_body() -> None:
    """Its ticks say yes: they are no words among figures that a longer head would mend."""
    head = "No | Indikator | Satuan | Target 2023 | Target 2024 | Target 2025"
    rows = "1 | Cakupan layanan | Persen | ✓ | ✓ | ✓\n2 | Jumlah posyandu | Unit | 48 | 52 | 57\n3 | Panjang jalan | Km | 9 | 8 | 7"
    assert decisions(table(f"{head}\n{rows}")) == ()
    assert sum(value is not None or year is not None for _, year, value in values(normalize(table(f"{head}\n{rows}")))) == 9


NUMBERED = table(
    """
    No | Indikator | Satuan | Target | < | <
    ^ | ^ | ^ | 2021 | 2022 | 2023
    1 | Jumlah arsip tertata | Berkas | 12 | 14 | 16
    2 | Jumlah buku terbaca | Buku | 20 | 25 | 30
    3 | Jumlah rak terpasang | Rak | 3 | 4 | 5
    """
)


def test_list_numbers_and_years_over_columns_are_no_reason_to_read_again() -> None:
    """They are figures that no value is made of, in any reading: the table is whole without them."""
    of_it = facts(NUMBERED)
    results = tables_to_results(reading_to_tables(of_it.reading)[0], of_it, NO_CHOICES)
    rival = group_to_rival(results, NO_CHOICES)
    assert rival.signs["unplaced"] > 0
    assert not is_doubtful(rival)


def test_a_shorter_head_is_tried_only_where_it_gives_figures_to_the_rows() -> None:
    """Two rows of one name are wrong in a way that calls for another reading; words and years of the head alone cannot mend it."""
    names = ("Jumlah arsip", "Jumlah arsip", "Jumlah buku", "Jumlah rak")
    lines = "\n".join(f"{n} | {name} | Berkas | {n} | {n + 1} | {n + 2}" for n, name in enumerate(names, 1))
    twice = table(f"No | Indikator | Satuan | Target | < | <\n^ | ^ | ^ | 2021 | 2022 | 2023\n{lines}")
    tried = [choices for group in reading_to_rivals(facts(twice)) for rival in group for choices in [rival.choices]]
    heads = {choice for choices in tried for subject, choice in choices.items() if subject.kind == "header"}
    assert tried
    assert not heads & {"0", "1"}


def test_the_same_reading_is_made_once() -> None:
    """Asked for again with the same surroundings, a table's reading is the one made before; with another choice for it, it is not."""
    of_it = facts(NUMBERED)
    tables, _ = reading_to_tables(of_it.reading)
    (first,) = tables_to_results(tables, of_it, NO_CHOICES)
    (again,) = tables_to_results(reading_to_tables(of_it.reading)[0], of_it, {Subject("stub", "p9/t1"): "0"})
    (other,) = tables_to_results(tables, of_it, {Subject("stub", str(NUMBERED.ref)): "2"})
    assert again is first
    assert other is not first


def test_what_is_told_beside_values_covers_every_cell() -> None:
    """The ledger has each cell once, the layout each column, the decisions each column with a name of its own."""
    of_it = facts(NUMBERED)
    (result,) = tables_to_results(reading_to_tables(of_it.reading)[0], of_it, NO_CHOICES)
    assert [entry.cell for entry in result_to_ledger(result)] == sorted(NUMBERED.cell_ref(cell) for cell in NUMBERED.cells)
    assert len(result_to_layout(result).columns) == NUMBERED.columns
    columns = {decision.subject.where for decision in result_to_decisions(result) if decision.subject.kind == "column"}
    assert columns == {f"{NUMBERED.ref}#c{column}" for column in range(NUMBERED.columns)}


def test_tables_are_held_against_those_of_their_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document with a table on each page is not as dear as the square of its pages; two level tables know of each other."""
    compared: list[BBox] = []
    is_level = rivals._is_level

    def counted(box: BBox, other: BBox) -> bool:
        compared.append(box)
        return is_level(box, other)

    monkeypatch.setattr(rivals, "_is_level", counted)
    of_it = facts(NUMBERED)
    (one,) = tables_to_results(reading_to_tables(of_it.reading)[0], of_it, NO_CHOICES)
    results = [
        replace(
            one,
            table=replace(
                one.table, fragments=(replace(NUMBERED, ref=FragmentRef(page, 1), box=BBox(left, 60, left + 200, 200)),)
            ),
        )
        for page in range(1, 41)
        for left in ((40.0, 300.0) if page == 7 else (40.0,))
    ]
    arounds = results_to_arounds(results)
    assert [
        result.table.fragments[0].ref.page for result, around in zip(results, arounds, strict=True) if around.beside_another
    ] == [7, 7]
    assert len(compared) < 4 * len(results)


def test_rows_of_amounts_are_never_tried_as_a_head() -> None:
    """The page that prints the right half of a wide plan has no names: its rows of figures are no better as heads."""
    lines = (
        " | | 5,124,253,968 | 7,068,495,924 | 27 kab/kota\n64.25 | 68 | 2,049,701,587 | 2,827,358,370 | 27 kab/kota\n"
        "69.70 | 75 | 1,537,276,190 | 2,120,568,777 | 27 kab/kota\n24 | 30 | 448,372,222 | 618,484,643 | 27 kab/kota"
    )
    nameless = table(f"Kondisi Awal | Target 2018 | Pendanaan (Rp) | < | Lokasi\n^ | ^ | 2014 | 2015 | ^\n{lines}")
    tried = {
        rival.choices.get(Subject("header", str(nameless.ref)))
        for group in reading_to_rivals(facts(nameless))
        for rival in group
    }
    assert tried.isdisjoint({"3", "4", "5"})
