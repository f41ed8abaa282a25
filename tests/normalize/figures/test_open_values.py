"""The values that a printed number may have, told by its separators alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.figures.open_values import text_to_open_values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("120", ["120"]),
        ("2.500", ["2500", "2.500"]),
        ("2,5", ["2.5"]),
        ("1.250,5", ["1250.5"]),
        ("1,250.50", ["1250.50"]),
        ("1.817.540\n.166", ["1817540166"]),
        ("Rp 1.000,-", ["1000", "1.000"]),
        ("91,65%", ["91.65"]),
        ("1.25.000", []),
        ("1.2,3.4", []),
        ("-5", []),
        ("10 - 20", []),
        ("12 unit", []),
        ("0,300", ["0.300"]),
        ("8%%", ["8"]),
        ("95.00\nPersen", ["95.00"]),
        ("3.", []),
        ("5 juta", []),
        ("", []),
    ],
)
def test_values_of_a_printed_number(text: str, values: list[str]) -> None:
    """Both conventions where both are possible; nothing for what is no plain number."""
    assert text_to_open_values(text) == tuple(map(Decimal, values))


@given(st.text(alphabet="0123456789., %Rp-", max_size=24))
def test_any_text_gives_numbers_or_nothing(text: str) -> None:
    """Never an error, never more than the two conventions, never a negative number."""
    found = text_to_open_values(text)
    assert len(found) <= 2
    assert all(value >= 0 for value in found)
