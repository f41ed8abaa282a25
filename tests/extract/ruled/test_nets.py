"""Ruled tables: what is drawn is what is found."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.grids.grid import Grid, Rejected, Span
from extract.ink.edges import rulings_to_edges
from extract.ink.page import Array
from extract.ruled.nets import edges_to_nets, net_to_grid

WIDTH, HEIGHT = 60.0, 20.0


def find_ruled(rulings: Array) -> tuple[list[Grid], list[Rejected]]:
    """Grids of all nets of rules, top first, and the nets that are none."""
    horizontal, vertical = rulings_to_edges(rulings)
    nets = edges_to_nets(horizontal, vertical)
    found = [net_to_grid(horizontal.pick(rows), vertical.pick(columns)) for rows, columns in nets]
    return [f for f in found if isinstance(f, Grid)], [f for f in found if isinstance(f, Rejected)]


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, int, list[Span]]:
    """Rows, columns and a random tiling of the grid with merged cells in both directions."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    spans = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            w = 1
            most = draw(st.integers(1, 3))
            while w < most and c + w < columns and (r, c + w) not in taken:
                w += 1
            h = min(draw(st.integers(1, 3)), rows - r)
            spans.append(Span(r, c, h, w))
            taken |= {(r + i, c + j) for i in range(h) for j in range(w)}
    return rows, columns, spans


def sides(span: Span) -> list[tuple[float, float, float, float]]:
    x0, x1 = 50 + span.column * WIDTH, 50 + (span.column + span.columns) * WIDTH
    y0, y1 = 80 + span.row * HEIGHT, 80 + (span.row + span.rows) * HEIGHT
    return [(x0, y0, x1, y0 + 0.5), (x0, y1, x1, y1 + 0.5), (x0, y0, x0 + 0.5, y1), (x1, y0, x1 + 0.5, y1)]


def visible(rows: int, columns: int, spans: list[Span]) -> set[Span]:
    """The cells as a reader of the drawing counts them: a line that no cell ends at is no line of the grid."""
    ys = sorted({s.row for s in spans} | {s.row + s.rows for s in spans})
    xs = sorted({s.column for s in spans} | {s.column + s.columns for s in spans})
    return {
        Span(ys.index(s.row), xs.index(s.column), ys.index(s.row + s.rows) - ys.index(s.row),
             xs.index(s.column + s.columns) - xs.index(s.column))
        for s in spans
    }  # fmt: skip


@settings(deadline=None)
@given(tilings())
def test_every_tiling_drawn_with_its_sides_comes_back(tiling: tuple[int, int, list[Span]]) -> None:
    """Merged cells in both directions, drawn cell by cell, give the same grid."""
    rows, columns, spans = tiling
    if len(spans) < 2:
        return
    grids, _ = find_ruled(np.array([side for span in spans for side in sides(span)], dtype=np.float32))
    assert len(grids) == 1
    assert set(grids[0].spans) == visible(rows, columns, spans)


@given(st.floats(0.5, 3.0), st.floats(0.5, 3.0))
def test_dashes_are_one_line(gap: float, jitter: float) -> None:
    """Rules drawn as dashes, or broken at crossings, still enclose cells."""
    lines = []
    for y in (100.0, 120.0, 140.0):
        lines += [(x, y, x + 10 - gap, y + 0.4) for x in np.arange(50.0, 250.0, 10.0)]
    for x in (50.0, 150.0, 250.0 - gap):
        lines += [(x, 100 + jitter, x + 0.4, 140 - jitter)]
    grids, _ = find_ruled(np.array(lines, dtype=np.float32))
    assert [(g.rows, g.columns) for g in grids] == [(2, 2)]


def test_a_frame_around_the_page_is_no_table() -> None:
    """A single box is a frame, and says so."""
    frame = [(20, 20, 500, 21), (20, 700, 500, 701), (20, 20, 21, 700), (500, 20, 501, 700)]
    grids, rejected = find_ruled(np.array(frame, dtype=np.float32))
    assert grids == []
    assert rejected[0].reason == "a frame with a single cell"


def test_missing_outer_rules_leave_open_columns() -> None:
    """Horizontal rules that run past the last vertical one make the outer columns."""
    lines = [(50, y, 350, y + 0.5) for y in (100, 120, 140)] + [(x, 100, x + 0.5, 140) for x in (150, 250)]
    grids, _ = find_ruled(np.array(lines, dtype=np.float32))
    assert [(g.rows, g.columns, len(g.spans)) for g in grids] == [(2, 3, 6)]
