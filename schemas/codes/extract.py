"""Codes of the readers and finders."""

from __future__ import annotations

from schemas.codes.extract_documents import DOCUMENT_CODES
from schemas.codes.extract_pdf import PDF_CODES
from schemas.codes.extract_scan import SCAN_CODES
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
    CodeSpec(
        "separator-leftover",
        "finding",
        "info",
        "read",
        "A separator line stands below row {row} and was not taken for a row.",
        "Garis pemisah di bawah baris {row} tidak dibaca sebagai baris.",
        "A converter left a second `|---|` line inside a Markdown table. Nothing to do.",
    ),
    CodeSpec(
        "separator-missing",
        "finding",
        "info",
        "read",
        "{rows} lines between pipes were read as a table although no separator line declares its header.",
        "{rows} baris bergaris tegak dibaca sebagai tabel walau tanpa garis pemisah kepala tabel.",
        "Markdown would show these lines as text. Look whether they are a table.",
    ),
    CodeSpec(
        "bytes-undecodable",
        "finding",
        "warning",
        "read",
        "{count} characters could not be decoded as {encoding} and stand as replacement marks.",
        "{count} karakter tidak dapat dibaca sebagai {encoding} dan ditulis sebagai tanda pengganti.",
        "The file is damaged or mixes encodings. Look at the cells that hold the mark U+FFFD.",
    ),
    CodeSpec(
        "encoding-guessed",
        "finding",
        "info",
        "read",
        "The text is no UTF-8 and was read as {encoding}.",
        "Teks bukan UTF-8 dan dibaca sebagai {encoding}.",
        "Old Windows programs do not say which encoding they wrote. Look at letters with accents and at quotation marks.",
    ),
    CodeSpec(
        "name-misleading",
        "finding",
        "info",
        "read",
        "The name ends in {suffix} but the content is {found}; the content was believed.",
        "Nama berakhiran {suffix} tetapi isinya {found}; isinya yang dipakai.",
        "The file was renamed or downloaded wrongly. Check that it is the document that you meant.",
    ),
    *PDF_CODES,
    *SCAN_CODES,
    *DOCUMENT_CODES,
)
