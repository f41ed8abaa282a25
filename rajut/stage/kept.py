"""A good reading is never replaced by a failure: the rows of a document's last good reading stay, with a finding that says since when
they are not of the present file, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rajut.stage.file import (
    Aside,
    StagedDamagedError,
    StagedDocument,
    Tried,
    read_footer,
    read_layout,
    read_page,
    read_pictures,
    read_rows,
    read_table,
    staged_path,
    write_small,
    write_staged,
)
from rajut.stage.frames import Columns, columns_to_table, findings_to_columns
from schemas.contracts.catalog import TABLES, arrow_schema
from schemas.finding import Finding
from schemas.provenance import SourceDocument
from schemas.result import DocumentResult

STALE = "document-stale"
_GOOD = frozenset({"ok", "flagged"})


def keep_good(out: Path, result: DocumentResult, fingerprint: str) -> bool:
    """True when the folder holds a good reading of this name: then its rows stay, flagged as stale with the reason in `result`, which
    is a failure or a refusal, and the fingerprint is remembered, so that the same failure is not tried again. False when there is
    nothing to keep, as where all tables were drawn by people who took that back. Raises OSError when it cannot be written."""
    staged = read_footer(staged_path(out, result.source.source_name))
    if staged is None or staged.status not in _GOOD:
        return False
    if result.error_code == "no-table" and _was_drawn(staged, result):
        return False
    tried = Tried(result.source.sha256, result.status, result.error_code or "bug", fingerprint)
    try:
        aside = Aside(
            staged.sha256,
            staged.fingerprint,
            read_pictures(staged),
            read_layout(staged),
            read_page(staged),
            tried,
            staged.plan,
        )
        rows = read_rows(staged)
        if rows is not None:
            tables = dict(rows) | _marked(staged, rows["findings"], rows["documents"], result)
            write_small(out, {name: tables[name] for name in TABLES}, aside)
        else:
            frames = {name: read_table(staged, name) for name in TABLES}
            marked = _marked(staged, frames["findings"].to_pydict(), frames["documents"].to_pydict(), result)
            frames |= {name: columns_to_table(name, columns)[0].cast(arrow_schema(name)) for name, columns in marked.items()}
            write_staged(out, frames, aside)
    except StagedDamagedError:
        return False
    return True


def _was_drawn(staged: StagedDocument, result: DocumentResult) -> bool:
    """Were all tables of the good reading of the same bytes drawn by hand?"""
    try:
        layout = read_layout(staged) or {}
    except StagedDamagedError:
        return False
    drawn = set(layout.get("drawn", ()))
    tables = {fragment for table in layout.get("tables", ()) for fragment in table["fragments"]}
    return staged.sha256 == result.source.sha256 and bool(drawn) and tables <= drawn


def _marked(staged: StagedDocument, findings: Columns, documents: Columns, result: DocumentResult) -> dict[str, Columns]:
    """The two tables that say so."""
    codes = findings["code"]
    kept = {
        name: [value for value, code in zip(values, codes, strict=True) if code != STALE] for name, values in findings.items()
    }
    finding = Finding(
        STALE,
        evidence=result.error_code or "bug",
        fields=(
            ("sentence_en", result.error_en or result.error_code or "bug"),
            ("sentence_id", result.error_id or result.error_code or "bug"),
        ),
    )
    # owned by the document whose rows these are, not by the bytes that could not be read
    owner = DocumentResult(
        SourceDocument(staged.source_name, staged.sha256 or _stretched(staged.document_id), "", 0), "flagged"
    )
    added = findings_to_columns(owner, [finding])
    together: Columns = {name: [*values, *added[name]] for name, values in kept.items()}
    changed: dict[str, list[Any]] = {"status": ["flagged"], "findings": [len(together["code"])]}
    return {"findings": together, "documents": dict(documents) | changed}


def _stretched(document_id: str) -> str:
    """Sixty-four digits that begin with a document's sixteen: rows recovered from a published set know no more of its hash."""
    return document_id.ljust(64, "0")
