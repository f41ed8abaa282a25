"""A tick and a V differ in one arm."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.scan.ticks import is_tick


@pytest.mark.parametrize(("left", "tick"), [(0, False), (2, False), (24, True), (15, True)])
def test_a_v_whose_left_arm_is_short_is_a_tick(left: int, tick: bool) -> None:
    """The arms of a V end at one height."""
    picture = Image.new("1", (40, 42))
    ImageDraw.Draw(picture).line([(3, left), (15, 40), (36, 0)], fill=1, width=4)
    shape = np.asarray(picture)
    assert is_tick(shape[np.ix_(shape.any(axis=1), shape.any(axis=0))]) == tick
