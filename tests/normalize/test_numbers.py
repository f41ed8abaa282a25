"""The joint reading of value cells."""

from decimal import Decimal

import pytest

from normalize.numbers import NumberCell, SumRelation, ValueReading, cells_to_readings
from normalize.repair import fold, replay


def read_one(text: str, unit: str | None = None, measure: str = "target", wrapped: bool | None = None) -> ValueReading:
    return cells_to_readings([NumberCell(0, text, unit=unit, measure=measure, wrapped=wrapped)])[0]


def read_row(texts: list[str], unit: str | None = None, measure: str = "target") -> tuple[ValueReading, ...]:
    cells = [NumberCell(i, t, column=i, unit=unit, measure=measure, series="row") for i, t in enumerate(texts)]
    return cells_to_readings(cells)


@pytest.mark.parametrize("unit", ["Orang", "Orang/ Dokumen", "Dokumen & orang", "Kotak"])
def test_counted_units_have_no_fractions(unit: str) -> None:
    reading = read_one("4.500", unit)
    assert (reading.value, reading.confidence) == (Decimal(4500), "consistent")


def test_open_separator_without_evidence_stays_open() -> None:
    reading = read_one("4.500")
    assert reading.status == "ambiguous"
    assert {c.value for c in reading.candidates} == {Decimal(4500), Decimal("4.5")}


def test_split_number_is_joined_by_a_sum() -> None:
    cells = [NumberCell(0, "10 9"), NumberCell(1, "97"), NumberCell(2, "12")]
    readings = cells_to_readings(cells, [SumRelation(0, (1, 2))])
    assert (readings[0].value, readings[0].confidence) == (Decimal(109), "proven")
    assert replay(fold("10 9"), readings[0].repairs) == "109"


def test_split_number_without_proof_stays_open() -> None:
    assert read_one("10 9").status == "ambiguous"
