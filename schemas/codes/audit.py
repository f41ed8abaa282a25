"""Codes of the audit of the source: its own arithmetic, gaps and contradictions. Reported, never corrected."""

from __future__ import annotations

from schemas.finding import CodeSpec

AUDIT_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "sum-differs",
        "finding",
        "warning",
        "audit",
        "The source prints {before} where its parts make {after} ({evidence}).",
        "Sumber mencetak {before}, sedangkan bagian-bagiannya berjumlah {after} ({evidence}).",
        "The printed number is published as it stands. Ask the author of the plan which of the two is meant.",
    ),
    CodeSpec(
        "unit-missing",
        "finding",
        "warning",
        "audit",
        "The unit of '{indicator}' is not printed.",
        "Satuan untuk '{indicator}' tidak tercetak.",
        "Other rows of the table have a unit. It is left null, not guessed.",
    ),
    CodeSpec(
        "indicator-without-values",
        "finding",
        "warning",
        "audit",
        "'{indicator}' has no value in any period.",
        "'{indicator}' tidak memiliki nilai pada periode mana pun.",
        "The row is published with blank values. Ask whether the indicator was dropped or its target forgotten.",
    ),
    CodeSpec(
        "text-cut",
        "finding",
        "warning",
        "audit",
        "The text ends in the middle of a phrase: '…{tail}' ({evidence}).",
        "Teks berakhir di tengah kalimat: '…{tail}' ({evidence}).",
        "The rest was lost at a page end or in conversion. The text is published as read.",
    ),
)
