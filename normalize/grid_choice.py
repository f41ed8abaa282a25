"""Which of several grids a region of a page has, by what becomes of it: the reader hands on what was nearly as good, and other engines'
grids; where a table looks wrong, its plausibility with each of them is compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normalize.judge.plausibility import signs_to_difference
from normalize.knit.tables import reading_to_tables
from normalize.rivals import (
    DOUBTING,
    KEPT,
    MARGIN,
    MENDED,
    Rival,
    doubt_of,
    is_doubtful,
    part_of_reading,
    part_to_rival,
    results_to_groups,
)
from normalize.surroundings import DocumentFacts, reading_to_facts, tables_to_results
from normalize.table_reading import TableResult
from schemas.answer import FIRST_GRID
from schemas.decision import Choices, Decision, Subject
from schemas.finding import Finding
from schemas.table import DocumentReading, Fragment, GridRival

MOST_TRIED = 12  # grids of one document that are compared


@dataclass(frozen=True, slots=True)
class ChosenGrids:
    """The facts of the document with the grids that were chosen, the rivals put in, and the decisions."""

    facts: DocumentFacts
    rivals: tuple[GridRival, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def sources(self) -> dict[str, str]:
        """Whose grid was put in, by the fragment that it begins with."""
        return {str(rival.instead[0]): rival.source for rival in self.rivals}


def facts_to_grids(facts: DocumentFacts, given: Choices) -> ChosenGrids:
    """The reader's own grids, or another where a table looks wrong with its own and clearly better with that. `given` choices are taken as
    they are: the source of the grid, "first" or the name of the first."""
    asked = {Subject("grid", str(rival.instead[0])): rival for rival in reversed(facts.reading.rivals)}
    if not asked:
        return ChosenGrids(facts)
    given = _known_choices(facts.reading, given)
    decisions = [
        Decision(subject, given[subject], 0.0, FIRST_GRID if given[subject] == rival.source else rival.source)
        for subject, rival in asked.items()
        if subject in given
    ]
    chosen = [rival for rival in facts.reading.rivals if given.get(Subject("grid", str(rival.instead[0]))) == rival.source]
    if any(subject not in given for subject in asked):
        tables, _ = reading_to_tables(facts.reading, given)
        tried = 0
        for group in results_to_groups(tables_to_results(tables, facts, given)):
            rivals = _rivals_of(group, facts.reading, given)[: MOST_TRIED - tried]
            found = _best_of(group, rivals, facts, given) if rivals else None
            tried += len(rivals)
            if found is not None:
                chosen.append(found[0])
                decisions.append(found[1])
    return ChosenGrids(_with_grids(facts, chosen), tuple(chosen), tuple(decisions))


def _known_choices(reading: DocumentReading, given: Choices) -> Choices:
    """The choices without those of grids that are not there: an engine that is not installed any more found them."""
    known = {(str(rival.instead[0]), rival.source) for rival in reading.rivals}
    known |= {(str(fragment.ref), name) for fragment in reading.fragments for name in (FIRST_GRID, fragment.grid_name)}
    return {subject: choice for subject, choice in given.items() if subject.kind != "grid" or (subject.where, choice) in known}


def _with_grids(facts: DocumentFacts, chosen: Sequence[GridRival]) -> DocumentFacts:
    if not chosen:
        return facts
    reading = facts.reading
    for rival in chosen:
        reading = reading.with_rival(rival)
    return reading_to_facts(reading, facts.profile, facts.kinds, facts.nomenclature, facts.standing)


def _rivals_of(group: Sequence[TableResult], reading: DocumentReading, given: Choices) -> list[GridRival]:
    """The rivals for fragments of these tables alone that nobody has decided on."""
    refs = {fragment.ref for result in group for fragment in result.table.fragments}
    return [
        rival for rival in reading.rivals if set(rival.instead) <= refs and Subject("grid", str(rival.instead[0])) not in given
    ]


def _best_of(
    group: Sequence[TableResult], rivals: Sequence[GridRival], facts: DocumentFacts, given: Choices
) -> tuple[GridRival, Decision] | None:
    """The rival that is ahead of the first grid by most, with the decision; None where none is."""
    fragments = [fragment for result in group for fragment in result.table.fragments]
    best: tuple[GridRival, Decision] | None = None
    ahead = MARGIN
    for rival in rivals:
        own = _window(fragments, rival)
        part = replace(part_of_reading(facts.reading, group[0].table, own), rivals=())
        first = part_to_rival(part, facts, given, group[0])
        if not is_doubtful(first):
            continue
        other = part_to_rival(part.with_rival(rival), facts, given, group[0])
        margin = other.plausibility - first.plausibility
        if margin > ahead and _is_mended(first, other):
            ahead = margin
            subject = Subject("grid", str(rival.instead[0]))
            signs = signs_to_difference(other.signs, first.signs)
            best = rival, Decision(subject, rival.source, margin, FIRST_GRID, signs)
    return best


def _window(fragments: Sequence[Fragment], rival: GridRival) -> list[Fragment]:
    """The fragment that begins the table, and those that the rival is for."""
    return [f for n, f in enumerate(fragments) if n == 0 or f.ref in rival.instead]


def _is_mended(first: Rival, other: Rival) -> bool:
    """Is much less wrong, and is nothing gone that was published?"""
    doubt = doubt_of(other, DOUBTING) <= doubt_of(first, DOUBTING) * MENDED
    return doubt and _published(other) >= KEPT * _published(first)


def _published(rival: Rival) -> int:
    return sum(one.value is not None for result in rival.results for one in result.observations)


def decisions_with_rivals(decisions: Iterable[Decision], reading: DocumentReading) -> tuple[Decision, ...]:
    """The decisions, those of grids with the rival that came second: what a person may answer instead."""
    best: dict[Subject, GridRival] = {}
    for rival in reading.rivals:
        subject = Subject("grid", str(rival.instead[0]))
        best[subject] = max(rival, best.get(subject, rival), key=lambda one: one.score)
    return tuple(
        replace(one, runner_up=best[one.subject].source) if one.runner_up is None and one.subject in best else one
        for one in decisions
    )


def grids_to_findings(grids: ChosenGrids) -> tuple[Finding, ...]:
    """That a table has another grid than the first one."""
    return tuple(
        Finding("grid-chosen", page=rival.page, fields=(("table", str(rival.instead[0])), ("engine", rival.source)))
        for rival in grids.rivals
    )
