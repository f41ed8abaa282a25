"""Answers about grids, about where a head ends, which fragments belong together and which column names the rows, as choices that the
steps take instead of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from normalize.corrections.standing import Standing, correction_to_finding
from schemas.answer import FIRST_GRID
from schemas.decision import NO_CHOICES, Choices, Subject
from schemas.finding import Finding
from schemas.logical import LogicalTable

NO_GRIDS: Mapping[str, str] = MappingProxyType({})
_TAKEN: tuple[Literal["grid", "header", "join", "stub"], ...] = ("grid", "header", "join", "stub")


def standing_to_choices(standing: Standing) -> Choices:
    """The choices that people made: grids, head rows of fragments, joins, columns of names. What is no table continues none."""
    if not standing:
        return NO_CHOICES
    choices = {Subject(kind, place): item.after for kind in _TAKEN for place, item in standing.of_kind(kind).items()}
    gone = {place: "apart" for place, item in standing.of_kind("table").items() if item.after == "none"}
    return choices | {Subject("join", place): after for place, after in gone.items()}


def choices_to_findings(
    tables: Sequence[LogicalTable], standing: Standing, grids: Mapping[str, str] = NO_GRIDS
) -> tuple[Finding, ...]:
    """What the answers about grids, heads and joins did, `grids` being the sources of those that were put in, by place. A grid that no
    engine has any more gives none; a fragment that could not be joined, for want of a column for each of its own, gives
    none, so that its answer is told as not applied."""
    place_of = {str(fragment.ref): (table.number, at) for table in tables for at, fragment in enumerate(table.fragments)}
    told = [
        correction_to_finding(item, table=place_of[place][0])
        for place, item in standing.of_kind("join").items()
        if (item.after == "joined") == (place_of[place][1] > 0)
    ]
    own = {str(fragment.ref): fragment.grid_name for table in tables for fragment in table.fragments}
    told += [
        correction_to_finding(item, table=place_of[place][0])
        for place, item in standing.of_kind("grid").items()
        if item.after == grids.get(place, FIRST_GRID) or (place not in grids and item.after == own.get(place))
    ]
    return (*(correction_to_finding(item, table=place_of[p][0]) for p, item in standing.of_kind("header").items()), *told)
