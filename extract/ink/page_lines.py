"""The visible upright text of a page as lines, list markers with their text, and rules that were typed as rows of dashes."""

from __future__ import annotations

import re

import numpy as np

from extract.ink.edges import Rule
from extract.ink.narrow_gaps import cut_narrow_gaps
from extract.ink.page import Ink
from extract.ink.pieces import words_to_pieces
from extract.ink.text_lines import TYPED_RULE, Chunk, TextLine, is_typed_rule, make_chunk, pieces_to_text_lines

MARKER = re.compile(r"^(?:[•‣▪●○■◦·\-–—*]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)]|\[\d{1,3}\])$")
LONGEST_MARKER = 7  # characters


def page_lines(ink: Ink) -> list[TextLine]:
    """Lines of the visible upright text of the page; list markers stay with their text."""
    words = ink.words
    chosen = np.flatnonzero(~words.hidden & (words.direction == 0)).tolist()
    pieces = [p for p in words_to_pieces(ink, chosen) if p.text[0] not in TYPED_RULE or not is_typed_rule(p.text)]
    lines = cut_narrow_gaps(pieces_to_text_lines(pieces))
    return [_with_markers(line) if len(line.chunks) > 1 else line for line in lines]


def typed_rules(ink: Ink) -> list[Rule]:
    """Rules that were typed as rows of dashes."""
    found = [k for k, text in enumerate(ink.words.text) if text[0] in TYPED_RULE and is_typed_rule(text)]
    return [Rule(p.level / 2, p.x0, p.x1, "level") for p in words_to_pieces(ink, found) if not ink.words.hidden[p.word]]


def _with_markers(line: TextLine) -> TextLine:
    out: list[Chunk] = []
    for chunk in line.chunks:
        if out and _is_marker(out[-1].text) and chunk.x0 - out[-1].x1 < 4.5 * chunk.size and not chunk.numeric:
            out[-1] = make_chunk((*out[-1].words, *chunk.words))
        else:
            out.append(chunk)
    return TextLine(tuple(out)) if len(out) < len(line.chunks) else line


def _is_marker(text: str) -> bool:
    return len(text) <= LONGEST_MARKER and MARKER.match(text) is not None
