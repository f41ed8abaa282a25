"""A grey picture of a page made even: paper white wherever light fell on it, and which pixels are ink."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

from extract.ink.page import Array
from extract.scan.shades import Shade, grey_to_shades, with_dark_letters

BLOCK = 16  # pixels of the blocks that the light on the paper is measured in
LIT = 0.8  # quantile of a block's pixels that is paper, if any of it is
WIDE = 61  # blocks: fills up to this wide are not taken for shadow
STROKE = 21  # pixels: strokes of letters and rules are thinner than this at 300 dpi
DARKEST = 40  # paper that looks darker than this is no paper: edges of the scanner's lid
EDGE = 3.0  # points of the picture's rim in which nothing is printed
EDGE_LEAST = 0.02  # share of the rim that is dark where the picture has a dark edge
ROUGH = 0.7  # share of the paper's brightness below which something is surely ink
CONTRAST = (0.55, 0.82)  # share of what surrounds it that ink is darker than: at least, at most


@dataclass(frozen=True, slots=True)
class Picture:
    """`grey` is 255 where the paper is bare, `around` what lies around each pixel's strokes (paper or a fill), at half the size;
    `ink` a flag per pixel, `scale` pixels a point, `shades` its filled areas."""

    grey: Array
    around: Array
    ink: Array
    scale: float
    shades: tuple[Shade, ...] = ()


def grey_to_picture(grey: Array, scale: float) -> Picture:
    """The picture with even light, and its ink."""
    even = _even(grey)
    shades = grey_to_shades(even, scale)
    even = with_dark_letters(even, shades)
    around = _around_strokes(even)
    full = np.repeat(np.repeat(around, 2, axis=0), 2, axis=1)[: even.shape[0], : even.shape[1]]
    ratio = _contrast(even, full)
    ink = even < full * np.float32(ratio)
    return Picture(even, around, _without_edges(ink, scale), scale, tuple(shades))


def _without_edges(ink: Array, scale: float) -> Array:
    """The ink without what hangs on the picture's edges: the lid of the scanner, the shadow of a book."""
    wide = max(2, round(EDGE * scale))
    rim = np.zeros_like(ink)
    rim[:wide], rim[-wide:], rim[:, :wide], rim[:, -wide:] = ink[:wide], ink[-wide:], ink[:, :wide], ink[:, -wide:]
    if rim.mean() < EDGE_LEAST * wide / min(ink.shape):
        return ink & ~rim
    labels, _ = ndimage.label(ink)
    hanging = np.unique(labels[rim])
    sizes = ndimage.find_objects(labels)
    # rules of a table that runs to the edge hang on it too: only what is thick goes whole
    gone = [k for k in hanging.tolist() if k and _is_thick(labels, sizes[k - 1], k, wide)]
    return np.asarray(ink & ~np.isin(labels, gone) & ~rim)


def _is_thick(labels: Array, place: tuple[slice, slice], own: int, wide: int) -> bool:
    part = labels[place] == own
    return bool(part.mean() > 0.3 and min(part.shape) >= wide)


def _even(grey: Array) -> Array:
    """Each pixel against the paper near it."""
    paper = _paper(grey)
    if paper.min() > 250:
        return grey
    size = (paper.shape[1] * BLOCK, paper.shape[0] * BLOCK)
    smooth = np.asarray(Image.fromarray(paper).resize(size, Image.Resampling.BILINEAR))[: grey.shape[0], : grey.shape[1]]
    return np.asarray(np.minimum(grey * (np.float32(255) / smooth), 255), np.uint8)


def _paper(grey: Array) -> Array:
    """How bright the paper is in each block, whatever is printed on it."""
    rows, columns = (-(-n // BLOCK) for n in grey.shape)
    padded = np.pad(grey, ((0, rows * BLOCK - grey.shape[0]), (0, columns * BLOCK - grey.shape[1])), mode="edge")[::2, ::2]
    half = BLOCK // 2
    blocks = padded.reshape(rows, half, columns, half).transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    lit = int(LIT * half * half)
    light = np.partition(blocks, lit, axis=2)[:, :, lit].astype(np.float32)
    return np.asarray(np.maximum(ndimage.uniform_filter(ndimage.grey_closing(light, WIDE), WIDE // 2), DARKEST))


def grey_to_rough_ink(grey: Array) -> Array:
    """What is surely ink, at half the size: enough to see how a page leans."""
    paper, half = _paper(grey), BLOCK // 2
    small = grey[::2, ::2]
    return np.asarray(small < ROUGH * paper.repeat(half, 0).repeat(half, 1)[: small.shape[0], : small.shape[1]])


def _around_strokes(even: Array) -> Array:
    """The brightness that surrounds the strokes of each pixel, at half the size: dark things thinner than a stroke may be are closed."""
    half = even[: even.shape[0] // 2 * 2, : even.shape[1] // 2 * 2]
    bright = half.reshape(half.shape[0] // 2, 2, half.shape[1] // 2, 2).max(axis=(1, 3))
    size = STROKE // 2 + 1
    for function in (ndimage.maximum_filter1d, ndimage.minimum_filter1d):
        bright = function(function(bright, size, axis=0), size, axis=1)
    pad = ((0, (even.shape[0] + 1) // 2 - bright.shape[0]), (0, (even.shape[1] + 1) // 2 - bright.shape[1]))
    return np.pad(bright, pad, mode="edge")


def _contrast(even: Array, around: Array) -> float:
    """The share of its surroundings that parts ink from paper best (Otsu 1979), within what is sensible."""
    part = (slice(None, None, 3), slice(None, None, 3))
    share = np.minimum(even[part].astype(np.float32) / np.maximum(around[part], 1), 1.0)
    counts = np.bincount((share.ravel() * 100).astype(np.intp), minlength=101).astype(np.float64)
    counts[95:] = 0  # bare paper would outweigh everything
    if counts.sum() < 50:
        return CONTRAST[1]
    weight, mass = counts.cumsum(), (counts * np.arange(101)).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (mass[-1] * weight / weight[-1] - mass) ** 2 / (weight * (weight[-1] - weight))
    best = float(np.nanargmax(np.where(np.isfinite(between), between, -1))) / 100
    return float(np.clip(best + 0.1, *CONTRAST))
