"""What a header says that a misprint does not change: years, measures and scales, column by column.

A header that is printed again may have letters wrong. One that names other years, another measure or another scale of money is the header
of another table, however alike the letters are.

    known       Indikator | Target 2021    | Target 2022
    repeated    Indikatr  | Targt 2021     | Target 2022       the same header, misprinted
    another     Indikator | Target 2023    | Target 2024       "2 of 2 columns have another year"
    another     Indikator | Realisasi 2021 | Realisasi 2022    "'Realisasi 2021' names another measure than 'Target 2021'"
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from normalize.repair import fold
from normalize.words.heads import head_to_known, squash
from normalize.words.money import text_to_scale, text_without_scale
from schemas.logical import ColumnRole, GridRow, PlacedCell

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_REMARKS: frozenset[ColumnRole] = frozenset({"note", "location", "responsible", "source", "schedule"})
_LIKE = 80.0  # per cent of the letters that two prints of one head have in common
_SAME = 95.0


def heads_contradict(rows: Sequence[GridRow], known: Sequence[GridRow]) -> str | None:
    """Why `rows` cannot be the header `known` printed again, None when nothing speaks against it.

    Where both have the same logical columns, years contradict when most of the columns that are dated on both sides have other ones (a
    single one may be a misprint among several); one other measure or scale is enough.
    """
    if not rows or not known:
        return None
    if len(rows[0].slots) != len(known[0].slots):  # a header cut by the page shows the columns of its upper rows alone
        named, told = (_years([fold(cell.text) for row in some for cell in row.printed]) for some in (rows, known))
        return "it names none of the known years" if named and told and not named & told else None
    dated = others = 0
    for column in range(len(known[0].slots)):
        own, first = _column_heads(rows, column), _column_heads(known, column)
        here, there = _years(own), _years(first)
        if here and there:
            dated += 1
            others += not here & there
        if (reason := _other_words(own, first)) is not None:
            return reason
    return f"{others} of {dated} columns have another year" if others * 2 > dated else None


def prints_parts_of(row: GridRow, known: Sequence[GridRow]) -> bool:
    """True when each of at least two printed cells is a part of what the header `known` prints over the same column: the rest of a
    repeated header that the page break cuts."""
    if len(row.printed) < 2 or not known or len(row.slots) != len(known[0].slots):
        return False
    return all(any(squash(cell.text) in squash(head) for head in _column_heads(known, cell.column)) for cell in row.printed)


def rows_to_remarks(header: Sequence[GridRow]) -> frozenset[int]:
    """The columns whose heads name remarks, places or people in charge: those that often stay empty."""
    columns = range(len(header[0].slots)) if header else ()
    lowest = {column: heads[-1] for column in columns if (heads := _column_heads(header, column))}
    return frozenset(
        column for column, head in lowest.items() if (term := head_to_known(head)) is not None and term.role in _REMARKS
    )


def _column_heads(rows: Sequence[GridRow], column: int) -> list[str]:
    cells: list[PlacedCell] = []
    for row in rows:
        cell = row.slots[column]
        if cell is not None and not cell.blank and cell not in cells:
            cells.append(cell)
    return [fold(cell.text) for cell in cells]


def _years(heads: Sequence[str]) -> set[str]:
    return {year for head in heads for year in _YEAR.findall(head.replace(" ", ""))} or {
        year for head in heads for year in _YEAR.findall(head)
    }


def _other_words(own: Sequence[str], known: Sequence[str]) -> str | None:
    measures = {measure for other in known if (measure := _measure(other)) is not None}
    scaled = [other for other in known if text_to_scale(other) != 1.0]
    for head in own:
        measure = _measure(head)
        if measure is not None and measures and measure not in measures and not _is_misprint(head, known):
            return f"'{head}' names another measure than '{known[-1]}'"
        if text_to_scale(head) != 1.0:
            if not any(text_to_scale(other) == text_to_scale(head) for other in scaled) and _lacks(known, head):
                return f"'{head}' states another scale than '{known[-1]}'"
        elif any(_is_without_scale(head, other) for other in scaled):
            return f"'{head}' states another scale than '{scaled[-1]}'"
    return None


def _is_misprint(head: str, known: Sequence[str]) -> bool:
    """True for a head that is one of the known ones but for a letter or two: another measure would differ in a word."""
    return any(fuzz.ratio(squash(head), squash(other)) >= _SAME for other in known)


def _measure(head: str) -> str | None:
    term = head_to_known(head)
    return None if term is None else term.measure


def _lacks(heads: Sequence[str], scaled: str) -> bool:
    return any(text_to_scale(head) != 1.0 or _is_without_scale(head, scaled) for head in heads)


def _is_without_scale(head: str, scaled: str) -> bool:
    """True when `head` is more like the other head without its word of scale than with it: the word is missing, not misprinted."""
    bare = fuzz.ratio(squash(head), squash(text_without_scale(scaled)))
    return bare >= _LIKE and bare > fuzz.ratio(squash(head), squash(scaled))
