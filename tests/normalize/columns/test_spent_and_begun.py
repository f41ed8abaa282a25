"""Heads that say little beside what stands under them: money that was spent, the year in which a plan begins."""

from __future__ import annotations

import pytest

from tests.tables import normalize, table


@pytest.mark.parametrize(
    ("figures", "measure"), [(("471.440.204", "154.245.359"), "budget_realization"), (("471", "154"), "realization")]
)
def test_realization_of_nothing_but_large_amounts_is_money(figures: tuple[str, str], measure: str) -> None:
    """No unit, no target, and nothing that an office counts is so large; small figures stay what was reached."""
    rows = "\n".join(f"Belanja {name} | {figures[0]} | {figures[1]}" for name in ("Gaji Pegawai", "Jasa Kantor", "Modal Alat"))
    document = normalize(table(f"Uraian | Realisasi 2023 | Realisasi 2024\n{rows}"))
    assert {one.measure for one in document.observations} == {measure}


def test_what_was_reached_before_all_targets_is_the_baseline() -> None:
    """The plan begins there; it is told as a choice, and never sure."""
    head = "Kegiatan | Indikator | Satuan | Capaian 2024 | Target 2025 | Target 2026\n"
    document = normalize(table(head + "Arsip | Jumlah arsip | Berkas | 2 | 3 | 4\nData | Jumlah data | Set | 7 | 8 | 9"))
    begun = [one for one in document.observations if one.period.year == 2024]
    assert {(one.measure, one.confidence) for one in begun} == {("baseline", "unproven")}
