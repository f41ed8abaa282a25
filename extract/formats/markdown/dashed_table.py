"""Tables that dashes alone draw, as pandoc and reStructuredText write them: `-----  ---` under the heads marks the columns.

Simple tables have one line a row; in multiline tables blank lines part the rows and whole rules open and close them
(https://pandoc.org/MANUAL.html#extension-simple_tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt

from extract.formats.cell_placing import check_grid_size
from extract.formats.markdown.text import markdown_to_text
from extract.options import Limits
from schemas.finding import Finding
from schemas.provenance import CellRef, FragmentRef
from schemas.table import Cell, CellStyle, Fragment

_COLUMNS = re.compile(r"[ \t]{0,8}(?:-{2,}(?:[ \t]+-+)+|={2,}(?:[ \t]+=+)+|-(?:[ \t]+-{2,})+)[ \t]*")
_RULE = re.compile(r"[ \t]{0,8}(?:-{4,}|={4,})[ \t]*")
_MOST_HEAD_LINES = 8
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class DashedTable:
    """Rows of lines, each cut at `starts`; `head` is how many rows stand above the dashes, `dashes` the line that marks the columns,
    `first` and `last` (exclusive) the lines of the text that the table takes."""

    rows: tuple[tuple[str, ...], ...]
    head: int
    dashes: str
    first: int
    last: int


def find_dashed_tables(lines: Sequence[str]) -> Iterator[DashedTable]:
    """The tables among the lines, in order, without overlap. Few lines of a text are looked at twice."""
    at = end = 0
    while at < len(lines):
        found = _table_at(lines, at, end) if _COLUMNS.fullmatch(lines[at]) else None
        if found is None:
            at += 1
            continue
        yield found
        at = end = found.last


def _table_at(lines: Sequence[str], at: int, free: int) -> DashedTable | None:
    """The table whose columns line `at` marks; lines before `free` belong to another one."""
    top = at
    while top > free and at - top < _MOST_HEAD_LINES and lines[top - 1].strip() and not _is_rule(lines[top - 1]):
        top -= 1
    opened = top > free and _is_rule(lines[top - 1])
    if opened and lines[top - 1].lstrip()[0] == "=":
        return _body(lines, (top - 1, top, at), multiline=False)
    if opened:
        return _body(lines, (top - 1, top, at), multiline=True)
    if at - top > 1:
        return None  # a paragraph over a rule
    if top == at and lines[at].lstrip()[0] == "=" and (headed := _headed_below(lines, at)) is not None:
        return headed
    return _body(lines, (top, top, at), multiline=False)


def _headed_below(lines: Sequence[str], at: int) -> DashedTable | None:
    """A table of reStructuredText: the rule, its head, the rule again, its rows, the rule; None without a head."""
    middle = next(
        (k for k in range(at + 1, min(len(lines), at + _MOST_HEAD_LINES)) if lines[k].strip() == lines[at].strip()), None
    )
    if middle is None or middle == at + 1:
        return None
    return _body(lines, (at, at + 1, middle), multiline=False)


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None or _COLUMNS.fullmatch(line) is not None


def _body(lines: Sequence[str], places: tuple[int, int, int], *, multiline: bool) -> DashedTable | None:
    """`places` are the first line of the table, of its head, and the line of dashes."""
    first, top, at = places
    last = at + 1
    limit = min(len(lines), at + _MOST_LINES)
    while last < limit and not _is_rule(lines[last]) and (multiline or lines[last].strip()):
        last += 1
    closed = last < limit and _is_rule(lines[last])
    if multiline and not closed:
        return _body(lines, places, multiline=False)
    body = list(lines[at + 1 : last])
    if not closed and last < len(lines) and lines[last].strip():
        return None
    rows = _blank_to_rows(body) if multiline else [(line,) for line in body if line.strip()]
    if not rows or (not closed and top == at and len(rows) < 2):
        return None
    head = [tuple(lines[top:at])] if at > top else []
    return DashedTable((*head, *rows), len(head), lines[at], first, last + closed)


def _blank_to_rows(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """Lines parted by blank ones; a table of one-line rows without blank lines has a row each."""
    if not any(not line.strip() for line in lines):
        return [(line,) for line in lines]
    rows: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            rows[-1].append(line)
        elif rows[-1]:
            rows.append([])
    return [tuple(row) for row in rows if row]


def dashed_to_fragment(
    table: DashedTable, ref: FragmentRef, parser: MarkdownIt, name: str, limits: Limits
) -> tuple[Fragment, list[Finding]]:
    """The table on its grid, and a finding for each row in which a word runs over the end of its column. Raises LimitError."""
    spans = [(match.start(), match.end()) for match in re.finditer(r"[-=]+", table.dashes.expandtabs())]
    check_grid_size(name, len(table.rows), len(spans), limits)
    cells: list[Cell] = []
    findings: list[Finding] = []
    for index, row in enumerate(table.rows):
        parts = [_line_to_parts(line.expandtabs(), spans) for line in row]
        for column in range(len(spans)):
            styled = markdown_to_text(parser, "\n".join(filter(None, (texts[column] for texts, _ in parts))))
            style = CellStyle(bold=styled.bold, italic=styled.italic)
            cells.append(
                Cell(
                    index,
                    column,
                    styled.text,
                    style=style,
                    header=index < table.head if table.head else None,
                    marks=styled.marks,
                )
            )
        findings += [
            Finding(
                "text-across-rule",
                CellRef(ref, index, column),
                before=text,
                evidence="columns of dashes",
                fields=(("place", f"r{index}c{column}"),),
            )
            for _, cut in parts
            for column, text in cut
        ]
    return Fragment(ref, len(table.rows), len(spans), tuple(cells), engine="markdown"), findings


def _line_to_parts(line: str, spans: Sequence[tuple[int, int]]) -> tuple[list[str], list[tuple[int, str]]]:
    """The text of each column, and (column, word) for each word that no blank parts from the next column."""
    cuts, over = [0], []
    for column, ((_, end), (start, stop)) in enumerate(pairwise(spans)):
        gap = [at for at in range(end, start) if at >= len(line) or line[at] == " "]
        at = gap[-1] + 1 if gap else start
        if not gap and start < len(line) and line[start - 1] != " ":
            left = line.rfind(" ", cuts[-1], start) + 1 or cuts[-1]
            right = line.find(" ", start) if " " in line[start:] else len(line)
            inside = min(right, stop) - start  # the word goes where most of it stands
            at = left if inside > end - left and left > cuts[-1] else right
            over.append((column if at == right else column + 1, line[left:right]))
        cuts.append(max(at, cuts[-1]))
    return [line[a:b].strip() for a, b in zip(cuts, [*cuts[1:], None], strict=True)], over
