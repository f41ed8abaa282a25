"""How sure is what is sure: a random sample that a person confirms, and what it says about the rest."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.correction import Correction

_Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class MeasuredShare:
    """`right` of `checked` values were right; `low` and `high` bound the share of the whole with 95 % confidence (Wilson, 1927)."""

    checked: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.checked


def answers_to_share(verdicts: Iterable[str]) -> MeasuredShare | None:
    """The share of "right" among the verdicts; None for none.

    >>> answers_to_share(["right"] * 48 + ["wrong"] * 2)
    MeasuredShare(checked=50, right=48, low=0.865..., high=0.988...)
    """
    said = list(verdicts)
    if not said:
        return None
    right = sum(verdict == "right" for verdict in said)
    low, high = wilson_interval(right, len(said))
    return MeasuredShare(len(said), right, low, high)


def corrections_to_share(corrections: Iterable[Correction]) -> MeasuredShare | None:
    """The share that the answers "right" and "wrong" among the corrections give; None where nobody checked anything."""
    return answers_to_share(item.after for item in corrections if item.kind == "check")


def wilson_interval(right: int, checked: int) -> tuple[float, float]:
    """The 95 % interval of a share of which `right` in `checked` was seen; (0, 1) for nothing checked."""
    if checked == 0:
        return 0.0, 1.0
    share = right / checked
    scale = 1 + _Z**2 / checked
    middle = (share + _Z**2 / (2 * checked)) / scale
    reach = _Z * math.sqrt(share * (1 - share) / checked + _Z**2 / (4 * checked**2)) / scale
    return max(0.0, middle - reach), min(1.0, middle + reach)


def draw(names: Sequence[str], count: int, salt: str = "") -> list[str]:
    """`count` of the names at random, the same ones whenever the same names are given, so that a sample survives a restart; all where
    there are fewer."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{salt}\0{name}".encode("utf-8", "replace")).digest())[:count]
