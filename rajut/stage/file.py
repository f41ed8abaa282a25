"""One document's checked rows as one private file, `.rajut/documents/<key>.staged`, written in one rename.

    rows | pictures | layout | page | footer (JSON) | digest of the footer, 8 bytes | its length, 8 bytes | magic, 8 bytes

The rows of a small document are JSON, lists by column; those of others are blocks, table by table: a block is an Arrow IPC stream of at
most 65,536 rows, compressed as a whole, because compressing each of its buffers costs more than all the rest of a merge. Repeated texts
are dictionaries, which Parquet takes over as they are.

Each section has its digest in the footer. A file whose end is not whole was torn and counts as absent; a section that is not what was
written raises StagedDamagedError when it is read, so that no flipped bit is ever published. The key is made from the document's
source_name: a changed document replaces its own file and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow

from rajut.identity.plans import PlanFacts, lists_to_plan, plan_to_lists
from rajut.stage.folder_names import DOCUMENTS, PRIVATE
from rajut.stage.frames import Columns
from schemas.contracts.catalog import TABLES, arrow_schema
from schemas.errors import ContractError

_SUFFIX = ".staged"
_MAGIC = b"RAJUTST5"
_TAIL = 24  # bytes: digest, length, magic
BLOCK_ROWS = 65_536
# texts that hardly repeat within a document
_DISTINCT = {"observation_id", "cell_ref", "value_text", "text"}

Section = tuple[int, int, str]
"""(start, bytes in the file, digest)."""
Block = tuple[int, int, int, str]
"""(start, bytes in the file, bytes unpacked, digest)."""


class StagedDamagedError(ContractError):
    """A staged file does not hold what was written to it: its document must be read again."""

    @property
    def path(self) -> Path:
        return Path(self.fields["path"])


def _damaged(path: Path) -> StagedDamagedError:
    folder = path.parents[2]
    return StagedDamagedError("dataset-damaged", name=str(folder), detail=f"{PRIVATE}/{DOCUMENTS}/{path.name}", path=str(path))


@dataclass(frozen=True, slots=True)
class Picture:
    """A piece of a page as PNG, for the report. `box` is the part of the page that it shows, `mark` the cell, both in points
    (x0, top, x1, bottom); `png` is base64."""

    cell_ref: str
    box: tuple[float, float, float, float]
    mark: tuple[float, float, float, float]
    png: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A later reading of the same name that ended badly, while the rows of an earlier one stay: the bytes that were tried, how it
    ended, and the fingerprint of what it was tried with."""

    sha256: str
    status: str
    error_code: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class StagedDocument:
    """What the footer of a staged file tells. `document_id` is "" where the file could not be opened; `fingerprint` is whatever
    the caller wants to compare before it skips a document (options, software version), "" when the rows were recovered. `digest` is
    that of the whole file, as its footer has it."""

    path: Path
    digest: str
    source_name: str
    document_id: str
    sha256: str
    status: str
    fingerprint: str
    rows: Mapping[str, int]
    blocks: Mapping[str, tuple[Block, ...]]
    small: Section | None
    pictures: Section
    layout: Section
    page: Section
    tried: Tried | None = None
    plan: PlanFacts | None = None

    @property
    def order(self) -> tuple[str, str]:
        """Where the document stands in the published files."""
        return (self.document_id, self.source_name)


def staged_path(out: Path, source_name: str) -> Path:
    """Where the rows of this document are staged."""
    return out / PRIVATE / DOCUMENTS / _staged_name(source_name)


def _staged_name(source_name: str) -> str:
    return hashlib.sha256(source_name.encode("utf-8", "surrogatepass")).hexdigest()[:32] + _SUFFIX


@dataclass(frozen=True, slots=True)
class Aside:
    """What is staged beside the rows. `layout` is kept for who looks at the document beside its pages (rajut.stage.layout), `page` is
    its page of the report, `plan` tells which plan the document is a file of."""

    sha256: str = ""
    fingerprint: str = ""
    pictures: tuple[Picture, ...] = ()
    layout: Mapping[str, Any] | None = None
    page: str | None = None
    tried: Tried | None = None
    plan: PlanFacts | None = None


def write_staged(out: Path, frames: Mapping[str, pyarrow.Table], aside: Aside = Aside()) -> Path:
    """Writes the checked tables of one document and returns the file. Raises OSError when it cannot."""
    (document,) = frames["documents"].to_pylist()
    counts = {name: frames[name].num_rows for name in TABLES}

    def write_rows(file: Any) -> dict[str, Any]:
        return {"blocks": {name: _write_blocks(file, frames[name], name) for name in TABLES}, "small": None}

    return _write(out, document, counts, write_rows, aside)


def write_small(out: Path, rows: Mapping[str, Columns], aside: Aside = Aside()) -> Path:
    """The same for a document whose rows are lists by column (rajut.stage.small)."""
    document = {name: values[0] for name, values in rows["documents"].items()}
    counts = {name: len(next(iter(columns.values()))) for name, columns in rows.items()}

    def write_rows(file: Any) -> dict[str, Any]:
        encoded = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
        return {"blocks": {}, "small": _write_section(file, encoded)}

    return _write(out, document, counts, write_rows, aside)


def _write(
    out: Path, document: Mapping[str, Any], counts: Mapping[str, int], rows: Callable[[Any], dict[str, Any]], aside: Aside
) -> Path:
    path = staged_path(out, document["source_name"])
    partial = path.with_suffix(f".{os.getpid()}.partial")
    layout = None if aside.layout is None else json.dumps(aside.layout, ensure_ascii=False)
    try:
        with _opened(partial) as file:
            footer = {
                "source_name": document["source_name"],
                "document_id": document["document_id"] or "",
                "sha256": aside.sha256,
                "status": document["status"],
                "fingerprint": aside.fingerprint,
                "rows": counts,
                "tried": None if aside.tried is None else asdict(aside.tried),
                "plan": None if aside.plan is None else plan_to_lists(aside.plan),
                **rows(file),
                "pictures": _write_section(file, json.dumps([asdict(picture) for picture in aside.pictures]).encode()),
                "layout": _write_section(file, _packed(layout)),
                "page": _write_section(file, _packed(aside.page)),
            }
            encoded = json.dumps(footer, sort_keys=True).encode()
            file.write(encoded + _digest(encoded) + len(encoded).to_bytes(8, "little") + _MAGIC)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def _packed(text: str | None) -> bytes:
    return b"" if text is None else zlib.compress(text.encode("utf-8", "replace"), 1)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")


def _digest(content: Any) -> bytes:
    return hashlib.blake2b(content, digest_size=8).digest()


def _write_section(file: Any, content: bytes) -> Section:
    start = file.tell()
    file.write(content)
    return start, len(content), _digest(content).hex()


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
    blocks = []
    for start in range(0, table.num_rows, BLOCK_ROWS):
        part = table.slice(start, BLOCK_ROWS).combine_chunks()
        sink = pyarrow.BufferOutputStream()
        with pyarrow.ipc.new_stream(sink, staged_schema(name)) as writer:
            writer.write_table(part.cast(staged_schema(name)))
        stream = sink.getvalue()
        packed = pyarrow.compress(stream, codec="lz4", asbytes=False)
        blocks.append((file.tell(), packed.size, stream.size, _digest(packed).hex()))
        file.write(packed)
    return blocks


def read_footer(path: Path) -> StagedDocument | None:
    """What a staged file tells of itself; None when the file is torn, damaged at its end, or of another version."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 4096))
            end = file.read()
            tail = end[-_TAIL:]
            length = int.from_bytes(tail[8:16], "little")
            if len(tail) < _TAIL or tail[16:] != _MAGIC or length > size - _TAIL:
                return None
            if length + _TAIL > len(end):
                file.seek(size - _TAIL - length)
                end = file.read()
    except OSError:
        return None
    encoded = end[-_TAIL - length : -_TAIL]
    if _digest(encoded) != tail[:8]:
        return None
    return _footer_to_staged(path, tail[:8].hex(), json.loads(encoded))


def _footer_to_staged(path: Path, digest: str, footer: dict[str, Any]) -> StagedDocument:
    blocks = {name: tuple(map(tuple, entries)) for name, entries in footer["blocks"].items()}
    sections = {name: footer[name] and tuple(footer[name]) for name in ("small", "pictures", "layout", "page")}
    tried = None if footer["tried"] is None else Tried(**footer["tried"])
    plan = None if footer["plan"] is None else lists_to_plan(footer["plan"])
    read = {"path": path, "digest": digest, "blocks": blocks, "tried": tried, "plan": plan}
    return StagedDocument(**footer | sections | read)


Known = dict[str, tuple[tuple[int, int, int], StagedDocument | None]]
"""What an earlier listing read, by the name of the staged file: which file it was (inode, size, time), and what it told."""


def list_staged(out: Path, known: Known | None = None) -> list[StagedDocument]:
    """All whole staged documents in published order; torn files are left out. Files that are as they were when they were put into
    `known` are not read again; it is filled."""
    folder = out / PRIVATE / DOCUMENTS
    known = {} if known is None else known
    found = []
    for entry in os.scandir(folder) if folder.is_dir() else ():
        if not entry.name.endswith(_SUFFIX):
            continue
        try:
            status = entry.stat()
        except OSError:  # gone since
            continue
        file = (status.st_ino, status.st_size, status.st_mtime_ns)
        before = known.get(entry.name)
        staged = before[1] if before is not None and before[0] == file else read_footer(folder / entry.name)
        known[entry.name] = (file, staged)
        if staged is not None and entry.name == _staged_name(staged.source_name):
            found.append(staged)
    return sorted(found, key=lambda staged: staged.order)


def read_pictures(staged: StagedDocument) -> tuple[Picture, ...]:
    """The pictures staged with a document. Raises StagedDamagedError."""
    drawn = json.loads(_read_section(staged, staged.pictures))
    return tuple(Picture(item["cell_ref"], tuple(item["box"]), tuple(item["mark"]), item["png"]) for item in drawn)


def read_layout(staged: StagedDocument) -> dict[str, Any] | None:
    """The layout staged with a document; None for rows that were recovered from the published set. Raises StagedDamagedError."""
    packed = _read_section(staged, staged.layout)
    content: dict[str, Any] | None = json.loads(zlib.decompress(packed)) if packed else None
    return content


def read_page(staged: StagedDocument) -> str | None:
    """The document's page of the report; None for a document that has none. Raises StagedDamagedError."""
    packed = _read_section(staged, staged.page)
    return zlib.decompress(packed).decode("utf-8") if packed else None


def read_rows(staged: StagedDocument) -> Mapping[str, Columns] | None:
    """The rows of a small document as lists by column, table by table; None for one whose rows are Arrow. Raises
    StagedDamagedError."""
    if staged.small is None:
        return None
    rows: Mapping[str, Columns] = json.loads(_read_section(staged, staged.small))
    return rows


def _read_section(staged: StagedDocument, section: Section) -> bytes:
    start, length, digest = section
    try:
        with staged.path.open("rb") as file:
            file.seek(start)
            content = file.read(length)
    except OSError as error:
        raise _damaged(staged.path) from error
    if _digest(content).hex() != digest:
        raise _damaged(staged.path)
    return content


def read_batches(staged: StagedDocument, tables: tuple[str, ...] = TABLES) -> Iterator[tuple[str, pyarrow.RecordBatch]]:
    """The rows of one document, table by table, in batches of at most 65,536 rows of `staged_schema`. Raises StagedDamagedError."""
    rows = read_rows(staged)
    if rows is not None:
        yield from ((name, columns_to_batch(name, rows[name])) for name in tables if staged.rows[name])
        return
    try:
        with pyarrow.memory_map(str(staged.path)) as source:
            for name in tables:
                for start, packed, size, digest in staged.blocks[name]:
                    source.seek(start)
                    content = source.read_buffer(packed)
                    if _digest(content).hex() != digest:
                        raise _damaged(staged.path)
                    stream = pyarrow.decompress(content, decompressed_size=size, codec="lz4")
                    with pyarrow.ipc.open_stream(stream) as reader:
                        for batch in reader:
                            yield name, batch
    except (OSError, pyarrow.ArrowException) as error:
        raise _damaged(staged.path) from error


def columns_to_batch(name: str, columns: Columns) -> pyarrow.RecordBatch:
    """Lists by column as one batch of `staged_schema`."""
    schema = staged_schema(name)
    return pyarrow.record_batch([pyarrow.array(columns[field.name], field.type) for field in schema], schema=schema)


def read_table(staged: StagedDocument, name: str) -> pyarrow.Table:
    """One table of one document, whole, in the contract's types. Raises StagedDamagedError."""
    batches = [batch for _, batch in read_batches(staged, (name,))]
    return pyarrow.Table.from_batches(batches, schema=staged_schema(name)).cast(arrow_schema(name))


def is_whole(staged: StagedDocument) -> bool:
    """True when every section of the file is what was written."""
    sections = [staged.pictures, staged.layout, staged.page, *([staged.small] if staged.small is not None else [])]
    sections += [(start, packed, digest) for blocks in staged.blocks.values() for start, packed, _, digest in blocks]
    try:
        for section in sections:
            _read_section(staged, section)
    except StagedDamagedError:
        return False
    return True
