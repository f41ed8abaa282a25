"""Units of measurement under one name: "Org", "orang" and "Orang." are orang, and count things.

The names stand in schemas/vocabulary/<language>/units.toml. A unit that no list knows keeps its own words in small letters: the printed
unit is never lost, and two spellings that nobody declared equal stay two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from schemas.lexicon import lexicon

UnitKind = Literal["count", "percent", "index", "currency", "area", "length", "mass", "volume", "time", "ratio", "other"]

_MEMBERS = re.compile(r"[/&,;]")
_BLANKS = re.compile(r"\s+")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` is the unit under its one name, `kind` what it measures: a count of `name`, a percentage, ..."""

    name: str
    kind: UnitKind


@lru_cache(maxsize=8192)
def text_to_unit(text: str | None) -> Unit | None:
    """The unit that a printed text names; None for none. "Org/ Dok" is a count of "orang/dokumen", "Rp juta" currency in rupiah
    (its factor is in `scale`), "m2" area in "meter persegi"."""
    folded = _fold(text or "")
    if not folded:
        return None
    if (name := _names().get(folded)) is not None:
        return Unit(name, _kind(name))
    parts = [part for member in _MEMBERS.split(folded) if (part := member.strip())]
    if not parts:
        return Unit(folded, "other")
    names = [_names().get(part, part) for part in parts]
    kinds = {_kind(name) for name in names}
    return Unit("/".join(dict.fromkeys(names)), kinds.pop() if len(kinds) == 1 else "other")


def _fold(text: str) -> str:
    """White space, case, brackets around the whole and a dot at the end have no say."""
    folded = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip().casefold()
    if folded.startswith("(") and folded.endswith(")") and folded.count("(") == 1:
        folded = folded[1:-1].strip()
    return folded if folded in _names() else folded.rstrip(" .:")


@cache
def _names() -> Mapping[str, str]:
    spellings = lexicon().named("units.same")
    return {name: name for name in spellings} | {word.casefold(): name for name, words in spellings.items() for word in words}


@cache
def _kinds() -> Mapping[str, UnitKind]:
    listed = lexicon().named("units.kinds").items()
    return {word: cast("UnitKind", kind) for kind, words in listed for word in words}


@cache
def _counted() -> frozenset[str]:
    return frozenset(lexicon().words("units.counted"))


def _kind(name: str) -> UnitKind:
    if (kind := _kinds().get(name)) is not None:
        return kind
    first = _FIRST_WORD.match(name)
    word = first.group() if first is not None else ""
    return _kinds().get(word, "count" if word in _counted() else "other")
