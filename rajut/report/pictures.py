"""Pictures for the report, drawn while the document is at hand: the report itself must not depend on the sources being there.

A cell is shown with what makes it understood: the heads over it, its row from the name on, the cell framed.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rajut.report.risk import finding_to_risk, rows_to_doubts
from rajut.seen.doubts import DoubtGroup
from rajut.seen.seen_document import SeenDocument
from rajut.stage.file import Picture
from schemas.geometry import BBox, boxes_to_hull

if TYPE_CHECKING:
    from extract.pdfium.crops import Strips

PER_DOCUMENT = 12
_PER_GROUP = 3
_WORTH_A_PICTURE = 40
_ALONE_X, _ALONE_Y = 110.0, 30.0  # points around a cell of which no row and no head is known
_CLOSE = 4.0
_TALLEST_ROW, _TALLEST_HEAD = 130.0, 110.0
_NEAR = 24.0  # heads so close above the row make one strip with it
_WIDEST = 900.0
_NAMES = ("indicator", "plan_item", "activity_or_sub", "sub_activity", "activity", "program", "objective")


def document_to_pictures(document: SeenDocument, groups: Sequence[DoubtGroup], source: Path) -> tuple[Picture, ...]:
    """The cells of the first questions of each cause, then those of the riskiest findings, at most 12, drawn from the document's pages.
    Empty for a format without pages, for a document without risk, and for one that cannot be drawn."""
    asked = [ref for turn in range(_PER_GROUP) for group in groups for ref in _cell_of(group, turn)]
    wanted = list(dict.fromkeys((*asked, *_risky_cells(document, PER_DOCUMENT))))
    found = ((ref, strips) for ref in wanted if (strips := cell_to_strips(document, ref)) is not None)
    places = dict(islice(found, PER_DOCUMENT))
    if not places:
        return ()
    from extract.pdfium.crops import strips_to_crops

    crops = strips_to_crops(source, list(places.values()))
    return tuple(
        Picture(ref, _corners(crop.box), _corners(crop.mark), b64encode(crop.png).decode())
        for ref, crop in zip(places, crops, strict=True)
        if crop is not None
    )


def _cell_of(group: DoubtGroup, turn: int) -> tuple[str, ...]:
    return group.doubts[turn].cells[:1] if turn < len(group.doubts) else ()


def cell_to_strips(document: SeenDocument, ref: str) -> Strips | None:
    """The heads over the cell and its row, as far as they are on its page; its surroundings where neither is known. None for a cell
    without a place on a page."""
    mark, page = _box(document, ref), int(document.cells.get(ref, {}).get("page") or 0)
    if mark is None or not page:
        return None
    from extract.pdfium.crops import Strips

    row, column, table = document.row_of.get(ref), document.column_of.get(ref), document.table_of.get(ref)
    if row is None or column is None or table is None:
        return Strips(page, (_grown(mark, _ALONE_X, _ALONE_Y),), mark)
    named = next((c.column for name in _NAMES for c in table.columns if c.role == name), None)
    names = row.cells[named] if named is not None else ()
    beside = [box for other in (ref, *names) if _on(document, other, page) and (box := _box(document, other)) is not None]
    strip = _grown(boxes_to_hull(beside) or mark, _CLOSE, _CLOSE)
    strip = BBox(max(strip.x0, strip.x1 - _WIDEST), max(strip.top, mark.bottom - _TALLEST_ROW), strip.x1, strip.bottom)
    heads = [box for other in column.cells if _on(document, other, page) and (box := _box(document, other)) is not None]
    heads = [box for box in heads if box.bottom <= mark.top + _CLOSE]
    over = boxes_to_hull(heads)
    if over is None:
        return Strips(page, (strip,), mark)
    head = BBox(strip.x0, max(over.top, over.bottom - _TALLEST_HEAD) - _CLOSE, strip.x1, over.bottom + _CLOSE)
    if strip.top - head.bottom < _NEAR:
        return Strips(page, (BBox(strip.x0, head.top, strip.x1, strip.bottom),), mark)
    return Strips(page, (head, strip), mark)


def _box(document: SeenDocument, ref: str) -> BBox | None:
    cell = document.cells.get(ref)
    return BBox(cell["x0"], cell["top"], cell["x1"], cell["bottom"]) if cell is not None and cell["x0"] is not None else None


def _on(document: SeenDocument, ref: str, page: int) -> bool:
    return bool(document.cells.get(ref, {}).get("page") == page)


def _grown(box: BBox, x: float, y: float) -> BBox:
    return BBox(box.x0 - x, box.top - y, box.x1 + x, box.bottom + y)


def _risky_cells(document: SeenDocument, most: int) -> list[str]:
    doubtful: dict[str, int] = {}
    columns = zip(*((one["cell_ref"], one["confidence"], one["value_status"]) for one in document.observations), strict=True)
    for cell, risk in rows_to_doubts(*columns) if document.observations else ():
        doubtful[cell] = max(doubtful.get(cell, 0), risk)
    risks: dict[str, int] = {}
    for finding in document.findings:
        risk = finding_to_risk(finding, doubtful) if finding["cell_ref"] else 0
        if risk >= _WORTH_A_PICTURE:
            risks[finding["cell_ref"]] = max(risks.get(finding["cell_ref"], 0), risk)
    # of equal risk the earlier one first, as in the report: its first cards are those with a picture
    return sorted(risks, key=lambda ref: -risks[ref])[:most]


def _corners(box: BBox) -> tuple[float, float, float, float]:
    return (round(box.x0, 1), round(box.top, 1), round(box.x1, 1), round(box.bottom, 1))
