"""Rules as lines: dashes and crossings joined, drawn column by column and whole."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.ink.bands import Band
from extract.ink.edges import Edges, Rule, edges_to_flats, edges_to_rules, rulings_to_edges


def box(x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
    return x0, top, x1, bottom


def test_dashes_are_one_rule() -> None:
    """Pieces of 4 points with gaps of 3."""
    level, upright = rulings_to_edges(np.array([box(50 + 7 * k, 100, 54 + 7 * k, 100.5) for k in range(20)], np.float32))
    assert [(rule.start, rule.end) for rule in edges_to_rules(level, "level")] == [(50.0, 187.0)]
    assert len(upright) == 0


def test_a_stub_is_no_rule() -> None:
    """Shorter than a letter is high."""
    level, _ = rulings_to_edges(np.array([box(50, 100, 54, 100.5)], np.float32))
    assert len(level) == 0


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 500), st.floats(10, 90)), min_size=1, max_size=12))
def test_every_long_ruling_lies_on_an_edge(drawn: list[tuple[float, float, float]]) -> None:
    """Nothing that was drawn gets lost by joining."""
    level, _ = rulings_to_edges(np.array([box(x, y, x + length, y) for x, y, length in drawn], np.float64))
    rules = edges_to_rules(level, "level")
    for x, y, length in drawn:
        assert any(abs(rule.at - y) <= 6.1 and rule.start <= x + 0.01 and rule.end >= x + length - 0.01 for rule in rules)


def test_rules_drawn_column_by_column_are_also_given_whole() -> None:
    """The pieces under the labels of a header make one rule under the header too."""
    pieces = Edges(np.array([100.0, 100.0]), np.array([50.0, 152.0]), np.array([150.0, 250.0]))
    flats = edges_to_flats(Edges(*np.zeros((3, 0))), pieces, [])
    assert flats == [Rule(100, 50, 250, "level"), Rule(100, 50, 150, "level"), Rule(100, 152, 250, "level")]


def test_the_sides_of_a_band_part_rows_like_rules() -> None:
    """Its upper and its lower one, from the top."""
    none = Edges(*np.zeros((3, 0)))
    assert [flat.at for flat in edges_to_flats(none, none, [Band(50, 120, 250, 140), Band(50, 80, 250, 100)])] == [
        80,
        100,
        120,
        140,
    ]
