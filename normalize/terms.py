"""What a column head means, by its words.

Heads are compared *squashed*: letters, digits and a few signs only, lower case, so that "Targe t", "TARGET" and "Target :" are
one word. The terms live in schemas/column_terms.toml, where a data officer can add one.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from schemas.logical import ColumnRole
from schemas.observation import Measure

_KEEP = re.compile(r"[^0-9a-z%/&,()#-]+")
_EDGE = re.compile(r"^[,()/&-]+|[,()/&-]+$")


@dataclass(frozen=True, slots=True)
class ColumnTerm:
    """One row of column_terms.toml."""

    role: ColumnRole
    pattern: re.Pattern[str]
    measure: Measure | None = None


def squash(text: str) -> str:
    """Lower-case letters, digits and %/&,()#- of `text`, nothing else; "" for a text without any."""
    return _KEEP.sub("", text.casefold())


@cache
def column_terms() -> tuple[ColumnTerm, ...]:
    """All terms in file order. Read once per process from the installed package data."""
    raw = tomllib.loads(resources.files("schemas").joinpath("column_terms.toml").read_text(encoding="utf-8"))
    return tuple(
        ColumnTerm(cast(ColumnRole, term["role"]), re.compile(term["pattern"]), cast("Measure | None", term.get("measure")))
        for term in raw["term"]
    )


@cache
def head_to_term(head: str) -> ColumnTerm | None:
    """The first term whose pattern is found in the squashed head; None when no term knows it."""
    squashed = _EDGE.sub("", squash(head))
    if not squashed:
        return None
    for term in column_terms():
        if term.pattern.search(squashed):
            return term
    return None


def is_head_word(text: str, longest: int = 60) -> bool:
    """True when a short text is a known column head. Texts longer than `longest` characters are prose, "Tujuan 1: ..." is a band."""
    return len(text) <= longest and ":" not in text.rstrip(": ") and head_to_term(text) is not None
