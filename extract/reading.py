"""From a document's bytes to text blocks and fragments, whatever its format."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from extract.formats.docx.pictures import Picture, See
from extract.formats.libreoffice import SHEETS, TEXTS, find_converter, office_to_open
from extract.furniture import blocks_to_marked
from extract.media_types import DOCX, ODS, OF_SUFFIX, PDF, XLSX
from extract.options import ReadOptions
from extract.scan.parts import installed_recogniser
from extract.sign_findings import fragments_to_signs
from schemas.drawn import DrawnTable
from schemas.errors import UnreadableError
from schemas.finding import Finding
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading


def document_to_reading(source: SourceDocument, data: bytes, options: ReadOptions) -> DocumentReading:
    """Text blocks and fragments in reading order, with what the reader noticed. Empty blocks when nothing is in the document.

    Raises UnreadableError, EncryptedError, LimitError or EngineError (schemas.errors) and nothing else for bad input.
    """
    reading = _dispatch(source, data, options)
    findings = (*_name_to_findings(source), *reading.findings, *fragments_to_signs(reading.fragments))
    return replace(reading, blocks=blocks_to_marked(reading.blocks), findings=findings)


def reading_to_drawn(
    reading: DocumentReading, data: bytes, options: ReadOptions, drawn: Sequence[DrawnTable]
) -> DocumentReading:
    """The reading with the tables that people drew on its pages in place of what stood there. Drawn tables that no longer stand over what
    they were drawn over are left out, as are all of them where a format has no pages."""
    if not drawn or reading.source.media_type != PDF:
        return reading
    from extract.pages.hand_drawn import reading_with_drawn  # noqa: PLC0415

    redrawn = reading_with_drawn(reading, data, options, drawn)
    return replace(redrawn, blocks=blocks_to_marked(redrawn.blocks))


def _dispatch(source: SourceDocument, data: bytes, options: ReadOptions) -> DocumentReading:
    # Imports stay in their branch: a batch of Markdown need not load a PDF engine.
    match source.media_type:
        case "text/markdown":
            from extract.formats.markdown.document import markdown_to_reading  # noqa: PLC0415

            return markdown_to_reading(source, data, options)
        case "application/pdf":
            from extract.pages.pdf_document import pdf_to_reading  # noqa: PLC0415

            return pdf_to_reading(source, data, options)
        case "text/html":
            from extract.formats.html.document import html_to_reading  # noqa: PLC0415

            return html_to_reading(source, data, options)
        case media_type if media_type == DOCX:
            from extract.formats.docx.document import docx_to_reading  # noqa: PLC0415

            return docx_to_reading(source, data, options, _to_see(source, options))
        case media_type if media_type in TEXTS:
            from extract.formats.docx.document import docx_to_reading  # noqa: PLC0415

            converted, finding = office_to_open(source, data, options)
            reading = docx_to_reading(source, converted, options, _to_see(source, options))
            return replace(reading, findings=(finding, *reading.findings))
        case media_type if media_type == ODS:
            from extract.formats.sheets.document import ods_to_reading  # noqa: PLC0415

            return ods_to_reading(source, data, options)
        case media_type if media_type in SHEETS:
            from extract.formats.sheets.document import flat_to_reading, xlsx_to_reading  # noqa: PLC0415

            if media_type == XLSX:
                own, needs_program = xlsx_to_reading(source, data, options)
                if own is not None and not (needs_program and find_converter()):
                    return own
            converted, finding = office_to_open(source, data, options)
            reading = flat_to_reading(source, converted, options)
            return replace(reading, findings=(finding, *reading.findings))
        case other:
            raise UnreadableError("document-unsupported", name=source.source_name, found=other)


def _to_see(source: SourceDocument, options: ReadOptions) -> See | None:
    """Who reads the pictures of a document without pages: the reader of pages; None where it may not or cannot."""
    if options.ocr == "never" or installed_recogniser() is None:
        return None
    from extract.pages.pdf_document import pdf_to_reading  # noqa: PLC0415
    from extract.pages.picture_page import picture_to_page  # noqa: PLC0415

    alone = replace(options, pages=None, password=None, second_opinion="never")

    def see(data: bytes, picture: Picture) -> DocumentReading | None:
        page = picture_to_page(data, picture.width, picture.height)
        own = replace(source, media_type=PDF, sha256=hashlib.sha256(data).hexdigest())
        return None if page is None else pdf_to_reading(own, page, alone)

    return see


def _name_to_findings(source: SourceDocument) -> tuple[Finding, ...]:
    suffix = PurePosixPath(source.source_name).suffix.lower()
    expected = OF_SUFFIX.get(suffix)
    if expected is None or expected == source.media_type:
        return ()
    return (Finding("name-misleading", fields=(("suffix", suffix), ("found", source.media_type))),)
