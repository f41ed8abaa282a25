"""Table kinds: data files that say how to know a kind of table and what its rows are.

A kind file (schemas/kinds/NAME.toml) holds

    name           = "cascading_kegiatan"
    title          = {en = "...", id = "..."}
    document_type  = "cascading"                       # optional: what a document with this table probably is
    requires       = ["activity_or_sub", "indicator"]  # column roles, measures or features that must all be there
    any            = ["target", "budget"]              # at least one of these (optional)
    supports       = ["unit", "objective"]             # each one found makes the kind more likely
    forbids        = ["baseline"]                      # none of these
    heads          = ["telepon|hp", "nama"]            # each must be in a column head; "|" parts alternatives, "$" ends the head (optional)
    words          = ["kegiatan/sub kegiatan"]         # words of titles, banners and bands that speak for it
    needs_words    = true                              # without one of the words it is not this kind (optional)
    row_level      = "by_hierarchy"                    # or a level name: whose indicators the rows are
    program        = "inherit"                         # "own" (this table opens a program), "inherit", "none"
    observations   = true                              # false: not planning data, with `reason`

Features beside column roles (schemas.logical) and measures (schemas.observation): `year`, `years` (two or more different ones), `quarter`,
`semester`, `month` (columns of them), `before`, `after`, `change` (revised plans), `money` (an amount per year or at the end).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, cast, get_args

from schemas.errors import ProfileError
from schemas.logical import ColumnRole
from schemas.observation import DocumentType, Level, Measure, Revision

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


_PLACES: dict[str, type] = {
    "name": str,
    "title": dict,
    "document_type": str,
    "requires": list,
    "any": list,
    "supports": list,
    "forbids": list,
    "words": list,
    "heads": list,
    "needs_words": bool,
    "row_level": str,
    "program": str,
    "observations": bool,
    "reason": str,
}
_FEATURES = frozenset({"year", "years", "quarter", "semester", "month", "money"})
KNOWN_WORDS: frozenset[str] = frozenset((*get_args(ColumnRole), *get_args(Measure), *get_args(Revision))) | _FEATURES
"""What `requires`, `any`, `supports` and `forbids` may name."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "document_type": get_args(DocumentType),
    "row_level": get_args(RowLevel),
    "program": get_args(ProgramScope),
}


def text_to_kind(text: str, name: str) -> TableKind:
    """The kind that a TOML text describes; `name` is the file's name for the message. Raises ProfileError ("kind-invalid") that names
    every fault of the file."""
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError("kind-invalid", name=name, detail=str(error)) from error
    problems = _problems(raw)
    if problems:
        raise ProfileError("kind-invalid", name=name, detail="; ".join(problems))
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


def _problems(raw: dict[str, Any]) -> list[str]:
    """Everything that is wrong with a kind file's content, in the words of its author; empty for a sound one."""
    problems = [f"unknown key {key!r}" for key in sorted(set(raw) - set(_PLACES))]
    problems += [f"key {key!r} is missing" for key in ("name", "title", "requires") if key not in raw]
    for key, kind in _PLACES.items():
        if key in raw and not isinstance(raw[key], kind):
            problems.append(f"{key!r} must be a {_WORDS[kind]}")
    if problems:
        return problems
    if not re.fullmatch(r"[a-z][a-z0-9_]*", raw["name"]):
        problems.append("'name' must be small letters, digits and _")
    if set(raw["title"]) != {"en", "id"} or not all(isinstance(title, str) for title in raw["title"].values()):
        problems.append("'title' must have a text 'en' and a text 'id'")
    for key in ("requires", "any", "supports", "forbids", "words", "heads"):
        listed = raw.get(key, [])
        wrong = [
            word for word in listed if not isinstance(word, str) or (key not in {"words", "heads"} and word not in KNOWN_WORDS)
        ]
        problems += [f"{key!r} names {word!r}, which is no column role, measure or feature" for word in wrong]
    problems += [
        f"{key!r} must be one of {', '.join(choices)}"
        for key, choices in _CHOICES.items()
        if raw.get(key, choices[0]) not in choices
    ]
    if not raw.get("observations", True) and not raw.get("reason"):
        problems.append("'reason' must say why there are no observations")
    if not raw["requires"] and not raw.get("heads"):
        problems.append("'requires' or 'heads' must name something, or every table would be of this kind")
    return problems


_WORDS: dict[type, str] = {str: "text", dict: "table", list: "list", bool: "true or false"}


@cache
def builtin_kinds() -> tuple[TableKind, ...]:
    """The kinds that come with Rajut, sorted by name."""
    folder = resources.files("schemas").joinpath("kinds")
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
    return tuple(text_to_kind(item.read_text(encoding="utf-8"), item.name) for item in files)
