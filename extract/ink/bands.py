"""Coloured bands: fills beside and below each other that are one area of colour."""

from __future__ import annotations

import numpy as np

from extract.ink.page import Array

MOST_FILLS = 1500  # fills on a page beyond which they are a drawing
Band = tuple[float, float, float, float]


def fills_to_bands(fills: Array, colors: Array, height: float) -> list[Band]:
    """Coloured bands (x0, top, x1, bottom): neighbouring fills of one height joined, and those of one colour that lie one below
    the other without a gap (shading of the lines of one cell); white ones and backgrounds left out."""
    usable = (colors != 0xFFFFFF) & (fills[:, 3] - fills[:, 1] < 0.5 * height) & (fills[:, 3] - fills[:, 1] > 4)
    boxes, tints = fills[usable], colors[usable]
    if not len(boxes):
        return []
    outer = _outermost(boxes, tints)
    boxes, tints = boxes[outer], tints[outer]
    order = np.lexsort((boxes[:, 0], np.round(boxes[:, 1]), np.round(boxes[:, 3])))
    rows: list[tuple[Band, int]] = []
    for (x0, top, x1, bottom), tint in zip(boxes[order].tolist(), tints[order].tolist(), strict=True):
        if rows and _beside(rows[-1][0], (x0, top, x1, bottom)):
            band, color = rows[-1]
            rows[-1] = ((band[0], band[1], max(band[2], x1), band[3]), color if color == tint else -1)
        else:
            rows.append(((x0, top, x1, bottom), tint))
    rows.sort(key=lambda row: (round(row[0][0]), row[0][1]))
    out: list[tuple[Band, int]] = []
    for band, color in rows:
        last = out[-1] if out else None
        if last and last[1] == color != -1 and _below(last[0], band):
            out[-1] = ((last[0][0], last[0][1], last[0][2], max(last[0][3], band[3])), color)
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
    return abs(a[1] - b[1]) < 1.5 and abs(a[3] - b[3]) < 1.5 and b[0] <= a[2] + 4


def _below(a: Band, b: Band) -> bool:
    return abs(a[0] - b[0]) < 2 and abs(a[2] - b[2]) < 2 and b[1] <= a[3] + 1.2
