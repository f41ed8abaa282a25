"""A PDF document to text blocks and table fragments in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from extract.furniture import mark_repeated, without_running_rows
from extract.ink.page import Ink, page_to_ink
from extract.open.columns_of_page_before import Before
from extract.opinion.weigh import ask_others
from extract.options import ReadOptions
from extract.pages.pictured_tables import with_pictured_tables
from extract.pages.playa_fallback import playa_to_pages
from extract.pages.scanned_pages import SeenPage, blocks_to_printed, fragment_to_doubts, ink_to_seen, is_picture
from extract.pages.turned_views import blocks_to_before, ink_to_page
from extract.pdfium.budget import MOST_PACKED, packed_too_large, within_budget
from extract.pdfium.layers import without_hidden_layers
from extract.pdfium.library import Document
from extract.pdfium.page_reader import document_to_inks
from extract.pdfium.resave import open_or_repair
from schemas.errors import LimitError, UnreadableError, error_to_detail
from schemas.finding import Finding
from schemas.provenance import CellRef, SourceDocument
from schemas.table import DocumentReading, Fragment, GridRival, TextBlock

LARGEST_PAGE = 1e6  # points; places on a larger page cannot be told apart any more, and the format's own limit is 14,400
Blocks = list[TextBlock | Fragment]


def pdf_to_reading(source: SourceDocument, data: bytes, options: ReadOptions) -> DocumentReading:
    """All text blocks and fragments in reading order, and what the reader noticed.

    A document without tables gives a reading without fragments. A damaged page costs that page: a finding says so. Raises
    EncryptedError when a password is needed, UnreadableError when no parser can open the file, EngineError when another engine
    is asked for that is not installed.
    """
    if packed_too_large(data):
        raise LimitError(
            "document-too-large", name=source.source_name, detail=f"more than {MOST_PACKED} bytes of packed objects"
        )
    light = within_budget(data, options.password)
    data, options = light.data, replace(options, password=light.password)
    blocks: Blocks = []
    findings = [
        drawing_left_out(*item) for item in light.left_out.items() if options.pages is None or item[0] in options.pages
    ]
    rivals: list[GridRival] = []
    sizes: dict[int, tuple[float, float]] = {}
    before: tuple[int, Before | None] = (0, None)
    for number, found in read_pages(source, data, options, sizes):
        if isinstance(found, Finding):
            findings.append(found)
            continue
        try:
            ink = found.ink if isinstance(found, SeenPage) else found
            page = ink_to_page(ink, before[1] if before[0] == number - 1 else None)
            before = (number, blocks_to_before(page.blocks, ink.height))
            blocks += blocks_to_printed(page.blocks, found.frame) if isinstance(found, SeenPage) else page.blocks
            rivals += () if isinstance(found, SeenPage) else page.rivals
            findings += found.findings if isinstance(found, SeenPage) else ink_to_findings(ink)
        except (
            ArithmeticError,
            LookupError,
            ValueError,
        ) as error:  # geometry that no finder foresaw: the page is lost, not the document
            findings.append(damaged_page(number, f"{type(error).__name__}: {error_to_detail(error)}"))
    heights = {number: size[1] for number, size in sizes.items()}
    blocks = without_running_rows(blocks, heights)
    findings += blocks_to_findings(blocks)
    opinion = ask_others(source, data, options, blocks)
    blocks = opinion.blocks
    marked = iter(mark_repeated([b for b in blocks if isinstance(b, TextBlock)], heights))
    ordered = tuple(next(marked) if isinstance(b, TextBlock) else b for b in blocks)
    return DocumentReading(
        replace(source, page_sizes=tuple(sizes.values())),
        ordered,
        (*findings, *opinion.findings),
        () if opinion.replaced else (*rivals, *opinion.rivals),
    )


def read_pages(
    source: SourceDocument, data: bytes, options: ReadOptions, sizes: dict[int, tuple[float, float]]
) -> Iterator[tuple[int, Ink | SeenPage | Finding]]:
    """Pages as ink, those that had to be seen as such, and findings about the file; fills `sizes`.

    pdfium first, then a re-save, then playa."""
    unlayered = without_hidden_layers(data, options.password)
    if unlayered is not None:
        data, options = unlayered.data, replace(options, password=None)
        for number, count in unlayered.hidden.items():
            if options.pages is None or number in options.pages:
                yield 0, hidden_layers(number, count)
    try:
        with open_or_repair(data, source.source_name, options.password) as (document, through):
            if through:
                yield 0, Finding("document-repaired", fields=(("detail", through),))
            sizes.update(enumerate(document.sizes(), 1))
            for number, ink in document_to_inks(document, options.pages):
                sound = _sound(number, ink)
                if isinstance(sound, Finding):
                    yield number, sound
                else:
                    yield from _looked_at(document, sound, source.sha256, options)
    except UnreadableError as error:
        if sizes:
            raise
        pages = playa_to_pages(data, source.source_name, options.password)
        try:
            first = next(pages)
        except UnreadableError:
            raise error from None
        yield 0, Finding("document-repaired", fields=(("detail", "playa"),))
        for page in chain([first], pages):
            sizes[page.number] = (page.width, page.height)
            if options.pages is None or page.number in options.pages:
                yield page.number, page_to_ink(page)


def _looked_at(
    document: Document, ink: Ink, sha256: str, options: ReadOptions
) -> Iterator[tuple[int, Ink | SeenPage | Finding]]:
    """The page as it is seen where its text does not tell, else with what its pictures hold."""
    if seen := ink_to_seen(document, ink, sha256, options):
        yield ink.number, seen
        return
    whole, told = with_pictured_tables(document, ink, sha256, options)
    yield from ((0, finding) for finding in told)
    yield ink.number, whole


def _sound(number: int, ink: Ink | None) -> Ink | Finding:
    """The page, or why it cannot be used."""
    if ink is None:
        return damaged_page(number, "pdfium cannot load it")
    if max(ink.width, ink.height) > LARGEST_PAGE:
        return damaged_page(number, f"it claims to measure {ink.width:.0f} x {ink.height:.0f} points")
    return ink


def blocks_to_findings(blocks: Blocks) -> list[Finding]:
    """What the finder noticed about single cells of the tables."""
    return [
        Finding(
            remark.code,
            CellRef(block.ref, remark.row, remark.column),
            before=remark.text,
            evidence=remark.evidence,
            page=block.ref.page,
            fields=(("place", f"r{remark.row}c{remark.column}"),),
        )
        for block in blocks
        if isinstance(block, Fragment)
        for remark in block.remarks
    ] + [finding for block in blocks if isinstance(block, Fragment) for finding in fragment_to_doubts(block)]


def damaged_page(number: int, detail: str) -> Finding:
    """The finding for a page that could not be read."""
    return Finding("page-damaged", page=number, fields=(("page", str(number)), ("detail", detail[:200])))


def drawing_left_out(number: int, count: int) -> Finding:
    """The finding for drawings that would have cost too much."""
    return Finding("drawing-left-out", page=number, fields=(("page", str(number)), ("count", str(count))))


def hidden_layers(number: int, count: int) -> Finding:
    """The finding for texts in layers that are switched off."""
    fields = (("page", str(number)), ("count", str(count)))
    return Finding("text-hidden", page=number, evidence=f"in layers switched off: {count} texts", fields=fields)


def ink_to_findings(ink: Ink) -> list[Finding]:
    """What is wrong with the page as a whole: a scan, a scan's text layer, unreadable fonts, hidden text."""
    page = (("page", str(ink.number)),)
    findings = []
    if is_picture(ink):
        findings.append(Finding("page-needs-ocr", page=ink.number, fields=page))
    if ink.hidden_layer:
        findings.append(Finding("text-layer", page=ink.number, fields=page))
    if ink.unmapped:
        findings.append(Finding("text-unmapped", page=ink.number, fields=(*page, ("count", str(ink.unmapped)))))
    hidden = int(ink.words.hidden.sum())
    causes = ", ".join(f"{cause}: {count} glyphs" for cause, count in ink.hidden_causes if cause != "unmapped")
    if hidden and causes:
        findings.append(Finding("text-hidden", page=ink.number, evidence=causes, fields=(*page, ("count", str(hidden)))))
    return findings
