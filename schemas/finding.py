"""Repairs, findings and violations: what a step did or noticed, as values.

A *repair* is a change that we made, a *finding* something noticed and left alone, a *violation* a broken contract. The sentence
for people is made from the code's template (schemas/codes) and `fields` when the finding is shown, so that steps carry facts
and no prose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.decision import Subject
from schemas.provenance import CellRef

FindingType = Literal["repair", "finding", "violation"]
Severity = Literal["info", "warning", "error"]
Stage = Literal["read", "find", "knit", "header", "text", "number", "level", "audit", "review", "contract", "publish", "batch"]


@dataclass(frozen=True, slots=True)
class CodeSpec:
    """A stable code. `en` and `id` are `str.format` templates over the finding's fields and `before`, `after`, `evidence`;
    `meaning` is one sentence for docs/codes.md that says when it appears and what a person should do. What an `opens` one is about stays
    open: no value that rests on it is more than unproven."""

    code: str
    type: FindingType
    severity: Severity
    stage: Stage
    en: str
    id: str
    meaning: str
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing done or noticed.

    `cell` is the cell it is about (None for a whole table, page or document), `table` the 1-based number of the logical table
    (0 when it is about no table). For repairs `before` and `after` are the whole text of the cell before and after this step;
    otherwise the two readings or numbers that disagree, if any. `evidence` names the facts that it rests on. `related` are
    other cells that take part. `fields` fill the sentence templates. `decision` names the decision that it tells of, where it is one that
    can be answered. `severity` is None where it is that of the code: the second and further ones of one cause are told with the first and
    ask for no look of their own.
    """

    code: str
    cell: CellRef | None = None
    table: int = 0
    before: str | None = None
    after: str | None = None
    evidence: str | None = None
    related: tuple[CellRef, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    page: int = 0
    decision: Subject | None = None
    severity: Severity | None = None
