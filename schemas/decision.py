"""Decisions with a name, so that a finding, an explanation, a person's correction and a learned weight can all mean the same one.

A step that could have read something in another way says so by a Decision. Whoever wants it otherwise hands `Choices` in, and the step
takes the choice given instead of its own: the judge does so to look at a second reading, a person's correction to keep an answer.
"""

from __future__ import annotations

import math
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
    "unit",
    "program",
    "table",  # whether it is a table of the plan at all, and of which kind
    "source",  # whether the document itself is wrong there
    "check",  # whether a published value is right
]
_SURE = 0.999  # a share of trust is never read as certainty


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


def text_to_subject(text: str) -> Subject:
    """What `str` of a subject names.

    >>> text_to_subject("column:p2/t1#c5")
    Subject(kind='column', where='p2/t1#c5')
    """
    kind, _, where = text.partition(":")
    return Subject(kind, where)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for the choice (`weight` above 0) or against it; 0 where a rule goes by it alone and nothing was weighed. The
    weights of a decision are log-odds, or shares of trust of which `share_to_log_odds` makes them. `name` is the name of its learned weight
    and of its sentence (schemas.sign_sentences), `details` what that sentence leaves open."""

    name: str
    weight: float = 0.0
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What was chosen and by how much: `log_odds` of the choice against `runner_up` (None where nothing else was thinkable), None
    where a rule decided and nothing was weighed."""

    subject: Subject
    choice: str
    log_odds: float | None = None
    runner_up: str | None = None
    signs: tuple[Sign, ...] = ()


def share_to_log_odds(share: float) -> float:
    """A trust from 0 to 1 as log-odds: 0 for a half, never more than 7 either way."""
    bounded = min(_SURE, max(1 - _SURE, share))
    return round(math.log(bounded / (1 - bounded)), 2)


Choices = Mapping[Subject, str]
NO_CHOICES: Choices = MappingProxyType({})
