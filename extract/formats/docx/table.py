"""Rows and cells of a DOCX table on its grid: spans, merges, offsets, deleted and hidden rows, sliver columns.

ECMA-376 part 1, 17.4: `gridSpan`, `vMerge`, `hMerge`, `gridBefore`, `gridAfter`, `tblHeader`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.formats.docx.text import iter_through
from extract.formats.package import Element, W, attribute, child_value, integer, is_on
from extract.options import Limits
from schemas.errors import LimitError

_ROW = frozenset({W + "tr"})
_CELL = frozenset({W + "tc"})
_MOST_COLUMNS = 16_384
# Word draws no narrower column by hand; thinner ones come from borders that miss each other. 1/20 point.
_SLIVER = 60


@dataclass(frozen=True, slots=True)
class DocxCell:
    """A cell at its anchor, with the element that holds its content. `swallowed` are the elements of cells that a vertical or
    horizontal merge hides behind it."""

    row: int
    column: int
    row_span: int
    column_span: int
    element: Element
    swallowed: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class DocxTable:
    """A table on its grid. `header_rows` are the leading rows that Word repeats on each page, None when no row is marked;
    `offset_rows` rows that declare empty positions at their ends; `hidden` rows left out; `slivers` columns taken out."""

    rows: int
    columns: int
    cells: tuple[DocxCell, ...]
    header_rows: int | None
    offset_rows: frozenset[int]
    hidden: int = 0
    slivers: int = 0


@dataclass(slots=True)
class _Builder:
    name: str
    limits: Limits
    cells: list[DocxCell] = field(default_factory=list)
    above: dict[int, int] = field(default_factory=dict)  # column -> index of the cell that a merge may go on from
    columns: int = 0
    positions: int = 0

    def add_row(self, row: int, element: Element) -> bool:
        """Places the row's cells; true when it declares empty positions before or after them."""
        properties = element.find(W + "trPr")
        before = _capped(child_value(properties, "gridBefore"))
        after = _capped(child_value(properties, "gridAfter"))
        column = before
        merged: dict[int, int] = {}
        left: int | None = None
        for cell in iter_through(element, _CELL):
            cell_properties = cell.find(W + "tcPr")
            if cell_properties is not None and cell_properties.find(W + "cellDel") is not None:
                continue
            span = max(_capped(child_value(cell_properties, "gridSpan")), 1)
            left = self._add_cell(row, column, span, cell, left, merged)
            column += span
            if column > _MOST_COLUMNS:
                raise LimitError("document-too-large", name=self.name, detail=f"a table of more than {_MOST_COLUMNS} columns")
        self.above = merged
        self.columns = max(self.columns, column + after)
        return before > 0 or after > 0

    def _add_cell(
        self, row: int, column: int, span: int, element: Element, left: int | None, merged: dict[int, int]
    ) -> int | None:
        """Places one cell or merges it away; gives the index of the cell that a horizontal merge would go on from."""
        properties = element.find(W + "tcPr")
        if left is not None and _goes_on(properties, "hMerge"):
            wide = self.cells[left]
            self.cells[left] = replace(wide, column_span=wide.column_span + span, swallowed=(*wide.swallowed, element))
            return left
        upper = self.above.get(column)
        if upper is not None and _merge_state(properties) == "continue" and self.cells[upper].column_span == span:
            tall = self.cells[upper]
            self.cells[upper] = replace(tall, row_span=row - tall.row + 1, swallowed=(*tall.swallowed, element))
            merged[column] = upper
            return None
        self._count(span)
        self.cells.append(DocxCell(row, column, 1, span, element))
        if _merge_state(properties):
            merged[column] = len(self.cells) - 1
        return len(self.cells) - 1

    def _count(self, span: int) -> None:
        self.positions += span
        if self.positions > self.limits.grid_cells:
            raise LimitError("document-too-large", name=self.name, detail=f"a table of more than {self.positions} cells")


def table_to_grid(table: Element, name: str, limits: Limits) -> DocxTable:
    """The table on its grid, deleted rows gone and hidden rows counted. Raises LimitError for an oversized grid.

    A cell that continues a merge with nothing to continue from, or in another width, stands for itself.
    """
    builder = _Builder(name, limits)
    header_rows, headers_run = 0, True
    offset_rows: set[int] = set()
    hidden = row = 0
    for element in iter_through(table, _ROW):
        properties = element.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        if is_on(child_value(properties, "hidden")):
            hidden += 1
            continue
        headers_run = headers_run and bool(is_on(child_value(properties, "tblHeader")))
        header_rows += headers_run
        if builder.add_row(row, element):
            offset_rows.add(row)
        row += 1
    if row * builder.columns > limits.grid_cells:
        raise LimitError("document-too-large", name=name, detail=f"a table of {row} x {builder.columns} cells")
    columns, cells, slivers = _drop_slivers(builder.cells, builder.columns, _grid_widths(table))
    columns, cells = _drop_spare_columns(cells, columns)
    return DocxTable(row, columns, tuple(cells), header_rows or None, frozenset(offset_rows), hidden, slivers)


def _capped(text: str | None) -> int:
    return min(max(integer(text), 0), _MOST_COLUMNS)


def _merge_state(properties: Element | None) -> str:
    """ "restart", "continue" or "" for a cell outside any vertical merge."""
    value = child_value(properties, "vMerge")
    if value is None:
        tracked = None if properties is None else properties.find(W + "cellMerge")
        return {"rest": "restart", "cont": "continue"}.get(attribute(tracked, "vMerge"), "")
    return "restart" if value == "restart" else "continue"


def _goes_on(properties: Element | None, name: str) -> bool:
    value = child_value(properties, name)
    return value is not None and value != "restart"


def _grid_widths(table: Element) -> list[int]:
    grid = table.find(W + "tblGrid")
    return [] if grid is None else [integer(attribute(item, "w"), -1) for item in grid.iterchildren(W + "gridCol")]


def _drop_slivers(cells: Sequence[DocxCell], columns: int, widths: Sequence[int]) -> tuple[int, list[DocxCell], int]:
    """Takes out grid columns too thin to be seen in which no cell stands alone: they exist because cell borders of different
    rows miss each other by a hair, and they would push the cells of those rows into different columns."""
    if len(widths) != columns:
        return columns, list(cells), 0
    alone = {cell.column for cell in cells if cell.column_span == 1}
    thin = [column for column, width in enumerate(widths) if 0 <= width <= _SLIVER and column not in alone]
    # Two slivers side by side could hold a cell that spans both.
    gone = {column for column in thin if column - 1 not in thin}
    if not gone or len(gone) == columns:
        return columns, list(cells), 0
    new = [0] * (columns + 1)
    for column in range(columns):
        new[column + 1] = new[column] + (column not in gone)
    moved = [
        replace(cell, column=new[cell.column], column_span=new[cell.column + cell.column_span] - new[cell.column])
        for cell in cells
    ]
    return new[columns], moved, len(gone)


def _drop_spare_columns(cells: Sequence[DocxCell], columns: int) -> tuple[int, list[DocxCell]]:
    """Cuts columns at the right end in which no cell starts or ends by itself, left by a wrong span or `gridAfter`."""
    used = max((cell.column for cell in cells), default=-1) + 1
    if used >= columns:
        return columns, list(cells)
    return used, [replace(cell, column_span=min(cell.column_span, used - cell.column)) for cell in cells]
