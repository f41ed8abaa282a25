"""What the widths of a column say about digits that white space splits."""

from __future__ import annotations

from decimal import Decimal

from normalize.numbers.read import NumberCell, cells_to_readings
from normalize.text.widths import ColumnCell, column_to_wrapped


def test_a_full_line_was_broken_by_the_column() -> None:
    """No line of the column is wider, and the cell has no room for one more digit."""
    cells = [ColumnCell("119,8\n2", 42.5, 12.0), ColumnCell("61,85", 42.5, 12.0), ColumnCell("75", 42.5, 12.0)]
    assert column_to_wrapped(cells)[0] is True


def test_a_wider_line_in_the_column_shows_room() -> None:
    """What fits elsewhere would have fitted here: two values below each other."""
    cells = [ColumnCell("12\n15", 20.0, 10.0), ColumnCell("1.250", 20.0, 10.0)]
    assert column_to_wrapped(cells)[0] is False


def test_ample_room_in_the_cell_is_no_break() -> None:
    cells = [ColumnCell("2\n2", 35.5, 7.56), ColumnCell("150.000\n150.000", 50.7, 7.56)]
    assert column_to_wrapped(cells[:1]) == (False,)
    assert column_to_wrapped(cells[1:]) == (False,)


def test_without_geometry_nothing_is_said() -> None:
    assert column_to_wrapped([ColumnCell("10\n9"), ColumnCell("7"), ColumnCell("", 10.0, 8.0)]) == (None, None, None)


def test_a_head_broken_after_as_many_characters_explains_the_gap() -> None:
    """A converter lost the line ends; the head "20 21" shows that the column held two characters."""
    assert column_to_wrapped([ColumnCell("10 9"), ColumnCell("1 09"), ColumnCell("100 9")], ["Target", "20 22"]) == (
        True,
        None,
        None,
    )


def test_words_in_the_cell_are_no_broken_digits() -> None:
    assert column_to_wrapped([ColumnCell("12\nBulan", 22.0, 6.0), ColumnCell("T\n1", 5.0, 6.0)]) == (None, None)


def test_a_broken_number_is_joined_with_geometry_and_open_without() -> None:
    """Geometry is one cue: the join is marked unproven until something else agrees."""
    with_geometry, without = (cells_to_readings([NumberCell(0, "10\n9", unit="Orang", wrapped=w)])[0] for w in (True, None))
    assert with_geometry.value == Decimal(109)
    assert with_geometry.confidence == "unproven"
    assert without.status == "ambiguous"
