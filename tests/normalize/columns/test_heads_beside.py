"""Heads at the left of their columns over figures at the right, read as columns of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.table import Fragment
from tests.tables import normalize, table

SHIFTED = """
    Indikator      | Satuan | Target 2021 | Target 2022 |      |
    Produksi       | Ton    |             | 12,5        | 12,9 |
    Nilai tukar    | Indeks |             | 101,2       | 101,9 |
    Pelatihan      | Kali   |             | 4           | 5 |
"""


def opened(text: str) -> Fragment:
    """The table as one whose columns no rule draws."""
    return replace(table(text), columns_inferred=True)


def years(fragment: Fragment) -> dict[tuple[str | None, int | None], float | None]:
    found = [o for o in normalize(fragment).observations if o.value is not None]
    return {(o.labels.indicator, o.period.year): o.value for o in found}


def test_heads_are_moved_over_their_figures() -> None:
    """All of them by one column, and each is told."""
    found = years(opened(SHIFTED))
    assert (found["Produksi", 2021], found["Produksi", 2022]) == (12.5, 12.9)
    told = [one for one in normalize(opened(SHIFTED)).findings if one.code == "heads-realigned"]
    assert [dict(one.fields)["to"] for one in told] == ["3", "4"]


def test_rules_say_where_a_column_is() -> None:
    """A blank column of a ruled table is blank."""
    assert years(table(SHIFTED))["Produksi", 2022] == 12.5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Produksi       | Ton    |             |",
            "Produksi       | Ton    | 12,1        |",
        ),  # the first column has a figure
        ("Target 2022 |      |", "Target 2022 | Ket |"),  # the column behind has a head
        ("| 101,9 |", "| naik |"),  # or holds words
    ],
)
def test_heads_stay_where_something_speaks_against_it(before: str, after: str) -> None:
    """What is doubtful is not moved."""
    text = SHIFTED.replace(before, after)
    assert text != SHIFTED
    assert not [one for one in normalize(opened(text)).findings if one.code == "heads-realigned"]
