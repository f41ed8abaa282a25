"""All finders over one page, and which of their candidates are kept. Pure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.captions import is_caption
from extract.grids.grid import Grid, Rejected, Span
from extract.ink.bands import fills_to_bands
from extract.ink.edges import Rule, edges_to_flats, edges_to_rules, lines_to_edges, rulings_to_lines
from extract.ink.page import Ink
from extract.ink.page_lines import page_lines, typed_rules
from extract.ink.pieces import words_inside
from extract.ink.prose import find_prose
from extract.ink.text_lines import ChunkKey, TextLine
from extract.open.aligned_lines import find_runs
from extract.open.between_rules import find_rule_regions
from extract.open.columns_of_page_before import Before, better, find_continued, is_unsure, to_grid
from extract.open.heads_above_runs import heads_with_bodies
from extract.open.region_to_grid import Region, Structured, region_to_grid
from extract.open.rows_beyond_rules import with_rows_beyond
from extract.pages.drawn_tables import OVERLAP, Drawn, drawn_to_tables, find_drawn, shared, with_coloured_columns
from extract.pages.judge import judge
from extract.pages.parts_of_tables import is_part, may_be_part, reaches_around
from extract.ruled.drawn_heads import Surface
from extract.ruled.net_to_table import BAND_SIDE
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.sign_sentences import signs_to_evidence
from schemas.table import GridKind

CAPTION_NEAR = 60.0  # points above the table
TWIN = 3.0  # points that the labels of two tables with one header may differ
COVERED = 0.9  # share of a region under a better table from which it is not read
BESIDE = 0.4  # share of its lines beside which a wider table goes on
PARTED = 0.1  # the same where rules of the wider table run through it
APART = 8.0  # points between such a rule and its ends
SAME_REGION = 0.6  # share of the smaller box that two grids of one region share
NEARLY = 0.3  # of the score: a candidate beaten by less may be the right one
BEATEN = "a better candidate covers it"
LABEL_GAP = 0.8  # points: a smaller gap in a rule than that by which the labels of a header are kept apart


@dataclass(frozen=True, slots=True)
class Choice:
    """Grids of a page in reading order, and the candidates that were not kept with reasons. `rivals` are other grids for the regions of
    some that were kept, nearly as good."""

    grids: tuple[Grid, ...]
    rejected: tuple[Rejected, ...]
    rivals: tuple[Grid, ...] = ()


def find_tables(ink: Ink, lines: Sequence[TextLine] | None = None, before: Before | None = None) -> Choice:
    """The tables of an upright page. `lines` are its text lines (`page_lines`) where they are known already, `before` the columns of the
    table at the foot of the page before."""
    if not len(ink.words):
        return Choice((), ())
    level, upright = rulings_to_lines(ink.rulings)
    horizontal, vertical = lines_to_edges(level), lines_to_edges(upright)
    lines = page_lines(ink) if lines is None else lines
    bands = fills_to_bands(ink.fills, ink.fill_color, ink.height)
    drawn = find_drawn(ink, horizontal, vertical)
    flats = edges_to_flats(horizontal, lines_to_edges(level, LABEL_GAP), bands, typed_rules(ink))
    uprights = edges_to_rules(vertical, "upright")
    surface = Surface(lines, find_prose(lines) if drawn.ruled or drawn.coloured else frozenset(), flats, uprights)
    parts = _parts(ink, lines, drawn, surface) if drawn.coloured else frozenset()
    kept = drawn_to_tables(ink, drawn, bands, surface, parts)
    rejected, charts = list(drawn.rejected), drawn.charts
    free = _outside(lines, [grid.box for grid in kept])
    unsure = _outside(lines, [grid.box for grid in kept if not is_unsure(grid)]) if before else []
    rivals: list[Grid] = []
    if free:
        prose = find_prose(free)
        candidates = _open_regions(free, prose, flats, uprights)
        if drawn.coloured:
            candidates = [with_coloured_columns(region, drawn) for region in candidates]
        beaten = _take_regions(ink, lines, candidates, charts, replace(surface, lines=free, prose=prose), kept, rejected)
        rivals = _rivals(beaten, kept)
    if before and unsure:
        kept = _with_continued(unsure, before, flats, kept, ink.height)
    return Choice(tuple(sorted(kept, key=lambda g: (g.ys[0], g.xs[0]))), tuple(rejected), tuple(rivals))


def _open_regions(
    lines: Sequence[TextLine], prose: Set[ChunkKey], flats: Sequence[Rule], uprights: Sequence[Rule]
) -> list[Region]:
    """Where tables may be in lines that no net encloses."""
    found = [*find_rule_regions(lines, prose, flats, uprights), *find_runs(lines, prose, flats, uprights)]
    return [*heads_with_bodies(lines, found, flats, uprights), *found]


def _parts(ink: Ink, lines: Sequence[TextLine], drawn: Drawn, surface: Surface) -> frozenset[BBox]:
    """The boxes of coloured rows that are only a part of an open table."""
    nets = [net for net in drawn.coloured if may_be_part(net)]
    if not nets:
        return frozenset()
    free = _outside(lines, [net.grid.box for net in drawn.ruled])
    found = []
    for region in _open_regions(free, find_prose(free), surface.flats, surface.uprights):
        if any(reaches_around(region.box, net.grid) for net in nets):
            table = _region_to_table(ink, lines, region, drawn.charts, ())
            found += [table.grid] if isinstance(table, Structured) else []
    return frozenset(net.grid.box for net in nets if any(is_part(net.grid, grid) for grid in found))


def _rivals(beaten: Sequence[Structured], kept: Sequence[Grid]) -> list[Grid]:
    """For each open table the best of the candidates that it beat by little, where that divides the same region otherwise."""
    found = []
    for grid in kept:
        near = [
            one.grid
            for one in beaten
            if grid.kind is not GridKind.RULED
            and shared(one.grid.box, grid.box) >= SAME_REGION
            and one.grid.score >= grid.score - NEARLY
            and (one.grid.columns, one.grid.rows) != (grid.columns, grid.rows)
        ]
        found += [max(near, key=lambda other: other.score)] if near else []
    return found


def _with_continued(
    lines: Sequence[TextLine], before: Before, flats: Sequence[Rule], kept: list[Grid], height: float
) -> list[Grid]:
    """The tables of the page, with the one from the page before gone on at its top where that says more than the page alone."""
    region = find_continued(lines, before, height)
    grid = to_grid(lines, region, before, flats) if region else None
    if grid is None or not better(grid, kept):
        return kept
    return [grid, *(other for other in kept if other.box.overlap(grid.box) <= 0)]


def one_column(ink: Ink, region: Region) -> Grid | None:
    """A list under a title between three rules or more of one width: a table of one column, a row for each space between rules that
    holds text. None for other regions."""
    box = region.box
    ys = merged(sorted(f.at for f in region.flats if f.start < box.x0 + BAND_SIDE and f.end > box.x1 - BAND_SIDE))
    words = ink.words.box[words_inside(ink, box)]
    middles = (words[:, 1] + words[:, 3]) / 2
    filled = [(a, b) for a, b in pairwise(ys) if ((middles > a) & (middles < b)).any()]
    if region.kind is not GridKind.RULES or len(ys) < 3 or len(filled) < 2:
        return None
    edges = (filled[0][0], *(b for _, b in filled))
    spans = tuple(Span(row, 0) for row in range(len(filled)))
    return Grid(GridKind.RULES, (box.x0, box.x1), edges, spans, (Sign("grid_one_column"), Sign("grid_caption")), score=0.6)


def merged(ys: Sequence[float]) -> list[float]:
    """Positions of rules, those of a double rule as one."""
    out: list[float] = []
    for y in ys:
        if not out or y - out[-1] > 4:
            out.append(y)
    return out


def _outside(lines: Sequence[TextLine], boxes: Sequence[BBox]) -> list[TextLine]:
    """The lines without the chunks that lie in one of the boxes."""
    if not boxes:
        return list(lines)
    out = []
    for line in lines:
        near = [box for box in boxes if box.top <= line.y_mid <= box.bottom]
        chunks = tuple(c for c in line.chunks if not any(box.x0 <= c.mid <= box.x1 for box in near)) if near else line.chunks
        if chunks:
            out.append(line if len(chunks) == len(line.chunks) else TextLine(chunks))
    return out


def _take_regions(
    ink: Ink,
    lines: Sequence[TextLine],
    regions: Sequence[Region],
    charts: Sequence[BBox],
    surface: Surface,
    kept: list[Grid],
    rejected: list[Rejected],
) -> list[Structured]:
    """Adds the best tables of the regions to `kept`; gives those that these beat. Regions between rules are read first: one that nothing
    can beat saves reading what it covers."""
    free = [region for region in regions if not any(shared(region.box, grid.box) > OVERLAP for grid in kept)]
    found: list[Structured] = []
    singles: list[Grid] = []
    for ruled in (True, False):
        sure = _best([one for one in found if _rank(one) >= 1.0], kept)[0]
        for region in free:
            if (region.kind is GridKind.RULES) is not ruled:
                continue
            table = _region_to_table(ink, lines, region, charts, [one.grid.box for one in sure])
            if isinstance(table, Structured):
                found.append(table)
            elif isinstance(table, Grid):
                singles.append(table)
            else:
                rejected.append(table)
        runs = [region.box for region in free if region.kind is GridKind.ALIGNED]
        found = _with_rows_beyond(ink, lines, surface, found, kept, runs)
    chosen, beaten = _best(found, kept)
    rejected += [Rejected(one.grid.kind, one.grid.box, BEATEN) for one in beaten]
    kept += [_with_twins(ink, one, chosen) for one in chosen]
    for single in singles:
        if not any(shared(single.box, grid.box) > 0 for grid in kept):
            kept.append(single)
    return beaten


def _with_rows_beyond(
    ink: Ink,
    lines: Sequence[TextLine],
    surface: Surface,
    found: Sequence[Structured],
    kept: Sequence[Grid],
    runs: Sequence[BBox],
) -> list[Structured]:
    """The tables, the best of them with the rows that stand outside their rules, and with further sections that have no head."""
    best = _best(found, kept)[0]
    headed = [one for one in best if one.grid.kind is not GridKind.ALIGNED or one.header_rows]
    out = list(found)
    for k, one in enumerate(found):
        if one not in best:
            continue
        others = [other.grid.box for other in headed if other is not one] + [grid.box for grid in kept]
        region = with_rows_beyond(one, surface.lines, surface.prose, surface.flats, others, runs)
        more = _region_to_table(ink, lines, region, (), ()) if region is not None else None
        out[k] = more if isinstance(more, Structured) and _holds_more(more, one) else one
    return out


def _holds_more(more: Structured, one: Structured) -> bool:
    """Has the wider table more rows, or more lines in them, in no fewer columns?"""
    if more.grid.columns < one.grid.columns or more.grid.rows < one.grid.rows:
        return False
    return more.grid.rows > one.grid.rows or len(more.lines) > len(one.lines)


def _region_to_table(
    ink: Ink, lines: Sequence[TextLine], region: Region, charts: Sequence[BBox], sure: Sequence[BBox]
) -> Structured | Grid | Rejected:
    """The judged table of a region, a table of one column, or why there is none. `sure` are tables that are kept in any case."""
    if any(shared(region.box, chart) > 0.5 for chart in charts):
        return Rejected(region.kind, region.box, "inside or around a chart")
    if any(region.box.overlap(box) > COVERED * region.box.area for box in sure):
        return Rejected(region.kind, region.box, BEATEN)
    found, captioned = region_to_grid(ink, region), has_caption(lines, region.box)
    if found is None:
        single = one_column(ink, region) if captioned else None
        return single or Rejected(region.kind, region.box, "the text falls into no columns")
    verdict = judge(found, captioned)
    if not verdict.accepted:
        return Rejected(region.kind, region.box, f"score {verdict.score:.2f}: {signs_to_evidence(verdict.signs)}")
    return replace(found, grid=replace(found.grid, score=verdict.score, signs=(*found.grid.signs, *verdict.signs)))


def _rank(found: Structured) -> float:
    return found.grid.score + (0.3 if found.grid.kind is GridKind.RULES else 0.0)


def _best(candidates: Sequence[Structured], kept: Sequence[Grid]) -> tuple[list[Structured], list[Structured]]:
    """The candidates that overlap neither the tables kept nor a better candidate, best first, and the others."""
    chosen: list[Structured] = []
    beaten = [one for one in candidates if any(_is_part_of(one, other) for other in candidates)]
    for found in sorted((one for one in candidates if one not in beaten), key=_rank, reverse=True):
        others = [grid.box for grid in kept] + [other.grid.box for other in chosen]
        if any(shared(found.grid.box, box) > OVERLAP for box in others) or _covered(found.grid.box, others) > OVERLAP:
            beaten.append(found)
        else:
            chosen.append(found)
    return chosen, beaten


def _is_part_of(part: Structured, whole: Structured) -> bool:
    """Does a wider candidate between rules go on to the left or right of many lines of this one, or of some where its rules run through
    it? The rules of this one then leave out merged cells."""
    box, other = part.grid.box, whole.grid.box
    if part is whole or {part.grid.kind, whole.grid.kind} != {GridKind.RULES} or other.width < box.width + 20:
        return False
    if box.x0 < other.x0 - 3 or box.x1 > other.x1 + 3 or box.top < other.top - 3 or box.bottom > other.bottom + 3:
        return False
    beside = [line for line in whole.lines if box.top < line.y_mid < box.bottom]
    outside = sum(any(c.mid < box.x0 or c.mid > box.x1 for c in line.chunks) for line in beside)
    through = any(
        box.top + APART < f.at < box.bottom - APART and f.start < other.x0 + APART and f.end > other.x1 - APART
        for f in whole.region.flats
    )
    return outside >= (PARTED if through else BESIDE) * len(part.lines)


def _with_twins(ink: Ink, found: Structured, chosen: Sequence[Structured]) -> Grid:
    """The grid again with the columns that all tables with the same header on this page show together."""
    twins = [line for other in chosen if other is not found and _same_header(found, other) for line in other.lines]
    again = region_to_grid(ink, found.region, twins=twins) if twins else None
    if again is None or again.grid.columns < found.grid.columns:
        return found.grid
    return replace(again.grid, score=found.grid.score, signs=found.grid.signs)


def _same_header(a: Structured, b: Structured) -> bool:
    """Is the first line of both tables the same, word for word and at the same place?"""
    first, second = a.lines[0].chunks, b.lines[0].chunks
    if len(first) < 3 or len(first) != len(second):
        return False
    return all(p.text == q.text and abs(p.x0 - q.x0) < TWIN for p, q in zip(first, second, strict=True))


def _covered(box: BBox, others: Sequence[BBox]) -> float:
    """Share of the box that the others, which do not overlap each other, cover."""
    return sum(box.overlap(other) for other in others) / max(1.0, box.area)


def has_caption(lines: Sequence[TextLine], box: BBox) -> bool:
    """Is there a line "Table 3 ..." close above (or right below) the box?"""
    for line in lines:
        above = box.top - line.bottom
        below = line.top - box.bottom
        if -6 < above < CAPTION_NEAR or -6 < below < CAPTION_NEAR / 2:
            for chunk in line.chunks:
                if chunk.x1 > box.x0 - 20 and chunk.x0 < box.x1 + 20 and is_caption(chunk.text):
                    return True
    return False
