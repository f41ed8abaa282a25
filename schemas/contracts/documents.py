"""documents.parquet: one row per input, failed and refused ones included."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.contracts.columns import DOCUMENT_ID, YEARS, Flag, Int16, Int32, Table, Text, one_of, optional, required
from schemas.observation import DocumentType
from schemas.result import DocumentStatus


class Documents(Table):
    """One row per input document, failed and refused ones included. For the overview of a batch."""

    document_id: Text = optional(
        "First 16 hex digits of the SHA-256 of the bytes; null where the file could not be opened, or repeats another's bytes",
        str_matches=DOCUMENT_ID,
    )
    source_name: Text = required("Key: path of the file relative to the source folder given", unique=True)
    media_type: Text = optional("Type of the file, found by content")
    pages: Int32 = optional("Pages; null where the format has none", ge=1)
    status: Text = required("How it ended", isin=one_of(DocumentStatus))
    error_code: Text = optional("Why it was refused or failed; see docs/codes.md")
    title: Text = optional("Title, as printed")
    region: Text = optional("Region, as printed")
    organization: Text = optional("Organization, as printed")
    region_code: Text = optional("Official code of the region (kode wilayah) where the printed name is one")
    organization_key: Text = optional("The organization under one name, as in observations")
    document_type: Text = optional("Type of the planning document", isin=one_of(DocumentType))
    period_start: Int16 = optional("First year of the planning period", **YEARS)
    period_end: Int16 = optional("Last year of the planning period", **YEARS)
    plan_key: Text = optional("The plan: the same for all files and editions of one plan; null where nothing was read")
    edition: Int16 = optional("Edition of the plan, from 1; files of one edition share it", ge=1)
    preferred: Flag = required("The best file of its plan and edition")
    duplicate_of: Text = optional("source_name of the better file of the same edition")
    tables: Int32 = required("Rows in tables.parquet", ge=0)
    cells: Int32 = required("Rows in cells.parquet", ge=0)
    observations: Int32 = required("Rows in observations.parquet", ge=0)
    findings: Int32 = required("Rows in findings.parquet", ge=0)
    rejected: Int32 = required("Rows in rejected.parquet", ge=0)
    software_version: Text = required("Version of Rajut that read it")
    contract_version: Int16 = required("Version of this contract", ge=1)

    @pandera.dataframe_check(
        name="failure-has-code",
        error="a refused or failed document needs an error_code, others have none",
        description="dokumen yang ditolak atau gagal harus punya error_code, yang lain tidak",
    )
    @classmethod
    def failure_has_code(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return frame["status"].isin(["refused", "failed"]) == frame["error_code"].notna()

    @pandera.dataframe_check(
        name="bytes-published-once",
        error="a document_id must not repeat",
        description="document_id tidak boleh berulang",
    )
    @classmethod
    def bytes_published_once(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return frame["document_id"].isna() | ~frame["document_id"].duplicated()
