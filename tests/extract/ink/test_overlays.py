"""Text over text that is none of the page's own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.ink.overlays import apart_from_overlays
from extract.ink.page import SKEWED, Ink, page_to_ink
from schemas.geometry import BBox
from schemas.page import RGB, Page, Word

PALE: RGB = (200, 200, 200)


def page(color: RGB, size: float = 60.0) -> Ink:
    words = [Word(f"kata{k}", BBox(60 + 50 * (k % 4), 100 + 14 * (k // 4), 95 + 50 * (k % 4), 110 + 14 * (k // 4)), size=10,
                  color=(0, 0, 0)) for k in range(12)]  # fmt: skip
    return page_to_ink(Page(1, 595, 842, 0, (*words, Word("DRAFT", BBox(50, 95, 280, 155), size=size, color=color)), (), ()))


def skewed(ink: Ink) -> list[str]:
    return [ink.words.text[k] for k in np.flatnonzero(apart_from_overlays(ink).words.direction == SKEWED)]


def test_large_pale_text_over_other_text_is_an_overlay() -> None:
    """An upright watermark."""
    assert skewed(page(PALE)) == ["DRAFT"]


def test_large_dark_text_and_pale_small_text_are_the_page_s_own() -> None:
    """A title, a remark in grey."""
    assert skewed(page((0, 0, 0))) == []
    assert skewed(page(PALE, 12.0)) == []


def test_letters_of_a_round_stamp_that_stand_upright_belong_to_it() -> None:
    """Beside letters at an angle, in their size and colour; a word beside them does not."""
    letters = [
        Word(letter, BBox(100 + 9 * k, 100, 107 + 9 * k, 110), size=10, color=(0, 0, 200)) for k, letter in enumerate("DINAS")
    ]
    ink = page_to_ink(
        Page(1, 595, 842, 0, (*letters, Word("Jumlah", BBox(150, 100, 180, 110), size=10, color=(0, 0, 200))), (), ())
    )
    turned = ink.words.direction.copy()
    turned[:2] = SKEWED
    ink = replace(ink, words=replace(ink.words, direction=turned))
    assert skewed(ink) == list("DINAS")
