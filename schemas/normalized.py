"""One document's tables as the normalizer hands them to the shell: facts, and the account of every cell."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.decision import Decision
from schemas.finding import Finding
from schemas.layout import TableLayout
from schemas.observation import DocumentProfile, LedgerCell, Observation, TableSummary
from schemas.table import GridRival


@dataclass(frozen=True, slots=True)
class NormalizedDocument:
    """The normalizer's whole answer for one document. Every cell of every fragment is in `ledger` exactly once, the fragments being those
    of the reading with `rivals` put in, one after the other; every decision in `decisions`."""

    profile: DocumentProfile
    tables: tuple[TableSummary, ...]
    observations: tuple[Observation, ...]
    ledger: tuple[LedgerCell, ...]
    findings: tuple[Finding, ...]
    layouts: tuple[TableLayout, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rivals: tuple[GridRival, ...] = ()
