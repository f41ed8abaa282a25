"""Could the text before a page break go on after it? What the room that is left in a cell says.

Text fills its cell down to the foot of the page before it goes on overleaf, and digits fill their line before they go on below: a cell
with room for another line, or a figure with room for another digit, is complete.
"""

from __future__ import annotations

from collections.abc import Iterable

from normalize.repair import fold
from normalize.text.widths import AMPLE, PADDING, text_to_width
from schemas.logical import PlacedCell

_DIGIT = 0.52  # advance width of a digit in units of the font size
_FEWEST_LINES = 3  # in cells of fewer lines the padding is too much of the height


def cells_to_pitch(cells: Iterable[PlacedCell]) -> float | None:
    """Points per line, padding included, in the most crowded cell of at least three lines; None where no cell has as many."""
    heights = [
        cell.cell.box.height / lines
        for cell in cells
        if cell.cell.box is not None and not cell.cell.style.rotated and (lines := _count_lines(cell)) >= _FEWEST_LINES
    ]
    return min(heights, default=None)


def has_room_below(cell: PlacedCell, pitch: float | None) -> bool | None:
    """Whether another line of text would have fitted the cell; None where nothing tells."""
    if pitch is None or cell.cell.box is None or cell.blank:
        return None
    return cell.cell.box.height >= (_count_lines(cell) + 1) * pitch


def has_room_behind(cell: PlacedCell) -> bool | None:
    """Whether more digits would have fitted the last line; None where nothing tells, or where it is a close thing."""
    if cell.cell.box is None or cell.cell.style.size is None or cell.blank:
        return None
    size = cell.cell.style.size
    last = fold(cell.text.strip().splitlines()[-1])
    room = cell.cell.box.width - text_to_width(last) * size - PADDING
    if room < _DIGIT * size:
        return False
    return True if room >= AMPLE * _DIGIT * size else None


def _count_lines(cell: PlacedCell) -> int:
    return len(cell.text.strip().splitlines())
