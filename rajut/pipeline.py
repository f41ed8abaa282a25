"""One document through both stages: the only place that calls extract and normalize."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extract.options import ReadOptions
from extract.reading import document_to_reading, reading_to_drawn
from extract.source import open_source, path_to_source_name
from normalize.document import reading_to_normalized
from normalize.tidy.told_once import findings_to_told_once
from rajut.reference.nomenclature import NomenclatureFile, load_nomenclature
from schemas.codes import finding_to_severity
from schemas.correction import NO_CORRECTIONS, Corrections
from schemas.drawn import corrections_to_drawn
from schemas.errors import NoTableError, RajutError, UsageError
from schemas.finding import Finding
from schemas.kind import TableKind, builtin_kinds
from schemas.provenance import SourceDocument
from schemas.result import DocumentResult, error_to_result
from schemas.table import DocumentReading


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """What a conversion may be told: how to read, which table kinds to know (the built-in ones when empty), the nomenclature that
    names are looked up in, if any, what people answered, and a digest of words of the user's own (rajut.reference.own_words), so that a
    document is read again when they change."""

    read: ReadOptions = field(default_factory=ReadOptions)
    kinds: tuple[TableKind, ...] = ()
    nomenclature: NomenclatureFile | None = None
    corrections: Corrections = NO_CORRECTIONS
    words: str = ""


def convert_document(path: Path, root: Path | None, options: ConvertOptions) -> DocumentResult:
    """The whole result of one file. Never raises for bad input: that is a status and a code in the result.

    `root` is the folder that `source_name` is relative to (the file's own folder when None).
    """
    try:
        source, data = open_source(path, root, options.read.limits)
    except RajutError as error:
        return error_to_result(_unopened(path, root), error)
    return convert_source(source, data, options)


def convert_source(source: SourceDocument, data: bytes, options: ConvertOptions) -> DocumentResult:
    """Like convert_document, for bytes already read."""
    try:
        reading = document_to_reading(source, data, options.read)
        reading = reading_to_drawn(
            reading, data, options.read, corrections_to_drawn(options.corrections.of_document(source.document_id))
        )
    except RajutError as error:
        return error_to_result(source, error)
    return convert_reading(reading, options)


def convert_reading(reading: DocumentReading, options: ConvertOptions) -> DocumentResult:
    """Like convert_document, for a document whose tables were read already."""
    source = reading.source
    try:
        chosen = _pages_to_findings(source, options.read)
        if not reading.fragments:
            raise NoTableError("no-table" if source.pages is not None else "no-table-text", name=source.source_name)
        names = load_nomenclature(options.nomenclature)
        normalized = reading_to_normalized(reading, options.kinds or builtin_kinds(), names, options.corrections)
    except RajutError as error:
        return error_to_result(source, error)
    for rival in normalized.rivals:
        reading = reading.with_rival(rival)
    findings = findings_to_told_once((*reading.findings, *chosen, *normalized.findings))
    return DocumentResult(
        source=source,
        status="flagged" if _needs_a_look(findings) else "ok",
        fragments=reading.fragments,
        normalized=normalized,
        findings=findings,
    )


def _pages_to_findings(source: SourceDocument, options: ReadOptions) -> tuple[Finding, ...]:
    """That only some pages were asked for: whoever reads the result must not take it for the whole document. Nothing for a format
    without pages. Raises UsageError "page-missing" when the document has none of them."""
    if options.pages is None or source.pages is None:
        return ()
    there = [page for page in options.pages if page <= source.pages]
    if not there:
        raise UsageError("page-missing", name=source.source_name, detail=pages_to_text(options.pages))
    fields = (("pages", pages_to_text(there)), ("count", str(source.pages)))
    return (Finding("pages-chosen", evidence=pages_to_text(options.pages), fields=fields),)


def pages_to_text(pages: Sequence[int]) -> str:
    """Ascending page numbers as people write them: (40, 41, 42, 75) is "40-42,75"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ",".join("-".join(map(str, run)) for run in runs)


def _needs_a_look(findings: Sequence[Finding]) -> bool:
    return any(finding_to_severity(finding) != "info" for finding in findings)


def _unopened(path: Path, root: Path | None) -> SourceDocument:
    return SourceDocument(path_to_source_name(path, root), "", "", 0)
