"""Writing the Parquet files of a dataset in a stream: memory holds one row group per table, whatever the number of documents."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow
import pyarrow.parquet

from schemas.contracts.catalog import arrow_schema

ROW_GROUP_ROWS = 131_072
# Keys and long texts hardly repeat within a row group: a dictionary of them is only a detour.
_NO_DICTIONARY = {"observation_id", "finding_id", "value", "value_low", "value_high", "x0", "top", "x1", "bottom", "text"}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A finished file: its size in bytes, SHA-256 in hex, and rows (None for a file that is no table)."""

    bytes: int
    sha256: str
    rows: int | None = None


class HashingFile:
    """A file that knows the SHA-256 of what was written to it, so that nothing is read twice. Closing it syncs it to the disk."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._hash = hashlib.sha256()
        self.bytes = 0

    def write(self, data: Any) -> int:
        self._hash.update(data)
        self._file.write(data)
        self.bytes += len(data)
        return len(data)

    def flush(self) -> None:
        self._file.flush()

    def tell(self) -> int:
        return self.bytes

    @property
    def closed(self) -> bool:
        return self._file.closed

    def close(self) -> None:
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def __enter__(self) -> HashingFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def done(self, rows: int | None = None) -> WrittenFile:
        """What was written; call it after closing."""
        return WrittenFile(self.bytes, self._hash.hexdigest(), rows)


class TableWriter:
    """One Parquet file of the contract. Give it batches in any size; it cuts row groups of 131,072 rows, so that the bytes depend
    on the rows and not on how they came."""

    def __init__(self, path: Path, name: str) -> None:
        self._schema = arrow_schema(name)
        self._waiting: list[pyarrow.RecordBatch] = []
        self._count = 0
        self.rows = 0
        self._file = HashingFile(path)
        self._writer = parquet_writer(self._file, self._schema)

    def write(self, batch: pyarrow.RecordBatch) -> None:
        self._waiting.append(batch)
        self._count += batch.num_rows
        if self._count >= ROW_GROUP_ROWS:
            self._write_groups()

    def _write_groups(self, *, rest: bool = False) -> None:
        table = pyarrow.Table.from_batches(self._waiting, schema=self._schema)
        whole = table.num_rows if rest else table.num_rows - table.num_rows % ROW_GROUP_ROWS
        for start in range(0, whole, ROW_GROUP_ROWS):
            group = table.slice(start, min(ROW_GROUP_ROWS, whole - start))
            self._writer.write_table(group.combine_chunks(), row_group_size=ROW_GROUP_ROWS)
        self.rows += whole
        left = table.slice(whole)
        # a slice keeps its whole parent alive: copy the rest, it is less than a row group
        self._waiting = left.combine_chunks().to_batches() if left.num_rows else []
        self._count = left.num_rows

    def close(self) -> WrittenFile:
        """Writes what waits, closes and syncs the file."""
        self._write_groups(rest=True)
        self._writer.close()
        self._file.close()
        return self._file.done(self.rows)

    def abandon(self) -> None:
        """Lets go of the file after an error; its content is worthless."""
        for closing in (self._writer.close, self._file.close):
            try:
                closing()
            except (OSError, pyarrow.ArrowException):
                continue


def parquet_writer(sink: Any, schema: pyarrow.Schema) -> pyarrow.parquet.ParquetWriter:
    """A writer with the contract's settings: zstd, dictionaries, statistics, page index, format 2.6, no nested types."""
    return pyarrow.parquet.ParquetWriter(
        sink,
        schema,
        version="2.6",
        compression="zstd",
        compression_level=3,
        use_dictionary=[name for name in schema.names if name not in _NO_DICTIONARY],
        write_statistics=True,
        write_page_index=True,
        data_page_version="1.0",
    )
