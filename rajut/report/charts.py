"""Small charts as numbers for inline SVG: shares of a whole, and printed values by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rajut.report.words import SERIES

BAR_WIDTH = 720.0
COLUMN_HEIGHT = 120.0
_MOST_YEARS = 24


@dataclass(frozen=True, slots=True)
class Segment:
    """One share of a stacked bar: where it begins and how wide it is in the drawing, its name in both languages and its colour."""

    key: str
    count: int
    share: float
    x: float
    width: float
    color: str
    en: str
    id: str


def bar_segments(counts: Mapping[str, int], series: str) -> list[Segment]:
    """The shares in the fixed order of the series; those that do not occur are left out. Empty when nothing was counted."""
    total = sum(counts.values())
    segments: list[Segment] = []
    x = 0.0
    for key, (color, english, indonesian) in SERIES[series].items():
        count = counts.get(key, 0)
        if count:
            width = BAR_WIDTH * count / total
            segments.append(
                Segment(key=key, count=count, share=count / total, x=x, width=width, color=color, en=english, id=indonesian)
            )
            x += width
    return segments


@dataclass(frozen=True, slots=True)
class YearColumn:
    """One year: how many cells have a printed value, how many are blank, and the heights of the two parts of its column."""

    year: int
    printed: int
    blank: int
    printed_height: float
    blank_height: float


def year_columns(counts: Mapping[tuple[int, bool], int]) -> list[YearColumn]:
    """A column for each year that occurs, ascending; when there are more than 24, the 24 with the most cells."""
    totals = {year: counts.get((year, True), 0) + counts.get((year, False), 0) for year, _ in counts}
    most = sorted(totals, key=lambda year: (-totals[year], year))[:_MOST_YEARS]
    tallest = max(totals.values(), default=1)
    return [
        YearColumn(
            year,
            counts.get((year, True), 0),
            counts.get((year, False), 0),
            COLUMN_HEIGHT * counts.get((year, True), 0) / tallest,
            COLUMN_HEIGHT * counts.get((year, False), 0) / tallest,
        )
        for year in sorted(most)
    ]
