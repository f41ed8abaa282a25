"""Codes of the readers and finders."""

from __future__ import annotations

from schemas.finding import CodeSpec

EXTRACT_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "text-unread",
        "finding",
        "info",
        "read",
        "Text outside tables that looks like planning content was not read: {count} lines under '{heading}'.",
        "Teks di luar tabel yang tampak seperti isi perencanaan tidak dibaca: {count} baris di bawah '{heading}'.",
        "Lists and key: value blocks outside tables are counted, not read. Look whether they hold figures that you need.",
    ),
    CodeSpec(
        "row-ragged",
        "finding",
        "warning",
        "read",
        "Row {row} has {found} cells where the table has {expected}.",
        "Baris {row} berisi {found} sel, sedangkan tabel berisi {expected} kolom.",
        "A converter wrote a row with too few or too many cells; missing cells are blank, surplus cells are kept in extra columns.",
    ),
)
