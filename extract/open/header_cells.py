"""Header lines to header cells: labels wrapped over lines, labels that span several columns, levels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from extract.ink.edges import Rule
from extract.ink.text_lines import Chunk, TextLine, is_numbering
from extract.open.column_boundaries import column_of, columns_covered, columns_of
from extract.open.head_end import YEAR
from extract.open.labels_over_labels import ranges_over_labels

NEAR = 1.3  # of the font size: white between the lines of one label
BESIDE = 0.6  # of the font size: how near to a boundary a label over two columns may end
OFF_CENTRE = 0.3  # share of its columns' width that a label may be off their middle: open columns have no sure edges
CENTRED = 2.0  # of the font size: how far the middle of a label may be from the middle of its columns
EVEN = 1.0  # of the font size: the same for labels that head as many columns each
LEVEL = 0.3  # of the font size: how far the tops of labels of one line may differ
_DIGITS = re.compile(r"(?:19|20)[0-9]{2}")
UNDER = 1.6  # of the font size: how far below a label its own rule may lie


@dataclass(slots=True)
class Block:
    """A header cell: columns `first` to `last`, rows `first_row` to `last_row` of the header."""

    first: int
    last: int
    top: float
    bottom: float
    x0: float
    x1: float
    size: float
    words: list[int] = field(default_factory=list)
    first_row: int = 0
    last_row: int = 0

    @property
    def mid(self) -> float:
        return (self.x0 + self.x1) / 2


def header_to_blocks(
    lines: Sequence[TextLine],
    edges: Sequence[float],
    partial: Sequence[Rule],
    full: Sequence[float],
    contents: Sequence[tuple[float, float]],
) -> list[Block]:
    """Header cells with their rows; `contents` is how far the text of each column reaches in the body."""
    blocks: list[Block] = []
    columns_of_labels = _all_ranges(lines, edges, partial, contents)
    for line, ranges in zip(lines, columns_of_labels, strict=True):
        numbering = is_numbering(line)
        for chunk, (first, last) in zip(line.chunks, ranges, strict=True):
            host = None if numbering else _host(blocks, chunk, first, last, partial, full)
            if host is None:
                host = Block(first, last, chunk.top, chunk.bottom, chunk.x0, chunk.x1, chunk.size)
                blocks.append(host)
            host.bottom = max(host.bottom, chunk.bottom)
            host.x0, host.x1 = min(host.x0, chunk.x0), max(host.x1, chunk.x1)
            host.words += [piece.word for piece in chunk.words]
    _adopt_columns(blocks, contents)
    _set_rows(blocks, len(edges) - 1)
    return blocks


def _adopt_columns(blocks: Sequence[Block], contents: Sequence[tuple[float, float]]) -> None:
    """A column without a label of its own goes to the label beside it that reaches over its text."""
    for column, (x0, x1) in enumerate(contents):
        if any(block.first <= column <= block.last for block in blocks):
            continue
        for block in blocks:
            if block.last == column - 1 and block.x1 > x0 + 0.5 * block.size:
                block.last = column
                break
            if block.first == column + 1 and block.x0 < x1 - 0.5 * block.size:
                block.first = column
                break


def _all_ranges(
    lines: Sequence[TextLine],
    edges: Sequence[float],
    partial: Sequence[Rule],
    contents: Sequence[tuple[float, float]],
) -> list[list[tuple[int, int]]]:
    """The columns of each label of each line: from its rule, else from the labels below that it is centred over, else from its own
    extent."""
    found = [_line_ranges(line, edges, partial, lines[n + 1 :], contents) for n, line in enumerate(lines)]
    ranges = [own for own, _ in found]
    for number in range(len(lines) - 1, -1, -1):
        if found[number][1]:
            continue
        over = ranges_over_labels(lines, ranges, number, edges)
        if not any(b > a for _, _, (a, b) in over) and len({i for n, i, _ in over if n == number}) < len(ranges[number]):
            ranges[number] = _widened(lines[number], ranges[number], edges, lines[number + 1 :])
        for line, index, columns in over:
            ranges[line][index] = columns
    for number in range(len(lines) - 1):
        _widen_over_years(lines, ranges, number)
    return ranges


def _widen_over_years(lines: Sequence[TextLine], ranges: list[list[tuple[int, int]]], number: int) -> None:
    """Labels of the line over a series of years on the next one head all of it: years that go on beside theirs, on the same line and with
    nothing above them, are no labels of taller cells. A label set at one end of its columns does not reach the others."""
    taken = {column for own in ranges[: number + 1] for first, last in own for column in range(first, last + 1)}
    under = number + 1
    years = {
        first: int(found[0])
        for chunk, (first, last) in zip(lines[under].chunks, ranges[under], strict=True)
        if first == last and YEAR.match(chunk.text) and (found := _DIGITS.search(chunk.text))
    }
    for index, (first, last) in enumerate(ranges[number]):
        if last > first and all(column in years for column in range(first, last + 1)):
            ranges[number][index] = _whole_series(years, first, last, taken)


def _whole_series(years: Mapping[int, int], first: int, last: int, taken: Set[int]) -> tuple[int, int]:
    """The columns, with those beside them whose years go on with the series, as far as no label takes them."""
    while years.get(first - 1) == years[first] - 1 and first - 1 not in taken:
        first -= 1
    while years.get(last + 1) == years[last] + 1 and last + 1 not in taken:
        last += 1
    return first, last


def _line_ranges(
    line: TextLine,
    edges: Sequence[float],
    partial: Sequence[Rule],
    below: Sequence[TextLine],
    contents: Sequence[tuple[float, float]],
) -> tuple[list[tuple[int, int]], bool]:
    """The columns of each label of the line, and whether rules say so."""
    ranges = []
    shared = [rule for rule in partial if sum(rule.start <= chunk.mid <= rule.end for chunk in line.chunks) > 1]
    partial = [rule for rule in partial if rule not in shared]
    for chunk in line.chunks:
        rule = _own_rule(chunk, partial, below)
        ranges.append(_columns_under(rule, edges, contents) if rule else _columns_over(chunk, edges, contents))
    whole = [_own_rule(chunk, shared, below) for chunk in line.chunks]
    for rule in dict.fromkeys(rule for rule in whole if rule is not None and whole.count(rule) > 1):
        under = [i for i, own in enumerate(whole) if own == rule]
        tiles = _tile_between([line.chunks[i] for i in under], edges, *_columns_under(rule, edges, contents))
        for i, tile in zip(under, tiles or [], strict=False):
            ranges[i] = tile
    for i in range(1, len(ranges)):
        if ranges[i][0] <= ranges[i - 1][1]:
            if ranges[i - 1][1] > ranges[i - 1][0]:
                ranges[i - 1] = (ranges[i - 1][0], max(ranges[i - 1][0], ranges[i][0] - 1))
            if ranges[i][0] <= ranges[i - 1][1] < ranges[i][1]:
                ranges[i] = (ranges[i - 1][1] + 1, ranges[i][1])
    ruled = any(_own_rule(chunk, partial, below) for chunk in line.chunks)
    return ranges, ruled


def _own_rule(chunk: Chunk, partial: Sequence[Rule], below: Sequence[TextLine]) -> Rule | None:
    """The partial rule right below the chunk, as wide as what it heads; none when other labels come between."""
    found = [
        rule
        for rule in partial
        if -0.3 * chunk.size <= rule.at - chunk.bottom <= UNDER * chunk.size
        and rule.start - 2 <= chunk.mid <= rule.end + 2
        and rule.length >= 0.7 * (chunk.x1 - chunk.x0)
        and not any(c.bottom < rule.at + 1 and c.x1 > rule.start and c.x0 < rule.end for line in below for c in line.chunks)
    ]
    return min(found, key=lambda rule: (round(rule.at / 3), rule.length)) if found else None


def _columns_under(rule: Rule, edges: Sequence[float], contents: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Columns of whose text the rule covers at least 45 percent, or the one under its middle."""
    at = column_of((rule.start + rule.end) / 2, edges)
    return columns_covered(rule.start, rule.end, contents, 0.45) or (at, at)


def _columns_over(chunk: Chunk, edges: Sequence[float], contents: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """Columns that a label without a rule of its own stands over: it must cover a third of the text of each but its own."""
    first, last = columns_of(chunk, edges)
    if first == last:
        return first, last
    own = column_of(chunk.mid, edges)
    covered = columns_covered(chunk.x0, chunk.x1, contents, 0.34)
    return (min(covered[0], own), max(covered[1], own)) if covered else (own, own)


def _widened(
    line: TextLine, ranges: list[tuple[int, int]], edges: Sequence[float], below: Sequence[TextLine]
) -> list[tuple[int, int]]:
    """Labels without rules of their own widened to the columns that they are centred over, when together they then head all columns
    of figures and the lines below have more labels."""
    columns = len(edges) - 1
    labels = [i for i, (first, _) in enumerate(ranges) if first > 0]
    filled = {c for other in below for chunk in other.chunks for c in range(*_inclusive(columns_of(chunk, edges)))}
    even = _even_tiles(line.chunks, edges, filled)
    if even is not None:
        return _with_tiles(ranges, even)
    if not labels or len(labels) >= columns - 1 or not _crosses(line, labels, edges, below):
        return ranges
    tiles = _tile([line.chunks[i] for i in labels], edges) if set(range(1, columns)) <= filled else None
    out = list(ranges)
    for n, i in enumerate(labels):
        low = out[i - 1][1] + 1 if i else 1
        high = ranges[i + 1][0] - 1 if i + 1 < len(ranges) else columns - 1
        out[i] = (
            tiles[n] if tiles else _widest(line.chunks[i], ranges[i], edges, [c for c in range(low, high + 1) if c in filled])
        )
    return out


def _even_tiles(chunks: Sequence[Chunk], edges: Sequence[float], filled: Set[int]) -> tuple[int, list[tuple[int, int]]] | None:
    """The longest run of neighbouring labels that head as many columns each, two or more, side by side and each centred over its own:
    (index of the run's first label, the column range of each). Every column has a label below. None without such a run."""
    columns = len(edges) - 1
    for length in range(len(chunks), 1, -1):
        for at in range(len(chunks) - length + 1):
            if len({chunk.text for chunk in chunks[at : at + length]}) < length:
                continue  # labels that repeat stand below such a run
            for wide in range(2, columns // length + 1):
                for start in range(columns - length * wide + 1):
                    tiles = [(start + n * wide, start + (n + 1) * wide - 1) for n in range(length)]
                    if all(
                        _centred(c, t, edges) for c, t in zip(chunks[at : at + length], tiles, strict=True)
                    ) and filled >= set(range(start, start + length * wide)):
                        return at, tiles
    return None


def _centred(chunk: Chunk, tile: tuple[int, int], edges: Sequence[float]) -> bool:
    return abs((edges[tile[0]] + edges[tile[1] + 1]) / 2 - chunk.mid) <= EVEN * chunk.size


def _with_tiles(ranges: list[tuple[int, int]], even: tuple[int, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The ranges with the tiles in their places; neighbours give way."""
    at, tiles = even
    low, high = tiles[0][0], tiles[-1][1]
    before = [(first, min(last, low - 1)) if first < low else (first, last) for first, last in ranges[:at]]
    after = [(max(first, high + 1), last) if last > high else (first, last) for first, last in ranges[at + len(tiles) :]]
    return [*before, *tiles, *after]


def _widest(chunk: Chunk, own: tuple[int, int], edges: Sequence[float], free: Sequence[int]) -> tuple[int, int]:
    """The widest range around `own` of columns with labels below that the chunk is centred over; `own` when there is none."""
    best = own
    for a in free:
        for b in free:
            wider = a <= own[0] and b >= own[1] and b - a > best[1] - best[0] and all(c in free for c in range(a, b + 1))
            if wider and abs((edges[a] + edges[b + 1]) / 2 - chunk.mid) <= CENTRED * chunk.size:
                best = (a, b)
    return best


def _crosses(line: TextLine, labels: Sequence[int], edges: Sequence[float], below: Sequence[TextLine]) -> bool:
    """Does a label stand over (or right beside) a boundary, and not above the rest of its own text?"""
    for i in labels:
        chunk = line.chunks[i]
        if any(chunk.x0 < x < chunk.x1 for x in edges[1:-1]):
            return True
        reach = BESIDE * chunk.size
        if any(chunk.x0 - reach < x < chunk.x1 + reach for x in edges[1:-1]) and not _goes_on(chunk, below):
            return True
    return False


def _goes_on(chunk: Chunk, below: Sequence[TextLine]) -> bool:
    """Is there text centred right below the label? Then it is one label on two lines."""
    return any(
        abs(c.mid - chunk.mid) < chunk.size and -chunk.size < c.top - chunk.bottom <= NEAR * chunk.size
        for line in below[:1]
        for c in line.chunks
    )


def _tile(chunks: Sequence[Chunk], edges: Sequence[float]) -> list[tuple[int, int]] | None:
    """Neighbouring ranges from column 1 to the last, one for each chunk, each centred under it; None when they do not fit."""
    columns = len(edges) - 1
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {1: (0.0, [])}
    for chunk in chunks:
        after: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for start, (cost, tiles) in best.items():
            for end in range(start, columns):
                off = abs((edges[start] + edges[end + 1]) / 2 - chunk.mid)
                if off <= CENTRED * chunk.size and (end + 1 not in after or cost + off < after[end + 1][0]):
                    after[end + 1] = (cost + off, [*tiles, (start, end)])
        best = after
    return best[columns][1] if columns in best else None


def _tile_between(chunks: Sequence[Chunk], edges: Sequence[float], first: int, last: int) -> list[tuple[int, int]] | None:
    """Neighbouring ranges that fill the columns under one rule, one for each label above it, as centred as can be."""
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {first: (0.0, [])}
    for chunk in chunks:
        after: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for start, (cost, tiles) in best.items():
            for end in range(start, last + 1):
                off = abs((edges[start] + edges[end + 1]) / 2 - chunk.mid)
                room = max(CENTRED * chunk.size, OFF_CENTRE * (edges[end + 1] - edges[start]))
                if off <= room and (end + 1 not in after or cost + off < after[end + 1][0]):
                    after[end + 1] = (cost + off, [*tiles, (start, end)])
        best = after
    return best[last + 1][1] if last + 1 in best else None


def _inclusive(pair: tuple[int, int]) -> tuple[int, int]:
    return pair[0], pair[1] + 1


def _host(
    blocks: list[Block],
    chunk: Chunk,
    first: int,
    last: int,
    partial: Sequence[Rule],
    full: Sequence[float],
) -> Block | None:
    """The block that this chunk goes on with: same columns, right above, no rule between."""
    for block in reversed(blocks):
        if block.last < first or block.first > last:
            continue
        same = block.first == first and block.last == last
        inside = first == last and block.first <= first <= block.last and block.first == block.last
        if not (same or inside) or chunk.top - block.bottom > NEAR * min(chunk.size, block.size):
            return None
        y0, y1 = (block.top + block.bottom) / 2, (chunk.top + chunk.bottom) / 2
        ruled = any(y0 < rule.at < y1 and rule.start - 2 <= chunk.mid <= rule.end + 2 for rule in partial)
        return None if ruled or any(y0 < y < y1 for y in full) else block
    return None


def _set_rows(blocks: list[Block], columns: int) -> None:
    """Rows from the stacks: a block stands one row below the deepest block above it; the last of a column reaches the bottom."""
    ordered = sorted(blocks, key=lambda b: (b.top + b.bottom, b.first))
    depth = [-1] * columns
    for block in ordered:
        at = [depth[c] for c in range(block.first, block.last + 1)]
        block.first_row = block.last_row = max(at) + 1
        for c in range(block.first, block.last + 1):
            depth[c] = block.first_row
    _level_rows(ordered)
    bottom = max(block.first_row for block in ordered)
    for block in ordered:
        shared = [b for b in ordered if b is not block and b.first <= block.last and b.last >= block.first]
        below = [b.first_row for b in shared if b.first_row > block.first_row]
        block.last_row = min(below) - 1 if below else bottom
        if not any(b.first_row < block.first_row for b in shared):
            block.first_row = 0


def _level_rows(ordered: Sequence[Block]) -> None:
    """Labels below others that begin on one printed line stand in one row: the lowest of theirs."""
    below = [block for block in ordered if block.first_row > 0]
    for block in sorted(below, key=lambda b: b.top):
        level = [b for b in below if abs(b.top - block.top) <= LEVEL * block.size]
        block.first_row = max(b.first_row for b in level)
