"""How far a page picture leans, and the picture set upright."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from extract.ink.page import Array

MOST = 10.0  # degrees
COARSE = 0.5
FINE = 0.02
POINTS = 120_000  # ink pixels that are looked at


def ink_to_skew(ink: Array) -> float:
    """Degrees clockwise that lines of text and rules lean, within 10; 0.0 for a page without ink."""
    edges = ink[:-1] & ~ink[1:]
    y, x = np.nonzero(edges)
    if len(y) < 100:
        return 0.0
    if len(y) > POINTS:
        chosen = np.random.default_rng(1).choice(len(y), POINTS, replace=False)
        y, x = y[chosen], x[chosen]
    y, x = y.astype(np.float32), x.astype(np.float32)
    angle, step, reach = 0.0, COARSE, MOST
    bin_size = 6.0
    while step >= FINE / 2:
        angles = angle + np.arange(-reach, reach + step / 2, step)
        angle = float(angles[np.argmax([sharpness(x, y, a, bin_size) for a in angles])])
        reach, step, bin_size = step, step / 5, max(1.0, bin_size / 2)
    return angle


def sharpness(x: Array, y: Array, angle: float, bin_size: float) -> float:
    """Sum of squares of the row profile that is seen along lines at this angle: the more they fall together, the larger."""
    rows = ((y - x * math.tan(math.radians(angle))) / bin_size).astype(np.int32)
    counts = np.bincount(rows - rows.min())
    return float((counts.astype(np.float64) ** 2).sum())


def to_upright(grey: Array, angle: float) -> Array:
    """The picture turned about its middle by `angle` degrees counterclockwise, large enough to hold all of it, white where nothing was."""
    picture = Image.fromarray(grey)
    return np.asarray(picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255))
