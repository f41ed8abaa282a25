"""Narrow gaps that run down through several lines: columns set so close that their gaps look like blanks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.ink.page import Piece
from extract.ink.text_lines import Chunk, TextLine, make_chunk

NARROW = 0.45  # of the font size: a blank is rarely as wide in text that is not justified
FLUSH = 0.6  # points that words of one column may differ at the side on which they stand flush
MOSTLY = 0.4  # share of the lines whose words stand flush at a gap
WIDE = 1.2  # of the font size: white that no blank between figures has
MOSTLY_APART = 0.75  # share of the other lines with figures so far apart, where the words stand flush on neither side
LABEL = 4  # words of a chunk that may be two labels
WITNESSES = 3  # lines that must have the gap with text on both sides
BELOW = 2.6  # of the font size: white after which the next line is no neighbour

FARTHEST = 24  # lines above and below that are asked


class Gap(NamedTuple):
    """White between two words of a chunk; `label`: the chunk has so few words that it may be two labels."""

    low: float
    high: float
    label: bool


class _Row(NamedTuple):
    """A line, with where its words begin and where they end, and which of them end like a figure."""

    top: float
    bottom: float
    size: float
    starts: list[float]
    ends: list[float]
    figures: list[bool]


class _Run(NamedTuple):
    """A gap as several lines have it, down to the line `last`."""

    low: float
    high: float
    last: int


def cut_narrow_gaps(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with their chunks cut at gaps that a blank could have, where lines above and below have the same gap, no word of them
    crosses it, and the words on one side of it stand flush, or figures far apart. Lines without such gaps are the same objects."""
    narrow = [_narrow_gaps(line) for line in lines]
    if not any(narrow):
        return list(lines)
    rows = [_line_to_row(line) for line in lines]
    out: list[TextLine] = []
    runs: list[_Run] = []
    for k, (line, gaps) in enumerate(zip(lines, narrow, strict=True)):
        runs = [run for run in runs if run.last >= k]
        through = []
        for gap in gaps:
            known = any(gap.low <= run.low and run.high <= gap.high for run in runs)
            run = None if known else _find_run(rows, k, gap)
            runs += [run] if run else []
            through += [gap] if known or run else []
        out.append(_cut(line, through))
    return out


def _narrow_gaps(line: TextLine) -> list[Gap]:
    """Gaps inside the chunks of the line that are wider than a blank."""
    return [
        Gap(a.x1, b.x0, len(chunk.words) <= LABEL)
        for chunk in line.chunks
        if len(chunk.words) > 1
        for a, b in pairwise(chunk.words)
        if b.x0 - a.x1 > NARROW * (a.size if a.size < b.size else b.size) and not (_is_letter(a) and _is_letter(b))
    ]


def _is_letter(word: Piece) -> bool:
    """One capital alone, as in a word whose letters are set apart."""
    return len(word.text) == 1 and word.text.isupper()


def _line_to_row(line: TextLine) -> _Row:
    chunks = line.chunks
    words = chunks[0].words if len(chunks) == 1 else [word for chunk in chunks for word in chunk.words]
    figures = [word.text[-1:].isdigit() or word.text[-1:] == "%" for word in words]
    return _Row(line.top, line.bottom, chunks[0].size, [word.x0 for word in words], [word.x1 for word in words], figures)


def _find_run(rows: Sequence[_Row], at: int, gap: Gap) -> _Run | None:
    """The gap as at least `WITNESSES` lines in a row, this one among them, have it, with text on both sides, flush on one, or figures far
    apart in nearly all lines but this; None where they do not."""
    low, high, label = gap
    lefts, rights = [low], [high]
    end, apart = at, 0
    for neighbours in (rows[max(0, at - FARTHEST) : at][::-1], rows[at + 1 : at + FARTHEST]):
        last, end = rows[at], at
        for row in neighbours:
            reach = BELOW * row.size
            if row.top - last.bottom > reach or last.top - row.bottom > reach:
                break
            middle = (low + high) / 2
            after = bisect_left(row.starts, middle)
            left = row.ends[after - 1] if after else None
            right = row.starts[after] if after < len(row.starts) else None
            if left is not None and left > middle:
                break  # a word stands over the gap
            if left is None or right is None:
                if _blocked(left, right, low, high):
                    break
            else:
                low, high = left if left > low else low, right if right < high else high
                if high - low < NARROW * row.size:
                    low, high = max(lefts), min(rights)
                    break
                lefts.append(left)
                rights.append(right)
                apart += right - left >= WIDE * row.size and row.figures[after - 1] and row.figures[after]
            last, end = row, end + 1
    if len(lefts) < WITNESSES or not (
        (label and apart >= max(WITNESSES, MOSTLY_APART * (len(lefts) - 1)))
        or _flush(rights, min(rights))
        or _flush(lefts, max(lefts))
    ):
        return None
    return _Run(low, high, end)


def _blocked(left: float | None, right: float | None, low: float, high: float) -> bool:
    """Does a line with text on one side only, or on none, stand in the gap?"""
    if left is None and right is None:
        return True
    return (left is not None and left > high - 0.5) or (right is not None and right < low + 0.5)


def _flush(sides: Sequence[float], nearest: float) -> bool:
    """Do enough of the sides stand at the one nearest to the gap? A centred label over a column stands farther away."""
    count = sum(abs(x - nearest) <= FLUSH for x in sides)
    return count >= max(WITNESSES, MOSTLY * len(sides))


def _cut(line: TextLine, gaps: Sequence[Gap]) -> TextLine:
    if not gaps:
        return line
    starts = {gap.high for gap in gaps}
    chunks: list[Chunk] = []
    for chunk in line.chunks:
        cuts = [k for k in range(1, len(chunk.words)) if chunk.words[k].x0 in starts]
        chunks += [make_chunk(chunk.words[a:b]) for a, b in pairwise([0, *cuts, len(chunk.words)])]
    return TextLine(tuple(chunks))
