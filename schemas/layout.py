"""How a table was understood, for people who look at it beside its page: columns with their meanings, rows with their cells."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.correction import text_to_read
from schemas.logical import ColumnMeaning, RowRole
from schemas.provenance import CellRef, FragmentRef
from schemas.table import Fragment

_HEAD_ROWS = 2


@dataclass(frozen=True, slots=True)
class RowLayout:
    """One body row: `cells[c]` are the cells of column c, several where a page break cut the row; blank ones included."""

    index: int
    role: RowRole
    cells: tuple[tuple[CellRef, ...], ...]


@dataclass(frozen=True, slots=True)
class JoinLayout:
    """A fragment that continues the table: how sure, and what spoke for it."""

    fragment: FragmentRef
    score: float
    doubtful: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A logical table. `header` are the rows of the head, each its cells from left to right; `inferred` says that the columns were
    told from alignment alone."""

    number: int
    fragments: tuple[FragmentRef, ...]
    columns: tuple[ColumnMeaning, ...]
    header: tuple[tuple[CellRef, ...], ...]
    rows: tuple[RowLayout, ...]
    joins: tuple[JoinLayout, ...]
    inferred: bool


def fragment_to_read(fragment: Fragment) -> str:
    """What names a fragment to a person: the texts of its first two printed rows."""
    rows = sorted({cell.row for cell in fragment.cells if cell.text.strip()})[:_HEAD_ROWS]
    return text_to_read(" | ".join(cell.text for cell in fragment.cells if cell.row in rows and cell.text.strip()))


def column_to_read(column: ColumnMeaning) -> str:
    """What names a column: its head from top to bottom."""
    return text_to_read(" › ".join(column.path))
