"""Boxes on a page.

One coordinate system everywhere: PDF points (1/72 inch), origin at the top left of the *upright* page (after /Rotate), x to
the right and y ("top") downwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BBox:
    """An axis-parallel box in points, origin top left; `x0 <= x1` and `top <= bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def x_mid(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y_mid(self) -> float:
        return (self.top + self.bottom) / 2

    def contains_point(self, x: float, y: float) -> bool:
        """True inside and on the left and top edges, false on the right and bottom ones, so that
        boxes that share an edge never both claim a point."""
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom

    def overlap(self, other: BBox) -> float:
        """Shared area in square points; 0.0 when the boxes only touch or lie apart."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0


def boxes_to_hull(boxes: Iterable[BBox]) -> BBox | None:
    """The smallest box around all; None for no boxes."""
    listed = list(boxes)
    if not listed:
        return None
    return BBox(
        min([box.x0 for box in listed]),
        min([box.top for box in listed]),
        max([box.x1 for box in listed]),
        max([box.bottom for box in listed]),
    )
