"""A head between two rules and, below it, its rows without any: one region."""

from __future__ import annotations

from collections.abc import Sequence

from extract.ink.edges import Rule
from extract.ink.text_lines import TextLine
from extract.open.head_end import is_body
from extract.open.region_to_grid import Region
from schemas.decision import Sign
from schemas.geometry import BBox
from schemas.table import GridKind

BELOW = 2.6  # of the font size: white between the last rule of a head and the first row
STICKS_OUT = 12.0  # points that a row may reach out of the rules of its head


def heads_with_bodies(
    lines: Sequence[TextLine], regions: Sequence[Region], flats: Sequence[Rule], uprights: Sequence[Rule]
) -> list[Region]:
    """For each region between rules that holds labels alone, that region and the run of lines in columns right below it, or which begins
    with its labels, as one."""
    joined = []
    runs = [region for region in regions if region.kind is GridKind.ALIGNED]
    for head in (region for region in regions if region.kind is GridKind.RULES):
        labels = [line for line in lines if head.box.top < line.y_mid < head.box.bottom]
        if not labels or any(is_body(line) for line in labels):
            continue
        size = labels[0].chunks[0].size
        below = [run for run in runs if _is_below(head.box, run.box, BELOW * size)]
        for run in below[:1]:
            box = BBox(min(head.box.x0, run.box.x0), head.box.top, max(head.box.x1, run.box.x1), run.box.bottom)
            own = tuple(f for f in flats if box.top - 2 <= f.at <= box.bottom + 2 and f.start < box.x1 and f.end > box.x0)
            sides = tuple(u for u in uprights if box.x0 - 2 <= u.at <= box.x1 + 2 and u.start < box.bottom and u.end > box.top)
            joined.append(Region(GridKind.RULES, box, own, sides, (*head.signs, Sign("grid_head_above"))))
    return joined


def _is_below(head: BBox, run: BBox, most: float) -> bool:
    level = head.x0 - STICKS_OUT <= run.x0 and run.x1 <= head.x1 + STICKS_OUT
    return level and run.bottom > head.bottom + most and head.top - most <= run.top <= head.bottom + most
