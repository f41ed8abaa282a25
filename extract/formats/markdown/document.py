"""Markdown and plain text: pipe tables as fragments, HTML tables inside, and the text around them, in document order.

markdown-it-py finds the blocks; the rows of a table are then split from the source lines themselves, because the GFM rules that
it follows drop surplus cells, take a text line below a table for a row, and refuse a table whose separator has another width.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.formats.decoding import bytes_to_text
from extract.formats.html.document import html_to_blocks
from extract.formats.markdown.dashed_table import DashedTable, dashed_to_fragment, find_dashed_tables
from extract.formats.markdown.grid_table import is_grid_border, lines_to_grid_fragment
from extract.formats.markdown.latex_table import LATEX_TABLE, LATEX_TABLE_START, latex_table_at, latex_to_fragment
from extract.formats.markdown.pipe_rows import has_pipe, is_fenced_row, is_separator
from extract.formats.markdown.pipe_table import lines_to_tables, table_to_fragment
from extract.formats.markdown.text import NESTING, StyledText, make_parser, markdown_to_text, tokens_to_text
from extract.options import ReadOptions
from schemas.errors import LimitError
from schemas.finding import Finding
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import DocumentReading, Fragment, TextBlock, TextKind

_TABLE_START = re.compile(rf"<table[\s>]|{LATEX_TABLE_START}", re.IGNORECASE)
_OPEN_MATHS = re.compile(r"(?:\$\$|\\\[)\s*\Z")  # around an array
_CLOSED_MATHS = re.compile(r"(?:\s*(?:\$\$|\\\]))?")
_TABLE_EDGE = re.compile(r"<(/?)table[\s>]", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_PartKind = Literal["text", "html", "latex"]
_RunKind = Literal["text", "rows", "grid"]


@dataclass(slots=True)
class _Sink:
    """Where the walk puts what it reads, so that tables are numbered over the whole document."""

    name: str
    options: ReadOptions
    parser: MarkdownIt
    blocks: list[TextBlock | Fragment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tables: int = 0

    def add_text(self, styled: StyledText, kind: TextKind = "paragraph", level: int = 0) -> None:
        if styled.text.strip():
            self.blocks.append(TextBlock(styled.text, kind, bold=styled.bold, level=level))
        if len(self.blocks) > self.options.limits.blocks:
            raise LimitError("document-too-large", name=self.name, detail=f"more than {len(self.blocks) - 1} blocks")

    def add_lines(self, lines: Sequence[str]) -> None:
        for table in lines_to_tables(lines):
            if not table.rows:
                continue
            self.tables += 1
            fragment, findings = table_to_fragment(
                table, FragmentRef(0, self.tables), self.parser, self.name, self.options.limits
            )
            self.blocks.append(fragment)
            self.findings += findings

    def add_grid(self, lines: Sequence[str]) -> bool:
        """False, and nothing added, when the lines draw no closed grid."""
        ref = FragmentRef(0, self.tables + 1)
        fragment = lines_to_grid_fragment(lines, ref, self.parser, self.name, self.options.limits)
        if fragment is None:
            return False
        self.tables += 1
        self.blocks.append(fragment)
        return True

    def add_latex(self, source: str) -> None:
        match = LATEX_TABLE.match(source)
        ref = FragmentRef(0, self.tables + 1)
        fragment = None if match is None else latex_to_fragment(match, ref, self.name, self.options.limits)
        if fragment is None:
            self.add_text(StyledText(source.strip("\n")))
            return
        self.tables += 1
        self.blocks.append(fragment)

    def add_dashed(self, table: DashedTable) -> None:
        self.tables += 1
        fragment, findings = dashed_to_fragment(
            table, FragmentRef(0, self.tables), self.parser, self.name, self.options.limits
        )
        self.blocks.append(fragment)
        self.findings += findings

    def add_html(self, source: str) -> None:
        blocks, findings = html_to_blocks(source, self.name, self.options, first_table=self.tables + 1)
        self.tables += sum(isinstance(block, Fragment) for block in blocks)
        self.blocks += blocks
        self.findings += findings


def markdown_to_reading(source: SourceDocument, data: bytes, options: ReadOptions) -> DocumentReading:
    """All pipe and HTML tables with the text around them; no blocks for a document without text.

    Raises LimitError for a document beyond `options.limits`. Never raises for malformed Markdown: there is none.
    """
    text, findings = bytes_to_text(data)
    sink = _Sink(source.source_name, options, make_parser(), findings=list(findings))
    _read_text(sink, text)
    return DocumentReading(source, tuple(sink.blocks), tuple(sink.findings))


def _read_text(sink: _Sink, text: str, depth: int = 0) -> None:
    for part, kind in _split_tables(text):
        if kind == "html":
            sink.add_html(part)
        elif kind == "latex":
            sink.add_latex(part)
        else:
            _read_part(sink, part.split("\n"), depth)


def _read_part(sink: _Sink, lines: Sequence[str], depth: int) -> None:
    """Text without tables of other languages: first the tables of dashes are taken out, whose lines Markdown takes for headings."""
    fences = _fenced_lines(lines)
    at = 0
    for table in find_dashed_tables(lines):
        if table.first in fences or table.first < at:
            continue
        _read_plain(sink, lines[at : table.first], depth)
        sink.add_dashed(table)
        at = table.last
    _read_plain(sink, lines[at:], depth)


def _read_plain(sink: _Sink, source: Sequence[str], depth: int) -> None:
    lines = _part_tables(source)
    tokens = sink.parser.parse("\n".join(lines))
    if any(token.level >= NESTING - 2 for token in tokens):
        # The parser drops what lies deeper, without a word.
        raise LimitError("document-too-large", name=sink.name, detail="quotes or lists nested beyond measure")
    _read_tokens(sink, tokens, lines, depth)


def _fenced_lines(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines inside code fences."""
    inside: set[int] = set()
    mark = ""
    for at, line in enumerate(lines):
        match = _FENCE.match(line)
        if match is not None and (not mark or (match[1].startswith(mark) and not match[2].strip())):
            mark = "" if mark else match[1]
        elif mark:
            inside.add(at)
    return frozenset(inside)


def _part_tables(lines: Sequence[str]) -> list[str]:
    """The lines with a blank one where text without a pipe follows a table row: GFM would take that text for a row."""
    parted: list[str] = []
    fence = ""
    in_table = False
    for line in lines:
        mark = _FENCE.match(line)
        if mark is not None and (not fence or (mark[1].startswith(fence) and not mark[2].strip())):
            fence = "" if fence else mark[1]
        if in_table and line.strip() and not has_pipe(line):
            parted.append("")
            in_table = False
        in_table = not fence and has_pipe(line) and (in_table or is_separator(line))
        parted.append(line)
    return parted


def _split_tables(text: str) -> Iterator[tuple[str, _PartKind]]:
    """Cuts `<table>…</table>` and tables in LaTeX out of the text: blank lines inside end a block in Markdown, but no table."""
    fences = _fences(text)
    ends: dict[str, int] = {}
    start = search = 0
    while (match := _TABLE_START.search(text, search)) is not None:
        at = bisect_right(fences, (match.start(), len(text) + 2)) - 1
        if at >= 0 and match.start() < fences[at][1]:
            search = fences[at][1]  # left to the fence
            continue
        kind: _PartKind = "html" if match.group().startswith("<") else "latex"
        found = latex_table_at(text, match.start(), ends) if kind == "latex" else None
        if kind == "latex" and found is None:
            search = match.end()  # it has no end: shown as it stands
            continue
        end = _end_of_table(text, match.start()) if found is None else found.end()
        before = text[start : match.start()]
        yield (_OPEN_MATHS.sub("", before), "text") if found is not None else (before, "text")
        yield text[match.start() : end], kind
        start = search = end if found is None else _CLOSED_MATHS.match(text, end).end()  # type: ignore[union-attr]
    yield text[start:], "text"


def _end_of_table(text: str, start: int) -> int:
    depth = 0
    for match in _TABLE_EDGE.finditer(text, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return len(text)


def _fences(text: str) -> list[tuple[int, int]]:
    """Start and end positions of the code fences; an unclosed one runs to the end of the text."""
    fences: list[tuple[int, int]] = []
    mark = ""
    start = 0
    for match in _FENCE.finditer(text):
        if not mark:
            mark, start = match[1], match.start()
        elif match[1].startswith(mark) and not match[2].strip():
            fences.append((start, match.end()))
            mark = ""
    return [*fences, (start, len(text) + 1)] if mark else fences


def _read_tokens(sink: _Sink, tokens: Sequence[Token], lines: Sequence[str], depth: int) -> None:
    """Walks the flat token list; `item` is the list mark that the next paragraph carries, `rows` lines that GFM left in a
    paragraph although they are the upper header rows of the table below."""
    item: str | None = None
    rows: list[str] | None = None
    skip_to = -1
    for at, token in enumerate(tokens):
        if at < skip_to:
            continue
        match token.type:
            case "list_item_open":
                item = f"{token.info}{token.markup} " if token.info else ""
            case "heading_open":
                sink.add_text(_inline(tokens[at + 1]), "heading", int(token.tag[1:]))
            case "paragraph_open":
                before_table = at + 3 < len(tokens) and tokens[at + 3].type == "table_open"
                rows = _read_rows(sink, _span(token, lines), before_table)
                if rows is None:
                    _read_paragraph(sink, tokens[at + 1], item)
                item = None
            case "table_open":
                skip_to = _end_of_tokens(tokens, at)
                sink.add_lines([*(rows or ()), *_span(token, lines)])
                rows = None
            case "html_block":
                sink.add_html(token.content)
            case "math_block":
                sink.add_text(tokens_to_text([token], token.content))
            case "fence":
                _read_fence(sink, token.content, depth)
            case _:
                pass


def _inline(token: Token) -> StyledText:
    return tokens_to_text(token.children or [], token.content)


def _span(token: Token, lines: Sequence[str]) -> Sequence[str]:
    first, last = token.map or (0, 0)
    return lines[first:last]


def _end_of_tokens(tokens: Sequence[Token], start: int) -> int:
    return next(
        (
            at
            for at in range(start, len(tokens))
            if tokens[at].type == "table_close" and tokens[at].level == tokens[start].level
        ),
        len(tokens),
    )


def _read_paragraph(sink: _Sink, inline: Token, item: str | None) -> None:
    styled = _inline(inline)
    if item is None:
        sink.add_text(styled)
    else:
        sink.add_text(StyledText(item + styled.text, styled.bold, styled.italic), "list_item")


def _read_rows(sink: _Sink, lines: Sequence[str], before_table: bool) -> list[str] | None:
    """Adds the tables of a paragraph and the text between them; None, and nothing added, when it is only text.

    Returns the rows at its end that are the upper header rows of a table right below.
    """
    runs = _split_runs(lines)
    if all(kind == "text" for _, kind in runs):
        return None
    glued = runs.pop()[0] if before_table and runs[-1][1] == "rows" else []
    for run, kind in runs:
        _flush(sink, run, kind)
    return glued


def _split_runs(lines: Sequence[str]) -> list[tuple[list[str], _RunKind]]:
    """A paragraph as runs of plain text, of table rows which GFM refused, and of drawn grids."""
    runs: list[tuple[list[str], _RunKind]] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        kind: _RunKind = "text"
        if is_grid_border(line) or (runs and runs[-1][1] == "grid" and line.lstrip().startswith(("|", "+"))):
            kind = "grid"
        elif is_fenced_row(line) or is_separator(line) or (is_separator(following) and has_pipe(line)):
            kind = "rows"
        if runs and runs[-1][1] == kind:
            runs[-1][0].append(line)
        else:
            runs.append(([line], kind))
    return runs


def _flush(sink: _Sink, run: list[str], kind: _RunKind) -> None:
    if kind == "rows":
        sink.add_lines(run)
    elif kind == "text" or not sink.add_grid(run):
        # A drawing that does not close is shown as it stands: its lines are no rows.
        sink.add_text(markdown_to_text(sink.parser, "\n".join(line.strip(" \t") for line in run)))


def _read_fence(sink: _Sink, content: str, depth: int) -> None:
    """Some converters put a whole page into a code fence; only one that holds a table is read as Markdown."""
    lines = content.split("\n")
    holds_table = _TABLE_START.search(content) is not None or any(is_separator(line) for line in lines)
    holds_table = holds_table or next(find_dashed_tables(lines), None) is not None
    if depth < NESTING and holds_table:
        _read_text(sink, content, depth + 1)
    else:
        sink.add_text(StyledText(content.strip("\n")))
