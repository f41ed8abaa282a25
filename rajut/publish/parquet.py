"""Writing the Parquet files of a dataset in a stream: memory holds two row groups per table, whatever the number of
documents."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from rajut.stage.file import columns_to_batch, staged_schema
from rajut.stage.frames import Columns
from rajut.stage.hashed_file import HashingFile, WrittenFile

ROW_GROUP_ROWS = 131_072
_FEW_BATCHES = 64
_GATHERED_ROWS = 4_096
_MANY_BATCHES = 256
# Keys and long texts hardly repeat within a row group: a dictionary of them is only a detour.
_NO_DICTIONARY = {
    "observation_id",
    "finding_id",
    "value",
    "value_low",
    "value_high",
    "value_text",
    "x0",
    "top",
    "x1",
    "bottom",
    "text",
}
# Repeated texts whose least and greatest tell a reader which row groups to leave out: the files are sorted by document. Of the others every
# group has nearly all of the alphabet, and finding that out takes a quarter of the time of writing.
_SORTED = ["document_id", "source_name", "table_id"]
_PAGE_BYTES = 8 * 2**20


class TableWriter:
    """One Parquet file of the contract. Give it batches in any size; it cuts row groups of 131,072 rows, so that the bytes depend
    on the rows and not on how they came. A group is encoded in a thread of its own while the next one gathers: memory holds two
    groups, never more."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        self._schema = staged_schema(name)
        self._lists: Columns | None = None
        self._waiting: list[pyarrow.RecordBatch] = []
        self._count = 0
        self._tiny = 0
        self.rows = 0
        self._file = HashingFile(path)
        self._writer = parquet_writer(self._file, self._schema)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"write-{name}")
        self._running: Future[None] | None = None

    def write_columns(self, columns: Columns) -> None:
        """The same for a few rows as lists by column. They are gathered: a batch of Arrow for every few rows costs more than the
        rows."""
        if self._lists is None:
            self._lists = {name: [] for name in columns}
        for name, values in columns.items():
            self._lists[name] += values
        if len(self._lists[self._schema.names[0]]) >= _GATHERED_ROWS:
            self._write_lists()

    def _write_lists(self) -> None:
        lists, self._lists = self._lists, None
        if lists is not None:
            self._write_batch(columns_to_batch(self._name, lists))

    def write(self, batch: pyarrow.RecordBatch) -> None:
        """Takes in the rows of a batch."""
        self._write_lists()
        self._write_batch(batch)

    def _write_batch(self, batch: pyarrow.RecordBatch) -> None:
        while self._count + batch.num_rows >= ROW_GROUP_ROWS:
            room = ROW_GROUP_ROWS - self._count
            self._waiting.append(_encoded_anew(batch.slice(0, room)))
            self._start_group()
            batch = _encoded_anew(batch.slice(room))
        if batch.num_rows:
            self._waiting.append(batch)
            self._count += batch.num_rows
            self._tiny += 1
        if self._tiny >= _FEW_BATCHES:
            # thousands of small documents: the buffers of their tiny batches would weigh far more than their rows. The newest
            # become one; all become one when there are many of these, so that no row is copied often.
            self._join(len(self._waiting) if len(self._waiting) > _MANY_BATCHES else self._tiny)

    def _join(self, count: int) -> None:
        table = pyarrow.Table.from_batches(self._waiting[-count:], schema=self._schema).unify_dictionaries()
        self._waiting[-count:] = table.combine_chunks().to_batches()
        self._tiny = 0

    def _start_group(self) -> None:
        self._finish_group()
        self.rows += sum(batch.num_rows for batch in self._waiting)
        self._running = self._thread.submit(self._write_group, self._waiting)
        self._waiting, self._count, self._tiny = [], 0, 0

    def _finish_group(self) -> None:
        if self._running is not None:
            self._running.result()

    def _write_group(self, batches: list[pyarrow.RecordBatch]) -> None:
        """Each group unifies the dictionaries of its own batches only, else every group would carry the texts of all before."""
        table = pyarrow.Table.from_batches(batches, schema=self._schema).unify_dictionaries()
        self._writer.write_table(table.combine_chunks(), row_group_size=ROW_GROUP_ROWS)

    def close(self) -> WrittenFile:
        """Writes what waits, closes and syncs the file."""
        self._write_lists()
        if self._waiting:
            self._start_group()
        self._finish_group()
        self._thread.shutdown()
        self._writer.close()
        self._file.close()
        return self._file.done(self.rows)

    def abandon(self) -> None:
        """Lets go of the file after an error; its content is worthless."""
        self._thread.shutdown(cancel_futures=True)
        for closing in (self._writer.close, self._file.close):
            try:
                closing()
            except (OSError, pyarrow.ArrowException):
                continue


def _encoded_anew(batch: pyarrow.RecordBatch) -> pyarrow.RecordBatch:
    """A piece of a batch with dictionaries of its own texts: those of the whole batch would come into the file with it."""
    arrays = [
        array.dictionary_decode().dictionary_encode() if pyarrow.types.is_dictionary(array.type) else array
        for array in batch.columns
    ]
    return pyarrow.record_batch(arrays, schema=batch.schema)


def parquet_writer(sink: Any, schema: pyarrow.Schema) -> pyarrow.parquet.ParquetWriter:
    """A writer with the contract's settings: zstd, dictionaries, statistics where they tell something, format 2.6, no nested types.

    One page per column and row group: smaller pages make the files a tenth larger and help no reader of whole columns. The Arrow
    schema is not stored: the types follow from Parquet's own, and a reader shall not see that texts were dictionaries here.
    """
    writer = pyarrow.parquet.ParquetWriter(
        sink,
        schema,
        version="2.6",
        compression="zstd",
        compression_level=3,
        use_dictionary=[name for name in schema.names if name not in _NO_DICTIONARY],
        write_statistics=[field.name for field in schema if not pyarrow.types.is_dictionary(field.type)] + _SORTED,
        data_page_version="1.0",
        data_page_size=_PAGE_BYTES,
        dictionary_pagesize_limit=_PAGE_BYTES,
        max_rows_per_page=ROW_GROUP_ROWS,
        store_schema=False,
    )
    writer.add_key_value_metadata({key.decode(): value.decode() for key, value in (schema.metadata or {}).items()})
    return writer
