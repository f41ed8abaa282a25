"""Lines that lean otherwise on the left than on the right are made level; a level page and one that leans as a whole stay as they are."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.curl import ink_to_sag, mean_lean, to_level

WIDTH, HEIGHT = 1600, 600


def lines(sag: float, lean: float = 0.0, shadow: bool = False) -> np.ndarray:
    """Flags of fifteen lines that lie `sag` pixels lower in the middle and fall by `lean` pixels to the right."""
    ink = np.zeros((HEIGHT, WIDTH), bool)
    x = np.arange(WIDTH)
    for top in range(60, 520, 30):
        y = np.rint(top + sag * np.sin(np.pi * x / WIDTH) + lean * x / WIDTH).astype(int)
        ink[y, x] = ink[y + 1, x] = True
    if shadow:
        ink[:, :200] = np.random.default_rng(1).random((HEIGHT, 200)) < 0.1
    return ink


@pytest.mark.parametrize("shadow", [False, True], ids=["clean", "with a shadow in one strip"])
def test_the_sag_of_a_curled_page_is_measured(shadow: bool) -> None:
    """Twelve pixels lower in the middle than at the edges."""
    sag = ink_to_sag(lines(12, shadow=shadow))
    assert len(sag) == 9
    assert sag[4] - (sag[0] + sag[8]) / 2 == pytest.approx(12, abs=4)
    assert mean_lean(sag, WIDTH) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize(("sag", "lean"), [(0.0, 0.0), (0.0, 30.0), (1.0, 0.0)])
def test_what_is_straight_is_left_alone(sag: float, lean: float) -> None:
    """A page that leans as a whole is turned, not bent."""
    assert ink_to_sag(lines(sag, lean)) == ()


def test_an_empty_page_says_nothing() -> None:
    """Nor does one with a few words on one side."""
    ink = lines(12)
    ink[:, 400:] = False
    assert ink_to_sag(ink) == ()


def test_columns_move_up_by_what_they_sag() -> None:
    """The line is level afterwards, where it was on the mean."""
    grey = np.where(lines(12), 0, 255).astype(np.uint8)
    level = to_level(grey, ink_to_sag(lines(12))) < 128
    heights = [float(np.flatnonzero(level[:90, x])[:2].mean()) for x in (100, 500, 800, 1100, 1500)]
    assert np.ptp(heights) <= 3
