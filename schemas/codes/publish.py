"""Codes of contract checks and publishing."""

from __future__ import annotations

from schemas.finding import CodeSpec

PUBLISH_CODES: tuple[CodeSpec, ...] = ()
