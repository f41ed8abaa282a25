"""A quarter whose head was lost stands between two others."""

from __future__ import annotations

import pytest

from normalize.columns.missing_period import columns_to_periods_between
from tests.normalize.knitted import headed


def quarters(heads: str) -> list[int | None]:
    """The quarter of each column below the spanner; one that is none of a head of its own is not proven."""
    text = f"""
        Indikator   | Target 2025 | Realisasi s.d. Triwulan | <  | <  | <
        ^           | ^           | {heads}
        Jumlah desa | 5           | 1                       | 2  | 3  | 4
        Jumlah kota | 9           | 2                       | 4  | 6  | 8
    """
    found, columns = headed(text)
    read = columns_to_periods_between(columns, found.number)[0]
    assert all(not one.proven for one in read[2:] if len(one.path) < 2)
    return [one.period.subperiod if one.period else None for one in read[2:]]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ("TW I | TW II | TW III | TW IV", [1, 2, 3, 4]),
        ("TW I | TW II |     | TW IV", [1, 2, 3, 4]),
        ("TW I | TW II | TW III |   ", [1, 2, 3, None]),
    ],
)
def test_the_one_between_is_told_and_none_of_them_is_sure(heads: str, expected: list[int | None]) -> None:
    """The last of a row may be the year as well: it stays open."""
    assert quarters(heads) == expected
