"""Sheets in a manner as Word and Excel files: read as they are, and printed by LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from benchmarks.stressed.manner import Manner, column_widths, page_size, placed
from benchmarks.stressed.sheets import Box, Sheet
from benchmarks.stressed.written import CSS_FONTS
from samples.line_breaks import text_to_lines

TWIPS = 20
POINTS_PER_WIDTH = 5.6  # points of one unit of an Excel column's width


def sheets_to_docx(title: str, sheets: Sequence[Sheet], manner: Manner) -> bytes:
    """One Word table per sheet."""
    document = docx.Document()
    width, height = page_size(manner, sheets)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(manner.margin)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = CSS_FONTS[manner.font], Pt(manner.size)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = manner.leading
    align = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER}[manner.titles]
    for sheet, first in zip(sheets, (title, *[""] * len(sheets)), strict=False):
        for line in filter(None, (first, *sheet.title)):
            paragraph = document.add_paragraph()
            paragraph.add_run(line).bold = True
            paragraph.alignment = align
            paragraph.paragraph_format.keep_with_next = True
        document.element.body.insert(-1, parse_xml(_table_to_xml(sheet, manner, width - 2 * manner.margin)))
        for note in (*sheet.notes, ""):
            document.add_paragraph(note)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _table_to_xml(sheet: Sheet, manner: Manner, room: float) -> str:
    widths = [round(w * TWIPS) for w in column_widths(sheet, room)]
    pad = round(manner.padding * TWIPS)
    sides = {"all": ("top", "left", "bottom", "right", "insideH", "insideV"), "rows": ("top", "bottom", "insideH"),
             "columns": ("top", "left", "bottom", "right", "insideV"), "header": ("top", "bottom"), "none": ()}[manner.rules]  # fmt: skip
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    margins = "".join(f'<w:{side} w:w="{pad}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    rows = placed(sheet)
    last_head = len(sheet.header) - 1
    going: dict[int, tuple[int, Box]] = {}
    out = []
    for at, (head, row) in enumerate(rows):
        cells, column = [], 0
        while column < len(widths):
            left, box = going.pop(column, (0, Box("")))
            merge = '<w:vMerge w:val="continue"/>' if left else ""
            if not left:
                box = row.get(column, Box(""))
                left = box.rows
                merge = '<w:vMerge w:val="restart"/>' if box.rows > 1 else ""
            if left > 1:
                going[column] = (left - 1, box)
            ruled = manner.rules in {"columns", "header"} and at == last_head
            cells.append(_cell_to_xml(box, merge, sum(widths[column : column + box.cols]), ruled, manner))
            column += box.cols
        marks = "" if manner.cut else "<w:cantSplit/>"
        marks += "<w:tblHeader/>" if head and manner.repeat else ""
        out.append(f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(out)}</w:tbl>'
    )


def _cell_to_xml(box: Box, merge: str, width: int, ruled: bool, manner: Manner) -> str:
    begins = "continue" not in merge
    span = f'<w:gridSpan w:val="{box.cols}"/>' if box.cols > 1 else ""
    rule = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="000000"/></w:tcBorders>' if ruled else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_hex(box.fill)}"/>' if box.fill is not None else ""
    upright = '<w:vAlign w:val="center"/>' if manner.upright == "middle" else ""
    align = "both" if box.align == "left" and box.truth is None and manner.names == "justify" else box.align
    indent = f'<w:ind w:left="{round(box.indent * TWIPS)}"/>' if box.indent else ""
    bold = "<w:rPr><w:b/></w:rPr>" if box.bold else ""
    run = f'<w:r>{bold}<w:t xml:space="preserve">{escape(box.text)}</w:t></w:r>' if begins and box.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{rule}{fill}{upright}</w:tcPr>'
        f'<w:p><w:pPr>{indent}<w:jc w:val="{align}"/></w:pPr>{run}</w:p></w:tc>'
    )


def _hex(fill: float) -> str:
    return f"{round(255 * fill):02X}" * 3


def sheets_to_xlsx(title: str, sheets: Sequence[Sheet], manner: Manner) -> bytes:
    """Each sheet on one of its own, fit to the width of the page, texts as printed."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    width, height = page_size(manner, sheets)
    for number, sheet in enumerate(sheets, 1):
        page = book.create_sheet(f"Tabel {number}")
        page.page_setup.orientation = "landscape" if width > height else "portrait"
        page.page_setup.paperSize = 8 if max(width, height) > 1000 else 9
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        at = 1
        for line in filter(None, (title if number == 1 else "", *sheet.title)):
            page.cell(at, 1, line).font = Font(name=CSS_FONTS[manner.font], size=manner.size + 1, bold=True)
            at += 1
        _set_sheet(page, sheet, at, column_widths(sheet, width - 2 * manner.margin), manner)
        if manner.repeat:
            page.print_title_rows = f"{at}:{at + len(sheet.header) - 1}"
        for shift, note in enumerate(sheet.notes):
            page.cell(at + len(sheet.header) + len(sheet.body) + shift, 1, note)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _set_sheet(page: Any, sheet: Sheet, at: int, widths: list[float], manner: Manner) -> None:
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width / POINTS_PER_WIDTH
    last_head = len(sheet.header) - 1
    rows = placed(sheet)
    needs = _row_heights([row for _, row in rows], widths, manner)
    for number, (_, row) in enumerate(rows):
        page.row_dimensions[at + number].height = needs[number]
        for column, box in row.items():
            cell = page.cell(at + number, column + 1, box.text or None)
            align = "justify" if box.align == "left" and box.truth is None and manner.names == "justify" else box.align
            cell.alignment = Alignment(
                horizontal=align, vertical={"top": "top", "middle": "center"}[manner.upright], wrap_text=True,
                indent=round(box.indent / 6),
            )  # fmt: skip
            cell.font = Font(name=CSS_FONTS[manner.font], size=manner.size, bold=box.bold)
            bottom = number == len(rows) - 1 or number + box.rows - 1 == last_head
            for down in range(box.rows):
                for right in range(box.cols):
                    inner = page.cell(at + number + down, column + 1 + right)
                    inner.border = _border(manner.rules, number == 0, bottom and down == box.rows - 1)
                    if box.fill is not None:
                        inner.fill = PatternFill("solid", fgColor=_hex(box.fill))
            if box.rows > 1 or box.cols > 1:
                page.merge_cells(start_row=at + number, start_column=column + 1,
                                 end_row=at + number + box.rows - 1, end_column=column + box.cols)  # fmt: skip


def _row_heights(rows: Sequence[dict[int, Box]], widths: list[float], manner: Manner) -> list[float]:
    """Tall enough for the texts of one row, and for what merged ones need more than their rows have."""
    heights = [0.0] * len(rows)
    for tall in (1, 2):
        for at, row in enumerate(rows):
            for column, box in row.items():
                if (box.rows > 1) != (tall > 1):
                    continue
                room = sum(widths[column : column + box.cols]) - 6.0
                lines = len(text_to_lines(box.text, max(room, 8.0), "Helvetica-Bold", manner.size * 1.15))
                need = max(1, lines) * manner.size * max(manner.leading, 1.2) + 2 * manner.padding
                last = at + box.rows - 1
                heights[last] += max(0.0, need - sum(heights[at : last + 1]))
    return heights


def _border(rules: str, first: bool, bottom: bool) -> Border:
    line, none = Side("thin"), Side(None)
    level = rules in {"all", "rows"}
    upright = rules in {"all", "columns"}
    ends = rules in {"columns", "header"}
    return Border(
        left=line if upright else none,
        right=line if upright else none,
        top=line if level or (ends and first) else none,
        bottom=line if level or (ends and bottom) else none,
    )
