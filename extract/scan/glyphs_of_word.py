"""Which ink is which character of a recognised word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.ink.page import Array

STACKED = 0.5  # share of the narrower of two blots that the other covers: a dot over its stem, the strokes of =
SHARED = 0.6  # of the font size: what it costs when two characters share their ink, or ink has no character


def blots_to_glyphs(boxes: Array) -> list[list[int]]:
    """Indices of the blots of each glyph, from left to right: those above one another are one."""
    order = np.argsort(boxes[:, 0], kind="stable").tolist()
    glyphs: list[list[int]] = []
    end = -np.inf
    for k in order:
        x0, x1 = float(boxes[k, 0]), float(boxes[k, 2])
        if glyphs:
            start = float(boxes[glyphs[-1], 0].min())
            shared = min(end, x1) - max(start, x0)
            if shared > STACKED * min(end - start, x1 - x0):
                glyphs[-1].append(k)
                end = max(end, x1)
                continue
        glyphs.append([k])
        end = x1
    return glyphs


def characters_to_glyphs(places: Sequence[float], middles: Sequence[float], size: float) -> list[int | None]:
    """For each character, read at these pixels, the index of the glyph that is its own, by their order and nearness; None for one that
    shares its glyph with a neighbour."""
    if len(places) == len(middles):
        return list(range(len(places)))
    chosen = _nearest_in_order(places, middles, SHARED * size)
    shared = {g for g in chosen if chosen.count(g) > 1}
    return [None if g in shared else g for g in chosen]


def _nearest_in_order(places: Sequence[float], middles: Sequence[float], price: float) -> list[int]:
    """The cheapest assignment that keeps the order: distance, and a price for each glyph left out or taken again."""
    if not middles:
        return [0] * len(places)
    count = len(middles)
    cost = [abs(places[0] - middle) + price * g for g, middle in enumerate(middles)]
    came: list[list[int]] = []
    for place in places[1:]:
        best, steps = np.inf, []
        row = []
        behind, at = np.inf, 0  # the cheapest way over a glyph further left, each one left out paid for
        for g in range(count):
            own, source = cost[g] + price, g
            if behind < own:
                own, source = behind, at
            row.append(own + abs(place - middles[g]))
            steps.append(source)
            behind, at = (behind + price, at) if behind + price < cost[g] else (cost[g], g)
            best = min(best, row[-1])
        came.append(steps)
        cost = row
    totals = [c + price * (count - 1 - g) for g, c in enumerate(cost)]
    last = int(np.argmin(totals))
    chosen = [last]
    for steps in reversed(came):
        last = steps[last]
        chosen.append(last)
    return chosen[::-1]
