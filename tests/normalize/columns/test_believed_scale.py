"""A head's scale is held against the amounts below it."""

from __future__ import annotations

from tests.tables import codes, normalize, table

HEAD = "Program | Pagu 2022 (Rp juta) | Pagu 2023 (Rp juta)\n"


def amounts(rows: str) -> tuple[set[float | None], set[str], list[str]]:
    document = normalize(table(HEAD + rows))
    found = document.observations
    return {one.value for one in found}, {one.confidence for one in found}, codes(document)


def test_full_amounts_under_millions_are_taken_as_printed_and_told() -> None:
    """Forty-eight billion times a million is more than any agency has; nothing of it is called sure."""
    rows = "Program Arsip | 48.114.709.000 | 51.250.000.000\nProgram Data | 15.269.500.000 | 16.100.250.000"
    values, confidence, told = amounts(rows)
    assert values == {48114709000.0, 51250000000.0, 15269500000.0, 16100250000.0}
    assert not confidence & {"proven", "consistent"}
    assert "scale-not-believed" in told


def test_millions_stay_millions() -> None:
    values, _, told = amounts("Program Arsip | 481 | 512\nProgram Data | 152 | 161")
    assert values == {481e6, 512e6, 152e6, 161e6}
    assert "scale-not-believed" not in told


def test_round_amounts_of_many_billions_are_full_rupiah() -> None:
    """Twelve billion for stationery: all amounts end in zeros, as rupiah do and thousands of rupiah do not."""
    head = "Kegiatan | Pagu 2022 (Rp 000) | Pagu 2023 (Rp 000)\n"
    rows = "Alat tulis kantor | 12.453.750 | 13.100.000\nRapat koordinasi | 48.762.500 | 51.200.000"
    document = normalize(table(head + rows))
    assert {(o.scale, o.confidence) for o in document.observations} == {(1.0, "unproven")}
    assert "scale-not-believed" in codes(document)
    uneven = "Bendungan Hulu | 12.453.757 | 13.104.861\nSaluran Induk | 48.762.512 | 51.204.433"
    assert {o.scale for o in normalize(table(head + uneven)).observations} == {1000.0}


def test_amounts_with_parts_of_their_unit_are_no_full_rupiah() -> None:
    """A hundred billion for a ministry's programme, in millions with one decimal: round by chance, and nobody prints tenths of a rupiah."""
    rows = "Program Tinggi | 125.400,0 | 131.200,5\nProgram Mutu | 54.000,0 | 57.500,0\nProgram Riset | 60.250,0 | 70.000,0"
    document = normalize(table(HEAD + rows))
    assert {one.scale for one in document.observations} == {1e6}
    assert "scale-not-believed" not in codes(document)
