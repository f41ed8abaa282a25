"""An open region (no full grid of rules) to a grid: columns from white corridors, rows from lines, separators where they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.finders.cells import words_inside, word_to_piece
from extract.finders.columns import columns_of, find_boundaries
from extract.finders.grid import Grid, Span
from extract.finders.header import Block, header_to_blocks
from extract.finders.ink import Ink
from extract.finders.lines import Chunk, TextLine, make_chunk, pieces_to_text_lines
from extract.finders.rows import Row, group_rows
from schemas.geometry import BBox

FULL = 0.72  # share of the region's width that a separator must span to part rows
TALL = 0.45  # share of the region's height that a vertical rule must span to part columns
UNITS = frozenset({"$", "rp", "rp.", "%", "€", "£", "us$", "(", ")"})


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table is supposed to be. `flats` are horizontal rules and edges of fills (y, x0, x1), `uprights` vertical ones
    (x, top, bottom). `kind` names the finder."""

    kind: str
    box: BBox
    flats: tuple[tuple[float, float, float], ...] = ()
    uprights: tuple[tuple[float, float, float], ...] = ()
    reasons: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Structured:
    """The grid of a region with the lines and column ranges that it was made from, for the judge."""

    grid: Grid
    lines: tuple[TextLine, ...]
    header_rows: int
    filled: tuple[tuple[int, ...], ...]  # columns filled in each body row
    ranges: tuple[tuple[float, float], ...]


def region_to_grid(ink: Ink, region: Region) -> Structured | None:
    """The grid of the region; None when its text shows fewer than two columns."""
    words = [w for w in words_inside(ink, region.box).tolist() if ink.words.direction[w] == 0]
    if len(words) < 3:
        return None
    box = region.box
    tall = [x for x, top, bottom in region.uprights if bottom - top >= TALL * box.height and box.x0 + 3 < x < box.x1 - 3]
    lines = pieces_to_text_lines(ink, [word_to_piece(ink, w) for w in words], tall)
    xs = merge_boundaries(find_boundaries(lines, box.x0, box.x1), tall)
    xs = without_unit_columns(xs, lines)
    if not xs:
        return None
    lines = [TextLine(tuple(part for chunk in line.chunks for part in cut_chunk(ink, chunk, xs, lines))) for line in lines]
    edges = [min(box.x0, min(line.x0 for line in lines)), *xs, max(box.x1, max(line.x1 for line in lines))]
    return _assemble(region, lines, edges)


def merge_boundaries(found: Sequence[float], ruled: Sequence[float]) -> list[float]:
    """Found boundaries with drawn ones; a drawn one wins over a found one close by."""
    kept = [x for x in found if all(abs(x - r) > 12 for r in ruled)]
    return sorted([*kept, *ruled])


def without_unit_columns(xs: list[float], lines: Sequence[TextLine]) -> list[float]:
    """Boundaries without those that part only currency or percent signs from their numbers."""
    if not xs:
        return xs
    edges = [-1e9, *xs, 1e9]
    texts: list[set[str]] = [set() for _ in range(len(edges) - 1)]
    for line in lines:
        for chunk in line.chunks:
            first, last = columns_of(chunk, edges)
            for column in range(first, last + 1):
                if first == last or column == first:
                    texts[column].add(chunk.text.lower())
    drop: set[int] = set()
    for k, found in enumerate(texts):
        if found and found <= UNITS:
            after = found & {"%", ")"}
            index = k - 1 if after or k == len(texts) - 1 else k
            if 0 <= index < len(xs):
                drop.add(index)
    return [x for i, x in enumerate(xs) if i not in drop]


def cut_chunk(ink: Ink, chunk: Chunk, xs: Sequence[float], lines: Sequence[TextLine]) -> list[Chunk]:
    """The chunk cut at boundaries that fall into one of its blanks, where both parts sit in their columns as other lines do."""
    for x in xs:
        if not chunk.x0 + 1 < x < chunk.x1 - 1:
            continue
        for k in range(1, len(chunk.words)):
            before, after = chunk.words[k - 1], chunk.words[k]
            if before.x1 - 0.6 <= x <= after.x0 + 0.6 or (before.x1 < x < after.x0):
                left, right = make_chunk(ink, chunk.words[:k]), make_chunk(ink, chunk.words[k:])
                if (left.numeric and right.numeric) or (_sits(left, chunk, lines) and _sits(right, chunk, lines)):
                    return [*cut_chunk(ink, left, xs, lines), *cut_chunk(ink, right, xs, lines)]
    return [chunk]


def _sits(part: Chunk, whole: Chunk, lines: Sequence[TextLine]) -> bool:
    """Does the part share its left edge, right edge or middle with at least two whole chunks of other lines?"""
    close = 0.25 * part.size
    votes = 0
    for line in lines:
        for other in line.chunks:
            if other is whole or other.x1 < part.x0 or other.x0 > part.x1:
                continue
            if abs(other.x0 - part.x0) < close or abs(other.x1 - part.x1) < close or abs(other.mid - part.mid) < close:
                votes += 1
    return votes >= 2


def _assemble(region: Region, lines: list[TextLine], edges: list[float]) -> Structured:
    width = region.box.width
    full = sorted({round(y, 1) for y, x0, x1 in region.flats if x1 - x0 >= FULL * width})
    partial = [(y, x0, x1) for y, x0, x1 in region.flats if x1 - x0 < FULL * width]
    header_end = split_header(lines, full, edges)
    blocks = header_to_blocks(lines[:header_end], edges, partial, full) if header_end else []
    header_rows = max((b.last_row for b in blocks), default=-1) + 1
    rows = group_rows(lines[header_end:], edges, full)
    spans, words = _spans(blocks, rows, header_rows, edges)
    grid = Grid(
        region.kind,
        tuple(edges),
        _row_edges(region, blocks, rows, header_rows),
        tuple(spans),
        region.reasons,
        score=1.0,
        words=tuple(words),
    )
    ranges = tuple((edges[i], edges[i + 1]) for i in range(len(edges) - 1))
    return Structured(grid, tuple(lines), header_rows, tuple(tuple(sorted(row.cells)) for row in rows), ranges)


def split_header(lines: Sequence[TextLine], full: Sequence[float], edges: Sequence[float]) -> int:
    """Number of leading lines that make up the header: those above the first separator below text, else those before figures."""
    for y in full:
        above = sum(line.y_mid < y for line in lines)
        if 0 < above < len(lines):
            if above <= max(6, 0.5 * len(lines)):
                return above
            break
    counts = [sum(c.numeric for c in line.chunks) / max(1, len(line.chunks)) for line in lines]
    body = [i for i, line in enumerate(lines) if len(line.chunks) > 1 and counts[i] >= 0.4]
    if body and len(body) >= 2:
        return body[0] if body[0] <= max(5, 0.4 * len(lines)) else 0
    return 1 if len(lines) > 1 and len(lines[0].chunks) > 1 else 0


def _row_edges(region: Region, blocks: Sequence[Block], rows: Sequence[Row], header_rows: int) -> tuple[float, ...]:
    extents: list[tuple[float, float]] = []
    for level in range(header_rows):
        at = [b for b in blocks if b.first_row == level]
        at = at or [b for b in blocks if b.first_row <= level <= b.last_row]
        extents.append((min(b.top for b in at), min(b.bottom for b in at)))
    extents += [(row.top, row.bottom) for row in rows]
    ys = [min(region.box.top, extents[0][0])]
    for (_, bottom), (top, _) in zip(extents, extents[1:], strict=False):
        ys.append(max((bottom + top) / 2, ys[-1] + 0.01))
    ys.append(max(region.box.bottom, extents[-1][1], ys[-1] + 0.01))
    return tuple(ys)


def _spans(
    blocks: Sequence[Block], rows: Sequence[Row], header_rows: int, edges: Sequence[float]
) -> tuple[list[Span], list[tuple[int, ...]]]:
    columns = len(edges) - 1
    taken: dict[Span, list[int]] = {}
    covered: set[tuple[int, int]] = set()

    def put(row: int, column: int, height: int, width: int, words: list[int]) -> None:
        span = Span(row, column, height, width)
        taken[span] = words
        covered.update((row + i, column + j) for i in range(height) for j in range(width))

    for block in blocks:
        put(block.first_row, block.first, block.last_row - block.first_row + 1, block.last - block.first + 1, list(block.words))
    for k, row in enumerate(rows):
        for (first, last), words in row.cells_by_range.items():
            put(header_rows + k, first, 1, last - first + 1, words)
    for r in range(header_rows + len(rows)):
        for c in range(columns):
            if (r, c) not in covered:
                put(r, c, 1, 1, [])
    spans = sorted(taken, key=lambda s: (s.row, s.column))
    return spans, [tuple(taken[s]) for s in spans]
