"""Rows that a page prints for itself: the sum of its amounts at the foot, or the amounts carried over to the next page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.stressed.plan import Figure, figure_to_text
from benchmarks.stressed.sheets import Box


@dataclass(slots=True)
class PageSums:
    """Sums per column, of the page and of all pages so far. `first` is the first column of values."""

    columns: int
    first: int
    style: str
    page: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    whole: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    @classmethod
    def of(cls, rows: Sequence[dict[int, Box]], columns: int, style: str) -> PageSums:
        places = [column for row in rows for column, box in row.items() if box.truth is not None]
        return cls(columns, min(places, default=columns - 1), style)

    def add(self, row: dict[int, Box]) -> None:
        for column, box in row.items():
            if box.truth is not None and box.truth.figure.number is not None and "budget" in box.truth.measure:
                self.page[column] += box.truth.figure.number
                self.whole[column] += box.truth.figure.number

    def foot(self) -> dict[int, Box]:
        """The row below the page's last one."""
        label = {"page": "Jumlah halaman ini", "carried": "Dipindahkan"}[self.style]
        row = self._row(label, self.page if self.style == "page" else self.whole)
        self.page.clear()
        return row

    def carried(self) -> dict[int, Box]:
        """The row above the next page's first one; empty where nothing is carried."""
        return self._row("Pindahan", self.whole) if self.style == "carried" else {}

    def _row(self, label: str, sums: dict[int, float]) -> dict[int, Box]:
        row = {0: Box(label, cols=max(1, self.first), bold=True)}
        for column in range(max(1, self.first), self.columns):
            text = figure_to_text(Figure(sums[column]), "id") if sums.get(column) else ""
            row[column] = Box(text, align="right", bold=True)
        return row
