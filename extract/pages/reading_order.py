"""The order in which a page is read: from top to bottom, but tables beside each other one after the other, each with its own texts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from schemas.geometry import BBox
from schemas.table import Fragment, TextBlock

Block = TextBlock | Fragment
TITLE_NEAR = 24.0  # points between a title and what it heads
SLACK = 2.0  # points that a title may reach into the table below
BESIDE = 0.5  # of the lower table's height: shared by two tables that stand beside each other


def blocks_in_order(blocks: Sequence[Block]) -> list[Block]:
    """The blocks in reading order. Blocks without a box come first.

    Where two tables stand beside each other and no block reaches over the gap between them, all that stands left of it is read before
    all that stands right.
    """
    ordered = sorted(blocks, key=lambda block: (block.box.top, block.box.x0) if block.box else (0.0, 0.0))
    tables = [block.box for block in ordered if isinstance(block, Fragment) and block.box is not None]
    for first, second in combinations(tables, 2):
        left, right = sorted((first, second), key=lambda box: box.x0)
        if left.x1 > right.x0 or _shared(left, right) < BESIDE * min(left.height, right.height):
            continue
        bottom, gap = max(left.bottom, right.bottom), (left.x1 + right.x0) / 2
        top = _top_of_titles(ordered, min(left.top, right.top), gap, right)
        inside = [block for block in ordered if block.box is not None and block.box.top < bottom and block.box.bottom > top]
        if any(block.box is not None and block.box.x0 < gap < block.box.x1 for block in inside):
            continue
        before = [b for b in ordered if b.box is None or b.box.bottom <= top]
        after = [b for b in ordered if b.box is not None and b.box.top >= bottom]
        lefts = [b for b in inside if b.box is not None and b.box.x_mid < gap]
        rights = [b for b in inside if b.box is not None and b.box.x_mid >= gap]
        return [*before, *blocks_in_order(lefts), *blocks_in_order(rights), *blocks_in_order(after)]
    return ordered


def _top_of_titles(blocks: Sequence[Block], top: float, gap: float, right: BBox) -> float:
    """Where the texts close above two tables begin, each over one of them, when the right one has some; `top` itself otherwise."""
    high, titled = top, False
    for block in reversed(blocks):
        box = block.box
        if box is None or box.bottom > high + SLACK:
            continue
        if isinstance(block, Fragment) or high - box.bottom > TITLE_NEAR or box.x0 < gap < box.x1:
            break
        titled |= box.x0 >= gap and box.x0 < right.x1
        high = min(high, box.top)
    return high if titled else top


def _shared(a: BBox, b: BBox) -> float:
    return min(a.bottom, b.bottom) - max(a.top, b.top)
