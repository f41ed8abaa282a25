"""Words into the cells of a grid: which word belongs where, the text of a cell line by line, and how the cell looks."""

from __future__ import annotations

from itertools import chain

import numpy as np

from extract.grids.grid import Grid, Span
from extract.grids.hanging_numbers import lines_with_number_first
from extract.grids.recognised_text import lines_to_recognised
from extract.grids.text_over_rules import Overflow, cut_words, find_overflows, find_struck
from extract.ink.page import Array, Ink, Piece
from extract.ink.pieces import line_to_text, lines_to_text, pieces_to_lines, words_inside, words_to_pieces
from schemas.geometry import BBox
from schemas.page import RGB
from schemas.provenance import FragmentRef
from schemas.table import PLAIN, Align, Cell, CellStyle, Fragment, GridKind, Remark

ALIGNED = 1.5  # points that left or right margins of a cell's lines may differ and still be aligned
CENTERED = 2.0  # points that the two side margins may differ in a centred cell
WHITE = 0xFFFFFF
MOST_PAIRS = 1 << 20  # of cells and fills that are compared at once


def place_words(ink: Ink, grid: Grid, chosen: Array) -> list[list[Piece]]:
    """The pieces in each of the grid's spans. A word goes to the cell under its middle; one that crosses a rule is cut there if its
    glyphs prove it, and else goes with its text to the cell where that belongs."""
    return _place(ink, grid, chosen)[0]


def _place(ink: Ink, grid: Grid, chosen: Array) -> tuple[list[list[Piece]], list[Overflow]]:
    placed: list[list[Piece]] = [[] for _ in grid.spans]
    if not len(chosen):
        return placed, []
    owner, xs = grid.owners(), np.array(grid.xs)
    box = ink.words.box[chosen]
    row = _strips(np.array(grid.ys), (box[:, 1] + box[:, 3]) / 2)
    homes = owner[row, _strips(xs, (box[:, 0] + box[:, 2]) / 2)].tolist()
    cut: dict[int, list[Piece]] = {}
    overflows: list[Overflow] = []
    if len(ink.glyphs.code):
        crosses = owner[row, _strips(xs, box[:, 0] + 0.5)] != owner[row, _strips(xs, box[:, 2] - 0.5)]
        crosses &= ink.words.direction[chosen] == 0
        if crosses.any():
            cut, straddlers = cut_words(ink, grid, owner, row, chosen, np.flatnonzero(crosses))
            overflows = find_overflows(ink, grid, owner, row, chosen, straddlers) if straddlers else []
    moved = {word: found.home for found in overflows for word in found.words}
    pieces = ink.pieces
    for k, (word, home) in enumerate(zip(chosen.tolist(), homes, strict=True)):
        if k in cut:
            for part in cut[k]:
                placed[int(owner[row[k], _strips(xs, np.array([(part.x0 + part.x1) / 2]))[0]])].append(part)
        else:
            placed[moved.get(word, home)].append(pieces[word])
    return placed, overflows


def _strips(edges: Array, at: Array) -> Array:
    """Index of the strip between two edges that each position lies in, clipped to the table."""
    return np.clip(np.searchsorted(edges, at, side="right") - 1, 0, len(edges) - 2)


def cell_lines(pieces: list[Piece]) -> list[list[Piece]]:
    """The lines of a cell in reading order. Sideways text is read in its own direction."""
    if len(pieces) < 2:
        return [pieces] if pieces else []
    turns = [p.direction for p in pieces]
    if any(turns):
        turn = max(set(turns), key=turns.count)
        pieces = [_sideways(p, turn) for p in pieces] if turn in (1, 3) else pieces
    return lines_with_number_first(pieces_to_lines(pieces))


def _sideways(p: Piece, turn: int) -> Piece:
    if turn == 1:
        return p._replace(x0=-p.bottom, top=p.x0, x1=-p.top, bottom=p.x1, level=p.x0 + p.x1)
    return p._replace(x0=p.top, top=-p.x1, x1=p.bottom, bottom=-p.x0, level=-p.x1 - p.x0)


def cell_style(ink: Ink, lines: list[list[Piece]], box: BBox, fill: RGB | None) -> CellStyle:
    """Bold and italic by most of the characters, the median size, indent and alignment of the lines inside the cell."""
    if not lines:
        return CellStyle(fill=fill) if fill else PLAIN
    pieces = lines[0] if len(lines) == 1 else list(chain(*lines))
    if len(pieces) == 1:
        return _word_style(pieces[0], box, fill)
    weights = [len(p.text) for p in pieces]
    turned = sum([p.direction in (1, 3) for p in pieces]) * 2 > len(pieces)
    if turned:
        lines = pieces_to_lines(words_to_pieces(ink, [p.word for p in pieces]))
    return CellStyle(
        bold=_mostly([p.bold for p in pieces], weights),
        italic=_mostly([p.italic for p in pieces], weights),
        size=round(_weighted_median([p.size for p in pieces], weights), 2),
        fill=fill,
        indent=round(min([line[0].x0 for line in lines]) - box.x0, 2),
        align=_alignment(lines, box),
        rotated=turned,
    )


def _mostly(flags: list[bool], weights: list[int]) -> bool:
    if not any(flags):
        return False
    return all(flags) or sum([weight for weight, flag in zip(weights, flags, strict=True) if flag]) * 2 > sum(weights)


def _word_style(word: Piece, box: BBox, fill: RGB | None) -> CellStyle:
    """As `cell_style`, for a cell of one word: most cells of a table of figures."""
    left, right = word.x0 - box.x0, box.x1 - word.x1
    align: Align = "center" if abs(left - right) <= CENTERED else "left" if left < right else "right"
    return CellStyle(word.bold, word.italic, round(word.size, 2), fill, round(left, 2), align, word.direction in (1, 3))


def _weighted_median(values: list[float], weights: list[int]) -> float:
    if len(set(values)) == 1:
        return values[0]
    half, seen = sum(weights) / 2, 0
    for value, weight in sorted(zip(values, weights, strict=True)):
        seen += weight
        if seen >= half:
            return value
    return values[-1]


def _alignment(lines: list[list[Piece]], box: BBox) -> Align | None:
    left = [line[0].x0 - box.x0 for line in lines]
    right = [box.x1 - line[-1].x1 for line in lines]
    off = [a - b for a, b in zip(left, right, strict=True)]
    if max(off) <= CENTERED and min(off) >= -CENTERED:
        return "center"
    if len(lines) > 1:
        if max(left) - min(left) <= ALIGNED:
            return "left"
        if max(right) - min(right) <= ALIGNED:
            return "right"
        return "center" if max(off) < 3 * CENTERED else None
    return "left" if left[0] < right[0] else "right"


def fills_under(ink: Ink, boxes: list[BBox]) -> list[RGB | None]:
    """The colour of the last fill that covers most of each box; None where there is none or it is white."""
    colors: list[RGB | None] = [None] * len(boxes)
    if not len(ink.fills) or not boxes:
        return colors
    x, y = np.array([(b.x0 + b.x1, b.top + b.bottom) for b in boxes]).T / 2
    near = _near(ink.fills, x, y)
    x0, top, x1, bottom = ink.fills[near].T
    step = max(1, MOST_PAIRS // max(1, len(near)))
    for start in range(0, len(boxes), step):
        px, py = x[start : start + step, None], y[start : start + step, None]
        inside = (x0 <= px) & (px <= x1) & (top <= py) & (py <= bottom)
        for k in inside.any(axis=1).nonzero()[0].tolist():
            color = int(ink.fill_color[near[inside[k].nonzero()[0][-1]]])
            if color != WHITE:
                colors[start + k] = (color >> 16 & 255, color >> 8 & 255, color & 255)
    return colors


def _near(fills: Array, x: Array, y: Array) -> Array:
    """Indices of the fills that may cover one of the points."""
    near = (fills[:, 0] <= x.max()) & (fills[:, 2] >= x.min()) & (fills[:, 1] <= y.max()) & (fills[:, 3] >= y.min())
    return np.asarray(near.nonzero()[0])


def _cell(ink: Ink, span: Span, box: BBox, fill: RGB | None, pieces: list[Piece]) -> Cell:
    lines = cell_lines(pieces)
    text, marks = lines_to_text(ink, lines)
    style = cell_style(ink, lines, box, fill)
    seen = lines_to_recognised(ink, lines, line_to_text) if ink.recognised else None
    return Cell(span.row, span.column, text, span.rows, span.columns, box, style, recognised=seen, marks=marks)


def grid_to_fragment(ink: Ink, grid: Grid, number: int) -> Fragment:
    """The grid with its text, as the `number`-th table of the page."""
    overflows: list[Overflow] = []
    placed = [words_to_pieces(ink, words) for words in grid.words]
    if not placed:
        chosen = words_inside(ink, grid.box)
        placed, overflows = _place(ink, grid, chosen)
        overflows += find_struck(ink, grid, chosen)
    xs, ys = grid.xs, grid.ys
    boxes = [BBox(xs[s.column], ys[s.row], xs[s.column + s.columns], ys[s.row + s.rows]) for s in grid.spans]
    fills = fills_under(ink, boxes)
    cells = [_cell(ink, *each) for each in zip(grid.spans, boxes, fills, placed, strict=True)]
    return Fragment(
        ref=FragmentRef(ink.number, number),
        rows=grid.rows,
        columns=grid.columns,
        cells=tuple(cells),
        box=grid.box,
        column_edges=grid.xs,
        engine="rajut",
        score=grid.score,
        signs=grid.signs,
        open_bottom=grid.open_bottom,
        columns_inferred=grid.kind not in (GridKind.RULED, GridKind.DRAWN),
        remarks=tuple(_overflow_to_remark(ink, grid, found) for found in overflows),
        grid_kind=grid.kind,
        head_rows=grid.head_rows,
        parted_rows=grid.parted_rows,
    )


def _overflow_to_remark(ink: Ink, grid: Grid, found: Overflow) -> Remark:
    home = grid.spans[found.home]
    text = line_to_text(words_to_pieces(ink, found.words))
    return Remark(home.row, home.column, "text-overflows" if found.proven else "text-across-rule", text, found.why)
