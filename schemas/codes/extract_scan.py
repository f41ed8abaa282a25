"""Codes of pages that were read off their pictures."""

from __future__ import annotations

from schemas.finding import CodeSpec

SCAN_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "page-recognised", "finding", "info", "read",
        "Page {page} is a picture or hides its letters; {count} words were read off it by a machine.",
        "Halaman {page} berupa gambar atau hurufnya tersembunyi; {count} kata dibaca darinya oleh mesin.",
        "No value of it is proven by the reading alone. Words that the machine was not sure of have findings of their own.",
    ),
    CodeSpec(
        "picture-recognised", "finding", "info", "read",
        "A picture holds a table; {count} words were read off it by a machine.",
        "Sebuah gambar memuat tabel; {count} kata dibaca darinya oleh mesin.",
        "No value of it is proven by the reading alone. Words that the machine was not sure of have findings of their own.",
    ),
    CodeSpec(
        "page-unrecognised", "finding", "error", "read",
        "Page {page} was not read off its picture: {detail}.",
        "Halaman {page} tidak dibaca dari gambarnya: {detail}.",
        "Nothing of the page is in the result. Raise --ocr-timeout, or scan the page again at 300 dpi.",
    ),
    CodeSpec(
        "page-words-doubtful", "finding", "warning", "read",
        "Page {page}: {count} words could hardly be read off the picture: {evidence}.",
        "Halaman {page}: {count} kata hampir tidak terbaca dari gambar: {evidence}.",
        "Stamps, signatures, handwriting and stains look like that. They are kept as they were read; look at the page where they matter.",
    ),
    CodeSpec(
        "text-unsure", "finding", "info", "read",
        "'{before}' was read off a picture with a trust of {trust}; it may also be {evidence}.",
        "'{before}' dibaca dari gambar dengan keyakinan {trust}; mungkin juga {evidence}.",
        "Most such texts are right. What rests on them is unproven; compare it with the picture.",
        opens=True,
    ),
    CodeSpec(
        "text-doubtful", "finding", "warning", "read",
        "'{before}' was read off a picture with a trust of only {trust}; it may also be {evidence}.",
        "'{before}' dibaca dari gambar dengan keyakinan hanya {trust}; mungkin juga {evidence}.",
        "Every second such text is wrong: a stamp, a stain, a poor scan. Compare it with the picture.",
        opens=True,
    ),
    CodeSpec(
        "mark-disputed", "finding", "warning", "read",
        "The shape of a comma or point in '{before}' does not confirm what was read.",
        "Bentuk koma atau titik pada '{before}' tidak membenarkan hasil bacaan.",
        "The number may be a thousand times larger or smaller. Compare it with the picture.",
        opens=True,
    ),
    CodeSpec(
        "digits-doubtful", "finding", "warning", "number",
        "'{text}' was read off a picture with a trust of {evidence} ({candidates}); no value is given.",
        "'{text}' dibaca dari gambar dengan keyakinan {evidence} ({candidates}); nilai dikosongkan.",
        "The machine was not sure of a digit. Compare with the picture and enter the value by review.",
    ),
)  # fmt: skip
