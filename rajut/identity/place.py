"""Where a document is from: the code of its region, the key of its organization, and both as the place that its keys begin with.

The codes stand in schemas/regions.toml. A region is only known by its kind and name together ("Kota Bandung" is not "Kabupaten
Bandung"); what cannot be told has no code.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rajut.identity.names import name_to_slug

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Regions:
    """`codes` by kind and name in small letters ("kota bandung" -> "32.73"), `kinds` the ways to write a kind, `longest` name in words."""

    codes: Mapping[str, str]
    kinds: Mapping[str, str]
    longest: int


@dataclass(frozen=True, slots=True)
class Place:
    """What the dataset says of a document's place; `key` is what the keys of its rows begin with, "" where nothing is known."""

    region_code: str | None
    organization_key: str | None

    @property
    def key(self) -> str:
        return "/".join(part for part in (self.region_code, self.organization_key) if part)


@cache
def regions() -> Regions:
    """The known regions; read once."""
    raw = tomllib.loads(resources.files("schemas").joinpath("regions.toml").read_text(encoding="utf-8"))
    kinds = {way: kind for kind, ways in raw.pop("words").items() for way in (kind, *ways)}
    codes = {f"{kind} {' '.join(_words(name))}": code for kind, names in raw.items() for code, name in names.items()}
    return Regions(codes, kinds, max(len(name.split()) for name in codes))


@lru_cache(maxsize=4096)
def names_to_place(region: str | None, organization: str | None) -> Place:
    """The place of a document by what it prints: ("Kab. Way Kanan", "Dinas Sosial Kabupaten Way Kanan") is region 18.08 and
    organization "dinas-sosial". The organization's own text tells the region where nothing else does."""
    found = _find(region) or _find(organization)
    code = found[0] if found else None
    key = name_to_slug(_without_region(organization)) or None
    if code is None and key is not None and region:
        key = f"{key}@{name_to_slug(region)}"
    return Place(code, key)


def _words(text: str | None) -> list[str]:
    return [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text or ""))]


def _find(text: str | None) -> tuple[str, int, int] | None:
    """(code, first word, end) of the region that a text names, the longest name first; None for none."""
    known = regions()
    words = _words(text)
    for start, word in enumerate(words):
        kind = known.kinds.get(word)
        if kind is None:
            continue
        for end in range(min(len(words), start + known.longest), start + 1, -1):
            code = known.codes.get(" ".join([kind, *words[start + 1 : end]]))
            if code is not None:
                return code, start, end
    return None


def _without_region(organization: str | None) -> str | None:
    found = _find(organization)
    if found is None:
        return organization
    words = _words(organization)
    rest = words[: found[1]] + words[found[2] :]
    return " ".join(rest) or organization
