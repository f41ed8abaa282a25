"""What another table engine gives: fragments of whole documents, page by page, with its own name on them."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from schemas.decision import Sign
from schemas.errors import EngineError
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Cell, Fragment


class Engine(Protocol):
    """Reads the tables of a PDF. `name` is what `--engine` takes."""

    name: str

    def read(self, data: bytes, pages: Sequence[int] | None, password: str | None) -> list[Fragment]:
        """All tables on the given pages (from 1; None for all), top to bottom. Raises EngineError when it is not installed."""

    def look(self, data: bytes, areas: Mapping[int, Sequence[BBox]], password: str | None) -> list[Fragment]:
        """The grid that it sees in each of the boxes, by page, from the alignment of words alone; fewer where it sees none. Raises
        EngineError when it is not installed."""


def missing(name: str) -> EngineError:
    """The error that says how to install the engine."""
    return EngineError("engine-broken", name=name)


@contextlib.contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Keeps a library's own warnings about a damaged file from the user's terminal while it is asked."""
    before = [(logger, logger.level) for logger in map(logging.getLogger, loggers)]
    for logger, _ in before:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in before:
            logger.setLevel(level)


def boxes_to_fragment(ref: FragmentRef, boxes: Sequence[tuple[BBox, str]], engine: str) -> Fragment:
    """A grid from cell boxes with texts: rows and columns are their distinct edges, spans the edges that a cell runs over."""
    xs = merge_edges([v for box, _ in boxes for v in (box.x0, box.x1)])
    ys = merge_edges([v for box, _ in boxes for v in (box.top, box.bottom)])
    cells = []
    taken: set[tuple[int, int]] = set()
    for box, text in sorted(boxes, key=lambda item: (item[0].top, item[0].x0)):
        column, last = min(nearest(xs, box.x0), max(0, len(xs) - 2)), nearest(xs, box.x1)
        row, low = min(nearest(ys, box.top), max(0, len(ys) - 2)), nearest(ys, box.bottom)
        spots = {(r, c) for r in range(row, max(low, row + 1)) for c in range(column, max(last, column + 1))}
        if spots & taken:
            continue
        taken |= spots
        cells.append(Cell(row, column, text, max(1, low - row), max(1, last - column), box))
    cells += [Cell(r, c, "") for r in range(len(ys) - 1) for c in range(len(xs) - 1) if (r, c) not in taken]
    hull = BBox(xs[0], ys[0], xs[-1], ys[-1])
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Fragment(
        ref=ref,
        rows=max(1, len(ys) - 1),
        columns=max(1, len(xs) - 1),
        cells=ordered,
        box=hull,
        column_edges=tuple(xs),
        engine=engine,
        score=0.5,
        signs=(Sign("grid_read_by", details=(engine,)),),
    )


def merge_edges(values: Sequence[float], tolerance: float = 2.0) -> list[float]:
    """Distinct positions in order; those closer than `tolerance` points are one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > tolerance:
            out.append(value)
    return out


def nearest(edges: Sequence[float], value: float) -> int:
    """Index of the edge nearest to the value."""
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))
