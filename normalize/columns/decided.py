"""What each column holds, as a decision with a name: the last of the steps that gave it another meaning decided, the meaning before that
one came second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.answer import column_to_text
from schemas.decision import Decision, Sign, Subject
from schemas.layout import column_to_answer
from schemas.logical import ColumnMeaning
from schemas.provenance import FragmentRef


@dataclass(frozen=True, slots=True)
class Step:
    """The columns as a step left them. `sign` names what the step goes by."""

    sign: str
    columns: Sequence[ColumnMeaning]


def steps_to_decisions(first: FragmentRef, steps: Sequence[Step]) -> tuple[Decision, ...]:
    """One decision per column of the table that begins with `first`, from its meanings step by step; none without steps.

    A column whose head says "Capaian" and whose figures are the quotient of two others: choice "role=value; measure=achievement", second
    "role=value; measure=realization", by the signs column_heads and column_quotients.
    """
    if not steps:
        return ()
    return tuple(_column_to_decision(f"{first}#c{column.column}", column.column, steps) for column in steps[-1].columns)


def _column_to_decision(where: str, at: int, steps: Sequence[Step]) -> Decision:
    said: list[tuple[str, str]] = []
    before: ColumnMeaning | None = None
    seen: ColumnMeaning | None = None
    for step in steps:
        if step.columns[at] is seen:
            continue
        seen = step.columns[at]
        column = replace(seen, cells=(), proven=True)
        if column != before:
            said.append((step.sign, column_to_text(column_to_answer(column))))
            before = column
    choice = said[-1][1]
    other = next((text for _, text in reversed(said) if text != choice), None)
    return Decision(Subject("column", where), choice, None, other, tuple(Sign(name) for name, _ in said))
