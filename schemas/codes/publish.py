"""Codes of contract checks and publishing."""

from __future__ import annotations

from schemas.finding import CodeSpec

PUBLISH_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "contract-check-failed",
        "violation",
        "error",
        "contract",
        "Not published, check {check}: {column} {demand_en}; it is '{value}'.",
        "Tidak diterbitkan, pemeriksaan {check}: {column} {demand_id}; isinya '{value}'.",
        "An observation broke the contract and is in rejected.parquet with the same check name. Look at the cell; if it reads "
        "well there, the fault is Rajut's: please report it.",
    ),
    CodeSpec(
        "document-refused",
        "violation",
        "error",
        "batch",
        "The document was not read: {sentence_en}",
        "Dokumen tidak dibaca: {sentence_id}",
        "Something about the document keeps it from being read; the sentence says what to do.",
    ),
    CodeSpec(
        "document-failed",
        "violation",
        "error",
        "batch",
        "Reading the document failed: {sentence_en}",
        "Pembacaan dokumen gagal: {sentence_id}",
        "A limit was reached or Rajut has a bug. Nothing of this document is published.",
    ),
    CodeSpec(
        "document-stale",
        "finding",
        "warning",
        "batch",
        "These rows are of an earlier reading; the last one ended badly: {sentence_en}",
        "Baris ini berasal dari pembacaan sebelumnya; yang terakhir gagal: {sentence_id}",
        "The file may have changed since. Do what the sentence says and convert again; `--prune` removes documents that are no longer "
        "among the inputs.",
    ),
    CodeSpec(
        "document-duplicate",
        "finding",
        "warning",
        "publish",
        "'{name}' has the same bytes as '{twin}'; its rows are published once, under '{twin}'.",
        "'{name}' sama persis dengan '{twin}'; isinya diterbitkan sekali, dengan nama '{twin}'.",
        "Two inputs are the same file. Publishing both would count every value twice.",
    ),
)
