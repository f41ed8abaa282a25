"""Page numbers left in the text by converters."""

from __future__ import annotations

import pytest

from extract.furniture import is_page_mark


@pytest.mark.parametrize(
    "text", ["Halaman 3", "Hal. 12", "page 3 of 10", "- 12 -", "7", "iv", "12 dari 40", "Page 1/9", "hlm. 4"]
)
def test_page_marks_are_told(text: str) -> None:
    """The usual ways to print a page number."""
    assert is_page_mark(text)


@pytest.mark.parametrize("text", ["2021", "Halaman Judul", "3. Program", "Tahun 2021", "PROGRAM", "12,5", "1.205", "", "mix"])
def test_other_text_is_none(text: str) -> None:
    """A year alone on its line, headings and figures stay text."""
    assert not is_page_mark(text)
