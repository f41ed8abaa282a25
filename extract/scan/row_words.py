"""What was recognised in a row, cut into words with their places: at the blanks that were read, and at real gaps in the ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from extract.ink.page import Array
from extract.scan.line_pictures import LinePicture
from extract.scan.pieces_of_ink import Blots
from extract.scan.recogniser import Reading
from extract.scan.text_rows import Row

HIGH_LETTERS = 0.69  # of the font size: height of capitals and figures; 0.64 in Calibri, 0.66 in Times, 0.72 in Arial
LOW_LETTERS = 0.5  # of it: height of the others; 0.45 in Times, 0.52 in Arial
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
    """Groups of marks without blanks, each with the stretch that is its own. What was read before a blank stays before it, however badly
    its place was measured; gaps without a blank are cut by place."""
    groups: list[tuple[list[Mark], tuple[float, float]]] = []
    low = -np.inf
    tokens = [list(token) for blank, token in groupby(marks, lambda mark: mark.character == " ") if not blank]
    for own, following in zip(tokens, [*tokens[1:], None], strict=True):
        high = np.inf if following is None else _blank_between(own[-1], following[0], gaps, size)
        groups += _cut_at_gaps(own, low, high, gaps, size)
        low = high
    return groups


def _blank_between(before: Mark, after: Mark, gaps: Sequence[tuple[float, float]], size: float) -> float:
    """Where the blank between two marks is: the middle of the widest gap near."""
    low, high = before.x - 0.2 * size, after.x + 0.2 * size
    near = [(b - a, (a + b) / 2) for a, b in gaps if low < (a + b) / 2 < high]
    return max(near)[1] if near else (before.x + after.x) / 2


def _cut_at_gaps(
    marks: list[Mark], low: float, high: float, gaps: Sequence[tuple[float, float]], size: float
) -> list[tuple[list[Mark], tuple[float, float]]]:
    """The parts of marks read without a blank between the pixels `low` and `high`: gaps that no word has part them."""
    cuts = {(a + b) / 2 for a, b in gaps if b - a > WIDE_GAP * size and low < (a + b) / 2 < high}
    for before, after in pairwise(marks):
        if before.character.isalpha() and after.character.isalpha():
            cuts.update((a + b) / 2 for a, b in gaps if b - a > LETTER_GAP * size and before.x < (a + b) / 2 < after.x)
    edges = [low, *sorted(cuts), high]
    parts = []
    for k, (start, end) in enumerate(pairwise(edges)):
        first, last = k == 0, k == len(edges) - 2
        own = [mark for mark in marks if (first or mark.x >= start) and (last or mark.x < end)]
        if own:
            parts.append((own, (start, end)))
    return parts
