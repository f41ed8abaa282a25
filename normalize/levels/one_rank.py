"""Whether a table has parts of activities at all: plans of before 2019 list the activities of a programme and nothing below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from normalize.levels.solve import SURE_MARGIN, LevelChoice
from schemas.decision import Sign
from schemas.observation import Level

_LOOKS = frozenset({"level_type_below", "level_fill_below", "level_indent_below"})


@dataclass(frozen=True, slots=True)
class RankedName:
    """The level of one name; `choice` is None where a code, a word or a person told it."""

    level: Level
    choice: LevelChoice | None


def parts_are_told(names: Sequence[RankedName]) -> bool:
    """Does anything but the order of the names say that some are parts of others: a word or a code, type or fill, the official list, or
    sums that hold for at least half of the activities that would have parts? One sum among round amounts holds by chance."""
    parts = [name for name in names if name.level == "sub_activity"]
    if any(name.choice is None or name.choice.basis in {"nomenclature", "style"} for name in parts):
        return True
    if any(sign.name in _LOOKS for name in parts if name.choice is not None for sign in name.choice.signs):
        return True
    heads: Mapping[int, LevelChoice | None] = {
        name.choice.parent: names[name.choice.parent].choice
        for name in parts
        if name.choice is not None and name.choice.parent is not None
    }
    summed = sum(head is not None and head.basis == "sum" for head in heads.values())
    return 0 < len(heads) <= 2 * summed


def choice_to_one_rank(choice: LevelChoice) -> LevelChoice:
    """The name as an activity beside the others."""
    sign = Sign("level_one_rank", SURE_MARGIN)
    return replace(choice, level="activity", basis="unknown", margin=SURE_MARGIN, parent=None, signs=(sign, *choice.signs))
