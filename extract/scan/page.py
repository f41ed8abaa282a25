"""A picture of a page to the finders' own primitives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.ink.page import NO_FONT, Array, Ink, Words, no_boxes, no_glyphs
from extract.scan.accents import without_chance_accents
from extract.scan.dashed_rules import with_dashed_rules
from extract.scan.line_pictures import LinePicture, row_to_line_picture
from extract.scan.picture import Picture, grey_to_picture
from extract.scan.pieces_of_ink import Blots, ink_to_blots
from extract.scan.recogniser import Recogniser
from extract.scan.row_words import ScannedWord, reading_to_words
from extract.scan.rulings import Rules, ink_to_rules
from extract.scan.skew import ink_to_skew, to_upright
from extract.scan.text_rows import Row, blots_to_rows
from extract.scan.ticks import LIKE_TICKS, TICK, is_tick
from extract.scan.turns import find_quarter, rows_to_sample
from extract.scan.word_shapes import with_shapes
from extract.scan.word_trust import word_to_recognised

ASCENT, DESCENT = 0.76, 0.22  # of the font size: reach of a word's box above and below its baseline, as for digital text
ALIKE = 0.08  # share by which font sizes that are one may be measured apart
LEANS = 0.03  # degrees: a page that leans less is left as it is


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What was seen on one page picture: `words` and `rules` in pixels of the picture set upright, which `scale` pixels a point show;
    `flat` a flag per rule (horizontal); `width` and `height` are its size; `quarter` the quarter turns
    clockwise, then `skew` the degrees counterclockwise that it was turned by."""

    words: tuple[ScannedWord, ...]
    rules: Array
    flat: Array
    width: int
    height: int
    scale: float
    quarter: int
    skew: float


@dataclass(frozen=True, slots=True)
class _Look:
    """A picture set straight, with what is ink on it and what hangs together."""

    picture: Picture
    skew: float
    rules: Rules
    blots: Blots
    rows: tuple[Row, ...]

    def line(self, row: Row) -> LinePicture:
        return row_to_line_picture(self.picture, self.blots, self.rules, row)


def _look(grey: Array, scale: float) -> _Look:
    picture = grey_to_picture(grey, scale)
    skew = ink_to_skew(picture.ink)
    skew = skew if abs(skew) > LEANS else 0.0
    if skew:
        picture = grey_to_picture(to_upright(grey, skew), scale)
    rules = ink_to_rules(picture.ink, scale)
    blots = ink_to_blots(picture.ink, rules, scale)
    rules, dashes = with_dashed_rules(rules, blots, scale)
    return _Look(picture, skew, rules, blots, tuple(blots_to_rows(blots, rules, dashes, scale)))


def grey_to_scanned(grey: Array, scale: float, recogniser: Recogniser) -> ScannedPage:
    """Everything that can be read off a grey page picture (rows of 0 to 255), `scale` pixels a point."""
    look = _look(grey, scale)
    turned: list[_Look] = []

    def lines_of_turned() -> list[Array]:
        turned.append(_look(np.ascontiguousarray(np.rot90(grey, -1)), scale))
        return _sample(turned[0])

    quarter = find_quarter(recogniser, _sample(look), lines_of_turned) if look.rows else 0
    if quarter == 1:
        look = turned[0]
    elif quarter:
        look = _look(np.ascontiguousarray(np.rot90(grey, -quarter)), scale)
    words = _read(look, recogniser)
    height, width = look.picture.grey.shape
    words = with_common_sizes(with_shapes(words, look.rows, look.blots))
    return ScannedPage(tuple(words), look.rules.boxes, look.rules.flat, width, height, scale, quarter, look.skew)


def _read(look: _Look, recogniser: Recogniser) -> list[ScannedWord]:
    """The words of all rows."""
    lines = {k: look.line(row) for k, row in enumerate(look.rows) if not row.dash}
    readings = dict(zip(lines, without_chance_accents([recogniser.read(line.pixels) for line in lines.values()]), strict=True))
    words: list[ScannedWord] = []
    for index, row in enumerate(look.rows):
        if row.dash:
            words.append(_dash(row, look.blots.height, index))
            continue
        reading = readings[index]
        if reading.characters in LIKE_TICKS and is_tick(look.blots.shape(row.blots)):
            reading = replace(reading, characters=TICK)
        words += reading_to_words(reading, lines[index], row, look.blots, index)
    return words


def _sample(look: _Look) -> list[Array]:
    return [look.line(row).pixels for row in rows_to_sample(look.rows)]


def _dash(row: Row, height: float, index: int) -> ScannedWord:
    x0, top, x1, bottom = row.box
    return ScannedWord("-", (x0, top, x1, bottom), row.baseline, height / 0.6, (), index)


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


def scanned_to_ink(page: ScannedPage, number: int, rotation: int = 0) -> Ink:
    """The page in the finders' form, in points of the picture set upright."""
    scale, words = page.scale, page.words
    boxes = np.array([_word_box(word) for word in words], np.float32).reshape(-1, 4) / scale
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
            font=np.zeros(count, np.int32),
            direction=np.zeros(count, np.int8),
            color=np.zeros(count, np.int32),
            hidden=np.zeros(count, bool),
        ),
        fonts=(NO_FONT,),
        rulings=(page.rules / scale).astype(np.float32),
        ruling_color=np.zeros(len(page.rules), np.int32),
        fills=no_boxes(),
        fill_color=np.zeros(0, np.int32),
        images=no_boxes(),
        recognised=tuple(word_to_recognised(word) for word in words),
    )


def _word_box(word: ScannedWord) -> tuple[float, float, float, float]:
    return word.box[0], word.baseline - ASCENT * word.size, word.box[2], word.baseline + DESCENT * word.size
