"""All staged documents into the Parquet files, in the order of the contract, each document once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow

from rajut.publish.gathered import Gathered
from rajut.publish.parquet import TableWriter
from rajut.publish.plan_rows import PlanRows
from rajut.report.facts import ReportFacts
from rajut.stage.file import StagedDocument, columns_to_batch, read_batches, read_rows, read_table
from rajut.stage.frames import Columns, columns_to_table, findings_to_columns
from rajut.stage.hashed_file import WrittenFile
from schemas.contracts.catalog import DOCUMENT_TABLES, SUMMARY_TABLES, TABLES, arrow_schema
from schemas.errors import ContractError, UsageError
from schemas.finding import Finding
from schemas.provenance import SourceDocument
from schemas.result import DocumentResult


def split_twins(staged: Sequence[StagedDocument]) -> tuple[list[StagedDocument], list[tuple[StagedDocument, str]]]:
    """The documents to publish, and those with the same bytes as an earlier one together with that one's name: publishing both
    would count every value twice. Of equal documents the first by source_name is published, so the order of work has no say."""
    first: dict[str, StagedDocument] = {}
    twins = []
    for item in sorted(staged, key=lambda item: item.order):
        keeper = first.setdefault(item.document_id, item) if item.document_id else item
        if keeper is not item:
            twins.append((item, keeper.source_name))
    names = {item.source_name for item, _ in twins}
    return [item for item in staged if item.source_name not in names], twins


def write_tables(staged: Sequence[StagedDocument], folder: Path, facts: ReportFacts) -> dict[str, WrittenFile]:
    """Writes the files into `folder`, synced, and returns size, hash and rows of each by table name; `facts` sees every row
    on its way. Memory is bounded by a row group per table. Raises ContractError when the tables do not add up to what
    documents.parquet says."""
    writers: dict[str, TableWriter] = {}
    gathered = {name: Gathered(name, folder) for name in SUMMARY_TABLES}
    try:
        for name in TABLES:
            writers[name] = TableWriter(folder / f"{name}.parquet", name)
        for name, rows in published_rows(staged):
            if name in gathered:
                gathered[name].add(rows if isinstance(rows, pyarrow.RecordBatch) else columns_to_batch(name, rows))
                continue
            facts.add(name, rows)
            if isinstance(rows, pyarrow.RecordBatch):
                writers[name].write(rows)
            else:
                writers[name].write_columns(rows)
        for name, gathering in gathered.items():
            for batch in gathering.merged():
                writers[name].write(batch)
        written = {name: writer.close() for name, writer in writers.items()}
    except BaseException:
        for writer in writers.values():
            writer.abandon()
        raise
    finally:
        for gathering in gathered.values():
            gathering.close()
    check_totals({name: file.rows or 0 for name, file in written.items()}, staged)
    return written


def published_rows(staged: Sequence[StagedDocument]) -> Iterator[tuple[str, pyarrow.RecordBatch | Columns]]:
    """Every row that is published, as (table, batch), each table in the contract's order; the rows of small documents as lists by
    column. Raises StagedDamagedError."""
    published, twins = split_twins(staged)
    plans = PlanRows(published)
    frames = {item.source_name: twin_to_frames(item, keeper) for item, keeper in twins}
    # a row without document_id stands before all others, and twins have none
    ordered = sorted(
        [(item.document_id, item.source_name, item) for item in published]
        + [("", item.source_name, item) for item, _ in twins],
        key=lambda entry: entry[:2],
    )
    for _, source_name, item in ordered:
        if source_name in frames:
            yield from ((name, batch) for name in TABLES for batch in frames[source_name][name].to_batches())
            continue
        yield from plans.patched(item, _staged_rows(item))


def _staged_rows(staged: StagedDocument) -> Iterator[tuple[str, pyarrow.RecordBatch | Columns]]:
    rows = read_rows(staged)
    if rows is None:
        yield from read_batches(staged)
    else:
        yield from ((name, rows[name]) for name in TABLES if staged.rows[name])


def twin_to_frames(staged: StagedDocument, keeper: str) -> dict[str, pyarrow.Table]:
    """What is published of a document whose bytes are published under another name: its row and one finding."""
    (row,) = read_table(staged, "documents").to_pylist()
    row |= {"document_id": None, **dict.fromkeys(("tables", "cells", "observations", "rejected"), 0), "findings": 1}
    if row["error_code"] is None:
        row |= {"status": "refused", "error_code": "document-duplicate"}
    finding = Finding("document-duplicate", fields=(("name", staged.source_name), ("twin", keeper)))
    nameless = DocumentResult(SourceDocument(staged.source_name, "", "", 0), "refused")
    columns: dict[str, list[Any]] = {name: [value] for name, value in row.items()}
    return {name: arrow_schema(name).empty_table() for name in TABLES} | {
        "documents": columns_to_table("documents", columns)[0].cast(arrow_schema("documents")),
        "findings": columns_to_table("findings", findings_to_columns(nameless, [finding]))[0].cast(arrow_schema("findings")),
    }


def check_totals(rows: Mapping[str, int], staged: Sequence[StagedDocument]) -> None:
    """The rows written are those of the documents, no more and no less. Raises ContractError otherwise."""
    published, twins = split_twins(staged)
    for name in DOCUMENT_TABLES:
        extra = len(twins) if name in {"documents", "findings"} else 0
        expected = sum(item.rows[name] for item in published) + extra
        if rows[name] != expected:
            detail = f"{name} has {rows[name]} rows, the documents have {expected}"
            raise ContractError("contract-violated", name=name, detail=detail)


def remove_gone(
    staged: Sequence[StagedDocument], keep: frozenset[str] | None
) -> tuple[list[StagedDocument], list[StagedDocument]]:
    """The documents to keep and those to remove, by the names that are still there; all stay when `keep` is None."""
    if keep is None:
        return list(staged), []
    if not keep:
        raise UsageError("prune-everything", name="--prune")
    return [item for item in staged if item.source_name in keep], [item for item in staged if item.source_name not in keep]
