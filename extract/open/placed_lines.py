"""Lines of a table with the columns that their texts stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.ink.figures import GROUPED
from extract.ink.text_lines import Chunk, TextLine, make_chunk
from extract.open.column_boundaries import columns_of

FEWEST_DIGITS = 5  # of a figure that goes on in the next line
CODE = re.compile(r"^\d{1,3}(?:\.\d{1,4}){3,}\.?$")  # of a programme or an activity
REST = re.compile(r"^\.?\d{1,4}(?:\.\d{1,4})?$")
TIGHT = 0.55  # of the font size: white between the two lines


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
    line, ranges = _joined(line, ranges)
    filled = frozenset([column for first, last in ranges for column in range(first, last + 1)])
    figures = frozenset([first for (first, _), chunk in zip(ranges, line.chunks, strict=True) if chunk.numeric])
    return Placed(line, tuple(ranges), filled, figures)


def _joined(line: TextLine, ranges: list[tuple[int, int]]) -> tuple[TextLine, list[tuple[int, int]]]:
    """The line with the chunks of one column as one: words of justified text stand far apart in a narrow column."""
    if len(set(ranges)) == len(ranges):
        return line, ranges
    parts: dict[tuple[int, int], list[Chunk]] = {}
    for chunk, at in zip(line.chunks, ranges, strict=True):
        parts.setdefault(at, []).append(chunk)
    return TextLine(tuple(_one_chunk(own) for own in parts.values())), list(parts)


def _one_chunk(parts: Sequence[Chunk]) -> Chunk:
    """One chunk of several; a figure where it is most of the text: "850,000 I"."""
    if len(parts) == 1:
        return parts[0]
    whole = make_chunk([word for part in parts for word in part.words])
    figure = any(part.numeric and 2 * len(part.text) > len(whole.text) for part in parts)
    return whole._replace(numeric=whole.numeric or figure)


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


def with_broken_figures(placed: Sequence[Placed]) -> list[Placed]:
    """The lines, where figures that go on in the line below are one: what stands there is the rest of a text and no figure.

    8.890.657.00      the group is not complete,
    0                 and with this it is
    """
    last: dict[int, Chunk] = {}
    out = []
    for line in placed:
        rests: set[int] = set()
        for k, ((first, end), chunk) in enumerate(zip(line.ranges, line.line.chunks, strict=True)):
            above = last.get(first)
            if first == end and above is not None and goes_on(above, chunk):
                rests.add(k)
            last[first] = chunk
        out.append(_with_rests(line, rests) if rests else line)
    return out


def goes_on(above: Chunk, below: Chunk) -> bool:
    """Do the two make one figure whose groups of digits are complete, which those of the upper one are not; or one code of many groups?"""
    if not (above.numeric and below.numeric) or GROUPED.match(above.text) or below.top - above.bottom > TIGHT * above.size:
        return False
    whole = above.text + below.text
    if GROUPED.match(whole):
        return sum(map(str.isdigit, whole)) >= FEWEST_DIGITS
    return bool(CODE.match(above.text) and REST.match(below.text))


def _with_rests(line: Placed, rests: set[int]) -> Placed:
    chunks = [chunk._replace(numeric=False) if k in rests else chunk for k, chunk in enumerate(line.line.chunks)]
    columns = {line.ranges[k][0] for k in rests}
    return replace(line, line=TextLine(tuple(chunks)), figures=line.figures - columns)
