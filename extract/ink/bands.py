"""Coloured bands: fills beside and below each other that are one area of colour."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extract.ink.page import Array

MOST_FILLS = 1500  # fills on a page beyond which they are a drawing


class Band(NamedTuple):
    """A coloured rectangle in points."""

    x0: float
    top: float
    x1: float
    bottom: float


def fills_to_bands(fills: Array, colors: Array, height: float) -> list[Band]:
    """Coloured bands: neighbouring fills of one height joined, and those of one colour that lie one below
    the other without a gap (shading of the lines of one cell); white ones and backgrounds left out."""
    usable = (colors != 0xFFFFFF) & (fills[:, 3] - fills[:, 1] < 0.5 * height) & (fills[:, 3] - fills[:, 1] > 4)
    boxes, tints = fills[usable], colors[usable]
    if not len(boxes):
        return []
    outer = _outermost(boxes, tints)
    boxes, tints = boxes[outer], tints[outer]
    order = np.lexsort((boxes[:, 0], np.round(boxes[:, 1]), np.round(boxes[:, 3])))
    rows: list[tuple[Band, int]] = []
    for box, tint in zip(boxes[order].tolist(), tints[order].tolist(), strict=True):
        right = Band(*box)
        if rows and _beside(rows[-1][0], right):
            band, color = rows[-1]
            rows[-1] = (band._replace(x1=max(band.x1, right.x1)), color if color == tint else -1)
        else:
            rows.append((right, tint))
    rows.sort(key=lambda row: (round(row[0].x0), row[0].top))
    out: list[tuple[Band, int]] = []
    for band, color in rows:
        last = out[-1] if out else None
        if last and last[1] == color != -1 and _below(last[0], band):
            out[-1] = (last[0]._replace(bottom=max(last[0].bottom, band.bottom)), color)
        else:
            out.append((band, color))
    return [band for band, _ in out]


def _outermost(boxes: Array, tints: Array) -> Array:
    """Flags of the fills that do not lie inside a larger one of the same colour."""
    if len(boxes) > MOST_FILLS:
        return np.ones(len(boxes), dtype=bool)
    x0, top, x1, bottom = boxes.T
    area = (x1 - x0) * (bottom - top)
    inside = (area[:, None] < area) & (tints[:, None] == tints)
    inside &= (x0[:, None] >= x0 - 1) & (top[:, None] >= top - 1) & (x1[:, None] <= x1 + 1) & (bottom[:, None] <= bottom + 1)
    return np.asarray(~inside.any(axis=1))


def _beside(a: Band, b: Band) -> bool:
    return abs(a.top - b.top) < 1.5 and abs(a.bottom - b.bottom) < 1.5 and b.x0 <= a.x1 + 4


def _below(a: Band, b: Band) -> bool:
    return abs(a.x0 - b.x0) < 2 and abs(a.x1 - b.x1) < 2 and b.top <= a.bottom + 1.2
