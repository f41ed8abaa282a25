"""Heads in whose cells upright rules begin, and numbers of columns below their labels."""

from __future__ import annotations

import numpy as np

from extract.grids.grid import Grid, Span
from extract.ink.edges import Edges, Rule, edges_to_rules
from extract.ruled.heads_of_uprights import with_edges_below_labels, with_row_of_numbers
from schemas.table import GridKind
from tests.extract.ruled.test_underdivided import filled
from tests.typed_pages import typed, x_of, y_of

PAGE = """
    Satuan     Target Tahun
               2021      2022
    (1)        (2)       (3)
    Desa       12        14
    Kota       3         4
"""


def edges(rules: list[Rule]) -> Edges:
    at, start, end = (np.array([getattr(rule, name) for rule in rules]) for name in ("at", "start", "end"))
    return Edges(at, start, end)


def drawn(inner: float) -> list[Rule]:
    """The level edges of a frame with uprights between its columns, the inner of which begins above a line."""
    top, bottom = y_of(0) - 1, y_of(5) - 1
    level = [Rule(y, x_of(0), x_of(28), "level") for y in (top, y_of(3) - 1, bottom)]
    uprights = [Rule(x_of(at), top, bottom, "upright") for at in (0, 10, 28)]
    inside = Rule(x_of(19), inner, bottom, "upright")
    found = with_edges_below_labels(edges(level), edges(sorted([*uprights, inside])), typed(PAGE).words.box)
    return [rule for rule in edges_to_rules(found, "level") if rule not in level]


def test_below_a_label_stands_an_edge_where_the_rule_between_its_columns_begins() -> None:
    """It reaches from the upright on the one side to that on the other."""
    assert drawn(y_of(1) - 1) == [Rule(y_of(1) - 1, x_of(10), x_of(28), "level")]


def test_a_rule_that_begins_at_the_frame_draws_no_edge() -> None:
    assert drawn(y_of(0) - 1) == []


def test_no_edge_runs_through_words() -> None:
    assert drawn(y_of(1) + 5) == []


def test_numbers_of_columns_get_a_row() -> None:
    """They stand last in the cells of the head, level with each other, from the first column to the last."""
    xs, ys = tuple(map(x_of, (0, 10, 19, 28))), tuple(y_of(at) - 1 for at in (0, 1, 3, 4, 5))
    head = (Span(0, 0, 2), Span(0, 1, 1, 2), Span(1, 1), Span(1, 2))
    body = tuple(Span(row, column) for row in (2, 3) for column in range(3))
    grid = Grid(GridKind.RULED, xs, ys, (*head, *body))
    found = with_row_of_numbers(grid, filled(typed(PAGE), grid))
    assert found.rows == 5
    assert [span for span in found.spans if span.row == 2] == [Span(2, 0), Span(2, 1), Span(2, 2)]
    assert with_row_of_numbers(grid, filled(typed(PAGE.replace("(2)", "(7)")), grid)) is grid
