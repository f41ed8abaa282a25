"""Files that know their size and SHA-256 when they are written, so that nothing is read twice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any


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


def write_json(path: Path, content: Mapping[str, Any]) -> WrittenFile:
    """Writes and syncs the content, keys in the order given, always the same bytes for the same content."""
    return write_text(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def write_text(path: Path, text: str) -> WrittenFile:
    """Writes and syncs UTF-8 text."""
    with HashingFile(path) as file:
        file.write(text.encode("utf-8"))
    return file.done()
