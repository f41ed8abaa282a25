"""From gathered facts and staged documents to report.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute as pc

from rajut.printable import visible
from rajut.report.document_page import FOLDER, document_to_page, page_in_language, page_to_summary
from rajut.report.facts import ReportFacts, Row, shortened
from rajut.report.page import Excerpt, Outlook, facts_to_html
from rajut.report.pictures import document_to_pictures
from rajut.seen.doubts import document_to_groups
from rajut.seen.sampling import MeasuredShare
from rajut.seen.seen_document import rows_to_seen
from rajut.stage.file import Picture, StagedDocument, read_page, read_pictures, read_table
from rajut.stage.frames import Columns, columns_to_rows
from rajut.stage.hashed_file import WrittenFile, write_text

REPORT = "report.html"
MOST_VIEWS = 200
MOST_PICTURE_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The language in which the report opens where nothing tells the reader's, and what people found who checked values at random."""

    language: str = "en"
    share: MeasuredShare | None = None


def rows_to_report(
    tables: Mapping[str, Columns], layout: Mapping[str, Any] | None, source: Path | None
) -> tuple[tuple[Picture, ...], str | None]:
    """What the report keeps of one document while it is at hand: pictures, and its own page; none for one that was not read."""
    (facts,) = columns_to_rows(tables["documents"])
    if not facts["document_id"] or facts["status"] not in {"ok", "flagged"}:
        return (), None
    rows = {name: columns_to_rows(columns) for name, columns in tables.items()}
    document = rows_to_seen(rows, layout, facts["source_name"], "")
    groups = document_to_groups(document)
    pictures = document_to_pictures(document, groups, source) if source is not None else ()
    return pictures, document_to_page(document, groups, pictures).html


def write_pages(
    folder: Path, staged: Sequence[StagedDocument], language: str
) -> tuple[dict[str, WrittenFile], list[dict[str, Any]]]:
    """Writes one page per document below `folder`, and gives the files by name and what the first page takes from them."""
    files: dict[str, WrittenFile] = {}
    summaries: list[dict[str, Any]] = []
    for item in staged:
        html = read_page(item)
        if html is None or not item.document_id:
            continue
        (folder / FOLDER).mkdir(exist_ok=True)
        name = f"{FOLDER}/{item.document_id}.html"
        files[name] = write_text(folder / name, page_in_language(html, language))
        if (summary := page_to_summary(html)) is not None:
            summaries.append(summary)
    return files, summaries


def write_report(
    path: Path,
    facts: ReportFacts,
    staged: Sequence[StagedDocument],
    summaries: Sequence[Mapping[str, Any]],
    rows: Mapping[str, int],
    options: ReportOptions = ReportOptions(),
) -> WrittenFile:
    """Writes the first page to `path`. Its size is bounded: 10,000 findings, 200 cells shown in their place, 2 MB of pictures, the
    riskiest first; the page says what it leaves out. `summaries` are those of the documents' own pages."""
    findings = facts.findings()
    views = findings_to_views(findings, {item.source_name: item for item in staged})
    pages = {summary["source_name"]: f"{FOLDER}/{summary['document_id']}.html" for summary in summaries}
    html = facts_to_html(facts, findings, views, rows, Outlook(summaries_to_causes(summaries), pages, options.share))
    return write_text(path, visible(page_in_language(html, options.language)))


def summaries_to_causes(summaries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is in doubt over all documents, by cause, that which changes most values first, each with the documents that have most of
    it."""
    causes: dict[str, dict[str, Any]] = {}
    for summary in summaries:
        for entry in summary["causes"]:
            known = causes.setdefault(
                entry["cause"], {"cause": entry["cause"], "count": 0, "reach": 0, "score": 0.0, "documents": []}
            )
            known["count"] += entry["count"]
            known["reach"] += entry["reach"]
            known["score"] += entry["score"]
            known["documents"].append((entry["score"], summary["source_name"], summary["document_id"]))
    for known in causes.values():
        known["documents"] = sorted(known["documents"], key=lambda item: (-item[0], item[1]))
    return sorted(causes.values(), key=lambda known: (-known["score"], known["cause"]))


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
    pictures = {picture.cell_ref: picture for picture in read_pictures(staged)}
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
