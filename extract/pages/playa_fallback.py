"""The last resort for damaged PDFs: playa, a parser in Python that needs no intact structure. Slow, and it honours no clips."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from extract.pages.object_reach import runs_too_far
from schemas.errors import UnreadableError, error_to_detail
from schemas.geometry import BBox
from schemas.page import Fill, Page, Ruling, Word

GAP = 0.17  # of the font size: a wider gap parts words
THIN = 3.0  # points: a filled box no thicker than this is a line


def playa_to_pages(data: bytes, name: str, password: str | None = None) -> Iterator[Page]:
    """Pages with words and rulings. Raises UnreadableError when playa cannot open the bytes, finds no page, or would read the file over
    and over."""
    import playa  # noqa: PLC0415 - only for damaged files

    logging.getLogger("playa").setLevel(logging.CRITICAL)  # it reports every repair, also its modules do; ours is one finding
    if runs_too_far(data):
        raise UnreadableError("document-broken", name=name, found="PDF", detail="its objects have no ends")
    try:
        document = playa.parse(data, password=password or "")
        root = document.trailer.get("Root")
        catalog = getattr(root, "resolve", lambda: None)()
        if isinstance(catalog, type(root)) and catalog == root:  # references compare with references only
            raise ValueError("its catalog is a reference to itself")  # which playa would follow for ever
        pages = list(document.pages)
    except Exception as error:  # playa promises no exception types for damaged files
        raise UnreadableError(
            "document-broken", name=name, found="PDF", detail=f"no parser can open it ({error_to_detail(error)})"
        ) from error
    if not pages:
        raise UnreadableError("document-broken", name=name, found="PDF", detail="it has no pages")
    for number, page in enumerate(pages, 1):
        yield _read_page(page, number)


def _read_page(page: Any, number: int) -> Page:
    words: list[Word] = []
    rulings: list[Ruling] = []
    fills: list[Fill] = []
    try:
        words = list(_words(page))
        for path in page.paths:
            _add_path(path, rulings, fills)
    except Exception:
        pass
    return Page(number, float(page.width), float(page.height), 0, tuple(words), tuple(rulings), tuple(fills))


def _words(page: Any) -> Iterator[Word]:
    text, box, size, font = "", BBox(0, 0, 0, 0), 0.0, ""
    for glyph in page.glyphs:
        x0, top, x1, bottom = glyph.bbox
        letter = glyph.text or ""
        near = text and abs(bottom - box.bottom) < 0.25 * size and -0.5 * size < x0 - box.x1 <= GAP * size
        if text and (not near or not letter.strip()):
            yield Word(text, box, font, size, "bold" in font.lower())
            text = ""
        if not letter.strip():
            continue
        if text:
            box = BBox(box.x0, min(box.top, top), x1, max(box.bottom, bottom))
        else:
            box, size, font = BBox(x0, top, x1, bottom), max(0.1, float(bottom - top)), str(glyph.fontname or "")
        text += letter
    if text:
        yield Word(text, box, font, size, "bold" in font.lower())


def _add_path(path: Any, rulings: list[Ruling], fills: list[Fill]) -> None:
    for points in _path_to_parts(path):
        xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
        x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
        width, height = x1 - x0, bottom - top
        if min(width, height) <= THIN < max(width, height):
            rulings.append(Ruling(x0, top, x1, bottom, min(width, height)))
        elif path.stroke and len(points) <= 6:
            sides = ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
            rulings.extend(Ruling(*side, 0.5) for side in sides)
        elif path.fill:
            fills.append(Fill(BBox(x0, top, x1, bottom), (200, 200, 200)))


def _path_to_parts(path: Any) -> Iterator[list[tuple[float, float]]]:
    """The points of each piece that begins where the pen was set anew; one path may draw all the lines of a table."""
    points: list[tuple[float, float]] = []
    for segment in path.segments:
        if segment.operator == "m" and points:
            yield points
            points = []
        points += segment.points
    if points:
        yield points
