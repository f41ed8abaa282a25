"""Words into the cells of a grid: which word belongs where, the text of a cell line by line, and how the cell looks."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extract.finders.grid import Grid, Span
from extract.finders.ink import SKEWED, Array, Ink
from schemas.geometry import BBox
from schemas.page import RGB
from schemas.provenance import FragmentRef
from schemas.table import Align, Cell, CellStyle, Fragment

ALIGNED = 1.5  # points that left or right margins of a cell's lines may differ and still be aligned
CENTERED = 2.0  # points that the two side margins may differ in a centred cell


class Piece(NamedTuple):
    """A word or the part of a word on one side of a rule."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    word: int
    size: float = 0.0
    bold: bool = False


def words_to_pieces(ink: Ink, words: Array | Sequence[int]) -> list[Piece]:
    """The words of these indices as pieces."""
    chosen = np.asarray(words, dtype=np.int64)
    text, bolds = ink.words.text, [font.bold for font in ink.fonts]
    boxes, sizes = ink.words.box[chosen].tolist(), ink.words.size[chosen].tolist()
    fonts = ink.words.font[chosen].tolist()
    return [
        Piece(text[w], b[0], b[1], b[2], b[3], w, size, bolds[font])
        for w, b, size, font in zip(chosen.tolist(), boxes, sizes, fonts, strict=True)
    ]


def place_words(ink: Ink, grid: Grid, chosen: Array) -> dict[Span, list[Piece]]:
    """The pieces in each cell. A word goes to the cell under its middle; where the text operation changes at a rule inside the
    word (two cells printed without a gap) it is cut there."""
    owner = np.zeros((grid.rows, grid.columns), dtype=np.int32)
    for k, span in enumerate(grid.spans):
        owner[span.row : span.row + span.rows, span.column : span.column + span.columns] = k
    xs, ys = np.array(grid.xs), np.array(grid.ys)
    box = ink.words.box[chosen]
    row = np.clip(np.searchsorted(ys, (box[:, 1] + box[:, 3]) / 2, side="right") - 1, 0, grid.rows - 1)

    def column_of(x: Array) -> Array:
        return np.clip(np.searchsorted(xs, x, side="right") - 1, 0, grid.columns - 1)

    middle = owner[row, column_of((box[:, 0] + box[:, 2]) / 2)]
    crosses = owner[row, column_of(box[:, 0] + 0.5)] != owner[row, column_of(box[:, 2] - 0.5)]
    placed: dict[Span, list[Piece]] = defaultdict(list)
    cut = crosses.tolist() if len(ink.glyphs.code) else [False] * len(chosen)
    spans, homes = grid.spans, middle.tolist()
    for k, piece in enumerate(words_to_pieces(ink, chosen)):
        if cut[k]:
            for part, x in _cut_word(ink, piece.word):
                at = owner[row[k], column_of(np.array([x]))[0]]
                placed[spans[int(at)]].append(part)
        else:
            placed[spans[homes[k]]].append(piece)
    return placed


def _cut_word(ink: Ink, word: int) -> list[tuple[Piece, float]]:
    """The word cut where its text operation changes, each part with the x of its middle."""
    own = np.flatnonzero(ink.glyphs.word == word)
    runs = ink.glyphs.run[own]
    starts = [0, *(np.flatnonzero(np.diff(runs) != 0) + 1).tolist(), len(own)]
    parts = []
    for a, b in itertools.pairwise(starts):
        boxes = ink.glyphs.box[own[a:b]]
        x0, top = boxes[:, :2].min(axis=0).tolist()
        x1, bottom = boxes[:, 2:].max(axis=0).tolist()
        text = "".join(map(chr, ink.glyphs.code[own[a:b]].tolist()))
        size, bold = float(ink.words.size[word]), ink.fonts[int(ink.words.font[word])].bold
        parts.append((Piece(text, x0, top, x1, bottom, word, size, bold), (x0 + x1) / 2))
    return parts


def pieces_to_lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Lines from top to bottom, each from left to right. Raised and lowered marks stay on the line that they overlap."""
    lines: list[list[Piece]] = []
    extents: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=_middle):
        top, bottom = piece.top, piece.bottom
        for k in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            high, low = extents[k]
            shared = (low if low < bottom else bottom) - (high if high > top else top)
            if shared > 0.5 * min(bottom - top, low - high):
                if bottom - top > low - high:
                    extents[k] = (top, bottom)
                lines[k].append(piece)
                break
        else:
            extents.append((top, bottom))
            lines.append([piece])
    for line in lines:
        line.sort(key=_start)
    return lines


def _middle(piece: Piece) -> tuple[float, float]:
    return piece.top + piece.bottom, piece.x0


def _start(piece: Piece) -> float:
    return piece.x0


def line_to_text(line: list[Piece]) -> str:
    """Words of a line with single blanks; pieces that touch (a word printed in several operations) are not parted."""
    parts = [line[0].text]
    for before, piece in itertools.pairwise(line):
        size = min(piece.bottom - piece.top, before.bottom - before.top)
        parts.append(piece.text if piece.x0 - before.x1 < 0.08 * size else f" {piece.text}")
    return "".join(parts)


def cell_lines(ink: Ink, pieces: list[Piece]) -> list[list[Piece]]:
    """The lines of a cell in reading order. Sideways text is read in its own direction."""
    if len(pieces) == 1:
        return [pieces]
    turns = ink.words.direction[[p.word for p in pieces]].tolist()
    turn = max(set(turns), key=turns.count) if turns else 0
    if turn in (1, 3):
        pieces = [_sideways(p, turn) for p in pieces]
    return pieces_to_lines(pieces)


def _sideways(p: Piece, turn: int) -> Piece:
    if turn == 1:
        return p._replace(x0=-p.bottom, top=p.x0, x1=-p.top, bottom=p.x1)
    return p._replace(x0=p.top, top=-p.x1, x1=p.bottom, bottom=-p.x0)


def cell_style(ink: Ink, lines: list[list[Piece]], box: BBox, fill: RGB | None) -> CellStyle:
    """Bold and italic by most of the characters, the median size, indent and alignment of the lines inside the cell."""
    pieces = [piece for line in lines for piece in line]
    if not pieces:
        return CellStyle(fill=fill)
    words = [p.word for p in pieces]
    weights = [len(p.text) for p in pieces]
    total = sum(weights)
    italics = [ink.fonts[f].italic for f in ink.words.font[words].tolist()]
    turned = sum(turn in (1, 3) for turn in ink.words.direction[words].tolist()) * 2 > len(pieces)
    if turned:
        lines = pieces_to_lines(list(words_to_pieces(ink, words)))
    return CellStyle(
        bold=sum(w for w, p in zip(weights, pieces, strict=True) if p.bold) * 2 > total,
        italic=sum(w for w, slanted in zip(weights, italics, strict=True) if slanted) * 2 > total,
        size=round(_weighted_median([p.size for p in pieces], weights), 2),
        fill=fill,
        indent=round(min(line[0].x0 for line in lines) - box.x0, 2),
        align=_alignment(lines, box),
        rotated=turned,
    )


def _weighted_median(values: list[float], weights: list[int]) -> float:
    half, seen = sum(weights) / 2, 0
    for value, weight in sorted(zip(values, weights, strict=True)):
        seen += weight
        if seen >= half:
            return value
    return values[-1]


def _alignment(lines: list[list[Piece]], box: BBox) -> Align | None:
    left = [line[0].x0 - box.x0 for line in lines]
    right = [box.x1 - line[-1].x1 for line in lines]
    if all(abs(a - b) <= CENTERED for a, b in zip(left, right, strict=True)):
        return "center"
    if len(lines) > 1:
        if max(left) - min(left) <= ALIGNED:
            return "left"
        if max(right) - min(right) <= ALIGNED:
            return "right"
        return "center" if max(a - b for a, b in zip(left, right, strict=True)) < 3 * CENTERED else None
    return "left" if left[0] < right[0] else "right"


def fills_under(ink: Ink, boxes: list[BBox]) -> list[RGB | None]:
    """The colour of the last fill that covers most of each box; None where there is none or it is white."""
    colors: list[RGB | None] = [None] * len(boxes)
    if not len(ink.fills) or not boxes:
        return colors
    x = np.array([(b.x0 + b.x1) / 2 for b in boxes])[:, None]
    y = np.array([(b.top + b.bottom) / 2 for b in boxes])[:, None]
    f = ink.fills
    inside = (f[:, 0] <= x) & (x <= f[:, 2]) & (f[:, 1] <= y) & (y <= f[:, 3])
    for k in np.flatnonzero(inside.any(axis=1)).tolist():
        color = int(ink.fill_color[np.flatnonzero(inside[k])[-1]])
        if color != 0xFFFFFF:
            colors[k] = (color >> 16 & 255, color >> 8 & 255, color & 255)
    return colors


def words_inside(ink: Ink, box: BBox) -> Array:
    """Indices of visible words whose middle lies in the box; text at an angle (watermarks, stamps) is left out."""
    words = ink.words
    if not len(words):
        return np.zeros(0, np.int64)
    x, y = (words.box[:, 0] + words.box[:, 2]) / 2, (words.box[:, 1] + words.box[:, 3]) / 2
    inside = (x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom)
    return np.flatnonzero(inside & ~words.hidden & (words.direction != SKEWED))


def grid_to_fragment(ink: Ink, grid: Grid, number: int) -> Fragment:
    """The grid with its text, as the `number`-th table of the page."""
    if grid.words:
        placed = {span: words_to_pieces(ink, own) for span, own in zip(grid.spans, grid.words, strict=True)}
    else:
        placed = place_words(ink, grid, words_inside(ink, grid.box))
    boxes = [grid.span_box(span) for span in grid.spans]
    fills = fills_under(ink, boxes)
    cells = []
    for span, box, fill in zip(grid.spans, boxes, fills, strict=True):
        pieces = placed.get(span, [])
        lines = cell_lines(ink, pieces) if pieces else []
        text = "\n".join(map(line_to_text, lines))
        style = cell_style(ink, lines, box, fill)
        cells.append(Cell(span.row, span.column, text, span.rows, span.columns, box, style))
    return Fragment(
        FragmentRef(ink.number, number),
        grid.rows,
        grid.columns,
        tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        grid.box,
        grid.xs,
        "rajut",
        grid.score,
        grid.reasons,
        grid.open_bottom,
        columns_inferred=grid.kind != "ruled",
    )
