"""A picture set straight with everything that is seen on it before a letter is read, and the reading of its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from extract.ink.page import Array, no_boxes, turn_boxes
from extract.scan.accents import without_chance_accents
from extract.scan.broken_rules import with_broken_rules
from extract.scan.curl import ink_to_sag, mean_lean, to_level
from extract.scan.dashed_rules import with_dashed_rules
from extract.scan.line_pictures import LinePicture, row_to_line_picture
from extract.scan.picture import Picture, grey_to_picture, grey_to_rough_ink
from extract.scan.pieces_of_ink import Blots, ink_to_blots
from extract.scan.recogniser import Recogniser
from extract.scan.row_words import ScannedWord, reading_to_words
from extract.scan.rulings import Rules, picture_to_rules
from extract.scan.sideways import Sideways, find_sideways
from extract.scan.skew import ink_to_skew, to_upright
from extract.scan.text_rows import Row, blots_to_rows
from extract.scan.ticks import LIKE_TICKS, TICK, is_tick
from extract.scan.word_shapes import with_shapes

ASCENT, DESCENT = 0.76, 0.22  # of the font size: reach of a word's box above and below its baseline, as for digital text
LEANS = 0.03  # degrees: a page that leans less is left as it is
LEGIBLE = 0.75  # mean trust from which sideways text is text


@dataclass(frozen=True, slots=True)
class Look:
    """A picture set straight by `skew` degrees, then made level by `sag` (extract.scan.curl, in pixels), what is ink on it and what hangs
    together; `sideways` are no rows of the page."""

    picture: Picture
    skew: float
    rules: Rules
    blots: Blots
    rows: tuple[Row, ...]
    sideways: tuple[Sideways, ...] = ()
    sag: tuple[float, ...] = ()

    def line(self, row: Row) -> LinePicture:
        return row_to_line_picture(self.picture, self.blots, self.rules, row)


def grey_to_look(grey: Array, scale: float) -> Look:
    """What is seen on a grey page picture, `scale` pixels a point."""
    skew, straight, sag = _to_straight(grey)
    picture = grey_to_picture(to_level(straight, sag) if sag else straight, scale)
    rules = picture_to_rules(picture)
    blots = ink_to_blots(picture.ink, rules, scale)
    rules, dashes = with_dashed_rules(rules, blots, scale)
    rules, bars = with_broken_rules(rules, blots)
    rows = blots_to_rows(blots, rules, dashes | bars, scale)
    sideways = find_sideways(blots, rules, rows)
    own = {k for one in sideways for k in one.blots}
    return Look(
        picture, skew, rules, blots, tuple(row for row in rows if not own.intersection(row.blots)), tuple(sideways), sag
    )


def _to_straight(grey: Array) -> tuple[float, Array, tuple[float, ...]]:
    """The degrees that the page leans, the picture turned by them, and how its lines sag then. Of a curled page the lean is that of all
    its lines, not of those that happen to agree."""
    skew = ink_to_skew(grey_to_rough_ink(grey))
    skew = skew if abs(skew) > LEANS else 0.0
    straight = to_upright(grey, skew) if skew else grey
    sag = ink_to_sag(grey_to_rough_ink(straight))
    if sag:
        skew += mean_lean(sag, straight.shape[1] / 2)  # rough ink has half the size
        straight = to_upright(grey, skew)
        sag = ink_to_sag(grey_to_rough_ink(straight))
    return skew, straight, tuple(2 * low for low in sag)


def read_look(look: Look, recogniser: Recogniser) -> list[ScannedWord]:
    """The words of all rows, and of what is printed sideways."""
    words = _read_rows(look, recogniser)
    for part in look.sideways:
        words += _read_sideways(look, part, recogniser)
    return words


def _read_rows(look: Look, recogniser: Recogniser) -> list[ScannedWord]:
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
    return with_shapes(words, look.rows, look.blots)


def _dash(row: Row, height: float, index: int) -> ScannedWord:
    x0, top, x1, bottom = row.box
    return ScannedWord("-", (x0, top, x1, bottom), row.baseline, height / 0.6, (), index)


def _read_sideways(look: Look, part: Sideways, recogniser: Recogniser) -> list[ScannedWord]:
    """The words of a part, read upwards or downwards, whichever is more legible; none where both are hardly."""
    best: list[ScannedWord] = []
    most = LEGIBLE
    for quarter in (1, 3):
        turned = _part_to_look(look, part, quarter)
        words = _read_rows(turned, recogniser)
        trusts = [mark.trust for word in words for mark in word.marks]
        if trusts and float(np.mean(trusts)) > most:
            most = float(np.mean(trusts))
            height, width = turned.picture.grey.shape
            best = [_turned_back(word, quarter, (width, height), part) for word in words]
    return best


def _part_to_look(look: Look, part: Sideways, quarter: int) -> Look:
    """The part alone, turned clockwise by `quarter` quarter turns."""
    x0, top, x1, bottom = part.box
    labels = look.blots.labels[top:bottom, x0:x1]
    own = np.isin(labels, np.array(part.blots) + 1)
    grey = np.where(own | (labels == 0), look.picture.grey[top:bottom, x0:x1], 255).astype(np.uint8)
    grey, ink = np.ascontiguousarray(np.rot90(grey, -quarter)), np.ascontiguousarray(np.rot90(own, -quarter))
    around = np.full(tuple((n + 1) // 2 for n in grey.shape), 255, np.uint8)
    scale = look.picture.scale
    rules = Rules(no_boxes(), np.zeros(0, bool), np.zeros_like(ink))
    blots = ink_to_blots(ink, rules, scale)
    rows = blots_to_rows(blots, rules, np.zeros(len(blots), bool), scale)
    return Look(Picture(grey, around, ink, scale), 0.0, rules, blots, tuple(rows))


def _turned_back(word: ScannedWord, quarter: int, size: tuple[int, int], part: Sideways) -> ScannedWord:
    """The word with its whole box on the page."""
    box = turn_boxes(np.array([word_to_box(word)]), 4 - quarter, *size)[0] + np.array([*part.box[:2], *part.box[:2]])
    return replace(word, box=tuple(box.tolist()), direction=quarter)


def word_to_box(word: ScannedWord) -> tuple[float, float, float, float]:
    """The box of the word as digital text has it: from its baseline and size; of a sideways word its own."""
    if word.direction:
        return word.box
    return word.box[0], word.baseline - ASCENT * word.size, word.box[2], word.baseline + DESCENT * word.size
