"""The steps of reading numbers, one by one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.figures.amount import Scanner, take_amount
from normalize.figures.grammar import text_to_shape
from normalize.numbers.convention import candidates_to_confidence, shape_to_candidates
from normalize.numbers.evidence import cell_to_unit, cells_to_evidence, texts_to_votes, unit_key
from normalize.numbers.proof import cells_to_proofs
from normalize.numbers.range import range_to_reading
from normalize.numbers.result import cell_to_scale, plain_reading, value_is_exact
from normalize.numbers.seen import cells_to_recognised, recognised_to_candidates
from normalize.numbers.split import shape_to_join
from normalize.numbers.types import NumberCell, SumRelation
from normalize.numbers.value_grid import grid_to_merged, records_to_grid
from schemas.table import Recognised
from tests.normalize.knitted import recorded


def cells(*texts: str, **more: object) -> list[NumberCell]:
    return [NumberCell(index, text, row=index, **more) for index, text in enumerate(texts)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "number"), [("Rp 1.250.000,-", True), ("12,5 %", True), ("(210)", True), ("Baik", False), ("", False)]
)
def test_an_amount_is_taken_with_all_that_belongs_to_it(text: str, number: bool) -> None:
    """Or nothing is."""
    assert (take_amount(Scanner(text)) is not None) is number


@pytest.mark.parametrize(
    ("neighbours", "value"),
    [
        (("1.250", "12.345.678", "2.500.000"), "1250"),
        (("1.250", "12,5", "3,75", "0,125"), "1250"),
        (("1.250", "12.5", "3.75", "0.5"), "1.25"),
    ],
)
def test_the_table_s_own_numbers_say_what_a_point_is(neighbours: tuple[str, ...], value: str) -> None:
    """Groups of thousands, or decimals with the one sign or the other."""
    found = cells(*neighbours)
    shapes = [text_to_shape(cell.text) for cell in found]
    evidence = cells_to_evidence(found, shapes, {}, texts_to_votes(neighbours))
    best = shape_to_candidates(found[0], shapes[0], evidence)[0]
    assert best.value == Decimal(value)


def test_without_any_sign_nothing_leads() -> None:
    """A single open number has two candidates and no confidence."""
    (cell,) = cells("1.250")
    shape = text_to_shape(cell.text)
    candidates = shape_to_candidates(cell, shape, cells_to_evidence([cell], [shape], {}))
    assert len(candidates) == 2
    assert candidates_to_confidence(candidates) is None


def test_a_sum_proves_its_open_members_when_one_choice_alone_fits() -> None:
    """Two that fit prove neither."""
    found = cells("1.500", "500", "1000")
    shapes = [text_to_shape(cell.text) for cell in found]
    proof = cells_to_proofs(found, shapes, [SumRelation(0, (1, 2))])[0]
    assert proof.numeral is not None
    assert proof.numeral.value == 1500
    found = cells("3.000", "1.000", "2.000")
    shapes = [text_to_shape(cell.text) for cell in found]
    proofs = cells_to_proofs(found, shapes, [SumRelation(0, (1, 2))])
    assert all(proof.numeral is None or proof.circular for proof in proofs.values())


def test_a_stored_number_proves_what_is_shown() -> None:
    """As spreadsheets keep it behind the text."""
    (cell,) = cells("1.250")
    cell = replace(cell, stored=Decimal("1.25"))
    proof = cells_to_proofs([cell], [text_to_shape(cell.text)], [])[0]
    assert proof.numeral is not None
    assert proof.numeral.value == Decimal("1.25")


def test_a_range_has_both_ends_in_one_convention() -> None:
    """The low one first."""
    (cell,) = cells("97,50-98")
    shape = text_to_shape(cell.text)
    reading = range_to_reading(cell, shape, cells_to_evidence([cell], [shape], {}))
    assert (reading.status, reading.low, reading.high) == ("range", Decimal("97.50"), Decimal(98))


def test_the_unit_is_the_cell_s_own_that_of_its_measure_or_the_row_s() -> None:
    """In this order."""
    assert cell_to_unit(NumberCell(0, "12 %", unit="Orang"), text_to_shape("12 %")) == "%"
    assert cell_to_unit(NumberCell(0, "12", unit="Orang"), text_to_shape("12")) == "Orang"
    assert unit_key(NumberCell(0, "12", measure="budget", unit="Orang"), text_to_shape("12")) == "Rp"


def test_a_percent_sign_switches_the_scale_of_the_table_off() -> None:
    """And says so."""
    cell = NumberCell(0, "12 %", scale=Decimal(1000))
    factor, notes = cell_to_scale(cell, text_to_shape(cell.text))
    assert factor == 1
    assert notes
    assert cell_to_scale(NumberCell(0, "12", scale=Decimal(1000)), text_to_shape("12")) == (Decimal(1000), ())


@given(st.integers(-(2**53), 2**53), st.integers(0, 6))
def test_what_a_double_gives_back_is_exact(number: int, places: int) -> None:
    """Fifteen digits always are."""
    value = Decimal(number).scaleb(-places)
    assert value_is_exact(value) or len(str(abs(number))) > 15


def test_a_cell_without_a_number_is_what_it_prints() -> None:
    """Blank, nothing, a predicate, a text."""
    for text, status in (("", "blank"), ("-", "nil"), ("Sangat Baik", "category"), ("lihat lampiran", "text")):
        assert plain_reading(NumberCell(0, text), text_to_shape(text)).status == status


def test_split_digits_are_joined_only_with_proof() -> None:
    """Neighbours of three digits are one; a lone pair has none."""
    (cell,) = cells("10 9")
    shape = text_to_shape(cell.text)
    alone = shape_to_join(cell, shape, cells_to_evidence([cell], [shape], {}))
    row = [replace(one, series="a") for one in cells("10 9", "108", "107", "110")]
    shapes = [text_to_shape(one.text) for one in row]
    among = shape_to_join(row[0], shapes[0], cells_to_evidence(row, shapes, {}))
    assert among.score > alone.score


def test_a_value_of_several_cells_is_as_sure_as_the_least_sure() -> None:
    """Cells of a text file have no trust; other texts that are numbers are candidates."""
    assert cells_to_recognised([None, None]) is None
    least = cells_to_recognised([Recognised(0.9), Recognised(0.6), None])
    assert least is not None
    assert least.trust == 0.6
    assert [candidate.value for candidate in recognised_to_candidates(Recognised(0.6, readings=("72", "Baik", "72")))] == [72]


def test_the_grid_of_values_knows_where_each_stands() -> None:
    """A value over two rows is published once, and told."""
    records = recorded("Indikator | Target 2021 | Target 2022\nJumlah A | 5 | 6\nJumlah B | ^ | 7")
    grid = records_to_grid(records)
    assert [(cell.record, cell.slot.raw) for cell in grid.cells] == [(0, "5"), (0, "6"), (1, "7")]
    assert len(grid_to_merged(grid, records, 1)) == 1
