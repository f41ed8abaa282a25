"""Decisions with a name, so that a finding, an explanation, a person's correction and a learned weight can all mean the same one.

A step that could have read something in another way says so by a Decision. Whoever wants it otherwise hands `Choices` in, and the step
takes the choice given instead of its own: the judge does so to look at a second reading, a person's correction to keep an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

DecisionKind = Literal[
    "grid",  # which of several grids a region of a page has: the grid's engine
    "header",  # how many rows of a fragment are its head, titles and column numbers included
    "join",  # whether a fragment continues the table before it: "joined" or "apart"
    "row",  # the role of a row
    "stub",  # which column names the rows of a table
    "column",  # what a column holds: "target 2021", "label unit", ...
    "scale",  # the factor of a table's or a column's numbers
    "level",  # whose row it is
    "numbers",  # how a group of numbers separates its digits
    "value",
    "label",
    "program",
    "table",  # whether it is a table of the plan at all
]


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a decision is about. `where` is a place in the source and not a running number, so that it is the same in every run: a
    fragment ("p2/t1"), a cell ("p2/t1/r3c0"), or a column of the table that begins there ("p2/t1#c5").

    >>> str(Subject("header", "p2/t1"))
    'header:p2/t1'
    """

    kind: DecisionKind
    where: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.where}"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for the choice (`weight` above 0, in log-odds) or against it. `name` is the name of its learned weight."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What was chosen and by how much: `log_odds` of the choice against `runner_up` (None where nothing else was thinkable)."""

    subject: Subject
    choice: str
    log_odds: float
    runner_up: str | None = None
    signs: tuple[Sign, ...] = ()


Choices = Mapping[Subject, str]
NO_CHOICES: Choices = MappingProxyType({})
