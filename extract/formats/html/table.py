"""Rows and cells of an HTML table, however broken, placed on a grid by the rules of the HTML table model.

https://html.spec.whatwg.org/multipage/tables.html#forming-a-table; spans beyond their row group and overlaps are cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.formats.cell_placing import Grid, check_grid_size, ragged_rows
from extract.formats.html.style import attributes_to_style, is_hidden
from extract.options import Limits
from schemas.table import Cell

Element = Any  # lxml ships no types
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
ROW_PARTS = _GROUPS | {"tr"}
_SILENT = frozenset({"caption", "colgroup", "col", "script", "style", "template"})
_MOST_COLUMNS = 1000
_MOST_ROWS = 65534
_DIGITS = re.compile(r"\s*\+?(\d{1,9})")


@dataclass(slots=True)
class Row:
    """One row: its cell elements, the kind and number of its row group."""

    cells: list[Element]
    kind: str
    group: int


@dataclass(slots=True)
class Structure:
    """A table taken apart: rows in the order they are shown, captions, `stray` texts and tables outside cells, and how many
    cells were hidden."""

    rows: list[Row] = field(default_factory=list)
    captions: list[Element] = field(default_factory=list)
    stray: list[Element | str] = field(default_factory=list)
    hidden: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """The grid of a table without texts: `cells[i]` belongs to `elements[i]`. `ragged` are (row, positions covered)."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    elements: tuple[Element, ...]
    ragged: tuple[tuple[int, int], ...]


def elements_to_structure(parts: Sequence[Element]) -> Structure:
    """`parts` is the table element, or row groups and rows that stand outside any table."""
    structure = Structure()
    for part in parts:
        if part.tag in ROW_PARTS:
            _take(structure, part, "tbody", 0)
        else:
            _take_children(structure, part, "tbody", 0)
    structure.rows.sort(key=lambda row: row.kind == "tfoot")
    return structure


def _take_children(structure: Structure, parent: Element, kind: str, group: int) -> None:
    if parent.text and parent.text.strip():
        structure.stray.append(parent.text)
    for child in parent:
        _take(structure, child, kind, group)
        if child.tail and child.tail.strip():
            structure.stray.append(child.tail)


def _take(structure: Structure, child: Element, kind: str, group: int) -> None:
    tag = child.tag
    if tag == "caption":
        structure.captions.append(child)
    elif not isinstance(tag, str) or tag in _SILENT:
        return
    elif tag in _GROUPS:
        structure.groups += 1
        _take_children(structure, child, tag, structure.groups)
    elif tag == "tr":
        _take_row(structure, child, kind, group)
    elif tag in _CELLS:
        _take_loose_cell(structure, child, kind, group)
    elif tag == "table" or len(child) == 0:
        structure.stray.append(child)
    else:
        _take_children(structure, child, kind, group)  # <form> and the like between table and rows


def _take_row(structure: Structure, row: Element, kind: str, group: int) -> None:
    style = attributes_to_style(row.attrib)
    cells = []
    for cell in _row_to_cells(structure, row):
        if is_hidden(style) or is_hidden(attributes_to_style(cell.attrib)):
            structure.hidden += 1
        else:
            cells.append(cell)
    if row.get("height") == "0" and not any("".join(cell.itertext()).strip() for cell in cells):
        return  # Word closes a table with a row of no height that holds only column widths
    if cells or not is_hidden(style):
        structure.rows.append(Row(cells, kind, group))


def _row_to_cells(structure: Structure, row: Element) -> Iterator[Element]:
    if row.text and row.text.strip():
        structure.stray.append(row.text)
    for child in row:
        if child.tag in _CELLS:
            yield child
        elif child.tag == "table" or (isinstance(child.tag, str) and child.tag not in _SILENT and len(child) == 0):
            structure.stray.append(child)
        elif isinstance(child.tag, str) and child.tag not in _SILENT:
            yield from _row_to_cells(structure, child)
        if child.tail and child.tail.strip():
            structure.stray.append(child.tail)


def _take_loose_cell(structure: Structure, cell: Element, kind: str, group: int) -> None:
    # Cells without a row element share an implied row with the loose cells before them.
    if structure.rows and structure.rows[-1].cells and structure.rows[-1].cells[-1].getparent() is cell.getparent():
        structure.rows[-1].cells.append(cell)
    else:
        structure.rows.append(Row([cell], kind, group))


def structure_to_grid(structure: Structure, name: str, limits: Limits) -> Placed:
    """Positions and spans of all cells, without holes: a hole's blank cell has no element behind it and is not in `cells`.

    Raises LimitError for an oversized grid.
    """
    grid = Grid(name, limits)
    rows = _drop_empty_rows(structure.rows)
    ends = _group_ends(rows)
    elements: list[Element] = []
    for index, row in enumerate(rows):
        column = 0
        for element in row.cells:
            column = grid.next_free(index, column)
            spans = _row_span(element, ends[index] - index), _span(element, "colspan", _MOST_COLUMNS)
            placed = grid.place(Cell(index, column, "", *spans))
            elements.append(element)
            column += placed.column_span
    columns, cells = grid.trimmed()
    check_grid_size(name, len(rows), columns, limits)
    return Placed(len(rows), columns, tuple(cells), tuple(elements), ragged_rows(cells, len(rows), columns))


def _drop_empty_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows without cells count only where a cell above spans them."""
    kept: list[Row] = []
    spanned = 0
    for row in rows:
        spanned -= 1
        if row.cells:
            spanned = max(spanned, *(_span(cell, "rowspan", _MOST_ROWS, least=0) or _MOST_ROWS for cell in row.cells))
        if row.cells or spanned > 0:
            kept.append(row)
    return kept


def _group_ends(rows: Sequence[Row]) -> list[int]:
    ends = [0] * len(rows)
    for index in range(len(rows) - 1, -1, -1):
        same = index + 1 < len(rows) and rows[index + 1].group == rows[index].group
        ends[index] = ends[index + 1] if same else index + 1
    return ends


def _row_span(element: Element, most: int) -> int:
    span = _span(element, "rowspan", _MOST_ROWS, least=0)
    return most if span == 0 else min(span, most)


def _span(element: Element, name: str, most: int, least: int = 1) -> int:
    match = _DIGITS.match(str(element.get(name, "")))
    return min(max(int(match[1]), least), most) if match else 1


def row_to_headers(row: Row) -> list[bool]:
    """Which cells of the row the markup declares as column headers: all in `<thead>`, and `<th>` unless it labels its row
    (`scope="row"`, or leading `<th>` before `<td>`)."""
    if row.kind == "thead":
        return [True] * len(row.cells)
    leading = next((at for at, cell in enumerate(row.cells) if cell.tag == "td"), len(row.cells))
    mixed = leading < len(row.cells)
    return [
        cell.tag == "th" and cell.get("scope", "").lower() not in ("row", "rowgroup") and not (mixed and at < leading)
        for at, cell in enumerate(row.cells)
    ]
