"""Tables that people drew on the pages of a document, read from them in place of what stood there.

A page is read again where something is drawn on it: the words inside the box go into the drawn grid. Tables that lie in the box are gone,
what they hold outside of it is text again; a table that only reaches into it loses the cells there. What was drawn over another table than
the one that is read now is left alone: whoever keeps the answers tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.grids.fill import grid_to_fragment
from extract.grids.grid import Grid
from extract.ink.bands import fills_to_bands
from extract.ink.edges import Rule, edges_to_flats, edges_to_rules, lines_to_edges, rulings_to_lines
from extract.ink.overlays import apart_from_overlays
from extract.ink.page import Array, Ink, turn_ink
from extract.ink.page_lines import page_lines, typed_rules
from extract.ink.pieces import words_inside
from extract.open.hand_drawn import REACH, drawing_to_grid
from extract.options import ReadOptions
from extract.pages.find_tables import LABEL_GAP, find_tables
from extract.pages.pdf_document import blocks_to_findings, read_pages
from extract.pages.reading_order import blocks_in_order
from extract.pages.scanned_pages import SeenPage, blocks_to_printed, box_to_upright
from extract.pages.text_blocks import lines_to_blocks, skewed_text, text_lines_to_lines
from extract.pages.turned_views import block_turned_back, box_turned, page_views
from extract.pdfium.budget import within_budget
from extract.sign_findings import fragments_to_signs
from schemas.drawn import DrawnTable
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.layout import fragment_to_read
from schemas.table import DocumentReading, Fragment, GridKind, TextBlock

GONE = 0.25  # share of a table's printed cells in a drawn box from which the drawn table is there in its place
Move = Callable[[BBox], BBox]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A box and the lines that part it, each a box without width or without height, so that all of them can be turned alike."""

    box: BBox
    lines: tuple[BBox, ...]

    def moved(self, move: Move) -> Drawing:
        return Drawing(move(self.box), tuple(map(move, self.lines)))

    @property
    def columns(self) -> list[float]:
        return sorted(line.x0 for line in self.lines if line.width < line.height)

    @property
    def rows(self) -> list[float]:
        return sorted(line.top for line in self.lines if line.width >= line.height)


def reading_with_drawn(
    reading: DocumentReading, data: bytes, options: ReadOptions, drawn: Sequence[DrawnTable]
) -> DocumentReading:
    """The reading of a PDF with the drawn tables in it; those that no longer stand over what they were drawn over, and those without a
    word in them, are left out. Raises what reading the document raises."""
    tables = {fragment.ref: fragment_to_read(fragment) for fragment in reading.fragments}
    standing = [one for one in drawn if tables.get(one.ref, "") == one.read]
    pages = {one.ref.page for one in standing if options.pages is None or one.ref.page in options.pages}
    if not pages:
        return reading
    light = within_budget(data, options.password)
    chosen = replace(options, pages=tuple(sorted(pages)), password=light.password)
    for number, found in read_pages(reading.source, light.data, chosen, {}):
        if isinstance(found, Finding):
            continue
        own = [one for one in standing if one.ref.page == number]
        try:
            reading = page_with_drawn(reading, found, own)
        except (ArithmeticError, LookupError, ValueError):  # geometry that nobody foresaw: the page stays as it was read
            continue
    return reading


def page_with_drawn(reading: DocumentReading, page: Ink | SeenPage, drawn: Sequence[DrawnTable]) -> DocumentReading:
    """The reading with the tables that are drawn on this page of it."""
    seen = page if isinstance(page, SeenPage) else None
    ink = apart_from_overlays(page.ink if isinstance(page, SeenPage) else page)
    new: list[Fragment] = []
    free = ink
    for one in drawn:
        drawing = answer_to_drawing(one)
        if seen is not None:
            drawing = drawing.moved(lambda box: box_to_upright(box, seen.frame))
        fragment = drawing_to_fragment(free, drawing)
        if fragment is not None:
            free = _without_words(free, fragment.box or drawing.box)
            named = replace(fragment, ref=one.ref, drawn_over=one.read, columns_inferred=False)
            new += [block for block in _printed([named], seen) if isinstance(block, Fragment)]
    return _with_new(reading, ink, seen, new) if new else reading


def answer_to_drawing(drawn: DrawnTable) -> Drawing:
    """What the person drew, in the page's points."""
    box = BBox(*(drawn.answer.box or (0.0, 0.0, 0.0, 0.0)))
    columns = (BBox(x, box.top, x, box.bottom) for x in drawn.answer.columns)
    rows = (BBox(box.x0, y, box.x1, y) for y in drawn.answer.rows)
    return Drawing(box, (*columns, *rows))


def drawing_to_fragment(ink: Ink, drawing: Drawing) -> Fragment | None:
    """The drawn table with its text, read in the direction in which most of the words inside run; None where there are none."""
    words = words_inside(ink, drawing.box)
    if not len(words):
        return None
    quarter = int(np.bincount(ink.words.direction[words], minlength=4)[:4].argmax())
    view = turn_ink(ink, quarter)
    grid = _drawing_to_grid(view, drawing.moved(lambda box: box_turned(box, quarter, ink.width, ink.height)))
    if grid is None:
        return None
    fragment = block_turned_back(grid_to_fragment(view, grid, 1), view, quarter)
    return fragment if isinstance(fragment, Fragment) else None


def _drawing_to_grid(view: Ink, drawing: Drawing) -> Grid | None:
    """The grid of the drawing; where no columns are drawn, those that are found in the box."""
    columns, rows = drawing.columns, drawing.rows
    if not columns or not rows:
        found = find_tables(_only_inside(view, drawing.box)).grids
        if len(found) == 1 and not rows and (not columns or _is_ruled_so(found[0], columns)):
            return found[0]
        if not columns and found:
            columns = list(max(found, key=lambda grid: grid.columns).xs[1:-1])
    return drawing_to_grid(view, drawing.box, columns, rows, _rules(view))


def _is_ruled_so(grid: Grid, columns: Sequence[float]) -> bool:
    """Does the page rule the very columns that were drawn?"""
    inner = grid.xs[1:-1]
    same = len(inner) == len(columns) and all(abs(a - b) <= REACH for a, b in zip(inner, columns, strict=True))
    return grid.kind is GridKind.RULED and same


def _rules(ink: Ink) -> list[Rule]:
    """The rules of a page, level and upright ones."""
    level, upright = rulings_to_lines(ink.rulings)
    bands = fills_to_bands(ink.fills, ink.fill_color, ink.height)
    flats = edges_to_flats(lines_to_edges(level), lines_to_edges(level, LABEL_GAP), bands, typed_rules(ink))
    return [*flats, *edges_to_rules(lines_to_edges(upright), "upright")]


def _without_words(ink: Ink, box: BBox) -> Ink:
    """The page without the words in the box: they belong to another drawn table."""
    hidden = ink.words.hidden.copy()
    hidden[words_inside(ink, box)] = True
    return replace(ink, words=replace(ink.words, hidden=hidden))


def _only_inside(ink: Ink, box: BBox) -> Ink:
    """The page with the words of the box alone, and the rules and fills that do not reach far out of it."""
    hidden = np.ones(len(ink.words), dtype=bool)
    hidden[words_inside(ink, box)] = False

    def inside(boxes: Array) -> Array:
        middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        x, y = (middle_x >= box.x0) & (middle_x <= box.x1), (middle_y >= box.top) & (middle_y <= box.bottom)
        return np.asarray(x & y)

    rulings, fills = inside(ink.rulings), inside(ink.fills)
    return replace(
        ink,
        words=replace(ink.words, hidden=hidden),
        rulings=ink.rulings[rulings],
        ruling_color=ink.ruling_color[rulings],
        fills=ink.fills[fills],
        fill_color=ink.fill_color[fills],
    )


def _printed(blocks: Sequence[TextBlock | Fragment], seen: SeenPage | None) -> list[TextBlock | Fragment]:
    return blocks_to_printed(blocks, seen.frame) if seen is not None else list(blocks)


def _with_new(reading: DocumentReading, ink: Ink, seen: SeenPage | None, new: Sequence[Fragment]) -> DocumentReading:
    """The reading with the page's new tables, the tables that they leave, and the text that stands in none."""
    number = ink.number
    old = [fragment for fragment in reading.fragments if fragment.ref.page == number]
    left = [rest for fragment in old if (rest := _left_of(fragment, new)) is not None]
    touched = {fragment.ref for fragment in old if fragment not in left}
    boxes = [fragment.box for fragment in (*left, *new) if fragment.box is not None]
    if seen is not None:
        boxes = [box_to_upright(box, seen.frame) for box in boxes]
    known = {block.text: block for block in reading.blocks if isinstance(block, TextBlock) and block.page == number}
    texts = [
        known.get(block.text, block) for block in _printed(_texts_outside(ink, boxes), seen) if isinstance(block, TextBlock)
    ]
    page = blocks_in_order([*texts, *left, *new])
    before = [block for block in reading.blocks if _page_of(block) < number]
    after = [block for block in reading.blocks if _page_of(block) > number]
    kept = [f for f in reading.findings if f.cell is None or f.cell.fragment not in touched]
    return replace(
        reading,
        blocks=(*before, *page, *after),
        findings=(*kept, *blocks_to_findings(list(new)), *fragments_to_signs(new)),
        rivals=tuple(rival for rival in reading.rivals if not touched & set(rival.instead)),
    )


def _page_of(block: TextBlock | Fragment) -> int:
    return block.ref.page if isinstance(block, Fragment) else block.page


def _left_of(fragment: Fragment, new: Sequence[Fragment]) -> Fragment | None:
    """What the new tables leave of one that was there; None for one that they are in the place of."""
    if any(fragment.ref == other.ref for other in new):
        return None
    printed = [cell for cell in fragment.cells if cell.text.strip()]
    boxes = [other.box for other in new if other.box is not None]
    taken = {
        (cell.row, cell.column)
        for cell in printed
        if cell.box is not None and any(box.contains_point(cell.box.x_mid, cell.box.y_mid) for box in boxes)
    }
    if not taken:
        return fragment
    if len(taken) >= GONE * len(printed):
        return None
    cells = (replace(cell, text="", marks=()) if (cell.row, cell.column) in taken else cell for cell in fragment.cells)
    return replace(fragment, cells=tuple(cells))


def _texts_outside(ink: Ink, tables: Sequence[BBox]) -> list[TextBlock | Fragment]:
    """The running text of the page outside the tables."""
    blocks: list[TextBlock | Fragment] = list(skewed_text(ink))
    for quarter, view, _ in page_views(ink):
        taken = [box_turned(box, quarter, ink.width, ink.height) for box in tables]
        texts = lines_to_blocks(view, text_lines_to_lines(page_lines(view), taken))
        blocks += [block_turned_back(text, view, quarter) for text in texts]
    return blocks
