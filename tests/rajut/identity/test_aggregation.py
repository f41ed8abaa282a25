"""A sum over leaves never counts twice."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rajut.identity.aggregation import columns_to_aggregation
from tests.rajut.identity.plans import activity, program, sub, to_columns


def kinds(*rows: dict[str, Any]) -> list[str]:
    return list(columns_to_aggregation(to_columns(*rows)).aggregation)


def test_only_the_lowest_level_that_prints_a_value_is_counted() -> None:
    """Programme 30 = kegiatan 30 = sub kegiatan 10 + 20: the plain sum is 90, that of the leaves 30."""
    rows = (program(30), activity(30), sub(10), sub(20, "Sub 2"))
    assert kinds(*rows) == ["parent", "parent", "leaf", "leaf"]


def test_a_parent_whose_children_print_nothing_is_the_leaf() -> None:
    """The sub kegiatan has no budget in this year, so the kegiatan's own is all there is."""
    assert kinds(program(30), activity(30), sub(None)) == ["parent", "leaf", "leaf"]


def test_each_year_is_looked_at_for_itself() -> None:
    """Children print 2021 only: in 2022 the programme is the leaf."""
    rows = (program(30, row=0), program(40, row=0, year=2022), activity(30, row=1), activity(None, row=1, year=2022))
    assert kinds(*rows) == ["parent", "leaf", "leaf", "leaf"]


def test_another_table_of_the_document_counts_too() -> None:
    """A programme that one table prints alone is a parent where another table prints its kegiatan."""
    assert kinds(program(30), activity(10, table_id="t02"), activity(20, "Kegiatan 2", table_id="t02")) == [
        "parent",
        "leaf",
        "leaf",
    ]


def test_programmes_of_one_name_are_told_apart_by_where_they_stand() -> None:
    """Every agency has a "Program Penunjang": the one without kegiatan below it stays a leaf."""
    other = {"program": "Program B", "level": "program", "value": 5}
    assert kinds(program(30), activity(30), other, program(7)) == ["parent", "leaf", "leaf", "leaf"]


def test_a_merged_cell_is_counted_once() -> None:
    """One budget cell beside two indicators of a sub kegiatan is one budget."""
    rows = (sub(10, cell_ref="p1/t1/r1c5", indicator="A"), sub(10, cell_ref="p1/t1/r1c5", indicator="B"))
    found = columns_to_aggregation(to_columns(*rows))
    assert (found.aggregation, found.repeats) == (("leaf", "repeat"), (None, 0))


def test_a_figure_that_a_later_table_prints_again_is_counted_once() -> None:
    """The same programme, year and amount in two tables is one amount; another amount is another."""
    assert kinds(program(30), program(30, table_id="t02")) == ["leaf", "repeat"]
    assert kinds(program(30), program(31, table_id="t02")) == ["leaf", "leaf"]


def test_a_span_beside_its_years_is_a_total() -> None:
    """2021, 2022 and 2021-2022 in one row; alone, the span is all there is."""
    span = {"row": 0, "period_kind": "span", "year": 2022, "year_first": 2021}
    assert kinds(program(1, row=0), program(2, row=0, year=2022), program(3, **span)) == ["leaf", "leaf", "total"]
    assert kinds(program(3, **span)) == ["leaf"]


def test_quarters_beside_their_year_repeat_it() -> None:
    """Four quarters and their year in one row are one year; quarters alone are counted."""
    quarters = [program(1, row=0, period_kind="quarter", subperiod=number) for number in (1, 2, 3, 4)]
    assert kinds(program(4, row=0), *quarters) == ["leaf", *["repeat"] * 4]
    assert kinds(*quarters) == ["leaf"] * 4


def test_after_a_revision_the_state_before_is_not_counted() -> None:
    """Before 10, after 12, change 2: the plan has 12."""
    rows = [program(v, row=0, revision=r) for v, r in ((12, "after"), (10, "before"), (2, "change"))]
    assert kinds(*rows) == ["leaf", "repeat", "repeat"]


AMOUNTS = st.one_of(st.none(), st.integers(1, 9))


@given(st.lists(st.tuples(AMOUNTS, st.lists(st.tuples(AMOUNTS, st.lists(AMOUNTS, max_size=3)), max_size=3)), max_size=3))
def test_leaves_of_any_tree_add_up_to_what_is_printed_lowest(tree: list[Any]) -> None:
    """Whatever is left blank: the sum of the leaves is that of each branch's lowest printed values."""
    rows, expected = [], 0
    for p, (amount, activities) in enumerate(tree):
        names: dict[str, Any] = {"program": f"Program {'abc'[p]}"}
        rows.append({"level": "program", "value": amount, **names})
        below = 0
        printed = False
        for a, (own, subs) in enumerate(activities):
            inner = {**names, "activity": f"Kegiatan {'abc'[p]}{'xyz'[a]}"}
            rows.append({"level": "activity", "value": own, **inner})
            rows += [
                {"level": "sub_activity", "sub_activity": f"S{p}{a}{s}x", "value": v, **inner} for s, v in enumerate(subs)
            ]
            low = [v for v in subs if v is not None]
            below += sum(low) if low else own or 0
            printed = printed or bool(low) or own is not None
        expected += below if printed else amount or 0
    if rows:
        columns = to_columns(*rows)
        found = columns_to_aggregation(columns).aggregation
        assert sum(v or 0 for v, kind in zip(columns["value"], found, strict=True) if kind == "leaf") == expected


def test_amounts_by_source_and_their_sum_count_once() -> None:
    """APBD 10, APBN 20 and "Total" 30 beside them; two amounts alone say nothing of each other."""
    assert kinds(program(10, row=0), program(20, row=0), program(30, row=0)) == ["leaf", "leaf", "total"]
    assert kinds(program(0, row=0), program(30, row=0), program(30, row=0)) == ["leaf", "leaf", "total"]
    assert kinds(program(30, row=0), program(30, row=0)) == ["leaf", "leaf"]


def test_an_amount_that_holds_those_below_its_code_is_no_leaf() -> None:
    """Where no level is, the reading of the table says so."""
    rows = (
        {**program(30, program=None), "level": "unknown", "flags": "parts-below"},
        {**program(30, program=None), "level": "unknown", "flags": ""},
    )
    assert kinds(*rows) == ["parent", "leaf"]
