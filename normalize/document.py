"""One document's fragments to observations: the whole normalizer in the order of its steps.

    grids of the reader, or others where these look wrong (grid_choice)
    fragments -> logical tables -> a reading of each (table_reading) -> doubtful ones read otherwise, the more plausible kept (rivals)

Each step returns what it decided together with its findings; nothing here opens a file or keeps state between documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.audit.left_out import blocks_to_left_out, left_out_to_findings, tables_to_left_out
from normalize.columns.kind import kinds_to_document_type
from normalize.context.profile import blocks_to_profile
from normalize.context.unread import blocks_to_unread
from normalize.corrections.about_values import observations_to_checked
from normalize.corrections.as_choices import choices_to_findings, standing_to_choices
from normalize.corrections.standing import reading_to_standing, stale_to_findings, standing_over_grids
from normalize.grid_choice import decisions_with_rivals, facts_to_grids, grids_to_findings
from normalize.rivals import best_to_decisions, reading_to_best, results_to_calibrated
from normalize.surroundings import reading_to_facts, tables_to_results
from normalize.table_accounts import result_to_layout, result_to_ledger
from normalize.tidy.open_reached import observations_to_reached
from normalize.tidy.twins import observations_to_twins
from schemas.correction import NO_CORRECTIONS, Corrections
from schemas.kind import TableKind
from schemas.nomenclature import Nomenclature
from schemas.normalized import NormalizedDocument
from schemas.table import DocumentReading, TextBlock

NO_NOMENCLATURE = Nomenclature()


def reading_to_normalized(
    reading: DocumentReading,
    kinds: Sequence[TableKind],
    nomenclature: Nomenclature = NO_NOMENCLATURE,
    corrections: Corrections = NO_CORRECTIONS,
) -> NormalizedDocument:
    """Everything that the document's tables say. A document without tables gives an empty result, not an error. `corrections` are what
    people answered; those whose text is another now are told and not applied."""
    standing = reading_to_standing(reading, corrections)
    blocks = [block for block in reading.blocks if isinstance(block, TextBlock)]
    profile, profile_findings = blocks_to_profile(blocks)
    facts = reading_to_facts(reading, profile, kinds, nomenclature)
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
    read = results_to_calibrated(results)
    read_findings = [finding for result in results for finding in result.findings]
    reached, told_findings = observations_to_reached(read, read_findings)
    observations, twin_findings = observations_to_twins(reached)
    observations, checked = observations_to_checked(observations, standing)
    told = (
        *choices_to_findings(best.tables, standing, grids.sources),
        *told_findings,
        *checked,
    )
    if profile.document_type == "other":
        profile = replace(profile, document_type=kinds_to_document_type([result.kind for result in results]))
    empty = [result.table for result in results if not result.observations and result.kind.observations]
    return NormalizedDocument(
        profile=profile,
        tables=tuple(result.summary for result in results),
        observations=observations,
        ledger=tuple(entry for result in results for entry in result_to_ledger(result)),
        findings=(
            *profile_findings,
            *best.findings,
            *told,
            *stale_to_findings(standing, told),
            *twin_findings,
            *blocks_to_unread(facts.reading.blocks, facts.contexts.used_blocks),
            *left_out_to_findings(tables_to_left_out(empty), blocks_to_left_out(facts.reading.blocks)),
            *grids_to_findings(grids),
        ),
        layouts=tuple(map(result_to_layout, results)),
        decisions=decisions_with_rivals(best_to_decisions((*grids.decisions, *best.decisions), results), facts.reading),
        rivals=grids.rivals,
    )
