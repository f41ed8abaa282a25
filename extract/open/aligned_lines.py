"""Where open tables may be without any rule: runs of lines that fall into columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from operator import attrgetter

from extract.captions import is_caption
from extract.ink.edges import Rule
from extract.ink.prose import in_column
from extract.ink.text_lines import Chunk, ChunkKey, TextLine
from extract.open.between_rules import is_header_again
from extract.open.head_end import is_body
from extract.open.next_heads import next_heads
from extract.open.region_to_grid import Region
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import GridKind

_AT = attrgetter("at")
_LEFT = attrgetter("x0")
OVERLAP = 0.2  # of the font size: how far a line reaches into the height of the one above where both are one row's
SAME_START = 2.5  # points
RUN_GAP = 2.6  # of the font size: more white than this ends a run of lines


def find_runs(
    lines: Sequence[TextLine], prose: Set[ChunkKey], flats: Sequence[Rule], uprights: Sequence[Rule]
) -> list[Region]:
    """Runs of lines with several chunks that are no running text; single chunks between them belong to the run."""
    regions: list[Region] = []
    run: list[list[Chunk]] = []
    flats = sorted(flats)
    free = [[c for c in line.chunks if c.key not in prose] for line in lines]
    heads = next_heads(free)
    for k, (line, chunks) in enumerate(zip(lines, free, strict=True)):
        if any(is_caption(c.text) for c in chunks):
            regions += _run_to_region(run, flats, uprights)
            run = []
            continue
        if not chunks:
            if line.chunks and run and _in_way(run, line):
                regions += _run_to_region(run, flats, uprights)
                run = []
            continue
        headed = k in heads and _has_rows(run)  # a label's upper line has no row of its own
        if run and (headed or not _near(run, chunks) or is_header_again(run, chunks) or _page_rule(run, chunks, flats)):
            regions += _run_to_region(run, flats, uprights)
            run = []
        run.append(chunks)
    return regions + _run_to_region(run, flats, uprights)


def _has_rows(run: Sequence[Sequence[Chunk]]) -> bool:
    return any(is_body(TextLine(tuple(chunks))) for chunks in run)


def _in_way(run: Sequence[Sequence[Chunk]], line: TextLine) -> bool:
    x0, x1 = min(c.x0 for chunks in run for c in chunks), max(c.x1 for chunks in run for c in chunks)
    return any(min(c.x1, x1) - max(c.x0, x0) > 0.5 * (c.x1 - c.x0) for c in line.chunks)


def _near(run: Sequence[Sequence[Chunk]], chunks: Sequence[Chunk]) -> bool:
    return _white(run[-1], chunks) <= RUN_GAP * chunks[0].size


def _page_rule(run: Sequence[Sequence[Chunk]], chunks: Sequence[Chunk], flats: Sequence[Rule]) -> bool:
    """Does a rule run between the two lines that is much longer than they are? It parts the page's header from its text."""
    low, high = max([c.bottom for c in run[-1]]), min([c.top for c in chunks])
    between = flats[bisect_left(flats, low - 1, key=_AT) : bisect_left(flats, high + 1, key=_AT)]
    if not between:
        return False
    x0 = min(c.x0 for line in (run[-1], chunks) for c in line)
    x1 = max(c.x1 for line in (run[-1], chunks) for c in line)
    return any(rule.start < x0 - 20 and rule.end > x1 + 20 for rule in between)


def _run_to_region(run: list[list[Chunk]], flats: Sequence[Rule], uprights: Sequence[Rule]) -> list[Region]:
    several = [k for k, chunks in enumerate(run) if len(chunks) > 1]
    if len(several) < 3:
        return []
    last = several[-1]
    row = _last_row(run, last)
    while last + 1 < len(run) and _wraps(run, last, row):
        last += 1
    run = run[_first_header_line(run, several[0]) : last + 1]
    rows = _without_wraps(run)
    if sum(len(chunks) > 1 for chunks in rows) < 0.5 * len(rows):
        return []
    chunks = [c for line in run for c in line]
    box = BBox(
        min(c.x0 for c in chunks) - 1,
        min(c.top for c in chunks) - 0.5,
        max(c.x1 for c in chunks) + 1,
        max(c.bottom for c in chunks) + 0.5,
    )
    own = tuple(f for f in flats if box.top - 2 <= f.at <= box.bottom + 2 and f.start < box.x1 and f.end > box.x0)
    sides = tuple(u for u in uprights if box.x0 - 2 <= u.at <= box.x1 + 2 and u.start < box.bottom and u.end > box.top)
    return [Region(GridKind.ALIGNED, box, own, sides, (Sign("grid_lines_in_columns", details=(str(len(several)),)),))]


def _last_row(run: Sequence[Sequence[Chunk]], last: int) -> TextLine:
    """The last line of several chunks, with a text right above it that stands between two of its columns: the first line of a cell that is
    set around the middle of the row."""
    row = sorted(run[last], key=_LEFT)
    above = run[last - 1] if last else ()
    near = len(above) == 1 and _white(above, row) <= 0.6 * above[0].size
    if near and row[0].x1 < above[0].x0 and not any(c.x1 > above[0].x0 and c.x0 < above[0].x1 for c in row):
        row = sorted([*row, above[0]], key=_LEFT)
    return TextLine(tuple(row))


def _without_wraps(run: Sequence[Sequence[Chunk]]) -> list[Sequence[Chunk]]:
    """The lines of the run but for those that only go on with cells of a line of several chunks above, and texts that stand half a line
    above or below another line: lines of cells around the middle of one row."""
    rows: list[Sequence[Chunk]] = []
    row: TextLine | None = None
    for k, chunks in enumerate(run):
        if row is not None and _wraps(run, k - 1, row):
            continue
        pairs = [
            (at, at + 1) for at in (k - 1, k) if at >= 0 and at + 1 < len(run) and max(len(run[at]), len(run[at + 1])) > 1
        ]
        if len(chunks) == 1 and any(_white(run[above], run[below]) < -OVERLAP * chunks[0].size for above, below in pairs):
            continue
        rows.append(chunks)
        row = TextLine(tuple(chunks)) if len(chunks) > 1 else None
    return rows


def _wraps(run: Sequence[Sequence[Chunk]], last: int, row: TextLine) -> bool:
    """Does the line after `last` go on with a cell of the run's last row? One that begins before the last row ends, and where a text of the
    row begins, does so however far it reaches."""
    below = run[last + 1]
    white = _white(run[last], below)
    if white < -OVERLAP * below[0].size and all(any(abs(c.x0 - own.x0) <= SAME_START for own in row.chunks) for c in below):
        return True
    return white <= 0.6 * below[0].size and all(any(in_column(c, row, k) for k in range(len(row.chunks))) for c in below)


def _white(above: Sequence[Chunk], below: Sequence[Chunk]) -> float:
    """Points between two lines; less than nothing where they overlap."""
    return min(c.top for c in below) - max(c.bottom for c in above)


def _first_header_line(run: Sequence[Sequence[Chunk]], first: int) -> int:
    """Index of the first line of the table: labels that stand alone over the columns, right above the first line of several."""
    near = [c for line in run[first : first + 4] for c in line]
    x0, x1 = min(c.x0 for c in near), max(c.x1 for c in near)
    while first > 0:
        above = run[first - 1][0]
        white = min(c.top for c in run[first]) - above.bottom
        if white <= above.size and (
            _starts_columns(above, run[first : first + 3]) or _wraps_around(above, run[first : first + 2])
        ):
            return first - 1
        if above.x0 < x0 + 0.2 * (x1 - x0) or above.x1 > x1 or white > above.size or _is_title(run, first - 1, x0, x1):
            break
        first -= 1
    return first


def _wraps_around(above: Chunk, lines: Sequence[Sequence[Chunk]]) -> bool:
    """Is the label the first line of one whose next line stands below the line between, which has no text in its column?"""
    if len(lines) < 2 or len(lines[1]) > 1:
        return False
    below = lines[1][0]
    clear = all(c.x0 > max(above.x1, below.x1) or c.x1 < min(above.x0, below.x0) for c in lines[0])
    return (
        clear
        and above.bold == below.bold
        and abs(above.mid - below.mid) < 2 * above.size
        and below.top - above.bottom < above.size
    )


def _is_title(run: Sequence[Sequence[Chunk]], at: int, x0: float, x1: float) -> bool:
    """Is the single label centred over the whole table, or one of several lines with one middle?"""
    label = run[at][0]
    if abs(label.mid - (x0 + x1) / 2) < label.size and label.x1 - label.x0 < 0.9 * (x1 - x0):
        return True
    others = [run[k] for k in (at - 1, at + 1) if 0 <= k < len(run)]
    return any(len(line) == 1 and abs(line[0].mid - label.mid) < label.size for line in others)


def _starts_columns(above: Chunk, lines: Sequence[Sequence[Chunk]]) -> bool:
    """Do words of a closely set header line begin where the columns below begin?"""
    starts = [c.x0 for c in lines[0]]
    hits = sum(any(abs(word.x0 - x) <= 1.5 for word in above.words) for x in starts)
    return len(starts) >= 3 and hits >= 0.75 * len(starts)
