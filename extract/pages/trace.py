"""What the finder saw on one page and what it made of it, step by step, for drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from extract.grids.fill import grid_to_fragment
from extract.grids.grid import Rejected
from extract.ink.edges import Edges, rulings_to_edges
from extract.ink.overlays import apart_from_overlays
from extract.ink.page import SKEWED, Ink, to_box
from extract.ink.page_lines import page_lines
from extract.options import ReadOptions
from extract.pages.find_tables import find_tables
from extract.pages.scanned_pages import SeenPage, ink_to_seen
from extract.pages.turned_views import page_views
from extract.pdfium.budget import within_budget
from extract.pdfium.page_reader import document_to_inks
from extract.pdfium.resave import open_or_repair
from schemas.errors import UsageError
from schemas.geometry import BBox
from schemas.table import Fragment


@dataclass(frozen=True, slots=True)
class PageTrace:
    """The steps for one page, in points of the page as it is read: `turn` quarter turns clockwise from the upright page.

    `words` carry their text and whether they are hidden; `chunks` are runs of words without a wide gap; `edges` are joined rules;
    `crossings` where they meet; `fragments` the tables kept; `rejected` the candidates that were not, with reasons.
    `lies` says how a scan was set upright: quarter turns clockwise, then degrees counterclockwise.
    """

    number: int
    width: float
    height: float
    turn: int
    words: tuple[tuple[str, BBox, bool], ...]
    rulings: tuple[BBox, ...]
    fills: tuple[tuple[BBox, int], ...]
    chunks: tuple[BBox, ...]
    edges: tuple[BBox, ...]
    crossings: tuple[tuple[float, float], ...]
    fragments: tuple[Fragment, ...]
    rejected: tuple[Rejected, ...]
    lies: tuple[int, float] = (0, 0.0)


def page_to_trace(data: bytes, name: str, number: int, password: str | None = None, ocr: str = "never") -> PageTrace:
    """The steps for page `number` (from 1), in the direction in which most of its text runs; `ocr` as in `ReadOptions`.

    Raises UsageError when there is no such page, EncryptedError and UnreadableError as the reader does.
    """
    light = within_budget(data, password)
    with open_or_repair(light.data, name, light.password) as (document, _):
        for _, ink in document_to_inks(document, (number,)):
            if ink is not None:
                seen = ink_to_seen(document, ink, "", ReadOptions(ocr=ocr))
                if isinstance(seen, SeenPage):
                    return replace(ink_to_trace(seen.ink), lies=(seen.frame.quarter, seen.frame.angle))
                return ink_to_trace(ink)
    raise UsageError("page-missing", name=name, detail=str(number))


def ink_to_trace(ink: Ink) -> PageTrace:
    """The steps for a page that has been read."""
    counts = np.bincount(ink.words.direction, minlength=SKEWED + 1)[:SKEWED] if len(ink.words) else np.zeros(SKEWED)
    views = {quarter: view for quarter, view, _ in page_views(apart_from_overlays(ink))}
    turn = int(counts.argmax())
    view = views.get(turn, ink)
    lines = page_lines(view)
    choice = find_tables(view, lines)
    horizontal, vertical = rulings_to_edges(view.rulings) if len(view.rulings) else (None, None)
    words = zip(view.words.text, view.words.box, view.words.hidden.tolist(), strict=True)
    return PageTrace(
        number=view.number,
        width=view.width,
        height=view.height,
        turn=turn,
        words=tuple((text, to_box(box), hidden) for text, box, hidden in words),
        rulings=tuple(to_box(box) for box in view.rulings),
        fills=tuple((to_box(box), int(color)) for box, color in zip(view.fills, view.fill_color, strict=True)),
        chunks=tuple(BBox(c.x0, c.top, c.x1, c.bottom) for line in lines for c in line.chunks),
        edges=tuple(_edge_boxes(horizontal, vertical)),
        crossings=tuple(_crossings(horizontal, vertical)),
        fragments=tuple(grid_to_fragment(view, grid, n) for n, grid in enumerate(choice.grids, 1)),
        rejected=choice.rejected,
    )


def _edge_boxes(horizontal: Edges | None, vertical: Edges | None) -> list[BBox]:
    boxes = []
    if horizontal is not None:
        rows = zip(horizontal.at.tolist(), horizontal.start.tolist(), horizontal.end.tolist(), strict=True)
        boxes += [BBox(a, y, b, y) for y, a, b in rows]
    if vertical is not None:
        columns = zip(vertical.at.tolist(), vertical.start.tolist(), vertical.end.tolist(), strict=True)
        boxes += [BBox(x, a, x, b) for x, a, b in columns]
    return boxes


def _crossings(horizontal: Edges | None, vertical: Edges | None, reach: float = 3.5) -> list[tuple[float, float]]:
    if horizontal is None or vertical is None:
        return []
    points = []
    for y, a, b in zip(horizontal.at.tolist(), horizontal.start.tolist(), horizontal.end.tolist(), strict=True):
        meets = (
            (vertical.at >= a - reach)
            & (vertical.at <= b + reach)
            & (vertical.start <= y + reach)
            & (vertical.end >= y - reach)
        )
        points += [(x, y) for x in vertical.at[meets].tolist()]
    return points
