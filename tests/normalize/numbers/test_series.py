"""Series whose numbers all carry three digits behind their sign."""

from __future__ import annotations

import pytest

from normalize.numbers.read import ValueReading, cells_to_readings
from normalize.numbers.types import NumberCell


def readings(*texts: str, unit: str | None = None) -> list[ValueReading]:
    cells = [NumberCell(n, text, 0, n, "target", unit, series="row 0") for n, text in enumerate(texts)]
    return list(cells_to_readings(cells))


@pytest.mark.parametrize("unit", [None, "meter"])
def test_several_digits_before_three_are_thousands_and_unproven(unit: str | None) -> None:
    found = readings("83.507", "84.342", "85.185", "9.037", unit=unit)
    assert [one.value for one in found] == [83507, 84342, 85185, 9037]
    assert {one.confidence for one in found} == {"unproven"}


@pytest.mark.parametrize(
    "texts",
    [
        ("2,750", "3,000", "2,693", "2,811"),  # scores
        ("83.507", "84.34", "85.185", "86.037"),  # some with two decimals
        ("83.507", "84.342"),  # too few
        ("83.507", "83.507", "83.507"),  # one number
    ],
)
def test_other_series_do_not_say_what_their_signs_are(texts: tuple[str, ...]) -> None:
    assert not [one for one in readings(*texts) if one.value is not None and one.value >= 1000]
