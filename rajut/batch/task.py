"""One document of a batch, from file to staged rows: what a worker runs, and what the parent puts in its place when it dies."""

from __future__ import annotations

import hashlib
import tempfile
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.media_types import MARKDOWN, PDF
from extract.source import path_to_source_name
from rajut.batch.plan import PlannedDocument, document_to_sha256
from rajut.batch.zip_members import member_as_file, read_head
from rajut.pipeline import ConvertOptions, convert_document, convert_source
from rajut.publish.commit import NO_ROOM
from rajut.publish.output_folder import stage_result
from rajut.stage.check import Frames, result_to_frames
from rajut.stage.file import write_staged
from rajut.stage.folder_names import PAGES, PRIVATE
from schemas.errors import ContractError, RajutError, UnwritableError, error_to_detail
from schemas.provenance import SourceDocument
from schemas.result import DocumentResult, error_to_result

_SAMPLE = b"""| Program | Satuan | Target 2021 | Target 2022 |
| --- | --- | --- | --- |
| Program A | Unit | 1 | 2 |
"""


def read_sample() -> tuple[DocumentResult, Frames]:
    """A tiny table, read and checked as a large document would be. Loads what is loaded at first use, and sets Arrow to the system's
    allocator: its own reserve a gigabyte at a time, the system's takes what it needs, which a limit can measure."""
    import pyarrow

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    source = SourceDocument("sample.md", hashlib.sha256(_SAMPLE).hexdigest(), MARKDOWN, len(_SAMPLE))
    result = convert_source(source, _SAMPLE, ConvertOptions())
    return result, result_to_frames(result)


def warm_up() -> None:
    """Reads the sample and stages it in both ways, so that a worker has loaded and reserved what it always needs before a document is
    charged for it."""
    with tempfile.TemporaryDirectory() as folder:
        result, frames = read_sample()
        write_staged(Path(folder), frames)
        stage_result(result, Path(folder))


@dataclass(frozen=True, slots=True)
class Task:
    """A document to convert into the folder `out`. `fingerprint` is staged with a document that was read or refused,
    `failed_fingerprint` with one that failed: limits count there, because raising one is a reason to try again."""

    document: PlannedDocument
    out: Path
    options: ConvertOptions
    fingerprint: str
    failed_fingerprint: str
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a task. `fatal` is set when the output cannot be written: then the whole batch must stop. `kept` says that the
    document ended badly and the rows of its last good reading stay."""

    sha256: str
    status: str
    error_code: str | None = None
    error_en: str | None = None
    error_id: str | None = None
    detail: str | None = None
    pages: int | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    fatal: UnwritableError | None = None
    kept: bool = False


def run_task(task: Task) -> Report:
    """Converts and stages one document under all its names. Raises only MemoryError; anything else is a status in the report."""
    began = time.perf_counter()
    document = task.document
    if document.member is None:
        return _convert_and_stage(task, document.path, began)
    try:
        with member_as_file(document.path, document.member, document.source_name, task.options.read.limits) as path:
            return _convert_and_stage(task, path, began)
    except RajutError as error:
        return stage_all(task, error_to_result(document_to_source(document), error))
    except OSError as error:  # the copy of a member could not be written
        code = "disk-full" if error.errno in NO_ROOM else "output-unwritable"
        detail = error.strerror or type(error).__name__
        return Report("", "failed", code, fatal=UnwritableError(code, name=str(task.out), detail=detail))


def _convert_and_stage(task: Task, path: Path, began: float) -> Report:
    """`path` is where the document's bytes are: its own file, or the copy of an archive's member."""
    detail = None
    try:
        root = task.document.root if path == task.document.path else None
        options = replace(task.options, read=replace(task.options.read, ocr_folder=task.out / PRIVATE / PAGES))
        result = result_under_name(convert_document(path, root, options), task.document.source_name)
    except MemoryError:
        raise
    except OSError as error:
        if error.errno in NO_ROOM:  # the scratch folder is on the disk of the output
            return Report("", "failed", "disk-full", fatal=UnwritableError("disk-full", name=str(task.out)))
        result, detail = bug_to_result(task.document, error), traceback.format_exc()
    except Exception as error:  # a bug of ours costs this document and no other
        result, detail = bug_to_result(task.document, error), traceback.format_exc()
    converted = time.perf_counter()
    report = stage_all(task, result, path)
    staged = time.perf_counter()
    return replace(
        report,
        detail=report.detail or detail,
        seconds={"convert": round(converted - began, 4), "stage": round(staged - converted, 4)},
    )


def stage_all(task: Task, result: DocumentResult, path: Path | None = None) -> Report:
    """Stages the result under the document's name and those of its twins, with pictures drawn from `path`, if any. A result that
    breaks the contract is staged as failed."""
    detail = None
    try:
        try:
            kept = _stage(task, result, path)
        except ContractError as error:
            detail = str(error)
            result = error_to_result(result.source, error, "failed")
            kept = _stage(task, result, path)
    except UnwritableError as error:
        return Report("", "failed", error.code, fatal=error)
    sha256 = result.source.sha256 or document_to_sha256(task.document)
    ended = (result.status, result.error_code, result.error_en, result.error_id)
    return Report(sha256, *ended, detail, result.source.pages, kept=kept)


def _stage(task: Task, result: DocumentResult, path: Path | None) -> bool:
    fingerprint = task.failed_fingerprint if result.status == "failed" else task.fingerprint
    kept = False
    for document in (task.document, *task.document.twins):
        named = result_under_name(result, document.source_name)
        kept |= stage_result(named, task.out, source=path, fingerprint=fingerprint)
    return kept


def result_under_name(result: DocumentResult, name: str) -> DocumentResult:
    """The same result for another file with the same bytes."""
    old = result.source.source_name
    if old == name:
        return result
    quoted, wanted = f"'{old}'", f"'{name}'"
    return replace(
        result,
        source=replace(result.source, source_name=name),
        error_en=None if result.error_en is None else result.error_en.replace(quoted, wanted),
        error_id=None if result.error_id is None else result.error_id.replace(quoted, wanted),
    )


def bug_to_result(document: PlannedDocument, error: Exception) -> DocumentResult:
    """The failed result for an exception that nobody expected."""
    known = RajutError("bug", name=document.source_name, detail=f"{type(error).__name__}: {error_to_detail(error, 500)}")
    return error_to_result(document_to_source(document), known, "failed")


def lost_to_result(document: PlannedDocument, code: str, detail: str) -> DocumentResult:
    """The failed result for a document that took its worker down: "time-limit", "memory-limit" or "worker-crashed"."""
    return error_to_result(document_to_source(document), RajutError(code, name=document.source_name, detail=detail), "failed")


def document_to_source(document: PlannedDocument) -> SourceDocument:
    """The identity of a document that cannot be opened here for fear of what it did to a worker: hash and first bytes only."""
    name = document.source_name or path_to_source_name(document.path, document.root)
    try:
        if document.member is not None:
            head = read_head(document.path, document.member, 5)
        else:
            with document.path.open("rb") as file:
                head = file.read(5)
    except OSError:
        head = b""
    media_type = PDF if head == b"%PDF-" else ""
    return SourceDocument(name, document_to_sha256(document), media_type, max(0, document.size))
