"""Pages whose text has to be seen: which they are, their reading, and the way of its boxes back to the page as it is printed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from extract.ink.page import Array, Ink, to_box, turn_boxes
from extract.options import ReadOptions
from extract.pdfium.library import Document
from extract.scan.parts import EXTRA, installed_recogniser
from schemas.errors import EngineError
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.table import Fragment, TextBlock

if TYPE_CHECKING:  # an optional extra
    from extract.scan.page import ScannedPage

OCR_AREA = 0.3  # share of the page that an image must cover for a page without text to be a scan
DPI = 300
INCH = 72.0
USUAL = (400.0, 1300.0)  # points: longest sides of pages whose size is that of paper
UNSURE = 0.95  # trust below which a text may be wrong: of numbers every fifth is
DOUBTFUL = 0.5  # trust below which it probably is
SHOWN = 5  # words that a page's finding shows
LONGEST = 4200  # pixels: the longest side of a picture of any other page


@dataclass(frozen=True, slots=True)
class Frame:
    """How a picture was set upright: turned clockwise by `quarter` quarter turns, then by `angle` degrees counterclockwise about its
    middle; `before` is the page's size, `after` that of the upright picture (width, height in points). `sag` is how far lines lay too low
    at places evenly apart over its width, in points; empty for a page that was level."""

    quarter: int
    angle: float
    before: tuple[float, float]
    after: tuple[float, float]
    sag: tuple[float, ...] = ()

    def low(self, x: float) -> float:
        """How far a line lay too low at this place of the upright picture."""
        return float(np.interp(x, np.linspace(0, self.after[0], len(self.sag)), self.sag)) if self.sag else 0.0


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page that was read off its picture."""

    ink: Ink
    frame: Frame
    findings: tuple[Finding, ...]


def needs_eyes(ink: Ink) -> bool:
    """Does the page hold text that its file does not, or not rightly, tell? A scan, a scan's text layer, fonts without characters."""
    return is_picture(ink) or ink.hidden_layer or ink.unmapped > 0


def is_picture(ink: Ink) -> bool:
    """A page without text under a large image."""
    area = sum(float((b[2] - b[0]) * (b[3] - b[1])) for b in ink.images)
    return not len(ink.words) and not ink.unmapped and area > OCR_AREA * ink.width * ink.height


def ink_to_seen(document: Document, ink: Ink, sha256: str, options: ReadOptions) -> SeenPage | Finding | None:
    """The page as it is seen, where it needs to be and the means are there; a finding for one that cannot be; None for a page that is
    used as its file tells. `sha256` is that of the document.

    Raises EngineError when recognition is asked for (`always`) and not installed.
    """
    if options.ocr == "never" or not needs_eyes(ink):
        return None
    if installed_recogniser() is None:
        if options.ocr == "auto":
            return None
        raise EngineError("engine-missing", name="ocr", extra=EXTRA)
    from extract.scan.page import scanned_to_ink  # noqa: PLC0415 - an optional extra

    scanned = _to_kept(lambda: _look_at(document, ink, options.ocr_timeout), (sha256, ink.number, 0), options)
    if isinstance(scanned, str):
        return Finding("page-unrecognised", page=ink.number, fields=(("page", str(ink.number)), ("detail", scanned)))
    seen = scanned_to_ink(scanned, ink.number, ink.rotation)
    sag = tuple(low / scanned.scale for low in scanned.sag)
    frame = Frame(scanned.quarter, scanned.skew, (ink.width, ink.height), (seen.width, seen.height), sag)
    return SeenPage(seen, frame, tuple(_page_to_findings(seen)))


def _to_kept(look: Callable[[], ScannedPage | str], key: tuple[str, int, int], options: ReadOptions) -> ScannedPage | str:
    """What was seen before under this key (SHA-256 of the document, page, picture on it or 0), else what is seen now, which is kept."""
    from extract.scan.kept_pages import keep_page, kept_page  # noqa: PLC0415 - an optional extra

    folder = options.ocr_folder
    kept = kept_page(folder, *key) if folder is not None else None
    if kept is not None:
        return kept
    found = look()
    if folder is not None and not isinstance(found, str):
        keep_page(folder, *key, found)
    return found


def picture_to_scanned(
    draw: Callable[[], Array | None], scale: float, key: tuple[str, int, int], options: ReadOptions
) -> ScannedPage | None:
    """What is seen on a grey picture that `draw` gives, `scale` pixels a point, kept under this key; None where it cannot be drawn, or
    takes too long."""

    def look() -> ScannedPage | str:
        grey = draw()
        return "" if grey is None else _grey_to_seen(grey, scale, options.ocr_timeout)

    found = _to_kept(look, key, options)
    return None if isinstance(found, str) else found


def _look_at(document: Document, ink: Ink, seconds: float) -> ScannedPage | str:
    """The page drawn and read, or why it cannot be."""
    from extract.pdfium.rendering import page_to_grey, why_not_drawn  # noqa: PLC0415

    scale = page_to_scale(ink.width, ink.height)
    with document.page(ink.number) as page:
        if not page:
            return "pdfium cannot load it"
        if why := why_not_drawn(page):
            return why
        grey = page_to_grey(page, ink.width, ink.height, scale)
    return _grey_to_seen(grey, scale, seconds)


def _grey_to_seen(grey: Array, scale: float, seconds: float) -> ScannedPage | str:
    from extract.scan.page import grey_to_scanned  # noqa: PLC0415 - an optional extra
    from extract.scan.recogniser import OutOfTimeError, load_recogniser  # noqa: PLC0415

    try:
        return grey_to_scanned(grey, scale, load_recogniser().for_page(seconds))
    except OutOfTimeError:
        return f"it takes longer than {seconds:g} s"


def _page_to_findings(seen: Ink) -> Iterator[Finding]:
    page = ("page", str(seen.number))
    yield Finding("page-recognised", page=seen.number, fields=(page, ("count", str(len(seen.words)))))
    lost = [text for text, known in zip(seen.words.text, seen.recognised, strict=True) if known and known.trust < DOUBTFUL]
    if lost:
        shown = ", ".join(f"'{text}'" for text in lost[:SHOWN]) + (", ..." if len(lost) > SHOWN else "")
        yield Finding("page-words-doubtful", page=seen.number, evidence=shown, fields=(page, ("count", str(len(lost)))))


def fragment_to_doubts(fragment: Fragment) -> Iterator[Finding]:
    """A finding for each cell whose reader was not sure of a character, or of a comma or point by its shape."""
    for cell in fragment.cells:
        seen = cell.recognised
        if seen is None:
            continue
        if seen.trust < UNSURE:
            code = "text-unsure" if seen.trust >= DOUBTFUL else "text-doubtful"
            others = " | ".join(seen.readings) or "-"
            yield Finding(code, fragment.cell_ref(cell), before=cell.text, evidence=others, page=fragment.ref.page,
                          fields=(("trust", f"{seen.trust:.2f}"),))  # fmt: skip
        if not seen.marks_agree:
            yield Finding("mark-disputed", fragment.cell_ref(cell), before=cell.text, page=fragment.ref.page)


def page_to_scale(width: float, height: float) -> float:
    """Pixels a point of the picture that is read: 300 dpi for pages of the size of paper; photos claim any size."""
    longest = max(width, height, 1.0)
    return DPI / INCH if USUAL[0] <= longest <= USUAL[1] else LONGEST / longest


def blocks_to_printed(blocks: Sequence[TextBlock | Fragment], frame: Frame) -> list[TextBlock | Fragment]:
    """The blocks with the places of their boxes on the page as it is printed; column edges stay those of the upright picture."""
    if not frame.angle and not frame.quarter and not frame.sag:
        return list(blocks)
    out: list[TextBlock | Fragment] = []
    for block in blocks:
        box = _to_printed(block.box, frame)
        if isinstance(block, Fragment):
            cells = tuple(replace(cell, box=_to_printed(cell.box, frame)) for cell in block.cells)
            out.append(replace(block, box=box, cells=cells))
        else:
            out.append(replace(block, box=box))
    return out


def box_to_upright(box: BBox, frame: Frame) -> BBox:
    """A box of the page as it is printed on the upright picture, moved with its middle; it keeps its size."""
    if not frame.angle and not frame.quarter and not frame.sag:
        return box
    turned = to_box(turn_boxes(np.array([[box.x0, box.top, box.x1, box.bottom]]), frame.quarter, *frame.before)[0])
    width, height = frame.before if frame.quarter % 2 == 0 else frame.before[::-1]
    sine, cosine = math.sin(math.radians(frame.angle)), math.cos(math.radians(frame.angle))
    x, y = turned.x_mid - width / 2, turned.y_mid - height / 2
    dx = frame.after[0] / 2 + x * cosine + y * sine - turned.x_mid
    dy = frame.after[1] / 2 - x * sine + y * cosine - turned.y_mid
    dy -= frame.low(turned.x_mid + dx)
    return BBox(turned.x0 + dx, turned.top + dy, turned.x1 + dx, turned.bottom + dy)


def _to_printed(box: BBox | None, frame: Frame) -> BBox | None:
    """The box moved with its middle; it keeps its size."""
    if box is None:
        return None
    width, height = frame.before if frame.quarter % 2 == 0 else frame.before[::-1]
    sine, cosine = math.sin(math.radians(frame.angle)), math.cos(math.radians(frame.angle))
    low = frame.low((box.x0 + box.x1) / 2)
    x, y = (box.x0 + box.x1 - frame.after[0]) / 2, (box.top + box.bottom - frame.after[1]) / 2 + low
    dx = width / 2 + x * cosine - y * sine - (box.x0 + box.x1) / 2
    dy = height / 2 + x * sine + y * cosine - (box.top + box.bottom) / 2
    moved = np.array([[box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy]])
    return to_box(turn_boxes(moved, -frame.quarter % 4, width, height)[0])
