"""Which lines make a row, decided by what comes of it: several ways to part the lines of a body, each judged as a whole.

A wrong way shows itself: two figures of one column in a row, names that begin in small letters, rows of nothing but the end of a
text, figures without a name, white inside rows that is wider than the white between them.

    Panjang jalan yang        12  14      rules between rows: one row
    mantap                                greedily, line by line: "mantap" would be a row without figures, its name in small letters
    Jumlah desa                3   4
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.ink.text_lines import Chunk, TextLine
from extract.open.placed_lines import Placed

Rows = Sequence[Sequence[Placed]]

MARGIN = 1.0  # by how much another way must cost less than reading line by line
BESIDE = re.compile(r"^[\[(].*[\])]\W*$|^(?:19|20)\d\d$")  # a figure in brackets goes on with the one above, a year is a label
GOES_ON = (",", "-", "–", "/", "(", "&")  # what a text that is not at its end may end with
BLANK = 0.25  # of the font size: between two words
ROOM = 0.5  # of the font size: how far before its limit a text may break
TIGHT = 0.55  # of the font size: white between the lines of one text
LEVEL = 0.3  # of the font size: how far lines of one height may be apart
WIDER = 0.2  # of the font size: by how much white between rows is wider than inside
MOST_LINES = 400  # of a body that is judged in several ways

# What a sign of a wrong way costs.
STACKED, STACKED_ALONE = 2.0, 0.3
SMALL_LETTER, TEXT_ALONE, NO_NAME, CUT_TEXT, TWO_TEXTS = 1.0, 0.1, 0.8, 0.6, 0.6
NARROW_CUT, WIDE_INSIDE, RULE_MISSING, UNEVEN = 0.4, 0.4, 0.8, 0.4


@dataclass(frozen=True, slots=True)
class Body:
    """What holds for all ways: the columns of values, how far to the right the text of each column reaches, and whether a rule lies
    below each line."""

    values: frozenset[int]
    limits: dict[int, float]
    parted: tuple[bool, ...]


def better_rows(placed: Sequence[Placed], parted: Sequence[bool], greedy: list[list[Placed]]) -> list[list[Placed]]:
    """The rows of the lines: `greedy`, read line by line, or another way that costs clearly less. `parted[i]`: a rule lies below
    line i."""
    if not 1 < len(placed) <= MOST_LINES:
        return greedy
    body = Body(value_columns(placed), column_limits(placed), tuple(parted))
    ways = [to_rows(placed, cuts) for cuts in _ways(placed, parted, body.values)] if body.values else []
    best = min(ways, key=lambda rows: rows_to_cost(rows, body), default=greedy)
    return best if rows_to_cost(best, body) < rows_to_cost(greedy, body) - MARGIN else greedy


def to_rows(placed: Sequence[Placed], cuts: Sequence[bool]) -> list[list[Placed]]:
    """The lines between the cuts; `cuts[i]` lies below line i."""
    rows = [[placed[0]]]
    for line, cut in zip(placed[1:], cuts, strict=True):
        if cut:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def value_columns(placed: Sequence[Placed]) -> frozenset[int]:
    """Columns but the first in which figures are at least half of the texts."""
    figures: Counter[int] = Counter()
    texts: Counter[int] = Counter()
    for line in placed:
        for (first, last), chunk in zip(line.ranges, line.line.chunks, strict=True):
            if first == last and first > 0:
                texts[first] += 1
                figures[first] += chunk.numeric
    return frozenset(c for c, count in texts.items() if 2 * figures[c] >= count)


def _ways(placed: Sequence[Placed], parted: Sequence[bool], values: frozenset[int]) -> list[list[bool]]:
    """Cuts below lines: where rules are, where white is wide, above or below lines of values, or in the white nearest to the middle
    between two of them; rules part rows in all of these, and bands stand alone."""
    bands = _band_cuts(placed, values)
    always = [rule or band for rule, band in zip(parted, bands, strict=True)]
    ways = [always] if any(parted) else []
    whites = _whites(placed)
    ways += [[white > limit or cut for white, cut in zip(whites, always, strict=True)] for limit in _limits(placed, whites)]
    anchors = [k for k, line in enumerate(placed) if _is_anchor(line, values)]
    if not anchors:
        return ways
    above, below, between = list(always), list(always), list(always)
    for a, b in pairwise(anchors):
        above[b - 1] = True
        below[a] = True
        if not any(always[a:b]):
            middle = (placed[a].line.y_mid + placed[b].line.y_mid) / 2
            widest = max(whites[a:b]) - WIDER * placed[a].line.chunks[0].size
            wide = [k for k in range(a, b) if whites[k] >= widest]
            between[min(wide, key=lambda k: (_is_rest_of_text(placed[k + 1]), abs(_middle(placed, k) - middle)))] = True
    ways += [above, below, between]
    if anchors[0] > 0:
        ways.append([cut or k == anchors[0] - 1 for k, cut in enumerate(above)])
    return ways


def _is_rest_of_text(line: Placed) -> bool:
    return line.line.chunks[0].text[:1].islower()


def _middle(placed: Sequence[Placed], k: int) -> float:
    """The middle of the white below line k."""
    return (placed[k].line.bottom + placed[k + 1].line.top) / 2


def _band_cuts(placed: Sequence[Placed], values: frozenset[int]) -> list[bool]:
    """Cuts above and below lines without values that run over columns, or are bold where few are."""
    bold = [all(c.bold for c in line.line.chunks) for line in placed]
    few = 2 * sum(bold) < len(placed)
    bands = [
        not line.filled & values or any(a != b for a, b in line.ranges)
        if few and strong
        else any(a != b for a, b in line.ranges)
        for line, strong in zip(placed, bold, strict=True)
    ]
    bands = [band and not _is_anchor(line, values) for band, line in zip(bands, placed, strict=True)]
    for k, (above, line) in enumerate(pairwise(placed), 1):
        bands[k] |= bands[k - 1] and not line.filled & values and _goes_on(above.line, line.line)
    return [a != b for a, b in pairwise(bands)]


def _goes_on(above: TextLine, line: TextLine) -> bool:
    """Is the line the next one of a text above that is set in one block?"""
    first = line.chunks[0]
    flush = any(abs(c.x0 - first.x0) < 1 and c.bold == first.bold for c in above.chunks)
    return len(line.chunks) == 1 and flush and line.top - above.bottom <= TIGHT * first.size


def _is_anchor(line: Placed, values: frozenset[int]) -> bool:
    """Does the line hold values, not only such as go on with those above in brackets, or years?"""
    texts = [
        c.text for (first, last), c in zip(line.ranges, line.line.chunks, strict=True) if first == last and first in values
    ]
    return len(texts) > 0 and not all(BESIDE.match(text) for text in texts)


def _whites(placed: Sequence[Placed]) -> list[float]:
    """White below each line but the last, down from the lowest text so far."""
    whites, bottom = [], placed[0].line.bottom
    for above, line in pairwise(placed):
        bottom = max(bottom, above.line.bottom)
        whites.append(line.line.top - bottom)
    return whites


def _limits(placed: Sequence[Placed], whites: Sequence[float]) -> list[float]:
    """Widths of white that part two clearly different kinds, the widest jump first, at most two."""
    size = max(line.line.chunks[0].size for line in placed)
    ordered = sorted(whites)
    jumps = sorted(((b - a, (a + b) / 2) for a, b in pairwise(ordered) if b - a > WIDER * size), reverse=True)
    return [limit for _, limit in jumps[:2]]


def column_limits(placed: Sequence[Placed]) -> dict[int, float]:
    """How far to the right the text of each column reaches, in points."""
    limits: dict[int, float] = {}
    for line in placed:
        for (first, last), chunk in zip(line.ranges, line.line.chunks, strict=True):
            if first == last:
                limits[first] = max(limits.get(first, 0.0), chunk.x1)
    return limits


def rows_to_cost(rows: Rows, body: Body) -> float:
    """What speaks against these rows; 0 for none."""
    cost = sum(_row_cost(row, body) for row in rows) + _white_cost(rows) + _level_cost(rows, body.values)
    cost += sum(CUT_TEXT for above, below in pairwise(rows) if _is_cut(above, below, body))
    ruled, cuts, k = sum(body.parted), 0, 0
    for row in rows[:-1]:
        k += len(row)
        cuts += not body.parted[k - 1]
    return cost + (RULE_MISSING * cuts if ruled >= 2 and 3 * ruled >= len(rows) else 0.0)


def _row_cost(row: Sequence[Placed], body: Body) -> float:
    """Two figures of one column, a name in small letters or none, two texts in one cell."""
    figures: dict[int, list[str]] = {}
    texts: dict[int, list[Chunk]] = {}
    for line in row:
        for (first, last), chunk in zip(line.ranges, line.line.chunks, strict=True):
            if first != last or first not in body.values:
                texts.setdefault(first, []).append(chunk)
            elif chunk.numeric and not BESIDE.match(chunk.text):
                figures.setdefault(first, []).append(chunk.text)
    stacked = Counter(level for own in figures.values() for level in range(1, len(own)))
    cost = sum(STACKED if count > 1 else STACKED_ALONE for count in stacked.values())
    if not texts:
        return cost + (NO_NAME if figures else TEXT_ALONE)
    cost += SMALL_LETTER if texts[min(texts)][0].text[:1].islower() else 0.0
    cost += TWO_TEXTS * any(not _is_one_text(a, b, body.limits.get(c)) for c, own in texts.items() for a, b in pairwise(own))
    return cost + (0.0 if figures else TEXT_ALONE)


def _is_one_text(above: Chunk, below: Chunk, limit: float | None) -> bool:
    """May the lower text go on with the upper one: in its type, begun on a new line because there was no more room or in small
    letters?"""
    if above.bold != below.bold or above.words[0].italic != below.words[0].italic:
        return False
    return limit is None or not below.text[:1].isupper() or _is_full(above, below, limit)


def _is_full(above: Chunk, below: Chunk, limit: float) -> bool:
    """Would the first word of the lower text not have fitted at the end of the upper one?"""
    word = below.words[0]
    return above.x1 + BLANK * above.size + word.x1 - word.x0 > limit - ROOM * above.size


def _is_cut(above: Sequence[Placed], below: Sequence[Placed], body: Body) -> bool:
    """Does a text of the last line above end in the middle, or full, with nothing but its rest below?"""
    last, rest = above[-1], below[0]
    alone = not any(line.filled & body.values for line in below)
    for (first, _), chunk in zip(last.ranges, last.line.chunks, strict=True):
        under = rest.chunk_in(first)
        if under is None or chunk.numeric or first in body.values or chunk.bold != under.bold:
            continue
        if chunk.text.endswith(GOES_ON) or (alone and _is_full(chunk, under, body.limits.get(first, 0.0))):
            return True
    return False


def _white_cost(rows: Rows) -> float:
    """White between rows that is narrower than most inside, and white inside that is wider than most between."""
    size = rows[0][0].line.chunks[0].size
    inside = sorted(white for row in rows if len(row) > 1 for white in _whites(row))
    between = sorted(b[0].line.top - max(line.line.bottom for line in a) for a, b in pairwise(rows))
    if not inside or not between:
        return 0.0
    usual, least = inside[len(inside) // 2], between[len(between) // 2]
    narrow = sum(white < usual - WIDER * size for white in between)
    wide = sum(white > least + WIDER * size for white in inside)
    return NARROW_CUT * narrow + WIDE_INSIDE * wide


def _level_cost(rows: Rows, values: frozenset[int]) -> float:
    """Values stand level with the first line of their row, in its middle, or level with its last: one of these throughout."""
    kinds: Counter[str] = Counter()
    told = 0
    for row in rows:
        ys = [line.line.y_mid for line in row if _is_anchor(line, values)]
        if len(row) < 2 or not ys:
            continue
        near = LEVEL * row[0].line.chunks[0].size
        middle = (min(line.line.top for line in row) + max(line.line.bottom for line in row)) / 2
        kinds["first"] += abs(ys[0] - row[0].line.y_mid) <= near
        kinds["middle"] += abs((ys[0] + ys[-1]) / 2 - middle) <= 2 * near
        kinds["last"] += abs(ys[-1] - row[-1].line.y_mid) <= near
        told += 1
    return UNEVEN * (told - max(kinds.values(), default=0))
