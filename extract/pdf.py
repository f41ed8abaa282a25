"""A PDF document to text blocks and table fragments in reading order."""

from __future__ import annotations

from dataclasses import replace

from extract.choose import find_tables
from extract.finders.blocks import ink_to_lines, lines_to_blocks, mark_repeated, skewed_text
from extract.finders.cells import grid_to_fragment
from extract.finders.ink import Ink
from extract.options import ReadOptions
from extract.readers.pdf import document_to_inks
from extract.readers.pdfium import open_document
from schemas.finding import Finding
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading, Fragment, TextBlock


def pdf_to_reading(source: SourceDocument, data: bytes, options: ReadOptions) -> DocumentReading:
    """All text blocks and fragments in reading order, and what the reader noticed.

    A document without tables gives a reading without fragments. Raises EncryptedError, UnreadableError.
    """
    blocks: list[TextBlock | Fragment] = []
    findings: list[Finding] = []
    with open_document(data, source.source_name, options.password) as document:
        sizes = document.sizes()
        for ink in document_to_inks(document, options.pages):
            blocks += ink_to_blocks(ink)
            findings += ink_to_findings(ink)
    heights = {number: size[1] for number, size in enumerate(sizes, 1)}
    texts = mark_repeated([b for b in blocks if isinstance(b, TextBlock)], heights)
    marked = iter(texts)
    ordered = tuple(next(marked) if isinstance(b, TextBlock) else b for b in blocks)
    return DocumentReading(replace(source, page_sizes=sizes), ordered, tuple(findings))


def ink_to_blocks(ink: Ink) -> list[TextBlock | Fragment]:
    """Fragments of the page and the text around them, top to bottom."""
    fragments = [grid_to_fragment(ink, grid, n) for n, grid in enumerate(find_tables(ink).grids, 1)]
    texts = lines_to_blocks(ink, ink_to_lines(ink, [f.box for f in fragments if f.box]))
    texts += skewed_text(ink)
    everything: list[TextBlock | Fragment] = [*texts, *fragments]
    return sorted(everything, key=lambda b: (b.box.top, b.box.x0) if b.box else (0.0, 0.0))


def ink_to_findings(ink: Ink) -> list[Finding]:
    """What is wrong with the page as a whole: no text under an image, unreadable fonts."""
    area = sum(float((b[2] - b[0]) * (b[3] - b[1])) for b in ink.images)
    if not len(ink.words) and area > 0.3 * ink.width * ink.height:
        return [Finding("page-needs-ocr", page=ink.number, fields=(("page", str(ink.number)),))]
    return []
