"""Where the head of an open table ends: before its first row of figures, or at the first rule below text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.ink.text_lines import Chunk, TextLine
from extract.open.column_boundaries import columns_of
from extract.open.placed_lines import goes_on

MOST_ABOVE = 2  # lines of a text that stand above the figures of its row
CENTURIES = ("19", "20")
FEWEST_VALUES = 2  # columns of figures, of which a head labels one at least
HALVES = 3  # of years in one line
PLAIN = re.compile(r"^\d[\d.,]*$")
SURE_FIGURES = 4  # in one line: it is a row though there is no other
TIGHT = 0.55  # of the font size: white between two lines of one text
APART = 0.35  # of the font size: by how much the white above the first row is wider, at least
BAND_APART = 0.6  # of the font size: white above a label that is not the header's
TALLEST_HEADER = 16  # lines
MOST_LABELLED = 0.7  # of the columns
YEAR = re.compile(r"^\W*(?:(?:19|20)\d\d(?:\s*[-/–]\s*\d{2,4})?|\(\d{1,2}\)|\d{1,2}([/.\-])\d{1,2}\1(?:19|20)\d\d)\W*$")


def split_header(lines: Sequence[TextLine], full: Sequence[float], edges: Sequence[float]) -> int:
    """Number of leading lines that make up the header: those above the first separator below text, or before the first figures. None
    where its first line already has a value of the columns below, in their type."""
    end = _first_end(lines, full, edges)
    if end and not any(lines[end - 1].y_mid < y < lines[end].y_mid for y in full if end < len(lines)):
        end = _without_first_row(lines, end, edges)
    if end and _has_value(lines[0], lines[end:], edges):
        return 0
    return 0 if end and (_is_row_s(lines, end, edges) or _labels_no_figures(lines, end, edges)) else end


def _labels_no_figures(lines: Sequence[TextLine], end: int, edges: Sequence[float]) -> bool:
    """Does none of the labels stand over a column of figures, of which there are several? Then they are the rest of a row that the end of
    the page before cut, and the upper part of the next."""
    figures: Counter[int] = Counter()
    for line in lines[end:]:
        for chunk in line.chunks:
            first, last = columns_of(chunk, edges)
            if first == last and first > 0:
                figures[first] += 1 if chunk.numeric else -1
    values = {column for column, more in figures.items() if more > 0}
    over = {c for line in lines[:end] for chunk in line.chunks for c in _reach(chunk, edges)}
    return len(values) >= FEWEST_VALUES and not values & over


def _reach(chunk: Chunk, edges: Sequence[float]) -> range:
    first, last = columns_of(chunk, edges)
    return range(first, last + 1)


def _is_row_s(lines: Sequence[TextLine], end: int, edges: Sequence[float]) -> bool:
    """Do the lines go on below the first line of figures, which has no text in their columns? Then they are texts of its row, set around
    its middle."""
    if end + 1 >= len(lines) or end > MOST_ABOVE or any(c.bold for line in lines[:end] for c in line.chunks):
        return False
    columns = {columns_of(c, edges) for line in lines[:end] for c in line.chunks}
    level = {columns_of(c, edges) for c in lines[end].chunks}
    below = {columns_of(c, edges) for c in lines[end + 1].chunks}
    close = lines[end + 1].top - lines[end - 1].bottom <= lines[end].chunks[0].size
    return close and not columns & level and columns <= below and len(below) < len(level)


def _without_first_row(lines: Sequence[TextLine], end: int, edges: Sequence[float]) -> int:
    """`end` without the lines that are the upper part of the first row: texts around the middle of which its figures stand. Each goes on
    with the text below it, and is farther from the label above.

        Indikator        2025
                                     white
        Jumlah desa                  the row's, though it stands above the figures
        yang dilayani      12
    """
    columns: dict[tuple[int, int], list[tuple[int, Chunk]]] = {}
    for k, line in enumerate(lines):
        for chunk in line.chunks:
            columns.setdefault(columns_of(chunk, edges), []).append((k, chunk))
    for first in range(1, end):
        inside = [own for own in columns.values() if any(first <= k < end for k, _ in own)]
        if all(_begins_row(own, first, end) for own in inside):
            return first
    return end


def _begins_row(column: Sequence[tuple[int, Chunk]], first: int, end: int) -> bool:
    """Do the texts of the column from line `first` on go on below line `end`, close and in their type, with more white between
    them and the label above? `column` are its texts with the numbers of their lines."""
    labels = [chunk for k, chunk in column if k < first]
    texts = [chunk for k, chunk in column if first <= k < end]
    below = next((chunk for k, chunk in column if k >= end), None)
    if not labels or below is None or texts[-1].bold != below.bold:
        return False
    if any(c.numeric for c in (*texts, below)) and not goes_on(texts[-1], below):
        return False
    white = below.top - texts[-1].bottom
    return white <= TIGHT * below.size and texts[0].top - labels[-1].bottom > white + APART * below.size


def _has_value(line: TextLine, below: Sequence[TextLine], edges: Sequence[float]) -> bool:
    """Does a plain figure stand behind text, in a column where figures stand below, in type like theirs?"""
    if line.chunks[0].numeric or all(c.bold for c in line.chunks) or _begins_years([c for c in line.chunks if c.numeric]):
        return False
    plain = [c for c in line.chunks[1:] if PLAIN.match(c.text) and not YEAR.match(c.text)]
    columns = {columns_of(c, edges) for other in below for c in other.chunks if c.numeric and not c.bold}
    return bool(plain) and all(columns_of(c, edges) in columns for c in plain)


def _first_end(lines: Sequence[TextLine], full: Sequence[float], edges: Sequence[float]) -> int:
    body = [k for k, line in enumerate(lines) if is_body(line) and not (k and _ends_years(lines[k - 1], line))]
    if body and body[0] == 0 and (_is_whole_row(lines[0]) or _is_one_of_many(lines, body, full)):
        return 0
    for y in full:
        above = sum(line.y_mid < y for line in lines)
        if 0 < above < len(lines):
            if above <= max(6, 0.5 * len(lines)):
                return _labels_above(lines, body, above, edges)
            break
    if len(body) >= 2 or (body and sum(chunk.numeric for chunk in lines[body[0]].chunks) >= SURE_FIGURES):
        end = _without_row_s_texts(lines, body[0], edges)
        tall = end <= max(5, 0.4 * len(lines)) or _is_tall_header(lines, end)
        return _without_bands(lines, end, edges) if tall else 0
    return 1 if len(lines) > 1 and len(lines[0].chunks) > 1 else 0


def _is_whole_row(line: TextLine) -> bool:
    """A line with four figures or more beside words: a row of a table that goes on from the page before."""
    return sum(c.numeric for c in line.chunks) >= SURE_FIGURES and not all(c.numeric for c in line.chunks)


def _is_one_of_many(lines: Sequence[TextLine], body: Sequence[int], full: Sequence[float]) -> bool:
    """Does the first line look like the next line of figures, and do separators part those below as well as it?"""
    if len(body) < 3 or all(c.numeric for c in lines[0].chunks):
        return False
    below = [y for y in full if lines[body[1]].y_mid < y < lines[body[-1]].y_mid]
    first, second = lines[0].chunks, lines[body[1]].chunks
    alike = [(c.numeric, c.bold) for c in first] == [(c.numeric, c.bold) for c in second]
    return alike and bool(below)


def _without_bands(lines: Sequence[TextLine], end: int, edges: Sequence[float]) -> int:
    """`end` without the labels that stand alone at the left below the header, apart from it or below several of its heads at once: they
    head the rows that follow."""
    while end > 1:
        band, above = lines[end - 1], lines[: end - 1]
        alone = len(band.chunks) == 1 and columns_of(band.chunks[0], edges)[0] == 0
        labelled = any(len(line.chunks) > 1 and columns_of(line.chunks[0], edges)[0] == 0 for line in above)
        apart = band.top - max(line.bottom for line in above) >= BAND_APART * band.chunks[0].size
        if not (alone and labelled and (apart or _lies_below_heads(band.chunks[0], above, edges))):
            break
        end -= 1
    return end


def _lies_below_heads(band: Chunk, above: Sequence[TextLine], edges: Sequence[float]) -> bool:
    """Does the label reach over columns each of which has a head of its own? Then it goes on with none of them."""
    heads = {columns_of(c, edges) for line in above for c in line.chunks}
    first, last = columns_of(band, edges)
    return last > first and all((column, column) in heads for column in range(first, last + 1))


def _without_row_s_texts(lines: Sequence[TextLine], end: int, edges: Sequence[float]) -> int:
    """`end` without plain texts below bold labels for most columns: they are set around the middle of the first row of figures."""
    bold = next((k for k in range(end) if not all(chunk.bold for chunk in lines[k].chunks)), end)
    plain = all(not chunk.bold for line in lines[bold:end] for chunk in line.chunks)
    return bold if plain and 0 < end - bold <= MOST_ABOVE and _label_most(lines[:bold], edges) else end


def _is_tall_header(lines: Sequence[TextLine], end: int) -> bool:
    """Do the lines above `end` make one block of labels: all bold, or close together with more white below than between them?"""
    if end > TALLEST_HEADER or sum(len(line.chunks) > 1 for line in lines[:end]) < 2:
        return False
    whites = [b.top - a.bottom for a, b in pairwise(lines[: end + 1])]
    close = max(whites[:-1], default=0.0) < whites[-1] and max(whites[:-1], default=0.0) < lines[0].chunks[0].size
    return close or all(chunk.bold for line in lines[:end] for chunk in line.chunks)


def is_body(line: TextLine) -> bool:
    """A line of figures. Years, dates and column numbers are no figures: headers hold them too; nor are the first halves of years that
    are broken in narrow columns, when nothing else stands in the line."""
    figures = [chunk for chunk in line.chunks if chunk.numeric and not YEAR.match(chunk.text)]
    if _begins_years(figures):
        return False
    return len(line.chunks) > 1 and len(figures) >= 0.4 * len(line.chunks)


def _begins_years(figures: Sequence[Chunk]) -> bool:
    return len(figures) >= HALVES and all(chunk.text in CENTURIES for chunk in figures)


def _ends_years(above: TextLine, line: TextLine) -> bool:
    """Are these the second halves of years whose first halves stand right above?"""
    halves = [chunk for chunk in line.chunks if chunk.numeric]
    return _begins_years([c for c in above.chunks if c.numeric]) and all(len(c.text) == 2 and c.text.isdigit() for c in halves)


def _labels_above(lines: Sequence[TextLine], body: Sequence[int], above: int, edges: Sequence[float]) -> int:
    """`above`, or fewer when a line of figures comes before the separator, below labels for most columns. Labels of several lines stand
    at different heights, so all lines above count."""
    for k in body:
        if 0 < k < above and _label_most(lines[:k], edges):
            return k
    return above


def _label_most(lines: Sequence[TextLine], edges: Sequence[float]) -> bool:
    """Do the lines have labels for most columns?"""
    labelled = {columns_of(chunk, edges) for line in lines for chunk in line.chunks}
    return len(labelled) >= MOST_LABELLED * (len(edges) - 1)
