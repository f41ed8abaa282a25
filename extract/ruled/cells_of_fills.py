"""Cells that are drawn as coloured rectangles side by side, without any rule: their sides are the rules of a net.

┌────────┐┌────────┐┌─────────────────┐
│ Satuan ││ Awal   ││     Target      │      three cells of grey, edge to edge: two column ends,
│        ││        │├───────┐┌────────┤      and a label over two columns
└────────┘└────────┘└───────┘└────────┘
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.ink.edges import Edges, join, snap
from extract.ink.page import Array

LEAST = 6.0  # points: a thinner rectangle is a rule
TALLEST = 0.6  # share of the page's height: a taller one is a background
TOUCH = 1.7  # points between two cells that stand edge to edge
MOST = 1200  # rectangles on a page beyond which they are a drawing
TILED = 0.85  # share of its hull that the cells of a table fill
BACKGROUND = 0.7  # share of a rectangle that smaller ones side by side cover: what lies below them is a background
ONE_PLACE = 1.0  # points that the sides of one rectangle drawn twice may differ


def fills_to_nets(fills: Array, height: float) -> list[tuple[Edges, Edges]]:
    """The sides of coloured cells that stand edge to edge as (horizontal, vertical) edges, one pair for each group of cells that hangs
    together, top first. Empty where the rectangles of the page form no such group of two columns."""
    if not 1 < len(fills) <= 4 * MOST:
        return []
    wide, tall = fills[:, 2] - fills[:, 0], fills[:, 3] - fills[:, 1]
    boxes = np.unique(fills[(wide >= LEAST) & (tall >= LEAST) & (tall <= TALLEST * height)].round(1), axis=0)
    if not 1 < len(boxes) <= MOST:
        return []
    boxes = _cells(boxes)
    beside, below = _neighbours(boxes)
    nets = [_to_net(boxes[group]) for group in _groups(beside | below) if beside[np.ix_(group, group)].any()]
    return sorted((net for net in nets if net is not None), key=lambda net: float(net[0].at.min()))


def _cells(boxes: Array) -> Array:
    """The rectangles without backgrounds of several, and without those that lie inside another: shading of lines, highlights."""
    inside = _inside(boxes)
    beside, _ = _neighbours(boxes)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    touching = beside.any(axis=1)
    covered = (inside * (area * touching)[:, None]).sum(axis=0)
    background = (inside.sum(axis=0) > 1) & (covered >= BACKGROUND * area)
    return np.asarray(boxes[~background & ~(inside[:, ~background].any(axis=1))])


def _inside(boxes: Array) -> Array:
    """[i, k]: does rectangle i lie inside k?"""
    x0, top, x1, bottom = boxes.T
    area = (x1 - x0) * (bottom - top)
    within = (x0[:, None] >= x0 - ONE_PLACE) & (x1[:, None] <= x1 + ONE_PLACE)
    within &= (top[:, None] >= top - ONE_PLACE) & (bottom[:, None] <= bottom + ONE_PLACE)
    order = np.arange(len(boxes))
    smaller = (area[:, None] < area) | ((area[:, None] == area) & (order[:, None] > order))
    return np.asarray(within & smaller)


def _neighbours(boxes: Array) -> tuple[Array, Array]:
    """[i, k]: do two rectangles stand edge to edge, side by side; and one below the other?"""
    x0, top, x1, bottom = boxes.T
    wide = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0)
    tall = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    level = tall >= 0.5 * np.minimum((bottom - top)[:, None], bottom - top)
    stacked = wide >= 0.5 * np.minimum((x1 - x0)[:, None], x1 - x0)
    right, under = np.abs(x1[:, None] - x0) <= TOUCH, np.abs(bottom[:, None] - top) <= TOUCH
    beside, below = right & level, under & stacked
    return beside | beside.T, below | below.T


def _groups(touching: Array) -> list[list[int]]:
    """Indices of the rectangles that hang together."""
    left = set(range(len(touching)))
    groups = []
    while left:
        group, new = set(), {min(left)}
        while new:
            group |= new
            new = set(np.flatnonzero(touching[sorted(new)].any(axis=0)).tolist()) - group
        left -= group
        groups.append(sorted(group))
    return groups


def _to_net(cells: Array) -> tuple[Edges, Edges] | None:
    """The sides of the cells as edges; None where the cells leave out much of their hull."""
    area = float(((cells[:, 2] - cells[:, 0]) * (cells[:, 3] - cells[:, 1])).sum())
    low, high = cells[:, :2].min(axis=0), cells[:, 2:].max(axis=0)
    if area < TILED * float((high - low).prod()):
        return None
    x0, top, x1, bottom = cells.T
    return _sides((top, bottom), x0, x1), _sides((x0, x1), top, bottom)


def _sides(at: Sequence[Array], start: Array, end: Array) -> Edges:
    return join(snap(np.concatenate(at)), np.concatenate([start, start]), np.concatenate([end, end]))
