"""Ruled tables: rulings -> edges -> connected nets -> walls between grid positions -> cells.

The method is the classic one (rulings to intersections to cells: Nurminen 2013, Tabula, pdfplumber), but cells come from flooding
the positions of a grid through missing walls, which is linear in the number of positions and needs no corner at every crossing.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from extract.grids.grid import Grid, Rejected, Span
from extract.ink.edges import Edges
from extract.ink.page import Array
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import GridKind

REACH = 3.5  # points: a line this close to another meets it
OVERHANG = 12.0  # points: rules that run on past the last crossing by more than this make an open outer column or row
TOUCH = 1.0  # points that text of a row without an outer rule may reach over its ends
SLIVER = 7.0  # points: rows and columns thinner than this that hold no text are none
COVERED = 0.75  # share of a grid position's side that must be drawn to be a wall
MOST_EDGES = 6000  # joined lines on one page beyond which they are a drawing


def edges_to_nets(horizontal: Edges, vertical: Edges) -> list[tuple[Array, Array]]:
    """Sets of edges that hang together by crossings: (indices of horizontal, indices of vertical edges), top first."""
    nh, nv = len(horizontal), len(vertical)
    if not nh or not nv or nh + nv > MOST_EDGES:
        return []
    parent = list(range(nh + nv))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    h, v = horizontal, vertical
    meets = (v.at >= h.start[:, None] - REACH) & (v.at <= h.end[:, None] + REACH)
    meets &= (v.start <= h.at[:, None] + REACH) & (v.end >= h.at[:, None] - REACH)
    for i, k in zip(*(found.tolist() for found in meets.nonzero()), strict=True):
        root, other = find(i), find(nh + k)
        if other != root:
            parent[other] = root
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for k in range(nh + nv):
        rows, columns = groups.setdefault(find(k), ([], []))
        (rows if k < nh else columns).append(k if k < nh else k - nh)
    nets = [(np.array(rows), np.array(columns)) for rows, columns in groups.values() if rows and columns]
    return sorted(nets, key=lambda net: (float(horizontal.at[net[0]].min()), float(vertical.at[net[1]].min())))


def positions(at: Array, low: float, high: float, beyond: tuple[bool, bool] = (False, False)) -> tuple[Array, bool, bool]:
    """Grid lines: the distinct positions, with the outer limits `low` and `high` added where the rules run on far past the last line, or
    `beyond` says that text stands beside them. Also whether the low and the high side had to be added."""
    lines = np.array(sorted({round(v, 3) for v in at.tolist()}))
    add_low, add_high = bool(lines[0] - low > OVERHANG or beyond[0]), bool(high - lines[-1] > OVERHANG or beyond[1])
    if add_low:
        lines = np.concatenate([[low], lines])
    if add_high:
        lines = np.concatenate([lines, [high]])
    return lines, add_low, add_high


def walls(edges: Edges, lines: Array, cuts: Array) -> Array:
    """(len(lines), len(cuts) - 1) booleans: is the stretch between two neighbouring cuts drawn on that line?"""
    drawn = np.zeros((len(lines), len(cuts) - 1))
    where = lines.searchsorted(edges.at - 1e-3).clip(0, len(lines) - 1)
    low, high = cuts[:-1], cuts[1:]
    shared = np.minimum(high, edges.end[:, None]) - np.maximum(low, edges.start[:, None])
    np.add.at(drawn, where, np.maximum(shared, 0))
    return np.asarray(drawn >= COVERED * (high - low))


def flood(across: Array, along: Array) -> Array:
    """Label of the cell that each grid position belongs to, (rows, columns). `across` (rows + 1, columns) are horizontal walls,
    `along` (columns + 1, rows) vertical ones."""
    rows, columns = across.shape[0] - 1, across.shape[1]
    labels = np.arange(rows * columns).reshape(rows, columns)
    open_down = ~across[1:-1]
    open_right = ~along[1:-1].T
    any_down, any_right = open_down.any(), open_right.any()
    while any_down or any_right:
        before = labels.copy()
        if any_down:
            low = np.minimum(labels[:-1], labels[1:])
            labels[:-1][open_down] = low[open_down]
            labels[1:][open_down] = low[open_down]
        if any_right:
            low = np.minimum(labels[:, :-1], labels[:, 1:])
            labels[:, :-1][open_right] = low[open_right]
            labels[:, 1:][open_right] = low[open_right]
        if (labels == before).all():
            break
    return labels


def labels_to_spans(labels: Array) -> tuple[Span, ...]:
    """Cells from labels. A region that is no rectangle is cut into rectangles row by row, widest first run kept."""
    rows, columns = labels.shape
    spans = []
    table: list[list[int]] = labels.tolist()  # taken positions become -1
    for r, row in enumerate(table):
        for q, label in enumerate(row):
            if label < 0:
                continue
            w = 1
            while q + w < columns and row[q + w] == label:
                w += 1
            own = row[q : q + w]
            h = 1
            while r + h < rows and table[r + h][q : q + w] == own:
                h += 1
            if h > 1 or w > 1:
                for below in table[r : r + h]:
                    below[q : q + w] = [-1] * w
            spans.append(Span(r, q, h, w))
    return tuple(spans)


def net_to_grid(horizontal: Edges, vertical: Edges, words: Array | None = None) -> Grid | Rejected:
    """The table that one net of rules draws, or why it is none. `words` are the boxes of words: a row that the end of a page leaves
    without an outer rule may be as low as its text."""
    low, high = float(vertical.start.min()), float(vertical.end.max())
    beyond = (False, False)
    if words is not None:
        first, last = float(horizontal.at.min()), float(horizontal.at.max())
        beyond = _has_row(words, vertical, low, first), _has_row(words, vertical, last, high)
    ys, open_top, open_bottom = positions(horizontal.at, low, high, beyond)
    xs, open_left, open_right = positions(vertical.at, float(horizontal.start.min()), float(horizontal.end.max()))
    if len(xs) < 2 or len(ys) < 2:
        hull = BBox(float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]))
        return Rejected(GridKind.RULED, hull, "lines cross but enclose nothing")
    across = walls(horizontal, ys, xs)
    along = walls(vertical, xs, ys)
    across[0] |= open_top
    across[-1] |= open_bottom
    along[0] |= open_left
    along[-1] |= open_right
    spans = labels_to_spans(flood(across, along))
    grid = Grid(GridKind.RULED, tuple(xs.tolist()), tuple(ys.tolist()), spans, (Sign("grid_ruled"),), open_bottom)
    if len(spans) < 2:
        return Rejected(GridKind.RULED, grid.box, "a frame with a single cell")
    return grid


def _has_row(words: Array, vertical: Edges, top: float, bottom: float) -> bool:
    """Do words of two columns or more stand between two heights?"""
    inside = words[(words[:, 1] > top - TOUCH) & (words[:, 3] < bottom + TOUCH)]
    columns = np.unique(vertical.at).searchsorted((inside[:, 0] + inside[:, 2]) / 2)
    between = columns[(columns > 0) & (columns < len(np.unique(vertical.at)))]
    return len(np.unique(between)) > 1


def without_slivers(grid: Grid, words: Array) -> Grid:
    """The grid without rows and columns that are too thin for text and hold none: the white between double rules and boxes."""
    keep_rows = _lines_kept(np.array(grid.ys), (words[:, 1] + words[:, 3]) / 2)
    keep_columns = _lines_kept(np.array(grid.xs), (words[:, 0] + words[:, 2]) / 2)
    if len(keep_rows) == len(grid.ys) and len(keep_columns) == len(grid.xs):
        return grid
    labels = grid.owners()[_widest(np.array(grid.ys), keep_rows)][:, _widest(np.array(grid.xs), keep_columns)]
    xs = tuple(grid.xs[i] for i in keep_columns)
    ys = tuple(grid.ys[i] for i in keep_rows)
    return replace(grid, xs=xs, ys=ys, spans=labels_to_spans(labels))


def _lines_kept(edges: Array, middles: Array) -> list[int]:
    """Indices of the edges that stay: of the two sides of a textless sliver only the first, at the far end the last."""
    kept = [0]
    for i in range(1, len(edges)):
        thin = edges[i] - edges[kept[-1]] < SLIVER
        if thin and not ((middles > edges[kept[-1]]) & (middles < edges[i])).any() and len(kept) > 0:
            if i == len(edges) - 1 and len(kept) > 1:
                kept[-1] = i
            continue
        kept.append(i)
    return kept


def _widest(edges: Array, kept: list[int]) -> list[int]:
    """For each kept row or column the index of the widest of the old ones that it is made of."""
    return [max(range(a, b), key=lambda i: edges[i + 1] - edges[i]) for a, b in pairwise(kept)]
