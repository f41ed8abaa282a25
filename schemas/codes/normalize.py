"""Codes of columns, kinds and contexts: what headers and the texts around a table say."""

from __future__ import annotations

from schemas.finding import CodeSpec

NORMALIZE_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "head-misspelt",
        "finding",
        "info",
        "header",
        "The head '{text}' was read as a misspelt '{word}': {evidence}.",
        "Kepala kolom '{text}' dibaca sebagai salah ketik dari '{word}': {evidence}.",
        "The text stays as printed. If the head means something else, add it to the column terms.",
    ),
    CodeSpec(
        "year-from-title",
        "finding",
        "info",
        "header",
        "No head names the year of these columns; {year} comes from '{text}'.",
        "Kepala kolom tidak menyebut tahun; {year} diambil dari '{text}'.",
        "The year stands only in a title. Where it is the document's title or another head, the values are unproven.",
    ),
    CodeSpec(
        "year-open",
        "finding",
        "warning",
        "header",
        "No head names the year of these columns, and the texts above leave it open ({text}).",
        "Kepala kolom tidak menyebut tahun, dan teks di atasnya tidak memastikannya ({text}).",
        "The values are published without a year. Read the title in the source.",
    ),
    CodeSpec(
        "cell-shared",
        "finding",
        "info",
        "header",
        "One cell holds {count} values by its head ({evidence}): '{text}' was told apart as {parts}.",
        "Satu sel memuat {count} nilai menurut kepala kolomnya ({evidence}): '{text}' dipisahkan menjadi {parts}.",
        "The head names the parts and the cell has their shape. All parts carry the reference of the one cell.",
    ),
    CodeSpec(
        "cell-shared-open",
        "finding",
        "warning",
        "header",
        "One cell holds {count} values by its head ({evidence}), but '{text}' does not show which part is which.",
        "Satu sel memuat {count} nilai menurut kepala kolomnya ({evidence}), tetapi '{text}' tidak menunjukkan bagian mana yang mana.",
        "Each of the values is ambiguous and has the whole text. Read the cell in the source.",
    ),
    CodeSpec(
        "capaian-read",
        "finding",
        "info",
        "header",
        "'{text}' was read as {measure}: {evidence}.",
        "'{text}' dibaca sebagai {measure}: {evidence}.",
        "'Capaian' means what was reached, or its share of the target. The other columns and the figures decide.",
    ),
    CodeSpec(
        "capaian-open",
        "finding",
        "warning",
        "header",
        "'{text}' may be what was reached or its share of the target; nothing decides.",
        "'{text}' dapat berarti realisasi atau persentase capaian target; tidak ada yang memastikannya.",
        "The measure is published as 'other'.",
    ),
    CodeSpec(
        "context-used",
        "finding",
        "info",
        "header",
        "'{text}' above the table names the {field} of its rows.",
        "'{text}' di atas tabel menyebut {field} untuk baris-barisnya.",
        "It holds for the tables below until another line replaces it.",
    ),
    CodeSpec(
        "kind-not-planning",
        "finding",
        "info",
        "header",
        "The table is {reason}; it gives no observations (kind {kind}, next {runner_up}).",
        "Tabel ini bukan tabel perencanaan ({reason}); tidak ada nilai yang diterbitkan (jenis {kind}, berikutnya {runner_up}).",
        "Its cells are kept in the ledger as not_planning. If it holds planned figures, add a kind for it.",
    ),
)
