"""The official names of programmes, activities and sub-activities, as a user's reference file gives them.

Names decide, codes are hints: editions renumber, documents shorten and misspell. A printed name is never replaced by the official one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from schemas.errors import ProfileError
from schemas.lexicon import lexicon
from schemas.observation import Level

_LEVELS: Mapping[str, Level] = {
    "program": "program",
    "kegiatan": "activity",
    "activity": "activity",
    "sub_kegiatan": "sub_activity",
    "sub kegiatan": "sub_activity",
    "sub_activity": "sub_activity",
}
_LEVEL_WORD = re.compile(rf"^{lexicon().either('plan.level_word')}\s+", re.IGNORECASE)
_LETTERS = re.compile(r"[^0-9a-z]+")


def name_to_key(name: str) -> str:
    """The name without its level word, without spaces, punctuation and case."""
    return _LETTERS.sub("", _LEVEL_WORD.sub("", name.strip()).casefold())


@dataclass(frozen=True, slots=True)
class Nomenclature:
    """Name key -> the levels that bear this name. Empty by default: then nothing is known."""

    levels: Mapping[str, frozenset[Level]] = field(default_factory=dict)

    def level_of(self, name: str) -> Level | None:
        """The level of a name that only one level bears; None for unknown and shared names."""
        found = self.levels.get(name_to_key(name))
        return next(iter(found)) if found is not None and len(found) == 1 else None


def text_to_nomenclature(text: str, name: str) -> Nomenclature:
    """Reads CSV with the columns `level` and `name` (others are ignored). Rows of other levels (urusan, bidang) are skipped.

    Raises ProfileError ("nomenclature-invalid") without these columns or without any row of a known level.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    missing = sorted({"level", "name"} - set(reader.fieldnames or ()))
    if missing:
        raise ProfileError("nomenclature-invalid", name=name, detail=f"column {missing[0]!r} is missing")
    return pairs_to_nomenclature(((row["level"] or "", row["name"] or "") for row in reader), name)


def pairs_to_nomenclature(pairs: Iterable[tuple[str, str]], name: str) -> Nomenclature:
    """(level, name) pairs to the look-up. Raises ProfileError when no pair has a known level."""
    levels: dict[str, set[Level]] = {}
    for level, printed in pairs:
        known = _LEVELS.get(level.strip().casefold())
        if known is not None and (key := name_to_key(printed)):
            levels.setdefault(key, set()).add(known)
    if not levels:
        raise ProfileError("nomenclature-invalid", name=name, detail="no row has the level program, kegiatan or sub_kegiatan")
    return Nomenclature({key: cast("frozenset[Level]", frozenset(found)) for key, found in levels.items()})
