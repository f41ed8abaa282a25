"""Other grids for the tables of a page, as whoever judges the reading can put them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Fragment, GridRival, TextBlock

SAME_REGION = 0.5  # share of the smaller box that two grids of one region share
MOST_OUTSIDE = 0.1  # share of the filled cells of our grid that another may leave out
INSIDE = 0.5  # share of a cell that lies in a table


def fragments_to_rival(page: Sequence[Fragment], theirs: Sequence[Fragment], source: str) -> GridRival | None:
    """The other grids of one region in the place of the tables of the page that they overlap; None where they overlap none, or read the
    same texts in the same rows, or leave out much of what ours hold. `page` are all tables of the page."""
    instead = [ours for ours in page if any(_shared(ours.box, other.box) >= SAME_REGION for other in theirs)]
    if not instead or not theirs or _rows(instead) == _rows(theirs):
        return None
    last = max(fragment.ref.table for fragment in page)
    refs = [*(f.ref for f in instead), *(FragmentRef(instead[0].ref.page, last + n + 1) for n in range(len(theirs)))]
    named = tuple(replace(other, ref=ref, columns_inferred=True) for other, ref in zip(theirs, refs, strict=False))
    boxes = [other.box for other in theirs if other.box is not None]
    texts = tuple(
        TextBlock(cell.text, page=ours.ref.page, box=cell.box)
        for ours in instead
        for cell in ours.cells
        if cell.text and cell.box is not None and not any(cell.box.overlap(box) >= INSIDE * cell.box.area for box in boxes)
    )
    if len(texts) > MOST_OUTSIDE * sum(bool(cell.text) for ours in instead for cell in ours.cells):
        return None
    score = min(other.score for other in theirs)
    return GridRival(tuple(f.ref for f in instead), named, source, score, texts)


def _rows(fragments: Sequence[Fragment]) -> list[list[str]]:
    """The texts of each row, without blanks."""
    rows: dict[tuple[FragmentRef, int], list[str]] = {}
    for fragment in fragments:
        for cell in fragment.cells:
            if cell.text.strip():
                rows.setdefault((fragment.ref, cell.row), []).append("".join(cell.text.split()))
    return list(rows.values())


def _shared(a: BBox | None, b: BBox | None) -> float:
    return a.overlap(b) / max(1.0, min(a.area, b.area)) if a is not None and b is not None else 0.0
