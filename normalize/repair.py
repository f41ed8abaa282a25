"""Repairs and notes before they belong to a cell: what the pure readers of text, years and numbers hand back.

The caller, who knows the cell, turns them into `schemas.finding.Finding`s with `notes_to_findings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from schemas.finding import Finding
from schemas.provenance import CellRef


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of text. `before` and `after` are the whole text before and after this step; `evidence` says what it rests on."""

    code: str
    before: str
    after: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something noticed and left alone. `fields` fill the sentence of the code."""

    code: str
    evidence: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=1 << 16)  # the texts of a table are asked for by every step, and a long table has many
def fold(text: str) -> str:
    """The text with every run of white space (line ends and no-break spaces included) as one space, none at the ends."""
    return " ".join(text.split())


def replay(text: str, repairs: Iterable[Repair]) -> str:
    """The text after the repairs, one after the other. Raises ValueError where a repair starts from another text."""
    for repair in repairs:
        if repair.before != text:
            raise ValueError(f"repair {repair.code} starts from {repair.before!r}, but the text is {text!r}")
        text = repair.after
    return text


def notes_to_findings(
    repairs: Iterable[Repair], notes: Iterable[Note], cell: CellRef | None, table: int = 0
) -> tuple[Finding, ...]:
    """The same facts as findings about `cell`: repairs first, in their order."""
    repaired = [Finding(r.code, cell, table, r.before, r.after, r.evidence) for r in repairs]
    noticed = [Finding(n.code, cell, table, evidence=n.evidence or None, fields=n.fields) for n in notes]
    return (*repaired, *noticed)
