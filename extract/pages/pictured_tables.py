"""Tables that stand as pictures on a page of letters: their words and rules are added to the page's own.

Tabel 2.1 Realisasi        letters
+---------+------+         a picture, pasted from a spreadsheet or a scan:
| Uraian  | 2021 |         drawn at 300 dpi, read, and put where it lies, so that the finder sees one page
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from extract.ink.page import NO_FONT, Array, Ink, Words
from extract.options import ReadOptions
from extract.pages.scanned_pages import needs_eyes, page_to_scale, picture_to_scanned
from extract.pdfium.library import Document
from extract.scan.parts import installed_recogniser
from schemas.finding import Finding

LEAST_WIDE, LEAST_HIGH = 120.0, 36.0  # points: no table is smaller
MOST = 6  # pictures of one page that are looked at
FEW_WORDS = 3  # words of the page over a picture: more, and it lies behind its text
BARE = 0.45  # share of a picture that is its paper: photos have none
ALIKE = 14  # grey levels that paper scatters to each side
ROUGH = 1.0  # pixels a point at which that is looked at
LEAST_WORDS = 8  # of a picture that is taken for text
LEGIBLE = 0.85  # mean trust in them
STRAIGHT = 1.0  # degrees that a picture may lean


def with_pictured_tables(document: Document, ink: Ink, sha256: str, options: ReadOptions) -> tuple[Ink, tuple[Finding, ...]]:
    """The page with what is printed in its pictures, and a finding for each that was read; the page itself where there is none, or the
    means are not there."""
    if options.ocr == "never" or needs_eyes(ink) or installed_recogniser() is None:
        return ink, ()
    findings = []
    for part, box in enumerate(telling_pictures(ink), 1):
        seen = _picture_to_ink(document, ink, sha256, (part, box), options)
        if seen is not None:
            ink = with_seen(ink, seen, box)
            fields = (("count", str(len(seen.words))),)
            findings.append(Finding("picture-recognised", page=ink.number, fields=fields))
    return ink, tuple(findings)


def telling_pictures(ink: Ink) -> list[tuple[float, float, float, float]]:
    """The places of pictures on the page that are large enough for a table and have no text of the page over them."""
    page = np.array([0, 0, ink.width, ink.height], np.float32)
    found = []
    for image in ink.images.tolist():
        x0, top, x1, bottom = (max(image[0], page[0]), max(image[1], page[1]), min(image[2], page[2]), min(image[3], page[3]))
        x, y = ink.words.box[:, [0, 2]].mean(axis=1), ink.words.box[:, [1, 3]].mean(axis=1)
        over = ~ink.words.hidden & (x > x0) & (x < x1) & (y > top) & (y < bottom)
        if x1 - x0 >= LEAST_WIDE and bottom - top >= LEAST_HIGH and np.count_nonzero(over) <= FEW_WORDS:
            found.append((float(x0), float(top), float(x1), float(bottom)))
    return found[:MOST]


def is_on_paper(grey: Array) -> bool:
    """Is a large part of the picture of one bright level? Photos and maps are not."""
    counts = np.bincount(grey[grey > 255 // 2], minlength=256)
    if not counts.sum():
        return False
    paper = int(counts.argmax())
    return bool(counts[max(0, paper - ALIKE) : paper + ALIKE + 1].sum() >= BARE * grey.size)


def _picture_to_ink(
    document: Document, ink: Ink, sha256: str, picture: tuple[int, tuple[float, float, float, float]], options: ReadOptions
) -> Ink | None:
    """What is printed in a picture of the page, in points from the middle of the picture; None for one without much text."""
    from extract.pdfium.rendering import part_to_grey, why_not_drawn  # noqa: PLC0415
    from extract.scan.page import scanned_to_ink  # noqa: PLC0415 - an optional extra

    part, box = picture
    size = (ink.width, ink.height)

    def draw(scale: float) -> Array | None:
        with document.page(ink.number) as page:
            return None if not page or why_not_drawn(page) else part_to_grey(page, size, box, scale)

    rough = draw(ROUGH)
    if rough is None or not is_on_paper(rough):
        return None
    scale = page_to_scale(ink.width, ink.height)
    scanned = picture_to_scanned(lambda: draw(scale), scale, (sha256, ink.number, part), options)
    if scanned is None or scanned.quarter or abs(scanned.skew) > STRAIGHT or len(scanned.words) < LEAST_WORDS:
        return None
    if float(np.mean([word.trust for word in scanned.words])) < LEGIBLE:
        return None
    return scanned_to_ink(scanned, ink.number)


def with_seen(ink: Ink, seen: Ink, box: tuple[float, float, float, float]) -> Ink:
    """The page with the words, rules and fills of a picture that lies in this box of it."""
    dx, dy = (box[0] + box[2] - seen.width) / 2, (box[1] + box[3] - seen.height) / 2
    move = np.array([dx, dy, dx, dy], np.float32)
    known = ink.recognised or (None,) * len(ink.words)
    own, more = ink.words, seen.words
    fonts = (*ink.fonts, NO_FONT, replace(NO_FONT, bold=True))
    joined = dict(_joined(own, replace(more, box=more.box + move, font=more.font + np.int32(len(ink.fonts)))))
    return replace(
        ink,
        words=Words(text=[*own.text, *more.text], struck=own.struck, **joined),
        fonts=fonts,
        rulings=np.concatenate([ink.rulings, seen.rulings + move]),
        ruling_color=np.concatenate([ink.ruling_color, seen.ruling_color]),
        fills=np.concatenate([ink.fills, seen.fills + move]),
        fill_color=np.concatenate([ink.fill_color, seen.fill_color]),
        recognised=(*known, *seen.recognised),
    )


def _joined(own: Words, more: Words) -> Iterator[tuple[str, Array]]:
    for name in ("box", "size", "font", "direction", "color", "hidden"):
        yield name, np.concatenate([getattr(own, name), getattr(more, name)])
