"""Any table written to a format reads back as itself."""

from __future__ import annotations

import hashlib

from hypothesis import given

from extract.media_types import DOCX, HTML, MARKDOWN
from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import bytes_to_media_type
from schemas.provenance import SourceDocument
from schemas.table import Fragment
from tests.table_strategies import SpanTable, span_tables, table_to_docx, table_to_drawing, table_to_html, table_to_markdown


def read(data: bytes, media_type: str) -> Fragment:
    assert bytes_to_media_type(data, "x") == media_type
    source = SourceDocument("x", hashlib.sha256(data).hexdigest(), media_type, len(data))
    reading = document_to_reading(source, data, ReadOptions())
    assert reading.findings == ()
    (block,) = reading.blocks
    assert isinstance(block, Fragment)
    return block


def shape(fragment: Fragment) -> list[tuple[int, int, int, int, str]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in fragment.cells]


def expected_shape(table: SpanTable) -> list[tuple[int, int, int, int, str]]:
    return sorted((cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells)


@given(span_tables())
def test_html_reads_back(table: SpanTable) -> None:
    """Spans, texts, line breaks and header cells survive."""
    fragment = read(table_to_html(table).encode(), HTML)
    assert shape(fragment) == expected_shape(table)
    declared = [cell.row < table.header_rows if table.header_rows else None for cell in fragment.cells]
    assert [cell.header for cell in fragment.cells] == declared


@given(span_tables())
def test_docx_reads_back(table: SpanTable) -> None:
    """Spans, merges, texts, line breaks and repeated header rows survive."""
    fragment = read(table_to_docx(table), DOCX)
    assert shape(fragment) == expected_shape(table)
    declared = [cell.row < table.header_rows if table.header_rows else None for cell in fragment.cells]
    assert [cell.header for cell in fragment.cells] == declared


@given(span_tables())
def test_markdown_reads_back(table: SpanTable) -> None:
    """Markdown knows no spans: every text stands at its anchor, the rest is blank."""
    fragment = read(table_to_markdown(table).encode(), MARKDOWN)
    grid = [[""] * fragment.columns for _ in range(fragment.rows)]
    for cell in fragment.cells:
        grid[cell.row][cell.column] = cell.text
    assert grid == table.flat()


@given(span_tables())
def test_drawn_grid_reads_back(table: SpanTable) -> None:
    """A drawing shows spans, but no row or column in which nothing starts."""
    tops, lefts = sorted({cell.row for cell in table.cells}), sorted({cell.column for cell in table.cells})
    expected = sorted(
        (
            tops.index(cell.row),
            lefts.index(cell.column),
            sum(cell.row <= top < cell.row + cell.row_span for top in tops),
            sum(cell.column <= left < cell.column + cell.column_span for left in lefts),
            f"{cell.row}.{cell.column}",
        )
        for cell in table.cells
    )
    assert shape(read(table_to_drawing(table).encode(), MARKDOWN)) == expected
