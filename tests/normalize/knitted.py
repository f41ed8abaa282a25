"""A table written as text, taken as far as a test wants it: knit, with its heads read, with its rows as records."""

from __future__ import annotations

from normalize.columns.header import table_to_header
from normalize.knit.tables import reading_to_tables
from normalize.rows.records import Record, rows_to_records
from normalize.rows.rejoin import TableRow, table_to_rows
from normalize.text.mend import NO_WORDS
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.table import Fragment, TextBlock
from tests.tables import reading, table


def knit(text: str, *before: TextBlock | Fragment) -> LogicalTable:
    """The logical table; `before` stands above it in the document."""
    tables, _ = reading_to_tables(reading(*before, table(text)))
    return tables[-1]


def headed(text: str, *before: TextBlock | Fragment) -> tuple[LogicalTable, tuple[ColumnMeaning, ...]]:
    """The table and what its heads alone say of its columns."""
    found = knit(text, *before)
    return found, table_to_header(found, None).columns


def rowed(text: str) -> tuple[LogicalTable, tuple[ColumnMeaning, ...], tuple[TableRow, ...]]:
    """The table, its columns and its body rows."""
    found, columns = headed(text)
    return found, columns, table_to_rows(found, columns)[0]


def recorded(text: str) -> tuple[Record, ...]:
    """The records of the table."""
    found, columns, rows = rowed(text)
    return rows_to_records(rows, columns, NO_WORDS, found.number)[0]
