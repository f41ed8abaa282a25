"""Areas of colour as a reader sees them, however many fills they were painted with."""

from __future__ import annotations

import numpy as np

from extract.ink.bands import Band, fills_to_bands

GREY, BLUE, WHITE = 0xDDDDDD, 0x0000FF, 0xFFFFFF


def bands(*fills: tuple[tuple[float, float, float, float], int]) -> list[Band]:
    return fills_to_bands(np.array([box for box, _ in fills], np.float32), np.array([color for _, color in fills]), 800.0)


def test_cells_shaded_one_by_one_are_one_band() -> None:
    """A row whose three cells were filled each by itself."""
    assert bands(*(((50 + 60 * k, 100, 110 + 60 * k, 115), GREY) for k in range(3))) == [Band(50, 100, 230, 115)]


def test_lines_of_one_cell_shaded_line_by_line_are_one_band() -> None:
    """The same colour, the same sides, no gap between them."""
    assert bands(((50, 100, 200, 112), GREY), ((50, 112, 200, 124), GREY)) == [Band(50, 100, 200, 124)]


def test_rows_of_two_colours_stay_two_bands() -> None:
    """Zebra rows."""
    assert len(bands(((50, 100, 200, 112), GREY), ((50, 112, 200, 124), BLUE))) == 2


def test_paper_backgrounds_and_hairlines_are_no_bands() -> None:
    """White fills, a fill of most of the page, a fill as thin as a rule."""
    assert bands(((50, 100, 200, 115), WHITE), ((0, 0, 595, 700), GREY), ((50, 300, 200, 303), GREY)) == []


def test_a_fill_inside_one_of_its_colour_is_not_seen() -> None:
    """Word paints the cell and the paragraph in it."""
    assert bands(((50, 100, 200, 130), GREY), ((55, 105, 190, 120), GREY)) == [Band(50, 100, 200, 130)]
