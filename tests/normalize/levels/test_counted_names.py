"""Names that a table counts on are of one rank, and two of them with one amount are no whole and its part."""

from __future__ import annotations

import pytest

from normalize.levels.outline import numbers_run_on
from tests.tables import normalize, table

HEAD = "No | Program/Kegiatan | Indikator | Pagu 2025 (Rp) | Pagu 2026 (Rp)\n"


def parents(rows: str) -> dict[str, str | None]:
    """The activity over each name."""
    found = {}
    for one in normalize(table(HEAD + rows, page=1)).observations:
        own = one.labels.sub_activity or one.labels.activity or one.labels.program or ""
        found[own] = one.labels.activity if one.labels.sub_activity else None
    return found


def test_neighbours_with_one_amount_that_are_counted_on_are_siblings() -> None:
    rows = """
        61 | Sosialisasi peraturan | Jumlah peserta | 100.000.000 | 110.000.000
        62 | Kajian kualitas udara | Jumlah kajian | 300.000.000 | 330.000.000
        63 | Mediasi sengketa | Jumlah kasus | 250.000.000 | 275.000.000
        64 | Penghijauan lahan | Luas lahan | 250.000.000 | 275.000.000
    """
    assert set(parents(rows).values()) == {None}


def test_a_sum_over_several_parts_says_more_than_the_count() -> None:
    rows = """
        1 | Pengelolaan sampah | Jumlah kajian | 60.000.000 | 66.000.000
        2 | Kajian lokasi | Jumlah kajian | 10.000.000 | 11.000.000
        3 | Kajian armada | Jumlah armada | 20.000.000 | 22.000.000
        4 | Kajian retribusi | Jumlah kajian | 30.000.000 | 33.000.000
    """
    assert parents(rows)["Kajian armada"] == "Pengelolaan sampah"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["61", "62", "63"], True),
        (["(9)", "(10)", "(11)"], True),
        (["1", "2"], False),
        (["1", "", "2"], False),
        (["1", "1", "2"], False),
        (["1", "2", "1"], False),
        (["1.1", "1.2", "1.3"], False),
    ],
)
def test_numbers_that_run_on(numbers: list[str], expected: bool) -> None:
    assert numbers_run_on(numbers) is expected
