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
    CodeSpec(
        "total-differs",
        "finding",
        "warning",
        "audit",
        "The total is printed as {before}, the {evidence} above it make {after}.",
        "Jumlah tercetak {before}, sedangkan {evidence} di atasnya berjumlah {after}.",
        "Other columns of the same total agree, so the rows are the right ones. The printed numbers are published as they stand.",
    ),
    CodeSpec(
        "total-found",
        "finding",
        "info",
        "audit",
        "The row is a total, though no word says so: {evidence}.",
        "Baris ini adalah jumlah walaupun tidak disebutkan: {evidence}.",
        "Its figures are the sums of the rows above it, exactly and in every column. It gives no observations.",
    ),
    CodeSpec(
        "row-unnamed",
        "finding",
        "warning",
        "audit",
        "A row prints figures ({figures}) but no name, and the row above that names it has figures in the same columns.",
        "Satu baris mencetak angka ({figures}) tanpa nama, sedangkan baris bernama di atasnya juga berisi angka di kolom yang sama.",
        "Published under the name above them, unproven. They may be a sum, or the row's own name is lost: look at the page.",
    ),
    CodeSpec(
        "ratio-differs",
        "finding",
        "warning",
        "audit",
        "The achievement is printed as {before}, realization / target ({evidence}) makes {after}.",
        "Capaian tercetak {before}, sedangkan realisasi / target ({evidence}) menghasilkan {after}.",
        "Most rows of the table follow the formula. One of the three numbers may be misprinted, or the indicator counts downwards.",
    ),
    CodeSpec(
        "figures-differ",
        "finding",
        "warning",
        "audit",
        "'{indicator}' ({label}) is {before} in one table and {after} in this one.",
        "'{indicator}' ({label}) bernilai {before} di satu tabel dan {after} di tabel ini.",
        "The document contradicts itself. Both numbers are published as printed.",
    ),
)
