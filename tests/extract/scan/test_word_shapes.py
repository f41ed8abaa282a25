"""Commas, points and dotted letters are told apart by the shape of their ink."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.scan.accents import without_chance_accents
from extract.scan.glyphs_of_word import blots_to_glyphs, characters_to_glyphs
from extract.scan.pieces_of_ink import Blots
from extract.scan.recogniser import Reading
from extract.scan.row_words import Mark, ScannedWord
from extract.scan.text_rows import Row
from extract.scan.word_shapes import with_shapes

SIZE = 40.0  # pixels; figures are 29 high and 18 wide


def drawn(text: str, hanging: float, step: float = 22.0) -> tuple[ScannedWord, Row, Blots]:
    """A word whose figures stand on line 100; its separators hang below by this share of a figure's height."""
    boxes, marks = [], []
    x = 50.0
    for character in text:
        if character in ".,":
            boxes.append((x, 94, x + 5, 100 + hanging * 29))
            marks.append(Mark(character, 0.7, (("." if character == "," else ",", 0.3),), x + 2))
            x += 11
        else:
            boxes.append((x, 71, x + 18, 100))
            marks.append(Mark(character, 1.0, (), x + 9))
            x += step
    array = np.array(boxes).round().astype(np.int32)
    row = Row((50, 71, round(x), 110), 100.0, tuple(range(len(boxes))))
    word = ScannedWord(text, (50.0, 71.0, x, 110.0), 100.0, SIZE, tuple(marks), 0)
    return word, row, Blots(array, np.ones(len(boxes)), np.ones(len(boxes)), np.zeros((1, 1)), 29.0)


@pytest.mark.parametrize(("hanging", "character"), [(0.0, "."), (-0.05, "."), (0.14, ","), (0.2, ",")])
@pytest.mark.parametrize("read", ["1.250", "1,250"])
def test_the_shape_of_a_separator_outvotes_its_reader(read: str, hanging: float, character: str) -> None:
    """A separator that was read otherwise is changed, the other reading kept, and the doubt told; one that fits is more sure."""
    word, row, blots = drawn(read, hanging)
    (found,) = with_shapes([word], [row], blots)
    assert found.text == f"1{character}250"
    assert found.marks_agree == (read == found.text)
    assert found.trust > 0.9 if found.marks_agree else (read[1], 0.7) in found.marks[1].others


def test_a_separator_whose_shape_says_nothing_is_believed_only_from_a_sure_reader() -> None:
    """Between a point and a comma: the reader was not sure, so nobody is."""
    word, row, blots = drawn("1,250", 0.05)
    (found,) = with_shapes([word], [row], blots)
    assert found.text == "1,250"
    assert not found.marks_agree


def test_a_wide_step_between_figures_betrays_a_lost_point() -> None:
    """12.00 whose point the scanner lost reads 1200; its figures stand as far apart as before."""
    word, row, blots = drawn("1200", 0.0)
    assert with_shapes([word], [row], blots)[0].marks_agree
    apart = blots.boxes.copy()
    apart[2:, [0, 2]] += 11
    moved = tuple(Mark(m.character, m.trust, m.others, m.x + 11 * (k > 1)) for k, m in enumerate(word.marks))
    (found,) = with_shapes(
        [ScannedWord(word.text, (50, 71, 150, 110), 100.0, SIZE, moved, 0)],
        [row],
        replace(blots, boxes=apart),
    )
    assert not found.marks_agree


def test_blots_above_one_another_are_one_glyph() -> None:
    """The dot of an i, the strokes of an equals sign."""
    boxes = np.array([(0, 10, 4, 30), (0, 2, 4, 6), (8, 10, 20, 30), (24, 14, 36, 16), (24, 20, 36, 22)])
    assert [sorted(glyph) for glyph in blots_to_glyphs(boxes)] == [[0, 1], [2], [3, 4]]


@given(st.lists(st.floats(0, 300), min_size=1, max_size=9), st.lists(st.floats(0, 300), min_size=1, max_size=9))
def test_characters_keep_their_order_and_own_their_ink(places: list[float], middles: list[float]) -> None:
    """However many of each there are: no two characters own one glyph, none stands left of the one before."""
    chosen = characters_to_glyphs(sorted(places), sorted(middles), 20.0)
    own = [k for k in chosen if k is not None]
    assert all(a < b for a, b in pairwise(own))
    assert all(0 <= k < len(middles) for k in own)


def test_one_speck_makes_no_language_with_accents() -> None:
    """Among hundreds of plain letters an é is an e with dust; its chances are those of both."""
    plain = Reading("pegawai" * 40, tuple(range(280)), (1.0,) * 280, ((),) * 280)
    dusty = Reading("Péngadaan", tuple(range(9)), (1.0, 0.55, *(1.0,) * 7), ((), (("e", 0.4),), *((),) * 7))
    mended = without_chance_accents([plain, dusty])[1]
    assert mended.characters == "Pengadaan"
    assert mended.trust[1] == pytest.approx(0.95)


def test_a_page_full_of_accents_keeps_them() -> None:
    """As French has them."""
    reading = Reading("région", tuple(range(6)), (1.0,) * 6, ((),) * 6)
    assert without_chance_accents([reading] * 9)[0].characters == "région"


@pytest.mark.parametrize(("count", "read", "trust", "text"), [(3, "I", 0.3, "III"), (1, "1", 0.8, "I"), (2, "11", 0.99, "11")])
def test_bars_are_counted_where_the_reader_was_not_sure(count: int, read: str, trust: float, text: str) -> None:
    """A roman three is three bars; an eleven that was surely read stays one."""
    boxes = np.array([(50 + 12 * k, 71, 57 + 12 * k, 100) for k in range(count)])
    marks = tuple(Mark(c, trust, (), 53.0 + 12 * k) for k, c in enumerate(read))
    word = ScannedWord(read, (50.0, 71.0, 46.0 + 12 * count, 100.0), 100.0, SIZE, marks, 0)
    row = Row((50, 71, 46 + 12 * count, 100), 100.0, tuple(range(count)))
    blots = Blots(boxes, np.ones(count), np.ones(count), np.zeros((1, 1)), 29.0)
    assert with_shapes([word], [row], blots)[0].text == text


@pytest.mark.parametrize(("flag", "text"), [(0.45, "I"), (1.0, "1")])
def test_a_bar_that_was_surely_read_as_one_is_a_roman_one_where_the_figures_have_flags(flag: float, text: str) -> None:
    """A head "I" beside "15" and "16" whose ones have a flag; in a face that draws its ones as bars it stays a one."""
    boxes = np.array([(50, 71, 57, 100), (90, 71, 100, 100), (104, 71, 122, 100), (150, 71, 160, 100), (164, 71, 182, 100)])
    ink = np.array([7 * 29, flag * 10 * 29 if flag < 1 else 8 * 29, 200, flag * 10 * 29 if flag < 1 else 8 * 29, 200])
    boxes[[1, 3], 2] -= 2 if flag == 1.0 else 0
    rows, words = [], []
    for index, (read, own) in enumerate((("1", [0]), ("15", [1, 2]), ("16", [3, 4]))):
        x0, x1 = float(boxes[own[0], 0]), float(boxes[own[-1], 2])
        rows.append(Row((round(x0), 71, round(x1), 100), 100.0, tuple(own)))
        marks = tuple(Mark(c, 1.0, (), float(boxes[k, [0, 2]].mean())) for c, k in zip(read, own, strict=True))
        words.append(ScannedWord(read, (x0, 71.0, x1, 100.0), 100.0, SIZE, marks, index))
    blots = Blots(boxes, ink, np.ones(5), np.zeros((1, 1)), 29.0)
    assert [word.text for word in with_shapes(words, rows, blots)] == [text, "15", "16"]
