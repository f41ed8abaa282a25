"""A region that was divided wrongly is read with another grid where that makes more sense."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.context.profile import blocks_to_profile
from normalize.document import reading_to_normalized
from normalize.grid_choice import facts_to_grids
from normalize.surroundings import reading_to_facts
from schemas.correction import Correction, corrections_of
from schemas.decision import NO_CHOICES, Choices, Subject
from schemas.kind import builtin_kinds
from schemas.layout import fragment_to_read
from schemas.nomenclature import Nomenclature
from schemas.normalized import NormalizedDocument
from schemas.table import DocumentReading, Fragment, GridRival
from tests.tables import reading, table, values

RIGHT = table(
    """
    Indikator | Satuan | 2021 | 2022 | 2023
    Jumlah sekolah yang dibina dalam satu tahun | Sekolah | 12 | 14 | 15
    Persentase jalan dalam kondisi baik | % | 61,5 | 63,2 | 65,0
    Luas taman kota yang terawat | Ha | 7 | 8 | 9
    """
)
TORN = table(
    """
    Indikator | Satuan | 2021 | 2022 2023
    Jumlah sekolah yang | | |
     | Sekolah | 12 | 14 15
    dibina dalam satu tahun | | |
    Persentase jalan dalam | | |
     | % | 61,5 | 63,2 65,0
    kondisi baik | | |
    Luas taman kota yang | | |
     | Ha | 7 | 8 9
    terawat | | |
    """
)


def document(first: Fragment, other: Fragment) -> DocumentReading:
    return replace(reading(first), rivals=(GridRival((first.ref,), (other,), "other", 0.5),))


def chosen(first: Fragment, other: Fragment, given: Choices = NO_CHOICES) -> list[str]:
    profile, _ = blocks_to_profile([])
    facts = reading_to_facts(document(first, other), profile, builtin_kinds(), Nomenclature())
    grids = facts_to_grids(facts, given)
    return [f"{decision.subject}={decision.choice}" for decision in grids.decisions] if grids.rivals else []


def normalized(first: Fragment, other: Fragment) -> NormalizedDocument:
    return reading_to_normalized(document(first, other), builtin_kinds())


def test_the_grid_that_makes_sense_is_taken() -> None:
    """The values are those of the other grid, and a finding says so."""
    assert chosen(TORN, RIGHT) == ["grid:d/t1=other"]
    found = normalized(TORN, RIGHT)
    assert sorted(values(found)) == sorted(values(normalized(RIGHT, RIGHT)))
    assert [finding.code for finding in found.findings].count("grid-chosen") == 1


def test_every_cell_of_the_chosen_grid_has_its_entry() -> None:
    """And no cell of the other one: the account is that of the grid that was read."""
    found = normalized(TORN, RIGHT)
    read = document(TORN, RIGHT).with_rival(found.rivals[0])
    assert sorted(entry.cell for entry in found.ledger) == sorted(f.cell_ref(c) for f in read.fragments for c in f.cells)


def test_a_grid_that_reads_well_is_kept() -> None:
    """However many others there are."""
    assert chosen(RIGHT, TORN) == []
    assert normalized(RIGHT, TORN).rivals == ()


def test_a_choice_that_is_given_stands() -> None:
    """The first grid, or the other by its name."""
    subject = Subject("grid", str(RIGHT.ref))
    assert chosen(TORN, RIGHT, {subject: "first"}) == []
    assert chosen(RIGHT, TORN, {subject: "other"}) == ["grid:d/t1=other"]


@pytest.mark.parametrize(("said", "second"), [("other", "first"), ("first", "other")])
def test_what_could_be_said_instead_stays(said: str, second: str) -> None:
    """Who chose one grid may go back to the other."""
    profile, _ = blocks_to_profile([])
    facts = reading_to_facts(document(TORN, RIGHT), profile, builtin_kinds(), Nomenclature())
    (decision,) = facts_to_grids(facts, {Subject("grid", "d/t1"): said}).decisions
    assert (decision.choice, decision.runner_up) == (said, second)


def answered(first: Fragment, other: Fragment, after: str, seen: Fragment) -> NormalizedDocument:
    said = Correction("0" * 16, "a.md", "grid:d/t1", fragment_to_read(seen), "?", after, "sari", "2026-11-26T08:00:00Z")
    return reading_to_normalized(document(first, other), builtin_kinds(), corrections=corrections_of((said,)))


def codes(found: NormalizedDocument) -> list[tuple[str, str]]:
    return [(one.code, str(one.decision)) for one in found.findings if one.code in {"corrected", "correction-stale"}]


def test_a_person_says_whose_grid_it_is() -> None:
    """Whichever of the grids they looked at when they said so; "first" keeps the reader's own."""
    for seen in (TORN, RIGHT):
        kept = answered(TORN, RIGHT, "first", seen)
        assert (kept.rivals, codes(kept)) == ((), [("corrected", "grid:d/t1")])
        taken = answered(RIGHT, TORN, "other", seen)
        assert ([rival.source for rival in taken.rivals], codes(taken)) == (["other"], [("corrected", "grid:d/t1")])


def test_a_grid_that_is_not_there_any_more_is_told() -> None:
    """An engine that is not installed finds none: then the choice is ours as if nobody had said anything."""
    lost = answered(TORN, RIGHT, "camelot 0.1", TORN)
    assert codes(lost) == [("correction-stale", "grid:d/t1")]
    assert [rival.source for rival in lost.rivals] == ["other"]
    other = answered(TORN, RIGHT, "first", table("A | 2021\nx | 1"))
    assert codes(other) == [("correction-stale", "grid:d/t1")]


def test_a_kept_grid_names_the_one_that_came_second() -> None:
    """So that a person knows what to answer."""
    found = {str(one.subject): one for one in normalized(RIGHT, TORN).decisions}
    assert found["grid:d/t1"].runner_up == "other"
