"""Reading a published dataset: where its files are, and its rows document by document, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute
import pyarrow.parquet

from rajut.publish.commit import dataset_path

Rows = list[dict[str, Any]]


def table_path(out: Path, name: str) -> Path:
    """The Parquet file of one table of the set that counts."""
    return dataset_path(out, f"{name}.parquet")


def find_rows(out: Path, name: str, **wanted: Any) -> Rows:
    """The rows whose columns have these values (None for null), in published order; [] for none. Statistics skip the row groups
    that cannot hold them."""
    condition = None
    for column, value in wanted.items():
        field = pyarrow.compute.field(column)
        term = field.is_null() if value is None else field == value
        condition = term if condition is None else condition & term
    rows: Rows = pyarrow.parquet.read_table(table_path(out, name), filters=condition, partitioning=None).to_pylist()
    return rows


def rows_by_document(out: Path, name: str, columns: Sequence[str]) -> Iterator[tuple[str | None, pyarrow.Table]]:
    """(document_id, its rows) in the order of the file; a document's rows stand together in a file that keeps the contract, so a
    document_id that comes twice is a fault that the caller can see."""
    wanted = list(dict.fromkeys(["document_id", *columns]))
    parts: list[pyarrow.RecordBatch] = []
    current: str | None = None
    with pyarrow.parquet.ParquetFile(table_path(out, name)) as file:
        for batch in file.iter_batches(columns=wanted):
            for document_id, run in _runs(batch):
                if parts and document_id != current:
                    yield current, pyarrow.Table.from_batches(parts)
                    parts = []
                current = document_id
                parts.append(run)
    if parts:
        yield current, pyarrow.Table.from_batches(parts)


def _runs(batch: pyarrow.RecordBatch) -> Iterator[tuple[str | None, pyarrow.RecordBatch]]:
    """The batch cut where document_id changes."""
    encoded = pyarrow.compute.run_end_encode(batch.column("document_id"))
    start = 0
    for value, end in zip(encoded.values.to_pylist(), encoded.run_ends.to_pylist(), strict=True):
        yield value, batch.slice(start, end - start)
        start = end
