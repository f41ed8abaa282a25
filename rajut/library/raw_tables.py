"""The tables of one document as they were read, before anything is knitted or interpreted."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import open_source
from rajut.library.page_numbers import to_pages
from rajut.workers.alone import call_alone
from rajut.workers.isolate import Limits
from schemas.errors import NoTableError
from schemas.table import Cell, Fragment

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Table:
    """One table on one page, as read. `fragment` holds everything that the reader knows of it."""

    fragment: Fragment

    @property
    def ref(self) -> str:
        """Its name in the document, "p3/t1": first table of page 3; "d/t1" in formats without pages."""
        return str(self.fragment.ref)

    @property
    def page(self) -> int | None:
        """Its page, from 1; None where the format has no pages."""
        return self.fragment.ref.page or None

    @property
    def bbox(self) -> tuple[float, float, float, float] | None:
        """(x0, top, x1, bottom) in points, origin top left of the upright page; None without geometry."""
        box = self.fragment.box
        return None if box is None else (box.x0, box.top, box.x1, box.bottom)

    @property
    def rows(self) -> int:
        """Number of grid rows, header rows included."""
        return self.fragment.rows

    @property
    def columns(self) -> int:
        """Number of grid columns."""
        return self.fragment.columns

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, each once, with its spans and its box."""
        return self.fragment.cells

    @property
    def score(self) -> float:
        """The reader's own trust in the grid, 0 to 1."""
        return self.fragment.score

    def to_grid(self) -> list[list[str]]:
        """Rows of texts; a spanning cell's text stands at its top left place, the other places that it covers are ""."""
        grid = [[""] * self.fragment.columns for _ in range(self.fragment.rows)]
        for cell in self.fragment.cells:
            grid[cell.row][cell.column] = cell.text
        return grid

    def to_pandas(self) -> pd.DataFrame:
        """`to_grid` as a frame of texts. Header rows are rows like others: nothing here knows yet what a header is."""
        import pandas as pd

        return pd.DataFrame(self.to_grid(), columns=range(self.fragment.columns), dtype=str)


def read_tables(
    path: str | os.PathLike[str],
    pages: str | int | Iterable[int] | None = None,
    *,
    password: str | None = None,
    engine: str = "rajut",
    second_opinion: str = "never",
    limits: Limits | None = None,
) -> list[Table]:
    """The tables of one document in reading order, raw: as found on their pages, nothing joined over pages, no text mended.

    `pages` are those of a PDF to look at ("40-60,75", numbers; None: all); formats without pages are read whole. With `limits` the
    document is read in a process of its own that cannot take the machine down (`Limits(seconds=900, memory=2 * 2**30)`).
    Raises RajutError: UsageError for a path that is not there, UnreadableError, EncryptedError, LimitError; NoTableError when
    nothing looks like a table.
    """
    options = ReadOptions(password=password, pages=to_pages(pages), engine=engine, second_opinion=second_opinion)
    fragments = read_fragments(Path(path), options, limits)
    if not fragments:
        raise NoTableError("no-table", name=Path(path).name)
    return [Table(fragment) for fragment in fragments]


def read_fragments(path: Path, options: ReadOptions, limits: Limits | None = None) -> tuple[Fragment, ...]:
    """The same as plain fragments, () when nothing looks like a table; in a process of its own where there are limits."""
    return call_alone(_path_to_fragments, (path, options), limits, path.name)


def _path_to_fragments(asked: tuple[Path, ReadOptions]) -> tuple[Fragment, ...]:
    path, options = asked
    source, data = open_source(path, None, options.limits)
    return document_to_reading(source, data, options).fragments
