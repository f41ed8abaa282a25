"""Column boundaries from white corridors that run through many lines.

A boundary stands where several lines have a wide gap with text on both sides and (nearly) no line has a word. Lines that hold a
single chunk (headings inside the table, the second line of a wrapped label) say nothing about columns and are not asked.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.finders.ink import Array
from extract.finders.lines import WIDE, Chunk, TextLine

STEP = 0.5  # points: resolution of the profile
TOLERATED = 0.34  # crossing lines (spanning headers) per line with a gap
MARGIN = 4  # steps of white around the region


def gap_profile(lines: Sequence[TextLine], left: float, right: float) -> tuple[Array, Array]:
    """For each half point from `left`: the number of lines with a wide gap there, and with a word there."""
    n = int((right - left) / STEP) + 2 * MARGIN + 2
    gap, word = np.zeros(n + 1, dtype=np.int32), np.zeros(n + 1, dtype=np.int32)

    def mark(target: Array, start: float, end: float) -> None:
        a, b = round((start - left) / STEP) + MARGIN, round((end - left) / STEP) + MARGIN
        if b > a:
            target[max(a, 0)] += 1
            target[min(b, n)] -= 1

    for line in lines:
        reach, size = None, 0.0
        for chunk in line.chunks:
            mark(word, chunk.x0, chunk.x1)
            if reach is not None and chunk.x0 - reach > WIDE * min(size, chunk.size) * 0.99:
                mark(gap, reach, chunk.x0)
            reach, size = max(reach or chunk.x1, chunk.x1), chunk.size
    return np.cumsum(gap)[:n], np.cumsum(word)[:n]


def find_boundaries(lines: Sequence[TextLine], left: float, right: float) -> list[float]:
    """x positions between columns, from left to right; empty when the lines show no columns."""
    asked = [line for line in lines if len(line.chunks) > 1]
    if not asked:
        return []
    gap, word = gap_profile(asked, left, right)
    least = 2 if len(lines) >= 3 else 1
    open_at = (gap >= least) & (word <= TOLERATED * gap)
    boundaries: list[float] = []
    for a, b in _runs(open_at):
        for low, high in _corridors(gap[a:b], word[a:b]):
            boundaries.append(left + ((a + low + a + high) / 2 - MARGIN) * STEP)
    return _without_empty_columns(boundaries, asked, left, right)


def _runs(flags: Array) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _corridors(gap: Array, word: Array) -> list[tuple[int, int]]:
    """Parts of an open stretch with the fewest words, parted by columns that few lines fill."""
    emptiest = int(word.min())
    parts = _runs(word <= emptiest)
    kept: list[tuple[int, int]] = []
    for a, b in parts:
        best = gap[a:b].max()
        runs = _runs(gap[a:b] >= best)
        c, d = max(runs, key=lambda r: r[1] - r[0])
        kept.append((a + c, a + d))
    return kept


def _without_empty_columns(boundaries: list[float], lines: Sequence[TextLine], left: float, right: float) -> list[float]:
    """Boundaries with no chunk's middle between them are one boundary."""
    mids = np.array(sorted(chunk.mid for line in lines for chunk in line.chunks))
    kept: list[float] = []
    last = left
    for x in boundaries:
        if np.searchsorted(mids, x) > np.searchsorted(mids, last):
            kept.append(x)
            last = x
    while kept and np.searchsorted(mids, right) == np.searchsorted(mids, kept[-1]):
        kept.pop()
    return kept


def column_of(x: float, edges: Sequence[float]) -> int:
    """Index of the column that x lies in, clipped to the table."""
    return int(np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(edges) - 2))


def column_contents(lines: Sequence[TextLine], edges: Sequence[float]) -> list[tuple[float, float]]:
    """From where to where the text of each column reaches; the column's edges where it has none."""
    reach = [[float(edges[i + 1]), float(edges[i])] for i in range(len(edges) - 1)]
    for line in lines:
        for chunk in line.chunks:
            first, last = columns_of(chunk, edges)
            if first == last:
                reach[first] = [min(reach[first][0], chunk.x0), max(reach[first][1], chunk.x1)]
    return [(a, b) if a < b else (b, a) for a, b in reach]


def columns_covered(x0: float, x1: float, contents: Sequence[tuple[float, float]], share: float) -> tuple[int, int] | None:
    """First and last column of whose text the stretch covers at least `share`; None when it covers none."""
    covered = [i for i, (a, b) in enumerate(contents) if min(x1, b) - max(x0, a) >= share * max(b - a, 1.0)]
    return (covered[0], covered[-1]) if covered else None


def columns_of(chunk: Chunk, edges: Sequence[float]) -> tuple[int, int]:
    """First and last column that the chunk reaches into by more than a point."""
    slack = min(1.5, (chunk.x1 - chunk.x0) / 4)
    first, last = column_of(chunk.x0 + slack, edges), column_of(chunk.x1 - slack, edges)
    return first, last
