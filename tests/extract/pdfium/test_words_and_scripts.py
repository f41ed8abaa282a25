"""Which way text runs, and which glyphs are raised beside it."""

from __future__ import annotations

import numpy as np
import pytest

from extract.ink.page import SKEWED
from extract.pdfium.scripts import LOWERED, RAISED, words_to_scripts
from extract.pdfium.words import direction_of


@pytest.mark.parametrize(
    ("angle", "rotation", "direction"),
    [(0, 0, 0), (90, 0, 1), (180, 0, 2), (270, 0, 3), (90, 90, 0), (45, 0, SKEWED), (2, 0, 0), (358, 0, 0), (5, 0, SKEWED)],
)
def test_text_runs_in_one_of_four_directions_or_at_an_angle(angle: float, rotation: int, direction: int) -> None:
    """Three degrees are allowed; the turn of the page is undone."""
    assert direction_of(np.array([float(angle)]), rotation).tolist() == [direction]


def kinds(*words: tuple[float, float, float, float, int]) -> list[int]:
    """Of words as (start, end, baseline, size, glyphs), upright."""
    start, end, base, size, count = (np.array(part) for part in zip(*words, strict=True))
    found: list[int] = words_to_scripts(start, end, base, size, np.zeros(len(words), np.int8), count).tolist()
    return found


def test_a_small_word_right_beside_and_above_a_text_is_raised() -> None:
    """Below the line it is lowered; on it, or far off, it is neither."""
    text = (50.0, 80.0, 100.0, 10.0, 3)
    assert kinds(text, (80.5, 84.0, 96.0, 6.0, 1)) == [0, RAISED]
    assert kinds(text, (80.5, 84.0, 102.0, 6.0, 1)) == [0, LOWERED]
    assert kinds(text, (80.5, 84.0, 100.0, 6.0, 1)) == [0, 0]
    assert kinds(text, (95.0, 99.0, 96.0, 6.0, 1)) == [0, 0]
    assert kinds(text, (80.5, 120.0, 96.0, 6.0, 12)) == [0, 0]
