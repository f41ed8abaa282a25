"""Pages of a PDF, read lazily one at a time through pdfium."""

from __future__ import annotations

from collections.abc import Iterator

from extract.ink.page import Array, Ink
from extract.pdfium import library as c
from extract.pdfium.annotations import NO_QUADS, page_with_annotations, struck_by_markers
from extract.pdfium.calls import CALLS, Calls
from extract.pdfium.clips import to_boxes
from extract.pdfium.glyphs import FontReader, is_space, read_text
from extract.pdfium.hidden_text import find_hidden
from extract.pdfium.odd_glyphs import settle_odd_glyphs
from extract.pdfium.paths import Box, objects_to_drawing, read_objects
from extract.pdfium.pictures_over_text import opacity_on
from extract.pdfium.strokes import find_strokes, with_minus
from extract.pdfium.words import direction_of, glyphs_to_words


def document_to_inks(document: c.Document, pages: tuple[int, ...] | None = None) -> Iterator[tuple[int, Ink | None]]:
    """(number, page in the finders' own form), None for a page that pdfium cannot load; only the given ones (from 1) if any are given."""
    fonts = FontReader()
    for number in range(1, document.pages + 1):
        if pages is None or number in pages:
            with page_with_annotations(document, number) as (page, quads):
                yield number, read_ink(page, number, fonts, quads=quads, document=document.handle) if page else None


def pdf_to_inks(data: bytes, name: str, password: str | None = None) -> Iterator[Ink]:
    """The pages that can be loaded, in order, each opened when asked for and closed before the next.

    Raises EncryptedError and UnreadableError before the first page.
    """
    with c.open_document(data, name, password) as document:
        yield from (ink for _, ink in document_to_inks(document) if ink is not None)


def read_ink(
    page: int, number: int, fonts: FontReader, calls: Calls = CALLS, quads: Array = NO_QUADS, document: int = 0
) -> Ink:
    """Everything printed on an open page, on the upright page (after /Rotate). `quads` are boxes that a marker struck out; without the
    handle of its `document` pictures are taken to let through what lies below them."""
    room = c.Floats(4)
    c.page_box(page, room.address)
    left, top, right, bottom = room.values
    user: Box = (left, bottom, right, top)
    rotation = 90 * (c.page_rotation(page) % 4)
    objects = read_objects(calls, page)
    drawing = objects_to_drawing(calls, objects, user)
    width, height = (right - left, top - bottom) if rotation % 180 == 0 else (top - bottom, right - left)
    raw = read_text(calls, page, fonts)
    box = upright(raw.box, user, rotation)
    raw = settle_odd_glyphs(page, raw, box, width, height)
    hidden = find_hidden(calls, raw, user, objects, drawing, opacity_on(document, page))
    rulings, color, flags, struck = upright(drawing.rulings, user, rotation), drawing.ruling_color, hidden.flags, None
    if not hidden.layer:
        printed = (raw.item >= 0) & ~is_space(raw.code) & ~flags
        strokes = find_strokes(raw, box, direction_of(raw.runs.angle, rotation).take(raw.item, mode="wrap"), printed, rulings)
        crossed = strokes.struck | struck_by_markers(quads, raw.box) if len(quads) else strokes.struck
        raw, box, (flags, struck) = with_minus(raw, box, (flags, crossed), strokes)
        rulings, color = rulings[~strokes.used], color[~strokes.used]
    glyphs, words = glyphs_to_words(raw, box, rotation, flags, struck, printed=not hidden.layer)
    return Ink(
        number=number,
        width=width,
        height=height,
        rotation=rotation,
        glyphs=glyphs,
        words=words,
        fonts=raw.fonts,
        rulings=rulings,
        ruling_color=color,
        fills=upright(drawing.fills, user, rotation),
        fill_color=drawing.fill_color,
        images=upright(drawing.images, user, rotation),
        unmapped=dict(hidden.causes).get("unmapped", 0),
        hidden_layer=hidden.layer,
        hidden_causes=hidden.causes,
    )


def upright(boxes: Array, page: Box, rotation: int) -> Array:
    """Boxes (left, bottom, right, top) in user space as x0, top, x1, bottom on the page turned clockwise by `rotation` degrees."""
    left, low, right, high = page
    x0, y0, x1, y1 = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
    if rotation == 90:
        return to_boxes(y0 - low, x0 - left, y1 - low, x1 - left)
    if rotation == 180:
        return to_boxes(right - x1, y0 - low, right - x0, y1 - low)
    if rotation == 270:
        return to_boxes(high - y1, right - x1, high - y0, right - x0)
    return to_boxes(x0 - left, high - y1, x1 - left, high - y0)
