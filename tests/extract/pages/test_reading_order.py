"""The reading order of tables and texts on a page."""

from __future__ import annotations

from extract.pages.reading_order import blocks_in_order
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Fragment, TextBlock

Place = tuple[float, float, float, float]


def grid(*place: float) -> Fragment:
    return Fragment(FragmentRef(1, 1), 1, 1, (), BBox(*place))


def text(name: str, *place: float) -> TextBlock:
    return TextBlock(name, box=BBox(*place))


def test_a_long_table_in_two_halves_is_read_left_first() -> None:
    """The right half begins higher, beside the title of the left one, and is still read after it."""
    title, left, right = text("Lanjutan", 36, 40, 200, 52), grid(36, 60, 300, 400), grid(320, 40, 580, 400)
    assert blocks_in_order([right, title, left]) == [title, left, right]


def test_what_stands_above_and_below_stays_there() -> None:
    """Text over the whole width comes before both tables or after them, and tables below are read the same way."""
    above, below = text("above", 36, 10, 580, 30), text("below", 36, 410, 580, 420)
    tables = [grid(36, 60, 300, 400), grid(320, 40, 580, 400), grid(36, 460, 300, 600), grid(320, 440, 580, 600)]
    assert blocks_in_order([*reversed(tables), below, above]) == [above, *tables[:2], below, *tables[2:]]


def test_a_block_over_the_gap_leaves_the_order_from_top_to_bottom() -> None:
    """What reaches over both columns says that there are none."""
    left, right, across = grid(36, 60, 300, 400), grid(320, 40, 580, 400), text("across", 200, 100, 420, 112)
    assert blocks_in_order([left, right, across]) == [right, left, across]


def test_tables_at_different_heights_are_read_from_top_to_bottom() -> None:
    """Two tables that hardly share a height do not stand beside each other."""
    upper, lower = grid(320, 40, 580, 200), grid(36, 190, 300, 400)
    assert blocks_in_order([lower, upper]) == [upper, lower]


def test_titles_above_tables_beside_each_other_stay_with_their_tables() -> None:
    """Each right above its own, below a heading over both."""
    heading = text("heading", 36, 20, 400, 32)
    titles = text("first", 36, 44, 200, 56), text("second", 320, 44, 480, 56)
    left, right = grid(36, 60, 300, 400), grid(320, 60, 580, 400)
    assert blocks_in_order([right, left, titles[1], titles[0], heading]) == [heading, titles[0], left, titles[1], right]


def test_three_tables_beside_each_other_keep_their_titles() -> None:
    """Each under its own, though the head of the middle one begins higher."""
    titles = text("first", 20, 44, 180, 56), text("second", 220, 30, 380, 44), text("third", 420, 44, 580, 56)
    tables = grid(20, 60, 180, 100), grid(220, 48, 380, 100), grid(420, 60, 580, 100)
    expected = [block for pair in zip(titles, tables, strict=True) for block in pair]
    assert blocks_in_order([*tables, *titles]) == expected
