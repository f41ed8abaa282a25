"""A table as a finder proposes it: where its lines and cells are, before any text is put in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extract.ink.page import Array
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import GridKind


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of the grid: `rows` x `columns` positions from (row, column)."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Column edges `xs` and row edges `ys` in points, and the cells between them, sorted by (row, column), none overlapping.

    `signs` tell why it believes in the table. `open_bottom` when no rule closes it.
    `words` are the words of each span where the finder has placed them itself; empty where their position decides. `head_rows`,
    `parted_rows` as in `schemas.table.Fragment`.
    """

    kind: GridKind
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    signs: tuple[Sign, ...] = ()
    open_bottom: bool = False
    score: float = 1.0
    words: tuple[tuple[int, ...], ...] = ()
    head_rows: int | None = None
    parted_rows: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> BBox:
        return BBox(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def owners(self) -> Array:
        """(rows, columns) indices of the span that covers each position."""
        columns = self.columns
        positions = self.rows * columns
        if len(self.spans) == positions:  # nothing is merged
            return np.arange(positions, dtype=np.int32).reshape(self.rows, columns)
        owner = [0] * positions
        for k, span in enumerate(self.spans):
            start = span.row * columns + span.column
            if span.rows == span.columns == 1:
                owner[start] = k
            else:
                for at in range(start, start + span.rows * columns, columns):
                    owner[at : at + span.columns] = [k] * span.columns
        return np.array(owner, dtype=np.int32).reshape(self.rows, self.columns)

    def span_box(self, span: Span) -> BBox:
        return BBox(
            self.xs[span.column], self.ys[span.row], self.xs[span.column + span.columns], self.ys[span.row + span.rows]
        )


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was not kept, and why; shown by `rajut inspect`. `is_chart`: no other table is looked for in and around it."""

    kind: GridKind
    box: BBox
    reason: str
    is_chart: bool = False
