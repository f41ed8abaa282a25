"""Where a value comes from: the document, and the place of a cell in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_REF = re.compile(r"^(?:p(?P<page>[1-9]\d*)|d)/t(?P<table>[1-9]\d*)(?:/r(?P<row>\d+)c(?P<column>\d+))?$")


class FragmentRef(NamedTuple):
    """One table as found on one page: `p3/t1` is the first on page 3, `d/t5` the fifth of a document without pages.

    `page` and `table` count from 1; `page` is 0 where the format has no pages (so that references sort in reading order).
    """

    page: int
    table: int

    def __str__(self) -> str:
        return f"p{self.page}/t{self.table}" if self.page else f"d/t{self.table}"


class CellRef(NamedTuple):
    """One cell of a fragment's grid: `p3/t1/r4c2`. Grid rows and columns count from 0. A named tuple, since every step looks cells up
    by their reference, millions of times."""

    fragment: FragmentRef
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.fragment}/r{self.row}c{self.column}"


def parse_cell_ref(text: str) -> CellRef:
    """The reference that `str(ref)` wrote. Raises ValueError for anything else."""
    match = _REF.match(text)
    if match is None or match["row"] is None:
        raise ValueError(f"not a cell reference: {text!r} (expected something like p3/t1/r4c2 or d/t5/r4c2)")
    return CellRef(FragmentRef(int(match["page"] or 0), int(match["table"])), int(match["row"]), int(match["column"]))


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """An input file, identified by its bytes.

    `source_name` is the path relative to the folder given, with `/`; `page_sizes` are (width, height) in points of the upright
    pages, empty where the format has no pages.
    """

    source_name: str
    sha256: str
    media_type: str
    size: int
    page_sizes: tuple[tuple[float, float], ...] = ()

    @property
    def document_id(self) -> str:
        """First 16 hex digits of the SHA-256 of the bytes."""
        return self.sha256[:16]

    @property
    def pages(self) -> int | None:
        """Number of pages; None where the format has none."""
        return len(self.page_sizes) or None
