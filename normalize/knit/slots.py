"""A fragment's cells as rows of slots, so that "what covers row 4, column 2" is one look-up."""

from __future__ import annotations

from dataclasses import replace

from normalize.text.look import text_to_shape
from schemas.logical import GridRow, PlacedCell
from schemas.table import Cell, Fragment


def fragment_to_rows(
    fragment: Fragment, columns: tuple[int, ...] | None = None, width: int | None = None, *, spread: bool = False
) -> tuple[GridRow, ...]:
    """The fragment's rows from top to bottom.

    `columns[i]` is the logical column of the fragment's column i (identity by default), `width` the number of logical columns.
    With `spread` a column covers all logical columns up to where the next one begins. Where two columns are one logical column the
    text of the left cell stands before that of the right one. Costs one visit per covered position.
    """
    mapping = columns if columns is not None else tuple(range(fragment.columns))
    total = width if width is not None else fragment.columns
    slots: list[list[PlacedCell | None]] = [[None] * total for _ in range(fragment.rows)]
    for cell in fragment.cells:
        first = mapping[cell.column]
        following = min(cell.column + cell.column_span, fragment.columns)
        last = mapping[following - 1]
        if spread:
            last = (mapping[following] if following < fragment.columns else total) - 1
        placed = cell_to_placed(fragment, cell, first, last - first + 1)
        before = slots[cell.row][first]
        if before is not None and before.cell.row == cell.row and not before.blank:
            placed = before if placed.blank else _joined(before, placed)
        for row in range(cell.row, min(cell.row + cell.row_span, fragment.rows)):
            for column in range(first, last + 1):
                slots[row][column] = placed
    return tuple(GridRow(fragment.ref, index, tuple(row)) for index, row in enumerate(slots))


def cell_to_placed(fragment: Fragment, cell: Cell, column: int, column_span: int) -> PlacedCell:
    """The cell at its logical place, looked at."""
    return PlacedCell(fragment.cell_ref(cell), cell, column, column_span, text_to_shape(cell.text))


def _joined(before: PlacedCell, placed: PlacedCell) -> PlacedCell:
    """The cell with the text of the one before it in front."""
    text = f"{before.text} {placed.text}"
    return replace(placed, cell=replace(placed.cell, text=text), shape=text_to_shape(text))
