"""Rules in pieces are one rule, and their pieces no letters."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan.broken_rules import with_broken_rules
from extract.scan.pieces_of_ink import Blots
from extract.scan.rulings import Rules

LETTER = 30.0


def rules(upright: list[tuple[int, int]], flat: list[tuple[int, int, int]] = []) -> Rules:  # noqa: B006 - never changed
    """Upright rules at pixel 100 from one height to another, flat ones from one place to another at a height."""
    boxes = [(x0, y, x1, y + 2) for x0, x1, y in flat] + [(99, top, 102, bottom) for top, bottom in upright]
    array = np.array(boxes, np.float32).reshape(-1, 4)
    return Rules(array, np.arange(len(array)) < len(flat), np.zeros((1, 1), bool))


def bars(*boxes: tuple[int, int, int, int], fill: float = 1.0) -> Blots:
    array = np.array(boxes, np.int32).reshape(-1, 4)
    area = fill * (array[:, 2] - array[:, 0]) * (array[:, 3] - array[:, 1])
    return Blots(array, area, np.ones(len(array)), np.zeros((1, 1)), LETTER)


def test_bars_between_rules_are_pieces_of_one_rule() -> None:
    """As line printers draw them, one bar a line of text."""
    found, used = with_broken_rules(rules([(0, 100), (180, 300)]), bars((99, 120, 103, 160)))
    assert found.boxes.tolist() == [[99, 0, 102, 300]]
    assert used.tolist() == [True]


@pytest.mark.parametrize(
    ("upright", "blots"),
    [
        ([(0, 40)], bars((99, 60, 103, 95), (99, 115, 103, 150), (99, 170, 103, 205))),
        ([(0, 100), (180, 300)], bars((99, 120, 111, 150), fill=0.45)),
        ([(0, 100), (400, 500)], bars((99, 220, 103, 260))),
    ],
    ids=["ones below each other under a short rule", "a figure one with its flag", "far from both rules"],
)
def test_letters_are_no_pieces_of_a_rule(upright: list[tuple[int, int]], blots: Blots) -> None:
    """A column of numbers "I" stays one."""
    found, used = with_broken_rules(rules(upright), blots)
    assert len(found.boxes) == len(upright)
    assert not used.any()


@pytest.mark.parametrize(("level", "count"), [(200, 1), (203, 1), (230, 2)])
def test_a_flat_rule_goes_through_an_upright_one(level: int, count: int) -> None:
    """Dashes to both sides of a bar, at one height."""
    found, _ = with_broken_rules(rules([(0, 300)], [(10, 90, 200), (110, 190, level)]), bars())
    assert np.count_nonzero(found.flat) == count


def test_a_gap_without_a_rule_stays_one() -> None:
    """Two short rules over two groups of columns say where each group ends."""
    found, _ = with_broken_rules(rules([], [(10, 90, 200), (110, 190, 200)]), bars())
    assert np.count_nonzero(found.flat) == 2
