"""Text over rules: words that two cells share without a gap are cut where the glyphs prove it, text that runs over into the next cell is
kept whole and given to the cell that its place speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extract.grids.grid import Grid
from extract.ink.page import Array, Ink, Piece

# Shares of the font size where nothing else is said.
STICKS_OUT = 0.15  # a word that reaches less far beyond a rule only touches it
AT_RULE = 0.3  # a change of the text operation this near to the rule happens at the rule
IN_GAP = 0.1  # a glyph may reach this far over the rule and still end at it
GAP = 0.04  # a gap at the rule is wider than every other one in the word by this much
STEP_BACK = 0.1  # glyphs of one text follow each other; one that begins this far before the end of the last begins a new text
BLANK = 0.6  # widest blank inside a text that runs on
PADDING = 0.8  # a text this near to the side of its cell is aligned with it
PAD_LEAST = 6.0  # points that count as such in any case
CORE = 0.2  # share of a word's height above and below its middle that holds its small letters
CENTERED = 2.0  # points that the middles of a text and its cell may differ


@dataclass(frozen=True, slots=True)
class Overflow:
    """A text that runs over a rule: its words, the index of the span that it is given to, and why; `proven` when its place speaks for
    one cell only and the other ones that it touches hold nothing else."""

    words: tuple[int, ...]
    home: int
    proven: bool
    why: str


def walls_in(grid: Grid, owner: Array, row: int, x0: float, x1: float) -> list[float]:
    """Positions between x0 and x1 at which one cell of the row ends and another begins."""
    owners = owner[row].tolist()
    return [x for c, x in enumerate(grid.xs[1:-1], 1) if x0 < x < x1 and owners[c - 1] != owners[c]]


def cut_words(
    ink: Ink, grid: Grid, owner: Array, row: Array, chosen: Array, crossing: Array
) -> tuple[dict[int, list[Piece]], list[int]]:
    """The parts of the crossing words that are cut, by their index in `chosen`, and the indices of those that stick out of their
    cells and are not. `row` are the grid rows of the chosen words, `owner` the index of the span at each position."""
    cut: dict[int, list[Piece]] = {}
    straddlers: list[int] = []
    for k in crossing.tolist():
        word = int(chosen[k])
        x0, _, x1, _ = ink.words.box[word].tolist()
        parts = cut_at_rules(ink, word, walls_in(grid, owner, int(row[k]), x0 + 0.5, x1 - 0.5))
        slack = STICKS_OUT * float(ink.words.size[word])
        if len(parts) > 1:
            cut[k] = [_part(ink, word, own) for own in parts]
        elif walls_in(grid, owner, int(row[k]), x0 + slack, x1 - slack):
            straddlers.append(k)
    return cut, straddlers


def _part(ink: Ink, word: int, own: Array) -> Piece:
    """The piece that these glyphs of the word make."""
    boxes = ink.glyphs.box[own]
    x0, top = boxes[:, :2].min(axis=0).tolist()
    x1, bottom = boxes[:, 2:].max(axis=0).tolist()
    text = "".join(map(chr, ink.glyphs.code[own].tolist()))
    return ink.pieces[word]._replace(text=text, x0=x0, top=top, x1=x1, bottom=bottom, level=top + bottom)


def cut_at_rules(ink: Ink, word: int, walls: Sequence[float]) -> list[Array]:
    """Glyph indices of the word in parts, cut at those of the rules where its glyphs prove that two texts meet: one part, the whole
    word, when nothing does."""
    own = np.arange(*np.searchsorted(ink.glyphs.word, [word, word + 1]).tolist())
    box, run = ink.glyphs.box[own], ink.glyphs.run[own]
    size = float(ink.words.size[word])
    cuts = sorted({k for x in walls if (k := _cut_at(box, run, size, x)) is not None})
    return [own[a:b] for a, b in pairwise([0, *cuts, len(own)])]


def _cut_at(box: Array, run: Array, size: float, x: float) -> int | None:
    """The index of the first glyph right of the rule; None when no boundary between glyphs is shown to be one between texts.

    Three proofs: a new text operation begins before the last one has ended, or begins at the rule, or there is a blank at the rule
    that no other pair of glyphs in the word has. Where each glyph has its own operation these prove nothing.
    """
    if len(box) < 2:
        return None
    ends, starts = box[:-1, 2], box[1:, 0]
    gaps, changes = starts - ends, run[1:] != run[:-1]
    telling = changes.sum() <= max(2, 0.5 * len(changes))
    apart = np.minimum(np.abs(ends - x), np.abs(starts - x))
    for k in np.argsort(apart, kind="stable").tolist():
        clear = ends[k] <= x + IN_GAP * size and starts[k] >= x - IN_GAP * size
        others = np.delete(gaps, k)
        if clear and gaps[k] > GAP * size + max(0.0, float(others.max(initial=0.0))):
            return int(k) + 1
        if changes[k] and telling and (apart[k] <= AT_RULE * size or gaps[k] < -STEP_BACK * size):
            return int(k) + 1
    return None


def find_overflows(
    ink: Ink, grid: Grid, owner: Array, rows: Array, chosen: Array, straddlers: Sequence[int]
) -> list[Overflow]:
    """The texts that hold the words `chosen[k]` for k in `straddlers`, with the cell of each. `rows` are the grid rows of the chosen
    words, `owner` the index of the span at each position."""
    boxes = ink.words.box[chosen]
    columns = np.clip(np.searchsorted(grid.xs, (boxes[:, 0] + boxes[:, 2]) / 2, side="right") - 1, 0, grid.columns - 1)
    homes = owner[rows, columns]
    run = dict(zip(ink.glyphs.word.tolist(), ink.glyphs.run.tolist(), strict=True))  # of the last glyph of each word
    found: list[Overflow] = []
    done: set[int] = set()
    for k in straddlers:
        word = int(chosen[k])
        if word in done:
            continue
        row = int(rows[k])
        text, clear = _text_around(ink, grid, owner, row, word, run)
        done |= set(text)
        inside = np.isin(chosen, text)
        settled = _settle(ink, grid, owner, row, text, set(homes[~inside].tolist()), int(homes[k]))
        found.append(settled if clear else replace(settled, proven=False))
    return found


def find_struck(ink: Ink, grid: Grid, chosen: Array) -> list[Overflow]:
    """The words of each cell through whose small letters a rule between two rows runs: nothing tells which row they belong to."""
    boxes = ink.words.box[chosen]
    middle, reach = (boxes[:, 1] + boxes[:, 3]) / 2, CORE * (boxes[:, 3] - boxes[:, 1])
    rows = [np.searchsorted(grid.ys, y, side="right") for y in (middle - reach, middle, middle + reach)]
    if (rows[0] == rows[2]).all():
        return []
    owner = grid.owners()
    columns = np.clip(np.searchsorted(grid.xs, (boxes[:, 0] + boxes[:, 2]) / 2, side="right") - 1, 0, grid.columns - 1)
    high, home, low = (owner[np.clip(row - 1, 0, grid.rows - 1), columns] for row in rows)
    struck = (high != low) & (ink.words.direction[chosen] == 0)
    cells: dict[int, list[int]] = {}
    for k in np.flatnonzero(struck).tolist():
        cells.setdefault(int(home[k]), []).append(int(chosen[k]))
    return [Overflow(tuple(words), at, False, "a rule runs through it") for at, words in cells.items()]


def _text_around(ink: Ink, grid: Grid, owner: Array, row: int, word: int, run: dict[int, int]) -> tuple[list[int], bool]:
    """The words before and after, in content order, that go on with the word: on its level, in its size, after a blank. They belong to
    its text without doubt if one operation prints them, else while no rule runs through the blank; beyond the rule figures, and words
    of a page that prints several in one operation, do not. Also whether the text has clear ends."""
    text, clear = [word], True
    for step in (-1, 1):
        last = word
        while 0 <= (other := last + step) < len(ink.words) and _goes_on(ink, min(last, other)):
            if run.get(other) != run.get(last):
                first = min(last, other)
                ruled = bool(
                    walls_in(grid, owner, row, float(ink.words.box[first, 2]) - 0.5, float(ink.words.box[first + 1, 0]) + 0.5)
                )
                foreign = step > 0 and (any(run[w] == run[word] for w in text if w != word) or _figures(ink, other))
                if ruled or foreign:
                    clear &= foreign
                    break
            text.append(other)
            last = other
    return sorted(text), clear


def _figures(ink: Ink, word: int) -> bool:
    return any(character.isdigit() for character in ink.words.text[word])


def _goes_on(ink: Ink, first: int) -> bool:
    """Does the next word stand on the level of this one, in its size, after a usual blank?"""
    words = ink.words
    (_, top, x1, bottom), (x0, other_top, _, other_bottom) = words.box[first].tolist(), words.box[first + 1].tolist()
    size = float(words.size[first])
    if words.hidden[first + 1] or words.direction[first + 1] or words.hidden[first] or words.direction[first]:
        return False
    if abs(top + bottom - other_top - other_bottom) > 0.4 * size or abs(size - float(words.size[first + 1])) > 0.5:
        return False
    return bool(-0.2 * size <= x0 - x1 <= BLANK * size)


def _settle(ink: Ink, grid: Grid, owner: Array, row: int, text: list[int], filled: set[int], middle: int) -> Overflow:
    """The cell of a text: the one at whose side it starts, at whose side it ends, or in whose middle it stands."""
    boxes = ink.words.box[text]
    x0, x1, size = float(boxes[:, 0].min()), float(boxes[:, 2].max()), float(ink.words.size[text[0]])
    slack = STICKS_OUT * size
    low, high = np.clip(np.searchsorted(grid.xs, [x0 + slack, x1 - slack], side="right") - 1, 0, grid.columns - 1).tolist()
    touched = list(dict.fromkeys(owner[row, low : high + 1].tolist()))
    sides = {k: grid.span_box(grid.spans[k]) for k in touched}
    near = max(PAD_LEAST, PADDING * size)
    starts = touched[0] if x0 - sides[touched[0]].x0 <= near else None
    ends = touched[-1] if sides[touched[-1]].x1 - x1 <= near else None
    centred = next((k for k in touched if abs(sides[k].x_mid - (x0 + x1) / 2) <= CENTERED), None)
    said = {home: why for home, why in ((starts, "begins at its side"), (ends, "ends at its side"), (centred, "stands in its middle"))
            if home is not None}  # fmt: skip
    figures = sum(_figures(ink, w) for w in text) > 0.5 * len(text)
    if starts is not None and ends is not None and starts != ends:
        said.pop(starts if figures else ends, None)
    if not said:
        return Overflow(tuple(text), middle, False, "most of it lies there")
    home = next(iter(said))
    proven = len(said) == 1 and not (figures and ends is None and centred is None) and not (filled & (set(touched) - {home}))
    return Overflow(tuple(text), home, proven, said[home])
