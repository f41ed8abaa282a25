"""Heads between rules above rows that have none."""

from __future__ import annotations

from extract.open.heads_above_runs import heads_with_bodies
from extract.open.region_to_grid import Region
from schemas.geometry import BBox
from schemas.table import GridKind
from tests.typed_pages import lines, x_of, y_of

PAGE = """
    Indikator          Target   Target
                       2021     2022

    Jumlah desa            12       14
    Jumlah kota             3        4
"""
HEAD = Region(GridKind.RULES, BBox(x_of(0), y_of(0) - 2, x_of(36), y_of(2)))
BODY = Region(GridKind.ALIGNED, BBox(x_of(0), y_of(3) - 1, x_of(36), y_of(5)))


def test_a_head_and_the_rows_below_it_are_one_region() -> None:
    (joined,) = heads_with_bodies(lines(PAGE), [HEAD, BODY], (), ())
    assert (joined.kind, joined.box.top, joined.box.bottom) == (GridKind.RULES, HEAD.box.top, BODY.box.bottom)


def test_a_run_that_begins_with_the_labels_of_the_head_goes_on_below_its_rules() -> None:
    whole = Region(GridKind.ALIGNED, BBox(x_of(0), y_of(0) - 1, x_of(36), y_of(5)))
    (joined,) = heads_with_bodies(lines(PAGE), [HEAD, whole], (), ())
    assert (joined.kind, joined.box.top, joined.box.bottom) == (GridKind.RULES, HEAD.box.top, BODY.box.bottom)


def test_a_run_that_begins_far_above_the_head_is_of_another_table() -> None:
    above = Region(GridKind.ALIGNED, BBox(x_of(0), y_of(0) - 90, x_of(36), y_of(5)))
    assert heads_with_bodies(lines(PAGE), [HEAD, above], (), ()) == []


def test_rules_around_figures_enclose_a_table_of_their_own() -> None:
    whole = Region(GridKind.RULES, BBox(x_of(0), y_of(0) - 2, x_of(36), y_of(4)))
    below = Region(GridKind.ALIGNED, BBox(x_of(0), y_of(4), x_of(36), y_of(6)))
    assert heads_with_bodies(lines(PAGE), [whole, below], (), ()) == []


def test_rows_that_reach_out_of_the_rules_or_stand_far_below_are_others() -> None:
    for box in (BBox(x_of(0), y_of(3), x_of(60), y_of(5)), BBox(x_of(0), y_of(9), x_of(36), y_of(12))):
        assert heads_with_bodies(lines(PAGE), [HEAD, Region(GridKind.ALIGNED, box)], (), ()) == []
