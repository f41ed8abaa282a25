"""The tables as they are read in the end: grids first, then readings, then what people answered."""

from __future__ import annotations

from normalize.context.profile import blocks_to_profile
from normalize.final_reading import FinalReading, facts_to_final
from normalize.surroundings import reading_to_facts
from schemas.correction import Correction, corrections_of
from schemas.kind import builtin_kinds
from schemas.layout import fragment_to_read
from schemas.nomenclature import Nomenclature
from schemas.table import DocumentReading
from tests.normalize.test_grid_choice import RIGHT, TORN, document
from tests.tables import reading, table


def read(of: DocumentReading, *answers: Correction) -> FinalReading:
    facts = reading_to_facts(of, blocks_to_profile([])[0], builtin_kinds(), Nomenclature())
    return facts_to_final(facts, corrections_of(answers))


def answer(decision: str, seen: str, after: str) -> Correction:
    return Correction("0" * 16, "a.md", decision, seen, "?", after, "sari", "2026-11-26T08:00:00Z")


def test_what_is_read_stands_over_the_chosen_grid() -> None:
    """Facts, results and decisions are those of the grid that was put in, and a finding tells it."""
    final = read(document(TORN, RIGHT))
    assert final.grids.sources == {"d/t1": "other"}
    assert final.facts.reading.fragments == (RIGHT,)
    assert [result.table.fragments for result in final.results] == [(RIGHT,)]
    assert [finding.code for finding in final.grid_findings] == ["grid-chosen"]
    assert {str(one.subject): one.choice for one in final.decisions}["grid:d/t1"] == "other"


def test_an_answer_about_a_cell_of_the_grid_that_went_is_stale() -> None:
    """It is kept with what stands there now; one that is about the grid itself stands."""
    lost = read(document(TORN, RIGHT), answer("value:d/t1/r5c3", "61,5", "61.5"))
    assert [item.decision for item, _ in lost.standing.stale] == ["value:d/t1/r5c3"]
    kept = read(document(TORN, RIGHT), answer("grid:d/t1", fragment_to_read(TORN), "other"))
    assert [finding.code for finding in kept.answered] == ["corrected"]
    assert kept.standing.stale == ()


def test_without_tables_there_is_nothing() -> None:
    """No result, no decision, no finding."""
    final = read(DocumentReading(reading(table("A | 2021\nx | 1")).source, ()))
    assert (final.results, final.decisions, final.found, final.answered) == ((), (), (), ())
