"""Codes of the PDF reader and the table finder."""

from __future__ import annotations

from schemas.finding import CodeSpec

PDF_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "page-needs-ocr",
        "finding",
        "error",
        "read",
        "Page {page} is an image without text; nothing on it was read.",
        "Halaman {page} berupa gambar tanpa teks; isinya tidak dibaca.",
        "A scanned page. Make the document searchable (OCR) and run again; its tables are missing from the result.",
    ),
    CodeSpec(
        "page-damaged",
        "finding",
        "error",
        "read",
        "Page {page} is damaged and was not read: {detail}.",
        "Halaman {page} rusak dan tidak dibaca: {detail}.",
        "The rest of the document was read. Fetch the document again, or look at the page in a viewer.",
    ),
    CodeSpec(
        "text-unmapped",
        "finding",
        "error",
        "read",
        "Page {page}: the font does not say which characters {count} glyphs are; their text is not used.",
        "Halaman {page}: fon tidak menyebutkan huruf untuk {count} glif; teksnya tidak dipakai.",
        "The text looks right but copies as garbage. Print the document to PDF again, or make it searchable (OCR).",
    ),
    CodeSpec(
        "text-hidden",
        "finding",
        "info",
        "read",
        "Page {page}: {count} words that no reader can see were left out ({evidence}).",
        "Halaman {page}: {count} kata yang tidak terlihat tidak dibaca ({evidence}).",
        "Text that is clipped away, printed in the colour of its background or marked invisible.",
    ),
    CodeSpec(
        "text-layer",
        "finding",
        "warning",
        "read",
        "Page {page} is a scan with a text layer; its words were recognised by a machine and may be wrong.",
        "Halaman {page} adalah hasil pindai dengan lapisan teks; katanya hasil pengenalan mesin dan mungkin keliru.",
        "Compare figures from this page with the page itself.",
    ),
    CodeSpec(
        "text-across-rule",
        "finding",
        "warning",
        "find",
        "'{before}' runs across a rule into the next cell; it was kept whole in {evidence}.",
        "'{before}' melewati garis ke sel sebelah; teks disimpan utuh di {evidence}.",
        "Nothing on the page shows where the text should be cut. Look at both cells.",
    ),
    CodeSpec(
        "document-repaired",
        "finding",
        "warning",
        "read",
        "The file is damaged; it was read through {detail}.",
        "Berkas rusak; dibaca melalui {detail}.",
        "Its pages may be incomplete. Fetch it again if you can.",
    ),
    CodeSpec(
        "engines-disagree",
        "finding",
        "warning",
        "find",
        "{engine} reads '{after}' where Rajut reads '{before}'.",
        "{engine} membaca '{after}', sedangkan Rajut membaca '{before}'.",
        "A second opinion on a table of low confidence differs. Look at the cell on the page.",
    ),
    CodeSpec(
        "engines-agree",
        "finding",
        "info",
        "find",
        "{engine} reads the same table: {evidence}.",
        "{engine} membaca tabel yang sama: {evidence}.",
        "A second opinion confirms the table; its score was raised.",
    ),
)
