"""One document's fragments to observations: the whole normalizer in the order of its steps.

    the reader's grids, or others where these look wrong -> logical tables -> a reading of each; doubtful ones read otherwise, the more
    plausible kept; answers of people in their place (final_reading) -> how sure each value is -> what follows from several tables

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
from normalize.corrections.standing import stale_to_findings
from normalize.final_reading import FinalReading, facts_to_final
from normalize.rivals import results_to_calibrated
from normalize.surroundings import reading_to_facts
from normalize.table_accounts import result_to_layout, result_to_ledger
from normalize.tidy.open_reached import observations_to_reached
from normalize.tidy.twins import observations_to_twins
from schemas.correction import NO_CORRECTIONS, Corrections
from schemas.finding import Finding
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
    profile, profile_findings = blocks_to_profile([block for block in reading.blocks if isinstance(block, TextBlock)])
    read = facts_to_final(reading_to_facts(reading, profile, kinds, nomenclature), corrections)
    results = read.results
    calibrated = results_to_calibrated(results)
    reached, told = observations_to_reached(calibrated, [finding for result in results for finding in result.findings])
    observations, twin_findings = observations_to_twins(reached)
    observations, checked = observations_to_checked(observations, read.standing)
    told = (*read.answered, *told, *checked)
    if profile.document_type == "other":
        profile = replace(profile, document_type=kinds_to_document_type([result.kind for result in results]))
    return NormalizedDocument(
        profile=profile,
        tables=tuple(result.summary for result in results),
        observations=observations,
        ledger=tuple(entry for result in results for entry in result_to_ledger(result)),
        findings=(
            *(*profile_findings, *read.found, *told),
            *(*stale_to_findings(read.standing, told), *twin_findings, *_left_out(read), *read.grid_findings),
        ),
        layouts=tuple(map(result_to_layout, results)),
        decisions=read.decisions,
        rivals=read.grids.rivals,
    )


def _left_out(read: FinalReading) -> tuple[Finding, ...]:
    """What the document prints and nothing published holds: text that may be a table, tables and blocks whose figures appear nowhere."""
    blocks = read.facts.reading.blocks
    empty = [result.table for result in read.results if not result.observations and result.kind.observations]
    unread = blocks_to_unread(blocks, read.facts.contexts.used_blocks)
    return (*unread, *left_out_to_findings(tables_to_left_out(empty), blocks_to_left_out(blocks)))
