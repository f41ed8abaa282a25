"""Labels that are printed sideways in the head of an open table, so that narrow columns hold them: as lines of the head."""

from __future__ import annotations

from collections.abc import Sequence

from extract.ink.page import Piece
from extract.ink.text_lines import Chunk, TextLine, make_chunk
from extract.open.head_end import is_body

UP, DOWN = 1, 3  # directions of text
BLANK = 1.0  # of the font size: a wider one ends a label
LEVEL = 0.5  # of the font size: labels whose middles, tops or bottoms differ by less stand in one line
TOUCH = 2.0  # points that a label may reach into the first line of figures


def with_turned_labels(lines: Sequence[TextLine], pieces: Sequence[Piece]) -> list[TextLine]:
    """The lines of a region with those of its sideways labels above the first line of figures, from the top. `pieces` are all its words."""
    turned = [piece for piece in pieces if piece.direction in (UP, DOWN)]
    first = next((line for line in lines if is_body(line)), None)
    if not turned or first is None:
        return list(lines)
    labels = [chunk for chunk in _labels(turned) if chunk.bottom <= first.top + TOUCH]
    return sorted([*lines, *_levelled(labels)], key=lambda line: line.y_mid)


def _labels(turned: Sequence[Piece]) -> list[Chunk]:
    """Words one after the other in their direction as chunks."""
    ordered = sorted(turned, key=lambda p: (p.direction, round(p.x0 + p.x1), -p.bottom if p.direction == UP else p.top))
    runs: list[list[Piece]] = []
    for piece in ordered:
        last = runs[-1][-1] if runs else None
        if last is not None and _goes_on(last, piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [make_chunk(run) for run in runs]


def _goes_on(last: Piece, piece: Piece) -> bool:
    blank = last.top - piece.bottom if piece.direction == UP else piece.top - last.bottom
    beside = abs(last.x0 + last.x1 - piece.x0 - piece.x1) < piece.size
    return last.direction == piece.direction and beside and -piece.size < blank < BLANK * piece.size


def _levelled(labels: Sequence[Chunk]) -> list[TextLine]:
    """Labels of one line of the head together: those that begin, end or have their middle at one height."""
    lines: list[list[Chunk]] = []
    for chunk in sorted(labels, key=lambda c: c.bottom - c.top):
        for line in lines:
            if any(_is_level(chunk, other) for other in line) and all(c.x1 < chunk.x0 or c.x0 > chunk.x1 for c in line):
                line.append(chunk)
                break
        else:
            lines.append([chunk])
    return [TextLine(tuple(sorted(line, key=lambda c: c.x0))) for line in lines]


def _is_level(a: Chunk, b: Chunk) -> bool:
    apart = (abs(a.top - b.top), abs(a.bottom - b.bottom), abs(a.top + a.bottom - b.top - b.bottom) / 2)
    return min(apart) < LEVEL * a.size
