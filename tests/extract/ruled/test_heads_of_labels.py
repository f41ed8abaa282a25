"""Which grids of coloured cells are heads, and which rectangles are cells at all."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from extract.grids.fill import place_words
from extract.grids.grid import Grid
from extract.ink.pieces import words_inside
from extract.ruled.cells_of_fills import fills_to_nets
from extract.ruled.drawn_heads import is_head
from extract.ruled.nets import net_to_grid
from tests.typed_pages import typed, x_of, y_of

SIDE_BY_SIDE = np.array([[x, y, x + 100.0, y + 30.0] for y in (90.0, 120.0) for x in (50.0, 150.0, 250.0)])


def test_rectangles_edge_to_edge_are_a_net() -> None:
    """Two rows of three; rectangles apart from each other are none."""
    ((horizontal, vertical),) = fills_to_nets(SIDE_BY_SIDE, 842.0)
    assert len(np.unique(vertical.at.round())) == 4
    assert len(np.unique(horizontal.at.round())) == 3
    assert fills_to_nets(SIDE_BY_SIDE + np.arange(6)[:, None] * 200, 842.0) == []
    assert fills_to_nets(SIDE_BY_SIDE[:1], 842.0) == []


@pytest.mark.parametrize(
    ("text", "head"),
    [("Indikator   Satuan    2022", True), ("Indikator   Satuan    1.250", False), ("Indikator", False)],
)
def test_a_head_holds_labels_only(text: str, head: bool) -> None:
    """Years are labels, amounts are none; a single label heads nothing."""
    ends = [x_of(-1), x_of(11), x_of(21), x_of(31)]
    boxes = np.array([[x0, y_of(0) - 2, x1, y_of(1)] for x0, x1 in pairwise(ends)])
    ((horizontal, vertical),) = fills_to_nets(boxes, 842.0)
    grid = net_to_grid(horizontal, vertical)
    assert isinstance(grid, Grid)
    ink = typed(text)
    assert is_head(grid, place_words(ink, grid, words_inside(ink, grid.box))) is head
