"""An open region (no full grid of rules) to a grid: columns from white corridors, rows from lines, separators where they are drawn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.grids.fill import place_words
from extract.grids.grid import Grid
from extract.ink.edges import Rule
from extract.ink.figures import CURRENCY_SIGNS, is_numeric
from extract.ink.narrow_gaps import cut_narrow_gaps
from extract.ink.page import Ink
from extract.ink.pieces import words_inside, words_to_pieces
from extract.ink.text_lines import Chunk, ChunkKey, TextLine, is_typed_rule, make_chunk, pieces_to_text_lines
from extract.ink.year_rows import cut_years
from extract.open.bands import runs_over
from extract.open.cells_and_edges import cells_to_spans, row_edges
from extract.open.column_boundaries import column_contents, columns_of, find_boundaries, split_figures, without_orphans
from extract.open.head_end import is_body, split_header
from extract.open.header_cells import Block, header_to_blocks
from extract.open.labels_over_labels import spanning_labels
from extract.open.lines_to_rows import group_rows
from extract.open.turned_heads import with_turned_labels
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import GridKind

FULL = 12.0  # points: a separator that parts rows comes this near to both sides of the region
BESIDE = 0.1  # of the font size by which lines that stand beside each other overlap
ABOVE = 1.0  # points above its first line at which a table begins when what is above it is cut off
TALL = 0.45  # share of the region's height that a vertical rule must span to part columns
UNITS = CURRENCY_SIGNS | {"%", "(", ")"}


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table is supposed to be. `flats` are level rules and edges of fills, `uprights` upright rules; `closed` when the columns
    drawn are all there are."""

    kind: GridKind
    box: BBox
    flats: tuple[Rule, ...] = ()
    uprights: tuple[Rule, ...] = ()
    signs: tuple[Sign, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Structured:
    """The grid of a region with the lines and column ranges that it was made from, for the judge."""

    region: Region
    grid: Grid
    lines: tuple[TextLine, ...]
    header_rows: int
    filled: tuple[tuple[int, ...], ...]  # columns filled in each body row
    ranges: tuple[tuple[float, float], ...]


def region_to_grid(
    ink: Ink, region: Region, net: Grid | None = None, ruled_rows: int = 0, twins: Sequence[TextLine] = ()
) -> Structured | None:
    """The grid of the region; None when its text shows fewer than two columns.

    `net` is the incomplete grid that rules draw there, if any: its columns are kept where the text respects them, and the cells
    of its first `ruled_rows` rows (a header drawn with all its rules) as they are. `twins` are the lines of tables with the same
    header on the page: all of them together show the columns.
    """
    inside = words_to_pieces(ink, words_inside(ink, region.box).tolist())
    pieces = [p for p in inside if p.direction == 0 and not is_typed_rule(p.text)]
    if len(pieces) < 3:
        return None
    box = region.box
    tall = [rule.at for rule in region.uprights if rule.length >= TALL * box.height and box.x0 + 3 < rule.at < box.x1 - 3]
    lines = with_turned_labels(cut_years(cut_narrow_gaps(pieces_to_text_lines(pieces, tall))), inside)
    body_top = net.ys[ruled_rows] if net else box.top
    labels = next((k for k, line in enumerate(lines) if is_body(line)), 0) if net is None else 0
    over = spanning_labels(lines[:labels])
    framed = _rows_as_lines(lines, net) if net is not None and net.columns == 1 else []
    asked = [
        *framed,
        *_without(over, [line for line in lines if line.y_mid > body_top]),
        *head_as_line(lines[:labels], over),
        *twins,
    ]
    ruled = sorted({*(tall if net is None else _respected(net.xs[1:-1], asked))})
    xs = ruled if region.closed else without_unit_columns(_all_boundaries(asked, ruled, box), asked)
    if net is None and not twins:
        xs = sorted({*without_orphans(xs, lines, labels), *ruled})
    if not xs:
        return None
    lines = [_cut_at_starts(ink, line, lines, xs) for line in lines]
    if net is None:
        kept = without_preamble(lines, [box.x0, *xs, box.x1])
        if len(kept) < len(lines):
            lower = replace(region, box=BBox(box.x0, max(box.top, kept[0].top - ABOVE), box.x1, box.bottom))
            if len(words_inside(ink, lower.box)) < len(words_inside(ink, box)):
                return region_to_grid(ink, lower, twins=twins)
    lines = [line if runs_over(k, lines, xs) else _cut_line(ink, line, xs, lines, over) for k, line in enumerate(lines)]
    edges = [min(box.x0, *(line.x0 for line in lines)), *xs, max(box.x1, *(line.x1 for line in lines))]
    header = _ruled_header(ink, net, ruled_rows, edges) if net else None
    return assemble(region, lines, edges, header, body_top)


def _without(labels: Mapping[ChunkKey, bool], lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines without these labels: what they stand over says where columns are."""
    if not labels:
        return list(lines)
    kept = [tuple(chunk for chunk in line.chunks if chunk.key not in labels) for line in lines]
    return [TextLine(chunks) for chunks in kept if chunks]


def head_as_line(lines: Sequence[TextLine], over: Mapping[ChunkKey, bool]) -> list[TextLine]:
    """All labels of the header that head one column as one line, wrapped ones joined: labels in the middle of tall cells stand beside
    each other though they do not share a line. Empty for a header of fewer than two lines."""
    if len(lines) < 2:
        return []
    chunks = sorted((c for line in lines for c in line.chunks if c.key not in over), key=lambda c: c.x0)
    joined: list[list[Chunk]] = []
    reach = -1e9
    for chunk in chunks:
        if chunk.x0 < reach:
            joined[-1].append(chunk)
        else:
            joined.append([chunk])
        reach = max(reach, chunk.x1)
    labels = tuple(make_chunk(sorted((w for c in own for w in c.words), key=lambda w: w.x0)) for own in joined)
    return [TextLine(labels)] if len(labels) > 1 else []


def _rows_as_lines(lines: Sequence[TextLine], net: Grid) -> list[TextLine]:
    """The rows of a frame that hold several lines as one line each: figures in the middle of a wrapped label stand beside it."""
    rows = [[line for line in lines if top < line.y_mid < bottom] for top, bottom in pairwise(net.ys)]
    return [joined for row in rows for joined in head_as_line(row, {})]


def _chunks_beside(lines: Sequence[TextLine]) -> list[int]:
    """For each line the chunks that it and the lines after it hold which reach up beside it: labels in the middle of tall cells."""
    counts = []
    for k, line in enumerate(lines):
        bottom, count = line.bottom, len(line.chunks)
        for other in lines[k + 1 :]:
            if other.top >= bottom - BESIDE * other.chunks[0].size:
                break
            bottom, count = other.bottom, count + len(other.chunks)
        counts.append(count)
    return counts


def without_preamble(lines: list[TextLine], edges: Sequence[float]) -> list[TextLine]:
    """The lines from the header on: titles, descriptions and key: value lines above it that run over the columns are not the
    table's, though the same rules frame them."""
    columns = len(edges) - 1
    head = next((k for k, count in enumerate(_chunks_beside(lines)) if count >= max(3, 0.6 * columns)), 0)
    for k in range(head - 1, -1, -1):
        chunk = lines[k].chunks[0]
        first, last = columns_of(chunk, edges)
        if (first == 0 and last > 0) or chunk.text.endswith(":"):
            return lines[k + 1 :]
    return lines


def _respected(xs: Sequence[float], lines: Sequence[TextLine]) -> list[float]:
    """Drawn column lines that the text of (nearly) all lines keeps clear of."""
    kept = []
    for x in xs:
        crossing = sum(any(c.x0 + 1.5 < x < c.x1 - 1.5 for c in line.chunks) for line in lines if len(line.chunks) > 1)
        if crossing <= 0.2 * len(lines):
            kept.append(x)
    return kept


def _all_boundaries(lines: Sequence[TextLine], ruled: Sequence[float], box: BBox) -> list[float]:
    """Drawn boundaries, and those that the text shows between two of them, close columns of figures among them."""
    xs: list[float] = []
    limits = [box.x0, *ruled, box.x1]
    for left, right in pairwise(limits):
        inside = [TextLine(chunks) for line in lines if (chunks := tuple(c for c in line.chunks if left <= c.mid < right))]
        xs += find_boundaries(inside, left, right)
        xs.append(right)
    return split_figures(lines, xs[:-1], box.x0, box.x1)


def _ruled_header(ink: Ink, net: Grid, rows: int, edges: Sequence[float]) -> list[Block] | None:
    """The cells of the first rows of the net as header blocks; None when their columns are not those of the body."""
    if not rows:
        return None
    nearest = {i: min(range(len(edges)), key=lambda k: abs(edges[k] - x)) for i, x in enumerate(net.xs)}
    nearest[0], nearest[len(net.xs) - 1] = 0, len(edges) - 1
    placed = place_words(ink, net, words_inside(ink, net.box))
    blocks = []
    for span, pieces in zip(net.spans, placed, strict=True):
        if span.row + span.rows > rows:
            if span.row < rows:
                return None
            continue
        first, after = span.column, span.column + span.columns
        if any(abs(edges[nearest[i]] - net.xs[i]) > 1 for i in (first, after) if 0 < i < len(net.xs) - 1):
            return None
        box = net.span_box(span)
        block = Block(
            first=nearest[first],
            last=nearest[after] - 1,
            top=box.top,
            bottom=box.bottom,
            x0=box.x0,
            x1=box.x1,
            size=0.0,
            words=[piece.word for piece in pieces],
            first_row=span.row,
            last_row=span.row + span.rows - 1,
        )
        blocks.append(block)
    return blocks


def without_unit_columns(xs: list[float], lines: Sequence[TextLine]) -> list[float]:
    """Boundaries without those that part only currency or percent signs from their numbers. Signs beside labels are a column of
    units."""
    if not xs:
        return xs
    edges = [-1e9, *xs, 1e9]
    columns: list[list[tuple[int, Chunk]]] = [[] for _ in range(len(edges) - 1)]
    for number, line in enumerate(lines):
        for chunk in line.chunks:
            first, last = columns_of(chunk, edges)
            for column in range(first, last + 1):
                if first in (last, column):
                    columns[column].append((number, chunk))
    drop: set[int] = set()
    for k, found in enumerate(columns):
        texts = {chunk.text.lower() for _, chunk in found}
        if found and texts <= UNITS:
            index = k - 1 if texts & {"%", ")"} or k == len(columns) - 1 else k
            if 0 <= index < len(xs) and _figures_beside(found, columns[index if index < k else k + 1]):
                drop.add(index)
    return [x for i, x in enumerate(xs) if i not in drop]


def _figures_beside(signs: Sequence[tuple[int, Chunk]], others: Sequence[tuple[int, Chunk]]) -> bool:
    """Are what stands beside the signs, on their lines, mostly figures?"""
    numbers = {number for number, _ in signs}
    beside = [chunk.numeric for number, chunk in others if number in numbers]
    return 2 * sum(beside) >= len(beside) > 0


def _cut_line(
    ink: Ink, line: TextLine, xs: Sequence[float], lines: Sequence[TextLine], over: Mapping[ChunkKey, bool]
) -> TextLine:
    """The line with its chunks cut at the boundaries, but for labels over a series of years: their blanks are blanks."""
    parts = [part for chunk in line.chunks for part in ((chunk,) if over.get(chunk.key) else cut_chunk(ink, chunk, xs, lines))]
    return TextLine(tuple(parts)) if len(parts) > len(line.chunks) else line


def cut_chunk(ink: Ink, chunk: Chunk, xs: Sequence[float], lines: Sequence[TextLine]) -> list[Chunk]:
    """The chunk cut at boundaries that fall into one of its blanks, where both parts sit in their columns as other lines do."""
    for x in xs[bisect_right(xs, chunk.x0 + 1) : bisect_left(xs, chunk.x1 - 1)]:
        for k in range(1, len(chunk.words)):
            before, after = chunk.words[k - 1], chunk.words[k]
            if before.x1 - 0.6 <= x <= after.x0 + 0.6 or (before.x1 < x < after.x0):
                left, right = make_chunk(chunk.words[:k]), make_chunk(chunk.words[k:])
                if (_are_figures(left) and _are_figures(right)) or (_sits(left, chunk, lines) and _sits(right, chunk, lines)):
                    return [*cut_chunk(ink, left, xs, lines), *cut_chunk(ink, right, xs, lines)]
    return [chunk]


def _are_figures(chunk: Chunk) -> bool:
    """One figure, or several beside each other: "105.2% 105.3%" are two though no number is written so."""
    return chunk.numeric or all(is_numeric(word.text) for word in chunk.words)


def _cut_at_starts(ink: Ink, line: TextLine, lines: Sequence[TextLine], xs: Sequence[float]) -> TextLine:
    """A closely set header line (one chunk over several columns) cut where its words begin with the columns below."""
    if len(line.chunks) > 1 or len(xs) < 2 or len(line.chunks[0].words) <= len(xs) or line is not lines[0]:
        return line
    words = line.chunks[0].words
    starts = [min((c.x0 for other in lines[1:4] for c in other.chunks if c.x0 >= x), default=1e9) for x in xs]
    cuts = [k for k in range(1, len(words)) if any(abs(words[k].x0 - x) <= 1.5 for x in starts)]
    if len(cuts) < 0.75 * len(xs):
        return line
    return TextLine(tuple(make_chunk(words[a:b]) for a, b in pairwise([0, *cuts, len(words)])))


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


def assemble(
    region: Region, lines: list[TextLine], edges: list[float], header: list[Block] | None, body_top: float
) -> Structured:
    """Rows, cells and head of lines whose columns are known. `header` are the cells of a drawn head, None where it must be found."""
    slack = max(FULL, 0.02 * region.box.width)
    left, right = region.box.x0 + slack, region.box.x1 - slack
    full = sorted({round(rule.at, 1) for rule in region.flats if rule.start <= left and rule.end >= right})
    partial = [
        rule for rule in region.flats if (rule.start > left or rule.end < right) and all(abs(rule.at - y) > 1 for y in full)
    ]
    if header is None:
        header_end = split_header(lines, full, edges)
        contents = column_contents(lines[header_end:], edges)
        blocks = header_to_blocks(lines[:header_end], edges, partial, full, contents) if header_end else []
    else:
        header_end, blocks = sum(line.y_mid < body_top for line in lines), header
    header_rows = max((b.last_row for b in blocks), default=-1) + 1
    rows = group_rows(lines[header_end:], edges, full, partial)
    spans, words = cells_to_spans(blocks, rows, header_rows, edges)
    grid = Grid(
        region.kind,
        tuple(edges),
        row_edges(region.box, blocks, rows, header_rows),
        tuple(spans),
        region.signs,
        score=1.0,
        words=tuple(words),
        head_rows=header_rows,
    )
    ranges = tuple((edges[i], edges[i + 1]) for i in range(len(edges) - 1))
    return Structured(region, grid, tuple(lines), header_rows, tuple(tuple(sorted(row.cells)) for row in rows), ranges)
