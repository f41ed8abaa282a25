"""How several sheets share the pages: one after the other, beside each other, or page by page in turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.stressed.paper import GUTTER, Paper
from benchmarks.stressed.pdf import TableSetter, set_sheet
from benchmarks.stressed.sheets import Sheet, rows_to_grid


def set_in_order(page: Paper, made: Sequence[Sheet]) -> None:
    for sheet in made:
        set_sheet(page, sheet)


def set_beside(page: Paper, made: Sequence[Sheet]) -> None:
    """The first two sheets beside each other, each with its title over it; the rest of the longer one goes on alone."""
    first, second, *rest = made
    middle = page.left + sum(first.widths) + GUTTER / 2
    page.new_page()
    bounds = (page.left, middle - GUTTER / 2), (middle + GUTTER / 2, page.right)
    left, right = (_frame_to_parts(page, sheet, bound) for sheet, bound in zip((first, second), bounds, strict=True))
    for n in range(max(len(left), len(right))):
        if n:
            page.new_page()
        for parts, (page.left, page.right) in zip((left, right), bounds, strict=True):
            page.y = page.top
            if n < len(parts):
                set_sheet(page, parts[n])
    page.left, page.right = 36.0, page.width - 36.0
    page.new_page()
    set_in_order(page, rest)


def _frame_to_parts(page: Paper, sheet: Sheet, bound: tuple[float, float]) -> list[Sheet]:
    page.left, page.right = bound
    return sheet_to_parts(page, sheet, page.bottom - page.top - 60.0)


def set_in_turns(page: Paper, made: Sequence[Sheet]) -> None:
    """A part of the first sheet, a part of the second; the next page goes on with both, without their heads."""
    first, second, *rest = made
    room = (page.bottom - page.top - 80.0) / 2
    left, right = (sheet_to_parts(page, sheet, room) for sheet in (first, second))
    page.new_page()
    for n in range(max(len(left), len(right))):
        if n:
            page.new_page()
        for parts in (left, right):
            if n < len(parts):
                set_sheet(page, parts[n])
    page.new_page()
    set_in_order(page, rest)


def sheet_to_parts(page: Paper, sheet: Sheet, room: float) -> list[Sheet]:
    """The sheet in parts of at most `room` points where no merged cell is cut; the first alone has title and header."""
    setter = TableSetter(page, sheet)
    setter.set_edges(0.0)
    rows = rows_to_grid(sheet.body, len(sheet.widths))
    header = rows_to_grid(sheet.header, len(sheet.widths))
    used = 30.0 * len(sheet.title) + sum(setter.row_height(header, at, head=True) for at in range(len(header)))
    cuts, busy, start = [0], 0, 0
    for at, row in enumerate(rows):
        height = setter.row_height(rows, at, head=False)
        if busy <= 0:
            start = at
        if used + height > room and start > cuts[-1]:
            cuts.append(start)
            used = sum(setter.row_height(rows, n, head=False) for n in range(start, at))
        used += height
        busy = max(busy, *(box.rows for box in row.values())) - 1
    ends = [*cuts[1:], len(sheet.body)]
    parts = [replace(sheet, body=sheet.body[a:b], notes=()) for a, b in zip(cuts, ends, strict=True)]
    return [parts[0], *(replace(part, title=(), header=()) for part in parts[1:])]
