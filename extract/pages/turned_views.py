"""A page as it is read: upright, and turned for text that is printed sideways. Tables and text go back to the upright page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.grids.fill import grid_to_fragment
from extract.grids.rival import fragments_to_rival
from extract.ink.overlays import apart_from_overlays
from extract.ink.page import SKEWED, Ink, to_box, turn_boxes, turn_ink
from extract.ink.page_lines import page_lines
from extract.ink.text_lines import TextLine
from extract.open.columns_of_page_before import Before, fragment_to_before
from extract.pages.find_tables import Choice, find_tables
from extract.pages.reading_order import blocks_in_order
from extract.pages.text_blocks import lines_to_blocks, skewed_text, text_lines_to_lines
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Fragment, GridRival, TextBlock

SIDEWAYS = 12  # words in another direction from which the page is also read that way
MARGIN = 0.9  # share of the page height below which text is the page's own


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """Text blocks and fragments of a page in reading order, the fragments numbered from 1; and other grids for some of them."""

    blocks: list[TextBlock | Fragment]
    rivals: tuple[GridRival, ...] = ()


def ink_to_blocks(ink: Ink, before: Before | None = None) -> list[TextBlock | Fragment]:
    """Text blocks and fragments of the page in reading order; fragments are numbered from 1 on the page. `before` are the columns of a
    table that may go on from the page before."""
    return ink_to_page(ink, before).blocks


def ink_to_page(ink: Ink, before: Before | None = None) -> PageBlocks:
    """As `ink_to_blocks`, with the other grids that were nearly as good."""
    ink = apart_from_overlays(ink)
    blocks: list[TextBlock | Fragment] = list(skewed_text(ink))
    tables: list[BBox] = []
    others: list[Fragment] = []
    for quarter, view, dense in page_views(ink):
        taken = [box_turned(box, quarter, ink.width, ink.height) for box in tables]
        lines = page_lines(view)
        choice = find_tables(view, lines, None if quarter else before) if dense else Choice((), ())
        back = [block_turned_back(block, view, quarter) for block in _view_to_blocks(view, choice, lines, taken)]
        tables += [block.box for block in back if isinstance(block, Fragment) and block.box]
        blocks += back
        others += [] if quarter else [grid_to_fragment(view, grid, 1) for grid in choice.rivals]
    out: list[TextBlock | Fragment] = []
    number = 0
    for block in blocks:
        if isinstance(block, Fragment):
            number += 1
            out.append(replace(block, ref=FragmentRef(ink.number, number)))
        else:
            out.append(block)
    fragments = [block for block in out if isinstance(block, Fragment)]
    rivals = [fragments_to_rival(fragments, [other], str(other.grid_kind)) for other in others]
    return PageBlocks(out, tuple(rival for rival in rivals if rival is not None))


def blocks_to_before(blocks: Sequence[TextBlock | Fragment], height: float) -> Before | None:
    """The columns of the table that ends the page; None when text follows it, or there is none."""
    for block in reversed(blocks):
        if isinstance(block, Fragment):
            return fragment_to_before(block, height)
        if block.kind != "furniture" and block.box is not None and block.box.top < MARGIN * height:
            return None
    return None


def page_views(ink: Ink) -> Iterator[tuple[int, Ink, bool]]:
    """(quarter turns clockwise, page, enough text for a table) for each direction in which text runs; the upright page first."""
    turned = np.bincount(ink.words.direction[~ink.words.hidden], minlength=SKEWED + 1)
    yield 0, ink, True
    for direction in (1, 2, 3):
        if turned[direction]:
            yield direction, turn_ink(ink, direction), bool(turned[direction] >= SIDEWAYS)


def box_turned(box: BBox, quarter: int, width: float, height: float) -> BBox:
    """The box after its page of `width` x `height` is turned clockwise by `quarter` quarter turns."""
    return to_box(turn_boxes(np.array([[box.x0, box.top, box.x1, box.bottom]]), quarter, width, height)[0])


def _view_to_blocks(view: Ink, choice: Choice, lines: list[TextLine], taken: list[BBox]) -> list[TextBlock | Fragment]:
    fragments = [grid_to_fragment(view, grid, n) for n, grid in enumerate(choice.grids, 1)]
    texts = lines_to_blocks(view, text_lines_to_lines(lines, [*taken, *(f.box for f in fragments if f.box)]))
    return blocks_in_order([*texts, *fragments])


def block_turned_back(block: TextBlock | Fragment, view: Ink, quarter: int) -> TextBlock | Fragment:
    """The block with its boxes on the upright page; column edges stay along the reading direction."""
    if quarter == 0:
        return block

    def back(box: BBox | None) -> BBox | None:
        return None if box is None else box_turned(box, 4 - quarter, view.width, view.height)

    if isinstance(block, TextBlock):
        return replace(block, box=back(block.box))
    return replace(block, box=back(block.box), cells=tuple(replace(cell, box=back(cell.box)) for cell in block.cells))
