"""A head whose cells are drawn, with rules or as coloured rectangles, over rows that are not: the rows are the table's as long as their
text keeps to the columns of the head."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extract.captions import is_caption
from extract.grids.grid import Grid
from extract.ink.edges import Rule
from extract.ink.figures import is_numeric
from extract.ink.page import Ink, Piece
from extract.ink.pieces import line_to_text, pieces_to_lines, words_inside, words_to_pieces
from extract.ink.text_lines import Chunk, ChunkKey, TextLine, pieces_to_text_lines
from extract.open.between_rules import is_header_again
from extract.open.head_end import YEAR
from extract.open.region_to_grid import Region
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import GridKind

STICKS_OUT = 4.0  # points that text may reach out of the table at its sides
CROSSES = 1.5  # points on both sides of a column's end from which text runs over it
NEXT_ROW = 2.6  # of the font size: white between two rows
FARTHER = 1.6  # times the widest white so far, where that is more
NEXT_LINE = 0.6  # of the font size: white above a line that goes on with a cell
LEAST_TEXTS = 2  # columns with text in a row


@dataclass(frozen=True, slots=True)
class Surface:
    """What else there is on the page: its lines, the text that is prose, rules and edges of colour, and the boxes of drawn tables."""

    lines: Sequence[TextLine]
    prose: Collection[ChunkKey]
    flats: Sequence[Rule]
    uprights: Sequence[Rule]
    others: Sequence[BBox] = ()


def is_head(grid: Grid, placed: Sequence[Sequence[Piece]]) -> bool:
    """Does the grid hold labels only? Years and column numbers are labels too. `placed` are the words of each span."""
    filled = [pieces for pieces in placed if pieces]
    texts = [" ".join(line_to_text(line) for line in pieces_to_lines(pieces)) for pieces in filled]
    figures = sum(is_numeric(text) and not YEAR.match(text) for text in texts)
    columns = {span.column for span, pieces in zip(grid.spans, placed, strict=True) if pieces}
    return len(columns) > 1 and (figures == 0 or _are_column_numbers(grid, placed))


def _are_column_numbers(grid: Grid, placed: Sequence[Sequence[Piece]]) -> bool:
    """Do figures stand in the last row alone, one more from column to column?"""
    last = []
    for span, pieces in zip(grid.spans, placed, strict=True):
        text = "".join(piece.text for piece in pieces)
        if span.row == grid.rows - 1 and grid.rows > 1:
            last.append(text.strip("()."))
        elif is_numeric(text) and not YEAR.match(text):
            return False
    numbers = [int(text) for text in last if text.isdigit()]
    return (
        len(numbers) > 2
        and len(numbers) >= len([t for t in last if t]) - 1
        and numbers == sorted(set(numbers))
        and numbers[-1] < 60
    )


def find_body(ink: Ink, head: Grid, surface: Surface) -> Region | None:
    """The head with the rows below it; None where no text below keeps to its columns."""
    box = head.box
    ends = [
        other.top for other in surface.others if other.top > box.bottom - 1 and min(other.x1, box.x1) > max(other.x0, box.x0)
    ]
    below = [line for line in surface.lines if line.y_mid > box.bottom and line.y_mid < min(ends, default=1e9)]
    labels = words_to_pieces(ink, words_inside(ink, box).tolist())
    run: list[Sequence[Chunk]] = [line.chunks for line in pieces_to_text_lines(labels)]
    first = len(run)
    bottom, widest = box.bottom, 0.0
    for line in below:
        chunks = line.chunks
        if chunks[-1].x1 < box.x0 or chunks[0].x0 > box.x1:
            continue
        white = line.top - bottom
        far = white > max(NEXT_ROW * chunks[0].size, FARTHER * widest)
        if far or _stops(chunks, surface.prose, box) or is_header_again(run, chunks) or not _fits(chunks, head):
            break
        run.append(chunks)
        widest = max(widest, white) if len(chunks) > 1 else widest
        bottom = max(bottom, line.bottom)
    body = _trimmed(run[first:], head)
    if not any(len(_columns(chunks, head)) >= LEAST_TEXTS for chunks in body):
        return None
    low = max(c.bottom for chunks in body for c in chunks) + 0.5
    region = BBox(
        min(box.x0, *(chunks[0].x0 for chunks in body)), box.top, max(box.x1, *(chunks[-1].x1 for chunks in body)), low
    )
    flats = tuple(f for f in surface.flats if box.bottom - 2 <= f.at <= low + 8 and f.start < box.x1 and f.end > box.x0)
    sides = tuple(u for u in surface.uprights if box.x0 - 2 <= u.at <= box.x1 + 2 and u.start < low and u.end > box.bottom)
    return Region(GridKind.PARTLY_RULED, region, flats, sides, (Sign("grid_head_drawn"),))


def _stops(chunks: Sequence[Chunk], prose: Collection[ChunkKey], box: BBox) -> bool:
    """Text that is not the table's: it sticks out, is a caption, or a line of a paragraph."""
    if chunks[0].x0 < box.x0 - STICKS_OUT or chunks[-1].x1 > box.x1 + STICKS_OUT or any(is_caption(c.text) for c in chunks):
        return True
    return len(chunks) == 1 and chunks[0].key in prose and chunks[0].x1 - chunks[0].x0 > 0.6 * box.width


def _fits(chunks: Sequence[Chunk], head: Grid) -> bool:
    """Does a line of several texts keep clear of the ends of the head's columns, but for few of them?"""
    crossing = sum(any(c.x0 + CROSSES < x < c.x1 - CROSSES for x in head.xs[1:-1]) for c in chunks)
    return len(chunks) == 1 or 3 * crossing <= len(chunks)


def _columns(chunks: Sequence[Chunk], head: Grid) -> set[int]:
    return {sum(x < c.mid for x in head.xs) for c in chunks}


def _trimmed(body: list[Sequence[Chunk]], head: Grid) -> list[Sequence[Chunk]]:
    """The lines without single texts at the end that go on with no cell."""
    end = len(body)
    while end and len(body[end - 1]) == 1:
        last = body[end - 1][0]
        above = [c.bottom for chunks in body[: end - 1] for c in chunks if _columns([c], head) == _columns([last], head)]
        if above and last.top - max(above) <= NEXT_LINE * last.size and _inside_column(last, head):
            break
        end -= 1
    return body[:end]


def _inside_column(chunk: Chunk, head: Grid) -> bool:
    return not any(chunk.x0 + CROSSES < x < chunk.x1 - CROSSES for x in head.xs[1:-1])
