"""Tables written as text, for tests that show what they are about.

    table('''
        Indikator | Satuan | 2021 | 2022
        Jumlah A  | Orang  | 1    | 2
    ''')

A blank between two bars is a blank cell, "<" continues the cell on its left, "^" the cell above it; "/" surrounded by spaces is a line end.
"""

from __future__ import annotations

from normalize.document import reading_to_normalized
from normalize.knit.slots import fragment_to_rows
from schemas.kind import builtin_kinds
from schemas.logical import GridRow
from schemas.normalized import NormalizedDocument
from schemas.observation import Observation
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import Cell, DocumentReading, Fragment, TextBlock, TextKind


def table(text: str, number: int = 1, page: int = 0, edges: tuple[float, ...] = (), open_bottom: bool = False) -> Fragment:
    """The fragment that the text draws, the `number`-th on its page; rows need not be equally long."""
    grid = [[part.strip() for part in line.split("|")] for line in text.strip("\n").splitlines() if line.strip()]
    width = max(len(line) for line in grid)
    cells: list[Cell] = []
    for row, line in enumerate(grid):
        for column, part in enumerate(line):
            if part in {"<", "^"}:
                continue
            across = next((c for c in range(column + 1, len(line)) if line[c] != "<"), len(line)) - column
            down = next((r for r in range(row + 1, len(grid)) if grid[r][column : column + 1] != ["^"]), len(grid)) - row
            cells.append(Cell(row, column, part.replace(" / ", "\n"), down, across))
    ref = FragmentRef(page, number)
    return Fragment(ref, len(grid), width, tuple(cells), column_edges=edges, open_bottom=open_bottom)


def rows(text: str) -> tuple[GridRow, ...]:
    """The rows of such a table."""
    return fragment_to_rows(table(text))


def say(text: str, kind: TextKind = "paragraph", page: int = 0) -> TextBlock:
    """A piece of text between tables."""
    return TextBlock(text, kind, page=page)


def reading(*blocks: TextBlock | Fragment) -> DocumentReading:
    """A document with these blocks."""
    return DocumentReading(SourceDocument("a.md", "0" * 64, "text/markdown", 1), blocks)


def normalize(*blocks: TextBlock | Fragment) -> NormalizedDocument:
    """What the normalizer makes of a document with these blocks."""
    return reading_to_normalized(reading(*blocks), builtin_kinds())


def codes(document: NormalizedDocument) -> list[str]:
    """The codes of all findings, each once, sorted."""
    return sorted({finding.code for finding in document.findings})


def values(document: NormalizedDocument) -> list[tuple[str | None, int | None, float | None]]:
    """Indicator, year and value of each observation."""
    return [(o.labels.indicator, o.period.year, o.value) for o in document.observations]


def one(document: NormalizedDocument, indicator: str, year: int | None) -> Observation:
    """The observation of an indicator in a year; fails unless there is exactly one."""
    [found] = [o for o in document.observations if o.labels.indicator == indicator and o.period.year == year]
    return found
