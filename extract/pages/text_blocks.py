"""Running text around the tables: lines, paragraphs, headings, captions, and the furniture at the page's edges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extract.captions import CAPTION
from extract.furniture import is_page_number
from extract.ink.page import SKEWED, Ink
from extract.ink.pieces import line_to_text
from extract.ink.text_lines import Chunk, TextLine, make_chunk
from schemas.geometry import BBox, boxes_to_hull
from schemas.lexicon import lexicon
from schemas.table import TextBlock, TextKind

APART = 2.5  # of the font size: white from which two chunks of one level are two lines
LONGEST_KEY = 60  # characters
LIST_ITEM = re.compile(r"^(\d{1,3}[.)]|[a-zA-Z][.)]|[•‣▪●○■◦\-–]|\(\w{1,3}\))\s")
KEY_VALUE = re.compile(r"^[^:]{2,60}\s*:\s+\S")
NUMBERED = re.compile(rf"^({lexicon().either('titles.chapter')}\s+[ivx\d]+|\d+(\.\d+)+\.?|[A-Z]\.)\s", re.IGNORECASE)
BEGINS = re.compile(f"{LIST_ITEM.pattern}|{NUMBERED.pattern}|{CAPTION.pattern}", re.IGNORECASE)


class Line(NamedTuple):
    """A line of running text on one page."""

    text: str
    box: BBox
    size: float
    bold: bool


def text_lines_to_lines(text_lines: Sequence[TextLine], tables: list[BBox]) -> list[Line]:
    """Lines of running text outside the tables, from top to bottom; chunks far apart are different lines, but for a key and its value,
    whose colons stand below each other: "Program      : Pangan"."""
    lines = []
    for text_line in text_lines:
        near = [b for b in tables if text_line.bottom > b.top and text_line.top < b.bottom]
        part: list[Chunk] = []
        for chunk in text_line.chunks:
            free = _outside(chunk, near) if near else chunk
            if free is None:
                continue
            if part and free.x0 - part[-1].x1 > APART * max(free.size, 4) and not _goes_on(part, free):
                lines.append(_line(part))
                part = []
            part.append(free)
        if part:
            lines.append(_line(part))
    return lines


def _goes_on(part: Sequence[Chunk], chunk: Chunk) -> bool:
    """Is the chunk the value of the key before it?"""
    key = " ".join(one.text for one in part)
    if len(key) > LONGEST_KEY:
        return False
    return key.endswith(":") or (":" not in key and chunk.text.startswith(":"))


def _outside(chunk: Chunk, tables: list[BBox]) -> Chunk | None:
    """The chunk without the words that lie in a table; None when all do."""
    near = [b for b in tables if chunk.x1 > b.x0 and chunk.x0 < b.x1 and chunk.bottom > b.top and chunk.top < b.bottom]
    if not near:
        return chunk
    free = [
        w
        for w in chunk.words
        if not any(b.x0 <= (w.x0 + w.x1) / 2 <= b.x1 and b.top <= (w.top + w.bottom) / 2 <= b.bottom for b in near)
    ]
    return make_chunk(free) if free else None


def _line(part: list[Chunk]) -> Line:
    first = part[0]
    if len(part) == 1:
        return Line(line_to_text(first.words), BBox(first.x0, first.top, first.x1, first.bottom), first.size, first.bold)
    words = [word for chunk in part for word in chunk.words]
    box = BBox(first.x0, min([c.top for c in part]), max([c.x1 for c in part]), max([c.bottom for c in part]))
    bold = sum([len(w.text) for w in words if w.bold])
    return Line(line_to_text(words), box, first.size, bold * 2 > sum([len(w.text) for w in words]))


def lines_to_blocks(ink: Ink, lines: list[Line]) -> list[TextBlock]:
    """Neighbouring lines of one size and face joined into paragraphs, each with its kind."""
    if not lines:
        return []
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0]
    groups: list[list[Line]] = []
    for line in lines:
        host = next((group for group in reversed(groups[-3:]) if _continues(group[-1], line)), None)
        if host is not None:
            host.append(line)
        else:
            groups.append([line])
    return [_block(ink, group, body) for group in groups]


def _continues(last: Line, line: Line) -> bool:
    gap = line.box.top - last.box.bottom
    if gap > 1.0 * line.size or gap < -line.size or last.bold != line.bold or abs(last.size - line.size) > 0.6:
        return False
    if min(last.box.x1, line.box.x1) <= max(last.box.x0, line.box.x0):
        return False
    return not (BEGINS.match(line.text) or (":" in line.text and KEY_VALUE.match(line.text)))


def _block(ink: Ink, group: list[Line], body: float) -> TextBlock:
    text = "\n".join(line.text for line in group)
    box = boxes_to_hull(line.box for line in group)
    assert box is not None
    bold, size = group[0].bold, group[0].size
    kind, level = _kind(text, bold, size, body, len(group))
    if len(group) == 1 and is_page_number(text, box, ink.height):
        kind, level = "furniture", 0
    return TextBlock(text, kind, ink.number, box, bold, level)


def _kind(text: str, bold: bool, size: float, body: float, lines: int) -> tuple[TextKind, int]:
    if CAPTION.match(text):
        return "caption", 0
    short = lines <= 4 and len(text) < 200
    if short and size > body * 1.35:
        return "heading", 1
    if short and (bold or size > body * 1.12) and not text.rstrip().endswith((".", ";", ",")):
        return "heading", 2 if size > body * 1.12 or NUMBERED.match(text) else 3
    if LIST_ITEM.match(text):
        return "list_item", 0
    if lines == 1 and KEY_VALUE.match(text):
        return "key_value", 0
    return "paragraph", 0


def skewed_text(ink: Ink) -> list[TextBlock]:
    """Watermarks and stamps: text at an angle, as furniture."""
    words = np.flatnonzero((ink.words.direction == SKEWED) & ~ink.words.hidden).tolist()
    if not words:
        return []
    box = boxes_to_hull(BBox(*ink.words.box[i].tolist()) for i in words)
    return [TextBlock(" ".join(ink.words.text[i] for i in words), "furniture", ink.number, box)]
