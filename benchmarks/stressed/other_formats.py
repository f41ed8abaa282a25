"""The same sheets as Word, HTML and Markdown, the latter two as converters leave them: cut into pieces, the header on the first."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

import docx

from benchmarks.stressed.sheets import Box, Row, Sheet, rows_to_grid

PIECE = 7  # body rows of one piece


def sheets_to_docx(title: str, prose: str, sheets: Sequence[Sheet]) -> bytes:
    """One Word table per sheet, cells merged in both directions."""
    document = docx.Document()
    document.add_heading(title, 1)
    document.add_paragraph(prose)
    for sheet in sheets:
        for line in sheet.title:
            document.add_paragraph().add_run(line).bold = True
        rows = (*sheet.header, *sheet.body)
        table = document.add_table(rows=len(rows), cols=len(sheet.widths))
        for at, row in enumerate(rows_to_grid(rows, len(sheet.widths))):
            for column, box in row.items():
                cell = table.cell(at, column)
                if box.rows > 1 or box.cols > 1:
                    cell = cell.merge(table.cell(at + box.rows - 1, column + box.cols - 1))
                cell.paragraphs[0].add_run(box.text).bold = box.bold
        for note in sheet.notes:
            document.add_paragraph(note)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def sheets_to_html(title: str, prose: str, sheets: Sequence[Sheet]) -> bytes:
    """One table per sheet with its spans; no th, as word processors export it."""
    parts = [f"<h1>{html.escape(title)}</h1><p>{html.escape(prose)}</p>"]
    for sheet in sheets:
        parts += [f"<p><b>{html.escape(line)}</b></p>" for line in sheet.title]
        parts.append("<table>")
        for row in (*sheet.header, *sheet.body):
            parts.append("<tr>" + "".join(map(_box_to_html, row)) + "</tr>")
        parts.append("</table>")
        parts += [f"<p>{html.escape(note)}</p>" for note in sheet.notes]
    return ("<html><body>" + "\n".join(parts) + "</body></html>").encode()


def _box_to_html(box: Box) -> str:
    text = html.escape(box.text)
    spans = f' colspan="{box.cols}"' * (box.cols > 1) + f' rowspan="{box.rows}"' * (box.rows > 1)
    return f"<td{spans}>{f'<b>{text}</b>' if box.bold and text else text}</td>"


def sheets_to_markdown(title: str, prose: str, sheets: Sequence[Sheet]) -> bytes:
    """Pipe tables without spans, a new one with a blank header for every few rows."""
    parts = [f"# {title}", prose]
    for sheet in sheets:
        parts += [f"**{line}**" for line in sheet.title]
        columns = len(sheet.widths)
        rows = [_row_to_pipes(row, columns) for row in _flat((*sheet.header, *sheet.body), columns)]
        rule = "|" + "---|" * columns
        blank = "|" + "  |" * columns
        first = len(sheet.header) + PIECE
        parts.append("\n".join([rows[0], rule, *rows[1:first]]))
        parts += ["\n".join([blank, rule, *rows[at : at + PIECE]]) for at in range(first, len(rows), PIECE)]
        parts += list(sheet.notes)
    return ("\n\n".join(parts) + "\n").encode()


def _flat(rows: Sequence[Row], columns: int) -> list[dict[int, Box]]:
    return rows_to_grid(rows, columns)


def _row_to_pipes(row: dict[int, Box], columns: int) -> str:
    texts = [row[column].text.replace("*", "\\*") if column in row else "" for column in range(columns)]
    return "| " + " | ".join(texts) + " |"
