"""The picture of one row of text as the recogniser wants it: its own letters alone, dark on white, 48 pixels high."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy import ndimage

from extract.ink.page import Array
from extract.scan.picture import Picture
from extract.scan.pieces_of_ink import Blots
from extract.scan.recogniser import LINE_HEIGHT
from extract.scan.rulings import Rules
from extract.scan.text_rows import Row

ABOVE_AND_BELOW = 0.3  # of the row's height that is shown above and below it
BESIDE, BESIDE_FEW = 0.2, 1.0  # and on both sides: of a row, and of one of so few letters that nothing else tells their size
FEW = 3
LONGEST = 2400  # pixels: longer rows are squeezed


@dataclass(frozen=True, slots=True)
class LinePicture:
    """`pixels` (48, width) of grey; a pixel column of it lies `step` page pixels after the one before, the first at `start`."""

    pixels: Array
    start: float
    step: float


def row_to_line_picture(picture: Picture, blots: Blots, rules: Rules, row: Row) -> LinePicture:
    """The row with a margin of white; everything that is not its own is painted over."""
    x0, top, x1, bottom = row.box
    height = bottom - top
    tall, wide = (
        max(2, round(ABOVE_AND_BELOW * height)),
        max(3, round((BESIDE if len(row.blots) > FEW else BESIDE_FEW) * height)),
    )
    rows, columns = picture.grey.shape
    frame = (max(0, top - tall), min(rows, bottom + tall), max(0, x0 - wide), min(columns, x1 + wide))
    part = (slice(frame[0], frame[1]), slice(frame[2], frame[3]))
    around = picture.around[frame[0] // 2 : (frame[1] + 1) // 2 + 1, frame[2] // 2 : (frame[3] + 1) // 2 + 1]
    level = around.repeat(2, 0).repeat(2, 1)[frame[0] % 2 :, frame[2] % 2 :][: frame[1] - frame[0], : frame[3] - frame[2]]
    shown = np.minimum(picture.grey[part] * (np.float32(255) / np.maximum(level, 1)), 255)
    labels = blots.labels[part]
    own = np.isin(labels, np.array(row.blots) + 1)
    foreign = ((labels > 0) & ~own) | rules.mask[part]
    if foreign.any():
        shown[ndimage.binary_dilation(foreign, iterations=2) & ~ndimage.binary_dilation(own, iterations=2)] = 255
    full = np.full((bottom - top + 2 * tall, x1 - x0 + 2 * wide), 255, np.uint8)
    at = (frame[0] - top + tall, frame[2] - x0 + wide)
    full[at[0] : at[0] + shown.shape[0], at[1] : at[1] + shown.shape[1]] = shown
    width = min(LONGEST, max(LINE_HEIGHT // 2, round(full.shape[1] * LINE_HEIGHT / full.shape[0])))
    pixels = np.asarray(Image.fromarray(full).resize((width, LINE_HEIGHT), Image.Resampling.BICUBIC))
    return LinePicture(pixels, x0 - wide, full.shape[1] / width)
