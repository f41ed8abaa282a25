"""The tables of a document as they are read in the end: with the grids that make most sense, in their most plausible readings, with what
people answered in the place of what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from normalize.corrections.as_choices import choices_to_findings, standing_to_choices
from normalize.corrections.standing import Standing, reading_to_standing, standing_over_grids
from normalize.grid_choice import ChosenGrids, decisions_with_rivals, facts_to_grids, grids_to_findings
from normalize.rivals import best_to_decisions, reading_to_best
from normalize.surroundings import DocumentFacts, tables_to_results
from normalize.table_reading import TableResult
from schemas.correction import Corrections
from schemas.decision import Decision
from schemas.finding import Finding


@dataclass(frozen=True, slots=True)
class FinalReading:
    """What came of the tables. `facts` are those of the document with its chosen grids, `standing` the answers that stand over them;
    `found` is what knitting noticed, `answered` what the answers about grids, heads and joins did."""

    facts: DocumentFacts
    grids: ChosenGrids
    standing: Standing
    results: tuple[TableResult, ...]
    decisions: tuple[Decision, ...]
    found: tuple[Finding, ...]
    answered: tuple[Finding, ...]

    @property
    def grid_findings(self) -> tuple[Finding, ...]:
        """That a table has another grid than the reader's own."""
        return grids_to_findings(self.grids)


def facts_to_final(facts: DocumentFacts, corrections: Corrections) -> FinalReading:
    """The reading of all tables. Answers whose text is another now are left out, and stay in `standing` as stale."""
    standing = reading_to_standing(facts.reading, corrections)
    given = standing_to_choices(standing)
    grids = facts_to_grids(facts, given)
    facts = grids.facts
    if grids.rivals and standing:  # answers about cells that another grid has not are stale
        standing = standing_over_grids(reading_to_standing(facts.reading, corrections), standing)
        given = standing_to_choices(standing)
    best = reading_to_best(facts, given)
    results = best.results
    if standing:  # an answer settles what it is about; what else was decided, was decided without it
        chosen = {**given, **{decision.subject: decision.choice for decision in best.decisions}}
        results = tuple(tables_to_results(best.tables, replace(facts, standing=standing), chosen))
    opened = (*grids.decisions, *best.decisions)
    return FinalReading(
        facts=facts,
        grids=grids,
        standing=standing,
        results=results,
        decisions=decisions_with_rivals(best_to_decisions(opened, results), facts.reading),
        found=best.findings,
        answered=choices_to_findings(best.tables, standing, grids.sources),
    )
