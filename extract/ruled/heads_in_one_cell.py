"""Heads that are drawn as one cell but hold several labels, each centred over its own columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.grids.grid import Grid, Span
from extract.ink.page import Piece
from extract.ink.text_lines import pieces_to_text_lines

CENTERED = 4.0  # points that the middle of a label may stand beside the middle of its columns


def apart_from_each_other(grid: Grid, placed: Sequence[Sequence[Piece]]) -> Grid:
    """The grid with such cells cut between the labels: they stand on one line, equally many columns fall to each, and every cut
    is a boundary of the cells below. A label stands in the middle of its columns, or at least inside them where the heads below
    repeat from one to the next. `placed` are the pieces in each span."""
    spans: list[Span] = []
    for span, pieces in zip(grid.spans, placed, strict=True):
        parts = _labels_to_parts(grid, span, pieces, placed) if span.columns > 1 and len(pieces) > 1 else 1
        width = span.columns // parts
        spans += [Span(span.row, span.column + k * width, span.rows, width) for k in range(parts)]
    return grid if len(spans) == len(grid.spans) else replace(grid, spans=tuple(spans))


def _labels_to_parts(grid: Grid, span: Span, pieces: Sequence[Piece], placed: Sequence[Sequence[Piece]]) -> int:
    """How many labels share the cell; 1 when nothing shows that they are several."""
    below = span.row + span.rows
    lines = pieces_to_text_lines(list(pieces))
    chunks = lines[0].chunks
    if below >= grid.rows or len(lines) != 1 or len(chunks) < 2 or span.columns % len(chunks):
        return 1
    edges = range(span.column, span.column + span.columns + 1, span.columns // len(chunks))
    owners = grid.owners()[below].tolist()
    if any(owners[cut - 1] == owners[cut] for cut in edges[1:-1]):
        return 1
    sides = [(grid.xs[a], grid.xs[b]) for a, b in pairwise(edges)]
    if all(abs(chunk.mid - (x0 + x1) / 2) <= CENTERED for chunk, (x0, x1) in zip(chunks, sides, strict=True)):
        return len(chunks)
    heads = {tuple(" ".join(piece.text for piece in placed[owners[c]]) for c in range(a, b)) for a, b in pairwise(edges)}
    inside = all(x0 < chunk.x0 and chunk.x1 < x1 for chunk, (x0, x1) in zip(chunks, sides, strict=True))
    return len(chunks) if inside and len(heads) == 1 and any(heads.pop()) else 1
