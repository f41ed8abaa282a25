"""Rules in pieces: line printers build them of bars and dashes, and faxes break them.

----- | ------ |     three bars one below the other, the longer ones already seen as rules: one rule, and the short ones no letters
  850 | 12,600 |
----- | ------ |     dashes to both sides of a bar: one rule that goes through it
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.ink.page import Array
from extract.scan.pieces_of_ink import Blots
from extract.scan.rulings import Rules

GAP = 1.6  # of the height of letters that may be missing between two pieces
LEVEL = 0.3  # of it: how far two pieces of a flat rule may differ in height
ASIDE = 0.2  # of it: how far two pieces that follow each other may lie aside
SLIM = 0.2  # of its height: how wide a bar is at most
TALL = 0.8  # of the height of letters: a bar is no lower
SOLID = 0.55  # share of its box that a bar fills, if it leans a little
FEWEST = 3  # pieces of a broken rule
RULED = 0.5  # share of the pieces' length that was seen as rules


def with_broken_rules(rules: Rules, blots: Blots) -> tuple[Rules, Array]:
    """The rules with the pieces of each broken upright one made one, and a flag per blot: it is one of the pieces."""
    used = np.zeros(len(blots), bool)
    upright = np.flatnonzero(~rules.flat)
    bars = _bars(blots)
    boxes = np.concatenate([rules.boxes[upright], blots.boxes[bars].astype(np.float32)])
    joined: list[Array] = []
    gone: list[int] = []
    for chain in _chains(boxes, blots.height):
        own = boxes[chain]
        length = own[:, 3] - own[:, 1]
        ruled = [k for k in chain if k < len(upright)]
        if len(chain) < FEWEST or length[[k < len(upright) for k in chain]].sum() < RULED * length.sum():
            continue
        used[[bars[k - len(upright)] for k in chain if k >= len(upright)]] = True
        gone += [int(upright[k]) for k in ruled]
        joined.append(np.array([np.median(own[:, 0]), own[0, 1], np.median(own[:, 2]), own[:, 3].max()], np.float32))
    if not joined:
        return _through_uprights(rules, blots.height), used
    kept = np.setdiff1d(np.arange(len(rules.boxes)), gone)
    whole = replace(
        rules,
        boxes=np.concatenate([rules.boxes[kept], np.stack(joined)]),
        flat=np.concatenate([rules.flat[kept], np.zeros(len(joined), bool)]),
    )
    return _through_uprights(whole, blots.height), used


def _through_uprights(rules: Rules, letter: float) -> Rules:
    """The rules with flat ones that go on, at one level, behind an upright one joined."""
    upright = rules.boxes[~rules.flat]
    pieces: list[list[float]] = []
    for x0, top, x1, bottom in sorted(rules.boxes[rules.flat].tolist()):
        y = (top + bottom) / 2
        for piece in reversed(pieces):
            level = abs((piece[1] + piece[3]) / 2 - y) <= LEVEL * letter
            if level and piece[2] < x0 and _is_crossed(upright, piece[2], x0, y, letter):
                piece[2] = x1
                break
        else:
            pieces.append([x0, top, x1, bottom])
    boxes = np.array(pieces, np.float32).reshape(-1, 4)
    return replace(rules, boxes=np.concatenate([boxes, upright]), flat=np.arange(len(boxes) + len(upright)) < len(boxes))


def _is_crossed(upright: Array, x0: float, x1: float, y: float, letter: float) -> bool:
    """Does one upright rule, and one only, stand between these places?"""
    middle = (upright[:, 0] + upright[:, 2]) / 2
    between = (middle > x0) & (middle < x1) & (upright[:, 1] <= y + letter) & (upright[:, 3] >= y - letter)
    return bool(np.count_nonzero(between) == 1)


def _bars(blots: Blots) -> Array:
    """The blots that are straight upright bars."""
    width, height = blots.boxes[:, 2] - blots.boxes[:, 0], blots.boxes[:, 3] - blots.boxes[:, 1]
    solid = blots.area >= SOLID * width * height
    return np.flatnonzero((width <= SLIM * height) & (height >= TALL * blots.height) & solid)


def _chains(boxes: Array, letter: float) -> list[list[int]]:
    """Indices of the pieces that follow each other downwards, slivers beside them included."""
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    open_: list[tuple[list[int], float]] = []
    for k in np.argsort(boxes[:, 1], kind="stable").tolist():
        for at, (chain, end) in enumerate(open_):
            if boxes[k, 1] - end <= GAP * letter and abs(middle[k] - middle[chain[-1]]) <= ASIDE * letter:
                open_[at] = ([*chain, k], max(end, float(boxes[k, 3])))
                break
        else:
            open_.append(([k], float(boxes[k, 3])))
    return [chain for chain, _ in open_]
