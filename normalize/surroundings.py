"""What the tables of one document share, and the readings of several tables one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from normalize.columns.stated_scale import table_to_statement
from normalize.context.outer_row import context_with_outer_row
from normalize.context.plan import PlanContext, ReadingContexts, reading_to_contexts
from normalize.context.program import ProgramContext
from normalize.context.small_multiples import tables_to_headings
from normalize.corrections.standing import NOTHING_ANSWERED, Standing
from normalize.numbers.read import DocumentVotes, texts_to_votes
from normalize.table_reading import Surroundings, TableResult, table_to_result
from normalize.text.account_numbers import texts_to_codes
from normalize.text.mend import DocumentWords, texts_to_document_words
from schemas.decision import Choices, DecisionKind
from schemas.finding import Finding
from schemas.kind import TableKind
from schemas.logical import LogicalTable
from schemas.nomenclature import Nomenclature
from schemas.observation import DocumentProfile
from schemas.provenance import FragmentRef
from schemas.table import DocumentReading

_OF_KNITTING: frozenset[DecisionKind] = frozenset({"grid", "header", "join"})  # what they decide shows in the table itself


@dataclass(frozen=True, slots=True)
class _Made:
    """A reading of one table with all that it came from, and the programme in force after it."""

    table: LogicalTable
    before: ProgramContext
    surroundings: Surroundings
    result: TableResult
    after: ProgramContext


@dataclass(slots=True)
class TablesRead:
    """The readings of a document's tables so far, by their first fragment: one that would come from the same is not made again. Rival
    readings differ in one table, and often in no more than a row."""

    made: dict[FragmentRef, list[_Made]] = field(default_factory=dict)

    def read(
        self, table: LogicalTable, facts: DocumentFacts, before: ProgramContext, surroundings: Surroundings
    ) -> tuple[TableResult, ProgramContext]:
        known = self.made.setdefault(table.fragments[0].ref, [])
        for one in known:
            if one.before == before and one.surroundings == surroundings and one.table == table:
                return one.result, one.after
        result, after = table_to_result(table, facts.profile, facts.lexicon, facts.kinds, before, surroundings)
        known.append(_Made(table, before, surroundings, result, after))
        return result, after


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of the whole document before any table is read, the same for every reading of its tables."""

    reading: DocumentReading
    profile: DocumentProfile
    kinds: Sequence[TableKind]
    nomenclature: Nomenclature
    lexicon: DocumentWords
    codes: frozenset[str]
    votes: DocumentVotes
    contexts: ReadingContexts
    noticed: tuple[Finding, ...]
    standing: Standing
    read: TablesRead = field(default_factory=TablesRead, repr=False, compare=False)


def reading_to_facts(
    reading: DocumentReading,
    profile: DocumentProfile,
    kinds: Sequence[TableKind],
    nomenclature: Nomenclature,
    standing: Standing = NOTHING_ANSWERED,
) -> DocumentFacts:
    """The facts of a document; empty ones where it prints no table."""
    texts = [cell.text for fragment in reading.fragments for cell in fragment.cells]
    return DocumentFacts(
        reading=reading,
        profile=profile,
        kinds=kinds,
        nomenclature=nomenclature,
        lexicon=texts_to_document_words(texts),
        codes=texts_to_codes(texts),
        votes=texts_to_votes(texts),
        contexts=reading_to_contexts(reading),
        noticed=tuple(finding for finding in reading.findings if finding.cell is not None),
        standing=standing,
    )


def tables_to_results(
    tables: Sequence[LogicalTable], facts: DocumentFacts, choices: Choices, context: ProgramContext | None = None
) -> list[TableResult]:
    """The reading of each table, in order; a programme that is named above one table may hold for the next. `context` is the programme
    in force before the first of them."""
    context = context or ProgramContext()
    headings = tables_to_headings(tables)
    results: list[TableResult] = []
    for table in tables:
        first = table.fragments[0].ref
        before = [(result.table, result.columns) for result in results]
        plan = facts.contexts.of_fragment.get(first, PlanContext())
        surroundings = Surroundings(
            statement=table_to_statement(table, facts.reading.blocks),
            heading=None if plan.own else headings.get(table.number),
            codes=facts.codes,
            nomenclature=facts.nomenclature,
            votes=facts.votes,
            plan=context_with_outer_row(plan, table, before),
            keys_only=first in facts.contexts.key_fragments,
            noticed=facts.noticed,
            form=facts.contexts.form_years.get(first),
            standing=facts.standing,
            choices=_choices_of(table, choices),
        )
        result, context = facts.read.read(table, facts, context, surroundings)
        results.append(result)
    return results


def _choices_of(table: LogicalTable, choices: Choices) -> Choices:
    """The choices that the reading of the table goes by."""
    places = {str(fragment.ref) for fragment in table.fragments}
    return {
        subject: choice
        for subject, choice in choices.items()
        if subject.kind not in _OF_KNITTING and subject.where.partition("#")[0] in places
    }
