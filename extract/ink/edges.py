"""Rules of a page as joined straight edges: parallel lines that are nearly one brought together, pieces joined over small gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from extract.ink.bands import Band
from extract.ink.page import Array

Axis = Literal["level", "upright"]
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


class Rule(NamedTuple):
    """A straight line in points: `at` its y and `start`, `end` its left and right end on the axis "level"; `at` its x and `start`, `end`
    its top and bottom on the axis "upright"."""

    at: float
    start: float
    end: float
    axis: Axis

    @property
    def length(self) -> float:
        return self.end - self.start


def edges_to_rules(edges: Edges, axis: Axis) -> list[Rule]:
    """The edges one by one, as they are sorted."""
    columns = zip(edges.at.tolist(), edges.start.tolist(), edges.end.tolist(), strict=True)
    return [Rule(at, start, end, axis) for at, start, end in columns]


def edges_to_flats(horizontal: Edges, pieces: Edges, bands: Sequence[Band], typed: Sequence[Rule] = ()) -> list[Rule]:
    """Level rules and the edges of bands, from the top; rules drawn in pieces, column by column, are also given as one."""
    joined_rules = edges_to_rules(horizontal, "level")
    known = set(joined_rules)
    flats = [*joined_rules, *(rule for rule in edges_to_rules(pieces, "level") if rule not in known), *typed]
    for band in bands:
        flats += [Rule(y, band.x0, band.x1, "level") for y in (band.top, band.bottom)]
    flats.sort()
    joined: list[Rule] = []
    k = 0
    while k < len(flats):
        end = k
        while end < len(flats) and flats[end].at - flats[k].at <= 2.0:
            end += 1
        same = flats[k:end]
        k = end
        x0, x1 = min(rule.start for rule in same), max(rule.end for rule in same)
        if len(same) > 1 and _cover(same) >= 0.8 * (x1 - x0):
            joined.append(Rule(same[0].at, x0, x1, "level"))
        joined += same
    return joined


def _cover(flats: Sequence[Rule]) -> float:
    """Points along the x axis that the rules cover together."""
    total, reach = 0.0, -1e9
    for rule in sorted(flats, key=lambda rule: rule.start):
        total += max(0.0, rule.end - max(rule.start, reach))
        reach = max(reach, rule.end)
    return total
