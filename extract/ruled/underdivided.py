"""Ruled tables whose rules leave out columns or rows: does the text show more of them than are drawn?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from extract.grids.grid import Grid, Span
from extract.ink.edges import Rule
from extract.ink.figures import GROUPED, NO_FIGURE
from extract.ink.page import Piece
from extract.ink.text_lines import TextLine, pieces_to_text_lines
from extract.ink.year_rows import cut_years
from extract.open.column_boundaries import find_boundaries

_ROW_NUMBER = re.compile(r"^\(?\d{1,3}[.)]$")
MOST_LABELS = 4  # lines of a head above figures in one cell
MANY_ROWS = 4  # figures below each other in one cell with their head
MANY_TEXTS = 4  # in a line of a table of which only the frame is drawn
APART_LINES = 1.8  # of the font size: from here on two lines are not lines of one cell


def underdivided(grid: Grid, placed: Sequence[Sequence[Piece]]) -> tuple[float, int]:
    """Share of the words in a ruled grid that lie in cells where the text shows more columns or rows than the rules, and the number
    of rows above the first such cell. `placed` are the words of each span."""
    filled = [(span, pieces) for span, pieces in zip(grid.spans, placed, strict=True) if pieces]
    apart: dict[Span, list[TextLine]] = {}
    columns: dict[tuple[int, int], list[tuple[Span, Sequence[Piece]]]] = {}
    for cell in filled:
        columns.setdefault((cell[0].column, cell[0].columns), []).append(cell)
    for key, cells in columns.items():
        if not _may_fall_apart(key[1], [pieces for _, pieces in cells]):
            continue
        lines = _cells_to_lines(cells)
        if _falls_apart(grid, key, list(chain.from_iterable(lines.values()))) or _is_frame(grid, lines):
            apart |= lines
    bands: dict[int, list[Sequence[Piece]]] = {}
    suspicious, first = 0, grid.rows
    for span, pieces in filled:
        if any(len(line.chunks) > 1 for line in apart.get(span, ())):
            suspicious += len(pieces)
            first = min(first, span.row)
        elif span.rows == 1:
            bands.setdefault(span.row, []).append(pieces)
    for row, cells_of_row in bands.items():
        stacked = _stacked(cells_of_row)
        suspicious += stacked
        first = min(first, row) if stacked else first
    return suspicious / max(1, sum(map(len, placed))), first if first < grid.rows else 0


def _cells_to_lines(cells: Sequence[tuple[Span, Sequence[Piece]]]) -> dict[Span, list[TextLine]]:
    """The lines of the cells of one column; figures below a row of years are cut as the years are."""
    lines = [(span, line) for span, pieces in cells for line in pieces_to_text_lines(pieces)]
    own: dict[Span, list[TextLine]] = {span: [] for span, _ in cells}
    for (span, _), line in zip(lines, cut_years([line for _, line in lines]), strict=True):
        own[span].append(line)
    return own


def _may_fall_apart(columns: int, cells: Sequence[Sequence[Piece]]) -> bool:
    """Could `_falls_apart` say yes? A line with a gap has two words or more; in a single column figures stand right of the gaps."""
    gaps = sum([len(pieces) // 2 for pieces in cells])
    if gaps < 0.5 * len(cells):
        return False
    return columns > 1 or (gaps >= 4 and sum(map(_figures_at_most, cells)) >= 0.6 * max(4, 0.5 * len(cells)))


def _figures_at_most(pieces: Sequence[Piece]) -> int:
    """Words that could begin a figure."""
    return sum([piece.text[0] not in NO_FIGURE for piece in pieces])


def _falls_apart(grid: Grid, key: tuple[int, int], lines: Sequence[TextLine]) -> bool:
    """Do the lines of the cells that span these columns have gaps one above the other, as the lines of several columns do?

    Justified text has wide gaps too: in a single drawn column, figures must stand right of the gaps.
    """
    column, columns = key
    several = [line for line in lines if len(line.chunks) > 1]
    if len(several) < 0.5 * len(lines) or (columns == 1 and len(several) < 4):
        return False
    later = [chunk for line in several for chunk in line.chunks[1:]]
    if columns == 1 and sum(chunk.numeric for chunk in later) < 0.6 * len(later):
        return False
    return bool(find_boundaries(lines, grid.xs[column], grid.xs[column + columns]))


def _is_frame(grid: Grid, lines: dict[Span, list[TextLine]]) -> bool:
    """Is one column drawn, whose rows but for titles hold a label and many figures, below each other? Then it is a frame with rules
    between the rows of its table."""
    if grid.columns > 1:
        return False
    widest = [max(own, key=lambda line: len(line.chunks)) for own in lines.values() if own]
    rows = [line for line in widest if len(line.chunks) >= MANY_TEXTS]
    later = [chunk for line in rows for chunk in line.chunks[1:]]
    if len(rows) < 2 or len(rows) < len(widest) - 1 or sum(chunk.numeric for chunk in later) < 0.6 * len(later):
        return False
    return len(find_boundaries(rows, grid.xs[0], grid.xs[-1])) >= MANY_TEXTS - 2


def _are_figures(lines: Sequence[TextLine]) -> bool:
    """Is every line a whole figure, or every line a row number? The lines of one wrapped figure or code are not: they stand close
    together and make one figure with separators when joined."""
    texts = [line.chunks[0].text for line in lines]
    joined = "".join(texts)
    if not joined.isdigit() and GROUPED.match(joined) and _least_step(lines) < APART_LINES * lines[0].chunks[0].size:
        return False
    return all(GROUPED.match(text) for text in texts) or all(_ROW_NUMBER.match(text) for text in texts)


def _below_labels(lines: list[TextLine]) -> list[TextLine]:
    """The lines from the first figure on where many follow: above them stands a head that no rule parts from its rows. Else all lines."""
    first = next((k for k, line in enumerate(lines) if GROUPED.match(line.chunks[0].text)), 0)
    return lines[first:] if 0 < first <= MOST_LABELS and len(lines) - first >= MANY_ROWS else lines


def _least_step(lines: Sequence[TextLine]) -> float:
    """The smallest distance of two lines."""
    return min(b.y_mid - a.y_mid for a, b in pairwise(lines))


def _stacked(cells: Sequence[Sequence[Piece]]) -> int:
    """Words of a band in which at least two columns hold whole figures on several lines, level with each other: three lines or more, or
    two that are farther apart than the lines of one cell."""
    long = [pieces for pieces in cells if len(pieces) > 1]
    if len(long) < 2 or max(map(_figures_at_most, long)) < 2:
        return 0
    tall = [lines for pieces in long if len(lines := pieces_to_text_lines(pieces)) > 1]
    figures = [own for lines in tall if len(own := _below_labels(lines)) > 1 and _are_figures(own)]
    if not figures:
        return 0
    most = max(figures, key=len)
    level = 0
    for lines in [lines for lines in tall if len(lines) > 2] if len(most) > 2 else figures:
        near = sum(any(abs(line.y_mid - other.y_mid) < 3 for other in most) for line in lines)
        level += near >= 0.8 * len(lines) and len(lines) >= 0.6 * len(most)
    if level < 2 or (len(most) == 2 and _least_step(most) < APART_LINES * most[0].chunks[0].size):
        return 0
    return sum(map(len, cells))


def cut_flats(flats: Sequence[Rule], uprights: Sequence[Rule]) -> list[Rule]:
    """Long rules as they are, and in the pieces between the upright rules that meet them."""
    out: list[Rule] = []
    for flat in flats:
        meets = (
            u for u in uprights if flat.start + 3 < u.at < flat.end - 3 and u.start < flat.at - 3 and flat.at <= u.end + 3
        )
        at = sorted(upright.at for upright in meets)
        out.append(flat)
        if at:
            out += [flat._replace(start=a, end=b) for a, b in pairwise([flat.start, *at, flat.end])]
    return out
