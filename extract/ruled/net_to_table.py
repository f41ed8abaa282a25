"""A net of rules as a table: with the edges of coloured bands, completed from its text where rules are missing; or why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.grids.fill import place_words
from extract.grids.grid import Grid, Rejected
from extract.ink.bands import Band
from extract.ink.edges import Edges, edges_to_rules
from extract.ink.page import Array, Ink, Piece
from extract.ink.pieces import words_inside
from extract.open.region_to_grid import Region, region_to_grid
from extract.ruled.heads_in_one_cell import apart_from_each_other
from extract.ruled.heads_of_uprights import with_row_of_numbers
from extract.ruled.missing_row_rules import part_stacked_rows
from extract.ruled.nets import net_to_grid, without_slivers
from extract.ruled.underdivided import cut_flats, underdivided
from schemas.decision import Sign
from schemas.table import GridKind


@dataclass(frozen=True, slots=True)
class Net:
    """Rules that hang together, the grid that they draw and the words in each of its spans."""

    grid: Grid
    placed: list[list[Piece]]
    horizontal: Edges
    vertical: Edges


def net_to_table(ink: Ink, net: Net, bands: Sequence[Band], *, closed: bool = False) -> Grid:
    """The grid as drawn, or completed from its text where the rules leave rows or columns out; rows only where it is `closed`."""
    grid, horizontal, vertical = net.grid, net.horizontal, net.vertical
    banded = _with_bands(ink, grid, horizontal, bands)
    if banded is not horizontal:
        again = net_to_grid(banded, vertical, ink.words.box)
        grid, horizontal = (again, banded) if isinstance(again, Grid) else (grid, horizontal)
    grid = without_slivers(grid, ink.words.box[words_inside(ink, grid.box)])
    placed = net.placed if grid is net.grid else place_words(ink, grid, words_inside(ink, grid.box))
    parted = part_stacked_rows(grid, placed)
    if parted is not grid and underdivided(parted, place_words(ink, parted, words_inside(ink, grid.box)))[0] < UNDERDIVIDED:
        return parted
    share, ruled_rows = underdivided(grid, placed)
    if share < UNDERDIVIDED:
        apart = apart_from_each_other(grid, placed)
        placed = placed if apart is grid else place_words(ink, apart, words_inside(ink, apart.box))
        return with_row_of_numbers(apart, placed)
    uprights = tuple(edges_to_rules(vertical, "upright"))
    flats = tuple(cut_flats(edges_to_rules(horizontal, "level"), uprights))
    region = Region(GridKind.PARTLY_RULED, grid.box, flats, uprights, (Sign("grid_rules_for_some"),), closed)
    found = region_to_grid(ink, region, grid, ruled_rows)
    return grid if found is None or found.grid.columns < grid.columns - 1 else found.grid


def _with_bands(ink: Ink, grid: Grid, horizontal: Edges, bands: Sequence[Band]) -> Edges:
    """The horizontal rules of a net with the edges of coloured bands that run through most of it, from one of its columns to another (zebra
    rows, headings between rows beside a cell that is merged over them), where they cut no word: as rules of their own, or whole where a
    rule is drawn for some of the columns only."""
    box, ys = grid.box, np.array(grid.ys)
    words = ink.words.box[words_inside(ink, box)]
    extra: list[tuple[float, float, float]] = []
    for band in bands:
        start, end = _to_column_edge(grid, band.x0), _to_column_edge(grid, band.x1)
        if start is None or end is None or end - start < BAND_WIDTH * (box.x1 - box.x0):
            continue
        crossing = words[(words[:, 2] > start) & (words[:, 0] < end)]
        for y in (band.top, band.bottom):
            clear = not ((crossing[:, 1] + 2 < y) & (crossing[:, 3] - 2 > y)).any()
            apart = np.abs(ys - y)
            if clear and box.top < y < box.bottom and all(abs(y - e) > 5 for e, _, _ in extra) and not 3 < apart.min() <= 5:
                extra.append((y if apart.min() > 5 else float(ys[apart.argmin()]), start, end))
    if not extra:
        return horizontal
    more = np.array(extra)
    at = np.concatenate([horizontal.at, more[:, 0]])
    return Edges(at, np.concatenate([horizontal.start, more[:, 1]]), np.concatenate([horizontal.end, more[:, 2]]))


def _to_column_edge(grid: Grid, x: float) -> float | None:
    """The side of a column nearest to x; None where none is near."""
    nearest = min(grid.xs, key=lambda edge: abs(edge - x))
    return nearest if abs(nearest - x) <= BAND_SIDE else None


BAND_SIDE = 6.0  # points that a coloured band may end short of the sides of the table or of its columns
BAND_WIDTH = 0.6  # share of the table's width that a band runs through: a narrower one is a coloured cell
UNDERDIVIDED = 0.3


def no_table(ink: Ink, grid: Grid, inside: Array, placed: Sequence[Sequence[Piece]]) -> Rejected | None:
    """Why a net of rules with the words `inside` is a chart, a frame or a drawing; None when it may be a table. `placed` are the
    words of each span."""

    def none(reason: str, *, is_chart: bool = False) -> Rejected:
        return Rejected(GridKind.RULED, grid.box, reason, is_chart)

    if not len(inside):
        return none("no text inside")
    if (ink.words.direction[inside] == 0).mean() < 0.5:
        return none("its text runs another way")
    filled = [span for span, pieces in zip(grid.spans, placed, strict=True) if pieces]
    full = len(filled) / len(grid.spans)
    rows = len({span.row for span in filled}) / grid.rows
    columns = len({span.column for span in filled}) / grid.columns
    if len(filled) < 2 and grid.rows * grid.columns < 3:
        return none("a frame with a shadow")
    if full < 0.2 and rows < 0.7:
        return none("mostly empty: a chart", is_chart=True)
    if (grid.columns == 1 and rows < 0.5) or (grid.columns > 3 and columns < 0.1 and rows < 0.5):
        return none("grid lines without text: a chart", is_chart=True)
    if len(grid.spans) < 0.15 * grid.rows * grid.columns and grid.rows * grid.columns > 60:
        return none("lines that form no rows or columns: a drawing")
    return None
