"""DOCX with merged cells, a table in two halves, a row in a content control, a tracked change, hidden text and automatic numbers."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from samples.plan import Plan
from samples.sheets import Box, Sheet, plan_to_sheets, rows_to_flat

Element = Any  # python-docx ships no types for its XML
_HALF = 5  # body rows in the first of the two halves


def plan_to_docx(plan: Plan) -> bytes:
    """The whole document, the same bytes each time."""
    document = new_document()
    add_title(document, *plan.title)
    for sheet in plan_to_sheets(plan):
        _add_sheet(document, plan, sheet)
    return document_to_bytes(document)


def new_document() -> Any:
    """An empty landscape document."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.styles["Normal"].font.size = Pt(8)
    return document


def document_to_bytes(document: Any) -> bytes:
    """The file, the same bytes each time."""
    _drop_unused_styles(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return _repack(buffer.getvalue())


def add_title(document: Any, *lines: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for at, line in enumerate(lines):
        run = paragraph.add_run(line)
        run.bold = True
        if at < len(lines) - 1:
            run.add_break()


def _add_sheet(document: Any, plan: Plan, sheet: Sheet) -> None:
    header = sheet.header
    match sheet.kind:
        case "rpjmd":
            document.add_paragraph("RPJMD")
        case "program":
            header = ((Box(sheet.name, columns=sheet.columns),), *header)
        case "kegiatan":
            header = ((Box("KEGIATAN/SUB KEGIATAN", columns=sheet.columns),), *header)
        case _:
            title, place = plan.title
            add_title(document, title.replace("CASCADING", "PANJAB"), place)
    if sheet.kind == "kegiatan" and not sheet.narrow:
        first = add_table(document, sheet, header, _cut_spans(sheet.rows[:_HALF]))
        _track_change(first, "1.310", "1.301")
        _hide_text(first, "Tercatatnya berkas", "periksa lagi")
        document.add_paragraph()
        second = add_table(document, sheet, (), _headless(sheet, sheet.rows[_HALF:]))
        _wrap_row(second, 1)
    else:
        table = add_table(document, sheet, header, sheet.rows)
        if sheet.kind == "panjab":
            _number_rows(table, len(header))
    document.add_paragraph()


def _cut_spans(rows: tuple[tuple[Box, ...], ...]) -> tuple[tuple[Box, ...], ...]:
    return tuple(
        tuple(Box(box.text, box.columns, min(box.rows, len(rows) - at), box.value) for box in row)
        for at, row in enumerate(rows)
    )


def _headless(sheet: Sheet, rows: tuple[tuple[Box, ...], ...]) -> tuple[tuple[Box, ...], ...]:
    width = sum(box.columns for box in rows[0])
    return rows if width == sheet.columns else ((Box(""), *rows[0]), *rows[1:])


def add_table(document: Any, sheet: Sheet, header: tuple[tuple[Box, ...], ...], rows: tuple[tuple[Box, ...], ...]) -> Any:
    """The table with its cells merged; the header rows repeat on each page."""
    flat = rows_to_flat(sheet, (*header, *rows))
    table = document.add_table(rows=len(flat), cols=sheet.columns, style="Table Grid")
    for at, row in enumerate(flat):
        for column, box in enumerate(row):
            if box is not None:
                _fill(table, at, column, box, bold=at < len(header))
    for at in range(len(header)):
        mark = OxmlElement("w:tblHeader")
        table.rows[at]._tr.get_or_add_trPr().append(mark)
    return table


def _fill(table: Any, row: int, column: int, box: Box, bold: bool) -> None:
    cell = table.cell(row, column)
    if box.rows > 1 or box.columns > 1:
        cell = cell.merge(table.cell(row + box.rows - 1, column + box.columns - 1))
    run = cell.paragraphs[0].add_run(box.text)
    run.bold = bold or None


def _track_change(table: Any, new: str, old: str) -> None:
    """The figure as somebody corrected it with changes tracked."""
    run = _run_of(table, new)
    deleted, inserted = OxmlElement("w:del"), OxmlElement("w:ins")
    for number, change in enumerate((deleted, inserted), start=1):
        change.set(qn("w:id"), str(number))
        change.set(qn("w:author"), "Perencana")
        change.set(qn("w:date"), "2021-01-04T08:00:00Z")
    before = copy.deepcopy(run)
    text = before.find(qn("w:t"))
    text.tag = qn("w:delText")
    text.text = old
    run.addprevious(deleted)
    deleted.append(before)
    run.addprevious(inserted)
    inserted.append(run)


def _hide_text(table: Any, beside: str, hidden: str) -> None:
    run = _run_of(table, beside)
    extra = copy.deepcopy(run)
    properties = extra.get_or_add_rPr()
    properties.append(OxmlElement("w:vanish"))
    extra.find(qn("w:t")).text = hidden
    run.addnext(extra)


def _run_of(table: Any, text: str) -> Element:
    return next(run for run in table._tbl.iter(qn("w:r")) if (run.text or "") == text)


def _wrap_row(table: Any, at: int) -> None:
    """Puts a row into a content control, as forms do."""
    row = table.rows[at]._tr
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    row.addprevious(control)
    control.append(content)
    content.append(row)


def _number_rows(table: Any, start: int) -> None:
    """The first column is numbered by Word, its paragraphs are empty."""
    for row in table.rows[start:]:
        paragraph = row.cells[0].paragraphs[0]
        for run in list(paragraph.runs):
            run._r.getparent().remove(run._r)
        paragraph.style = "List Number"


def _drop_unused_styles(document: Any) -> None:
    """python-docx's template brings a hundred table styles."""
    for style in list(document.styles.element.iterchildren(qn("w:style"))):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
            document.styles.element.remove(style)


def _repack(data: bytes) -> bytes:
    """Members in a fixed order, uncompressed and dated alike, so that no clock and no zlib version shows; unused ones left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not _is_unused(name)}
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        parts[name] = re.sub(rb"<\w+ [^<>]*/>", lambda entry: b"" if _is_unused(entry[0].decode()) else entry[0], parts[name])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            archive.writestr(zipfile.ZipInfo(name, (2021, 1, 4, 8, 0, 0)), parts[name])
    return buffer.getvalue()


def _is_unused(text: str) -> bool:
    return any(word in text for word in ("thumbnail", "stylesWithEffects", "customXml", "webSettings", 'Extension="jpeg"'))
