"""indicators.parquet and programs.parquet, gathered from the rows of all documents in bounded memory.

A few thousand rows stay in memory. When they grow beyond that they are parted by the first digit of their keys into files of their
own, so that rows of one key come together again and only a sixteenth is held at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute as pc

from rajut.identity.summaries import SUMMARY_KEYS, merge_summaries
from schemas.contracts.catalog import arrow_schema

MOST_ROWS = 131_072
_DIGITS = "0123456789abcdef"


class Gathered:
    """The rows of one such table. Give it those of every document in published order with `add`, then take `merged`."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._schema = arrow_schema(name)
        self._folder = folder
        self._waiting: list[pyarrow.RecordBatch] = []
        self._count = 0
        self._parts: dict[str, Any] = {}

    def add(self, rows: pyarrow.RecordBatch) -> None:
        self._waiting.append(rows)
        self._count += rows.num_rows
        if self._count > MOST_ROWS:
            self._spill()

    def merged(self) -> Iterator[pyarrow.RecordBatch]:
        """One row per key, sorted by key."""
        if not self._parts:
            yield from self._merge(self._table())
            return
        self._spill()
        for digit in _DIGITS:
            self._parts.pop(digit).close()
            path = self._path(digit)
            with pyarrow.memory_map(str(path)) as source, pyarrow.ipc.open_stream(source) as reader:
                yield from self._merge(reader.read_all())
            path.unlink()

    def close(self) -> None:
        """Lets go of what lies on the disk."""
        for digit, part in self._parts.items():
            with contextlib.suppress(OSError, pyarrow.ArrowException):
                part.close()
            self._path(digit).unlink(missing_ok=True)
        self._parts = {}

    def _merge(self, rows: pyarrow.Table) -> list[pyarrow.RecordBatch]:
        batches: list[pyarrow.RecordBatch] = merge_summaries(self._name, rows).combine_chunks().to_batches()
        return batches

    def _table(self) -> pyarrow.Table:
        table = pyarrow.Table.from_batches(self._waiting, schema=self._schema)
        self._waiting, self._count = [], 0
        return table

    def _path(self, digit: str) -> Path:
        return self._folder / f".{self._name}-{digit}.partial"

    def _spill(self) -> None:
        table = self._table()
        first = pc.utf8_slice_codeunits(table.column(SUMMARY_KEYS[self._name]), 0, 1)
        for digit in _DIGITS:
            if digit not in self._parts:
                self._parts[digit] = pyarrow.ipc.new_stream(str(self._path(digit)), self._schema)
            self._parts[digit].write_table(table.filter(pc.equal(first, digit)))
