"""Codes of what happens around a document: conversion by another program."""

from __future__ import annotations

from schemas.finding import CodeSpec

BATCH_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "office-converted",
        "finding",
        "info",
        "read",
        "The document is {found} and was converted by {program} before it was read.",
        "Dokumen berjenis {found} dan diubah oleh {program} sebelum dibaca.",
        "Cells are those of the converted document; another version of the converter may cut tables differently. Nothing to do.",
    ),
)
