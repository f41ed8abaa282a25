"""Ticks: a V whose left arm is short is none."""

from __future__ import annotations

from extract.ink.page import Array

TICK = "√"
LIKE_TICKS = frozenset("Vv√✓")
SIDE = 0.3  # share of the width that is an arm
SHORTER = 0.15  # of the height by which the left arm of a tick is shorter


def is_tick(shape: Array) -> bool:
    """Does the left arm of this shape (a flag per pixel) end well below the right one?"""
    height, width = shape.shape
    arm = max(1, round(SIDE * width))
    left, right = shape[:, :arm].any(axis=1), shape[:, -arm:].any(axis=1)
    return bool(left.any() and right.any() and left.argmax() - right.argmax() >= SHORTER * height)
