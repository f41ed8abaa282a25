"""How a column separates its digits, and which reading a cell has, as decisions."""

from __future__ import annotations

from decimal import Decimal

from normalize.audit.scales import grid_to_doubtful_scales
from normalize.figures.numerals import DIGITS_ONLY
from normalize.numbers.decided import readings_to_decisions
from normalize.numbers.types import Candidate, ReadingConvention, ValueReading
from normalize.numbers.value_grid import ValueGrid, grid_to_places, records_to_grid
from schemas.decision import Subject
from schemas.provenance import FragmentRef
from tests.normalize.knitted import recorded

FIRST = FragmentRef(0, 1)


def grid() -> ValueGrid:
    return records_to_grid(recorded("Indikator | 2021 | 2022\nJumlah A | 1.500 | 2.500\nJumlah B | 1.200 | 12,5"))


def read(index: int, convention: ReadingConvention, *values: str) -> ValueReading:
    candidates = tuple(Candidate(Decimal(value), convention, 4.0 - k, (DIGITS_ONLY,)) for k, value in enumerate(values))
    return ValueReading(index, "number", values[0], Decimal(values[0]), convention=convention, candidates=candidates)


def test_a_column_has_the_convention_of_most_of_its_numbers() -> None:
    """With how many of them agree; numbers without separators have no say."""
    cells = grid()
    readings = [read(0, "id", "1500"), read(1, "plain", "2500"), read(2, "id", "1200"), read(3, "plain", "12")]
    (decision,) = readings_to_decisions(FIRST, cells, readings)
    assert (decision.subject, decision.choice, decision.runner_up) == (Subject("numbers", f"{FIRST}#c1"), "id", "us")
    assert decision.log_odds is not None
    assert decision.log_odds > 1


def test_an_open_number_names_what_it_may_be() -> None:
    """Chosen and second, by how many points; an ambiguous one chose nothing."""
    cells = grid()
    readings = [read(at, "plain", "1") for at in range(4)]
    readings[0] = read(0, "id", "1500", "1.5")
    (_, value) = readings_to_decisions(FIRST, cells, readings)
    assert (str(value.subject), value.choice, value.runner_up, value.log_odds) == (
        f"value:{grid_to_places(cells)[0]}",
        "1500",
        "1.5",
        1.0,
    )
    readings[0] = ValueReading(0, "ambiguous", "1.500", candidates=readings[0].candidates)
    (value,) = readings_to_decisions(FIRST, cells, readings)
    assert (value.choice, value.runner_up, value.log_odds) == ("ambiguous", "1500", None)


def test_no_scale_no_doubt() -> None:
    """Amounts as printed exceed nothing by a factor."""
    assert grid_to_doubtful_scales(grid(), [read(at, "plain", "1") for at in range(4)], 1) == ()
