"""Group rows: bands that name what follows. Each has a rank in the plan; a new band closes all bands of its own or a lower rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from normalize.repair import Repair, fold
from normalize.words.key_values import text_without_key
from normalize.words.plan_codes import text_to_leading_code
from schemas.lexicon import lexicon
from schemas.provenance import CellRef

GroupField = Literal["vision", "mission", "goal", "objective", "program", "activity", "sub_activity", "other"]


@dataclass(frozen=True, slots=True)
class GroupKind:
    """What a band names and how strong a boundary it is (0 the strongest)."""

    field: GroupField
    rank: int


_LEXICON = lexicon()
_RANKS: dict[str, int] = {
    "vision": 0, "mission": 1, "goal": 2, "objective": 3, "field": 4, "program": 5, "activity": 6, "sub_activity": 7,
}  # fmt: skip
_WORDS = tuple(
    (
        re.compile(rf"^{_LEXICON.either(f'plan.bands/{name}')}\b", re.IGNORECASE),
        GroupKind("other" if name == "field" else cast(GroupField, name), rank),
    )
    for name, rank in _RANKS.items()
)
_OTHER_RANK = 8
_COUNT = re.compile(r"^(?:[A-Z]|[IVX]{1,4}|[0-9]{1,2}(?:\.[0-9X]{1,2}){0,6})\s*[.)]?\s+(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Band:
    """A group row with its text, the cells that it was read from, and the plan code printed before its name."""

    kind: GroupKind
    text: str
    cells: tuple[CellRef, ...]
    code: str | None = None


def field_to_group(field: GroupField) -> GroupKind:
    """The kind of a band that names this field, however it is worded."""
    return GroupKind(field, _RANKS.get(field, _OTHER_RANK))


def text_to_group(text: str) -> GroupKind:
    """The kind of a band by its first word; rank 8 and field "other" when no word tells."""
    folded = _COUNT.sub("", fold(text))
    for pattern, kind in _WORDS:
        if pattern.match(folded):
            return kind
    return GroupKind("other", _OTHER_RANK)


def text_to_band(text: str, cells: tuple[CellRef, ...]) -> tuple[Band, Repair | None]:
    """The band that a group row's text makes, and the repair where its name was parted from a plan code or a key before it.

    "Sasaran 1 : Meningkatnya ..." names an objective, the words before the colon say only what it is; "Program X" is the name itself.
    """
    parted = text_to_leading_code(text)
    code, name = parted if parted is not None else (None, text)
    kind = text_to_group(name)
    if kind.field != "other":
        name = text_without_key(name)
    evidence = "a key and a colon, or a code, stand before the name"
    repair = Repair("label-parted", text, name, evidence) if name != text else None
    return Band(kind, name, cells, code), repair


def push_group(stack: Sequence[Band], band: Band) -> tuple[Band, ...]:
    """The bands in force after a new one: stronger ones stay, those of its own rank and weaker ones end."""
    return (*(entry for entry in stack if entry.kind.rank < band.kind.rank), band)
