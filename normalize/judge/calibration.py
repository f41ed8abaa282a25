"""How often values like this one were right: the confidence that is published, from doubts that are measured and weights that are learned.

Each doubt about a value belongs to its number, to its row's name or to its column's meaning. Their weights and the threshold were fitted on
documents with truth and checked on others (`make learn`); docs/accuracy.md has the table of claimed against right.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Literal

from normalize.judge.signs import SeenTable, is_name, observation_to_name, reading_to_signs, readings_to_figures
from normalize.text.look import is_open_ended
from normalize.words.plan_bands import text_to_group
from normalize.words.quantities import unit_is_money
from schemas.observation import Confidence, Observation

Part = Literal["value", "name", "column"]
PARTS: tuple[Part, ...] = ("value", "name", "column")

_NAME_SIGNS = ("nameless", "short_name", "tail_name", "clashing", "few_rows_a_name")
_COLUMN_SIGNS = (
    "unplaced", "undated", "unmeasured", "mixed", "wild", "small_money", "worded_money", "headless", "figures_in_head",
    "words_as_values", "years_backwards", "percent_beyond",
)  # fmt: skip
_NUMBER_INSIDE = re.compile(r"\S\s\(?\d{1,2}[.)]\s+\S")  # a list number that belongs before the name
_FIGURE_INSIDE = re.compile(r"[^\W\d_][,/]?\s\d{1,2}\s[^\W\d_]")
_LONG_NAME = 250
_TEXTS_ABOVE = 3
_COUNTED = frozenset({"target", "realization", "achievement", "other"})
_AMOUNT = 1e7
_SATURATED = 10.0  # a tenth of a table's figures is as bad as all of them
_VALUE_CODES = (
    "number-",
    "sum-",
    "ratio-",
    "value-",
    "engines-",
    "scale-",
    "letter-",
    "percent-",
    "sheet-",
    "invisible-",
    "text-mark",
)
_COLUMN_CODES = ("year", "measure", "head", "columns-", "marks-", "fragment-", "join-", "stub-")


@dataclass(frozen=True, slots=True)
class Calibration:
    """Learned weights of doubts by name, the log-odds of a value without any, and the probability from which values are called
    consistent."""

    base: float
    weights: Mapping[str, float]
    consistent: float
    proven: float = 0.9
    """Independent arithmetic carries a value over more doubt."""


@lru_cache(maxsize=1)
def load_calibration() -> Calibration:
    """The calibration that is shipped."""
    raw = tomllib.loads(resources.files("normalize.judge").joinpath("weights.toml").read_text(encoding="utf-8"))
    told = raw["confidence"]
    return Calibration(
        float(told["base"]), {name: float(weight) for name, weight in told["doubts"].items()}, float(told["consistent"])
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What is known about a table as a whole: `codes` of the findings that touch no single cell of it, whether other rows of the document
    have a programme, and whether a text above the table speaks of one."""

    codes: tuple[str, ...] = ()
    others_have_program: bool = False
    program_above: bool = False
    beside_another: bool = False
    """Whether it stands beside another table or inside of one: what names its rows may then stand where nobody looked."""


def table_to_around(seen: SeenTable, codes: Sequence[str], *, others_have_program: bool, beside_another: bool) -> Around:
    texts = [block.text for block in seen.table.context[-_TEXTS_ABOVE:]]
    texts += [cell.text for row in seen.table.titles for cell in row.printed]
    return Around(
        tuple(codes), others_have_program, any(text_to_group(text).field == "program" for text in texts), beside_another
    )


def observation_to_doubts(observation: Observation, signs: Mapping[str, float], around: Around) -> dict[str, float]:
    """Every doubt about the value, as "part.name" with a strength of 0 to 1. `signs` are those of its table."""
    labels = observation.labels
    name = observation_to_name(observation)
    doubts = {
        f"value.{observation.confidence}": 1.0,
        "value.is_text": float(observation.value_status == "text"),
        "value.is_ambiguous": float(observation.value_status == "ambiguous"),
        "name.own_nameless": float(not is_name(name)),
        "name.own_tail": float(name[:1].islower()),
        "name.without_indicator": float(not labels.indicator),
        "name.only_goal": float(not (labels.indicator or labels.program or labels.activity or labels.sub_activity)),
        "name.number_inside": float(_NUMBER_INSIDE.search(name) is not None),
        "name.open_end": float(is_open_ended(name)),
        "name.long": float(len(name) > _LONG_NAME),
        "name.without_program": float(not labels.program),
        "name.lacks_program": float(not labels.program and around.others_have_program),
        "name.lacks_program_above": float(not labels.program and around.program_above),
        "name.lacks_program_beside": float(not labels.program and around.beside_another),
        "name.figure_inside": float(_FIGURE_INSIDE.search(name) is not None),
        "column.amount_without_money": float(
            observation.measure in _COUNTED and abs(observation.value or 0) >= _AMOUNT and not unit_is_money(labels.unit)
        ),
        "column.own_headless": float(not observation.period_label),
        "column.own_undated": float(observation.period.year is None),
        "column.other": float(observation.measure == "other"),
    }
    for code in observation.flags:
        doubts[f"{code_to_part(code)}.{code}"] = 1.0
    for code in around.codes:
        doubts[f"{code_to_part(code)}.table_{code}"] = 1.0
    doubts |= {f"name.table_{sign}": min(1.0, _SATURATED * signs[sign]) for sign in _NAME_SIGNS}
    doubts |= {f"column.table_{sign}": min(1.0, _SATURATED * signs[sign]) for sign in _COLUMN_SIGNS}
    if observation.confidence == "proven":  # sums hold for it, however far it lies from the others of its row
        doubts.pop("column.table_wild")
    return {key: strength for key, strength in doubts.items() if strength}


def code_to_part(code: str) -> Part:
    """Whether a finding is about a number, a column or (anything else) a name."""
    if code.startswith(_VALUE_CODES):
        return "value"
    return "column" if code.startswith(_COLUMN_CODES) else "name"


def table_to_signs(seen: SeenTable) -> dict[str, float]:
    return reading_to_signs([seen], readings_to_figures([seen.table]))


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
    contradicts itself, stays so; what the steps that read it left unproven is not made sure by its likeness to others."""
    calibration = load_calibration()
    signs = table_to_signs(seen)
    return tuple(_calibrated(one, observation_to_doubts(one, signs, around), calibration) for one in seen.observations)


def _calibrated(observation: Observation, doubts: Mapping[str, float], calibration: Calibration) -> Observation:
    own = observation.confidence
    named: Confidence = own if own == "reviewed" else "proven"
    least: dict[Part, Confidence] = {"value": own, "name": named, "column": named}
    parts = {part: _level(doubts_to_probability(doubts, calibration, part), calibration, least[part]) for part in PARTS}
    whole = _level(doubts_to_probability(doubts, calibration), calibration, own)
    return replace(
        observation,
        confidence=whole,
        value_confidence=parts["value"],
        name_confidence=parts["name"],
        column_confidence=parts["column"],
    )


def _level(probability: float, calibration: Calibration, own: Confidence) -> Confidence:
    if own in {"reviewed", "contradicted", "unproven"}:
        return own
    if probability < (calibration.proven if own == "proven" else calibration.consistent):
        return "unproven"
    return own
