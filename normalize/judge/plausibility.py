"""One number for how plausible a reading is: its signs, weighted. The weights are learned (`make learn`) and kept in weights.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from schemas.decision import Sign


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """The weight of each sign, in log-odds for a whole table read that way."""
    raw = tomllib.loads(resources.files("normalize.judge").joinpath("weights.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in raw["reading"].items()}


def signs_to_plausibility(signs: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The sum of weight times sign. Only differences between readings of the same fragments mean something: log-odds of one against
    the other."""
    chosen = load_weights() if weights is None else weights
    return sum(weight * signs.get(name, 0.0) for name, weight in chosen.items())


def signs_to_difference(better: Mapping[str, float], worse: Mapping[str, float]) -> tuple[Sign, ...]:
    """What speaks for the better reading and what against it, the strongest first; signs alike in both are left out."""
    weights = load_weights()
    parts = [Sign(name, weight * (better.get(name, 0.0) - worse.get(name, 0.0))) for name, weight in weights.items()]
    return tuple(sorted((part for part in parts if abs(part.weight) > 1e-9), key=lambda part: -abs(part.weight)))
