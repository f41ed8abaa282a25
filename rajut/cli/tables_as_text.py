"""Extraction alone: the fragments of one document as JSON, CSV, HTML or Markdown, before any knitting."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from rajut.printable import to_plain_cell, visible, visible_json
from schemas.sign_sentences import signs_to_evidence
from schemas.table import Cell, Fragment

Table = list[list[str]]


def fragments_to_json(fragments: Sequence[Fragment]) -> str:
    """`{"tables": [{"page", "bbox", "engine", "score", "cells": [...]}]}`; page and bbox are null where the format has none. Boxes are
    [x0, top, x1, bottom] in points, origin top left of the upright page; a cell is given once, at its anchor, with its spans."""
    return visible_json(json.dumps(fragments_to_dict(fragments), ensure_ascii=False, indent=1))


def fragments_to_dict(fragments: Sequence[Fragment]) -> dict[str, Any]:
    """The same as plain values."""
    return {"tables": [_fragment_to_dict(fragment) for fragment in fragments]}


def _fragment_to_dict(fragment: Fragment) -> dict[str, Any]:
    box = fragment.box
    return {
        "ref": str(fragment.ref),
        "page": fragment.ref.page or None,
        "bbox": [round(v, 2) for v in (box.x0, box.top, box.x1, box.bottom)] if box is not None else None,
        "engine": fragment.engine,
        "score": round(fragment.score, 3),
        "reasons": [signs_to_evidence((sign,)) for sign in fragment.signs],
        "cells": [
            {
                "row": cell.row,
                "col": cell.column,
                "row_span": cell.row_span,
                "col_span": cell.column_span,
                "text": cell.text,
            }
            for cell in fragment.cells
        ],
    }


def _to_grid(fragment: Fragment) -> Table:
    """Rows of texts; a spanning cell's text stands at its anchor, the places it covers are empty."""
    grid = [[""] * fragment.columns for _ in range(fragment.rows)]
    for cell in fragment.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


def fragments_to_csv(fragments: Sequence[Fragment]) -> str:
    """All tables one after the other, a line with the reference before each, an empty line between them. What a spreadsheet
    would compute has ' before it."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    for position, fragment in enumerate(fragments):
        if position:
            writer.writerow([])
        writer.writerow([f"# {fragment.ref}"])
        writer.writerows([to_plain_cell(text) for text in row] for row in _to_grid(fragment))
    return sink.getvalue()


def fragments_to_html(fragments: Sequence[Fragment]) -> str:
    """One `<table>` per fragment with true row and column spans; all text escaped."""
    parts = ['<!doctype html><meta charset="utf-8"><title>rajut tables</title>']
    for fragment in fragments:
        parts.append(f'<table border="1"><caption>{html.escape(str(fragment.ref))}</caption>')
        rows = [""] * fragment.rows
        for cell in fragment.cells:
            rows[cell.row] += _cell_to_html(cell)
        parts.extend(f"<tr>{cells}</tr>" for cells in rows)
        parts.append("</table>")
    return "\n".join(parts) + "\n"


def _cell_to_html(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (cell.column_span > 1)
    return f"<{tag}{spans}>{html.escape(visible(cell.text)).replace(chr(10), '<br>')}</{tag}>"


def fragments_to_markdown(fragments: Sequence[Fragment]) -> str:
    """Pipe tables; line breaks inside a cell become `<br>`, pipes are escaped."""
    parts: list[str] = []
    for fragment in fragments:
        grid = [[visible(text).replace("|", "\\|").replace("\n", "<br>") for text in row] for row in _to_grid(fragment)]
        parts.append(f"<!-- {fragment.ref} -->")
        for position, row in enumerate(grid):
            parts.append("| " + " | ".join(row) + " |")
            if position == 0:
                parts.append("|" + "---|" * fragment.columns)
        parts.append("")
    return "\n".join(parts) + ("\n" if parts else "")


FORMATS: dict[str, Callable[[Sequence[Fragment]], str]] = {
    "json": fragments_to_json,
    "csv": fragments_to_csv,
    "html": fragments_to_html,
    "md": fragments_to_markdown,
}
