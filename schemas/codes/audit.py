"""Codes of the audit of the source: its own arithmetic, gaps and contradictions. Reported, never corrected."""

from __future__ import annotations

from schemas.finding import CodeSpec

AUDIT_CODES: tuple[CodeSpec, ...] = ()
