"""A scale that the head over the names states."""

from __future__ import annotations

import pytest

from schemas.observation import Observation
from tests.tables import normalize, table


def read(corner: str) -> list[Observation]:
    text = f"""
        {corner}            | Budget 2024 | Budget 2025
        Carriageways        | 3,100       | 3,000
        Bridges             | 640         | 890
        Libraries           | 2,450       | 2,600
    """
    return list(normalize(table(text)).observations)


@pytest.mark.parametrize("corner", ["£000", "Scheme (£000)", "Project £'000"])
def test_it_is_the_scale_of_the_amounts_beside_them(corner: str) -> None:
    """Councils print "£000" in the corner of the table and nowhere else."""
    found = read(corner)
    assert [(one.value, one.labels.unit) for one in found[:2]] == [(3_100_000, "£"), (3_000_000, "£")]


def test_a_corner_without_a_scale_changes_nothing() -> None:
    assert [one.value for one in read("Scheme")[:2]] == [3100, 3000]


def test_a_scale_over_one_column_of_figures_is_that_columns() -> None:
    """The other column prints full amounts."""
    text = """
        Scheme       | Budget 2024 (£000) | Budget 2025 (£)
        Carriageways | 3,100              | 3,000,000
        Bridges      | 640                | 890,000
    """
    found = normalize(table(text)).observations
    assert [one.value for one in found[:2]] == [3_100_000, 3_000_000]
