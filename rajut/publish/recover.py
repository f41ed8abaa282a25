"""Staged documents made again from the published files, for a folder whose `.rajut` was deleted in part or whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from rajut.identity.columns import columns_to_derived
from rajut.identity.plans import row_to_plan, tables_to_plan
from rajut.identity.summaries import columns_to_summaries
from rajut.publish.commit import SNAPSHOT, read_snapshot
from rajut.report.document_page import FOLDER, page_as_made
from rajut.stage.file import Aside, Known, list_staged, write_staged
from rajut.stage.frames import Columns, columns_to_table
from schemas.contracts.catalog import DOCUMENT_TABLES, TABLES, arrow_schema
from schemas.contracts.version import CONTRACT_VERSION
from schemas.errors import UsageError


def recover_staged(out: Path, known: Known | None = None) -> tuple[int, tuple[str, ...]]:
    """Stages every published document that has no whole staged file; the number of them, and the source names of those that
    cannot be had back: nothing is recovered from a set that does not agree with its snapshot. Pictures of the report are not in
    the files and do not come back. `known` is for `list_staged`."""
    if not (out / SNAPSHOT).exists():
        return 0, ()
    try:
        snapshot = read_snapshot(out)
    except UsageError:
        return 0, ()
    missing = _missing_documents(out, known)
    if not missing:
        return 0, ()
    if snapshot["contract_version"] != CONTRACT_VERSION or not set_is_whole(out, snapshot):
        return 0, tuple(sorted(document["source_name"] for document in missing))
    for document in missing:
        page = _document_page(out, document["document_id"], snapshot)
        frames = _document_frames(out, document)
        write_staged(
            out,
            frames,
            Aside(page=page, plan=tables_to_plan(frames["documents"].to_pydict(), frames["observations"].to_pydict())),
        )
    return len(missing), ()


def _document_page(out: Path, document_id: str | None, snapshot: dict[str, Any]) -> str | None:
    """The document's page of the report as it was made, if the published one is whole."""
    name = f"{FOLDER}/{document_id}.html"
    listed = snapshot["files"].get(name)
    if listed is None or file_sha256(out / name) != listed["sha256"]:
        return None
    return page_as_made((out / name).read_text(encoding="utf-8"))


def set_is_whole(out: Path, snapshot: dict[str, Any]) -> bool:
    """True when the Parquet files have the hashes that the snapshot gives."""
    names = [f"{table}.parquet" for table in TABLES]
    return all(name in snapshot["files"] and file_sha256(out / name) == snapshot["files"][name]["sha256"] for name in names)


def file_sha256(path: Path) -> str | None:
    """SHA-256 of a file in hex; None when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _missing_documents(out: Path, known: Known | None) -> list[dict[str, Any]]:
    path = out / "documents.parquet"
    if not path.exists():
        return []
    try:
        with pyarrow.parquet.ParquetFile(path) as file:  # read_table would load the machinery for folders of files
            published = file.read(columns=["document_id", "source_name"]).to_pylist()
    except (OSError, pyarrow.ArrowException):
        return []
    staged = {item.source_name for item in list_staged(out, known)}
    return [document for document in published if document["source_name"] not in staged]


def _document_frames(out: Path, document: dict[str, Any]) -> dict[str, pyarrow.Table]:
    frames = {name: table.cast(arrow_schema(name)) for name, table in read_document(out, document).items()}
    return frames | alone(frames["observations"].to_pydict(), frames["documents"].to_pydict())


def read_document(out: Path, document: Mapping[str, Any]) -> dict[str, pyarrow.Table]:
    """The published rows of one document, given by its row of documents.parquet, in whatever columns they have."""
    frames = {}
    for name in DOCUMENT_TABLES:
        path = out / f"{name}.parquet"
        if name == "documents":
            filters: Any = [("source_name", "=", document["source_name"])]
        elif document["document_id"] is None:
            from pyarrow import compute

            filters = compute.is_null(compute.field("document_id"))
        else:
            filters = [("document_id", "=", document["document_id"])]
        table = pyarrow.parquet.read_table(path, filters=filters, partitioning=None).combine_chunks()
        if name == "findings" and document["document_id"] is None:
            table = _own_findings(table, document["source_name"])
        frames[name] = table
    return frames


def alone(observations: Columns, documents: Columns) -> dict[str, pyarrow.Table]:
    """The tables of one document as if no other were there: which plan it shares and whose values it repeats is found anew."""
    columns = observations | columns_to_derived(observations)
    row = dict(documents)
    read = row["document_type"][0] is not None
    own = row_to_plan({name: values[0] for name, values in row.items()}) if read else None
    count = len(columns["document_id"])
    columns |= {"plan_key": [own] * count, "edition": [1] * count}
    row |= {"plan_key": [own], "edition": [1 if read else None], "preferred": [read], "duplicate_of": [None]}
    tables = {"observations": columns, "documents": row} | columns_to_summaries(columns)
    return {name: columns_to_table(name, values)[0].cast(arrow_schema(name)) for name, values in tables.items()}


def _own_findings(table: pyarrow.Table, source_name: str) -> pyarrow.Table:
    """Findings of files that could not be opened have no document_id; their key begins with the name."""
    ids: Sequence[str] = table.column("finding_id").to_pylist()
    prefix = f"{source_name}/document/"
    return table.filter(pyarrow.array([id.startswith(prefix) for id in ids], pyarrow.bool_()))
