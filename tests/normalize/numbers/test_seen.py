"""Numbers that were read off a picture have a value only where the reader was sure of their digits."""

from __future__ import annotations

import pytest

from normalize.numbers.read import SumRelation, cells_to_readings
from normalize.numbers.types import NumberCell
from schemas.table import Recognised


def test_a_doubtful_digit_leaves_the_value_open_with_what_it_may_be() -> None:
    """The candidates are listed, no value is chosen."""
    (reading,) = cells_to_readings([NumberCell(0, "183", recognised=Recognised(0.62, readings=("188", "163")))])
    assert (reading.status, reading.value) == ("ambiguous", None)
    assert [int(c.value or 0) for c in reading.candidates] == [183, 188, 163]
    assert reading.flags == ("digits-doubtful",)


@pytest.mark.parametrize(
    ("trust", "readings", "status"), [(0.9, ("188",), "number"), (0.62, (), "number"), (0.3, (), "ambiguous")]
)
def test_how_much_doubt_opens_a_value(trust: float, readings: tuple[str, ...], status: str) -> None:
    """Little doubt, or none about its digits, leaves it; a reader that knows nothing gives no value."""
    (reading,) = cells_to_readings([NumberCell(0, "183", recognised=Recognised(trust, readings=readings))])
    assert reading.status == status


def test_a_sum_that_closes_keeps_a_doubtful_part() -> None:
    """183 + 17 = 200: what arithmetic proves needs no sure reader."""
    cells = [
        NumberCell(0, "200", recognised=Recognised(0.99)),
        NumberCell(1, "183", row=1, recognised=Recognised(0.62, readings=("188",))),
        NumberCell(2, "17", row=2, recognised=Recognised(0.99)),
    ]
    readings = cells_to_readings(cells, [SumRelation(0, (1, 2))])
    assert [str(reading.value) for reading in readings] == ["200", "183", "17"]
    assert all(reading.confidence == "proven" for reading in readings)


def test_a_letter_that_may_be_a_figure_is_no_text() -> None:
    """An 'o' alone in a value cell may be a nought."""
    (reading,) = cells_to_readings([NumberCell(0, "o", recognised=Recognised(0.6, readings=("0",)))])
    assert reading.status == "ambiguous"
