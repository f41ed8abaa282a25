"""Furniture: what a page carries beside its content. Page numbers that a converter left in the running text, page headers and footers
that stand on several pages, and running heads that a frame around the page turns into rows of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.captions import CAPTION
from schemas.decision import Sign
from schemas.geometry import BBox, boxes_to_hull
from schemas.lexicon import lexicon
from schemas.table import Cell, Fragment, TextBlock

_OF = rf"(?:\s*(?:/|{lexicon().either('titles.page_of')})\s*\d{{1,4}})?"
_PAGE_MARK = re.compile(
    rf"(?:[-–—|]+\s*)?(?:{lexicon().either('titles.page')}\s*:?\s*\d{{1,4}}{_OF}|\d{{1,3}}{_OF}|[ivxl]{{1,6}})(?:\s*[-–—|]+)?",
    re.IGNORECASE,
)
PAGE_NUMBER = re.compile(
    rf"^\W*+(?:{lexicon().either('titles.page')}\W*+)?(?:\d{{1,4}}|[ivxlc]{{1,7}}){_OF}\W*+$", re.IGNORECASE
)
MARGIN = 0.12  # share of the page's height at its top and foot
NUMBER_MARGIN = 0.09  # the same for a number that stands there alone
STRIP = 2.2  # times the height of its text that a strip between frame and table measures; banners of tables are tighter

Block = TextBlock | Fragment


def is_page_mark(text: str) -> bool:
    """True for "Halaman 3", "Page 3 of 10", "- 12 -", "iv"; a bare number of four digits may be a year and is none."""
    return _PAGE_MARK.fullmatch(text.strip()) is not None


def is_page_number(text: str, box: BBox, height: float) -> bool:
    """True for a number, with or without its word, that stands in the margin of a page of this height."""
    return PAGE_NUMBER.match(text) is not None and _in_margin(box, height, NUMBER_MARGIN)


def _in_margin(box: BBox, height: float, share: float) -> bool:
    """Does all of the box lie in the page's upper or lower margin?"""
    return box.bottom < share * height or box.top > (1 - share) * height


def blocks_to_marked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks, paragraphs that are page marks as furniture, so that they do not part the tables around them."""
    return tuple(
        replace(block, kind="furniture")
        if isinstance(block, TextBlock) and block.kind == "paragraph" and is_page_mark(block.text)
        else block
        for block in blocks
    )


def mark_repeated(blocks: list[TextBlock], heights: dict[int, float]) -> list[TextBlock]:
    """Blocks in the page margins whose text (digits aside) stands on several pages become furniture."""
    if len({block.page for block in blocks}) < 2:
        return blocks
    keys = [_key(block) for block in blocks]
    seen: dict[tuple[str, int], set[int]] = {}
    for key, block in zip(keys, blocks, strict=True):
        seen.setdefault(key, set()).add(block.page)
    out = []
    for key, block in zip(keys, blocks, strict=True):
        height = heights.get(block.page, 0.0)
        if block.box is not None and _in_margin(block.box, height, MARGIN) and len(seen[key]) >= 2:
            out.append(TextBlock(block.text, "furniture", block.page, block.box, block.bold))
        else:
            out.append(block)
    return out


def without_running_rows(blocks: Sequence[Block], heights: dict[int, float]) -> list[Block]:
    """The blocks with the first and last rows of tables that are furniture taken out and put beside them as furniture.

    Such a row is one cell over all columns in the margin of the page. It prints a page number, or stands as a strip of white with
    the same words (digits aside) at the same height on several pages.
    """
    tables = [block for block in blocks if isinstance(block, Fragment)]
    rows = {(f.ref, last): cell for f in tables for last in (False, True) if (cell := _outer_cell(f, last))}
    repeated = Counter(key for _, key in {(ref.page, _key(cell)) for (ref, _), cell in rows.items()})
    out: list[Block] = []
    for block in blocks:
        if not isinstance(block, Fragment):
            out.append(block)
            continue
        height = heights.get(block.ref.page, 0.0)
        taken = [
            (last, cell)
            for last in (False, True)
            if (cell := rows.get((block.ref, last))) and _in_frame(cell, height, repeated[_key(cell)])
        ]
        if taken and block.rows - len(taken) >= 2:
            texts = {
                last: TextBlock(cell.text, "furniture", block.ref.page, cell.box, cell.style.bold) for last, cell in taken
            }
            out += [texts[False]] if False in texts else []
            out.append(_without(block, [cell for _, cell in taken]))
            out += [texts[True]] if True in texts else []
        else:
            out.append(block)
    return out


def _outer_cell(fragment: Fragment, last: bool) -> Cell | None:
    """The only cell of the fragment's first or last row."""
    row = fragment.rows - 1 if last else 0
    cell = next((c for c in fragment.cells if c.row == row and c.row_span == 1 and c.column_span == fragment.columns), None)
    return cell if cell and cell.text and cell.box and fragment.columns > 1 else None


def _key(one: TextBlock | Cell) -> tuple[str, int]:
    """The same for the same words, digits aside, at the same height."""
    return re.sub(r"\d+", "#", one.text).strip().lower(), round((one.box.top if one.box else 0.0) / 6)


def _in_frame(cell: Cell, height: float, pages: int) -> bool:
    box = cell.box
    if box is None or not (box.top < MARGIN * height or box.bottom > (1 - MARGIN) * height):
        return False
    if PAGE_NUMBER.match(cell.text):
        return True
    lines = cell.text.count("\n") + 1
    return pages >= 2 and not CAPTION.match(cell.text) and box.height > STRIP * lines * (cell.style.size or 10.0)


def _without(fragment: Fragment, cells: list[Cell]) -> Fragment:
    """The fragment without the rows of these cells."""
    first = any(cell.row == 0 for cell in cells)
    kept = tuple(replace(cell, row=cell.row - first) for cell in fragment.cells if cell not in cells)
    hull: BBox | None = boxes_to_hull(cell.box for cell in kept if cell.box)
    signs = (*fragment.signs, Sign("grid_without_running_head"))
    remarks = tuple(replace(r, row=r.row - first) for r in fragment.remarks if all(r.row != cell.row for cell in cells))
    heads = None if fragment.head_rows is None else max(0, fragment.head_rows - first)
    rows = fragment.rows - len(cells)
    parted = tuple(row - first for row in fragment.parted_rows)
    return replace(
        fragment, rows=rows, cells=kept, box=hull, signs=signs, remarks=remarks, head_rows=heads, parted_rows=parted
    )
