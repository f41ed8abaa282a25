"""Which way up a page picture lies, told by reading a few of its rows each way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from extract.ink.page import Array
from extract.scan.recogniser import Recogniser
from extract.scan.text_rows import Row

SAMPLE = 6  # rows that are read each way
LONG_ENOUGH = 4  # letters of a row that tells something
LONG = 24  # letters from which more tell nothing more
SURE = 0.95  # mean trust that only text which stands upright reaches
BETTER = 0.08  # by which another way must be more legible


def rows_to_sample(rows: Sequence[Row]) -> list[Row]:
    """A few of the longer rows, from all over the page."""
    telling = sorted((row for row in rows if len(row.blots) >= LONG_ENOUGH), key=lambda row: -min(len(row.blots), LONG))
    best = telling[: 4 * SAMPLE]
    return best[:: max(1, len(best) // SAMPLE)][:SAMPLE]


def legibility(recogniser: Recogniser, lines: Sequence[Array], upside_down: bool = False) -> float:
    """Mean trust in the characters of the line pictures, 0.0 for none; turned over first with `upside_down`."""
    trusts = []
    for line in lines:
        reading = recogniser.read(np.ascontiguousarray(line[::-1, ::-1]) if upside_down else line)
        trusts.append(float(np.mean(reading.trust)) if reading.trust else 0.0)
    return float(np.mean(trusts)) if trusts else 0.0


def find_quarter(recogniser: Recogniser, lines: Sequence[Array], turned: Callable[[], Sequence[Array]]) -> int:
    """Quarter turns clockwise that set the page upright. `lines` are line pictures of the page as it lies, `turned` gives those of
    the page turned clockwise once; it is not called where the page stands upright for sure."""
    own = legibility(recogniser, lines)
    if own >= SURE:
        return 0
    over = legibility(recogniser, lines, upside_down=True)
    if over >= SURE:
        return 2
    side = turned()
    ways = [own + BETTER, legibility(recogniser, side), over, legibility(recogniser, side, upside_down=True)]
    return int(np.argmax(ways))
