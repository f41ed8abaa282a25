"""Codes of the DOCX and HTML readers."""

from __future__ import annotations

from schemas.finding import CodeSpec

DOCUMENT_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "hidden-dropped",
        "finding",
        "info",
        "read",
        "{count} pieces of hidden text were left out.",
        "{count} bagian teks tersembunyi tidak diikutkan.",
        "The document marks this text as not shown. Open it with hidden text shown if you doubt it.",
    ),
    CodeSpec(
        "merged-text-hidden",
        "finding",
        "warning",
        "read",
        "A merged cell hides the text '{before}', which was left out.",
        "Sel gabungan menyembunyikan teks '{before}', yang tidak diikutkan.",
        "The file keeps text in a cell that a merge covers, so Word does not show it. Undo the merge to see where it belongs.",
    ),
    CodeSpec(
        "sliver-columns",
        "repair",
        "info",
        "read",
        "{count} columns too thin to hold anything were taken out of the grid.",
        "{count} kolom yang terlalu sempit untuk berisi apa pun dikeluarkan dari kisi tabel.",
        "Cell borders of different rows miss each other by a hair in the source. Nothing to do.",
    ),
    CodeSpec(
        "pictures-unread",
        "finding",
        "info",
        "read",
        "{count} pictures were not read.",
        "{count} gambar tidak dibaca.",
        "A picture may show a table. Look at it; a scanned table has to be made searchable first.",
    ),
    CodeSpec(
        "parts-unread",
        "finding",
        "warning",
        "read",
        "{count} embedded documents were not read.",
        "{count} dokumen sematan tidak dibaca.",
        "The document includes other documents as a whole. Open it in Word, save it again, and convert that copy.",
    ),
)
