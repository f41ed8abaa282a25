"""What the fast engine reads off one page, before anything is called a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.geometry import BBox

RGB = tuple[int, int, int]
Direction = Literal["right", "up", "left", "down"]


@dataclass(frozen=True, slots=True)
class Word:
    """A run of glyphs without a gap. `direction` is where the text runs on the upright page; `size` in points.

    `hidden` marks text that a reader of the page cannot see (render mode 3, outside the clip, colour of its background).
    """

    text: str
    box: BBox
    font: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    direction: Direction = "right"
    color: RGB | None = None
    hidden: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal or vertical line as drawn: stroked, or a fill thin enough to be one. `width` is its thickness in points."""

    x0: float
    top: float
    x1: float
    bottom: float
    width: float
    color: RGB | None = None

    @property
    def horizontal(self) -> bool:
        return (self.x1 - self.x0) >= (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle that is too thick to be a ruling."""

    box: BBox
    color: RGB


@dataclass(frozen=True, slots=True)
class Page:
    """One upright page. `number` counts from 1; `rotation` is the /Rotate that was undone, in degrees clockwise."""

    number: int
    width: float
    height: float
    rotation: int
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    images: tuple[BBox, ...] = ()
