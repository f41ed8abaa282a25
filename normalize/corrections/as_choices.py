"""Answers about where a head ends and which fragments belong together, as choices that knitting takes instead of its own."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.corrections.standing import Standing, correction_to_finding
from schemas.decision import NO_CHOICES, Choices, Subject
from schemas.finding import Finding
from schemas.logical import LogicalTable


def standing_to_choices(standing: Standing) -> Choices:
    """The choices that people made: head rows of fragments, joins. What is no table continues none."""
    if not standing:
        return NO_CHOICES
    choices = {Subject("header", place): item.after for place, item in standing.of_kind("header").items()}
    choices |= {Subject("join", place): item.after for place, item in standing.of_kind("join").items()}
    gone = {place: "apart" for place, item in standing.of_kind("table").items() if item.after == "none"}
    return choices | {Subject("join", place): after for place, after in gone.items()}


def choices_to_findings(tables: Sequence[LogicalTable], standing: Standing) -> tuple[Finding, ...]:
    """What the answers about heads and joins did; a fragment that could not be joined, for want of a column for each of its own, gives
    none, so that its answer is told as not applied."""
    place_of = {str(fragment.ref): (table.number, at) for table in tables for at, fragment in enumerate(table.fragments)}
    told = [
        correction_to_finding(item, table=place_of[place][0])
        for place, item in standing.of_kind("join").items()
        if (item.after == "joined") == (place_of[place][1] > 0)
    ]
    return (*(correction_to_finding(item, table=place_of[p][0]) for p, item in standing.of_kind("header").items()), *told)
