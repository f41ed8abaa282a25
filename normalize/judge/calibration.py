"""How often values like this one were right: the confidence that is published, from doubts that are measured and weights that are learned.

Each doubt about a value belongs to its number, to its row's name or to its column's meaning. Their weights and the threshold were fitted on
documents with truth and checked on others (`make learn`); docs/accuracy.md has the table of claimed against right.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from normalize.judge.doubts import PARTS, Around, Part, doubt_is_open, table_to_doubts
from normalize.judge.signs import SeenTable
from schemas.decision import Sign
from schemas.observation import Confidence, Observation

_SLIGHT = 0.005  # log-odds that nobody needs to be told of


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
    sums = _doubts_to_sums(doubts, calibration)
    return _odds_to_share(calibration.base + (sum(sums.values()) if part is None else sums.get(part, 0.0)))


def _doubts_to_sums(doubts: Mapping[str, float], calibration: Calibration) -> dict[str, float]:
    """What the doubts about each part weigh."""
    sums: dict[str, float] = {}
    weights = calibration.weights
    for name, strength in doubts.items():
        if name in weights:
            part = name.partition(".")[0]
            sums[part] = sums.get(part, 0.0) + weights[name] * strength
    return sums


def _odds_to_share(log_odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, log_odds))))


_is_open = lru_cache(maxsize=4096)(doubt_is_open)  # few names, asked for with every value


def doubts_to_open(doubts: Iterable[str]) -> frozenset[str]:
    """The parts that their doubts leave open."""
    return frozenset(name.partition(".")[0] for name in doubts if _is_open(name))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The doubts about a value put together: what those about each part weigh, the parts that they leave open, and the signs to tell."""

    sums: Mapping[str, float]
    open: frozenset[str]
    signs: tuple[Sign, ...]


def table_to_calibrated(seen: SeenTable, around: Around) -> tuple[Observation, ...]:
    """The table's observations with the confidence that such values deserve, whole and by part. What a person reviewed, and what
    contradicts itself, stays so."""
    calibration = load_calibration()
    weighed: dict[tuple[tuple[str, float], ...], Weighed] = {}  # many values of a table have the same doubts
    calibrated = []
    for one, doubts in zip(seen.observations, table_to_doubts(seen, around), strict=True):
        key = tuple(doubts.items())
        if key not in weighed:
            weighed[key] = doubts_to_weighed(doubts, calibration)
        calibrated.append(observation_to_calibrated(one, weighed[key], calibration))
    return tuple(calibrated)


def doubts_to_weighed(doubts: Mapping[str, float], calibration: Calibration) -> Weighed:
    return Weighed(_doubts_to_sums(doubts, calibration), doubts_to_open(doubts), doubts_to_signs(doubts, calibration))


def observation_to_calibrated(observation: Observation, weighed: Weighed, calibration: Calibration) -> Observation:
    """The observation with its confidence, and that of its parts: none is below the whole."""
    own, number = observation.confidence, observation.value_confidence
    if own == "reviewed":
        return replace(observation, value_confidence=own, name_confidence=own, column_confidence=own, doubts=weighed.signs)
    whole = _odds_to_level(calibration.base + sum(weighed.sums.values()), calibration, number, is_open=bool(weighed.open))
    parts: dict[str, Confidence] = {
        part: _odds_to_level(
            calibration.base + weighed.sums.get(part, 0.0),
            calibration,
            number if part == "value" else "proven",
            is_open=part in weighed.open,
        )
        for part in PARTS
    }
    contradicted = own == "contradicted"
    return replace(
        observation,
        confidence=own if contradicted else whole,
        value_confidence=own if contradicted else parts["value"],
        name_confidence=parts["name"],
        column_confidence=parts["column"],
        doubts=weighed.signs,
    )


def doubts_to_signs(doubts: Mapping[str, float], calibration: Calibration) -> tuple[Sign, ...]:
    """The doubts that weigh something, the weightiest first, and those that leave their part open."""
    weighed = ((name, calibration.weights.get(name, 0.0) * strength) for name, strength in doubts.items())
    signs = [Sign(name, round(weight, 3)) for name, weight in weighed if weight < -_SLIGHT or _is_open(name)]
    return tuple(sorted(signs, key=lambda sign: (sign.weight, sign.name)))


def calibration_to_odds(calibration: Calibration) -> tuple[float, float, float]:
    """The log-odds of a value without any doubt, and those from which values are consistent and proven."""
    consistent, proven = (math.log(share / (1.0 - share)) for share in (calibration.consistent, calibration.proven))
    return calibration.base, consistent, proven


def doubts_to_level(doubts: Mapping[str, float], calibration: Calibration, number: Confidence) -> Confidence:
    """What a value with these doubts may be called as a whole; `number` is how sure its digits alone are."""
    odds = calibration.base + sum(_doubts_to_sums(doubts, calibration).values())
    return _odds_to_level(odds, calibration, number, is_open=bool(doubts_to_open(doubts)))


def _odds_to_level(log_odds: float, calibration: Calibration, number: Confidence, *, is_open: bool) -> Confidence:
    if is_open:
        return "unproven"
    share = _odds_to_share(log_odds)
    if number == "proven" and share >= calibration.proven:
        return "proven"
    return "consistent" if share >= calibration.consistent else "unproven"
