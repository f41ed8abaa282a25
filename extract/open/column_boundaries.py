"""Column boundaries from white corridors that run through many lines.

A boundary stands where several lines have a wide gap with text on both sides and (nearly) no line has a word. Lines that hold a
single chunk (headings inside the table, the second line of a wrapped label) say nothing about columns and are not asked; where white is
wide, their words say where in it the boundary stands.

    Jumlah desa         Desa     12    14
    Panjang jalan       Km      340   351
    yang mantap                                  one chunk: not asked
                   |          |     |            three boundaries, in the middle of the white that all lines share
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from extract.ink.figures import DASHES, NUMERIC
from extract.ink.page import Array
from extract.ink.text_lines import Chunk, TextLine, make_chunk

STEP = 0.5  # points: resolution of the profile
TOLERATED = 0.34  # crossing lines (spanning headers) per line with a gap
GROUPED = re.compile(r"^[-+(]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?\W*$")  # 1 234 567: blanks inside one figure
ORPHAN = 2.5  # of the font size: how far a label may stand beside its column
WIDEST = 20_000.0  # points: the widest page that PDF knows has 14,400; what is wider comes of a broken matrix
FEW_LINES = 4  # lines of which none is a band for certain
MANY_TEXTS = 4  # texts in most lines, where one with two may be a band
LEAST_BANDS = 2  # with a number, that show where the column of numbers ends
LEAST_WHITE = 2.0  # points between a number and the text behind it
LONG = 0.35  # of the width: a text of a band is at least as long
MARGIN = 4  # steps of white around the region


@dataclass(frozen=True, slots=True)
class Profile:
    """For each half point from `left`: how many lines have a wide gap there, a chunk there, a word there."""

    left: float
    gap: Array
    chunk: Array
    word: Array

    def x_of(self, low: int, high: int) -> float:
        """The middle of a stretch of steps, in points."""
        return self.left + ((low + high) / 2 - MARGIN) * STEP


def gap_profile(lines: Sequence[TextLine], left: float, right: float) -> Profile:
    """The profile of the lines between two x positions."""
    n = int((right - left) / STEP) + 2 * MARGIN + 2
    gaps: list[float] = []  # starts and ends by turns
    chunks: list[float] = []
    words: list[float] = []
    for line in lines:
        reach, size = None, 0.0
        for chunk in line.chunks:
            chunks += (chunk.x0, chunk.x1)
            for word in chunk.words:
                words += (word.x0, word.x1)
            if reach is not None and chunk.x0 - reach > 0.3 * min(size, chunk.size):
                gaps += (reach, chunk.x0)
            reach, size = max(reach or chunk.x1, chunk.x1), chunk.size
    return Profile(left, _count(gaps, left, n), _count(chunks, left, n), _count(words, left, n))


def _count(stretches: Sequence[float], left: float, n: int) -> Array:
    """How many stretches cover each step."""
    steps = (((np.array(stretches) - left) / STEP).round().astype(np.int64) + MARGIN).clip(0, n)
    starts, ends = steps[::2], np.maximum(steps[1::2], steps[::2])
    return np.asarray((np.bincount(starts, minlength=n + 1) - np.bincount(ends, minlength=n + 1)).cumsum()[:n])


def find_boundaries(lines: Sequence[TextLine], left: float, right: float) -> list[float]:
    """x positions between columns, from left to right; empty when the lines show no columns."""
    several = [line for line in lines if len(line.chunks) > 1]
    asked = without_bands(several, left, right)
    if not asked or right - left > WIDEST:
        return []
    profile = gap_profile(asked, left, right)
    least = min(2, len(asked))
    every = profile if len(asked) == len(lines) else gap_profile(lines, left, right)
    open_at = (profile.gap >= least) & (profile.chunk <= TOLERATED * profile.gap)
    boundaries: list[float] = []
    gap, chunk, word = profile.gap.tolist(), profile.chunk.tolist(), every.word.tolist()
    for a, b in _runs(open_at):
        for low, high in _corridors(gap[a:b], chunk[a:b], word[a:b]):
            boundaries.append(profile.x_of(a + low, a + high))
    behind = _behind_numbers([line for line in several if line not in asked], asked)
    boundaries = sorted({*boundaries, *behind})
    return _without_empty_columns(boundaries, several if behind else asked, left, right)


def _behind_numbers(bands: Sequence[TextLine], lines: Sequence[TextLine]) -> list[float]:
    """Where the numbers of bands end and their texts begin, if these are a column that the other lines keep clear of."""
    if len(bands) < LEAST_BANDS:
        return []
    low, high = max(line.chunks[0].x1 for line in bands), min(line.chunks[1].x0 for line in bands)
    x = (low + high) / 2
    crossed = any(c.x0 < high - 1 and c.x1 > low + 1 for line in lines for c in line.chunks)
    return [] if high - low < LEAST_WHITE or crossed else [x]


def without_bands(lines: list[TextLine], left: float, right: float) -> list[TextLine]:
    """The lines without those that hold but a number and a long text, where others have far more texts: they are bands over columns."""
    if len(lines) < FEW_LINES or median(len(line.chunks) for line in lines) < MANY_TEXTS:
        return lines
    bands = [
        len(line.chunks) == 2 and not line.chunks[1].numeric and line.chunks[1].x1 - line.chunks[1].x0 > LONG * (right - left)
        for line in lines
    ]
    return [line for line, band in zip(lines, bands, strict=True) if not band]


def split_figures(lines: Sequence[TextLine], xs: Sequence[float], left: float, right: float) -> list[float]:
    """Boundaries between columns of figures that stand so close that their gaps look like blanks.

    Asked are columns in which most lines hold two or more figures; figures parted only before groups of three digits are one.
    """
    found: list[float] = []
    limits = [left, *xs, right]
    columns: list[list[Chunk]] = [[] for _ in limits]
    for line in lines:
        for chunk in line.chunks:
            columns[bisect_right(limits, chunk.mid) - 1].append(chunk)
    for (low, high), inside in zip(pairwise(limits), columns, strict=False):
        tight = [c for c in inside if len(c.words) > 1 and all(NUMERIC.match(w.text) or DASHES.match(w.text) for w in c.words)]
        if len(tight) < 4 or len(tight) < 0.7 * len(inside) or all(_grouped(c) for c in tight):
            continue
        split = [TextLine(tuple(make_chunk((w,)) for w in c.words)) for c in tight]
        profile = gap_profile(split, low, high)
        open_at = (profile.gap >= 0.7 * len(tight)) & (profile.chunk <= 0.05 * len(tight))
        found += [profile.x_of(a, b) for a, b in _runs(open_at)]
    return sorted([*xs, *found])


def _grouped(chunk: Chunk) -> bool:
    return bool(GROUPED.match(chunk.text))


def _runs(flags: Array) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _corridors(gap: list[int], chunk: list[int], word: list[int]) -> list[tuple[int, int]]:
    """Parts of an open stretch with the fewest chunks, parted by columns that few lines fill; in each the best place to cut, of
    equal ones the last: what stands right of it mostly begins there."""
    kept: list[tuple[int, int]] = []
    for a, b in _stretches(chunk, min(chunk)):
        best = [gaps - words for gaps, words in zip(gap[a:b], word[a:b], strict=True)]
        low, high = max(_stretches(best, max(best)), key=lambda r: (r[1] - r[0], r[1]))
        kept.append((a + low, a + high))
    return kept


def _stretches(values: list[int], value: int) -> list[tuple[int, int]]:
    """From where to where the list holds the value, which is in it."""
    first, count = values.index(value), values.count(value)
    if values[first : first + count].count(value) == count:
        return [(first, first + count)]
    found = []
    start = -1
    for k, other in enumerate([*values, value - 1]):
        if other == value and start < 0:
            start = k
        elif other != value and start >= 0:
            found.append((start, k))
            start = -1
    return found


@dataclass(slots=True)
class _Filling:
    """Which lines a column holds text of, from where to where that reaches, and whether some of it reaches into the next column and no
    farther."""

    lines: set[int]
    x0: float
    x1: float
    bridges: bool = False


def without_orphans(xs: Sequence[float], lines: Sequence[TextLine], header: int = 0) -> list[float]:
    """Boundaries without those that part a label from its own column: two neighbouring columns of which one holds only lines of the
    header (`header` lines, or the first line or two), the other lines below it, close together; or which never hold text on one line, while
    some text lies in both."""
    kept = list(xs)
    columns = _fillings(lines, [-1e9, *kept, 1e9])
    k = 0
    while k < len(kept):
        left, right = columns[k], columns[k + 1]
        few = min(left.lines, right.lines, key=len)
        many = right.lines if few is left.lines else left.lines
        near = few and not left.lines & right.lines and right.x0 - left.x1 <= ORPHAN * lines[0].chunks[0].size
        first = near and len(few) <= 2 and max(few) <= 2 and min(many, default=0) <= 1
        if first or (near and (left.bridges or _heads(few, many, header) or _heads(many, few, header))):
            del kept[k]
            both = left.lines | right.lines
            columns[k : k + 2] = [_Filling(both, min(left.x0, right.x0), max(left.x1, right.x1), right.bridges)]
        else:
            k += 1
    return kept


def _fillings(lines: Sequence[TextLine], edges: Sequence[float]) -> list[_Filling]:
    columns = [_Filling(set(), 1e9, -1e9) for _ in range(len(edges) - 1)]
    for n, line in enumerate(lines):
        for chunk in line.chunks:
            column = columns[bisect_right(edges, chunk.mid) - 1]
            first, last = columns_of(chunk, edges)
            if last == first + 1:
                columns[first].bridges = True
            column.lines.add(n)
            column.x0 = chunk.x0 if chunk.x0 < column.x0 else column.x0
            column.x1 = chunk.x1 if chunk.x1 > column.x1 else column.x1
    return columns


def _heads(labels: set[int], others: set[int], header: int) -> bool:
    """Are the labels lines of the header, and some of the others lines below it?"""
    return bool(labels) and bool(others) and max(labels) < header <= max(others)


def _without_empty_columns(boundaries: list[float], lines: Sequence[TextLine], left: float, right: float) -> list[float]:
    """Boundaries with no chunk's middle between them are one boundary."""
    mids = sorted([chunk.mid for line in lines for chunk in line.chunks])
    kept: list[float] = []
    last = left
    for x in boundaries:
        if bisect_left(mids, x) > bisect_left(mids, last):
            kept.append(x)
            last = x
    while kept and bisect_left(mids, right) == bisect_left(mids, kept[-1]):
        kept.pop()
    return kept


def column_of(x: float, edges: Sequence[float]) -> int:
    """Index of the column that x lies in, clipped to the table."""
    return min(max(bisect_right(edges, x) - 1, 0), len(edges) - 2)


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
    x0, x1, most = chunk.x0, chunk.x1, len(edges) - 2
    slack = (x1 - x0) / 4 if x1 - x0 < 6.0 else 1.5
    first, last = bisect_right(edges, x0 + slack) - 1, bisect_right(edges, x1 - slack) - 1
    return max(0, min(first, most)), max(0, min(last, most))
