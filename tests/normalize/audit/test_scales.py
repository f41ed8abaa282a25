"""One amount in full among thousands is not sure, and told; large projects are believed."""

from __future__ import annotations

from tests.tables import codes, normalize, table

ROWS = """
    Kegiatan                | Anggaran 2021 (ribu rupiah) | Realisasi Anggaran 2021 (ribu rupiah)
    Pemeliharaan pintu air  | 412.500                     | 398.750
    Pengerukan alur         | 1.035.000                   | 1.012.400
    Papan petunjuk sungai   | {amount}                    | {spent}
    Lomba kebersihan kali   | 87.250                      | 86.900
"""


def test_a_full_amount_among_thousands_is_unproven() -> None:
    """125.750.000 beside 124.980: times a thousand it would be a thousand times what was spent of it."""
    document = normalize(table(ROWS.format(amount="125.750.000", spent="124.980")))
    doubted = [o for o in document.observations if "scale-doubtful" in o.flags]
    assert [(o.value_text, o.confidence) for o in doubted] == [("125.750.000", "unproven")]


def test_a_large_project_is_believed() -> None:
    """Its realization is as large."""
    document = normalize(table(ROWS.format(amount="125.750.000", spent="119.980.000")))
    assert "scale-doubtful" not in codes(document)
