"""The same plan in several files, found by what they print."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rajut.identity.plans import PlanFacts, PlanPlace, columns_to_plan, lists_to_plan, plan_to_lists, plans_to_places
from tests.rajut.identity.plans import program, to_columns

UNTOLD = {
    "title": None,
    "region": None,
    "organization": None,
    "document_type": "other",
    "period_start": None,
    "period_end": None,
}
RENSTRA = {
    "title": "Renstra",
    "region": "Kota Bandung",
    "organization": "BKPSDM",
    "document_type": "renstra",
    "period_start": 2021,
    "period_end": 2026,
}


def plan(name: str, figures: dict[str, float], profile: dict[str, Any] = UNTOLD, **more: Any) -> PlanFacts:
    rows = [program(value, program=f"Program {key}", **more) for key, value in figures.items()]
    return columns_to_plan({"document_id": name, **profile}, to_columns(*rows))


FIGURES = {f"nomor {number}": 1000.0 + number for number in range(20)}


def test_two_files_with_the_same_figures_are_one_plan_whatever_they_say() -> None:
    """A scan that names nobody and a file that does: one plan under the key that tells most, the one read better is preferred."""
    plans = {"a": plan("a", FIGURES, confidence="unproven"), "b": plan("b", FIGURES, RENSTRA)}
    key = "32.73/bkpsdm/renstra/2021-2026"
    assert plans_to_places(plans) == {"a": PlanPlace(key, 1, False, "b"), "b": PlanPlace(key, 1, True)}


def test_other_figures_in_the_same_places_are_another_edition() -> None:
    """Renstra and its revision: one plan, two editions, both preferred; the revision comes second whatever its id."""
    changed = {key: value + 5 for key, value in FIGURES.items()}
    title = {"title": "Rencana Strategis (Perubahan) BKPSDM"}
    plans = {"a": plan("a", changed, RENSTRA | title), "b": plan("b", FIGURES, RENSTRA)}
    places = plans_to_places(plans)
    assert [(places[name].edition, places[name].preferred) for name in "ab"] == [(2, True), (1, True)]
    assert places["a"].key == places["b"].key


def test_a_revision_that_changes_little_is_an_edition_too() -> None:
    """One figure of twenty: its title says what it is."""
    changed = FIGURES | {"nomor 3": 1.0}
    plans = {"a": plan("a", changed, RENSTRA | {"title": "PERUBAHAN RENSTRA"}), "b": plan("b", FIGURES, RENSTRA)}
    assert {name: place.edition for name, place in plans_to_places(plans).items()} == {"a": 2, "b": 1}


def test_parts_of_one_plan_are_one_edition() -> None:
    """Chapters in files of their own have no place in common."""
    parts = [{f"{half} {key}": value for key, value in FIGURES.items()} for half in ("satu", "dua")]
    places = plans_to_places({"a": plan("a", parts[0], RENSTRA), "b": plan("b", parts[1], RENSTRA)})
    assert places["a"] == PlanPlace("32.73/bkpsdm/renstra/2021-2026", 1, True)
    assert places["b"] == places["a"]


def test_an_excerpt_is_a_file_of_the_plan_where_both_name_one_organization() -> None:
    """The first ten rows alone: all that it prints stands in the whole, which has more that is sure."""
    excerpt = dict(list(FIGURES.items())[:10])
    places = plans_to_places({"a": plan("a", excerpt, RENSTRA), "b": plan("b", FIGURES, RENSTRA)})
    assert (places["a"].better, places["b"].preferred) == ("b", True)
    alone = plans_to_places({"a": plan("a", excerpt), "b": plan("b", FIGURES)})
    assert alone["a"] == PlanPlace("a", 1, True)


def test_documents_that_contradict_each_other_are_two_plans() -> None:
    """Two agencies with the same boilerplate, or two years of it, stay apart."""
    for other in ({"organization": "Dinas Sosial"}, {"period_start": 2026, "period_end": 2031}, {"document_type": "renja"}):
        places = plans_to_places({"a": plan("a", FIGURES, RENSTRA), "b": plan("b", FIGURES, RENSTRA | other)})
        assert places["a"].key != places["b"].key
        assert places["b"].preferred


def test_a_long_table_printed_alike_is_one_plan_whatever_first_year_was_read() -> None:
    """One file tells of the long-term plan of 2005 in its text, the other is its table alone: 150 figures of the same rows and years are no
    chance. A page of 20 may be."""
    many = {f"nomor {number}": 1000.0 + number for number in range(150)}
    unsigned = RENSTRA | {"organization": None, "region": None}
    long_term = unsigned | {"period_start": 2005, "period_end": 2025}
    for figures, plans in ((many, 1), (FIGURES, 2)):
        places = plans_to_places({"a": plan("a", figures, long_term), "b": plan("b", figures, unsigned)})
        assert len({place.key for place in places.values()}) == plans
    other = plans_to_places({"a": plan("a", many, long_term), "b": plan("b", many, RENSTRA | {"document_type": "renja"})})
    assert other["a"].key != other["b"].key


def test_a_few_figures_in_common_are_chance() -> None:
    """Seven facts are not enough to call two files one plan."""
    few = dict(list(FIGURES.items())[:7])
    places = plans_to_places({"a": plan("a", few), "b": plan("b", few)})
    assert places["a"].key == "a"
    assert places["b"].key == "b"


@given(st.permutations(range(6)))
def test_the_order_of_documents_has_no_say(order: list[int]) -> None:
    """The same documents in any order have the same places."""
    plans = {}
    for number in range(6):
        figures = {key: value + (number // 3) for key, value in FIGURES.items()}
        plans[f"d{number}"] = plan(f"d{number}", figures, RENSTRA if number % 2 else UNTOLD)
    expected = plans_to_places(plans)
    assert plans_to_places({f"d{number}": plans[f"d{number}"] for number in order}) == expected


def test_large_plans_are_told_by_a_sketch() -> None:
    """Thousands of facts are compared by 256 hashes: nine in ten alike is the same plan, one in ten is not."""
    random = Random(1)
    many = {f"nama {number}": float(number) for number in range(2000)}
    for share, alike in ((0.9, True), (0.1, False)):
        other = {key: value if random.random() < share else value + 0.5 for key, value in many.items()}
        places = plans_to_places({"a": plan("a", many), "b": plan("b", other)})
        assert (places["a"].key == places["b"].key) is alike


def test_what_tells_a_plan_survives_json() -> None:
    """It waits in the staged file."""
    known = plan("a", FIGURES, RENSTRA)
    assert lists_to_plan(plan_to_lists(known)) == known
