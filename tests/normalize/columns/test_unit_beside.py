"""Units printed in a column of their own under the head of the figures on their left."""

from __future__ import annotations

from normalize.columns.unit_beside import text_is_unit
from tests.tables import normalize, table

HEAD = "Kegiatan | Target 2024 | < | Realisasi 2024 | <"


def test_units_right_of_figures_are_no_values() -> None:
    """ "85 | %" under one head: one value in per cent."""
    document = normalize(
        table(f"{HEAD}\nRapat | 85 | % | 80 | %\nSurvei | 4 | Dokumen | 4 | Dokumen\nBelajar | 3 | Orang | 2 | Orang")
    )
    assert [(o.measure, o.value, o.labels.unit) for o in document.observations] == [
        ("target", 85.0, "%"), ("realization", 80.0, "%"), ("target", 4.0, "Dokumen"), ("realization", 4.0, "Dokumen"),
        ("target", 3.0, "Orang"), ("realization", 2.0, "Orang"),
    ]  # fmt: skip


def test_two_columns_of_figures_stay_two() -> None:
    """Nothing says which of them is meant: both are kept, unsure."""
    document = normalize(table(f"{HEAD}\nRapat | 85 | 7 | 80 | 9\nSurvei | 4 | 3 | 4 | 3\nBelajar | 3 | 1 | 2 | 2"))
    assert len(document.observations) == 12
    assert {o.confidence for o in document.observations} == {"unproven"}


def test_units_are_words_that_are_counted_or_measured() -> None:
    assert all(map(text_is_unit, ("%", "Orang", "Dokumen", "Ha", "Rp")))
    assert not any(map(text_is_unit, ("85", "Bandung Barat", "Baik")))
