"""Fits the judge: weights of the signs of a whole reading, weights of the doubts about a value, and the thresholds of confidence.

    python -m benchmarks.learn [--folder FOLDER ...] [--reviewed OUT SOURCE ...]

Learned from the documents with truth that lie beside the checkout (real and made), generated ones and those of further folders. Readings:
for every table that looked wrong, each rival reading is scored against the truth, and a regularised logistic regression learns which of
two is the better. Confidence: every published value is right or wrong, as are those that people answered (`--reviewed`); the doubts'
weights are fitted likewise. Both are fitted on some *sources* and measured on the others, in turns, generated ones left out: they are
easier than any other. What is printed, and the table in docs/accuracy.md, comes from the turns, what is written to
normalize/judge/weights.toml from all. The same documents give the same files. Without documents nothing is written.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np
from scipy.optimize import minimize

from benchmarks.accuracy import HOSTILE, SURE, folder_to_documents, load_scorer, shared_data
from benchmarks.claimed import Claim, claims_to_markdown, write_between
from benchmarks.judged_values import (
    GENERATED_SOURCES,
    Judged,
    Lesson,
    Pair,
    files_to_lessons,
    generated_to_lessons,
    lesson_to_judged,
    lesson_to_pairs,
    written_to_lessons,
)
from benchmarks.reviewed_values import folder_to_judged
from normalize.judge.calibration import Calibration, doubts_to_level, doubts_to_open, doubts_to_probability, load_calibration
from normalize.judge.plausibility import load_weights
from normalize.judge.signs import SIGNS
from schemas.observation import Confidence

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "normalize" / "judge" / "weights.toml"
FOLDS = 10
GENERATED = range(120)  # seeds
WRITTEN = range(100, 160)
CONSISTENT_SHARE = 0.99  # of held-out values
PROVEN_SHARE = 0.995
COVERED = 0.85  # of the right values
SURE_FROM = 0.995  # where the shares are not reached
ALIKE = 5e-6  # probabilities that are the same but for rounding
GENERATED_WORTH = 0.2  # of a value in a document that somebody else made
POSITIVE = {"placed", "proven"}  # of a reading; everything else can only speak against it
START = {name: 1.0 if name in POSITIVE else -1.0 for name in SIGNS}
# What nobody would believe whoever has seen few of it: weights are drawn to these and not to nought, as documents with it are rare.
PRIORS = {
    "name.untold_name": -4.0,
    "name.figure_inside": -5.0,
    "name.number_inside": -5.0,
    "name.only_goal": -5.0,
    "name.open_end": -4.0,
    "name.begins_again": -5.0,
    "name.lacks_program_beside": -5.0,
    "name.lacks_program_nested": -6.0,
    "name.program_lost": -5.0,
    "name.own_clashing": -2.0,
    "name.untold": -2.0,
    "column.untold": -3.0,
    "column.table_columns-inferred": -1.5,
    "column.table_stub-assumed": -1.0,
    "column.own_wild": -3.0,
    "column.table_figures_lost": -2.0,
    "column.document_figures_lost": -2.0,
    "column.little_money": -5.0,
    "column.percent_of_amount": -5.0,
    "name.lacks_program_above": -3.0,
    "column.amount_without_money": -5.0,
    "column.own_undated": -2.0,
    "column.other": -4.0,
    "value.untold": -3.0,
    "value.contradicted": -6.0,
}
_GOOD = ("value.proven",)
_RIDGE = 1.0


def fit(
    rows: np.ndarray, right: np.ndarray, weight: np.ndarray, signs: Sequence[int], drawn_to: np.ndarray, *, base: bool
) -> np.ndarray:
    """Ridge logistic regression whose weights keep the sign given (+1 or -1) and are drawn to `drawn_to`; the last one is the base where
    asked for."""
    matrix = np.hstack([rows, np.ones((len(rows), 1))]) if base else rows
    target = np.where(right, 1.0, -1.0)
    limits = [(0.0, None) if sign > 0 else (None, 0.0) if sign < 0 else (None, None) for sign in signs]
    limits += [(None, None)] if base else []
    middle = np.append(drawn_to, 0.0) if base else drawn_to
    ridge = np.array([_RIDGE] * rows.shape[1] + ([0.001] if base else []))

    def cost(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        margin = target * (matrix @ parameters)
        loss = weight @ np.logaddexp(0.0, -margin) + 0.5 * ridge @ (parameters - middle) ** 2
        slope = -(weight * target / (1.0 + np.exp(np.clip(margin, -500, 500)))) @ matrix + ridge * (parameters - middle)
        return float(loss), slope

    return np.asarray(minimize(cost, middle, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": 500}).x)


def fit_readings(pairs: Sequence[Pair]) -> dict[str, float]:
    rows = np.array([[pair.difference[name] for name in SIGNS] for pair in pairs])
    per_source = _counts([pair.source for pair in pairs])
    weight = np.array([min(5.0, pair.gain**0.5) * 10.0 / per_source[pair.source] for pair in pairs])
    signs = [1 if name in POSITIVE else -1 for name in SIGNS]
    found = fit(rows, np.ones(len(pairs), dtype=bool), weight, signs, np.zeros(len(SIGNS)), base=False)
    return {name: float(value) for name, value in zip(SIGNS, found, strict=True)}


def fit_confidence(judged: Sequence[Judged]) -> Calibration:
    documents: dict[str, set[str]] = defaultdict(set)
    for one in judged:
        for name in one.doubts:
            documents[name].add(one.source)
    often = {name for name, sources in documents.items() if len(sources) >= 3 and name not in _GOOD}
    names = sorted(often | PRIORS.keys())
    place = {name: at for at, name in enumerate(names)}
    rows = np.zeros((len(judged), len(names)))
    for at, one in enumerate(judged):
        for name, strength in one.doubts.items():
            if name in place:
                rows[at, place[name]] = strength
    counts = _counts([one.source for one in judged])
    weight = np.array([_source_to_worth(one.source) * 10.0 / counts[one.source] ** 0.5 for one in judged])
    right = np.array([one.right for one in judged])
    drawn_to = np.array([PRIORS.get(name, 0.0) for name in names])
    found = fit(rows, right, weight, [-1] * len(names), drawn_to, base=True)
    weights = {name: float(value) for name, value in zip(names, found, strict=False) if value < -0.005}
    return Calibration(float(found[-1]), weights, 1.0, 1.0)


def _source_to_worth(source: str) -> float:
    return GENERATED_WORTH if source.startswith(GENERATED_SOURCES) else 1.0


def _counts(items: Sequence[str]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[item] += 1
    return counts


def sources_to_folds(sources: Sequence[str]) -> dict[str, int]:
    """Each source in one of the folds, by size in turns, so that folds are alike."""
    counts = _counts(sources)
    return {source: at % FOLDS for at, source in enumerate(sorted(counts, key=lambda s: (-counts[s], s)))}


@dataclass(frozen=True, slots=True)
class Told:
    """A value with the probability that weights gave it which were fitted without its source."""

    probability: float
    fold: int
    judged: Judged

    @property
    def may_be_sure(self) -> bool:
        return not self.judged.contradicted and not doubts_to_open(self.judged.doubts)


def judged_in_turns(judged: Sequence[Judged]) -> list[Told]:
    """Every value as the weights of the other folds see it, the most probable first."""
    folds = sources_to_folds([one.source for one in judged])
    told: list[Told] = []
    for fold in range(FOLDS):
        model = fit_confidence([one for one in judged if folds[one.source] != fold])
        told += [Told(doubts_to_probability(one.doubts, model), fold, one) for one in judged if folds[one.source] == fold]
    return sorted(told, key=lambda one: -one.probability)


def told_to_threshold(told: Sequence[Told], share: float) -> float:
    """The highest probability from which enough of the right values are sure. Lower ones would still have the share asked for among
    documents like these; on those that nobody has seen more is wrong, so nothing is given away. `SURE_FROM` where the share is not
    reached."""
    sure = [one for one in told if one.may_be_sure]
    rights = sum(one.judged.right for one in told)
    right = 0
    for at, one in enumerate(sure, 1):
        right += one.judged.right
        more = at < len(sure) and sure[at].probability > one.probability - ALIKE
        if right >= COVERED * rights and not more:
            return round(one.probability - ALIKE, 5) if right >= share * at else SURE_FROM
    return SURE_FROM


def print_turns(told: Sequence[Told], calibration: Calibration) -> None:
    rights = sum(one.judged.right for one in told)
    sure = [one for one in told if told_to_level(one, calibration) in SURE]
    right = sum(one.judged.right for one in sure)
    print(f"held-out: {len(told)} values, {rights} right; called sure {len(sure)}, of them right {right}")
    print(f"held-out: share of the right ones called sure {right / max(1, rights):.3f}")
    wrong = _counts([one.judged.document for one in sure if not one.judged.right])
    for name, count in sorted(wrong.items(), key=lambda item: -item[1]):
        print(f"    sure and wrong: {count:4} {name}")


def readings_in_turns(pairs: Sequence[Pair]) -> None:
    folds = sources_to_folds([pair.source for pair in pairs])
    right = total = 0.0
    for fold in range(FOLDS):
        train = [pair for pair in pairs if folds[pair.source] != fold]
        model = fit_readings(train) if train else START
        for pair in (pair for pair in pairs if folds[pair.source] == fold):
            total += 1
            right += sum(model[name] * value for name, value in pair.difference.items()) > 0
    if total:
        print(f"held-out pairs of readings in the right order: {right / total:.3f} of {total:.0f}")


def weights_to_text(reading: Mapping[str, float], calibration: Calibration) -> str:
    lines = [
        "# Written by `make learn` from documents with truth; what a name means stands in normalize/judge/signs.py and calibration.py.",
        "",
    ]
    lines += ["[reading]", *(f"{name} = {value:.3f}" for name, value in reading.items()), ""]
    lines += [
        "[confidence]",
        f"base = {calibration.base:.3f}",
        f"consistent = {calibration.consistent:.5f}",
        f"proven = {calibration.proven:.5f}",
        "",
        "[confidence.doubts]",
    ]
    lines += [f'"{name}" = {value:.3f}' for name, value in sorted(calibration.weights.items())]
    return "\n".join(lines) + "\n"


def told_to_level(one: Told, calibration: Calibration) -> Confidence:
    """What is published of a value with this probability."""
    if one.judged.contradicted:
        return "contradicted"
    at_most = replace(calibration, base=_log_odds(one.probability), weights={})
    return doubts_to_level(one.judged.doubts, at_most, one.judged.number)


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1.0 - probability)))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, action="append", default=[], help="further documents with truth")
    parser.add_argument(
        "--reviewed", type=Path, nargs=2, action="append", default=[], metavar=("OUT", "SOURCE"),
        help="a dataset with the answers of people, and the folder of its documents",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="print what the turns give, write nothing")
    arguments = parser.parse_args()
    folder = shared_data()
    if folder is None:
        print("SKIPPED: the private corpus (../shared/data) is not beside this checkout; the shipped weights stay")
        return 0
    scorer = load_scorer(folder)
    parts = [folder / "real", folder / "made", *arguments.folder]
    documents = [pair for part in parts for pair in folder_to_documents(part) if pair[0].name not in HOSTILE]
    reviewed = [one for out, source in arguments.reviewed for one in folder_to_judged(out, source)]
    lessons = [
        *files_to_lessons(scorer, documents),
        *generated_to_lessons(scorer, GENERATED),
        *written_to_lessons(scorer, WRITTEN),
    ]
    kept = WEIGHTS.read_text(encoding="utf-8")
    try:
        learned = lessons_to_learned(scorer, lessons, reviewed)
        if not arguments.dry_run:
            kept = learned.weights
            write_between(ROOT / "docs" / "accuracy.md", claims_to_markdown(learned.claims))
            print(f"written: {WEIGHTS.relative_to(ROOT)}, docs/accuracy.md")
    finally:
        WEIGHTS.write_text(kept, encoding="utf-8")
    return 0


@dataclass(frozen=True, slots=True)
class Learned:
    """The text of the weights, and what the turns claim."""

    weights: str
    claims: Sequence[Claim]


def lessons_to_learned(scorer: ModuleType, lessons: Sequence[Lesson], reviewed: Sequence[Judged] = ()) -> Learned:
    """What the documents teach. The shipped weights do not matter: rival readings are tried by weights that are all alike, and values
    are judged in the readings that the new weights choose, beside those `reviewed` by people."""
    open_weights = Calibration(0.0, {}, SURE_FROM, SURE_FROM)
    put_in_force(weights_to_text(START, open_weights))
    pairs = [pair for lesson in lessons for pair in lesson_to_pairs(scorer, lesson)]
    readings_in_turns(pairs)
    reading = fit_readings(pairs)
    put_in_force(weights_to_text(reading, open_weights))
    judged = [*(one for lesson in lessons for one in lesson_to_judged(scorer, lesson)), *reviewed]
    told = [one for one in judged_in_turns(judged) if not one.judged.source.startswith(GENERATED_SOURCES)]
    calibration = replace(
        fit_confidence(judged),
        consistent=told_to_threshold(told, CONSISTENT_SHARE),
        proven=told_to_threshold([one for one in told if one.judged.number == "proven"], PROVEN_SHARE),
    )
    print_turns(told, calibration)
    claims = [
        Claim(
            told_to_level(one, calibration), one.judged.right, one.fold, one.judged.format, one.judged.kind, one.judged.source
        )
        for one in told
    ]
    return Learned(weights_to_text(reading, calibration), claims)


def put_in_force(text: str) -> None:
    """Makes these the weights that readings are compared by."""
    WEIGHTS.write_text(text, encoding="utf-8")
    load_weights.cache_clear()
    load_calibration.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
