"""Looks that tell the activity from its parts: type, fill, indent, where a table prints them in exactly two kinds.

The first name is the activity's; what looks like it heads a block, what looks otherwise lies in one. Bands that only alternate, to guide
the eye, say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.decision import Sign

STYLE_WEIGHT = 4.0
_STEP = 4.0
_ZEBRA = 4


@dataclass(frozen=True, slots=True)
class Looks:
    """How one name is printed, over how many rows; `indent` in points, None where the format does not tell."""

    bold: bool = False
    fill: tuple[int, int, int] | None = None
    indent: float | None = None
    rows: int = 1


Cues = tuple[Sign, ...]


def looks_to_cues(looks: Sequence[Looks]) -> tuple[Cues, ...]:
    """Per name its signs (a weight above 0 speaks for activity); nothing where all names look alike."""
    found: list[list[Sign]] = [[] for _ in looks]
    for kind, heads in (("type", _bold(looks)), ("fill", _fills(looks)), ("indent", _indents(looks))):
        if heads is None:
            continue
        for cues, head in zip(found, heads, strict=True):
            cues.append(Sign(f"level_{kind}_{'first' if head else 'below'}", STYLE_WEIGHT if head else -STYLE_WEIGHT))
    return tuple(map(tuple, found))


def _bold(looks: Sequence[Looks]) -> list[bool] | None:
    heads = [one.bold for one in looks]
    return heads if heads and heads[0] and not all(heads) else None


def _fills(looks: Sequence[Looks]) -> list[bool] | None:
    fills = {one.fill for one in looks}
    if len(fills) != 2:
        return None
    heads = [one.fill == looks[0].fill for one in looks]
    by_row = [head for head, one in zip(heads, looks, strict=True) for _ in range(one.rows)]
    return None if len(heads) >= _ZEBRA and all(a != b for a, b in pairwise(by_row)) else heads


def _indents(looks: Sequence[Looks]) -> list[bool] | None:
    indents = [one.indent for one in looks if one.indent is not None]
    if len(indents) < len(looks) or not indents:
        return None
    heads = [indent - min(indents) < _STEP for indent in indents]
    steps = [indent for indent, head in zip(indents, heads, strict=True) if not head]
    return heads if heads[0] and steps and max(steps) - min(steps) < _STEP else None
