"""tables.parquet: one row per logical table, with counts that add up to its cells."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.contracts.columns import DOCUMENT_ID, TABLE_ID, Float64, Int32, Table, Text, optional, required
from schemas.observation import DISPOSITION_COUNTS


class Tables(Table):
    """One row per logical table, its page-cut fragments already joined. For navigation and coverage."""

    table_id: Text = required(
        "Key: '<document_id>-t03' is the third logical table of its document", unique=True, str_matches=TABLE_ID
    )
    document_id: Text = required("Document, as in documents.parquet", str_matches=DOCUMENT_ID)
    source_name: Text = required("Path of the file, as in documents.parquet")
    number: Int32 = required("Number of the table in its document, from 1", ge=1)
    table_kind: Text = required("Name of the table kind that matched, 'generic' if none did")
    title: Text = optional("Title of the table, as printed")
    page_first: Int32 = optional("Page of the first fragment, from 1; null where the format has no pages", ge=1)
    page_last: Int32 = optional("Page of the last fragment", ge=1)
    fragments: Int32 = required("How many fragments it was knit from", ge=1)
    fragment_refs: Text = required("The fragments in reading order, joined by ';'")
    header_rows: Int32 = required("Rows of the header", ge=0)
    body_rows: Int32 = required("Rows of the body", ge=0)
    columns: Int32 = required("Columns of the knit grid", ge=0)
    join_score: Float64 = optional("Trust in the weakest join, 0 to 1; null for a table of one fragment", ge=0, le=1)
    reason: Text = optional("Why the table has no observations; null where it has some")
    cells: Int32 = required("Source cells; the sum of the eight counts that follow", ge=0)
    used: Int32 = required("Cells that are a value or a label of an observation", ge=0)
    spread: Int32 = required("Merged cells whose label holds for several rows", ge=0)
    merged_into: Int32 = required("Cells whose text continues another cell", ge=0)
    repeated: Int32 = required("Cells of repeated headers", ge=0)
    blank: Int32 = required("Empty cells", ge=0)
    furniture: Int32 = required("Page furniture: column numbers, page numbers, running heads", ge=0)
    not_planning: Int32 = required("Cells of tables or rows that hold no planning content", ge=0)
    rejected: Int32 = required("Value cells whose observation was rejected", ge=0)
    observations: Int32 = required("Rows in observations.parquet", ge=0)
    rejected_observations: Int32 = required("Rows in rejected.parquet", ge=0)
    findings: Int32 = required("Rows in findings.parquet", ge=0)

    @pandera.dataframe_check(
        name="ledger-adds-up",
        error="the counts per disposition must add up to cells",
        description="jumlah per disposisi harus sama dengan cells",
    )
    @classmethod
    def ledger_adds_up(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return frame[list(DISPOSITION_COUNTS)].astype("int64").sum(axis=1) == frame["cells"].astype("int64")
