"""findings.parquet: one row per repair, finding or violation."""

from __future__ import annotations

from schemas.contracts.columns import CELL_REF, DECISION, Table, Text, one_of, optional, required
from schemas.finding import FindingType, Severity, Stage


class Findings(Table):
    """One row per repair, finding or violation, in words. For trust and review."""

    finding_id: Text = required("Key, stable across reruns: document, place, code", unique=True)
    document_id: Text = optional("Document, as in documents.parquet; null where the file could not be opened")
    table_id: Text = optional("Logical table, null when it is about no table")
    cell_ref: Text = optional("Cell that it is about", str_matches=CELL_REF)
    type: Text = required(
        "repair: a change we made; finding: noticed, left alone; violation: a broken contract", isin=one_of(FindingType)
    )
    code: Text = required("Stable code, explained in docs/codes.md")
    severity: Text = required("How much it matters", isin=one_of(Severity))
    stage: Text = required("Step that made it", isin=one_of(Stage))
    before: Text = optional("Text before a repair, or the one of two readings")
    after: Text = optional("Text after a repair, or the other reading")
    evidence: Text = optional("The facts that it rests on")
    related_refs: Text = optional("Other cells that take part, joined by ';'")
    message_en: Text = required("The finding in English")
    message_id: Text = required("The finding in Bahasa Indonesia")
    decision: Text = optional(
        "Decision that it tells of, by the name that `rajut explain` and corrections.csv have for it", str_matches=DECISION
    )
