"""How often values like this one were right: the confidence that is published, from doubts that are measured and weights that are learned.

Each doubt about a value belongs to its number, to its row's name or to its column's meaning. Their weights and the threshold were fitted on
documents with truth and checked on others (`make learn`); docs/accuracy.md has the table of claimed against right.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from normalize.judge.doubts import PARTS, Around, Part, table_to_doubts
from normalize.judge.signs import SeenTable
from schemas.observation import Confidence, Observation

OPEN_DOUBTS = frozenset(
    {
        "value.unproven", "value.is_ambiguous", "value.scale-doubtful", "value.engines-disagree", "value.value-struck",
        "value.sheet-sign-hidden", "name.formula-or-brackets", "name.text-unsure", "name.text-doubtful", "name.mark-disputed",
        "name.own_nameless", "name.row-clipped", "name.row-cut-doubtful", "name.text-cut", "name.text-across-rule",
        "name.unproven", "name.level_open", "column.yearly_undated", "column.unproven",
    }
)  # fmt: skip
"""What leaves a value open however often such values were right: its digits or its year are not settled, its row has no
name or one of which nothing tells the level, the end of a text may be missing, or what its column holds was assumed."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Learned weights of doubts by name, the log-odds of a value without any, and the probabilities from which values are called
    consistent and, where arithmetic or a twin supports the number, proven."""

    base: float
    weights: Mapping[str, float]
    consistent: float
    proven: float


@lru_cache(maxsize=1)
def load_calibration() -> Calibration:
    """The calibration that is shipped."""
    raw = tomllib.loads(resources.files("normalize.judge").joinpath("weights.toml").read_text(encoding="utf-8"))
    told = raw["confidence"]
    weights = {name: float(weight) for name, weight in told["doubts"].items()}
    return Calibration(float(told["base"]), weights, float(told["consistent"]), float(told["proven"]))


def doubts_to_probability(doubts: Mapping[str, float], calibration: Calibration, part: Part | None = None) -> float:
    """The share of values with such doubts that was right; with `part` as if nothing else were doubted."""
    told = sum(
        calibration.weights.get(name, 0.0) * strength
        for name, strength in doubts.items()
        if part is None or name.startswith(f"{part}.")
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, calibration.base + told))))


def table_to_calibrated(seen: SeenTable, around: Around) -> tuple[Observation, ...]:
    """The table's observations with the confidence that such values deserve, whole and by part. What a person reviewed, and what
    contradicts itself, stays so."""
    calibration = load_calibration()
    doubts = table_to_doubts(seen, around)
    return tuple(observation_to_calibrated(one, own, calibration) for one, own in zip(seen.observations, doubts, strict=True))


def observation_to_calibrated(observation: Observation, doubts: Mapping[str, float], calibration: Calibration) -> Observation:
    """The observation with its confidence, and that of its parts: none is below the whole."""
    own, number = observation.confidence, observation.value_confidence
    if own == "reviewed":
        return replace(observation, value_confidence=own, name_confidence=own, column_confidence=own)
    parts = {part: doubts_to_level(doubts, calibration, "proven", part) for part in PARTS}
    parts["value"] = own if own == "contradicted" else doubts_to_level(doubts, calibration, number, "value")
    return replace(
        observation,
        confidence=own if own == "contradicted" else doubts_to_level(doubts, calibration, number),
        value_confidence=parts["value"],
        name_confidence=parts["name"],
        column_confidence=parts["column"],
    )


def doubts_to_level(
    doubts: Mapping[str, float], calibration: Calibration, number: Confidence, part: Part | None = None
) -> Confidence:
    """What a value with these doubts may be called, as a whole or in one part; `number` is how sure its digits alone are."""
    if any(part is None or name.startswith(f"{part}.") for name in OPEN_DOUBTS & doubts.keys()):
        return "unproven"
    probability = doubts_to_probability(doubts, calibration, part)
    if number == "proven" and probability >= calibration.proven:
        return "proven"
    return "consistent" if probability >= calibration.consistent else "unproven"
