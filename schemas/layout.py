"""How a table was understood, for people who look at it beside its page: columns with their meanings, rows with their cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from schemas.answer import ColumnAnswer
from schemas.correction import text_to_read
from schemas.decision import Sign
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
    signs: tuple[Sign, ...]


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


def column_to_answer(column: ColumnMeaning) -> ColumnAnswer:
    """What a person would answer who agrees with the column as it was read."""
    if column.role != "value":
        return ColumnAnswer(role=column.role)
    period = column.period
    return ColumnAnswer(
        role="value",
        measure=column.measure,
        revision=column.revision,
        period_kind=period.kind if period is not None else None,
        year=period.year if period is not None else None,
        subperiod=period.subperiod if period is not None else None,
        scale=Decimal(repr(column.scale)),
        unit=column.unit,
    )
