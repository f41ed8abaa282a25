"""`rajut list`: which tables a document holds, where, how large, of which kind, before anything is converted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from rajut.cli.inputs import written_inputs
from rajut.cli.line.declared import argument
from rajut.cli.look import JobOption, to_limits
from rajut.cli.options import JsonOption, LangOption, Language, MemoryOption, PagesOption, PasswordOption, TimeoutOption
from rajut.cli.printing import print_json, show

if TYPE_CHECKING:
    from extract.options import ReadOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class ListArguments:
    """What `rajut list` may be told."""

    file: Annotated[
        Path,
        argument(help=("Document to look into; - reads standard input.", "Dokumen yang dilihat; - membaca masukan standar.")),
    ]
    pages: PagesOption = None
    password: PasswordOption = None
    jobs: JobOption = 1
    timeout: TimeoutOption = None
    memory: MemoryOption = None
    as_json: JsonOption = False
    lang: LangOption = Language.EN


def list_tables(arguments: ListArguments) -> None:
    """List the tables of a document with pages, size, kind and title; scans are not read, no other engine is asked."""
    from extract.options import ReadOptions
    from rajut.library.page_numbers import to_pages
    from rajut.workers.alone import call_alone

    options = ReadOptions(password=arguments.password, pages=to_pages(arguments.pages), second_opinion="never", ocr="never")
    with written_inputs([arguments.file]) as paths:
        limits = to_limits(arguments.jobs, arguments.timeout, arguments.memory, "rajut.pipeline")
        found = call_alone(file_to_listing, (paths[0], options), limits, paths[0].name)
    if arguments.as_json:
        print_json(found)
        return
    rows = [[_pages(item), f"{item['rows']}×{item['columns']}", item["kind"], item["title"] or ""] for item in found]
    head = ("hal", "ukuran", "jenis", "judul") if arguments.lang is Language.ID else ("page", "size", "kind", "title")
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(3)]
    for row in (head, *rows):
        show("  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[3]]).rstrip())


def file_to_listing(asked: tuple[Path, ReadOptions]) -> list[dict[str, Any]]:
    """One entry per logical table, in reading order. Raises RajutError for a document that cannot be read or holds none."""
    from rajut.pipeline import ConvertOptions, convert_document
    from schemas.errors import code_to_kind

    path, options = asked
    result = convert_document(path, None, ConvertOptions(read=options))
    if result.normalized is None:
        code = result.error_code or "bug"
        raise code_to_kind(code)(code, name=path.name).already_told(result.error_en or code, result.error_id or code)
    return [
        {
            "number": item.number,
            "page_first": min((ref.page for ref in item.fragments if ref.page), default=None),
            "page_last": max((ref.page for ref in item.fragments if ref.page), default=None),
            "rows": item.header_rows + item.body_rows,
            "columns": item.columns,
            "kind": item.kind,
            "title": item.title,
        }
        for item in result.normalized.tables
    ]


def _pages(item: dict[str, Any]) -> str:
    first, last = item["page_first"], item["page_last"]
    return "-" if first is None else str(first) if first == last else f"{first}-{last}"
