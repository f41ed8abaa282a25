"""Recognised words held against the shape of their ink: commas and points, dots of letters, marks that a gap betrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extract.ink.page import Array
from extract.ink.raised import raised_code
from extract.scan.glyphs_of_word import blots_to_glyphs, characters_to_glyphs
from extract.scan.mark_shapes import MarkShape
from extract.scan.pieces_of_ink import Blots
from extract.scan.row_words import HIGH_LETTERS, Mark, ScannedWord
from extract.scan.text_rows import Row

SEPARATORS = ".,"
DUSTY = ";"  # between figures: a comma with a speck above it
TRUSTED = 0.98  # a separator without a shape of its own is believed from this probability on
SEEN_TWICE = 0.99  # trust in a separator that was read and has the shape of one
FIGURES = frozenset("0123456789")
STEMS = frozenset("lI1|J")  # what a dotted i or j is taken for
LOW_STEM = 0.62  # of the font size: the stem of an i is no higher
SINKS = 0.12  # of it: the stem of a j reaches this far below the line
LOW_MARK = 0.45  # of a figure's height: a comma is no higher or wider
BAR_LIKE = frozenset("Il1|i!")
ROMAN = "III"
BAR = 0.3  # of its height: a bar is no wider; a 1 with its flag mostly is
PLAIN = 0.85  # share of its box that a bar fills; a 1 with its flag fills half of it
SURE_BARS = 0.9  # trust from which what was read stands, but where the page's own ones look otherwise
BARS, UNSURE_BARS = 0.96, 0.9  # trust in bars that were counted: where the ones of the page look otherwise, where nobody knows
RAISED_HEIGHT = 0.8  # of a figure's height: a raised figure is no higher
RAISED_BY = 0.2  # of it: and stands this far above the line
WIDER = 1.35  # times the usual step from figure to figure: a wider one hides a mark
FEWEST_STEPS = 3

Glyph = tuple[float, float, float, float]


def with_shapes(words: Sequence[ScannedWord], rows: Sequence[Row], blots: Blots) -> list[ScannedWord]:
    """The words with those characters changed that only their shape tells apart, and with what their shape speaks against."""
    flagged = _ones_have_flags(words, rows, blots)
    return [
        _with_shapes(word, blots.boxes[own], _are_plain(blots, own) & flagged) if _asks(word) else word
        for word, own in ((word, list(rows[word.row].blots)) for word in words)
    ]


def _are_plain(blots: Blots, own: Sequence[int]) -> Array:
    """A flag per blot: a bar without flag or foot."""
    boxes = blots.boxes[own]
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    return np.asarray((width <= BAR * height) & (blots.area[own] >= PLAIN * width * height))


def _ones_have_flags(words: Sequence[ScannedWord], rows: Sequence[Row], blots: Blots) -> bool:
    """Are most ones within the numbers of the page drawn with a flag? False where there are none: some faces draw theirs as a bar."""
    plain: list[bool] = []
    for word in words:
        ones = [mark.x for mark in word.marks if mark.character == "1"]
        if ones and sum(mark.character.isdigit() for mark in word.marks) > 1:
            own = list(rows[word.row].blots)
            boxes, bars = blots.boxes[own], _are_plain(blots, own)
            for x in ones:
                under = (boxes[:, 0] <= x) & (boxes[:, 2] >= x) & (boxes[:, 3] - boxes[:, 1] > LOW_MARK * word.size)
                plain += bars[under].tolist()
    return bool(plain) and sum(plain) < len(plain) / 2


def _asks(word: ScannedWord) -> bool:
    return any(
        mark.character in SEPARATORS + DUSTY or mark.character in STEMS or mark.character.isdigit() for mark in word.marks
    )


def mark_trust(marks: Sequence[Mark]) -> float:
    """The lowest trust of the marks."""
    return min(mark.trust for mark in marks)


def _are_bars(marks: Sequence[Mark], hulls: Sequence[Glyph], unlike_ones: bool) -> bool:
    """A roman one, two or three in a face without serifs: bars and nothing else, whatever they were read as. `unlike_ones`: they are
    plain, and the ones of the page are not."""
    read = all(mark.character in BAR_LIKE for mark in marks)
    if not read or len(hulls) > len(ROMAN) or (mark_trust(marks) >= SURE_BARS and not unlike_ones):
        return False
    high = [hull[3] - hull[1] for hull in hulls]
    return all(hull[2] - hull[0] <= BAR * tall for hull, tall in zip(hulls, high, strict=True)) and min(high) > 0.9 * max(high)


def _are_raised(marks: Sequence[Mark], found: Sequence[Glyph | None], word: ScannedWord) -> list[bool]:
    """A flag per character: it ends the word, small and above the line, as the sign of a footnote or a power."""
    figure = HIGH_LETTERS * word.size
    flags = [False] * len(marks)
    for k in range(len(marks) - 1, 0, -1):
        glyph = found[k]
        if glyph is None or not (marks[k].character.isdigit() or marks[k].character == ")"):
            break
        small = glyph[3] - glyph[1] <= RAISED_HEIGHT * figure
        if not small or glyph[3] > _foot(k, found[:k], word) - RAISED_BY * figure:
            break
        flags[k] = True
    return flags


def _with_shapes(word: ScannedWord, row: Array, bars: Array) -> ScannedWord:
    """`row` are the boxes of all blots of the word's row, `bars` a flag each: it is a bar, and the ones of the page are none."""
    middles = (row[:, 0] + row[:, 2]) / 2
    inside = (middles >= word.box[0]) & (middles <= word.box[2])
    own = row[inside].astype(np.float64)
    glyphs = blots_to_glyphs(own)
    hulls = [_hull(own[glyph]) for glyph in glyphs]
    at = characters_to_glyphs([mark.x for mark in word.marks], [(h[0] + h[2]) / 2 for h in hulls], word.size)
    found = [None if k is None or not hulls else hulls[k] for k in at]
    marks, agree = list(word.marks), True
    for k, (mark, hull) in enumerate(zip(word.marks, found, strict=True)):
        if mark.character == DUSTY and _between_figures(marks, k):
            marks[k], agree = replace(mark, character=",", others=((DUSTY, mark.trust), *mark.others)), False
        elif mark.character in SEPARATORS and _between_figures(marks, k):
            marks[k], fits = _separator(mark, hull, _foot(k, found, word), HIGH_LETTERS * word.size)
            agree = agree and fits
        elif mark.character in STEMS and hull is not None and not _beside_figure(marks, k):
            marks[k] = _dotted(mark, own[glyphs[at[k] or 0]], word)
    if hulls and _are_bars(marks, hulls, bool(bars[inside].all())):
        trust = BARS if bars[inside].all() else UNSURE_BARS
        marks = [replace(marks[0], character="I", trust=trust, others=(), x=(h[0] + h[2]) / 2) for h in hulls]
        return replace(word, marks=tuple(marks), text="I" * len(marks))
    raised = _are_raised(marks, found, word)
    marks = [
        replace(m, character=chr(raised_code(ord(m.character)))) if up else m for m, up in zip(marks, raised, strict=True)
    ]
    agree = agree and not _hides_mark(marks, found)
    return replace(word, marks=tuple(marks), text="".join(mark.character for mark in marks), marks_agree=agree)


def _hull(boxes: Array) -> Glyph:
    return (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())


def _between_figures(marks: Sequence[Mark], k: int) -> bool:
    return 0 < k < len(marks) - 1 and marks[k - 1].character.isdigit() and marks[k + 1].character.isdigit()


def _beside_figure(marks: Sequence[Mark], k: int) -> bool:
    return any(marks[i].character.isdigit() for i in (k - 1, k + 1) if 0 <= i < len(marks))


def _foot(k: int, found: Sequence[Glyph | None], word: ScannedWord) -> float:
    """Where the figures nearest to character k stand."""
    figure = HIGH_LETTERS * word.size
    feet = [
        (abs(i - k), glyph[3])
        for i, glyph in enumerate(found)
        if glyph and word.marks[i].character.isdigit() and 0.75 * figure <= glyph[3] - glyph[1] <= 1.3 * figure
    ]
    return float(np.median([foot for _, foot in sorted(feet)[:4]])) if feet else word.baseline


def _separator(mark: Mark, glyph: Glyph | None, foot: float, figure: float) -> tuple[Mark, bool]:
    """The separator as its shape says, and whether that is what was read."""
    low = glyph is not None and glyph[3] - glyph[1] <= LOW_MARK * figure and glyph[2] - glyph[0] <= LOW_MARK * figure
    character = MarkShape((glyph[3] - foot) / figure, (glyph[3] - glyph[1]) / figure).character if glyph and low else None
    if character is None:
        return mark, mark.trust >= TRUSTED
    if character == mark.character:
        return replace(mark, trust=max(mark.trust, SEEN_TWICE), others=()), True
    return replace(mark, character=character, others=((mark.character, mark.trust), *mark.others)), False


def _dotted(mark: Mark, boxes: Array, word: ScannedWord) -> Mark:
    """An i or j, where the reader thought of it and a low stem has a dot above it or sinks below the line; `boxes` are the blots of the
    glyph."""
    stem = boxes[(boxes[:, 3] - boxes[:, 1]).argmax()]
    sinks = bool(stem[3] - word.baseline >= SINKS * word.size)
    character = "j" if sinks else "i"
    if character not in (other for other, _ in mark.others):
        return mark
    dots = boxes[boxes[:, 3] <= stem[1] + 1]
    low = 0.4 * word.size <= word.baseline - stem[1] <= LOW_STEM * word.size
    if not sinks and not (low and len(boxes) == 2 and len(dots)):
        return mark
    others = ((mark.character, mark.trust), *(entry for entry in mark.others if entry[0] != character))
    return replace(mark, character=character, others=others)


def _hides_mark(marks: Sequence[Mark], found: Sequence[Glyph | None]) -> bool:
    """Is one step between two figures much wider than the others, with no mark read there? A point may have been lost."""
    middles = [(g[0] + g[2]) / 2 if g and m.character in FIGURES else None for g, m in zip(found, marks, strict=True)]
    steps = [b - a for a, b in pairwise(middles) if a is not None and b is not None]
    return len(steps) >= FEWEST_STEPS and max(steps) > WIDER * float(np.median(steps))
