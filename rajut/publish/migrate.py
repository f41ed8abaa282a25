"""A dataset of an older contract as one of today's, from its published rows alone: nothing is read again.

What version 1 did not write down is null: `value_exact`. Where a span ends is taken from the head of its column; a span whose head does
not tell keeps its one year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from rajut.identity.place import names_to_place
from rajut.identity.plans import tables_to_plan
from rajut.publish.commit import any_snapshot, locked_folder, unwritable_as_error
from rajut.publish.output_folder import OutputFolder, PublishSummary
from rajut.publish.recover import alone, file_sha256, read_document
from rajut.stage.file import Aside, write_staged
from rajut.stage.frames import Columns, columns_to_table
from schemas.contracts.catalog import DOCUMENT_TABLES, arrow_schema
from schemas.contracts.version import CONTRACT_VERSION
from schemas.errors import ContractError

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_CONFIDENCES = ("value_confidence", "name_confidence", "column_confidence")


def migrate_dataset(out: Path, wait_seconds: float = 10.0) -> PublishSummary | None:
    """Publishes the dataset in `out` anew under today's contract; None when it is of that version already.

    Raises UsageError "output-missing" without a dataset, ContractError "contract-unreadable" for a later version, "dataset-damaged"
    when a file is not as it was published, UnwritableError as every run. After each the folder still holds what it held before.
    """
    with locked_folder(out, wait_seconds):
        snapshot = any_snapshot(out)
        version = snapshot["contract_version"]
        if version == CONTRACT_VERSION:
            return None
        if version != 1:
            raise ContractError("contract-unreadable", name=str(out), found=str(version), newest=str(CONTRACT_VERSION))
        _refuse_damaged(out, snapshot)
        documents = pyarrow.parquet.read_table(out / "documents.parquet", partitioning=None).to_pylist()
        with unwritable_as_error(out):
            for document in documents:
                frames = _document_to_frames(out, document)
                plan = tables_to_plan(frames["documents"].to_pydict(), frames["observations"].to_pydict())
                write_staged(out, frames, Aside(plan=plan))
        return OutputFolder(out, len(documents)).publish()


def _refuse_damaged(out: Path, snapshot: Mapping[str, Any]) -> None:
    for name in (f"{table}.parquet" for table in DOCUMENT_TABLES):
        listed = snapshot["files"].get(name)
        if listed is None or file_sha256(out / name) != listed["sha256"]:
            raise ContractError("dataset-damaged", name=str(out), detail=name)


def _document_to_frames(out: Path, document: Mapping[str, Any]) -> dict[str, pyarrow.Table]:
    old = {name: table.to_pydict() for name, table in read_document(out, document).items()}
    observations, documents = old["observations"], old["documents"]
    observations, old["rejected"] = _widen(observations), _widen(old["rejected"])
    place = names_to_place(document["region"], document["organization"])
    documents |= {
        "region_code": [place.region_code],
        "organization_key": [place.organization_key],
        "contract_version": [CONTRACT_VERSION],
    }
    new = alone(observations, documents)
    kept = {name: _fill(name, old[name]) for name in DOCUMENT_TABLES if name not in new}
    return kept | new


def _widen(columns: Columns) -> Columns:
    """The columns that version 1 did not have, where they follow from no other row."""
    known = {name: columns["confidence"] for name in _CONFIDENCES if name not in columns}
    return columns | known | _spans(columns) | {"value_exact": [None] * len(columns["observation_id"])}


def _fill(name: str, columns: Columns) -> pyarrow.Table:
    """The columns of today's contract; those that were not there are null."""
    count = len(next(iter(columns.values())))
    whole = {column: columns.get(column, [None] * count) for column in arrow_schema(name).names}
    return columns_to_table(name, whole)[0].cast(arrow_schema(name))


def _spans(columns: Columns) -> Columns:
    """Version 1 gave a span its first year."""
    years: list[int | None] = []
    first: list[int | None] = []
    for kind, year, label in zip(columns["period_kind"], columns["year"], columns["period_label"], strict=True):
        last = max(map(int, _YEAR.findall(label or "")), default=None) if kind == "span" else None
        spans = year is not None and last is not None and last > year
        years.append(last if spans else year)
        first.append(year if spans else None)
    return {"year": years, "year_first": first}
