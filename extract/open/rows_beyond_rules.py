"""Rows of a table that stand outside its rules: the last one below the last coloured row, a head above the first rule, a body below the
rules of its head. They keep to the columns that the rows between the rules show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.captions import is_caption
from extract.ink.edges import Rule
from extract.ink.text_lines import Chunk, ChunkKey, TextLine
from extract.open.between_rules import is_header_again
from extract.open.column_boundaries import columns_of
from extract.open.head_end import is_body
from extract.open.region_to_grid import Region, Structured
from schemas.geometry import BBox

FLUSH = 2.0  # points that texts of one column may differ at the side on which they stand flush
CENTRED = 4.0  # the same for the middles of labels and what they head
MOSTLY = 0.66  # of the texts of a line
JUST = 0.7  # the same for the rows of a further section, far below
SECTION = 6.0  # of the font size: white above a further section
MANY_HEADS = 4
NEXT_ROW = 2.6  # of the font size: white between two rows
FARTHER = 1.5  # times the widest white between rows of the table, where that is more
NEXT_LINE = 0.6  # of the font size: white above a line that goes on with a cell
HEAD_LINE = 1.3  # of the font size: white below a line of the head
PART = 0.3  # of the lines of the table that go on beside it
TITLE = 1.5  # of the font size: how far the middle of a title may be from that of its table
STICKS_OUT = 6.0  # points that text may reach out of the table at its sides

Places = list[list[tuple[float, float]]]  # for each column the extents of its texts


def with_rows_beyond(
    found: Structured,
    lines: Sequence[TextLine],
    prose: Collection[ChunkKey],
    flats: Sequence[Rule],
    others: Sequence[BBox],
    runs: Sequence[BBox] = (),
) -> Region | None:
    """The region with the lines above and below it that are the table's; None where there are none. `others` are the boxes of other
    tables: nothing beyond them is asked. `runs` are those of lines that fall into columns, rules or not."""
    box = found.region.box
    if _is_part(found, lines):
        return None
    places = _places(found)
    near = [other for other in others if min(other.x1, box.x1) > max(other.x0, box.x0)]
    high = max((o.bottom for o in near if o.bottom <= box.top + 1), default=-1e9)
    low = min((o.top for o in near if o.top >= box.bottom - 1), default=1e9)
    inside = [line for line in (_between(line, box) for line in lines) if line is not None]
    above = [line for line in inside if high < line.y_mid < box.top]
    below = [line for line in inside if box.bottom < line.y_mid < low]
    head = _lines_above(found, above, places, runs)
    body = _rows_below(found, head, below, prose, places)
    if not head and not body:
        return None
    top = min([box.top, *(line.top - 0.5 for line in head)])
    bottom = max([box.bottom, *(line.bottom + 0.5 for line in body)])
    wider = BBox(box.x0, top, box.x1, bottom)
    own = tuple(f for f in flats if top - 2 <= f.at <= bottom + 2 and f.start < box.x1 and f.end > box.x0)
    return replace(found.region, box=wider, flats=own)


def _is_part(found: Structured, lines: Sequence[TextLine]) -> bool:
    """Do the lines of the table go on beside it? Then its rules leave out merged cells, and there is more of it."""
    box = found.region.box
    level = [line for line in lines if box.top < line.y_mid < box.bottom]
    beside = sum(any(c.mid < box.x0 - STICKS_OUT or c.mid > box.x1 + STICKS_OUT for c in line.chunks) for line in level)
    return beside >= PART * len(level)


def _between(line: TextLine, box: BBox) -> TextLine | None:
    chunks = tuple(c for c in line.chunks if box.x0 - STICKS_OUT <= c.mid <= box.x1 + STICKS_OUT)
    return (line if len(chunks) == len(line.chunks) else TextLine(chunks)) if chunks else None


def _places(found: Structured) -> Places:
    edges = found.grid.xs
    places: Places = [[] for _ in found.ranges]
    for line in found.lines:
        for chunk in line.chunks:
            first, last = columns_of(chunk, edges)
            if first == last:
                places[first].append((chunk.x0, chunk.x1))
    return places


def _keeps(chunks: Sequence[Chunk], edges: Sequence[float], places: Places, centred: float) -> bool:
    """Do several texts stand in columns of their own, most of them flush with the texts there or in their middle?"""
    if len(chunks) < 2 or len(places) < 2:
        return False
    at = [columns_of(c, edges) for c in chunks]
    spare = (
        1 if centred == CENTRED and len(chunks) > MANY_HEADS else 0
    )  # heads of two columns that the rows alone did not part
    if len({first for first, _ in at}) < len(chunks) - spare or sum(a == b for a, b in at) < MOSTLY * len(chunks):
        return False
    flush = 0
    for chunk, (first, last) in zip(chunks, at, strict=True):
        flush += first == last and any(
            abs(chunk.x0 - x0) <= FLUSH or abs(chunk.x1 - x1) <= FLUSH or abs(chunk.x0 + chunk.x1 - x0 - x1) <= 2 * centred
            for x0, x1 in places[first]
        )
    return flush >= MOSTLY * len(chunks)


def _all_flush(chunks: Sequence[Chunk], edges: Sequence[float], places: Places) -> bool:
    """Do all texts stand just where others of their columns begin, or end?"""
    return all(any(min(abs(c.x0 - x0), abs(c.x1 - x1)) <= JUST for x0, x1 in places[columns_of(c, edges)[0]]) for c in chunks)


def _lines_above(found: Structured, above: Sequence[TextLine], places: Places, runs: Sequence[BBox]) -> list[TextLine]:
    """The lines above a table that has no head of its own, from the lowest up: rows that keep to its columns, then the head, if there is
    one: a table that goes on from the page before has rows alone. Above a head, the labels that span several of its columns."""
    if found.header_rows and not _is_band(found):
        return _spanners(found, above) or (_head_of_run(found, above, runs)[::-1] if _lacks_labels(found) else [])
    lines: list[TextLine] = []
    end = 0
    top, far, heads = found.lines[0].top, _farthest(found), False
    for line in reversed(above):
        size, body = line.chunks[0].size, is_body(line)
        keeps = _keeps(line.chunks, found.grid.xs, places, CENTRED) or (heads and _is_close(line, lines[-1], top))
        keeps |= not lines and not body and _labels_columns(line, found.grid.xs)
        if (heads and body) or any(is_caption(c.text) for c in line.chunks) or (len(line.chunks) > 1 and not keeps):
            break
        if top - line.bottom > (HEAD_LINE * size if heads else max(NEXT_ROW * size, far)):
            break
        heads |= keeps and not body
        lines.append(line)
        end = len(lines) if keeps else end
        top = line.top
    rows = lines[:end]
    rest = [line for line in above if line.y_mid < (rows[-1].top if rows else found.region.box.top)]
    more = _head_of_run(found, rest, runs)
    return [*rows, *reversed(more)] if heads or more or any(is_body(line) for line in rows) else []


def _labels_columns(line: TextLine, edges: Sequence[float]) -> bool:
    """Does a text stand in most of the columns, each in one of its own? Labels in the middle of columns whose figures end at the right
    are flush with none of them."""
    at = [columns_of(c, edges) for c in line.chunks]
    own = {first for first, last in at if first == last}
    return len(own) == len(at) > 2 and len(own) >= MOSTLY * (len(edges) - 1)


def _lacks_labels(found: Structured) -> bool:
    """Does the head label fewer than half of the columns, none of them the first?"""
    head = [line for line in found.lines if line.y_mid < found.grid.ys[found.header_rows]]
    labelled = {columns_of(chunk, found.grid.xs)[0] for line in head for chunk in line.chunks}
    return 0 not in labelled and 2 * len(labelled) < found.grid.columns


def _head_of_run(found: Structured, above: Sequence[TextLine], runs: Sequence[BBox]) -> list[TextLine]:
    """What a run of lines in columns begins with above a table that has no head of its own, where no text of it is wider than the
    table."""
    box = found.region.box
    over = [run for run in runs if run.top < box.top and run.bottom >= min(box.bottom, found.lines[-1].y_mid)]
    over = [run for run in over if run.x0 >= box.x0 - STICKS_OUT and run.x1 <= box.x1 + STICKS_OUT]
    head = [line for run in over[:1] for line in above if line.y_mid > run.top]
    middle = (box.x0 + box.x1) / 2
    while head and len(head[0].chunks) == 1 and abs(head[0].chunks[0].mid - middle) < TITLE * head[0].chunks[0].size:
        head = head[1:]
    return [] if any(is_body(line) or is_caption(c.text) for line in head for c in line.chunks) else head


def _is_band(found: Structured) -> bool:
    """Is what passes for the head of several columns one text alone, or a row of figures? The head stands above it."""
    first = [line for line in found.lines if line.y_mid < found.grid.ys[found.header_rows]]
    return len(found.ranges) > 2 and (all(len(line.chunks) == 1 for line in first) or any(is_body(line) for line in first))


def _is_close(line: TextLine, below: TextLine, top: float) -> bool:
    """Is the line set close above the head in the same bold type?"""
    bold = all(c.bold for c in (*line.chunks, *below.chunks))
    return bold and top - line.bottom <= NEXT_LINE * line.chunks[0].size


def _spanners(found: Structured, above: Sequence[TextLine]) -> list[TextLine]:
    """Labels right above the head in its type, over columns beside the first."""
    first = found.lines[0]
    lines: list[TextLine] = []
    top = first.top
    for line in reversed(above):
        over = all(c.x0 > found.grid.xs[1] and c.bold == first.chunks[0].bold and not c.numeric for c in line.chunks)
        wide = any(c.x0 < x < c.x1 for c in line.chunks for x in found.grid.xs[2:-1])
        if not over or not wide or top - line.bottom > NEXT_LINE * line.chunks[0].size:
            break
        lines.append(line)
        top = line.top
    return lines


def _farthest(found: Structured) -> float:
    """White that may stand between two rows of the table, in points."""
    rows = [line for line in found.lines if len(line.chunks) > 1]
    whites = [b.top - max(line.bottom for line in found.lines if line.y_mid < b.y_mid) for b in rows[1:]]
    return FARTHER * max(whites, default=0.0)


def _rows_below(
    found: Structured, head: Sequence[TextLine], below: Sequence[TextLine], prose: Collection[ChunkKey], places: Places
) -> list[TextLine]:
    """Lines below the table up to the last that keeps to its columns, and what goes on with cells of that one."""
    run: list[Sequence[Chunk]] = [line.chunks for line in (*reversed(head), *found.lines)]
    far = _farthest(found)
    bottom = max(line.bottom for line in found.lines)
    bold = any(c.bold for line in found.lines[max(found.header_rows, 1) :] for c in line.chunks)
    body: list[TextLine] = []
    end, parted = 0, False
    for line in below:
        chunks = line.chunks
        white = line.top - bottom
        parted |= white > max(NEXT_ROW * chunks[0].size, far)
        if white > max(SECTION * chunks[0].size, far) or is_header_again(run, chunks):
            break
        if any(is_caption(c.text) for c in chunks) or (all(c.bold for c in chunks) and len(chunks) > 1 and not bold):
            break
        if len(chunks) == 1 and chunks[0].key in prose and chunks[0].x1 - chunks[0].x0 > 0.6 * found.region.box.width:
            break
        if chunks[0].x0 < found.region.box.x0 - STICKS_OUT or chunks[-1].x1 > found.region.box.x1 + STICKS_OUT:
            break
        keeps = _keeps(chunks, found.grid.xs, places, FLUSH)
        if parted and len(chunks) > 1:
            if not is_body(line) or not _all_flush(chunks, found.grid.xs, places):
                break
            parted = False
        own = body if body else found.lines if _is_open_below(found) else ()
        goes_on = end == len(body) and bool(own) and _goes_on(line, own, found.grid.xs)
        if len(chunks) > 1 and not keeps and not goes_on:
            break
        run.append(chunks)
        body.append(line)
        bottom = max(bottom, line.bottom)
        end = len(body) if keeps or goes_on else end
    return body[:end]


def _is_open_below(found: Structured) -> bool:
    """Does the last line of the table stand below its last rule?"""
    return bool(found.region.flats) and found.lines[-1].y_mid > max(flat.at for flat in found.region.flats)


def _goes_on(line: TextLine, body: Sequence[TextLine], edges: Sequence[float]) -> bool:
    """Is the line set close below texts of the same columns, each within one column?"""
    size = line.chunks[0].size
    near = [c for above in body[-3:] for c in above.chunks if line.top - c.bottom <= NEXT_LINE * size]
    filled = {bisect_right(edges, c.mid) for c in near}
    at = [columns_of(c, edges) for c in line.chunks]
    return all(a == b for a, b in at) and {bisect_right(edges, c.mid) for c in line.chunks} <= filled
