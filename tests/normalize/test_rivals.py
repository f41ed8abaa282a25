"""A table whose first reading looks wrong is read again, and the better result stays."""

from __future__ import annotations

from normalize.context.profile import blocks_to_profile
from normalize.rivals import reading_to_best
from normalize.surroundings import reading_to_facts
from schemas.decision import NO_CHOICES, Choices, Decision, Subject
from schemas.kind import builtin_kinds
from schemas.nomenclature import Nomenclature
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


def decisions(fragment: Fragment, given: Choices = NO_CHOICES) -> tuple[Decision, ...]:
    whole = reading(fragment)
    profile, _ = blocks_to_profile([])
    return reading_to_best(reading_to_facts(whole, profile, builtin_kinds(), Nomenclature()), given).decisions


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
