"""Spreadsheets: each sheet is a page, each block of cells on it a table, single texts are running text.

ODS and XLSX are read as they are. XLS comes as flat OpenDocument from LibreOffice, and so does a workbook of Excel that needs a
program: to calculate its formulas, or to show a number in a format that is not understood. The number behind a text comes along in
`Cell.stored`. A sheet has no paper: boxes are in points all the same, from the widths of its columns and the
heights of its rows, origin at its top left cell. What is hidden in the program is hidden here, and a finding says how much that was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lxml import etree

from extract.formats.cell_placing import check_grid_size
from extract.formats.package import open_package
from extract.formats.sheets.flat_xml import Element, roots_to_sheets
from extract.formats.sheets.sheet import Sheet, SheetCell, to_address
from extract.formats.sheets.xlsx import package_to_workbook
from extract.options import ReadOptions
from schemas.decision import Sign
from schemas.errors import EncryptedError, UnreadableError, error_to_detail
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.lexicon import lexicon
from schemas.provenance import CellRef, FragmentRef, SourceDocument
from schemas.table import PLAIN, Cell, CellStyle, DocumentReading, Fragment, TextBlock

ENGINE = "sheet"
_TABLE_NAME = re.compile(rf"\s*{lexicon().either('titles.annex', 'titles.chapter')}\b", re.IGNORECASE)
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}


def ods_to_reading(source: SourceDocument, data: bytes, options: ReadOptions) -> DocumentReading:
    """Tables and texts of an ODS package. Raises UnreadableError, EncryptedError or LimitError."""
    package = open_package(data, source.source_name, options.limits, "ODS")
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise EncryptedError("document-encrypted", name=source.source_name)
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    if content is None:
        raise package.broken("the part with the sheets is missing")
    return _roots_to_reading(source, content, () if styles is None else (styles,), options)


def xlsx_to_reading(source: SourceDocument, data: bytes, options: ReadOptions) -> tuple[DocumentReading | None, bool]:
    """Tables and texts of a workbook of Excel, and whether a spreadsheet program would show more: results of formulas that were never
    calculated, numbers in formats that are not understood. None for a binary workbook. Raises UnreadableError or LimitError."""
    workbook = package_to_workbook(open_package(data, source.source_name, options.limits, "XLSX"))
    if workbook is None:
        return None, True
    reading = _sheets_to_reading(source, workbook.sheets, options)
    counts = (("formulas-uncalculated", workbook.uncalculated), ("formats-unread", workbook.odd_formats))
    told = tuple(Finding(code, fields=(("count", str(count)),)) for code, count in counts if count)
    return replace(reading, findings=(*reading.findings, *told)), bool(told)


def flat_to_reading(source: SourceDocument, data: bytes, options: ReadOptions) -> DocumentReading:
    """Tables and texts of flat OpenDocument, which the converter wrote. Raises UnreadableError or LimitError."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except (etree.XMLSyntaxError, ValueError) as error:
        detail = f"the converted file is no well-formed XML ({error_to_detail(error)})"
        raise UnreadableError("document-broken", name=source.source_name, found="FODS", detail=detail) from error
    return _roots_to_reading(source, root, (), options)


def _roots_to_reading(
    source: SourceDocument, content: Element, others: tuple[Element, ...], options: ReadOptions
) -> DocumentReading:
    return _sheets_to_reading(source, roots_to_sheets(content, others, source.source_name, options.limits), options)


def _sheets_to_reading(source: SourceDocument, sheets: Sequence[Sheet], options: ReadOptions) -> DocumentReading:
    blocks: list[TextBlock | Fragment] = []
    findings: list[Finding] = []
    for sheet in sheets:
        if options.pages is not None and sheet.number not in options.pages:
            continue
        findings += _sheet_to_findings(sheet)
        if not sheet.hidden:
            check_grid_size(source.source_name, len(sheet.row_numbers), len(sheet.column_numbers), options.limits)
            for block, found in _sheet_to_blocks(sheet):
                blocks.append(block)
                findings += found
    sizes = tuple((max(sheet.xs[-1], 1.0), max(sheet.ys[-1], 1.0)) for sheet in sheets)
    return DocumentReading(replace(source, page_sizes=sizes), tuple(blocks), tuple(findings))


def _sheet_to_findings(sheet: Sheet) -> list[Finding]:
    found = []
    if sheet.hidden and sheet.cells:
        found.append(Finding("sheet-hidden", fields=(("sheet", sheet.name), ("count", str(len(sheet.cells))))))
    elif sheet.hidden_rows or sheet.hidden_columns:
        fields = (("sheet", sheet.name), ("rows", str(sheet.hidden_rows)), ("columns", str(sheet.hidden_columns)))
        found.append(Finding("sheet-lines-hidden", fields=fields))
    if sheet.hidden_texts and not sheet.hidden:
        found.append(Finding("hidden-dropped", fields=(("count", str(sheet.hidden_texts)),)))
    if not sheet.hidden:
        found += [Finding("merged-text-hidden", before=text, evidence=f"{sheet.name}!{at}") for at, text in sheet.covered]
    return found


def _sheet_to_blocks(sheet: Sheet) -> Iterator[tuple[TextBlock | Fragment, tuple[Finding, ...]]]:
    """Blocks in reading order, each with what was noticed about it."""
    number = 0
    for band_number, band in enumerate(_bands(sheet.cells)):
        titles = _titles(band, first=band_number == 0)
        yield from ((_text(sheet, cells), ()) for cells in titles)
        rest = [cell for cell in band if all(cell not in cells for cells in titles)]
        for region in _side_by_side(rest):
            if _is_table(region):
                number += 1
                yield _region_to_fragment(sheet, FragmentRef(sheet.number, number), region)
            else:
                yield from ((_text(sheet, cells), ()) for cells in _rows(region))


def _rows(cells: Sequence[SheetCell]) -> list[list[SheetCell]]:
    rows: dict[int, list[SheetCell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell)
    return list(rows.values())


def _bands(cells: Sequence[SheetCell]) -> list[list[SheetCell]]:
    """Runs of rows without an empty row between them."""
    bands: list[list[SheetCell]] = []
    end = -1
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        if cell.row > end or not bands:
            bands.append([])
        bands[-1].append(cell)
        end = max(end, cell.row + cell.row_span)
    return bands


def _titles(band: Sequence[SheetCell], *, first: bool) -> list[list[SheetCell]]:
    """The rows above a table that hold one text each. Below the first table of a sheet such a row may be a group of the table
    before, so that it must name a table itself."""
    titles: list[list[SheetCell]] = []
    for row in _rows(band):
        if len(row) > 1 or row[0].row_span > 1 or not (first or _TABLE_NAME.match(row[0].text)):
            break
        titles.append(row)
    return titles


def _side_by_side(cells: Sequence[SheetCell]) -> list[list[SheetCell]]:
    """Tables that an empty column keeps apart; what is only one column wide stays with its neighbour."""
    parts: list[list[SheetCell]] = []
    end = -1
    for cell in sorted(cells, key=lambda cell: (cell.column, cell.row)):
        if not parts or (cell.column > end and _width(parts[-1]) > 1):
            parts.append([])
        parts[-1].append(cell)
        end = max(end, cell.column + cell.column_span)
    if len(parts) > 1 and _width(parts[-1]) == 1:
        parts[-2:] = [parts[-2] + parts[-1]]
    return parts


def _width(cells: Sequence[SheetCell]) -> int:
    return max(cell.column + cell.column_span for cell in cells) - min(cell.column for cell in cells)


def _is_table(cells: Sequence[SheetCell]) -> bool:
    return sum(len(row) > 1 for row in _rows(cells)) > 1


def _text(sheet: Sheet, cells: Sequence[SheetCell]) -> TextBlock:
    """A row of texts outside of tables, as one paragraph."""
    box = _box(
        sheet, cells[0].row, cells[0].column, cells[0].row_span, cells[-1].column + cells[-1].column_span - cells[0].column
    )
    bold = all(cell.style.bold for cell in cells)
    return TextBlock(" ".join(cell.text for cell in cells), page=sheet.number, box=box, bold=bold)


def _box(sheet: Sheet, row: int, column: int, rows: int, columns: int) -> BBox:
    return BBox(sheet.xs[column], sheet.ys[row], sheet.xs[column + columns], sheet.ys[row + rows])


def _region_to_fragment(sheet: Sheet, ref: FragmentRef, cells: Sequence[SheetCell]) -> tuple[Fragment, tuple[Finding, ...]]:
    top, left = min(cell.row for cell in cells), min(cell.column for cell in cells)
    rows = max(cell.row + cell.row_span for cell in cells) - top
    columns = max(cell.column + cell.column_span for cell in cells) - left
    placed: dict[tuple[int, int], Cell] = {}
    taken: set[tuple[int, int]] = set()
    for cell in cells:
        at = (cell.row - top, cell.column - left)
        placed[at] = Cell(
            *at,
            f"-{cell.text}" if cell.sign else cell.text,
            cell.row_span,
            cell.column_span,
            _box(sheet, cell.row, cell.column, cell.row_span, cell.column_span),
            cell.style,
            stored=cell.stored,
            marks=cell.marks,
        )
        taken |= {(at[0] + row, at[1] + column) for row in range(cell.row_span) for column in range(cell.column_span)}
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in taken:
                placed[row, column] = _blank(sheet, row, column, top, left)
    area = f"{_address(sheet, top, left)}:{_address(sheet, top + rows - 1, left + columns - 1)}"
    fragment = Fragment(
        ref,
        rows,
        columns,
        tuple(placed[at] for at in sorted(placed)),
        _box(sheet, top, left, rows, columns),
        tuple(sheet.xs[left : left + columns + 1]),
        engine=ENGINE,
        signs=(Sign("grid_sheet_area", details=(sheet.name, str(area))),),
    )
    where = Finding(
        "sheet-table", cell=CellRef(ref, 0, 0), fields=(("sheet", sheet.name), ("area", area)), evidence=f"{sheet.name}!{area}"
    )
    return fragment, (where, *_shown_otherwise(ref, cells, top, left))


def _blank(sheet: Sheet, row: int, column: int, top: int, left: int, style: CellStyle = PLAIN) -> Cell:
    return Cell(row, column, "", box=_box(sheet, top + row, left + column, 1, 1), style=style)


def _address(sheet: Sheet, row: int, column: int) -> str:
    return to_address(sheet.row_numbers[row], sheet.column_numbers[column])


def _shown_otherwise(ref: FragmentRef, cells: Sequence[SheetCell], top: int, left: int) -> Iterator[Finding]:
    """What the text of a cell does not tell of its number: one finding for all that is rounded, one for each that is scaled."""
    rounded: list[tuple[CellRef, SheetCell]] = []
    for cell in cells:
        if cell.stored is None:
            continue
        at = CellRef(ref, cell.row - top, cell.column - left)
        if cell.sign:
            code = "sheet-sign-colour" if cell.sign == "colour" else "sheet-sign-hidden"
            yield Finding(code, cell=at, before=cell.text, after=f"-{cell.text}", fields=(("stored", f"{cell.stored:f}"),))
        places = shown_places(cell.text, cell.stored)
        if places is None:
            yield Finding("sheet-number-scaled", cell=at, before=cell.text, fields=(("stored", f"{cell.stored:f}"),))
        elif round(cell.stored, places) != round(cell.stored, 12):
            rounded.append((at, cell))
    if rounded:
        at, cell = rounded[0]
        fields = (("count", str(len(rounded))), ("text", cell.text), ("stored", f"{cell.stored:f}"), ("address", cell.address))
        yield Finding("sheet-number-rounded", cell=at, related=tuple(ref for ref, _ in rounded[1:]), fields=fields)


def shown_places(text: str, stored: Decimal) -> int | None:
    """How many decimals of the stored number the text shows; None when the text does not show it (thousands, dates, "ok")."""
    digits = "".join(character for character in text if character.isdecimal()).lstrip("0")
    if not abs(stored) < 10**18:
        return None
    for places in range(13):
        if f"{abs(round(stored, places)):f}".replace(".", "").lstrip("0") == digits:
            return places
    return None
