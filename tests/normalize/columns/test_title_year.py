"""The year of columns whose heads name none, from the title."""

from __future__ import annotations

import pytest

from schemas.observation import Measure
from tests.tables import normalize, say, table

ROWS = "Rapat | 4 rapat | 500.000\nSurvei | 2 survei | 1.200.000\nPelatihan | 3 kelas | 900.000"


def years(title: str, head: str) -> dict[Measure, int | None]:
    document = normalize(say(title, "heading"), table(f"{head}\n{ROWS}"))
    return {o.measure: o.period.year for o in document.observations}


def test_money_has_the_year_of_the_budget_beside_targets_of_another() -> None:
    assert years("RKP Desa Tahun Anggaran 2026", "Kegiatan | Target 2023 | Biaya (Rp)") == {"target": 2023, "budget": 2026}


@pytest.mark.parametrize("title", ["Rencana kerja 2026", "Daftar kegiatan"])
def test_other_titles_leave_it_open(title: str) -> None:
    assert years(title, "Kegiatan | Target 2023 | Biaya (Rp)")["budget"] is None


def test_a_dated_amount_is_its_own_evidence() -> None:
    assert years("RKP Desa Tahun Anggaran 2026", "Kegiatan | Target 2023 | Biaya 2024 (Rp)")["budget"] == 2024


def test_words_below_a_head_of_money_are_no_amounts() -> None:
    rows = "Rapat | 500.000 | APBD\nSurvei | 1.200.000 | Dana Desa\nPelatihan | 900.000 | APBD"
    head = "Kegiatan | Biaya dan asal dana 2026 | <\n^ | Jumlah (Rp) | Biaya dari"
    document = normalize(table(f"{head}\n{rows}"))
    assert {o.value_text for o in document.observations} == {"500.000", "1.200.000", "900.000"}


@pytest.mark.parametrize("title", ["Rencana Tahun 2016 dan Prakiraan Maju Tahun 2017", "Rencana Kerja Tahun 2016"])
def test_forward_estimates_are_of_the_year_after(title: str) -> None:
    """Whether the title names that year or only the plan's."""
    document = normalize(say(title, "heading"), table(f"Kegiatan | Pagu (Rp) | Prakiraan Maju (Rp)\n{AMOUNTS}"))
    assert {o.period.year for o in document.observations if "Maju" in o.period_label} == {2017}
    assert {o.period.year for o in document.observations if "Pagu" in o.period_label} == {2016}


AMOUNTS = "Rapat | 500.000 | 550.000\nSurvei | 1.200.000 | 1.320.000\nPelatihan | 900.000 | 990.000"


def test_what_is_left_of_amounts_is_of_their_year() -> None:
    head = "Kegiatan | Anggaran (Rp) | Lebih/ (Kurang) (Rp)"
    document = normalize(say("Laporan realisasi Tahun Anggaran 2026", "heading"), table(f"{head}\n{AMOUNTS}"))
    assert {(o.measure, o.period.year) for o in document.observations} == {("budget", 2026), ("other", 2026)}
