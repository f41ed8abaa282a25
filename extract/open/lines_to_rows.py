"""Lines of a table's body to rows: a cell may be wrapped over several lines, a line is not always a row."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.ink.edges import Rule
from extract.ink.text_lines import Chunk, TextLine
from extract.open.placed_lines import Placed, place_line, with_broken_figures
from extract.open.row_candidates import better_rows, to_rows
from extract.open.rows_by_blocks import blocks_to_rows

TIGHT = 0.55  # of the font size: white between lines of one cell
LEAST_ROWS = 3
MOSTLY = 0.7
SAME_HEIGHT = 1.5  # points that rules of one height may differ
JUMP = 0.3  # of the font size: between the distances of lines in a row and of rows
LEADING = 1.35  # of the font size: the distance of two lines of one cell
LEAST_FIGURES = 2
CODE = re.compile(r"^[A-Z0-9]{1,3}(?:\.[A-Z0-9]{1,4}){2,}\.?$")
WRAP_SLACK = 0.5  # of the font size


@dataclass(slots=True)
class Row:
    """A row under construction: its lines, the words of each range of columns, and the columns whose cell goes on from the row above
    because the rule between the two rows leaves them out."""

    lines: list[TextLine] = field(default_factory=list)
    cells_by_range: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    joined: frozenset[int] = frozenset()

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    @property
    def cells(self) -> set[int]:
        return {column for first, last in self.cells_by_range for column in range(first, last + 1)}


def group_rows(
    lines: Sequence[TextLine],
    edges: Sequence[float],
    full: Sequence[float],
    partial: Sequence[Rule] = (),
) -> list[Row]:
    """Rows from top to bottom. `full` are y positions of separators that run through the table, sorted; `partial` are rules that leave
    columns out."""
    if not lines:
        return []
    placed = with_broken_figures([place_line(line, edges) for line in lines])
    parted = [_separated(a.line, b.line, full) for a, b in itertools.pairwise(placed)]
    joined = _joined_columns(placed, parted, edges, partial) if partial else {}
    if not joined and (told := blocks_to_rows(placed, parted, len(edges) - 1)) is not None:
        return _make_rows(to_rows(placed, told.cuts), told.joined)
    parted = [cut or k + 1 in joined for k, cut in enumerate(parted)]
    greedy = _rows_one_by_one(placed, parted, edges)
    return _make_rows(better_rows(placed, parted, greedy), joined)


def _rows_one_by_one(placed: Sequence[Placed], parted: Sequence[bool], edges: Sequence[float]) -> list[list[Placed]]:
    """Rows as each line shows, from top to bottom, whether it goes on with the row above. `parted[i]`: a rule lies below line i."""
    limits = _column_limits(placed, edges)
    share = sum(parted) / max(1, len(parted))
    unruled = any(
        (a.figures & b.figures) - {0} for (a, b), cut in zip(itertools.pairwise(placed), parted, strict=True) if not cut
    )
    by_rule = share >= 0.8 or (share >= 0.5 and not unruled) or _are_rows(_groups(placed, parted))
    if not by_rule and (apart := _parted_by_white(placed, parted)) is not None:
        return _groups(placed, apart)
    row_gap = _least_row_gap(placed)
    rows: list[list[Placed]] = [[placed[0]]]
    for before, line, cut in zip(placed, placed[1:], parted, strict=False):
        if not cut and (by_rule or _continues(rows[-1], before, line, limits, row_gap)):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _make_rows(groups: Sequence[list[Placed]], joined: dict[int, frozenset[int]]) -> list[Row]:
    rows, at = [], 0
    for members in groups:
        rows.append(make_row(members, joined.get(at, frozenset())))
        at += len(members)
    return rows


def _joined_columns(
    placed: Sequence[Placed], parted: Sequence[bool], edges: Sequence[float], partial: Sequence[Rule]
) -> dict[int, frozenset[int]]:
    """The columns without a rule above line i where a rule parts it from the lines before in most of its columns, a column of words
    among them (a rule over figures alone is that of a sum); by i. Lines below the rule that stand in the other columns only go on with
    the cells there."""
    words: Counter[int] = Counter()
    for line in placed:
        for (first, _), chunk in zip(line.ranges, line.line.chunks, strict=True):
            words[first] += -1 if chunk.numeric else 1
    texts = {column for column, more in words.items() if more > 0}
    middles = [(a + b) / 2 for a, b in itertools.pairwise(edges)]
    found: dict[int, frozenset[int]] = {}
    for rules in _level_rules(partial):
        under = {c for c, x in enumerate(middles) if any(rule.start <= x <= rule.end for rule in rules)}
        y = rules[0].at
        k = next((k for k, line in enumerate(placed) if line.line.y_mid > y and line.filled & under), 0)
        before = next((n for n in range(k - 1, -1, -1) if placed[n].line.y_mid < y), None)
        if before is None or any(parted[before:k]):
            continue
        line = placed[k]
        if under & texts - {0} and len(under & line.filled) >= MOSTLY * len(line.filled) and len(under) > 1:
            found[k] = frozenset(c for c in set(range(len(middles))) - under if not _begins_anew(placed, k, c))
    return found


def _begins_anew(placed: Sequence[Placed], k: int, column: int) -> bool:
    """Does a text begin in the column level with line k, apart from the text above it there? Then it is that of another cell: where rows
    are told by their colour, two white cells have no edge between them."""
    own = placed[k].chunk_in(column)
    above = next((c for line in reversed(placed[:k]) if (c := line.chunk_in(column)) is not None), None)
    return own is not None and above is not None and own.top - above.bottom > TIGHT * own.size


def _level_rules(partial: Sequence[Rule]) -> list[list[Rule]]:
    """The rules of one height together, top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(partial):
        if groups and rule.at - groups[-1][-1].at <= SAME_HEIGHT:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _groups(placed: Sequence[Placed], parted: Sequence[bool]) -> list[list[Placed]]:
    """The lines between separations; `parted[i]` says whether one lies below line i."""
    groups = [[placed[0]]]
    for line, cut in zip(placed[1:], parted, strict=True):
        if cut:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _are_rows(groups: Sequence[Sequence[Placed]]) -> bool:
    """Is each group one row for certain? Nearly all have figures, some are wrapped, and none holds two figures in one column."""
    if len(groups) < 2 or all(len(group) == 1 for group in groups):
        return False
    for group in groups:
        columns = [column for line in group for column in line.figures - {0}]
        if len(columns) > len(set(columns)):
            return False
    filled = sum(any(line.figures - {0} for line in group) for group in groups)
    return filled >= MOSTLY * len(groups) if len(groups) >= LEAST_ROWS else filled == len(groups)


def _parted_by_white(placed: Sequence[Placed], ruled: Sequence[bool]) -> list[bool] | None:
    """The separations that the distances of the lines show when they are of two clearly different kinds, and the groups between the
    wide ones are rows; None otherwise."""
    steps = [b.line.y_mid - a.line.y_mid for a, b in itertools.pairwise(placed)]
    ordered = sorted(steps)
    jumps = [(b - a, (a + b) / 2) for a, b in itertools.pairwise(ordered)]
    jump, limit = max(jumps, default=(0.0, 0.0))
    size = max(chunk.size for line in placed for chunk in line.line.chunks)
    if jump < JUMP * size:
        return None
    parted = [step > limit or cut for step, cut in zip(steps, ruled, strict=True)]
    return parted if _are_rows(_groups(placed, parted)) else None


def _separated(a: TextLine, b: TextLine, full: Sequence[float]) -> bool:
    next_rule = bisect_right(full, min(a.y_mid, b.y_mid))
    return next_rule < len(full) and full[next_rule] < max(a.y_mid, b.y_mid)


def _least_row_gap(placed: Sequence[Placed]) -> float | None:
    """The smallest white space above a line that holds figures where an earlier line does too: a new row for certain."""
    seen: set[int] = set()
    gaps = []
    for before, line in itertools.pairwise(placed):
        seen |= before.figures - {0}
        if line.figures & seen:
            gaps.append(line.line.top - before.line.bottom)
    return min(gaps) if gaps else None


def _column_limits(placed: Sequence[Placed], edges: Sequence[float]) -> list[float]:
    """How far to the right each column's text reaches."""
    limits = list(edges[:-1])
    for line in placed:
        for (first, last), chunk in zip(line.ranges, line.line.chunks, strict=True):
            if first == last and chunk.x1 <= edges[first + 1] + 1:
                limits[first] = max(limits[first], chunk.x1)
    return limits


def _wrapped(above: Chunk | None, below: Chunk, limit: float) -> bool:
    """Would the first word of `below` not have fitted at the end of `above`?"""
    if above is None:
        return False
    word = below.words[0]
    return above.x1 + 0.25 * above.size + (word.x1 - word.x0) > limit - WRAP_SLACK * above.size


def _lower(chunk: Chunk | None) -> bool:
    return chunk is not None and (chunk.text[:1].islower() or chunk.text[:1] in "(&")


def _continues(row: list[Placed], before: Placed, line: Placed, limits: list[float], row_gap: float | None) -> bool:
    size = max(chunk.size for chunk in line.line.chunks)
    white = line.line.top - max(member.line.bottom for member in row)
    if white < -0.3 * size:
        return True
    if white > TIGHT * size:
        return False
    filled = {column for member in row for column in member.filled}
    line = replace(line, figures=line.figures - _text_tails(row, line))
    if line.figures - {0} and (line.figures & {c for m in row for c in m.figures}):
        return False
    if row_gap is not None and white < row_gap - 0.25 * size and line.filled <= filled:
        return True
    if _labels_go_on(row, line):
        return True
    if line.filled == {0}:
        return _stub_continues(row, before, line, limits)
    if 0 not in line.filled:
        return line.filled <= filled and len(line.filled) < max(2, len(filled)) and not line.figures
    return _label_above(row, before, line, limits) or _all_wrapped(before, line, limits)


def _text_tails(row: list[Placed], line: Placed) -> set[int]:
    """Columns in which a figure ends a text that is wrapped: words stand right above it, no figure in this row."""
    columns = line.figures - {0} - {c for member in row for c in member.figures}
    return {c for c in columns if (above := row[-1].chunk_in(c)) is not None and len(above.words) > 1}


def _labels_go_on(row: list[Placed], line: Placed) -> bool:
    """The labels of a row with figures go on, several of them, with no figure beside: the tail of a code is none."""
    first = row[0]
    columns = line.filled
    tails = {c for c in line.figures if (above := first.chunk_in(c)) is not None and CODE.match(above.text)}
    if len(columns) < 2 or line.figures - tails - {0} or len(first.figures - {0}) < LEAST_FIGURES:
        return False
    close = line.line.y_mid - row[-1].line.y_mid <= LEADING * max(chunk.size for chunk in line.line.chunks)
    return close and columns <= {c for member in row for c in member.filled}


def _stub_continues(row: list[Placed], before: Placed, line: Placed, limits: list[float]) -> bool:
    above, below = before.chunk_in(0), line.chunk_in(0)
    if above is None or below is None or above.bold != below.bold or below.x0 < above.x0 - 0.3 * above.size:
        return False
    return _wrapped(above, below, limits[0]) and (_lower(below) or above.text.endswith(("-", ",", "/")))


def _label_above(row: list[Placed], before: Placed, line: Placed, limits: list[float]) -> bool:
    """The row so far is only a label and this line is the rest of it, with the figures."""
    if any(member.filled != {0} for member in row):
        return False
    above, below = before.chunk_in(0), line.chunk_in(0)
    if above is None or below is None or above.bold != below.bold:
        return False
    return _wrapped(above, below, limits[0]) and _lower(below)


def _all_wrapped(before: Placed, line: Placed, limits: list[float]) -> bool:
    """Every chunk goes on where the chunk above it could go no further."""
    if line.figures or not line.filled <= before.filled or any(first != last for first, last in line.ranges):
        return False
    pairs = [(before.chunk_in(first), chunk, first) for (first, _), chunk in zip(line.ranges, line.line.chunks, strict=True)]
    return all(_wrapped(above, below, limits[c]) for above, below, c in pairs) and any(_lower(below) for _, below, _ in pairs)


def make_row(members: Sequence[Placed], joined: frozenset[int]) -> Row:
    """The row of these lines, the words of each with the columns that they fill; `joined` as in `Row`."""
    row = Row([member.line for member in members], joined=joined)
    owner: dict[int, tuple[int, int]] = {}
    found: list[tuple[tuple[int, int], list[int]]] = []
    for member in members:
        for span, chunk in zip(member.ranges, member.line.chunks, strict=True):
            found.append((span, [piece.word for piece in chunk.words]))
    for span, words in sorted(found, key=lambda item: item[0][0] - item[0][1]):
        clash = {owner[c] for c in range(span[0], span[1] + 1) if c in owner}
        if clash:
            target = min(clash)
        else:
            target = span
            for c in range(span[0], span[1] + 1):
                owner[c] = span
        row.cells_by_range.setdefault(target, []).extend(words)
    return row
