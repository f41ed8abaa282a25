"""Random tables with spans, and how each format writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from xml.sax.saxutils import escape as xml_escape

from hypothesis import strategies as st

from tests.docx_files import docx_of


@dataclass(frozen=True)
class SpanCell:
    """A cell at its anchor."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True)
class SpanTable:
    """A grid that its cells cover exactly; the first `header_rows` rows are declared as header."""

    rows: int
    columns: int
    cells: tuple[SpanCell, ...]
    header_rows: int

    def flat(self) -> list[list[str]]:
        """The grid with each text at its anchor and "" elsewhere."""
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return grid


_WORD = st.text(st.sampled_from("abcXYZ0123456789.,%-/()*_<>&|\\#`~[]!:;'\"éΔ\u00a0"), min_size=1, max_size=6)
# Blanks at ends of lines and double blanks are layout in HTML; NBSP alone is text.
TEXTS = st.lists(st.lists(_WORD, min_size=1, max_size=3).map(" ".join), max_size=2).map("\n".join)


@st.composite
def span_tables(draw: st.DrawFn, most_rows: int = 5, most_columns: int = 5) -> SpanTable:
    """In the last column a cell starts, since no reader can tell a wider cell from a spare column."""
    rows, columns = draw(st.integers(1, most_rows)), draw(st.integers(1, most_columns))
    taken: set[tuple[int, int]] = set()
    cells: list[SpanCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            room = next((right for right in range(1, columns - column) if (row, column + right) in taken), columns - column)
            # Mostly single cells, as in real tables.
            wide = draw(st.integers(1, room)) if draw(st.booleans()) else 1
            tall = draw(st.integers(1, rows - row)) if draw(st.booleans()) else 1
            taken |= {(row + down, column + right) for down in range(tall) for right in range(wide)}
            cells.append(SpanCell(row, column, tall, wide, draw(TEXTS)))
    if all(cell.column < columns - 1 for cell in cells):
        columns = max(cell.column for cell in cells) + 1
        cells = [replace(cell, column_span=min(cell.column_span, columns - cell.column)) for cell in cells]
    return SpanTable(rows, columns, tuple(cells), draw(st.integers(0, rows)))


def table_to_html(table: SpanTable) -> str:
    """`<table>` with `<th>` in the header rows."""
    lines = []
    for row in range(table.rows):
        tag = "th" if row < table.header_rows else "td"
        items = [
            f"<{tag} rowspan={cell.row_span} colspan={cell.column_span}>{escape(cell.text).replace(chr(10), '<br>')}</{tag}>"
            for cell in table.cells
            if cell.row == row
        ]
        lines.append(f"<tr>{''.join(items)}</tr>")
    return f"<!DOCTYPE html><table>{''.join(lines)}</table>"


def table_to_markdown(table: SpanTable) -> str:
    """A pipe table of the flat grid, punctuation escaped."""
    rows = [[_escape_markdown(text) for text in row] for row in table.flat()]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * table.columns, *lines[1:]])


def _escape_markdown(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text).replace("\n", "<br>")


def table_to_docx(table: SpanTable) -> bytes:
    """A document with the table, merged cells written as Word writes them."""
    rows = []
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span]
        inner = "".join(_cell_to_xml(cell, row) for cell in sorted(cells, key=lambda cell: cell.column))
        mark = "<w:tblHeader/>" if row < table.header_rows else ""
        rows.append(f"<w:tr><w:trPr>{mark}</w:trPr>{inner}</w:tr>")
    return docx_of(f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl><w:p/>")


def _cell_to_xml(cell: SpanCell, row: int) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = "" if cell.row_span == 1 else '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    text = xml_escape(cell.text if row == cell.row else "").replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'


def table_to_drawing(table: SpanTable) -> str:
    """A grid table as pandoc draws it, each cell holding its anchor "row.column"."""
    width, height = table.columns * 9 + 1, table.rows * 3 + 1
    drawing = [[" "] * width for _ in range(height)]
    for cell in table.cells:
        left, right = cell.column * 9, (cell.column + cell.column_span) * 9
        top, bottom = cell.row * 3, (cell.row + cell.row_span) * 3
        for at in range(left, right + 1):
            for edge in (top, bottom):
                drawing[edge][at] = "+" if drawing[edge][at] in "+|" or at in (left, right) else "-"
        for at in range(top, bottom + 1):
            for edge in (left, right):
                drawing[at][edge] = "+" if drawing[at][edge] in "+-" or at in (top, bottom) else "|"
        text = f"{cell.row}.{cell.column}"
        drawing[top + 1][left + 2 : left + 2 + len(text)] = text
    return "\n".join("".join(line) for line in drawing)
