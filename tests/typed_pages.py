"""Pages written as on a typewriter, for tests that show what they are about.

    typed('''
        Uraian            2021   2022
        Jumlah desa         12     14
    ''')

Every character is 4 points wide, every line 12 points below the one above, in letters of 10 points: words parted by one or two blanks are
one phrase, from three blanks on they stand apart. The first character stands at x = 50, the top of the first line at y = 100. `*word*` is
bold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import dedent

from extract.ink.page import Ink, page_to_ink
from extract.ink.page_lines import page_lines
from extract.ink.text_lines import TextLine
from schemas.geometry import BBox
from schemas.page import Fill, Page, Ruling, Word

WIDE, PITCH, SIZE, LEFT, TOP = 4.0, 12.0, 10.0, 50.0, 100.0


def x_of(column: int) -> float:
    """The left side of a character."""
    return LEFT + WIDE * column


def y_of(line: int) -> float:
    """The top of a line."""
    return TOP + PITCH * line


def typed(text: str, rulings: Sequence[Ruling] = (), fills: Sequence[Fill] = ()) -> Ink:
    """The page, 595 x 842 points."""
    words = [
        Word(found[0].strip("*"), BBox(x_of(found.start()), y_of(row), x_of(found.end()), y_of(row) + SIZE), size=SIZE,
             bold=found[0].startswith("*"))
        for row, line in enumerate(dedent(text).strip("\n").splitlines())
        for found in re.finditer(r"\S+", line)
    ]  # fmt: skip
    return page_to_ink(Page(1, 595.0, 842.0, 0, words=tuple(words), rulings=tuple(rulings), fills=tuple(fills)))


def lines(text: str) -> list[TextLine]:
    """The text lines of such a page."""
    return page_lines(typed(text))


def level(line: float, start: int, end: int) -> Ruling:
    """A level rule above a line, from one character to another."""
    y = y_of(0) + PITCH * line - 1
    return Ruling(x_of(start), y, x_of(end), y, 0.5)
