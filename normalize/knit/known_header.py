"""Does a fragment print the header of the table before it again, as it was, misprinted, cut by the page, or below titles of its own?"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from rapidfuzz import fuzz

from normalize.knit.head_claims import prints_parts_of
from normalize.repair import fold
from normalize.words.heads import squash
from schemas.decision import Sign
from schemas.lexicon import lexicon
from schemas.logical import GridRow, PlacedCell, RoledRow, RowRole

_CONTINUED = re.compile(rf"\b{lexicon().either('titles.continued')}", re.IGNORECASE)
HEAD_LIKENESS = 82.0
_SHORT_KEY = 8
_KNOWN_SHARE = 0.65
_MOST_TITLES = 3

Verdict = tuple[RowRole, Sign]
"""What a row is, and the sign that says so."""


def repeats_heads(row: GridRow, above: Set[tuple[int, str]]) -> bool:
    """True when each text is a head over its own column, from whichever header row: a header of two rows copied in one."""
    return len(row.printed) > 1 and all((cell.column, squash(cell.text)) in above for cell in row.printed)


def boundary_of_known(rows: Sequence[GridRow], boundary: int, reasons: dict[int, Verdict], repeated: Sequence[str]) -> int:
    """Where the known header is printed again as a whole, it ends the head: what comes after it is body, whatever it looks like."""
    heads = [position for position in range(boundary) if reasons[position][0] == "header"]
    same = [position for position in heads if prints_again(rows[position], repeated, HEAD_LIKENESS)]
    if not repeated or len(same) < len(repeated) or same != heads[: len(same)]:
        return boundary
    end = same[-1] + 1
    while end < boundary and reasons[end][0] in {"column_numbers", "blank"}:
        end += 1
    return end


def known_below_titles(rows: Sequence[GridRow], repeated: Sequence[str]) -> tuple[int, dict[int, Verdict]] | None:
    """Where the known header begins anew below rows of words that lie in the grid: titles of another table; its rows and theirs. None where
    it does not, or where the table only says that it goes on."""
    for start, row in enumerate(rows[: _MOST_TITLES + 1]):
        below = rows[start : start + len(repeated)]
        same = bool(repeated) and len(below) == len(repeated)
        if same and all(prints_again(own, (key,), HEAD_LIKENESS) for own, key in zip(below, repeated, strict=True)):
            title: Verdict = ("title", Sign("row_title"))
            head: Verdict = ("header", Sign("row_header_row_again"))
            end = start + len(below)
            return (end, {at: title if at < start else head for at in range(end)}) if start else None
        if any(cell.shape == "number" or _CONTINUED.search(fold(cell.text)) for cell in row.printed):
            return None
    return None


def heads_no_figures(
    rows: Sequence[GridRow], reasons: dict[int, Verdict], known_header: Sequence[GridRow], figures: Set[int]
) -> bool:
    """True when no head stands over any column that holds figures: words of the rows that go on pass for heads ("Perangkat Daerah")."""
    heads = [row for position, row in enumerate(rows) if reasons[position][0] == "header"]
    covered = {column for row in heads for column in figures if (cell := row.slots[column]) is not None and not cell.blank}
    return bool(heads) and not covered and not all(prints_parts_of(row, known_header) for row in heads)


def role_as_repeated(item: RoledRow, titles: Set[str]) -> RoledRow:
    if item.role in {"header", "column_numbers"} or (item.role == "title" and row_to_key(item.row) in titles):
        return RoledRow(item.row, "repeated_header", Sign("row_header_again"))
    if item.role == "title" and _is_rest(item.row.printed[0], len(item.row.slots)):
        return RoledRow(item.row, "data", Sign("row_rest_of_cut"))
    return item


def _is_rest(cell: PlacedCell, columns: int) -> bool:
    """A text in one inner column that starts in small letters is no title."""
    return cell.column_span == 1 and columns > 2 and cell.column > 0 and fold(cell.text)[:1].islower()


def row_to_key(row: GridRow) -> str:
    return "|".join(squash(cell.text) for cell in row.printed)


def prints_again(row: GridRow, known: Sequence[str], likeness: float) -> bool:
    """True when the row prints a known header row again, give or take a misprint; a header cut over two pages repeats parts."""
    key = row_to_key(row)
    if len(key) < _SHORT_KEY:
        return key in known
    return any(_likeness(key, other) >= likeness for other in known)


def _likeness(key: str, known: str) -> float:
    """0 to 100. A part of the known row is like it, and so is a row that prints little more; a row of data that contains what a known
    row prints ("Target") is not."""
    whole = fuzz.ratio(key, known)
    return max(whole, fuzz.partial_ratio(key, known) - 5) if len(known) >= _KNOWN_SHARE * len(key) else whole
