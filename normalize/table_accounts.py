"""What is told of a table beside its values: where every cell went, how it was understood, what was decided. Rival readings of a table do
without: they are compared by their values and thrown away."""

from __future__ import annotations

from dataclasses import replace

from normalize.table_reading import TableResult
from normalize.tidy.decided import table_to_decisions
from normalize.tidy.layout import table_to_layout
from normalize.tidy.ledger import table_to_ledger
from schemas.decision import Decision
from schemas.layout import TableLayout
from schemas.observation import LedgerCell


def result_to_ledger(result: TableResult) -> tuple[LedgerCell, ...]:
    """One entry per cell of the table's fragments, sorted by reference."""
    ledger = table_to_ledger(result.table, result.columns, result.way.rows, result.observations)
    if result.way.keys_only:
        return tuple(replace(entry, disposition="blank" if entry.role == "blank" else "used") for entry in ledger)
    return ledger


def result_to_layout(result: TableResult) -> TableLayout:
    """The table as it was understood."""
    return table_to_layout(result.table, result.columns, result.way.rows)


def result_to_decisions(result: TableResult) -> tuple[Decision, ...]:
    """Every decision that the table rests on, in the order of the way."""
    return table_to_decisions(result.table, result.way.steps, result.way.rows, result.way.kind, result.way.decisions)
