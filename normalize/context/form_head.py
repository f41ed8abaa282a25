"""The year that the head of a form names: "Tahun Anggaran 2026" in a frame above the tables of the form.

The frame is a table of words for the reader of the page, and no title; yet it dates the tables below it. Other years in it are those of
single lines ("Alokasi Tahun 2025: Rp 512.350.000").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from normalize.columns.title_texts import TitleYear
from normalize.repair import fold
from normalize.text.look import text_to_shape
from normalize.words.periods import BUDGET_YEAR_WORD, text_to_period_shape
from schemas.observation import Period
from schemas.provenance import FragmentRef
from schemas.table import Fragment, TextBlock

_BUDGET_YEAR = re.compile(rf"^{BUDGET_YEAR_WORD}\s*(?::\s*)?(?P<year>[0-9][0-9/\s-]*)$", re.IGNORECASE)
_MOST_ROWS = 15
_MOST_COLUMNS = 4
_FEW_FIGURES = 2


def blocks_to_form_years(blocks: Sequence[TextBlock | Fragment]) -> dict[FragmentRef, TitleYear]:
    """Each table below the head of a form -> the year of the form's head; it holds until the next form or the next caption, which begins
    something else. A frame that names two years dates nothing."""
    found: dict[FragmentRef, TitleYear] = {}
    year: TitleYear | None = None
    for block in blocks:
        if isinstance(block, TextBlock):
            year = None if block.kind == "caption" else year
        elif named := _fragment_to_years(block):
            year = next(iter(named.values())) if len(named) == 1 else None
        elif year is not None:
            found[block.ref] = year
    return found


def _fragment_to_years(fragment: Fragment) -> dict[int, TitleYear]:
    """The years of budgets that a frame names, each in a line of its own; {} for other tables, which print figures."""
    figures = sum(text_to_shape(fold(cell.text)) == "number" for cell in fragment.cells)
    if fragment.rows > _MOST_ROWS or fragment.columns > _MOST_COLUMNS or figures > _FEW_FIGURES:
        return {}
    found: dict[int, TitleYear] = {}
    for line in _lines(fragment):
        match = _BUDGET_YEAR.match(line)
        shape = text_to_period_shape(match["year"].strip()) if match is not None else None
        if shape is not None and shape.year is not None and not shape.repaired and shape.kind in {"year", "fiscal_year"}:
            period = Period("fiscal_year" if shape.kind == "fiscal_year" else "year", shape.year)
            found[shape.year] = TitleYear(period, line)
    return found


def _lines(fragment: Fragment) -> Iterator[str]:
    """The lines of each cell, and key with value where the value stands in the next cell."""
    for row in range(fragment.rows):
        cells = [cell for cell in fragment.cells if cell.row == row and cell.text.strip()]
        for cell in cells:
            yield from map(fold, cell.text.splitlines())
        for key, value in pairwise(cells):
            keys, values = key.text.splitlines(), value.text.splitlines()
            if len(keys) == len(values):
                yield from (fold(f"{left} {right}") for left, right in zip(keys, values, strict=True))
