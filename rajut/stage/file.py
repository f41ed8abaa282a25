"""One document's checked rows as one private file, `.rajut/documents/<key>.staged`, written in one rename.

    blocks of observations | ... | pictures (JSON) | layout | page | footer (JSON) | length of the footer, 8 bytes | magic, 8 bytes

A block is an Arrow IPC stream of at most 65,536 rows, compressed as a whole: compressing each of its buffers costs more than all
the rest of a merge. Repeated texts are dictionaries, which Parquet takes over as they are. A file without its magic at the end was
torn and counts as absent. The key is made from the document's source_name: a changed
document replaces its own file and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow

from schemas.contracts.catalog import TABLES, arrow_schema

PRIVATE = ".rajut"
DOCUMENTS = "documents"
PAGES = "pages"  # as they were seen in scans, kept between runs
_SUFFIX = ".staged"
_MAGIC = b"RAJUTST2"
BLOCK_ROWS = 65_536
# texts that hardly repeat within a document
_DISTINCT = {"observation_id", "cell_ref", "value_text", "text"}

Block = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A piece of a page as PNG, for the report. `box` is the part of the page that it shows, `mark` the cell, both in points
    (x0, top, x1, bottom); `png` is base64."""

    cell_ref: str
    box: tuple[float, float, float, float]
    mark: tuple[float, float, float, float]
    png: str


@dataclass(frozen=True, slots=True)
class StagedDocument:
    """What the footer of a staged file tells. `document_id` is "" where the file could not be opened; `fingerprint` is whatever
    the caller wants to compare before it skips a document (options, software version), "" when the rows were recovered."""

    path: Path
    source_name: str
    document_id: str
    sha256: str
    status: str
    fingerprint: str
    rows: Mapping[str, int]
    blocks: Mapping[str, tuple[Block, ...]]

    @property
    def order(self) -> tuple[str, str]:
        """Where the document stands in the published files."""
        return (self.document_id, self.source_name)


def staged_path(out: Path, source_name: str) -> Path:
    """Where the rows of this document are staged."""
    key = hashlib.sha256(source_name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return out / PRIVATE / DOCUMENTS / f"{key}{_SUFFIX}"


def write_staged(
    out: Path,
    frames: Mapping[str, pyarrow.Table],
    *,
    sha256: str = "",
    fingerprint: str = "",
    pictures: tuple[Picture, ...] = (),
    layout: Mapping[str, Any] | None = None,
    page: str | None = None,
) -> Path:
    """Writes the six checked tables of one document and returns the file. `layout` is kept as JSON for who looks at the document
    beside its pages (rajut.stage.layout), `page` is its page of the report. Raises OSError when it cannot."""
    (document,) = frames["documents"].to_pylist()
    path = staged_path(out, document["source_name"])
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            blocks = {name: _write_blocks(file, frames[name], name) for name in TABLES}
            drawn = json.dumps([asdict(picture) for picture in pictures]).encode()
            drawn_at = file.tell()
            file.write(drawn)
            laid_out = _packed(None if layout is None else json.dumps(layout, ensure_ascii=False), 1)
            laid_out_at = file.tell()
            file.write(laid_out)
            shown = _packed(page, 6)
            shown_at = file.tell()
            file.write(shown)
            footer = {
                "source_name": document["source_name"],
                "document_id": document["document_id"] or "",
                "sha256": sha256,
                "status": document["status"],
                "fingerprint": fingerprint,
                "rows": {name: frames[name].num_rows for name in TABLES},
                "blocks": blocks,
                "pictures": (drawn_at, len(drawn)),
                "layout": (laid_out_at, len(laid_out)),
                "page": (shown_at, len(shown)),
            }
            encoded = json.dumps(footer, sort_keys=True).encode()
            file.write(encoded + len(encoded).to_bytes(8, "little") + _MAGIC)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


@cache
def staged_schema(name: str) -> pyarrow.Schema:
    """The contract's columns with repeated texts as dictionaries: the form in which rows are staged and merged."""
    if name not in {"observations", "cells"}:
        return arrow_schema(name)
    fields = [
        field.with_type(pyarrow.dictionary(pyarrow.int32(), pyarrow.string()))
        if field.type == pyarrow.string() and field.name not in _DISTINCT
        else field
        for field in arrow_schema(name)
    ]
    return pyarrow.schema(fields, metadata=arrow_schema(name).metadata)


def _write_blocks(file: Any, table: pyarrow.Table, name: str) -> list[Block]:
    """(start, bytes in the file, bytes unpacked) of each block."""
    blocks = []
    for start in range(0, table.num_rows, BLOCK_ROWS):
        part = table.slice(start, BLOCK_ROWS).combine_chunks()
        sink = pyarrow.BufferOutputStream()
        with pyarrow.ipc.new_stream(sink, staged_schema(name)) as writer:
            writer.write_table(part.cast(staged_schema(name)))
        stream = sink.getvalue()
        packed = pyarrow.compress(stream, codec="lz4", asbytes=False)
        blocks.append((file.tell(), packed.size, stream.size))
        file.write(packed)
    return blocks


def read_footer(path: Path) -> dict[str, Any] | None:
    """The footer of a staged file; None when the file is torn or of another version."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            if size < 16:
                return None
            file.seek(size - 16)
            tail = file.read(16)
            length = int.from_bytes(tail[:8], "little")
            if tail[8:] != _MAGIC or length > size - 16:
                return None
            file.seek(size - 16 - length)
            footer: dict[str, Any] = json.loads(file.read(length))
            return footer
    except (OSError, ValueError):
        return None


def list_staged(out: Path) -> list[StagedDocument]:
    """All whole staged documents in published order; torn files are left out."""
    folder = out / PRIVATE / DOCUMENTS
    found = []
    for path in sorted(folder.glob(f"*{_SUFFIX}")) if folder.is_dir() else ():
        footer = read_footer(path)
        if footer is None or path != staged_path(out, footer["source_name"]):
            continue
        blocks = {name: tuple(map(tuple, entries)) for name, entries in footer.pop("blocks").items()}
        footer.pop("pictures")
        footer.pop("layout", None)
        footer.pop("page", None)
        found.append(StagedDocument(path=path, blocks=blocks, **footer))
    return sorted(found, key=lambda staged: staged.order)


def read_pictures(path: Path) -> tuple[Picture, ...]:
    """The pictures staged with a document; none for a torn file."""
    footer = read_footer(path)
    if footer is None:
        return ()
    start, length = footer["pictures"]
    with path.open("rb") as file:
        file.seek(start)
        drawn = json.loads(file.read(length))
    return tuple(Picture(item["cell_ref"], tuple(item["box"]), tuple(item["mark"]), item["png"]) for item in drawn)


def read_layout(path: Path) -> dict[str, Any] | None:
    """The layout staged with a document; None for a torn file, and for rows that were recovered from the published set."""
    text = _read_packed(path, "layout")
    content: dict[str, Any] | None = None if text is None else json.loads(text)
    return content


def read_page(path: Path) -> str | None:
    """The document's page of the report; None for a torn file, and for a document that has none."""
    return _read_packed(path, "page")


def _packed(text: str | None, level: int) -> bytes:
    return b"" if text is None else zlib.compress(text.encode("utf-8", "replace"), level)


def _read_packed(path: Path, name: str) -> str | None:
    start, length = (read_footer(path) or {}).get(name) or (0, 0)
    if not length:
        return None
    with path.open("rb") as file:
        file.seek(start)
        return zlib.decompress(file.read(length)).decode("utf-8")


def read_batches(staged: StagedDocument, tables: tuple[str, ...] = TABLES) -> Iterator[tuple[str, pyarrow.RecordBatch]]:
    """The rows of one document, table by table, in batches of at most 65,536 rows of `staged_schema`."""
    with pyarrow.memory_map(str(staged.path)) as source:
        for name in tables:
            for start, packed, size in staged.blocks[name]:
                source.seek(start)
                stream = pyarrow.decompress(source.read_buffer(packed), decompressed_size=size, codec="lz4")
                with pyarrow.ipc.open_stream(stream) as reader:
                    for batch in reader:
                        yield name, batch


def read_table(staged: StagedDocument, name: str) -> pyarrow.Table:
    """One table of one document, whole, in the contract's types."""
    batches = [batch for _, batch in read_batches(staged, (name,))]
    return pyarrow.Table.from_batches(batches, schema=staged_schema(name)).cast(arrow_schema(name))
