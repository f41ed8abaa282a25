"""Where open tables may be: strips between rules or coloured bands of the same width."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extract.captions import is_caption
from extract.ink.edges import Rule
from extract.ink.text_lines import Chunk, ChunkKey, TextLine
from extract.open.next_heads import is_head, next_heads
from extract.open.region_to_grid import Region
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import GridKind

SAME_SIDE = 8.0  # points that the ends of two rules of one table may differ
MOST_FLATS = 4000  # rules and band edges on a page beyond which they are a drawing
APART = 6.0  # points between the last rule of a table and the first of the next
SHORTEST_RULE = 36.0  # points: a shorter rule does not frame a table
NEXT_LINE = 1.3  # of the font size: white to a line of the table outside its rules
REACH_OUT = 300.0  # points above and below the rules within which lines are looked at
FAR = 4.0  # of the font size: white that parts two tables between rules of one width


def find_rule_regions(
    lines: Sequence[TextLine], prose: Set[ChunkKey], flats: Sequence[Rule], uprights: Sequence[Rule]
) -> list[Region]:
    """Regions between rules (or band edges) that have the same two ends, where the text between them falls into columns."""
    regions: list[Region] = []
    for cluster in _clusters(flats):
        x0, x1 = min(f.start for f in cluster), max(f.end for f in cluster)
        ys = sorted({round(f.at, 1) for f in cluster})
        high, low = ys[0] - REACH_OUT, ys[-1] + REACH_OUT
        near = [line for line in lines if line.bottom >= high and line.top <= low and line.x0 <= x1 and line.x1 >= x0]
        between = [[c for c in line.chunks if x0 - 4 <= (c.x0 + c.x1) / 2 <= x1 + 4] for line in near]
        between = [chunks for chunks in between if chunks]
        heads = next_heads(between)
        run: list[list[Chunk]] = []
        for k, inside in enumerate(between):
            stop = _stops(inside, prose, x0, x1)
            if run and (stop or _far(run, inside) or _next_table(run, inside, ys)):
                regions += _ruled_run(_without_titles(run, ys), ys, x0, x1, flats, uprights)
                run = []
            elif run and (k in heads or is_header_again(run, inside)):
                kept, run = _parted(run, inside, ys)
                regions += _ruled_run(_without_titles(kept, ys), ys, x0, x1, flats, uprights)
            if not stop:
                run.append(inside)
        regions += _ruled_run(_without_titles(run, ys), ys, x0, x1, flats, uprights)
    return regions


def _without_titles(run: list[list[Chunk]], ys: Sequence[float]) -> list[list[Chunk]]:
    """The run without the bold titles that it begins with where a rule parts them from its head."""
    first = next((k for k, chunks in enumerate(run) if len(chunks) > 1), 0)
    if not first or not is_head(run[first]) or not all(c.bold for line in run[:first] for c in line):
        return run
    for k in range(first, 0, -1):
        if any(run[k - 1][0].bottom - 1 < y < min(c.top for c in run[k]) + 1 for y in ys):
            return run[k:]
    return run


def _stops(chunks: Sequence[Chunk], prose: Set[ChunkKey], x0: float, x1: float) -> bool:
    """Text that is not the table's: it sticks out of the rules, is a caption, or a line of a paragraph."""
    left, right = x0 - 12, x1 + 12
    for c in chunks:
        if c.x0 < left or c.x1 > right or is_caption(c.text):
            return True
    return len(chunks) == 1 and chunks[0].key in prose and chunks[0].x1 - chunks[0].x0 > 0.6 * (x1 - x0)


def _next_table(run: Sequence[Sequence[Chunk]], chunks: Sequence[Chunk], ys: Sequence[float]) -> bool:
    """Does another table begin: its bold header after two rules with white between them? The run before began with a bold line too, or
    goes on from the page before and has none."""
    if not all(c.bold for c in chunks):
        return False
    began = len(run) > 2 and all(c.bold for c in run[0])
    if not began and (len(chunks) < 2 or any(c.bold for line in run for c in line)):
        return False
    between = [y for y in ys if max(c.bottom for c in run[-1]) - 1 < y < min(c.top for c in chunks) + 1]
    return len(between) > 1 and between[-1] - between[0] >= APART


def is_header_again(run: Sequence[Sequence[Chunk]], chunks: Sequence[Chunk]) -> bool:
    """Does the line repeat one of the first two lines of the run, after some rows? Then the next table begins."""
    if len(run) < 4:
        return False
    same = [k for k, line in enumerate(run) if len(line) == len(chunks) and line[0].text == chunks[0].text]
    same = [k for k in same if all(p.text == q.text for p, q in zip(run[k], chunks, strict=True))]
    if not same or all(c.numeric for c in chunks):
        return False
    if len(chunks) == 1:
        return same[0] == 0  # a band may repeat; only a title begins a table
    first_row = next((k for k, line in enumerate(run) if sum(c.numeric for c in line) > 1), 2)
    return same[0] < (len(run) if len(chunks) >= 4 else max(2, first_row))


def _parted(
    run: list[list[Chunk]], chunks: Sequence[Chunk], ys: Sequence[float]
) -> tuple[list[list[Chunk]], list[list[Chunk]]]:
    """The run before the first rule between its last row of figures and the next header, and the lines after that rule, which belong to
    the next table."""
    top = min(c.top for c in chunks)
    last = max((c.bottom for line in run if sum(c.numeric for c in line) > 1 for c in line), default=top)
    rule = min((y for y in ys if last - 1 <= y < top), default=top)
    return [line for line in run if line[0].top < rule], [line for line in run if line[0].top >= rule]


def _far(run: Sequence[Sequence[Chunk]], chunks: Sequence[Chunk]) -> bool:
    bottom, top = max(c.bottom for c in run[-1]), min(c.top for c in chunks)
    return top - bottom > FAR * chunks[0].size


def _ruled_run(
    run: list[list[Chunk]], ys: Sequence[float], x0: float, x1: float, flats: Sequence[Rule], uprights: Sequence[Rule]
) -> list[Region]:
    """The run as a region when at least two rules frame or part it; single labels outside the rules are left out."""
    if not run:
        return []
    size = run[0][0].size
    top, bottom = min(c.top for c in run[0]), max(c.bottom for c in run[-1])
    near = [y for y in ys if top - 1.6 * size <= y <= bottom + 1.6 * size]
    if not near or near[-1] - near[0] < 4:
        return []
    run = _trimmed(run, near[0], near[-1])
    if not run:
        return []
    levelled = _levelled(run)
    several = sum(len(chunks) > 1 for chunks in levelled)
    listed = not several and len(near) >= 3 and len(levelled) >= 2
    if not listed and (not several or (several < 0.3 * len(levelled) and not _headed(levelled))):
        return []
    top, bottom = min(c.top for c in run[0]), max(c.bottom for c in run[-1])
    top = max([y for y in near if top - 1.6 * size < y < top + 3], default=top)
    bottom = min([y for y in near if bottom - 3 < y < bottom + 1.6 * size], default=bottom)
    own = tuple(f for f in flats if top - 2 <= f.at <= bottom + 2 and f.start < x1 and f.end > x0)
    sides = tuple(u for u in uprights if x0 - 2 <= u.at <= x1 + 2 and u.start < bottom and u.end > top)
    return [
        Region(
            GridKind.RULES,
            BBox(x0, top - 0.5, x1, bottom + 0.5),
            own,
            sides,
            (Sign("grid_rules_of_one_width", details=(str(len(near)),)),),
        )
    ]


def _clusters(flats: Sequence[Rule]) -> list[list[Rule]]:
    if len(flats) > MOST_FLATS:
        return []
    clusters: list[list[Rule]] = []
    for flat in sorted(flats, key=lambda f: (-f.length, f.at)):
        if flat.length < SHORTEST_RULE:
            continue
        for cluster in clusters:
            if abs(cluster[0].start - flat.start) <= SAME_SIDE and abs(cluster[0].end - flat.end) <= SAME_SIDE:
                cluster.append(flat)
                break
        else:
            clusters.append([flat])
    return [cluster for cluster in clusters if len(cluster) > 1]


def _headed(levelled: Sequence[Sequence[Chunk]]) -> bool:
    """A bold header of several labels over labels in the first column: a table that waits to be filled in."""
    x0 = levelled[0][0].x0
    rest = [chunks for chunks in levelled[1:] if len(chunks) == 1]
    bold = len(levelled[0]) > 1 and all(c.bold for c in levelled[0]) and not any(c.bold for line in rest for c in line)
    return bold and len(rest) == len(levelled) - 1 > 1 and all(abs(line[0].x0 - x0) < line[0].size for line in rest)


def _trimmed(run: list[list[Chunk]], first_rule: float, last_rule: float) -> list[list[Chunk]]:
    """The lines between the outer rules, and those of several chunks that follow each other closely just outside."""
    inside = [k for k, chunks in enumerate(run) if first_rule - 3 < (chunks[0].top + chunks[0].bottom) / 2 < last_rule + 3]
    if not inside:
        return []
    start, end = inside[0], inside[-1]
    while start > 0 and _follows(run[start - 1], run[start]):
        start -= 1
    while end + 1 < len(run) and _follows(run[end], run[end + 1]):
        end += 1
    return run[start : end + 1]


def _follows(upper: Sequence[Chunk], lower: Sequence[Chunk]) -> bool:
    white = min(c.top for c in lower) - max(c.bottom for c in upper)
    return len(upper) > 1 and len(lower) > 1 and white <= NEXT_LINE * lower[0].size


def _levelled(inside: list[list[Chunk]]) -> list[list[Chunk]]:
    """Lines that overlap in height (figures in the middle of a wrapped label) as one."""
    out: list[list[Chunk]] = []
    for chunks in inside:
        bottom = max((c.bottom for c in out[-1]), default=0.0) if out else 0.0
        top = min(c.top for c in chunks)
        if out and bottom - top > 0.25 * chunks[0].size:
            out[-1] = [*out[-1], *chunks]
        else:
            out.append(chunks)
    return out
