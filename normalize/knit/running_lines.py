"""Running heads and feet of pages that lie inside the grids: the first or last row of fragments on several pages, the same text alone in
it but for its page number.

    p2   BAB VI RENCANA PROGRAM                    p3   BAB VI RENCANA PROGRAM
         Jumlah A | 5 | 6                               Jumlah B | 7 | 8
         Renstra Dinas Perumahan | VI-12                Renstra Dinas Perumahan | VI-13
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from normalize.repair import fold
from normalize.words.heads import squash
from schemas.decision import Sign
from schemas.logical import GridRow, RoledRow
from schemas.table import Fragment

_NUMBERS = re.compile(r"[0-9]+")
_SHORTEST = 8  # letters
_AT_EDGE = 2  # rows from the top or the foot of a fragment

RunningLines = frozenset[str]


def fragments_to_running_lines(fragments: Sequence[Fragment]) -> RunningLines:
    """The lines, without numbers, that stand alone at the top or the foot of fragments on at least two pages; none where no page number
    changes in any of them, since the name of a group may be printed again on each page."""
    pages: dict[tuple[bool, str], set[int]] = defaultdict(set)
    texts_of: dict[str, set[str]] = defaultdict(set)
    for fragment in fragments:
        if not fragment.ref.page:
            continue
        alone: dict[int, list[str]] = defaultdict(list)
        for cell in fragment.cells:
            if cell.text.strip() and (cell.row < _AT_EDGE or cell.row >= fragment.rows - _AT_EDGE):
                alone[cell.row].append(cell.text)
        for row, texts in alone.items():
            if len(texts) == 1 and len(key := _key(texts[0])) >= _SHORTEST:
                pages[row < _AT_EDGE, key].add(fragment.ref.page)
                texts_of[key].add(fold(texts[0]))
    found = {key for (_, key), on in pages.items() if len(on) > 1}
    return frozenset(found) if any(len(texts_of[key]) > 1 for key in found) else frozenset()


def _key(text: str) -> str:
    return squash(_NUMBERS.sub("", fold(text)))


def rows_without_running_lines(
    rows: Sequence[GridRow], running: RunningLines
) -> tuple[tuple[RoledRow, ...], tuple[GridRow, ...], tuple[RoledRow, ...]]:
    """Running lines at the top, the rows between, and running lines at the foot."""
    top = foot = 0
    while running and top < min(_AT_EDGE, len(rows)) and _runs(rows[top], running):
        top += 1
    while running and foot < min(_AT_EDGE, len(rows) - top) and _runs(rows[len(rows) - 1 - foot], running):
        foot += 1
    end = len(rows) - foot
    return _as_furniture(rows[:top]), tuple(rows[top:end]), _as_furniture(rows[end:])


def _runs(row: GridRow, running: RunningLines) -> bool:
    return len(row.printed) == 1 and _key(row.printed[0].text) in running


def _as_furniture(rows: Sequence[GridRow]) -> tuple[RoledRow, ...]:
    return tuple(RoledRow(row, "furniture", Sign("row_running_line")) for row in rows)
