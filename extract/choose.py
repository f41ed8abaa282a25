"""All finders over one page, and which of their candidates are kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.finders.cells import place_words, words_inside
from extract.finders.grid import Grid, Rejected
from extract.finders.ink import Ink
from extract.finders.lines import TextLine, pieces_to_text_lines
from extract.finders.region import Region, Structured, region_to_grid
from extract.finders.regions import edges_to_flats, fills_to_bands, find_rule_regions, find_runs, page_lines
from extract.finders.ruled import Edges, edges_to_nets, net_to_grid, rulings_to_edges
from extract.quality import judge
from schemas.geometry import BBox

CAPTION = re.compile(r"^\W*(tabel|table|tab\.)\s*[\w.\-]*\d", re.IGNORECASE)
CAPTION_NEAR = 60.0  # points above the table
OVERLAP = 0.25  # share of the smaller box that two tables may share before one must go


@dataclass(frozen=True, slots=True)
class Choice:
    """Grids of a page in reading order, and the candidates that were not kept with reasons."""

    grids: tuple[Grid, ...]
    rejected: tuple[Rejected, ...]


def find_tables(ink: Ink) -> Choice:
    """The tables of an upright page."""
    if not len(ink.words):
        return Choice((), ())
    horizontal, vertical = rulings_to_edges(ink.rulings) if len(ink.rulings) else _no_edges()
    lines = page_lines(ink)
    flats = edges_to_flats(horizontal, fills_to_bands(ink.fills, ink.fill_color, ink.height))
    uprights = list(zip(vertical.at.tolist(), vertical.start.tolist(), vertical.end.tolist(), strict=True))
    kept: list[Grid] = []
    rejected: list[Rejected] = []
    for rows, columns in edges_to_nets(horizontal, vertical):
        found = net_to_grid(horizontal.pick(rows), vertical.pick(columns))
        if isinstance(found, Rejected):
            rejected.append(found)
            continue
        _take_net(ink, found, horizontal.pick(rows), vertical.pick(columns), kept, rejected)
    candidates = [*find_rule_regions(lines, flats, uprights), *find_runs(lines, flats, uprights)]
    _take_regions(ink, lines, candidates, kept, rejected)
    return Choice(tuple(sorted(kept, key=lambda g: (g.ys[0], g.xs[0]))), tuple(rejected))


def _no_edges() -> tuple[Edges, Edges]:
    from numpy import zeros  # noqa: PLC0415

    none = Edges(zeros(0), zeros(0), zeros(0))
    return none, none


def _take_net(
    ink: Ink, grid: Grid, horizontal: Edges, vertical: Edges, kept: list[Grid], rejected: list[Rejected]
) -> None:
    if not len(words_inside(ink, grid.box)):
        rejected.append(Rejected("ruled", grid.box, "no text inside"))
        return
    if underdivided(ink, grid) < UNDERDIVIDED:
        kept.append(grid)
        return
    flats = list(zip(horizontal.at.tolist(), horizontal.start.tolist(), horizontal.end.tolist(), strict=True))
    uprights = tuple(zip(vertical.at.tolist(), vertical.start.tolist(), vertical.end.tolist(), strict=True))
    region = Region("partly ruled", grid.box, tuple(cut_flats(flats, uprights)), uprights, ("rules for some of the cells",))
    found = region_to_grid(ink, region)
    if found is None or found.grid.columns < grid.columns:
        kept.append(grid)
    else:
        kept.append(found.grid)


UNDERDIVIDED = 0.4


def cut_flats(
    flats: Sequence[tuple[float, float, float]], uprights: Sequence[tuple[float, float, float]]
) -> list[tuple[float, float, float]]:
    """Long rules as they are, and in the pieces between the upright rules that meet them."""
    out = []
    for y, x0, x1 in flats:
        at = sorted(x for x, top, bottom in uprights if x0 + 3 < x < x1 - 3 and top - 3 <= y <= bottom + 3)
        out.append((y, x0, x1))
        if at:
            ends = [x0, *at, x1]
            out += [(y, a, b) for a, b in zip(ends, ends[1:], strict=False)]
    return out


def underdivided(ink: Ink, grid: Grid) -> float:
    """Share of the words in a ruled grid that lie in cells where the text shows more columns or rows than the rules."""
    placed = place_words(ink, grid, words_inside(ink, grid.box))
    total = suspicious = 0
    bands: dict[int, list[list[TextLine]]] = {}
    for span, pieces in placed.items():
        total += len(pieces)
        lines = pieces_to_text_lines(ink, pieces)
        several = sum(len(line.chunks) > 1 for line in lines)
        if several and (span.columns > 1 or several >= 3) and several >= 0.5 * len(lines):
            suspicious += len(pieces)
        elif span.rows == 1:
            bands.setdefault(span.row, []).append(lines)
    for cells in bands.values():
        suspicious += _stacked(cells)
    return suspicious / max(1, total)


def _stacked(cells: list[list[TextLine]]) -> int:
    """Words of a band in which at least two columns hold a figure on each of three lines or more, level with each other."""
    tall = [lines for lines in cells if len(lines) >= 3]
    figures = [lines for lines in tall if all(line.chunks[0].numeric for line in lines)]
    if len(figures) < 1 or len(tall) < 2:
        return 0
    most = max(tall, key=len)
    level = 0
    for lines in tall:
        near = sum(any(abs(line.y_mid - other.y_mid) < 3 for other in most) for line in lines)
        level += near >= 0.8 * len(lines) and len(lines) >= 0.6 * len(most)
    if level < 2:
        return 0
    return sum(len(c.words) for lines in cells for line in lines for c in line.chunks)


def _take_regions(
    ink: Ink, lines: Sequence[TextLine], regions: Sequence[Region], kept: list[Grid], rejected: list[Rejected]
) -> None:
    judged: list[tuple[float, Structured]] = []
    for region in regions:
        if any(_shared(region.box, grid.box) > OVERLAP for grid in kept):
            continue
        found = region_to_grid(ink, region)
        if found is None:
            rejected.append(Rejected(region.kind, region.box, "the text falls into no columns"))
            continue
        verdict = judge(found, has_caption(lines, region.box))
        if not verdict.accepted:
            rejected.append(Rejected(region.kind, region.box, f"score {verdict.score:.2f}: {'; '.join(verdict.reasons)}"))
            continue
        grid = replace(found.grid, score=verdict.score, reasons=(*found.grid.reasons, *verdict.reasons))
        judged.append((verdict.score + (0.3 if region.kind == "rules" else 0.0), replace(found, grid=grid)))
    for _, found in sorted(judged, key=lambda item: -item[0]):
        if any(_shared(found.grid.box, grid.box) > OVERLAP for grid in kept):
            rejected.append(Rejected(found.grid.kind, found.grid.box, "a better candidate covers it"))
        else:
            kept.append(found.grid)


def _shared(a: BBox, b: BBox) -> float:
    return a.overlap(b) / max(1.0, min(a.area, b.area))


def has_caption(lines: Sequence[TextLine], box: BBox) -> bool:
    """Is there a line "Table 3 ..." close above (or right below) the box?"""
    for line in lines:
        above = box.top - line.bottom
        below = line.top - box.bottom
        if -6 < above < CAPTION_NEAR or -6 < below < CAPTION_NEAR / 2:
            for chunk in line.chunks:
                if CAPTION.match(chunk.text) and chunk.x1 > box.x0 - 20 and chunk.x0 < box.x1 + 20:
                    return True
    return False
