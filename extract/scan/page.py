"""A picture of a page to the finders' own primitives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.ink.page import NO_FONT, Array, Ink, Words, no_boxes, no_glyphs
from extract.scan.looks import Look, grey_to_look, read_look, word_to_box
from extract.scan.recogniser import Recogniser
from extract.scan.row_words import ScannedWord
from extract.scan.turns import find_quarter, rows_to_sample
from extract.scan.word_trust import word_to_recognised

PLAIN = 0.35  # quantile of the widths of strokes that is that of plain text, bold text being the smaller part of a page
BOLD = 1.28  # times that width from which strokes are bold
LEVEL = 0.08  # of the font size by which baselines that are one may be measured apart
ALIKE = 0.08  # share by which font sizes that are one may be measured apart


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What was seen on one page picture: `words` and `rules` in pixels of the picture set upright, which `scale` pixels a point show;
    `flat` a flag per rule (horizontal), `fills` (n, 4) filled areas and the grey level of each; `width` and `height` are its size,
    `quarter` the quarter turns clockwise, then `skew` the degrees counterclockwise that it was turned by, then `sag` how far its lines lay
    too low at places evenly apart, from its left edge to its right one."""

    words: tuple[ScannedWord, ...]
    rules: Array
    flat: Array
    fills: Array
    fill_level: Array
    width: int
    height: int
    scale: float
    quarter: int
    skew: float
    sag: tuple[float, ...] = ()


def grey_to_scanned(grey: Array, scale: float, recogniser: Recogniser) -> ScannedPage:
    """Everything that can be read off a grey page picture (rows of 0 to 255), `scale` pixels a point."""
    look = grey_to_look(grey, scale)
    turned: list[Look] = []

    def lines_of_turned() -> list[Array]:
        turned.append(grey_to_look(np.ascontiguousarray(np.rot90(grey, -1)), scale))
        return _sample(turned[0])

    quarter = find_quarter(recogniser, _sample(look), lines_of_turned) if look.rows else 0
    if quarter == 1:
        look = turned[0]
    elif quarter:
        look = grey_to_look(np.ascontiguousarray(np.rot90(grey, -quarter)), scale)
    words = read_look(look, recogniser)
    height, width = look.picture.grey.shape
    fills = np.array([shade.box for shade in look.picture.shades], np.float32).reshape(-1, 4)
    levels = np.array([shade.level for shade in look.picture.shades], np.int32)
    words = with_common_baselines(with_common_sizes(words))
    return ScannedPage(
        words=tuple(words),
        rules=look.rules.boxes,
        flat=look.rules.flat,
        fills=fills,
        fill_level=levels,
        width=width,
        height=height,
        scale=scale,
        quarter=quarter,
        skew=look.skew,
        sag=look.sag,
    )


def _sample(look: Look) -> list[Array]:
    return [look.line(row).pixels for row in rows_to_sample(look.rows)]


def with_common_sizes(words: Sequence[ScannedWord]) -> list[ScannedWord]:
    """The words with font sizes that are nearly alike made one: a document has few, measured on ink they scatter."""
    order = sorted(words, key=lambda word: word.size)
    common: dict[float, float] = {}
    group: list[ScannedWord] = []
    for word in [*order, None]:
        if group and (word is None or word.size > group[0].size * (1 + ALIKE) ** 2):
            middle = group[len(group) // 2].size
            common |= {member.size: middle for member in group}
            group = []
        if word is not None:
            group.append(word)
    return [replace(word, size=common[word.size]) for word in words]


def with_common_baselines(words: Sequence[ScannedWord]) -> list[ScannedWord]:
    """The words with baselines that are nearly level made one: cells beside each other stand on one line, measured on ink they
    scatter by a pixel."""
    order = sorted((word for word in words if not word.direction), key=lambda word: word.baseline)
    common: dict[float, float] = {}
    group: list[ScannedWord] = []
    for word in [*order, None]:
        if group and (word is None or word.baseline - group[0].baseline > LEVEL * group[0].size):
            middle = group[len(group) // 2].baseline
            common |= {member.baseline: middle for member in group}
            group = []
        if word is not None:
            group.append(word)
    return [word if word.direction else replace(word, baseline=common[word.baseline]) for word in words]


def words_to_bold(words: Sequence[ScannedWord]) -> Array:
    """A flag per word: its strokes are wider, for its size, than those of most words of the page."""
    width = np.array([word.stroke / word.size if word.marks else 0.0 for word in words])
    if not (width > 0).any():
        return np.zeros(len(words), bool)
    length = np.array([len(word.text) for word in words])
    order = np.argsort(width, kind="stable")
    order = order[width[order] > 0]
    seen = np.cumsum(length[order])
    usual = float(width[order[np.searchsorted(seen, PLAIN * seen[-1])]])
    return np.asarray(width > BOLD * usual)


def scanned_to_ink(page: ScannedPage, number: int, rotation: int = 0) -> Ink:
    """The page in the finders' form, in points of the picture set upright."""
    scale, words = page.scale, page.words
    boxes = np.array([word_to_box(word) for word in words], np.float32).reshape(-1, 4) / scale
    count = len(words)
    return Ink(
        number=number,
        width=page.width / scale,
        height=page.height / scale,
        rotation=rotation,
        glyphs=no_glyphs(),
        words=Words(
            text=[word.text for word in words],
            box=boxes,
            size=np.array([word.size / scale for word in words], np.float32),
            font=words_to_bold(words).astype(np.int32),
            direction=np.array([word.direction for word in words], np.int8),
            color=np.zeros(count, np.int32),
            hidden=np.zeros(count, bool),
        ),
        fonts=(NO_FONT, replace(NO_FONT, bold=True)),
        rulings=(page.rules / scale).astype(np.float32),
        ruling_color=np.zeros(len(page.rules), np.int32),
        fills=(page.fills / scale).astype(np.float32),
        fill_color=(page.fill_level * 0x010101).astype(np.int32),
        images=no_boxes(),
        recognised=tuple(word_to_recognised(word) for word in words),
    )
