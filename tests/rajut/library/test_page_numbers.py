"""Which pages are meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rajut.library.page_numbers import to_pages
from rajut.pipeline import pages_to_text
from schemas.errors import UsageError


@pytest.mark.parametrize(
    ("pages", "numbers"),
    [
        (None, None),
        ("40-42,75", (40, 41, 42, 75)),
        (" 3 , 1 - 2 ,2", (1, 2, 3)),
        (7, (7,)),
        ([5, 2, 5], (2, 5)),
        (range(1, 4), (1, 2, 3)),
    ],
)
def test_pages_are_given_in_order_and_once(pages: Any, numbers: tuple[int, ...] | None) -> None:
    assert to_pages(pages) == numbers


@pytest.mark.parametrize("pages", ["", "0", "3-1", "a", "1-", "-3", "1,,2", "1-9999999", [], [0], ["1"], True, 1.5, [True]])
def test_what_names_no_page_is_refused(pages: Any) -> None:
    with pytest.raises(UsageError) as told:
        to_pages(pages)
    assert told.value.code == "pages-invalid"


@given(st.sets(st.integers(1, 3000), min_size=1))
def test_pages_as_text_are_the_same_pages(numbers: set[int]) -> None:
    assert to_pages(pages_to_text(sorted(numbers))) == tuple(sorted(numbers))
