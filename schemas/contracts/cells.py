"""cells.parquet: the ledger that accounts for every cell of the source."""

from __future__ import annotations

from schemas.contracts.columns import (
    CELL_REF,
    DOCUMENT_ID,
    FRAGMENT_REF,
    Float32,
    Int32,
    Table,
    Text,
    one_of,
    optional,
    required,
)
from schemas.observation import CellRole, Disposition


class Cells(Table):
    """One row per cell of the source grid, kept or not. For audit: each cell has exactly one disposition."""

    document_id: Text = required("Document, as in documents.parquet", str_matches=DOCUMENT_ID)
    fragment_ref: Text = required("Table as found on one page: p3/t1, d/t5 without pages", str_matches=FRAGMENT_REF)
    cell_ref: Text = required("Key together with document_id", str_matches=CELL_REF)
    page: Int32 = optional("Page, from 1; null where the format has no pages", ge=1)
    row: Int32 = required("Row of the fragment's grid, from 0", ge=0)
    column: Int32 = required("Column of the fragment's grid, from 0", ge=0)
    row_span: Int32 = required("Grid rows that the cell covers", ge=1)
    column_span: Int32 = required("Grid columns that the cell covers", ge=1)
    x0: Float32 = optional("Left edge on the upright page, origin top left", unit="point")
    top: Float32 = optional("Upper edge", unit="point")
    x1: Float32 = optional("Right edge", unit="point")
    bottom: Float32 = optional("Lower edge", unit="point")
    text: Text = optional("Text as read, lines kept apart, never changed; null where nothing is printed")
    engine: Text = optional("Engine that read the table")
    table_id: Text = optional("Logical table that the cell belongs to; null for none")
    role: Text = required("What the cell is", isin=one_of(CellRole))
    disposition: Text = required("What became of it", isin=one_of(Disposition))
    observation_id: Text = optional("First observation whose value cell this is")
    finding_codes: Text = optional("Codes of the findings that touch it, sorted, joined by ';'")

    class Config:
        """A cell is named by its document and its place."""

        unique = ["document_id", "cell_ref"]  # noqa: RUF012
