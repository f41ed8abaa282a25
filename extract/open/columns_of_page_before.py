"""A table that goes on from the page before without a head: too few rows to show columns of their own, or a column left empty.

The columns of the table before are evidence when the text at the top of the page keeps clear of all their edges and stands flush
with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.grids.grid import Grid
from extract.ink.edges import Rule
from extract.ink.text_lines import Chunk, TextLine, make_chunk
from extract.open.column_boundaries import column_of
from extract.open.next_heads import next_heads
from extract.open.region_to_grid import Region, assemble
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import Fragment, GridKind

HEAD = 0.13  # share of the page height in which the page's own header may stand above the table
FOOT = 0.8  # share of the page height that the table before reaches down to
NEXT = 2.6  # of the font size: more white than this ends the table
FLUSH = 1.5  # points that text may stand off the place where its column's text began before
LEAST = 3  # columns filled in one line
SCORE = 0.7  # the columns were found on another page
FRAME = 12.0  # points that the rules of an open table may lie outside its text
SLACK = 1.0  # points that a word may reach over an edge


@dataclass(frozen=True, slots=True)
class Before:
    """The columns of the table at the foot of the page before: their edges, and where the text of each begins at the left."""

    edges: tuple[float, ...]
    starts: tuple[frozenset[float], ...]


def fragment_to_before(fragment: Fragment, height: float) -> Before | None:
    """The columns that may go on on the next page; None when the table ends far above the foot of the page or is turned."""
    box, edges = fragment.box, fragment.column_edges
    if box is None or box.bottom < FOOT * height or fragment.columns < LEAST:
        return None
    if abs(box.x0 - edges[0]) > SLACK or abs(box.x1 - edges[-1]) > SLACK:
        return None
    starts: list[set[float]] = [set() for _ in range(fragment.columns)]
    for cell in fragment.cells:
        if cell.text and cell.column_span == 1 and cell.box is not None and cell.style is not None:
            starts[cell.column].add(round(cell.box.x0 + (cell.style.indent or 0.0), 1))
    return Before(tuple(edges), tuple(map(frozenset, starts)))


def find_continued(lines: Sequence[TextLine], before: Before, height: float) -> Region | None:
    """Where the table goes on at the top of the page; None when the text there does not keep to its columns."""
    run: list[TextLine] = []
    heads = next_heads([line.chunks for line in lines])
    for k, line in enumerate(lines):
        if run and k in heads:
            break
        parts = split_at(line, before.edges)
        if parts is None or (run and line.top - max(one.bottom for one in run) > NEXT * line.chunks[0].size):
            if run or line.bottom > HEAD * height:
                break
            continue
        begins = len(parts.chunks) >= LEAST or _is_rest(parts, before)
        if run or (begins and line.top < 2 * HEAD * height):
            run.append(parts)
        elif line.bottom > HEAD * height:
            return None
    if not run or not _flush(run, before) or max(len(line.chunks) for line in run) < LEAST:
        return None
    box = BBox(
        min(before.edges[0], *(line.x0 for line in run)),
        run[0].top - 0.5,
        max(before.edges[-1], *(line.x1 for line in run)),
        max(line.bottom for line in run) + 0.5,
    )
    return Region(GridKind.CONTINUED, box, signs=(Sign("grid_columns_before"),))


def split_at(line: TextLine, edges: Sequence[float]) -> TextLine | None:
    """The line cut at the edges; None when a word lies over one or the line reaches out of the table."""
    chunks: list[Chunk] = []
    for chunk in line.chunks:
        if chunk.x0 < edges[0] - 4 * SLACK or chunk.x1 > edges[-1] + 4 * SLACK:
            return None
        cuts = [0]
        for k, word in enumerate(chunk.words):
            inner = edges[1:-1]
            if any(word.x0 + SLACK < x < word.x1 - SLACK for x in inner):
                return None
            if k and column_of((word.x0 + word.x1) / 2, edges) != column_of(
                (chunk.words[k - 1].x0 + chunk.words[k - 1].x1) / 2, edges
            ):
                cuts.append(k)
        chunks += [make_chunk(chunk.words[a:b]) for a, b in pairwise([*cuts, len(chunk.words)])]
    return TextLine(tuple(chunks))


def _is_rest(line: TextLine, before: Before) -> bool:
    """Does each text of the line begin where texts of its column began before, one at least beside the first column? Then they are what
    is left of a row that the page end cut."""
    at = [(column_of(chunk.mid, before.edges), chunk.x0) for chunk in line.chunks]
    return any(column for column, _ in at) and all(
        any(abs(x0 - x) <= FLUSH for x in before.starts[column]) for column, x0 in at
    )


def _flush(run: Sequence[TextLine], before: Before) -> bool:
    """Do words begin where words of their column began before, in two columns or more and in most of those that hold words?"""
    words: set[int] = set()
    flush: set[int] = set()
    for line in run:
        for chunk in line.chunks:
            column = column_of(chunk.mid, before.edges)
            if not chunk.numeric:
                words.add(column)
                if any(abs(chunk.x0 - x) <= FLUSH for x in before.starts[column]):
                    flush.add(column)
    return len(flush) >= 2 and 2 * len(flush) > len(words)


def better(grid: Grid, found: Sequence[Grid]) -> bool:
    """Is the continued table better than what was found there: open tables with fewer columns, or of little trust, or none at all?"""
    near = [other for other in found if other.box.overlap(grid.box) > 0]
    if any(not is_unsure(other) and (other.kind is GridKind.RULED or other.columns >= grid.columns) for other in near):
        return False
    return all(other.ys[0] >= grid.ys[0] - FRAME and other.ys[-1] <= grid.ys[-1] + FRAME for other in near)


def is_unsure(grid: Grid) -> bool:
    """Is less trust in the grid than in columns that were found on the page before?"""
    return grid.kind is not GridKind.RULED and grid.score < SCORE


def to_grid(lines: Sequence[TextLine], region: Region, before: Before, flats: Sequence[Rule]) -> Grid:
    """The grid of the region with the columns of the page before and rows of its own."""
    box = region.box
    inside = [line for line in lines if box.top <= line.y_mid <= box.bottom]
    cut = [one for line in inside if (one := split_at(line, before.edges)) is not None]
    own = tuple(f for f in flats if box.top - 2 <= f.at <= box.bottom + 2)
    edges = [box.x0, *before.edges[1:-1], box.x1]
    grid = assemble(Region(region.kind, box, own, (), region.signs), cut, edges, [], box.top).grid
    return replace(grid, score=SCORE)
