"""Percentages beside two columns say what the columns are; percentages of a sum, or of nothing in sight, are no achievement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables import codes, normalize, say, table

SPENT = """
    No | Kegiatan               | Pagu 2022 (Rp) | {head}        | %
    1  | Pengadaan kapal        | 1.250.000.000  | 1.187.500.000 | 95,00
    2  | Perbaikan pos jaga     | 340.000.000    | 306.000.000   | {second}
    3  | Penyuluhan cuaca laut  | 75.000.000     | 74.250.000    | 99,00
"""


@pytest.mark.parametrize("head", ["Terbayar 2022 (Rp)", "Sudah Lunas 2022 (Rp)"])
def test_the_part_of_a_quotient_is_what_was_spent(head: str) -> None:
    """Whatever word the head uses: the amounts are so many per cent of the budget beside them."""
    document = normalize(table(SPENT.format(head=head, second="90,00")))
    assert [o.measure for o in document.observations[:3]] == ["budget", "budget_realization", "achievement"]
    assert "measure-by-quotient" in codes(document)


def test_a_head_that_says_budget_stays_one() -> None:
    """A revised budget in per cent of the first one was not spent."""
    document = normalize(table(SPENT.format(head="Pagu Perubahan 2022 (Rp)", second="90,00")))
    assert {o.measure for o in document.observations} == {"budget", "achievement"}


def test_shares_of_a_sum_are_no_achievement() -> None:
    """45, 30 and 25 per cent of one budget."""
    rows = "Program A | 1.800.000 | 45,00\nProgram B | 1.200.000 | 30,00\nProgram C | 1.000.000 | 25,00"
    document = normalize(table("Program | Pagu 2023 (Rp) | %\n" + rows))
    assert {o.measure for o in document.observations if o.value is not None and o.value < 100} == {"other"}
    assert "share-of-sum" in codes(document)


def test_percentages_of_nothing_in_sight_are_open() -> None:
    """No two columns make them, and they add up to nothing."""
    rows = "Program A | 1.800.000 | 45,00\nProgram B | 1.200.000 | 71,00\nProgram C | 1.000.000 | 12,50"
    document = normalize(table("Program | Pagu 2023 (Rp) | %\n" + rows))
    found = [o for o in document.observations if o.value is not None and o.value < 100]
    assert {(o.measure, o.confidence) for o in found} == {("other", "unproven")}
    assert "percent-open" in codes(document)


SCALED = """
    Program            | Anggaran 2022 (Rp juta) | Realisasi Anggaran 2022 | {head}
    Program Air Baku   | 1.250,5                 | {first}                 | {share}
    Program Tanggul    | 4.820,0                 | 4.434,4                 | 92,00
    Program Peringatan | 640,0                   | 620,8                   | 97,00
"""


def test_a_quotient_proves_the_scale_of_the_neighbour() -> None:
    """1.188,0 is 95 per cent of 1.250,5 million, so it is in millions too."""
    document = normalize(table(SCALED.format(head="%", first="1.188,0", share="95,00")))
    spent = [o for o in document.observations if o.measure == "budget_realization"]
    assert [o.value for o in spent] == [1_188_000_000, 4_434_400_000, 620_800_000]
    assert {o.scale for o in spent} == {1e6}
    assert "unproven" not in {o.confidence for o in spent}


def test_amounts_of_one_size_have_one_scale_but_unproven() -> None:
    """Without percentages the size alone speaks for it."""
    document = normalize(table(SCALED.format(head="Keterangan", first="1.188,0", share="selesai")))
    spent = [o for o in document.observations if o.measure == "budget_realization"]
    assert {(o.scale, o.confidence) for o in spent} == {(1e6, "unproven")}
    assert "scale-of-neighbour" in codes(document)


def test_full_amounts_beside_millions_keep_their_own_scale() -> None:
    """4.434.400.000 beside 4.820,0 million is in rupiah."""
    rows = "Program A | 4.820,0 | 4.434.400.000\nProgram B | 640,0 | 620.800.000"
    document = normalize(table("Program | Anggaran 2022 (Rp juta) | Realisasi Anggaran 2022\n" + rows))
    assert {o.value for o in document.observations} == {4_820e6, 640e6, 4_434_400_000, 620_800_000}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)), min_size=3, max_size=5))
def test_measures_are_never_told_by_chance(pairs: list[tuple[int, int]]) -> None:
    """Amounts whose quotients are not what the percentages print keep the measure of their head."""
    rows = "\n".join(f"Program {at} | {a} | {b} | {b * 100 / a + 7:.2f}" for at, (a, b) in enumerate(pairs))
    document = normalize(say("Dana"), table(f"Program | Pagu 2022 (Rp) | Cadangan 2022 (Rp) | %\n{rows}"))
    assert "budget_realization" not in {o.measure for o in document.observations}


QUARTER = """
    Kegiatan        | Pagu 2022 (Rp Ribu) | TW I                | <        | <     | <     | <     | <
    ^               | ^                   | Realisasi (Rp Ribu) | Keuangan | <     | Fisik | <     | <
    ^               | ^                   | ^                   | RN       | RL    | RN    | RL    | Kinerja
    Rapat           | 1.470.000           | 96.247              | 6,55     | 6,55  | 5,4   | 6,55  | 121,15
    Kunjungan       | 588.000             | 269.513             | 45,84    | 45,84 | 50    | 46    | 92
    Operasi         | 8.876.185           | 2.045.751           | 23,05    | 23,05 | 23,19 | 23,19 | 100
    Bantuan         | 27.719.261          | 5.200.245           | 18,76    | 18,76 | 8,48  | 8,33  | 98,16
    Manajemen       | 37.414.678          | 5.684.581           | 15,01    | 15,19 | 15,55 | 15,23 | 97,94
"""


def test_a_head_that_says_little_is_what_its_quotient_says() -> None:
    """ "Kinerja" is realized by planned progress; "Keuangan" holds per cent of the money, no rupiah."""
    document = normalize(table(QUARTER))
    found = {o.period_label.split(" › ", 1)[-1]: (o.measure, o.labels.unit) for o in document.observations}
    assert found["Fisik › Kinerja"] == ("achievement", "%")
    assert found["Keuangan › RL"] == ("other", "%")
    assert [found["Fisik › RN"][0], found["Fisik › RL"][0]] == ["target", "realization"]
