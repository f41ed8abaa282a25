"""What strangers wrote into a document commands no terminal and no spreadsheet."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rajut.printable import to_plain_cell, visible, visible_json

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts)
def test_nothing_that_is_shown_is_a_control_character(text: str) -> None:
    left = {character for character in visible(text) if unicodedata.category(character) == "Cc"}
    assert left <= {"\t", "\n"}


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "M"])))
def test_letters_signs_and_figures_are_shown_as_they_are(text: str) -> None:
    assert visible(text) == text


@given(st.dictionaries(texts, texts))
def test_json_means_what_it_meant_and_holds_no_control_character(content: dict[str, str]) -> None:
    shown = visible_json(json.dumps(content, ensure_ascii=False))
    assert json.loads(shown) == content
    assert shown == visible(shown)


@pytest.mark.parametrize(
    "text", ["=1", "＝1", " =A1", "\u00a0=A1", "+1+1", "＋1", "@SUM(A1)", "＠A", "-cmd|x", "－A1", "\t=1", "\r=1", "-1-1"]
)
def test_what_a_spreadsheet_would_compute_is_kept_a_text(text: str) -> None:
    assert to_plain_cell(text) == "'" + visible(text)


@pytest.mark.parametrize("text", ["", "-5", "-5,3%", "-1.000", "a=1", "2021", "\N{MINUS SIGN}3", "5 - 3", "’"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert to_plain_cell(text) == text


def test_a_direction_mark_cannot_hide_the_end_of_a_name() -> None:
    assert visible("gaji\u202efdp.exe") == "gaji\\u202efdp.exe"
