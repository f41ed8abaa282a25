"""Running text among the lines of a page: what looks like columns but is paragraphs, and wrapped cells that look like paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from string import ascii_letters

from extract.ink.text_lines import Chunk, ChunkKey, TextLine

SHORT = 3  # words: a chunk that may be a label
LETTERS = (ascii_letters + " ").encode()
CLOSE = 1.3  # of the font size: white above a line that still goes on with the cell above


def find_prose(lines: Sequence[TextLine]) -> frozenset[ChunkKey]:
    """`Chunk.key` of each chunk that belongs to running text: many words, and the same again in the line above or below.

    Wrapped cells are no running text: a line of a table has figures or short labels beside them, and what follows below one of its
    chunks, within the width of its column, is the same cell.
    """
    prose: set[ChunkKey] = set()
    rowlike = [_rowlike(line) for line in lines]
    for k, (above, below) in enumerate(pairwise(lines)):
        if rowlike[k] or rowlike[k + 1]:
            continue
        for upper in above.chunks:
            for lower in below.chunks:
                if (len(upper.words) >= 5 or len(lower.words) >= 5) and _same_paragraph(upper, lower):
                    prose.update((upper.key, lower.key))
    if prose:
        _release_wrapped(lines, rowlike, prose)
    return frozenset(prose)


def _rowlike(line: TextLine) -> bool:
    """Is this surely a line of a table: three chunks or more, or two with a figure, some of them short?"""
    if len(line.chunks) < 2:
        return False
    short = sum(chunk.numeric or len(chunk.words) <= SHORT for chunk in line.chunks)
    return short >= 2 if len(line.chunks) > 2 else any(chunk.numeric for chunk in line.chunks)


def _release_wrapped(lines: Sequence[TextLine], rowlike: Sequence[bool], prose: set[ChunkKey]) -> None:
    """Takes out of `prose` the chunks that go on below a cell of a table line, within its column."""
    row: TextLine | None = None
    bottom = 0.0
    for line, starts in zip(lines, rowlike, strict=True):
        if starts:
            row, bottom = line, line.bottom
            continue
        if row is None or line.top - bottom > CLOSE * line.chunks[0].size:
            row = None
            continue
        for chunk in line.chunks:
            if not any(in_column(chunk, row, k) for k in range(len(row.chunks))):
                row = None
                break
        else:
            prose.difference_update(chunk.key for chunk in line.chunks)
            bottom = line.bottom


def in_column(chunk: Chunk, row: TextLine, k: int) -> bool:
    """Does the chunk start where the row's chunk `k` does, and end before the next one starts?"""
    ends = row.chunks[k + 1].x0 if k + 1 < len(row.chunks) else row.x1 + 2 * chunk.size
    return abs(chunk.x0 - row.chunks[k].x0) <= 2.5 and chunk.x1 <= ends + 1


def _same_paragraph(upper: Chunk, lower: Chunk) -> bool:
    if lower.top - upper.bottom > 1.2 * upper.size or abs(upper.size - lower.size) > 0.6:
        return False
    if abs(upper.x0 - lower.x0) > 4 * upper.size:
        return False
    shared = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
    wide = max(upper.x1 - upper.x0, lower.x1 - lower.x0)
    if shared < 0.35 * wide or wide < 14 * upper.size:
        return False
    return _worded(upper.text + lower.text)


def _worded(text: str) -> bool:
    """Are at least 60 percent of the characters letters?"""
    total = len(text) - text.count(" ")
    if total - len(text.encode().translate(None, LETTERS)) >= 0.6 * total:
        return True  # the ASCII letters alone
    return sum(map(str.isalpha, text)) >= 0.6 * total
