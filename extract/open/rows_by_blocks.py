"""Rows told by the texts of one column: each is a block of lines set close together, and the column with most has one for each row.

Program                 Persentase jalan mantap      %      30   35      each block of the second column is a row; the
Penyelenggaraan                                                          name beside two of them is one cell
Jalan                   Jumlah rambu yang         buah      51   59
                        terpasang
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.ink.text_lines import Chunk
from extract.open.placed_lines import Placed

INSIDE = 0.2  # of the font size: by how much white inside blocks of one table may differ
APART = 0.35  # of the font size: by how much the white between two blocks is wider, at least
LEAST_ROWS = 3
MOSTLY = 0.8
FEWEST_COLUMNS = 2  # that tell two rows
FEWEST_TALL = 2  # rows of several lines without which there is nothing to tell


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one column set close together: the heights that they reach over, how many they are, and whether they are figures."""

    column: int
    top: float
    bottom: float
    lines: int
    figures: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class BlockRows:
    """A cut below line i where `cuts[i]`; the columns whose cell goes on from the row above, by the first line of the row."""

    cuts: tuple[bool, ...]
    joined: dict[int, frozenset[int]]


def blocks_to_rows(placed: Sequence[Placed], parted: Sequence[bool], columns: int) -> BlockRows | None:
    """The rows of the lines; None where their texts do not tell it: white of one width everywhere, rows without figures, figures between
    the rows or two of one column in a row. `parted[i]`: a rule lies below line i."""
    if any(first != last for line in placed for first, last in line.ranges):
        return None
    size = max(chunk.size for line in placed for chunk in line.line.chunks)
    chunks = _by_column(placed, columns)
    limit = _white_inside(chunks, size)
    if limit is None:
        return None
    blocks = [_to_blocks(column, own, limit) for column, own in enumerate(chunks)]
    texts = [own for own in blocks if own and 2 * sum(block.figures for block in own) < len(own)]
    rows = _row_extents(texts)
    if sum(row.lines > 1 for row in rows) < FEWEST_TALL or (len(rows) < LEAST_ROWS and not _are_two(texts)):
        return None
    bounds = [(a.bottom + b.top) / 2 for a, b in pairwise(rows)]
    numbers = [bisect_left(bounds, line.line.y_mid) for line in placed]
    if sorted(numbers) != numbers or len(set(numbers)) != len(rows):
        return None
    cuts = tuple(a < b for a, b in pairwise(numbers))
    ruled = any(cut and not here for cut, here in zip(parted, cuts, strict=True))
    if ruled or not _have_figures(placed, cuts, rows):
        return None
    return BlockRows(cuts, _joined(blocks, rows, bounds, cuts))


def _are_two(columns: Sequence[Sequence[Block]]) -> bool:
    """Do two columns of texts or more show two blocks of several lines, and none shows more?"""
    tall = [own for own in columns if len(own) == 2 and any(block.lines > 1 for block in own)]
    return len(tall) >= FEWEST_COLUMNS and max(map(len, columns)) == 2


def _by_column(placed: Sequence[Placed], columns: int) -> list[list[Chunk]]:
    found: list[list[Chunk]] = [[] for _ in range(columns)]
    for line in placed:
        for (first, _), chunk in zip(line.ranges, line.line.chunks, strict=True):
            found[first].append(chunk)
    return [sorted(own, key=lambda c: c.top) for own in found]


def _white_inside(chunks: Sequence[Sequence[Chunk]], size: float) -> float | None:
    """The widest white between two lines of one block; None where white between texts is of one kind, or of more than two."""
    whites = sorted(
        b.top - a.bottom for own in chunks for a, b in pairwise(own) if not (a.numeric and b.numeric) and a.bold == b.bold
    )
    if not whites:
        return None
    inside = [white for white in whites if white <= whites[0] + INSIDE * size]
    between = whites[len(inside) :]
    return inside[-1] if between and between[0] >= inside[-1] + APART * size else None


def _to_blocks(column: int, chunks: Sequence[Chunk], limit: float) -> list[Block]:
    blocks: list[list[Chunk]] = []
    for chunk in chunks:
        above = blocks[-1][-1] if blocks else None
        if above is not None and chunk.top - above.bottom <= limit + 0.1 and not (above.numeric and chunk.numeric):
            blocks[-1].append(chunk)
        else:
            blocks.append([chunk])
    return [Block(column, own[0].top, own[-1].bottom, len(own), own[0].numeric) for own in blocks]


def _row_extents(columns: Sequence[Sequence[Block]]) -> list[Block]:
    """The blocks of the column that has most; where several have as many, each as tall as all that stand beside it."""
    most = max(map(len, columns), default=0)
    fullest = sorted((own for own in columns if len(own) == most), key=lambda own: -sum(block.lines for block in own))
    if not fullest:
        return []
    tall = [
        replace(
            beside[0], top=min(b.top for b in beside), bottom=max(b.bottom for b in beside), lines=max(b.lines for b in beside)
        )
        for beside in zip(*fullest, strict=True)
    ]
    return tall if all(a.bottom < b.top for a, b in pairwise(tall)) else list(fullest[0])


def _have_figures(placed: Sequence[Placed], cuts: Sequence[bool], rows: Sequence[Block]) -> bool:
    """Do nearly all rows hold figures, level with their first line or their middle, and none two of one column?"""
    groups: list[list[Placed]] = [[placed[0]]]
    for line, cut in zip(placed[1:], cuts, strict=True):
        if cut:
            groups.append([])
        groups[-1].append(line)
    filled = 0
    for row, group in zip(rows, groups, strict=True):
        figures = [
            (first, chunk)
            for line in group
            for (first, _), chunk in zip(line.ranges, line.line.chunks, strict=True)
            if chunk.numeric and first > 0
        ]
        if len({column for column, _ in figures}) < len(figures):
            return False
        if any(chunk.bottom < row.top or chunk.top > row.bottom for _, chunk in figures):
            return False
        filled += bool(figures)
    return filled >= MOSTLY * len(rows)


def _joined(
    blocks: Sequence[Sequence[Block]], rows: Sequence[Block], bounds: Sequence[float], cuts: Sequence[bool]
) -> dict[int, frozenset[int]]:
    """The columns of each row that go on with the cell above, by the first line of the row: a text there reaches over the bound of the
    two, or stands in the middle of both and not in that of one, and no other stands beside them."""
    starts = [k + 1 for k, cut in enumerate(cuts) if cut]
    found: dict[int, set[int]] = {}
    for own in blocks:
        for block in own if own and own[0].column != rows[0].column else ():
            for k, y in enumerate(bounds):
                lone = not any(other is not block and _lies_in(other, rows[k], rows[k + 1]) for other in own)
                over = block.lines > 1 and block.top < y < block.bottom
                if lone and (over or (_may_join(block) and _is_between(block, rows[k], rows[k + 1]))):
                    found.setdefault(starts[k], set()).add(block.column)
    return {at: frozenset(columns) for at, columns in found.items()}


def _lies_in(block: Block, first: Block, last: Block) -> bool:
    return first.top - 1 < block.middle < last.bottom + 1


def _is_between(block: Block, above: Block, below: Block) -> bool:
    """Is the middle of the block nearer to that of both rows together than to that of either?"""
    both = abs(block.middle - (above.top + below.bottom) / 2)
    return both < 0.5 * min(abs(block.middle - above.middle), abs(block.middle - below.middle))


def _may_join(block: Block) -> bool:
    """A text, or a code or a number in front of one: a figure has a row."""
    return block.column == 0 or not block.figures
