"""Lines of a table with the columns that their texts stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.ink.text_lines import Chunk, TextLine
from extract.open.column_boundaries import columns_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the column range of each of its chunks, all columns that these fill, and the columns of its figures."""

    line: TextLine
    ranges: tuple[tuple[int, int], ...]
    filled: frozenset[int]
    figures: frozenset[int]

    def chunk_in(self, column: int) -> Chunk | None:
        for (first, last), chunk in zip(self.ranges, self.line.chunks, strict=True):
            if first <= column <= last:
                return chunk
        return None


def place_line(line: TextLine, edges: Sequence[float]) -> Placed:
    """Column ranges of the line's chunks. A label that runs on over empty columns stays in its own column."""
    ranges = [columns_of(chunk, edges) for chunk in line.chunks]
    for i in range(1, len(ranges)):
        if ranges[i][0] <= ranges[i - 1][1]:
            clash = ranges[i - 1][1]
            if ranges[i - 1][0] < clash:
                ranges[i - 1] = (ranges[i - 1][0], clash - 1)
            elif ranges[i][1] > clash:
                ranges[i] = (clash + 1, ranges[i][1])
    ranges[0] = _first_range(line, ranges, edges)
    filled = frozenset([column for first, last in ranges for column in range(first, last + 1)])
    figures = frozenset([first for (first, _), chunk in zip(ranges, line.chunks, strict=True) if chunk.numeric])
    return Placed(line, tuple(ranges), filled, figures)


def _first_range(line: TextLine, ranges: list[tuple[int, int]], edges: Sequence[float]) -> tuple[int, int]:
    first, last = ranges[0]
    chunk = line.chunks[0]
    if last == first:
        return first, last
    left_room = chunk.x0 - edges[first]
    if first == 0 and left_room < max(3.5 * chunk.size, 0.4 * (edges[1] - edges[0])):
        return 0, 0
    if first > 0 and left_room < 0.6 * chunk.size and len(line.chunks) > 1:
        return first, first
    return _centred_range(chunk, first, last, edges) if len(line.chunks) == 1 else (first, last)


def _centred_range(chunk: Chunk, first: int, last: int, edges: Sequence[float]) -> tuple[int, int]:
    """A line of its own in the middle of the figures spans all of them."""
    for start in (1, 0):
        if start <= first and abs((edges[start] + edges[-1]) / 2 - chunk.mid) < 3 * chunk.size:
            return start, len(edges) - 2
    return first, last
