"""From cells in the order of the source to a grid without overlaps and holes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.options import Limits
from schemas.errors import LimitError
from schemas.table import Cell


class Grid:
    """Places the cells of one table row by row, as the HTML table model does: a cell goes to the first free column and its
    spans reserve the positions below and beside it."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._open: dict[int, int] = {}  # column -> last row that a cell above still covers
        self._positions = 0
        self.cells: list[Cell] = []
        self.columns = 0

    def next_free(self, row: int, column: int) -> int:
        """The first column from `column` on that no cell from above covers in `row`."""
        while self._open.get(column, -1) >= row:
            column += 1
        return column

    def place(self, cell: Cell) -> Cell:
        """Adds the cell at its row and column, its column span cut where a cell from above stands in the way.

        Returns the cell as placed. Raises LimitError when the table has more positions than the limits allow.
        """
        span = 1
        while span < cell.column_span and self._open.get(cell.column + span, -1) < cell.row:
            span += 1
        placed = cell if span == cell.column_span else replace(cell, column_span=span)
        last = cell.row + cell.row_span - 1
        for column in range(cell.column, cell.column + span):
            self._open[column] = last
        self.cells.append(placed)
        self.columns = max(self.columns, cell.column + span)
        self._count(span)
        return placed

    def trimmed(self) -> tuple[int, list[Cell]]:
        """(columns, cells in the order placed) without spare columns at the right end."""
        return drop_spare_columns(self.cells, self.columns)

    def _count(self, positions: int) -> None:
        self._positions += positions
        if self._positions > self._limits.grid_cells:
            raise LimitError("document-too-large", name=self._name, detail=f"a table of more than {self._positions} cells")


def check_grid_size(name: str, rows: int, columns: int, limits: Limits) -> None:
    """Raises LimitError for a grid with more positions than `limits.grid_cells`."""
    if rows * columns > limits.grid_cells:
        raise LimitError("document-too-large", name=name, detail=f"a table of {rows} x {columns} cells")


def ragged_rows(cells: Iterable[Cell], rows: int, columns: int) -> tuple[tuple[int, int], ...]:
    """(row, positions covered) of each row in which the cells leave a hole."""
    covered = [0] * rows
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            covered[row] += cell.column_span
    return tuple((row, count) for row, count in enumerate(covered) if count < columns)


def fill_holes(cells: Iterable[Cell], rows: int, columns: int) -> tuple[Cell, ...]:
    """All cells sorted by (row, column), each position that none covers holding a blank cell of its own."""
    placed = sorted(cells, key=lambda cell: (cell.row, cell.column))
    covered = bytearray(rows * columns)
    for cell in placed:
        for row in range(cell.row, cell.row + cell.row_span):
            start = row * columns + cell.column
            covered[start : start + cell.column_span] = b"\x01" * cell.column_span
    holes: list[Cell] = []
    at = covered.find(0)
    while at >= 0:
        row, column = divmod(at, columns)
        holes.append(Cell(row, column, ""))
        at = covered.find(0, at + 1)
    return tuple(sorted([*placed, *holes], key=lambda cell: (cell.row, cell.column))) if holes else tuple(placed)


def drop_spare_columns(cells: Sequence[Cell], columns: int) -> tuple[int, list[Cell]]:
    """Cuts columns at the right end in which no cell starts (`colspan="100"` of a banner); spans shrink with them."""
    used = max((cell.column for cell in cells), default=-1) + 1
    if used >= columns:
        return columns, list(cells)
    return used, [
        replace(cell, column_span=used - cell.column) if cell.column + cell.column_span > used else cell for cell in cells
    ]
