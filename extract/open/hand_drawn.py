"""A table that a person drew: its columns, and its rows where they drew them, are taken as drawn. Nobody hits the white between two texts
to the point, so a line that runs through texts moves to the nearest place where it runs through fewer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extract.grids.grid import Grid
from extract.ink.edges import Rule
from extract.ink.page import Ink, Piece
from extract.ink.pieces import words_inside, words_to_pieces
from extract.ink.text_lines import is_typed_rule, pieces_to_text_lines
from extract.open.cells_and_edges import cells_to_spans
from extract.open.lines_to_rows import Row, make_row
from extract.open.placed_lines import place_line
from extract.open.region_to_grid import Region, Structured, region_to_grid
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import GridKind

REACH = 6.0  # points that a drawn column line may move
REACH_DOWN = 4.0  # points that a drawn row line may move
TOUCH = 0.5  # points that a text may reach over a line and not be crossed by it
RULED = 0.5  # share of the height of the table along which an edge that the page rules is ruled
BESIDE = 0.1  # points between a moved line and the text that it moved beside
SIGNS = (Sign("grid_drawn"),)
Range = tuple[int, int]


def drawing_to_grid(
    ink: Ink, box: BBox, columns: Sequence[float], rows: Sequence[float], rules: Sequence[Rule] = ()
) -> Grid | None:
    """The grid of a box with these inner column edges, and these inner row edges; without these its rows follow the lines of text and
    the level ones of the page's `rules`. None where no text stands in the box."""
    pieces = [
        p for p in words_to_pieces(ink, words_inside(ink, box).tolist()) if p.direction == 0 and not is_typed_rule(p.text)
    ]
    if not pieces:
        return None
    xs = [box.x0, *_into_white(columns, [(p.x0, p.x1) for p in pieces], REACH), box.x1]
    found = _lines_to_table(ink, box, xs, [rule for rule in rules if rule.axis == "level"])
    if not rows and found is not None:
        return found.grid
    lines = pieces_to_text_lines(pieces, xs[1:-1])
    parted = rows or [(above.bottom + below.top) / 2 for above, below in pairwise(lines)]
    ys = [box.top, *_into_white(parted, [(p.top, p.bottom) for p in pieces], REACH_DOWN), box.bottom]
    over = _labels_over_columns(found) if found is not None else {}
    walls = _edges_to_walls(box, xs, [rule for rule in rules if rule.axis == "upright"])
    strips = []
    for top, bottom in pairwise(ys):
        own = [p for p in pieces if top <= p.level / 2 < bottom]
        merged = [(xs[a], xs[b + 1], (a, b)) for a, b in _merged_columns(len(xs) - 1, top, bottom, walls)]
        spanning = {p.word: both for p in own for x0, x1, both in merged if x0 <= (p.x0 + p.x1) / 2 < x1}
        strips.append(_strip_to_row(own, xs, over | spanning))
    spans, words = cells_to_spans((), strips, 0, xs)
    kind = GridKind.DRAWN if rows else GridKind.ALIGNED
    return Grid(kind, tuple(xs), tuple(ys), tuple(spans), SIGNS, words=tuple(words))


def _lines_to_table(ink: Ink, box: BBox, xs: Sequence[float], flats: Sequence[Rule]) -> Structured | None:
    """The table with these columns whose rows follow its text; None where the text does not tell."""
    uprights = tuple(Rule(x, box.top, box.bottom, "upright") for x in xs[1:-1])
    own = tuple(rule for rule in flats if box.top - 2 <= rule.at <= box.bottom + 2)
    found = region_to_grid(ink, Region(GridKind.ALIGNED, box, own, uprights, SIGNS, closed=True))
    return found if found is not None and found.grid.columns == len(xs) - 1 else None


def _edges_to_walls(box: BBox, xs: Sequence[float], uprights: Sequence[Rule]) -> dict[int, list[Rule]]:
    """The page's own rules along each column edge that it rules in most of the table, by the number of the column left of it."""
    walls: dict[int, list[Rule]] = {}
    for number, x in enumerate(xs[1:-1]):
        own = [r for r in uprights if abs(r.at - x) <= REACH and r.start < box.bottom and r.end > box.top]
        if sum(min(r.end, box.bottom) - max(r.start, box.top) for r in own) >= RULED * box.height:
            walls[number] = own
    return walls


def _merged_columns(columns: int, top: float, bottom: float, walls: Mapping[int, Sequence[Rule]]) -> list[Range]:
    """The columns that the page does not part between these heights though it rules their edges elsewhere."""
    merged: list[Range] = []
    first = 0
    for number in range(columns):
        own = walls.get(number)
        if own is None or any(r.start <= (top + bottom) / 2 <= r.end for r in own):
            merged += [(first, number)] if number > first else []
            first = number + 1
    return merged


def _labels_over_columns(table: Structured) -> dict[int, Range]:
    """The columns of each word of the head that stands over several."""
    grid = table.grid
    heads = [
        (s, words) for s, words in zip(grid.spans, grid.words, strict=True) if s.row < table.header_rows and s.columns > 1
    ]
    return {word: (span.column, span.column + span.columns - 1) for span, words in heads for word in words}


def _strip_to_row(pieces: Sequence[Piece], xs: Sequence[float], over: Mapping[int, Range]) -> Row:
    """The words between two row lines in their columns; a text over several columns fills all of them, as does a label over columns
    (`over`) whose columns are free there."""
    labels: dict[Range, list[int]] = {}
    for piece in pieces:
        if piece.word in over:
            labels.setdefault(over[piece.word], []).append(piece.word)
    lines = pieces_to_text_lines([p for p in pieces if p.word not in over], xs[1:-1])
    row = make_row([place_line(line, xs) for line in lines], frozenset())
    for (first, last), words in labels.items():
        taken = next((other for other in row.cells_by_range if other[0] <= first <= other[1]), (first, first))
        free = not row.cells & set(range(first, last + 1))
        row.cells_by_range.setdefault((first, last) if free else taken, []).extend(words)
    return row


def _into_white(edges: Sequence[float], extents: Sequence[tuple[float, float]], reach: float) -> list[float]:
    """The edges, those that run through texts moved by at most `reach` to where they run through fewest, ascending."""

    def crossed(at: float) -> int:
        return sum(low + TOUCH < at < high - TOUCH for low, high in extents)

    moved: list[float] = []
    for number, edge in enumerate(edges):
        places = [edge]
        if crossed(edge):
            ends = [at for low, high in extents for at in (low - BESIDE, high + BESIDE) if abs(at - edge) <= reach]
            places += [at for at in ends if (not moved or at > moved[-1]) and all(at < later for later in edges[number + 1 :])]
        moved.append(min(places, key=lambda at: (crossed(at), abs(at - edge))))
    return moved
