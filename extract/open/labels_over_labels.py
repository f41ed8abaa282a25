"""Labels that head several columns: what stands on the line below a label, and how the labels of a line share it out.

A label over several columns is centred over them, and the columns have labels of their own on one line below with nothing between.
Lines are asked from the lowest up, so that a label over labels that span covers all of their columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.ink.text_lines import Chunk, ChunkKey, TextLine
from schemas.lexicon import lexicon

LEADING = 0.55  # of the font size: white between the lines of one wrapped label
OFF = 1.2  # of the font size: how far a label may be off the middle of what it heads
OFF_SHARE = 0.15  # of the width of what it heads, where that is more
FAR_APART = 8.0  # of the font size: labels farther apart than that are not under one label between them
BARE = 1.0  # of the font size: what it costs to leave a label below without one above
_LEXICON = lexicon()
SERIES = re.compile(
    rf"^\W*(?:(?:n|{_LEXICON.either('periods.year', 'periods.budget_year', 'periods.quarter', 'periods.semester')})\W*)?"
    rf"(?:{_LEXICON.either('periods.order_mark')}\W*)?(?:(?:19|20)\d\d|[ivx]{{1,4}}|\d{{1,2}})\W*$",
    re.IGNORECASE,
)

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kid:
    """A label on the line below: its chunk and the columns that it heads."""

    chunk: Chunk
    columns: Range


@dataclass(frozen=True, slots=True)
class Parent:
    """A label that may head several columns: its index on its line, the extent of all its wrapped lines, the line below it."""

    at: int
    mid: float
    bottom: float
    size: float
    below: int
    wraps: tuple[tuple[int, int], ...]  # (line, index) of the chunks that are the rest of it


def ranges_over_labels(
    lines: Sequence[TextLine], ranges: list[list[Range]], number: int, edges: Sequence[float]
) -> list[tuple[int, int, Range]]:
    """(line, index, columns) for each label of line `number`, and of its wrapped rest, that stands over labels below. `ranges` are the
    columns of all labels, right for the lines below. Empty when none does."""
    found: dict[tuple[int, int], list[Parent]] = {}
    for at in range(len(lines[number].chunks)):
        parent = _parent(lines, ranges, number, at)
        if parent is not None:
            kids = _kids(lines, ranges, number, parent)
            if kids is not None:
                found.setdefault((parent.below, kids[0]), []).append(parent)
    out: list[tuple[int, int, Range]] = []
    for (below, first), parents in found.items():
        last = _last_kid(lines, ranges, number, below, first)
        heading = {parent.at for parent in parents}
        others = [c for i, c in enumerate(lines[number].chunks) if i not in heading]
        row = [Kid(lines[below].chunks[i], ranges[below][i]) for i in range(first, last + 1)]
        for part in _unheaded(row, others):
            over = [p for p in parents if part[0].chunk.x0 - p.size <= p.mid <= part[-1].chunk.x1 + p.size]
            for parent, columns in _shared_out(over, part, edges) if over else []:
                out.append((number, parent.at, columns))
                out += [(line, index, columns) for line, index in parent.wraps]
    return out


def spanning_labels(lines: Sequence[TextLine]) -> dict[ChunkKey, bool]:
    """The labels of a header that stand over several labels of one line below, by `Chunk.key`, and whether those are a series of years.
    Looks at extents alone, for columns that are not known yet; empty when there are none."""
    found: dict[ChunkKey, bool] = {}
    for number, line in enumerate(lines):
        for chunk in line.chunks:
            kids = _kids_by_extent(chunk, lines[number + 1 :])
            if len(kids) > 1:
                found[chunk.key] = _alike(kids)
    return found


def _kids_by_extent(chunk: Chunk, below: Sequence[TextLine]) -> list[Chunk]:
    """What the first line below has under the label: several labels, or two that its middle stands between, or a member of a series
    with its neighbours."""
    for line in below:
        under = [i for i, c in enumerate(line.chunks) if c.x1 > chunk.x0 and c.x0 < chunk.x1]
        if len(under) > 1:
            return [line.chunks[i] for i in under]
        if len(under) == 1:
            own = line.chunks[under[0]]
            three = line.chunks[max(under[0] - 1, 0) : under[0] + 2]
            beside = own.x1 < chunk.mid or own.x0 > chunk.mid
            pair = three[-2:] if own.x1 < chunk.mid else three[:2]
            if len(three) > 2 and _alike(three):
                return list(three)
            return list(pair) if beside and len(pair) == 2 and _alike(pair) else []
        left = sum(c.x1 < chunk.mid for c in line.chunks)
        pair = line.chunks[left - 1 : left + 1] if left else ()
        if len(pair) == 2 and pair[1].x0 - pair[0].x1 < FAR_APART * chunk.size:
            return list(pair)
    return []


def _unheaded(kids: Sequence[Kid], others: Sequence[Chunk]) -> list[list[Kid]]:
    """Runs of the labels below that no other label of the upper line stands right above."""
    parts: list[list[Kid]] = [[]]
    for kid in kids:
        if any(other.x0 < kid.chunk.x1 and other.x1 > kid.chunk.x0 for other in others):
            parts.append([])
        else:
            parts[-1].append(kid)
    return [part for part in parts if part]


def _parent(lines: Sequence[TextLine], ranges: list[list[Range]], number: int, at: int) -> Parent | None:
    """The label with its wrapped lines, and the first line below that has other labels under it."""
    chunk = lines[number].chunks[at]
    x0, x1, bottom, wraps = chunk.x0, chunk.x1, chunk.bottom, []
    for below in range(number + 1, len(lines)):
        under = [i for i, c in enumerate(lines[below].chunks) if c.x1 > x0 and c.x0 < x1]
        mid = (x0 + x1) / 2
        if len(under) == 1 and _is_rest(lines, ranges, number, below, under[0], mid, bottom):
            rest = lines[below].chunks[under[0]]
            x0, x1, bottom = min(x0, rest.x0), max(x1, rest.x1), rest.bottom
            wraps.append((below, under[0]))
        elif under or _between(lines[below], ranges[below], mid):
            if lines[below].top < bottom - 0.3 * chunk.size:
                return None
            return Parent(at, mid, bottom, chunk.size, below, tuple(wraps))
    return None


def _is_rest(
    lines: Sequence[TextLine], ranges: list[list[Range]], number: int, below: int, index: int, mid: float, bottom: float
) -> bool:
    """Is the chunk the next line of a wrapped label: right below, in its middle, and no member of a row of labels?"""
    chunk = lines[below].chunks[index]
    if chunk.top - bottom > LEADING * chunk.size or abs(chunk.mid - mid) > 0.5 * chunk.size or SERIES.match(chunk.text):
        return False
    beside = [i for i in (index - 1, index + 1) if 0 <= i < len(lines[below].chunks)]
    alone = [i for i in beside if _is_open(lines, ranges, number, below, i) and _adjacent(ranges[below], index, i)]
    return len(alone) < 2 or not _alike([lines[below].chunks[i] for i in (*alone, index)])


def _adjacent(ranges: Sequence[Range], a: int, b: int) -> bool:
    low, high = (a, b) if a < b else (b, a)
    return ranges[high][0] == ranges[low][1] + 1


def _alike(chunks: Sequence[Chunk]) -> bool:
    """Years, quarters or numbers: a series that stands under one label."""
    return all(SERIES.match(chunk.text) for chunk in chunks)


def _between(line: TextLine, ranges: Sequence[Range], mid: float) -> bool:
    """Does the line have labels of neighbouring columns left and right of the place?"""
    left = max((i for i, c in enumerate(line.chunks) if c.x1 < mid), default=None)
    return left is not None and left + 1 < len(ranges) and _adjacent(ranges, left, left + 1)


def _is_open(lines: Sequence[TextLine], ranges: list[list[Range]], number: int, below: int, index: int) -> bool:
    """Has the label no other label of its columns between the two lines?"""
    first, last = ranges[below][index]
    return not any(a <= last and b >= first for line in range(number + 1, below) for a, b in ranges[line])


def _kids(lines: Sequence[TextLine], ranges: list[list[Range]], number: int, parent: Parent) -> Range | None:
    """First and last index of the row of open labels that the parent stands over; None when there is none."""
    chunks = lines[parent.below].chunks
    under = [i for i, c in enumerate(chunks) if c.x0 - 0.5 <= parent.mid <= c.x1 + 0.5]
    if not under:
        left = max((i for i, c in enumerate(chunks) if c.x1 < parent.mid), default=None)
        if left is None or left + 1 >= len(chunks) or not _adjacent(ranges[parent.below], left, left + 1):
            return None
        under = [left, left + 1]
    own = set(parent.wraps)
    between = [i for i in under if not _open_but(lines, ranges, number, parent.below, i, own)]
    if between:
        return None
    first = _first_kid(lines, ranges, number, parent.below, under[0])
    return first, _last_kid(lines, ranges, number, parent.below, under[-1])


def _open_but(
    lines: Sequence[TextLine], ranges: list[list[Range]], number: int, below: int, index: int, own: set[tuple[int, int]]
) -> bool:
    first, last = ranges[below][index]
    return not any(
        a <= last and b >= first and (line, i) not in own
        for line in range(number + 1, below)
        for i, (a, b) in enumerate(ranges[line])
    )


def _first_kid(lines: Sequence[TextLine], ranges: list[list[Range]], number: int, below: int, index: int) -> int:
    while index > 0 and _joins(lines, ranges, number, below, index, index - 1):
        index -= 1
    return index


def _last_kid(lines: Sequence[TextLine], ranges: list[list[Range]], number: int, below: int, index: int) -> int:
    while index + 1 < len(ranges[below]) and _joins(lines, ranges, number, below, index, index + 1):
        index += 1
    return index


def _joins(lines: Sequence[TextLine], ranges: list[list[Range]], number: int, below: int, index: int, other: int) -> bool:
    """Does the neighbour belong to the same row of open labels? A series of years ends where other words begin."""
    chunks = lines[below].chunks
    same = bool(SERIES.match(chunks[index].text)) == bool(SERIES.match(chunks[other].text))
    return same and _adjacent(ranges[below], index, other) and _is_open(lines, ranges, number, below, other)


def _shared_out(parents: Sequence[Parent], kids: Sequence[Kid], edges: Sequence[float]) -> list[tuple[Parent, Range]]:
    """Which neighbouring labels below each parent heads, so that all are as centred as can be and few labels are left bare."""
    best: list[tuple[float, tuple[tuple[Parent, int, int], ...]]] = [(0.0, ())] * (len(kids) + 1)
    size = parents[0].size
    for i in range(1, len(kids) + 1):
        best[i] = (best[i - 1][0] + BARE * size, best[i - 1][1])
    for parent in parents:
        after: list[tuple[float, tuple[tuple[Parent, int, int], ...]]] = [(1e9, ())]
        for end in range(1, len(kids) + 1):
            options = [(after[end - 1][0] + BARE * size, after[end - 1][1])]
            for start in range(end):
                off = _off(parent, kids[start:end], edges)
                if off is not None and best[start][0] < 1e8:
                    options.append((best[start][0] + off, (*best[start][1], (parent, start, end))))
            after.append(min(options, key=lambda option: option[0]))
        best = after
    cost, chosen = best[-1]
    if cost >= 1e8:
        return []
    return [(parent, (kids[start].columns[0], kids[end - 1].columns[1])) for parent, start, end in chosen]


def _off(parent: Parent, kids: Sequence[Kid], edges: Sequence[float]) -> float | None:
    """How far the parent is from the middle of the labels below, or of their columns; None when that is too far."""
    left, right = edges[kids[0].columns[0]], edges[kids[-1].columns[1] + 1]
    middles = ((left + right) / 2, (kids[0].chunk.x0 + kids[-1].chunk.x1) / 2, (kids[0].chunk.mid + kids[-1].chunk.mid) / 2)
    off = min(abs(middle - parent.mid) for middle in middles)
    if len(kids) == 1:
        return off
    return off if off <= max(OFF * parent.size, OFF_SHARE * (right - left)) else None
