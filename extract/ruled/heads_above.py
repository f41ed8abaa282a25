"""A head that stands above the rules of its rows: labels between a rule as wide as the rows and their first rule, where no upright rule
runs. Spreadsheets print such tables whose borders are set for the rows alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.captions import is_caption
from extract.grids.fill import place_words
from extract.grids.grid import Grid
from extract.ink.edges import Rule
from extract.ink.page import Ink
from extract.ink.pieces import words_inside, words_to_pieces
from extract.ink.text_lines import TextLine, pieces_to_text_lines
from extract.open.cells_and_edges import cells_to_spans, row_edges
from extract.open.column_boundaries import columns_of
from extract.open.head_end import is_body
from extract.open.header_cells import header_to_blocks
from extract.ruled.drawn_heads import Surface
from schemas.decision import Sign
from schemas.geometry import BBox

SAME_SIDE = 8.0  # points that the ends of the rule above may differ from the sides of the rows
TALLEST = 14.0  # of the font size: how far above the rows their head may begin
LABELLED = 0.6  # of the columns must have a label of their own
FEWEST_COLUMNS = 3
NUMBERED = re.compile(r"\(?(\d{1,2})(?!\d|[.,]\d)")


@dataclass(frozen=True, slots=True)
class HeadAbove:
    """The lines of a head and the rule above them. `whole`: each column of the rows has a label of its own, so that there are no more."""

    lines: tuple[TextLine, ...]
    top: float
    flats: tuple[Rule, ...]
    whole: bool


def find_head_above(ink: Ink, grid: Grid, surface: Surface) -> HeadAbove | None:
    """The head right above a drawn grid that begins with a row of figures; None where it needs none or has none."""
    box = grid.box
    if grid.columns < FEWEST_COLUMNS or not _begins_with_figures(ink, grid):
        return None
    near = [line for line in surface.lines if line.bottom <= box.top + 2 and line.x1 > box.x0 and line.x0 < box.x1]
    if not near:
        return None
    reach = box.top - TALLEST * near[-1].chunks[0].size
    rules = sorted(
        flat.at
        for flat in surface.flats
        if reach <= flat.at < near[-1].top + 2
        and abs(flat.start - box.x0) <= SAME_SIDE
        and abs(flat.end - box.x1) <= SAME_SIDE
    )
    for top in rules:
        lines = [line for line in near if line.y_mid > top]
        if not lines or not all(_is_label(line, box, surface) for line in lines):
            continue
        own = {first for line in lines for first, last in (columns_of(c, grid.xs) for c in line.chunks) if first == last}
        if len(own) < LABELLED * grid.columns:
            continue
        flats = tuple(f for f in surface.flats if top < f.at < box.top - 1 and f.start < box.x1 and f.end > box.x0)
        return HeadAbove(tuple(lines), top, flats, len(own) == grid.columns)
    return None


def _begins_with_figures(ink: Ink, grid: Grid) -> bool:
    first = BBox(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[1])
    lines = pieces_to_text_lines(words_to_pieces(ink, words_inside(ink, first).tolist()), grid.xs[1:-1])
    return any(is_body(line) and not _are_column_numbers(line) for line in lines)


def _is_label(line: TextLine, box: BBox, surface: Surface) -> bool:
    if line.x0 < box.x0 - SAME_SIDE or line.x1 > box.x1 + SAME_SIDE:
        return False
    if any(is_caption(c.text) or c.key in surface.prose for c in line.chunks):
        return False
    return not is_body(line) or _are_column_numbers(line)


def _are_column_numbers(line: TextLine) -> bool:
    """Do the texts begin with 1, 2, 3 and so on?"""
    found = [NUMBERED.match(chunk.text) for chunk in line.chunks]
    numbers = [int(one.group(1)) for one in found if one]
    return len(numbers) == len(found) > 2 and numbers == list(range(1, len(numbers) + 1))


def _above_column_numbers(lines: Sequence[TextLine]) -> tuple[float, ...]:
    """Where the row of column numbers that the head ends with begins: they go on with no label. Empty where it has none."""
    if len(lines) < 2 or not _are_column_numbers(lines[-1]):
        return ()
    middles = [(c.top + c.bottom) / 2 for c in lines[-1].chunks]
    return (min(middles) - 0.5,)


def with_head_above(ink: Ink, grid: Grid, head: HeadAbove) -> Grid:
    """The grid with the cells of its head above its own; the grid itself where a label of the head belongs to none of its columns."""
    contents: Sequence[tuple[float, float]] = [(a + 1, b - 1) for a, b in zip(grid.xs, grid.xs[1:], strict=False)]
    blocks = header_to_blocks(head.lines, grid.xs, head.flats, _above_column_numbers(head.lines), contents)
    rows = max(block.last_row for block in blocks) + 1
    spans, words = cells_to_spans(blocks, [], rows, grid.xs)
    ys = row_edges(BBox(grid.xs[0], head.top, grid.xs[-1], grid.ys[0]), blocks, [], rows)
    placed = grid.words or tuple(
        tuple(piece.word for piece in pieces) for pieces in place_words(ink, grid, words_inside(ink, grid.box))
    )
    return replace(
        grid,
        ys=(*ys[:-1], *grid.ys),
        spans=(*spans, *(replace(span, row=span.row + rows) for span in grid.spans)),
        words=(*words, *placed),
        head_rows=rows,
        signs=(*grid.signs, Sign("grid_head_above")),
    )
