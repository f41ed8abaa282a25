"""A level that stands alone above a name, as the boxes of a performance tree print it: the rows below are those of the name.

Boxes of one level stand side by side, so that a text belongs to the table that it stands over, wherever it comes in reading order.

    SASARAN 1
    Meningkatnya kesiapsiagaan warga
    Indikator | Satuan | 2025 | 2026      the rows are those of the objective "Meningkatnya kesiapsiagaan warga"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.repair import fold
from normalize.words.key_values import ContextField, KeyValue, text_to_field
from schemas.geometry import BBox
from schemas.provenance import CellRef
from schemas.table import Fragment, TextBlock

_KEY = re.compile(r"[^:]{2,60}\s:\s")
_CLOSE = 16.0  # points between two lines of one box
_ASIDE = 2.0
_FEWEST_LETTERS = 3
_LONGEST = 300
_NEVER: frozenset[ContextField] = frozenset({"indicator", "unit", "responsible", "location"})  # heads of columns as well


@dataclass(frozen=True, slots=True)
class _Line:
    """A text between the level and the head of its table: the index of its block, or the cell that it fills a row of the table with."""

    text: str
    block: int | None = None
    cell: CellRef | None = None


def blocks_to_named_levels(blocks: Sequence[TextBlock | Fragment]) -> dict[int, KeyValue]:
    """Index of a fragment -> the level above it with the name below the level. The name is one text: the first row of the table where one
    cell fills it, else the text between both. Fragments below no such pair are left out."""
    found: dict[int, KeyValue] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, Fragment) and (lines := [*_lines_above(blocks, at, block), *_full_rows(block)]):
            pair = _lines_to_pair(lines)
            if pair is not None:
                found[at] = pair
    return found


def _lines_to_pair(lines: Sequence[_Line]) -> KeyValue | None:
    """The last line but one is a level and nothing else, the last is its name."""
    if len(lines) < 2:
        return None
    level, name = lines[-2:]
    field, value = text_to_field(level.text), fold(name.text)
    if field is None or field in _NEVER or not _is_name(value):
        return None
    texts = tuple(line.block for line in (level, name) if line.block is not None)
    cells = tuple(line.cell for line in (level, name) if line.cell is not None)
    return KeyValue(field, value, f"{fold(level.text)} : {value}", texts, cells)


def _is_name(text: str) -> bool:
    """True for several words that are no level; one alone ("TARGET") may head a column, what begins with a colon is the value of a key
    beside it, and "Alokasi Tahun 2023 : Rp 1.000" is a key with its value."""
    if text.startswith(":") or _KEY.match(text):
        return False
    letters = sum(character.isalpha() for character in text)
    return " " in text and _FEWEST_LETTERS <= letters <= _LONGEST and text_to_field(text) is None


def _full_rows(fragment: Fragment) -> list[_Line]:
    """The first rows that one cell over all columns fills, as long as others follow."""
    lines: list[_Line] = []
    for row in range(fragment.rows - 1):
        cells = [cell for cell in fragment.cells if cell.row <= row < cell.row + cell.row_span]
        if len(cells) != 1 or cells[0].row_span != 1 or cells[0].column_span != fragment.columns or fragment.columns == 1:
            break
        lines.append(_Line(cells[0].text, cell=fragment.cell_ref(cells[0])))
    return lines


def _lines_above(blocks: Sequence[TextBlock | Fragment], at: int, fragment: Fragment) -> list[_Line]:
    """The lines right above the table within its sides, from above; without places on a page those of the last two texts before it."""
    lines: list[_Line] = []
    box = fragment.box
    if box is None:
        for index in range(at - 1, max(-1, at - 3), -1):
            block = blocks[index]
            if not isinstance(block, TextBlock) or block.kind == "caption":
                break
            lines = [_Line(block.text, block=index), *lines]
        return lines
    over = [
        (block.box, index, block)
        for index, block in enumerate(blocks)
        if isinstance(block, TextBlock)
        and block.page == fragment.ref.page
        and block.kind not in {"caption", "furniture"}
        and block.box is not None
        and _stands_over(block.box, box)
    ]
    top = box.top
    for above, index, block in sorted(over, key=lambda one: -one[0].bottom):
        if top - above.bottom > _CLOSE:
            break
        lines = [*(_Line(line, block=index) for line in block.text.splitlines()), *lines]
        top = above.top
    return lines


def _stands_over(text: BBox, table: BBox) -> bool:
    return text.bottom <= table.top + _ASIDE and text.x0 >= table.x0 - _ASIDE and text.x1 <= table.x1 + _ASIDE
