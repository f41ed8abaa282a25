"""A head that tells of another measure than the table's title wins, and one that nothing knows leaves the measure open."""

from __future__ import annotations

import pytest

from schemas.observation import Confidence, Measure
from tests.tables import normalize, say, table

INDICATORS = "Indikator | Satuan | {0} | {1}\nJumlah petani | Orang | 120 | 130\nProduksi gabah | Ton | 250 | 260\nPelatihan | Kali | 4 | 5"
MONEY = "Program | {0} | {1}\nIrigasi | 120.500.000 | 130.500.000\nPangan | 450.250.000 | 451.250.000\nTernak | 250.000.000 | 260.000.000"


def measures(title: str, rows: str, first: str, second: str) -> dict[str, tuple[Measure, set[Confidence]]]:
    """Per head the measure of its values, and how sure they are."""
    document = normalize(say(title, "heading"), table(rows.format(first, second)))
    heads = {o.period_label: o.measure for o in document.observations}
    return {
        head: (measure, {o.confidence for o in document.observations if o.period_label == head})
        for head, measure in heads.items()
    }


@pytest.mark.parametrize("head", ["Harapan 2024", "Benchmark 2024", "National average 2024"])
def test_a_head_that_says_something_else_does_not_take_the_titles_measure(head: str) -> None:
    """Beside one that says its own: what it holds is open, and not sure."""
    found = measures("Realisasi Kinerja Tahun 2024", INDICATORS, "Rencana 2024", head)
    assert found["Rencana 2024"][0] == "target"
    assert found[head] == ("other", {"unproven"})


@pytest.mark.parametrize("head", ["Perkiraan 2024", "Prognosis 2024", "Forecast 2024"])
def test_an_estimate_is_neither_target_nor_realization(head: str) -> None:
    """Its words say so, whatever the title says."""
    for title in ("Target Kinerja Tahun 2024", "Realisasi Kinerja Tahun 2024"):
        assert measures(title, INDICATORS, "Rencana 2024", head)[head][0] == "other"


def test_heads_that_part_what_the_title_says_take_its_measure() -> None:
    """Where no head says a measure."""
    found = measures("Target Kinerja Tahun 2024", INDICATORS, "Kabupaten 2024", "Kota 2024")
    assert {measure for measure, _ in found.values()} == {"target"}


@pytest.mark.parametrize(
    ("head", "measure"),
    [
        ("Ceiling 2024", "budget"),
        ("MTEF Ceilings 2024", "budget"),
        ("Alokasi 2024", "budget"),
        ("Disbursement 2024", "budget_realization"),
        ("Amount disbursed 2024", "budget_realization"),
    ],
)
def test_words_for_money(head: str, measure: Measure) -> None:
    """Whatever the title says of the whole."""
    assert measures("Realisasi Anggaran Tahun 2024", MONEY, head, "Outturn 2024")[head][0] == measure


def test_planned_amounts_are_a_budget() -> None:
    """Large amounts in a table without units; what is planned of indicators stays a target."""
    assert measures("Pagu Anggaran Tahun 2024", MONEY, "Rencana 2024", "Alokasi 2025")["Rencana 2024"] == (
        "budget",
        {"unproven"},
    )
    assert measures("Kinerja Tahun 2024", INDICATORS, "Rencana 2024", "Realisasi 2024")["Rencana 2024"][0] == "target"
