"""What the steps of reading a page picture decide, each on a picture drawn for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")  # the extra `ocr` brings it

from extract.ink.page import Array
from extract.scan.dashed_rules import with_dashed_rules
from extract.scan.kept_pages import keep_page, kept_page
from extract.scan.line_pictures import row_to_line_picture
from extract.scan.looks import grey_to_look
from extract.scan.page import ScannedPage
from extract.scan.pieces_of_ink import Blots
from extract.scan.recogniser import LINE_HEIGHT
from extract.scan.rulings import Rules
from extract.scan.shades import grey_to_shades, with_dark_letters
from extract.scan.sideways import find_sideways
from extract.scan.text_rows import Row
from extract.scan.turns import rows_to_sample

NO_RULES = Rules(np.zeros((0, 4), np.float32), np.zeros(0, bool), np.zeros((10, 10), bool))
SCALE = 2.0  # pixels a point


def blots(boxes: list[tuple[int, int, int, int]], height: float = 20.0) -> Blots:
    found = np.array(boxes, np.int32).reshape(-1, 4)
    ones = np.ones(len(found))
    return Blots(found, ones, ones, np.zeros((200, 800), np.int32), height)


def test_dashes_in_a_row_are_one_rule() -> None:
    """Twelve marks evenly apart; as many at uneven places are none."""
    even = [(20 * k, 100, 20 * k + 10, 102) for k in range(12)]
    rules, used = with_dashed_rules(NO_RULES, blots(even), SCALE)
    assert rules.flat.tolist() == [True]
    assert rules.boxes[0].tolist() == pytest.approx([0, 100, 230, 102], abs=2)
    assert used.all()
    uneven = [(x, 100, x + 10, 102) for x in (0, 17, 60, 75, 120, 150, 163, 210, 224, 270, 290, 330)]
    assert not len(with_dashed_rules(NO_RULES, blots(uneven), SCALE)[0].boxes)


def test_the_longest_rows_tell_which_way_is_up() -> None:
    """Rows of a few letters say nothing; of many a handful is read."""
    rows = [Row((0, 20 * k, 100, 20 * k + 10), 10.0, tuple(range(k))) for k in range(3)]
    assert rows_to_sample(rows) == []
    many = [Row((0, 20 * k, 100, 20 * k + 10), 10.0, tuple(range(12))) for k in range(60)]
    assert len(rows_to_sample(many)) == 6


def picture_with_band(level: int, letters: int) -> Array:
    """White paper with a band of one grey and strokes in it."""
    even = np.full((400, 800), 255, np.uint8)
    even[100:180, 80:720] = level
    for x in range(100, 700, 24):
        even[130:150, x : x + 4] = letters
    return even


def test_a_grey_band_is_a_shade() -> None:
    """Dark letters on grey stay; paper alone has none."""
    (shade,) = grey_to_shades(picture_with_band(200, 0), SCALE)
    x0, top, x1, bottom = shade.box
    assert abs(shade.level - 200) < 10
    assert not shade.inverse
    assert abs(x0 - 80) < 20
    assert abs(x1 - 720) < 20
    assert abs(top - 100) < 20
    assert abs(bottom - 180) < 20
    assert grey_to_shades(np.full((400, 800), 255, np.uint8), SCALE) == []


def test_light_letters_on_dark_are_turned_dark() -> None:
    """So that one way of reading does for both."""
    even = picture_with_band(60, 250)
    shades = grey_to_shades(even, SCALE)
    assert [shade.inverse for shade in shades] == [True]
    turned = with_dark_letters(even, shades)
    assert int(turned[140, 101]) < int(turned[110, 400])


def test_a_kept_page_is_read_back(tmp_path: Path) -> None:
    """Rules, sizes and turns as they were; another document, another page or a damaged file give none."""
    none = np.zeros((0, 4), np.float32)
    page = ScannedPage(
        words=(),
        rules=np.array([[1.0, 2.0, 30.0, 3.0]], np.float32),
        flat=np.array([True]),
        fills=none,
        fill_level=np.zeros(0, np.uint8),
        width=100,
        height=200,
        scale=2.0,
        quarter=1,
        skew=0.5,
    )
    sha256 = "ab" * 32
    keep_page(tmp_path, sha256, 3, 0, page)
    kept = kept_page(tmp_path, sha256, 3, 0)
    assert kept is not None
    assert (kept.rules.tolist(), kept.flat.tolist(), kept.quarter, kept.skew) == ([[1.0, 2.0, 30.0, 3.0]], [True], 1, 0.5)
    assert kept_page(tmp_path, sha256, 3, 1) is None
    assert kept_page(tmp_path, "cd" * 32, 3, 0) is None
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:20])
    assert kept_page(tmp_path, sha256, 3, 0) is None


def lettered(sideways: bool) -> Array:
    """Strokes as letters stand: twelve beside each other, or below each other in a narrow column."""
    grey = np.full((600, 600), 255, np.uint8)
    for k in range(12):
        x, y = (100, 100 + 26 * k) if sideways else (100 + 26 * k, 100)
        grey[y : y + 20, x : x + 6] = 0
        grey[y : y + 6, x : x + 18] = 0
    return grey


def test_letters_beside_each_other_are_a_row() -> None:
    """Shown as a line picture of one height, dark on white."""
    look = grey_to_look(lettered(sideways=False), 300 / 72)
    (row,) = look.rows
    assert len(row.blots) == 12
    assert look.sideways == ()
    line = row_to_line_picture(look.picture, look.blots, look.rules, row)
    assert line.pixels.shape[0] == LINE_HEIGHT
    assert line.pixels.min() < 80
    assert line.pixels.max() > 200


def test_letters_stacked_closely_stand_sideways() -> None:
    """They are no rows of the page."""
    look = grey_to_look(lettered(sideways=True), 300 / 72)
    assert look.rows == ()
    assert len(look.sideways) == 1
    assert find_sideways(look.blots, look.rules, []) == []
