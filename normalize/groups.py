"""Group rows: bands that name what follows. Each has a rank in the plan; a new band closes all bands of its own or a lower rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from normalize.repair import fold

GroupField = Literal["vision", "mission", "goal", "objective", "program", "activity", "sub_activity", "other"]

_WORDS: tuple[tuple[re.Pattern[str], int, GroupField], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), rank, field)
    for pattern, rank, field in (
        (r"^visi\b", 0, "vision"),
        (r"^misi\b", 1, "mission"),
        (r"^tujuan\b", 2, "goal"),
        (r"^sasaran\b", 3, "objective"),
        (r"^(?:urusan|bidang\s+urusan)\b", 4, "other"),
        (r"^program\b", 5, "program"),
        (r"^kegiatan\b", 6, "activity"),
        (r"^sub[\s-]*kegiatan\b", 7, "sub_activity"),
    )
)  # type: ignore[assignment]
_OTHER_RANK = 8


@dataclass(frozen=True, slots=True)
class GroupKind:
    """What a band names and how strong a boundary it is (0 the strongest)."""

    field: GroupField
    rank: int


def text_to_group(text: str) -> GroupKind:
    """The kind of a band by its first word; rank 8 and field "other" when no word tells."""
    folded = fold(text)
    for pattern, rank, field in _WORDS:
        if pattern.match(folded):
            return GroupKind(field, rank)
    return GroupKind("other", _OTHER_RANK)


def push_group(stack: Sequence[tuple[GroupKind, object]], kind: GroupKind, item: object) -> tuple[tuple[GroupKind, object], ...]:
    """The bands in force after a new one: stronger ones stay, its own rank and weaker ones end."""
    return (*(entry for entry in stack if entry[0].rank < kind.rank), (kind, item))
