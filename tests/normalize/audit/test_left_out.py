"""What prints figures and publishes none is told once, with how many and where."""

from __future__ import annotations

from normalize.audit.left_out import blocks_to_left_out
from tests.tables import codes, normalize, say, table

LOST = "Ini | Itu\nA | 1\nB | 2\nC | 3\nD | 4"
READ = "Indikator | Satuan | Target 2021\nJumlah desa | Desa | 5"
REGION = "1 2021 12,5 13,0\n2 2022 14,5 15,0\n3 2023 16,5 17,0"


def test_tables_without_observations_are_counted_in_one_warning() -> None:
    """With their figures and places, however many they are."""
    document = normalize(table(READ, 1), say("Lampiran", "heading"), table(LOST, 2), say("Lain", "heading"), table(LOST, 3))
    [told] = [finding for finding in document.findings if finding.code == "figures-left-out"]
    assert dict(told.fields) == {"tables": "2", "regions": "0", "count": "8", "places": "d/t2, d/t3"}


def test_nothing_is_told_where_all_is_published() -> None:
    assert "figures-left-out" not in codes(normalize(table(READ), say("Demikian.")))


def test_a_region_of_figures_that_no_table_holds_is_listed() -> None:
    """By itself too; sentences with some figures are no region."""
    document = normalize(table(READ), say(REGION))
    assert {"figures-left-out", "region-left-out"} <= set(codes(document))
    prose = "Pada 2021 ada 12 desa, 13 kota, 14 dusun,\n15 rukun, 16 warga, 17 toko, 18 pasar dan 19 kebun yang maju sekali."
    assert blocks_to_left_out([say(prose)]) == []


def test_few_figures_are_no_table() -> None:
    """A date or the numbers of a list."""
    assert "figures-left-out" not in codes(normalize(table(READ), say("X", "heading"), table("Ini | Itu\nA | 1\nB | 2", 2)))
