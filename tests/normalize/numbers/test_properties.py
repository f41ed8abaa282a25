"""Properties of the joint reading: what is written can be read back, or stays open; never wrong and confident."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from normalize.figures.grammar import text_to_shape
from normalize.numbers.read import NumberCell, SumRelation, ValueReading, cells_to_readings
from normalize.repair import fold, notes_to_findings, replay
from schemas.codes import finding_to_sentence
from tests.normalize.numbers.number_tables import random_table, wrap_text

CONFIDENT = ("proven", "consistent")
money = st.integers(min_value=0, max_value=10**13)
fractions = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


def confident_errors(readings: tuple[ValueReading, ...], truth: list[Decimal]) -> list[tuple[str, Decimal | None, Decimal]]:
    return [
        (reading.text, reading.value, value)
        for reading, value in zip(readings, truth, strict=True)
        if reading.value is not None and reading.value != value and reading.confidence in CONFIDENT
    ]


@pytest.mark.parametrize(("locale", "convention"), [("id", "id"), ("en", "us")])
@given(value=fractions)
def test_babel_formats_what_the_grammar_reads(locale: str, convention: str, value: Decimal) -> None:
    """Babel's formatting for a locale has a reading in that locale's convention with the same value."""
    printed = format_decimal(value, locale=locale, decimal_quantization=False)
    found = [n for n in text_to_shape(printed).numerals if n.convention in (convention, "plain")]
    assert [n.value for n in found] == [value]


@pytest.mark.parametrize("locale", ["id", "en"])
@given(values=st.lists(money, min_size=1, max_size=12))
def test_whole_amounts_of_money_are_always_read(locale: str, values: list[int]) -> None:
    """An amount in rupiah has no three decimals, so that grouping alone decides, whatever the locale."""
    cells = [NumberCell(n, format_decimal(v, locale=locale), n, 0, "budget", "Rp") for n, v in enumerate(values)]
    assert [reading.value for reading in cells_to_readings(cells)] == values


@pytest.mark.parametrize("mixing", ["none", "unit"])
@given(seed=st.integers(min_value=0, max_value=10**9))
def test_never_wrong_and_confident(mixing: str, seed: int) -> None:
    """Tables in one convention, or with another convention for each unit, are read right or left open."""
    cells, truth = random_table(random.Random(seed), mixing)
    assert not confident_errors(cells_to_readings(cells), truth)


@given(seed=st.integers(min_value=0, max_value=10**9))
def test_one_convention_is_never_read_wrong(seed: int) -> None:
    """In a table that keeps to one convention even the unproven readings are right."""
    cells, truth = random_table(random.Random(seed), "none")
    wrong = [r.text for r, value in zip(cells_to_readings(cells), truth, strict=True) if r.value not in (None, value)]
    assert not wrong


@given(seed=st.integers(min_value=0, max_value=10**9), width=st.integers(min_value=2, max_value=7), known=st.booleans())
def test_wrapped_numbers_are_joined_or_left_open(seed: int, width: int, known: bool) -> None:
    """Numbers broken by a narrow column: with or without geometry nothing is read wrong with confidence."""
    cells, truth = random_table(random.Random(seed), "none")
    narrow = [
        NumberCell(
            c.index, text, c.row, c.column, c.measure, c.unit, c.series, wrapped=True if known and "\n" in text else None
        )
        for c in cells
        for text in [wrap_text(c.text, width)]
    ]
    assert not confident_errors(cells_to_readings(narrow), truth)


@given(seed=st.integers(min_value=0, max_value=10**9), gap=st.sampled_from(["\n", " "]))
def test_two_values_in_one_cell_are_never_one_with_confidence(seed: int, gap: str) -> None:
    """A cell that holds the values of two rows is open, or flagged as unproven."""
    cells, truth = random_table(random.Random(seed), "none")
    stacked = [
        NumberCell(
            c.index, f"{c.text}{gap}{format_decimal(value + 7, locale='id')}", c.row, c.column, c.measure, c.unit, c.series
        )
        if c.row == 1
        else c
        for c, value in zip(cells, truth, strict=True)
    ]
    readings = cells_to_readings(stacked)
    assert not [
        r.text
        for c, r in zip(cells, readings, strict=True)
        if c.row == 1 and r.value is not None and r.confidence in CONFIDENT
    ]


@given(
    parts=st.lists(st.integers(min_value=1, max_value=999_999), min_size=2, max_size=6),
    at=st.integers(0, 5),
    cut=st.integers(1, 5),
)
def test_a_sum_proves_a_split_part(parts: list[int], at: int, cut: int) -> None:
    """One part printed with a gap is joined when the printed sum needs it."""
    at %= len(parts)
    printed = str(parts[at])
    cut = min(cut, len(printed) - 1)
    texts = [str(sum(parts)), *map(str, parts)]
    if cut > 0:
        texts[at + 1] = f"{printed[:cut]} {printed[cut:]}"
    readings = cells_to_readings(
        [NumberCell(n, t) for n, t in enumerate(texts)], [SumRelation(0, tuple(range(1, len(texts))))]
    )
    assert [r.value for r in readings] == [sum(parts), *parts]
    assert {r.confidence for r in readings} == {"proven"}


cell_texts = st.one_of(
    st.text(alphabet="0123456789.,-% \nRpOl()*", max_size=16),
    st.sampled_from(
        ["10 9", "1,19% %", "12 *)", "48.114.7\n09.000", "119,8\n2", "4.500", "BB", "-", "", "2O", "1\nKecamat\nan"]
    ),
    st.text(max_size=12),
)


@given(texts=st.lists(cell_texts, max_size=12), wrapped=st.sampled_from([None, True, False]), data=st.data())
def test_repairs_replay_to_the_published_text(texts: list[str], wrapped: bool | None, data: st.DataObject) -> None:
    """Every change of the text is a repair: replayed over the folded raw text they give `text`, whatever the cells hold."""
    cells = [NumberCell(n, t, n % 3, n // 3, "target", None, n % 3, wrapped=wrapped) for n, t in enumerate(texts)]
    sums = [SumRelation(0, tuple(range(1, len(texts))))] if len(texts) > 2 and data.draw(st.booleans()) else []
    for cell, reading in zip(cells, cells_to_readings(cells, sums), strict=True):
        assert replay(fold(cell.text), reading.repairs) == reading.text


@given(texts=st.lists(cell_texts, max_size=8))
def test_status_and_fields_agree(texts: list[str]) -> None:
    """A number or bound has a value that a float64 keeps; every other status has none; an open one is never confident."""
    for reading in cells_to_readings([NumberCell(n, t) for n, t in enumerate(texts)]):
        assert (reading.value is not None) == (reading.status in ("number", "bound"))
        if reading.value is not None:
            assert Decimal(repr(float(reading.value))) == reading.value
        if reading.status == "ambiguous":
            assert reading.confidence == "unproven"
            assert reading.notes


@given(texts=st.lists(cell_texts, max_size=8), scale=st.sampled_from([1, 1000]))
def test_every_note_and_repair_has_a_sentence(texts: list[str], scale: int) -> None:
    """The fields of each finding fill the templates of its code in both languages."""
    for reading in cells_to_readings([NumberCell(n, t, unit="Orang", scale=Decimal(scale)) for n, t in enumerate(texts)]):
        for finding in notes_to_findings(reading.repairs, reading.notes, None):
            assert finding_to_sentence(finding, "en") != finding_to_sentence(finding, "id")
