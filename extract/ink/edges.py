"""Rules of a page as joined straight edges: parallel lines that are nearly one brought together, pieces joined over small gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.ink.bands import Band
from extract.ink.page import Array

SNAP = 3.0  # points: parallel lines closer than this are one (double rules, the two sides of a thin box)
GAP = 3.5  # points: collinear pieces with a smaller gap are one line (dashes, rules broken at crossings)
SHORTEST = 6.0  # points: a joined line shorter than this is no edge of a table


@dataclass(frozen=True, slots=True)
class Edges:
    """Joined lines: `at` the position across, `start` and `end` along, sorted by `at` then `start`."""

    at: Array
    start: Array
    end: Array

    def __len__(self) -> int:
        return len(self.at)

    def pick(self, chosen: Array) -> Edges:
        return Edges(self.at[chosen], self.start[chosen], self.end[chosen])


def snap(values: Array, tolerance: float = SNAP) -> Array:
    """Each value replaced by the mean of its cluster; neighbours closer than `tolerance` chain into one, up to twice that wide."""
    if not len(values):
        return values
    order = values.argsort(kind="stable")
    ordered = values[order].astype(np.float64)
    new = ordered[1:] - ordered[:-1] > tolerance
    first = np.concatenate([[0], new.nonzero()[0] + 1])
    count = np.concatenate([first[1:], [len(ordered)]]) - first
    out = np.empty(len(values))
    out[order] = (np.add.reduceat(ordered, first) / count).repeat(count)
    wide = ordered[first + count - 1] - ordered[first] > 2 * tolerance
    if wide.any():
        loose = wide.repeat(count)
        out[order[loose]] = np.round(ordered[loose] / tolerance) * tolerance
    return out


def join(at: Array, start: Array, end: Array, gap: float = GAP) -> Edges:
    """Collinear pieces joined over gaps of up to `gap` points; `at` must be snapped."""
    if not len(at):
        return Edges(at, start, end)
    order = np.lexsort((start, at))
    at, start, end = at[order].astype(np.float64), start[order].astype(np.float64), end[order].astype(np.float64)
    # running maximum of `end` inside each line: lift lines apart so that one accumulate serves all
    lift = np.zeros(len(at))
    (at[1:] - at[:-1] > 1e-6).cumsum(out=lift[1:])
    lift *= 1e6
    reach = np.maximum.accumulate(end + lift)
    first = np.concatenate([[0], ((start + lift)[1:] > reach[:-1] + gap).nonzero()[0] + 1])
    return Edges(at[first], np.minimum.reduceat(start, first), np.maximum.reduceat(end, first))


def rulings_to_lines(rulings: Array) -> tuple[Edges, Edges]:
    """Horizontal and vertical lines as drawn, parallel ones that are nearly one brought together."""
    flat = rulings[:, 2] - rulings[:, 0] >= rulings[:, 3] - rulings[:, 1]
    h, v = rulings[flat], rulings[~flat]
    horizontal = Edges(snap((h[:, 1] + h[:, 3]) / 2), h[:, 0], h[:, 2])
    return horizontal, Edges(snap((v[:, 0] + v[:, 2]) / 2), v[:, 1], v[:, 3])


def lines_to_edges(lines: Edges, gap: float = GAP) -> Edges:
    """Lines joined over gaps of up to `gap` points; dots and stubs left out."""
    edges = join(lines.at, lines.start, lines.end, gap)
    return edges.pick(edges.end - edges.start >= SHORTEST)


def rulings_to_edges(rulings: Array) -> tuple[Edges, Edges]:
    """Horizontal and vertical edges of the page."""
    horizontal, vertical = rulings_to_lines(rulings)
    return lines_to_edges(horizontal), lines_to_edges(vertical)


Flat = tuple[float, float, float]


def edges_to_lines(edges: Edges) -> list[Flat]:
    """Edges as (position, start, end)."""
    return list(zip(edges.at.tolist(), edges.start.tolist(), edges.end.tolist(), strict=True))


def edges_to_flats(horizontal: Edges, pieces: Edges, bands: Sequence[Band], typed: Sequence[Flat] = ()) -> list[Flat]:
    """Rules and the edges of bands as (y, x0, x1); rules drawn in pieces, column by column, are also given as one."""
    joined_rules = edges_to_lines(horizontal)
    known = set(joined_rules)
    flats = [*joined_rules, *(f for f in edges_to_lines(pieces) if f not in known), *typed]
    for x0, top, x1, bottom in bands:
        flats += [(top, x0, x1), (bottom, x0, x1)]
    flats.sort()
    joined: list[Flat] = []
    k = 0
    while k < len(flats):
        end = k
        while end < len(flats) and flats[end][0] - flats[k][0] <= 2.0:
            end += 1
        same = flats[k:end]
        k = end
        x0, x1 = min(f[1] for f in same), max(f[2] for f in same)
        if len(same) > 1 and _cover(same) >= 0.8 * (x1 - x0):
            joined.append((same[0][0], x0, x1))
        joined += same
    return joined


def _cover(flats: Sequence[Flat]) -> float:
    total, reach = 0.0, -1e9
    for _, a, b in sorted(flats, key=lambda f: f[1]):
        total += max(0.0, b - max(a, reach))
        reach = max(reach, b)
    return total
