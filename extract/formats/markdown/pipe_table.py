"""Lines of one pipe table to a fragment that keeps every cell, also those that GFM would drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt

from extract.formats.cell_placing import check_grid_size
from extract.formats.markdown.pipe_rows import is_leftover, is_separator, line_to_cells, separator_to_aligns
from extract.formats.markdown.text import markdown_to_text
from extract.options import Limits
from schemas.finding import Finding
from schemas.provenance import CellRef, FragmentRef
from schemas.table import Align, Cell, CellStyle, Fragment

# GFM has one row above the separator; converters of two-level headers write more.
_MOST_HEADER_ROWS = 6


@dataclass(frozen=True, slots=True)
class PipeTable:
    """The lines of one table sorted out: `rows` of raw cells, `expected` columns as the separator (else the first row) has
    them, `header_rows` above the separator (0 without one), `separators` the rows that further separators stand after."""

    rows: tuple[tuple[str, ...], ...]
    expected: int
    header_rows: int
    aligns: tuple[Align | None, ...]
    separators: tuple[int, ...]


def lines_to_tables(lines: Sequence[str]) -> list[PipeTable]:
    """Usually one table. A second separator line in the body with another number of columns starts a new table with the row
    before it as header; with the same number it is a leftover of the converter and is listed in `separators`."""
    tables: list[PipeTable] = []
    start, width = 0, 0
    for at, line in enumerate(lines):
        if not is_separator(line):
            continue
        columns = len(line_to_cells(line))
        # Below row 0 of this table and its separator, and right below a row of the same new width.
        if width and at >= start + 3 and columns != width and is_leftover(line) and _is_row_of(lines[at - 1], columns):
            tables.append(_lines_to_table(lines[start : at - 1]))
            start, width = at - 1, columns
        width = width or columns
    return [*tables, _lines_to_table(lines[start:])]


def _is_row_of(line: str, columns: int) -> bool:
    return not is_separator(line) and len(line_to_cells(line)) == columns


def _lines_to_table(lines: Sequence[str]) -> PipeTable:
    rows: list[tuple[str, ...]] = []
    separators: list[int] = []
    expected = 0
    header_rows = 0
    aligns: tuple[Align | None, ...] = ()
    for line in lines:
        if not is_separator(line) or (aligns and not is_leftover(line)):
            rows.append(tuple(line_to_cells(line)))
        elif not aligns and 1 <= len(rows) <= _MOST_HEADER_ROWS:
            header_rows, aligns = len(rows), tuple(separator_to_aligns(line))
            expected = len(aligns)
        else:
            separators.append(max(len(rows) - 1, 0))
    return PipeTable(tuple(rows), expected or (len(rows[0]) if rows else 0), header_rows, aligns, tuple(separators))


def table_to_fragment(
    table: PipeTable, ref: FragmentRef, parser: MarkdownIt, name: str, limits: Limits
) -> tuple[Fragment, list[Finding]]:
    """The rows above the separator, blank or not, are header rows; without a separator `header` is None everywhere.

    Missing cells become blank cells, surplus cells with text stand in extra columns, surplus blank cells are dropped; each
    such row has a `row-ragged` finding. Raises LimitError for an oversized grid.
    """
    widths = [_inked_width(row, table.expected) for row in table.rows]
    columns = max([table.expected, *widths], default=0)
    check_grid_size(name, len(table.rows), columns, limits)
    cells = [
        _raw_to_cell(row[column] if column < len(row) else "", index, column, table, parser)
        for index, row in enumerate(table.rows)
        for column in range(columns)
    ]
    fragment = Fragment(ref, len(table.rows), columns, tuple(cells), engine="markdown")
    return fragment, _table_to_findings(table, ref)


def _inked_width(row: Sequence[str], expected: int) -> int:
    width = len(row)
    while width > expected and not row[width - 1]:
        width -= 1
    return width


def _raw_to_cell(raw: str, row: int, column: int, table: PipeTable, parser: MarkdownIt) -> Cell:
    styled = markdown_to_text(parser, raw)
    align = table.aligns[column] if column < len(table.aligns) else None
    return Cell(
        row,
        column,
        styled.text,
        style=CellStyle(bold=styled.bold, italic=styled.italic, align=align),
        header=row < table.header_rows if table.header_rows else None,
        marks=styled.marks,
    )


def _table_to_findings(table: PipeTable, ref: FragmentRef) -> list[Finding]:
    findings = [
        Finding(
            "row-ragged",
            CellRef(ref, index, 0),
            fields=(("row", str(index)), ("found", str(len(row))), ("expected", str(table.expected))),
        )
        for index, row in enumerate(table.rows)
        if len(row) != table.expected
    ]
    findings += [Finding("separator-leftover", CellRef(ref, row, 0), fields=(("row", str(row)),)) for row in table.separators]
    if not table.header_rows:
        findings.append(Finding("separator-missing", CellRef(ref, 0, 0), fields=(("rows", str(len(table.rows))),)))
    return findings
