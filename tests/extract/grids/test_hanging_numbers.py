"""List numbers that hang beside the lines of a label."""

from __future__ import annotations

import pytest

from extract.grids.hanging_numbers import lines_with_number_first
from extract.ink.pieces import pieces_to_lines, words_to_pieces
from tests.typed_pages import typed


def texts(text: str) -> list[str]:
    ink = typed(text)
    lines = pieces_to_lines(words_to_pieces(ink, range(len(ink.words.text))))
    return [" ".join(piece.text for piece in line) for line in lines_with_number_first(lines)]


def test_a_number_beside_the_second_line_stands_first() -> None:
    """All lines begin flush, right of it."""
    assert texts("    Kegiatan Perencanaan\n1.  dan Evaluasi Pembangunan") == [
        "1. Kegiatan Perencanaan",
        "dan Evaluasi Pembangunan",
    ]


@pytest.mark.parametrize("text", ["1. Kegiatan Perencanaan\n   dan Evaluasi", "Kegiatan\n1.  dan Evaluasi", "12 Kegiatan"])
def test_other_numbers_stay(text: str) -> None:
    """One that begins the first line, one with lines that begin level with it, a single line."""
    assert texts(text) == [" ".join(line.split()) for line in text.splitlines()]
