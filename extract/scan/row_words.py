"""What was recognised in a row, cut into words with their places: at the blanks that were read, and at real gaps in the ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.ink.page import Array
from extract.scan.line_pictures import LinePicture
from extract.scan.pieces_of_ink import Blots
from extract.scan.recogniser import Reading
from extract.scan.text_rows import Row

HIGH_LETTERS = 0.72  # of the font size: height of capitals, figures and letters that rise
LOW_LETTERS = 0.53  # of it: height of the others
LOW = frozenset("acegmnopqrsuvwxyz.,:;-–—_+=~•·*\"'")
WIDE_GAP = 0.75  # of the font size: a wider gap parts words even where no blank was read
LETTER_GAP = 0.22  # of it: a gap between two letters is no wider; between figures it may be (11 in a tabular face)


@dataclass(frozen=True, slots=True)
class Mark:
    """A character of a word: its probability, what else it may be, and its middle in page pixels."""

    character: str
    trust: float
    others: tuple[tuple[str, float], ...]
    x: float


@dataclass(frozen=True, slots=True)
class ScannedWord:
    """`box` in page pixels around the ink; `baseline` and `size` (of the font) in pixels; `marks` its characters; `row` the index of
    the row that it stands in; `marks_agree` is False where the shape of a comma or a point speaks against what was read;
    `direction` is that of `extract.ink.page.Words`: of a sideways word `box` is its whole box, `baseline` that of the picture turned;
    `stroke` is how wide its strokes are, in pixels."""

    text: str
    box: tuple[float, float, float, float]
    baseline: float
    size: float
    marks: tuple[Mark, ...]
    row: int
    marks_agree: bool = True
    direction: int = 0
    stroke: float = 0.0

    @property
    def trust(self) -> float:
        """The lowest probability of its characters."""
        return min((mark.trust for mark in self.marks), default=1.0)


def reading_to_words(reading: Reading, line: LinePicture, row: Row, blots: Blots, index: int) -> list[ScannedWord]:
    """The words from left to right; empty when nothing was read."""
    places = [line.start + p * line.step for p in reading.position]
    marks = [Mark(*each) for each in zip(reading.characters, reading.trust, reading.others, places, strict=True)]
    if not any(mark.character != " " for mark in marks):
        return []
    boxes = blots.boxes[list(row.blots)]
    size = row_to_size(row, boxes, reading.characters)
    groups = _cut(marks, _gaps(boxes), size)
    words = []
    for own, (low, high) in groups:
        inside = boxes[((boxes[:, 0] + boxes[:, 2]) / 2 >= low) & ((boxes[:, 0] + boxes[:, 2]) / 2 < high)]
        if len(inside):
            x0, x1 = float(inside[:, 0].min()), float(inside[:, 2].max())
        else:
            x0, x1 = max(low, own[0].x - size / 4), min(high, own[-1].x + size / 4)
        kept = [k for k in row.blots if low <= (blots.boxes[k, 0] + blots.boxes[k, 2]) / 2 < high]
        stroke = float(blots.area[kept].sum() / max(1, blots.strokes[kept].sum())) if kept else 0.0
        text = "".join(mark.character for mark in own)
        box = (max(x0, low), float(row.box[1]), min(x1, high), float(row.box[3]))
        words.append(ScannedWord(text, box, row.baseline, size, tuple(own), index, stroke=stroke))
    return words


def row_to_size(row: Row, boxes: Array, text: str) -> float:
    """The font size in pixels, by the height of the letters that stand on the baseline."""
    heights = row.baseline - boxes[:, 1]
    standing = heights[np.abs(boxes[:, 3] - row.baseline) <= 0.25 * max(heights.max(), 1)]
    if not len(standing):
        return float(row.box[3] - row.box[1]) / HIGH_LETTERS
    if all(character in LOW for character in text.replace(" ", "")):
        return float(np.quantile(standing, 0.5)) / LOW_LETTERS
    return float(np.quantile(standing[standing >= 0.86 * standing.max()], 0.5)) / HIGH_LETTERS


def _gaps(boxes: Array) -> list[tuple[float, float]]:
    """(start, end) of the stretches without ink between the blots of a row."""
    gaps = []
    reach = -1.0
    for x0, x1 in sorted((float(a), float(b)) for a, b in boxes[:, [0, 2]].tolist()):
        if reach >= 0 and x0 > reach:
            gaps.append((reach, x0))
        reach = max(reach, x1)
    return gaps


def _cut(
    marks: Sequence[Mark], gaps: Sequence[tuple[float, float]], size: float
) -> list[tuple[list[Mark], tuple[float, float]]]:
    """Groups of marks without blanks, each with the stretch that is its own."""
    cuts: set[float] = {(a + b) / 2 for a, b in gaps if b - a > WIDE_GAP * size}
    seen = [k for k, mark in enumerate(marks) if mark.character != " "]
    for before, after in pairwise(seen):
        low, high = marks[before].x, marks[after].x
        if after - before == 1:
            if marks[before].character.isalpha() and marks[after].character.isalpha():
                cuts.update((a + b) / 2 for a, b in gaps if b - a > LETTER_GAP * size and low < (a + b) / 2 < high)
            continue
        near = [(b - a, -abs((a + b - low - high) / 2), (a + b) / 2) for a, b in gaps
                if low - 0.2 * size < (a + b) / 2 < high + 0.2 * size]  # fmt: skip
        cuts.add(max(near)[2] if near else (low + high) / 2)
    edges = [-np.inf, *sorted(cuts), np.inf]
    groups: list[tuple[list[Mark], tuple[float, float]]] = []
    for low, high in pairwise(edges):
        own = [mark for mark in marks if mark.character != " " and low <= mark.x < high]
        if own:
            groups.append((own, (low, high)))
    return groups
