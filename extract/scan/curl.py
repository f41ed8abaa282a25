"""Lines that lean otherwise in different parts of a page, as on a photo of a sheet that does not lie flat, and the page made level."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from extract.ink.page import Array
from extract.scan.skew import sharpness

STRIPS = 8  # upright strips in which the lean is measured
FEWEST = 5  # of them that must tell
EDGES = 300  # pixels of edges in a strip that tells
POINTS = 8_000  # of them that are looked at
REACH, COARSE, FINE = 4.0, 0.25, 0.05  # degrees
LEAST = 0.6  # degrees between the strips from which a page is curled; the measure scatters by less
SMOOTH = 0.4  # degrees that a strip may lie beside the curve through all
DEGREE = 2  # of that curve
WIDE = 0.8  # strips to each side of a strip's middle that are looked at with it
BIN = 1.0  # pixels


def ink_to_sag(ink: Array) -> tuple[float, ...]:
    """How far, in pixels, lines lie lower than level at the edges of the strips, from left to right; empty for a page that is level."""
    edges = ink[:-1] & ~ink[1:]
    width = ink.shape[1] / STRIPS
    middles = [k + 0.5 for k in range(STRIPS)]
    leans_at = [_lean(edges[:, max(0, int((at - WIDE) * width)) : int((at + WIDE) * width)]) for at in middles]
    found = [(at, lean) for at, lean in zip(middles, leans_at, strict=True) if lean is not None]
    while len(found) >= FEWEST:
        at, leans = np.array(found).T
        curve = np.polynomial.Polynomial.fit(at, leans, DEGREE)
        aside = np.abs(curve(at) - leans)
        if aside.max() <= SMOOTH:
            break
        found.pop(int(aside.argmax()))  # a strip of shadow, or of a stamp
    else:
        return ()
    if np.ptp(curve(at)) < LEAST:
        return ()
    steps = np.tan(np.radians(curve(np.clip(np.arange(STRIPS) + 0.5, at[0], at[-1])))) * width
    low = np.concatenate([[0.0], np.cumsum(steps)])
    return tuple((low - low.mean()).tolist())


def mean_lean(sag: tuple[float, ...], width: float) -> float:
    """Degrees clockwise that a page of this width leans as a whole."""
    return math.degrees(math.atan2(sag[-1] - sag[0], width))


def _lean(edges: Array) -> float | None:
    """Degrees clockwise that the lines of a strip lean; None where too little is printed on it."""
    y, x = np.nonzero(edges)
    if len(y) < EDGES:
        return None
    if len(y) > POINTS:
        chosen = np.random.default_rng(1).choice(len(y), POINTS, replace=False)
        y, x = y[chosen], x[chosen]
    y, x = y.astype(np.float32), x.astype(np.float32)
    best, reach, step = 0.0, REACH, COARSE
    while step >= FINE:
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(angles[np.argmax([sharpness(x, y, angle, BIN) for angle in angles])])
        reach, step = step, step / 5
    return best if abs(best) < REACH - COARSE else None


def to_level(grey: Array, sag: tuple[float, ...]) -> Array:
    """The picture with each column moved up by what it sags, in its own pixels."""
    height, width = grey.shape
    edges = [round(k * width / (len(sag) - 1)) for k in range(len(sag))]
    mesh = [
        ((x0, 0, x1, height), (x0, a, x0, height + a, x1, height + b, x1, b))
        for x0, x1, a, b in zip(edges, edges[1:], sag, sag[1:], strict=False)
    ]
    reach = math.ceil(max(map(abs, sag)))
    padded = np.pad(grey, ((reach, reach), (0, 0)), constant_values=255)
    mesh = [(box, tuple(v + reach if k % 2 else v for k, v in enumerate(quad))) for box, quad in mesh]
    return np.asarray(
        Image.fromarray(padded).transform((width, height), Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=255)
    )
