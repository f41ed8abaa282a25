"""What speaks for a row being a head, cell by cell, and what speaks for a row of figures that only looks like one.

A word such as "Unit" heads a column and is a unit; "Realisasi ..." heads a column and begins the name of an activity; 1998 is a year and a
figure. None of them makes a header row alone.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set

from normalize.repair import fold
from normalize.text.look import begins_with_figure, text_to_shape
from normalize.words.heads import head_to_term, is_head_word, squash
from schemas.logical import GridRow, PlacedCell

_BRACKETS = re.compile(r"\([^()]*\)")
SHORT_HEAD = 3  # words: longer texts are heads only where the known term is most of them, or over a column of figures
WEAK = 0.5
LONGEST_STEP = 5  # years between the columns of a header


def cell_to_head_weight(cell: PlacedCell, numeric: Set[int]) -> float:
    """1 for a known head; 0.5 where a unit, or part of a longer text, passes for one; 0 for other texts.

    `numeric` are the columns that hold figures; a measure ("realisasi") inside a long text over another column is no head.
    """
    text = fold(cell.text)
    term = head_to_term(text) if is_head_word(text) and not begins_with_figure(text) else None
    if term is None:
        return 0.0
    squashed = squash(text)
    if squashed == "unit":
        return WEAK
    if len(text.split()) <= SHORT_HEAD or cell.column_span > 1:
        return 1.0
    if term.role == "value":
        return 1.0 if cell.column in numeric else 0.0 if numeric else WEAK
    bare = squash(_BRACKETS.sub("", text)) or squashed
    match = term.pattern.search(bare) or term.pattern.search(squashed)
    return 1.0 if match is not None and len(match[0]) * 2 >= len(bare) else WEAK


def is_measure_head(cell: PlacedCell) -> bool:
    """True for a short head of values that says which measure they are: "Baseline", "Realisasi 2022"."""
    text = fold(cell.text)
    term = head_to_term(text) if len(text.split()) <= SHORT_HEAD and is_head_word(text) else None
    return term is not None and term.role == "value" and term.measure is not None and not begins_with_figure(text)


def row_to_years(row: GridRow) -> list[int]:
    """The bare years of a row, left to right; "Tahun 2021" and broken years are not bare."""
    return [int(_digits(cell.text)) for cell in row.printed if is_bare_year(cell.text)]


def is_bare_year(text: str) -> bool:
    return _digits(text).isdigit() and text_to_shape(text) == "year"


def _digits(text: str) -> str:
    return "".join(text.split())  # "20 21" and "1 900" are years and figures with a gap


def years_run_on(years: Sequence[int]) -> bool:
    """True when the years follow each other as those of a header do: by one, or by one same step, each printed once or more, begun anew
    for the next group of columns. One year alone does not run on."""
    steps = [b - a for a, b in itertools.pairwise(years)]
    if len(steps) >= 2 and len(set(steps)) == 1 and 1 <= steps[0] <= LONGEST_STEP:
        return True
    fitting = sum(step in {0, 1} or year == years[0] for step, year in zip(steps, years[1:], strict=True))
    return 1 in steps and fitting * 2 > len(steps)


def prints_figures(row: GridRow, numeric: Set[int]) -> bool:
    """True for a row of the body whose words pass for heads and whose figures may pass for years.

    Its figure columns hold more numbers than words; or, beside labels of which most are no heads, there stand years that do not run
    on, or other figures too, or one year without any head but a unit, or one with a blank figure column before it.
    """
    if all(cell.cell.header is True for cell in row.printed):
        return False
    over = [cell for cell in row.anchors if cell.column in numeric and cell.column_span == 1]
    shapes = [cell.shape for cell in over]
    if "number" in shapes and shapes.count("number") * 2 > len(shapes) - shapes.count("blank"):
        return True
    years = row_to_years(row)
    labels = [cell for cell in row.printed if not is_bare_year(cell.text)]
    strong = sum(cell_to_head_weight(cell, numeric) >= 1 for cell in labels)
    if not years or strong * 2 > len(labels) or not labels:
        return False
    if not strong and "number" in shapes:
        return True
    if len(years) > 1:
        return not years_run_on(years)
    first = next(cell.column for cell in row.printed if is_bare_year(cell.text))
    return not strong or any(cell.blank and cell.column < first for cell in over)


def contradicts_years(row: GridRow, above: Sequence[GridRow]) -> bool:
    """True when the row prints another year below a year of the header rows above it: figures that look like years, since a column
    has one year. The same year printed once more is no contradiction, nor is a header that begins anew."""
    dated = {cell.column: _digits(cell.text) for other in above for cell in other.printed if is_bare_year(cell.text)}
    words = [cell for cell in row.printed if cell.shape == "text"]
    other = [
        cell
        for cell in row.printed
        if is_bare_year(cell.text) and dated.get(cell.column, _digits(cell.text)) != _digits(cell.text)
    ]
    return bool(other) and not all(cell_to_head_weight(cell, frozenset()) >= 1 for cell in words)
