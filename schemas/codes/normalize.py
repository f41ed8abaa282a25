"""Codes of the normalizer: knitting, headers, text, numbers, levels."""

from __future__ import annotations

from schemas.finding import CodeSpec

NORMALIZE_CODES: tuple[CodeSpec, ...] = ()
