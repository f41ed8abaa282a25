"""The reader of pages and the normalizer agree on what a number is.

There is one grammar of numbers, `normalize/figures`. The reader may not import it, and asks something cheaper, of every word of a page and
before there are cells: could this be a figure? Its patterns (`extract/ink/figures.py`) are held to the grammar here.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ink.figures import GROUPED, NO_FIGURE, is_numeric
from normalize.figures.grammar import CellShape, text_to_shape
from normalize.figures.sorts import text_is_number
from schemas.lexicon import lexicon

CURRENCIES = sorted(sign for signs in lexicon().named("quantities.currencies").values() for sign in signs)


def draw_digits(draw: st.DrawFn, sign: str, other: str) -> str:
    """Digits as people set them: plain, in groups of three, with decimals."""
    first = draw(st.integers(1, 999))
    groups = draw(st.lists(st.integers(0, 999), max_size=4))
    grouped = f"{first}" + "".join(f"{sign}{group:03d}" for group in groups)
    decimals = draw(st.sampled_from(("", "5", "25", "125")))
    return f"{grouped}{other}{decimals}" if decimals else grouped


@st.composite
def printed_numbers(draw: st.DrawFn) -> str:
    """One number as tables print it: a currency, a sign or brackets, a share."""
    sign, other = draw(st.sampled_from(((".", ","), (",", "."))))
    digits = draw_digits(draw, sign, other)
    currency = draw(st.sampled_from(("", *(f"{one} " for one in CURRENCIES), *(f"{one}. " for one in CURRENCIES))))
    form = draw(st.sampled_from(("{}", "{}", "-{}", "+{}", "({})", "{}%", "{} %")))
    return (currency if "%" not in form else "") + form.format(digits)


def is_complete(shape: CellShape) -> bool:
    """One number with a reading whose separators stand where they may."""
    return shape.kind == "number" and any(numeral.convention != "irregular" for numeral in shape.numerals)


@given(printed_numbers())
def test_what_is_printed_as_a_number_looks_like_one_to_the_reader(text: str) -> None:
    """What the normalizer will publish as a number is never a word for the reader."""
    if text_is_number(text):
        assert is_numeric(text)
        assert text[0] not in NO_FIGURE


@given(st.one_of(printed_numbers(), st.text(alphabet="0123456789.,%-+()", min_size=1, max_size=14)))
def test_what_the_reader_takes_for_a_complete_number_is_one(text: str) -> None:
    """Groups of thousands are the same groups. A number in front of which a nought stands is a code for the grammar, brackets that are
    not closed are a list's."""
    digits = text.lstrip("-+(")
    listed = text.count("(") != text.count(")") or (digits[:1] == "0" and digits[1:2].isdigit())
    if GROUPED.match(text) and not listed and text != "-":
        assert is_complete(text_to_shape(text)), text_to_shape(text)


@pytest.mark.parametrize("text", ["1.25.000", "1,2,3", "1.2,3.4", "1..000", "12.34.56", "1.000.00,5"])
def test_what_is_no_number_to_the_grammar_is_no_complete_one_to_the_reader(text: str) -> None:
    """A broken number is a figure all the same: it stands in a column of figures."""
    assert not is_complete(text_to_shape(text))
    assert GROUPED.match(text) is None
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["-", "–", "—", "nihil", "n/a"])
def test_a_mark_for_nothing_is_one_for_both(text: str) -> None:
    """It stands in a column of figures, and is published as nil."""
    assert text_to_shape(text).kind == "nil"
    assert is_numeric(text)
