"""What is printed on one page, as arrays: the fast twin of `schemas.page.Page` that the finders work on.

Coordinates are points with the origin at the top left of the upright page. `page_to_ink` makes them from the shared types; an engine
that knows no glyphs (OCR) gives words only and the finder then cuts no word at a rule.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from schemas.geometry import BBox
from schemas.page import RGB, Direction, Page
from schemas.table import Recognised

Array = np.ndarray[Any, Any]
DIRECTIONS: tuple[Direction, ...] = ("right", "up", "left", "down")
SKEWED = 4  # direction number of text that runs at an angle: watermarks and stamps


@dataclass(frozen=True, slots=True)
class Font:
    """A font as it is named in the file, and what the name and the flags say about its face."""

    name: str
    bold: bool
    italic: bool


NO_FONT = Font("", False, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyphs:
    """Printed characters without white space, in content order. `box` is (n, 4) x0, top, x1, bottom; `word` the index of the
    word that each belongs to, `run` the text operation that printed it."""

    code: Array
    box: Array
    word: Array
    run: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Runs of glyphs. `direction` 0 right, 1 up, 2 left, 3 down, 4 at an angle; `color` 0xRRGGBB, -1 unknown. `struck` are the numbers of
    the words that a line crosses out."""

    text: list[str]
    box: Array
    size: Array
    font: Array
    direction: Array
    color: Array
    hidden: Array
    struck: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.text)


class Piece(NamedTuple):
    """A word, or the part of a word on one side of a rule; `word` is its index, `level` twice the height of its middle,
    `direction` as in `Words`."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    word: int
    size: float
    bold: bool
    italic: bool
    direction: int
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """One upright page. `rulings` is (n, 4) boxes of thin lines with `ruling_color`, `fills` (n, 4) boxes with `fill_color`,
    `images` (n, 4). `unmapped` counts glyphs whose font does not say which character they are; `hidden_layer` is a scan's text layer,
    `hidden_causes` say how many glyphs are hidden and why. `recognised` says of each word how sure its reader was, None of a
    digital one; empty where no word was read off a picture. `pieces` are the words once more, one by one: the finders look at few at a
    time, for which arrays are slow."""

    number: int
    width: float
    height: float
    rotation: int
    glyphs: Glyphs
    words: Words
    fonts: tuple[Font, ...]
    rulings: Array
    ruling_color: Array
    fills: Array
    fill_color: Array
    images: Array
    unmapped: int = 0
    hidden_layer: bool = False
    hidden_causes: tuple[tuple[str, int], ...] = ()
    recognised: tuple[Recognised | None, ...] = ()
    pieces: list[Piece] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pieces", list(_words_to_pieces(self.words, self.fonts)))


def _words_to_pieces(words: Words, fonts: tuple[Font, ...]) -> Iterator[Piece]:
    bold, italic = [font.bold for font in fonts], [font.italic for font in fonts]
    faces = words.font.tolist()
    x0, top, x1, bottom = words.box.T.tolist()
    level = map(operator.add, top, bottom)
    columns = (
        words.text,
        x0,
        top,
        x1,
        bottom,
        range(len(words)),
        words.size.tolist(),
        map(bold.__getitem__, faces),
        map(italic.__getitem__, faces),
        words.direction.tolist(),
        level,
    )
    return map(partial(tuple.__new__, Piece), zip(*columns, strict=True))  # no call of Python code for each word


def no_boxes() -> Array:
    return np.zeros((0, 4), dtype=np.float32)


def no_glyphs() -> Glyphs:
    """What a reader knows that sees words and no glyphs."""
    return Glyphs(code=np.zeros(0, np.uint32), box=no_boxes(), word=np.zeros(0, np.int32), run=np.zeros(0, np.int32))


def rgb_to_color(rgb: RGB | None) -> int:
    return -1 if rgb is None else rgb[0] << 16 | rgb[1] << 8 | rgb[2]


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which `share` of the values lie, between two of them in proportion; 0.5 is the median. Raises IndexError for
    no values. As numpy's, which loads its masked arrays for it: more time than a page takes."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = ordered[int(at)]
    return low + (ordered[math.ceil(at)] - low) * (at - int(at))


def to_box(values: Array) -> BBox:
    x0, top, x1, bottom = values.tolist()
    return BBox(x0, top, x1, bottom)


def turn_boxes(boxes: Array, quarter: int, width: float, height: float) -> Array:
    """Boxes of a page of `width` x `height` after turning the page clockwise by `quarter` quarter turns."""
    x0, top, x1, bottom = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    if quarter == 1:
        return np.stack([height - bottom, x0, height - top, x1], axis=1)
    if quarter == 2:
        return np.stack([width - x1, height - bottom, width - x0, height - top], axis=1)
    if quarter == 3:
        return np.stack([top, width - x1, bottom, width - x0], axis=1)
    return boxes


def turn_ink(ink: Ink, quarter: int) -> Ink:
    """The page turned clockwise by `quarter` quarter turns, so that text printed sideways runs to the right."""
    if quarter % 4 == 0:
        return ink

    def turned(boxes: Array) -> Array:
        return turn_boxes(boxes, quarter, ink.width, ink.height)

    direction = np.where(ink.words.direction == SKEWED, SKEWED, (ink.words.direction - quarter) % 4)
    swap = quarter % 2 == 1
    return replace(
        ink,
        width=ink.height if swap else ink.width,
        height=ink.width if swap else ink.height,
        glyphs=replace(ink.glyphs, box=turned(ink.glyphs.box)),
        words=replace(ink.words, box=turned(ink.words.box), direction=direction),
        rulings=turned(ink.rulings),
        fills=turned(ink.fills),
        images=turned(ink.images),
    )


def page_to_ink(page: Page) -> Ink:
    """The arrays of a page that another reader made; it has no glyphs, so no word is cut at a rule."""
    fonts = sorted({(w.font, w.bold, w.italic) for w in page.words}) or [("", False, False)]
    index = {key: i for i, key in enumerate(fonts)}
    boxes = _boxes([w.box for w in page.words])
    words = Words(
        text=[w.text for w in page.words],
        box=boxes,
        size=np.array([w.size or w.box.height * 0.8 for w in page.words], dtype=np.float32),
        font=np.array([index[w.font, w.bold, w.italic] for w in page.words], dtype=np.int32),
        direction=np.array([DIRECTIONS.index(w.direction) for w in page.words], dtype=np.int8),
        color=np.array([rgb_to_color(w.color) for w in page.words], dtype=np.int32),
        hidden=np.array([w.hidden for w in page.words], dtype=bool),
    )
    lines = [(min(r.x0, r.x1), min(r.top, r.bottom), max(r.x0, r.x1), max(r.top, r.bottom)) for r in page.rulings]
    return Ink(
        number=page.number,
        width=page.width,
        height=page.height,
        rotation=page.rotation,
        glyphs=no_glyphs(),
        words=words,
        fonts=tuple(Font(*key) for key in fonts),
        rulings=np.array(lines, dtype=np.float32).reshape(-1, 4),
        ruling_color=np.array([rgb_to_color(r.color) for r in page.rulings], dtype=np.int32),
        fills=_boxes([f.box for f in page.fills]),
        fill_color=np.array([rgb_to_color(f.color) for f in page.fills], dtype=np.int32),
        images=_boxes(list(page.images)),
    )


def _boxes(boxes: list[BBox]) -> Array:
    return np.array([(b.x0, b.top, b.x1, b.bottom) for b in boxes], dtype=np.float32).reshape(-1, 4)
