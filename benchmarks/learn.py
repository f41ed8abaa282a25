"""Fits the judge: weights of the signs of a whole reading, weights of the doubts about a value, and the threshold of `consistent`.

    python -m benchmarks.learn [--folder FOLDER ...]

Learned from the documents with truth that lie beside the checkout (real and made), and those of further folders. Readings: for every table
that looked wrong, each rival reading is scored against the truth, and a regularised logistic regression learns which of two is the better.
Confidence: every published value is right or wrong; the doubts' weights are fitted likewise. Both are fitted on some *sources* and measured
on the others, in turns; what is printed comes from the turns, what is written to normalize/judge/weights.toml from all. The same documents
give the same file. Without documents nothing is written.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np
from scipy.optimize import minimize

from benchmarks.accuracy import HOSTILE, PAGES, RECALL_ONLY, folder_to_documents, load_scorer, shared_data
from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import open_source
from normalize.context.profile import blocks_to_profile
from normalize.judge.calibration import Calibration, doubts_to_probability, observation_to_doubts, table_to_signs
from normalize.judge.plausibility import load_weights
from normalize.judge.signs import SIGNS
from normalize.rivals import BestReading, Rival, reading_to_best, reading_to_rivals, result_to_seen, results_to_arounds
from normalize.surroundings import reading_to_facts
from schemas.decision import NO_CHOICES
from schemas.errors import RajutError
from schemas.kind import builtin_kinds
from schemas.nomenclature import Nomenclature
from schemas.observation import Observation
from schemas.table import TextBlock

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "normalize" / "judge" / "weights.toml"
FOLDS = 6
RIGHT_SHARES = (0.995, 0.99, 0.98)  # of held-out values called sure; a lower one only where the higher leaves too few
COVERED = 0.35  # share of the right values that shall be called sure
SURE_FROM = 0.9  # where no share leaves enough: what the steps themselves are sure of, and the doubts do not speak against
POSITIVE = {"placed", "proven"}  # of a reading; everything else can only speak against it
# What nobody would believe whoever has seen few of it: weights are drawn to these and not to nought, as documents with it are rare.
PRIORS = {
    "name.own_nameless": -4.0,
    "name.figure_inside": -5.0,
    "name.number_inside": -5.0,
    "name.only_goal": -5.0,
    "name.open_end": -4.0,
    "name.lacks_program_beside": -5.0,
    "name.lacks_program_above": -3.0,
    "column.amount_without_money": -5.0,
    "column.own_undated": -2.0,
    "column.other": -4.0,
    "value.unproven": -3.0,
    "value.contradicted": -6.0,
}
_GOOD = ("value.proven", "value.consistent")
_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two readings of the same fragments: the difference of their signs, better minus worse, and by how many values it is better."""

    source: str
    difference: dict[str, float]
    gain: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One published value that the truth knows: its doubts, and whether it is right."""

    source: str
    document: str
    doubts: dict[str, float]
    right: bool
    confidence: str


def name_to_source(name: str) -> str:
    """The source that a document came from: files whose names begin alike were cut from one."""
    return re.split(r"[-_.]", name)[0].rstrip("0123456789") or name


def observations_to_seen(scorer: ModuleType, observations: Sequence[Observation]) -> list[object]:
    """The observations in the scorer's form, in the same order."""
    rows = []
    for one in observations:
        labels = [scorer.normalise_label(text) for text in (one.labels.sub_activity, one.labels.activity, one.labels.program)]
        rows.append(
            scorer.Observation(
                indicator=scorer.normalise(one.labels.indicator),
                labels=tuple(filter(None, labels)),
                measure=one.measure,
                year=one.period.year,
                subperiod=one.period.subperiod,
                value=one.value,
                text=one.value_text,
                shown="",
            )
        )
    return rows


def observations_to_verdicts(
    scorer: ModuleType, truth: Path, observations: Sequence[Observation], whole: bool
) -> dict[int, bool]:
    """Index of each judged observation -> whether it is right; what the truth leaves open is not judged."""
    seen = observations_to_seen(scorer, observations)
    places = {id(row): at for at, row in enumerate(seen)}
    score = scorer.compare(scorer.read_truth(truth, {}), seen)
    verdicts = {places[id(row)]: True for _, row in score.right}
    verdicts |= {places[id(row)]: False for _, row, _ in score.wrong}
    return verdicts | ({places[id(row)]: False for row in score.extra} if whole else {})


def gather(scorer: ModuleType, documents: Sequence[tuple[Path, Path]]) -> tuple[list[Pair], list[Judged]]:
    """What the documents teach: pairs of readings of which one is better, and published values that are right or wrong."""
    pairs: list[Pair] = []
    judged: list[Judged] = []
    options = ReadOptions(second_opinion="never")
    for path, truth in documents:
        source, data = open_source(path, None, options.limits)
        try:
            reading = document_to_reading(source, data, options)
        except RajutError as error:
            print(f"{path.name}: not read ({error.code})")
            continue
        profile, _ = blocks_to_profile([block for block in reading.blocks if isinstance(block, TextBlock)])
        facts = reading_to_facts(reading, profile, builtin_kinds(), Nomenclature())
        name = name_to_source(path.name)
        whole = path.name not in RECALL_ONLY and path.name not in PAGES
        for rivals in reading_to_rivals(facts):
            pairs.extend(_rivals_to_pairs(scorer, truth, name, rivals, whole))
        judged.extend(_best_to_judged(scorer, truth, path, name, reading_to_best(facts, NO_CHOICES)))
    return pairs, judged


def _rivals_to_pairs(scorer: ModuleType, truth: Path, source: str, rivals: Sequence[Rival], whole: bool) -> list[Pair]:
    if len(rivals) < 2:
        return []
    scored = []
    for rival in rivals:
        observations = [
            one for result in rival.results for one in result.observations if one.value_status not in {"blank", "nil"}
        ]
        verdicts = observations_to_verdicts(scorer, truth, observations, whole)
        right = sum(verdicts.values())
        scored.append((2 * right - len(verdicts), rival.signs))
    pairs = []
    for gain, signs in scored:
        for other, rival_signs in scored:
            if gain > other:
                difference = {name: signs[name] - rival_signs[name] for name in SIGNS}
                pairs.append(Pair(source, difference, float(gain - other)))
    return pairs


def _best_to_judged(scorer: ModuleType, truth: Path, path: Path, source: str, best: BestReading) -> list[Judged]:
    observations, doubts = [], []
    for result, around in zip(best.results, results_to_arounds(best.results), strict=True):
        signs = table_to_signs(result_to_seen(result))
        for one in result.observations:
            observations.append(one)
            doubts.append(observation_to_doubts(one, signs, around))
    kept = list(range(len(observations)))
    if path.name in PAGES:
        first, last = map(int, PAGES[path.name].removeprefix("page=").split("-"))
        kept = [at for at in kept if first <= observations[at].cell.fragment.page <= last]
    verdicts = observations_to_verdicts(scorer, truth, [observations[at] for at in kept], path.name not in RECALL_ONLY)
    return [
        Judged(source, path.name, doubts[kept[at]], right, observations[kept[at]].confidence) for at, right in verdicts.items()
    ]


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
    weight = np.array([10.0 / counts[one.source] ** 0.5 for one in judged])
    right = np.array([one.right for one in judged])
    drawn_to = np.array([PRIORS.get(name, 0.0) for name in names])
    found = fit(rows, right, weight, [-1] * len(names), drawn_to, base=True)
    weights = {name: float(value) for name, value in zip(names, found, strict=False) if value < -0.005}
    return Calibration(float(found[-1]), weights, 0.5)


def _counts(items: Sequence[str]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for item in items:
        counts[item] += 1
    return counts


def sources_to_folds(sources: Sequence[str]) -> dict[str, int]:
    """Each source in one of the folds, by size in turns, so that folds are alike."""
    counts = _counts(sources)
    return {source: at % FOLDS for at, source in enumerate(sorted(counts, key=lambda s: (-counts[s], s)))}


def judged_to_threshold(judged: Sequence[Judged]) -> tuple[float, list[tuple[float, bool, Judged]]]:
    """The lowest probability from which the share asked for was right among the held-out sources, and all held-out probabilities."""
    folds = sources_to_folds([one.source for one in judged])
    told: list[tuple[float, bool, Judged]] = []
    for fold in range(FOLDS):
        model = fit_confidence([one for one in judged if folds[one.source] != fold])
        told.extend((doubts_to_probability(one.doubts, model), one.right, one) for one in judged if folds[one.source] == fold)
    told.sort(key=lambda item: -item[0])
    rights = sum(right for _, right, _ in told)
    for share in RIGHT_SHARES:
        best, right, covered = 1.0, 0, 0
        for at, (probability, is_right, _) in enumerate(told, 1):
            right += is_right
            if right >= share * at and at >= 50:
                best, covered = probability, right
        if covered >= COVERED * rights:
            break
    else:
        best, share = SURE_FROM, float("nan")
    print(f"called sure from {best:.4f} on, for a share of {share} right among the held-out")
    return best, told


def print_turns(told: Sequence[tuple[float, bool, Judged]], threshold: float) -> None:
    sure = [item for item in told if item[0] >= threshold]
    rights = sum(right for _, right, _ in told)
    wrong = [one for _, right, one in sure if not right]
    print(f"held-out: {len(told)} values, {rights} right; called sure {len(sure)}, of them right {sum(r for _, r, _ in sure)}")
    print(f"held-out: share of the right ones called sure {sum(r for _, r, _ in sure) / max(1, rights):.3f}")
    for name, count in sorted(_counts([one.document for one in wrong]).items(), key=lambda item: -item[1]):
        print(f"    sure and wrong: {count:4} {name}")


def readings_in_turns(pairs: Sequence[Pair]) -> None:
    folds = sources_to_folds([pair.source for pair in pairs])
    right = total = 0.0
    before = load_weights()
    old = 0.0
    for fold in range(FOLDS):
        train = [pair for pair in pairs if folds[pair.source] != fold]
        model = fit_readings(train) if train else dict(before)
        for pair in (pair for pair in pairs if folds[pair.source] == fold):
            total += 1
            right += sum(model[name] * value for name, value in pair.difference.items()) > 0
            old += sum(before[name] * value for name, value in pair.difference.items()) > 0
    if total:
        print(
            f"held-out pairs of readings in the right order: {right / total:.3f} of {total:.0f} (weights of before: {old / total:.3f})"
        )


def write_weights(reading: Mapping[str, float], calibration: Calibration) -> None:
    lines = [
        "# Written by `make learn` from documents with truth; what a name means stands in normalize/judge/signs.py and calibration.py.",
        "",
    ]
    lines += ["[reading]", *(f"{name} = {value:.3f}" for name, value in reading.items()), ""]
    lines += [
        "[confidence]",
        f"base = {calibration.base:.3f}",
        f"consistent = {calibration.consistent:.5f}",
        "",
        "[confidence.doubts]",
    ]
    lines += [f'"{name}" = {value:.3f}' for name, value in sorted(calibration.weights.items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, action="append", default=[], help="further documents with truth")
    parser.add_argument("--dry-run", action="store_true", help="print what the turns give, write nothing")
    arguments = parser.parse_args()
    folder = shared_data()
    if folder is None:
        print("SKIPPED: the private corpus (../shared/data) is not beside this checkout; the shipped weights stay")
        return 0
    scorer = load_scorer(folder)
    parts = [folder / "real", folder / "made", *arguments.folder]
    documents = [pair for part in parts for pair in folder_to_documents(part) if pair[0].name not in HOSTILE]
    pairs, judged = gather(scorer, documents)
    readings_in_turns(pairs)
    threshold, told = judged_to_threshold(judged)
    print_turns(told, threshold)
    if not arguments.dry_run:
        write_weights(fit_readings(pairs), replace(fit_confidence(judged), consistent=threshold))
        print(f"written: {WEIGHTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
