"""Table kinds: data files that say how to know a kind of table and what its rows are.

A kind file (schemas/kinds/NAME.toml) holds

    name           = "cascading_kegiatan"
    title          = {en = "...", id = "..."}
    document_type  = "cascading"                       # optional: what a document with this table probably is
    requires       = ["activity_or_sub", "indicator"]  # column roles, measures or features that must all be there
    any            = ["target", "budget"]              # at least one of these (optional)
    supports       = ["unit", "objective"]             # each one found makes the kind more likely
    forbids        = ["baseline"]                      # none of these
    heads          = ["telepon|hp", "nama"]            # each must be found in a column head; "|" parts alternatives (optional)
    words          = ["kegiatan/sub kegiatan"]         # words of titles, banners and bands that speak for it
    needs_words    = true                              # without one of the words it is not this kind (optional)
    row_level      = "by_hierarchy"                    # or a level name: whose indicators the rows are
    program        = "inherit"                         # "own" (this table opens a program), "inherit", "none"
    observations   = true                              # false: not planning data, with `reason`

Features beside column roles (schemas.logical) and measures (schemas.observation): `year`, `years` (two or more different ones), `quarter`,
`semester`, `month` (columns of them), `before`, `after`, `change` (revised plans), `money` (an amount per year or at the end).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, cast

from schemas.errors import ProfileError
from schemas.observation import DocumentType, Level

RowLevel = Literal["by_hierarchy", "goal", "objective", "program", "activity", "sub_activity", "unknown"]
ProgramScope = Literal["own", "inherit", "none"]


@dataclass(frozen=True, slots=True)
class TableKind:
    """One kind of table; see the module's text for the fields."""

    name: str
    title_en: str
    title_id: str
    requires: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    forbids: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    needs_words: bool = False
    document_type: DocumentType = "other"
    row_level: RowLevel | Level = "unknown"
    program: ProgramScope = "none"
    observations: bool = True
    reason: str = ""


_KEYS = frozenset(
    [
        "name",
        "title",
        "document_type",
        "requires",
        "any",
        "supports",
        "forbids",
        "words",
        "heads",
        "needs_words",
        "row_level",
        "program",
        "observations",
        "reason",
    ]
)


def text_to_kind(text: str, name: str) -> TableKind:
    """The kind that a TOML text describes; `name` is the file's name for the message. Raises ProfileError ("kind-invalid")."""
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError("kind-invalid", name=name, detail=str(error)) from error
    unknown = sorted(set(raw) - _KEYS)
    missing = sorted({"name", "title", "requires"} - set(raw))
    if unknown or missing:
        detail = "; ".join([*(f"unknown key {key!r}" for key in unknown), *(f"key {key!r} is missing" for key in missing)])
        raise ProfileError("kind-invalid", name=name, detail=detail)
    return TableKind(
        name=raw["name"],
        title_en=raw["title"]["en"],
        title_id=raw["title"]["id"],
        requires=tuple(raw["requires"]),
        any_of=tuple(raw.get("any", ())),
        supports=tuple(raw.get("supports", ())),
        forbids=tuple(raw.get("forbids", ())),
        words=tuple(raw.get("words", ())),
        heads=tuple(raw.get("heads", ())),
        needs_words=raw.get("needs_words", False),
        document_type=cast(DocumentType, raw.get("document_type", "other")),
        row_level=raw.get("row_level", "unknown"),
        program=raw.get("program", "none"),
        observations=raw.get("observations", True),
        reason=raw.get("reason", ""),
    )


@cache
def builtin_kinds() -> tuple[TableKind, ...]:
    """The kinds that come with Rajut, sorted by name."""
    folder = resources.files("schemas").joinpath("kinds")
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return tuple(text_to_kind(item.read_text(encoding="utf-8"), item.name) for item in files)
