"""Group rows: bands that name what follows. Each has a rank in the plan; a new band closes all bands of its own or a lower rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from normalize.repair import fold
from schemas.provenance import CellRef

GroupField = Literal["vision", "mission", "goal", "objective", "program", "activity", "sub_activity", "other"]


@dataclass(frozen=True, slots=True)
class GroupKind:
    """What a band names and how strong a boundary it is (0 the strongest)."""

    field: GroupField
    rank: int


_BANDS: tuple[tuple[str, int, GroupField], ...] = (
    (r"^visi\b", 0, "vision"),
    (r"^misi\b", 1, "mission"),
    (r"^tujuan\b", 2, "goal"),
    (r"^sasaran\b", 3, "objective"),
    (r"^(?:urusan|bidang\s+urusan)\b", 4, "other"),
    (r"^program\b", 5, "program"),
    (r"^kegiatan\b", 6, "activity"),
    (r"^sub[\s-]*kegiatan\b", 7, "sub_activity"),
)
_WORDS = tuple((re.compile(pattern, re.IGNORECASE), GroupKind(field, rank)) for pattern, rank, field in _BANDS)
_OTHER_RANK = 8


@dataclass(frozen=True, slots=True)
class Band:
    """A group row with its text and the cells that it was read from."""

    kind: GroupKind
    text: str
    cells: tuple[CellRef, ...]


def text_to_group(text: str) -> GroupKind:
    """The kind of a band by its first word; rank 8 and field "other" when no word tells."""
    folded = fold(text)
    for pattern, kind in _WORDS:
        if pattern.match(folded):
            return kind
    return GroupKind("other", _OTHER_RANK)


def push_group(stack: Sequence[Band], band: Band) -> tuple[Band, ...]:
    """The bands in force after a new one: stronger ones stay, those of its own rank and weaker ones end."""
    return (*(entry for entry in stack if entry.kind.rank < band.kind.rank), band)
