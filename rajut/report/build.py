"""From gathered facts and staged documents to report.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow
import pyarrow.compute as pc

from rajut.printable import visible
from rajut.report.facts import ReportFacts, Row, shortened
from rajut.report.page import Excerpt, facts_to_html
from rajut.stage.file import Picture, StagedDocument, read_pictures, read_table
from rajut.stage.hashed_file import WrittenFile, write_text

REPORT = "report.html"
MOST_VIEWS = 200
MOST_PICTURE_BYTES = 2_000_000


def write_report(path: Path, facts: ReportFacts, staged: Sequence[StagedDocument], rows: Mapping[str, int]) -> WrittenFile:
    """Writes the page to `path`. Its size is bounded: 10,000 findings, 200 cells shown in their place, 2 MB of pictures, the
    riskiest first; the page says what it leaves out."""
    findings = facts.findings()
    views = findings_to_views(findings, {item.source_name: item for item in staged})
    return write_text(path, visible(facts_to_html(facts, findings, views, rows)))


def findings_to_views(
    findings: Sequence[Row], staged: Mapping[str, StagedDocument]
) -> dict[tuple[str, str], Picture | Excerpt]:
    """What can be shown of the cells of the riskiest findings, by (source_name, cell_ref): the staged picture, and where the
    format has no pages the neighbouring cells."""
    wanted = list(dict.fromkeys((row["source_name"], row["cell_ref"]) for row in findings if row["cell_ref"]))[:MOST_VIEWS]
    by_document: dict[str, list[str]] = {}
    for source_name, cell_ref in wanted:
        by_document.setdefault(source_name, []).append(cell_ref)
    found: dict[tuple[str, str], Picture | Excerpt] = {}
    for source_name, refs in by_document.items():
        if source_name in staged:
            shown = _document_views(staged[source_name], refs)
            found |= {(source_name, ref): view for ref, view in shown.items()}
    return _within_size([(key, found[key]) for key in wanted if key in found])


def _within_size(views: Sequence[tuple[tuple[str, str], Picture | Excerpt]]) -> dict[tuple[str, str], Picture | Excerpt]:
    kept: dict[tuple[str, str], Picture | Excerpt] = {}
    room = MOST_PICTURE_BYTES
    for key, view in views:
        room -= len(view.png) if isinstance(view, Picture) else 0
        if room < 0:
            break
        kept[key] = view
    return kept


def _document_views(staged: StagedDocument, refs: Sequence[str]) -> dict[str, Picture | Excerpt]:
    pictures = {picture.cell_ref: picture for picture in read_pictures(staged.path)}
    views: dict[str, Picture | Excerpt] = {ref: pictures[ref] for ref in refs if ref in pictures}
    if refs[0].startswith("d/"):
        cells = read_table(staged, "cells").select(["fragment_ref", "cell_ref", "row", "column", "text"])
        for ref in refs:
            excerpt = _excerpt(cells, ref)
            if excerpt:
                views[ref] = excerpt
    return views


def _excerpt(cells: pyarrow.Table, ref: str) -> Excerpt | None:
    """One row above and below the cell and two columns to each side, as far as the table goes."""
    table = cells.filter(pc.equal(cells.column("fragment_ref"), ref.rpartition("/")[0]))
    texts = {(row["row"], row["column"]): row["text"] for row in table.to_pylist()}
    at = next(((row["row"], row["column"]) for row in table.to_pylist() if row["cell_ref"] == ref), None)
    if at is None:
        return None
    rows = [row for row in range(at[0] - 1, at[0] + 2) if any(place[0] == row for place in texts)]
    columns = [column for column in range(at[1] - 2, at[1] + 3) if any(place[1] == column for place in texts)]
    lines = tuple(tuple(shortened(texts.get((row, column))) or "" for column in columns) for row in rows)
    return Excerpt(lines, (rows.index(at[0]), columns.index(at[1])))
