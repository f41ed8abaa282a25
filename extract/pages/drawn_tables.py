"""Tables whose cells are drawn: by rules, or as coloured rectangles side by side, with the rows below a drawn head. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from extract.grids.fill import place_words
from extract.grids.grid import Grid, Rejected
from extract.grids.text_over_rules import walls_in
from extract.ink.bands import Band
from extract.ink.edges import Edges, Rule
from extract.ink.page import Ink
from extract.ink.pieces import words_inside
from extract.open.region_to_grid import Region, region_to_grid
from extract.pages.judge import judge
from extract.ruled.cells_of_fills import fills_to_nets
from extract.ruled.drawn_heads import Surface, find_body, is_head
from extract.ruled.heads_above import find_head_above, with_head_above
from extract.ruled.heads_of_uprights import with_edges_below_labels
from extract.ruled.net_to_table import Net, net_to_table, no_table
from extract.ruled.nets import edges_to_nets, net_to_grid
from schemas.geometry import BBox
from schemas.table import GridKind

OVERLAP = 0.25  # share of the smaller box that two tables may share before one must go
SAME_COLUMN = 3.0  # points that the ends of one column may differ from row to row
CUT = 0.1  # share of the words that may lie over the sides of coloured cells
FEWEST_ROWS = 2
WHOLE = 0.95  # share of its width that a row of a region fills


@dataclass(frozen=True, slots=True)
class Drawn:
    """The nets of rules that are tables, those of coloured cells, what was rejected, and the boxes of charts."""

    ruled: tuple[Net, ...]
    coloured: tuple[Net, ...]
    rejected: tuple[Rejected, ...]
    charts: tuple[BBox, ...]


def find_drawn(ink: Ink, horizontal: Edges, vertical: Edges) -> Drawn:
    """The nets of the page. Those of coloured cells that rules enclose too are left out."""
    rejected: list[Rejected] = []
    nets = []
    for rows, columns in edges_to_nets(horizontal, vertical):
        net = _to_net(ink, horizontal.pick(rows), vertical.pick(columns))
        if isinstance(net, Net):
            nets.append(net)
        else:
            rejected.append(net)
    charts = [r.box for r in rejected if r.is_chart]
    ruled = []
    for net in nets:
        box = net.grid.box
        if any(shared(chart, box) > 0.9 and chart.area < box.area for chart in charts):
            rejected.append(Rejected(GridKind.RULED, box, "the frame of a chart"))
        else:
            ruled.append(net)
    coloured = []
    taken = [*charts, *(net.grid.box for net in ruled)]
    for sides in fills_to_nets(ink.fills, ink.height):
        net = _to_net(ink, *sides)
        if isinstance(net, Net) and not any(shared(net.grid.box, box) > OVERLAP for box in taken) and _is_clear(ink, net):
            coloured.append(net)
    return Drawn(tuple(ruled), tuple(coloured), tuple(rejected), tuple(charts))


def _to_net(ink: Ink, horizontal: Edges, vertical: Edges) -> Net | Rejected:
    horizontal = with_edges_below_labels(horizontal, vertical, ink.words.box)
    found = net_to_grid(horizontal, vertical, ink.words.box)
    if isinstance(found, Rejected):
        return found
    inside = words_inside(ink, found.box)
    placed = place_words(ink, found, inside)
    return no_table(ink, found, inside, placed) or Net(found, placed, horizontal, vertical)


def _is_clear(ink: Ink, net: Net) -> bool:
    """Do (nearly) all words keep clear of the sides of the cells?"""
    grid = net.grid
    owner, last = grid.owners(), grid.rows - 1
    boxes = ink.words.box[words_inside(ink, grid.box)].tolist()
    rows = [min(max(bisect_right(grid.ys, (top + bottom) / 2) - 1, 0), last) for _, top, _, bottom in boxes]
    crossing = sum(
        bool(walls_in(grid, owner, row, x0 + 1.5, x1 - 1.5)) for (x0, _, x1, _), row in zip(boxes, rows, strict=True)
    )
    return crossing <= CUT * len(boxes)


def drawn_to_tables(
    ink: Ink, drawn: Drawn, bands: Sequence[Band], surface: Surface, parts: Collection[BBox] = ()
) -> list[Grid]:
    """The tables that the nets draw, a drawn head with the rows below it. `parts` are the boxes of coloured nets that are none."""
    kept: list[Grid] = []
    heads = [
        net.grid.box
        for net in (*drawn.ruled, *drawn.coloured)
        if net.grid.rows >= FEWEST_ROWS or is_head(net.grid, net.placed)
    ]
    surface = replace(surface, others=heads)
    for net in drawn.ruled:
        above = find_head_above(ink, net.grid, surface)
        whole = net_to_table(ink, net, bands, closed=above is not None and above.whole)
        whole = whole if above is None else with_head_above(ink, whole, above)
        body = _with_body(ink, whole, drawn, surface) if is_head(net.grid, net.placed) else None
        kept.append(body or whole)
    for net in drawn.coloured:
        grid = net.grid
        if grid.box in parts or any(shared(grid.box, other.box) > OVERLAP for other in kept):
            continue
        labels = is_head(grid, net.placed)
        body = _with_body(ink, grid, drawn, surface) if labels or grid.rows >= FEWEST_ROWS else None
        if body is not None:
            kept.append(body)
        elif grid.rows >= FEWEST_ROWS and not labels:
            kept.append(net_to_table(ink, net, bands))
    return kept


def _with_body(ink: Ink, head: Grid, drawn: Drawn, surface: Surface) -> Grid | None:
    """The table of a drawn head and the rows below it; None where these make none."""
    region = find_body(ink, head, surface)
    if region is None:
        return None
    found = region_to_grid(ink, replace(region, closed=_is_closed(region, head, drawn)), head, head.rows)
    if found is None or found.grid.columns < head.columns - 1:
        return None
    verdict = judge(found, captioned=False)
    if not verdict.accepted:
        return None
    return replace(found.grid, score=verdict.score, signs=(*found.grid.signs, *verdict.signs))


def with_coloured_columns(region: Region, drawn: Drawn) -> Region:
    """An open region with the ends of the coloured cells in its rows as rules, where rows as wide as it are drawn cell by cell, all with
    ends at the same places: then a cell is what is drawn as one. Other regions as they are."""
    box = region.box
    rows = [
        net.grid
        for net in drawn.coloured
        if net.grid.columns > 1
        and net.grid.box.overlap(box) > 0.9 * net.grid.box.area
        and net.grid.box.width > WHOLE * box.width
    ]
    if len(rows) < FEWEST_ROWS:
        return region
    most = max(rows, key=lambda grid: grid.columns)
    if not all(any(abs(x - e) <= SAME_COLUMN for e in most.xs) for row in rows for x in row.xs):
        return region
    sides = [Rule(x, box.top, box.bottom, "upright") for x in most.xs[1:-1]]
    return replace(region, uprights=(*region.uprights, *sides), closed=True)


def _is_closed(region: Region, head: Grid, drawn: Drawn) -> bool:
    """Are rows below the head drawn cell by cell too, with ends at the same places? Then a cell is what is drawn as one."""
    box = region.box
    rows = [
        net.grid
        for net in drawn.coloured
        if net.grid.ys[0] > head.ys[-1] - SAME_COLUMN and net.grid.ys[-1] < box.bottom + SAME_COLUMN
        and net.grid.box.overlap(box) > 0.9 * net.grid.box.area
    ]  # fmt: skip
    return bool(rows) and all(any(abs(x - e) <= SAME_COLUMN for e in head.xs) for row in rows for x in row.xs)


def shared(a: BBox, b: BBox) -> float:
    """Share of the smaller box that lies in both."""
    return a.overlap(b) / max(1.0, min(a.area, b.area))
