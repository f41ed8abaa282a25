"""What documents with truth teach about confidence and about rival readings: published values that are right or wrong, pairs of readings.

Documents are those beside the checkout (real and made), further folders, and generated ones (benchmarks/stressed, benchmarks/writers),
whose layout families count as sources. What the writers' examination is drawn from stays out.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import ModuleType

from benchmarks.accuracy import PAGES, RECALL_ONLY
from benchmarks.stressed.defects import draw_defects
from benchmarks.stressed.document import FORMATS, KINDS, make_document
from benchmarks.stressed.office import sheets_to_docx
from benchmarks.stressed.sheets import Truth
from benchmarks.stressed.written import sheets_to_canvas, sheets_to_html
from benchmarks.writers import HELD_KINDS, draw
from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import open_source
from normalize.context.profile import blocks_to_profile
from normalize.judge.doubts import table_to_doubts
from normalize.judge.signs import SIGNS
from normalize.rivals import BestReading, Rival, reading_to_best, reading_to_rivals, result_to_seen, results_to_arounds
from normalize.surroundings import DocumentFacts, reading_to_facts
from schemas.decision import NO_CHOICES
from schemas.errors import RajutError
from schemas.kind import builtin_kinds
from schemas.nomenclature import Nomenclature
from schemas.observation import Confidence, Observation
from schemas.table import DocumentReading, TextBlock

OPTIONS = ReadOptions(second_opinion="never")
DEFECTS_EACH = 3
GENERATED_SOURCES = ("stressed", "written")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document that was read, and the truth about it in the scorer's form; `whole` where the truth covers all that it prints."""

    name: str
    source: str
    reading: DocumentReading
    truths: Sequence[object]
    whole: bool = True
    pages: range | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two readings of the same fragments: the difference of their signs, better minus worse, and by how many values it is better."""

    source: str
    difference: dict[str, float]
    gain: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One published value that the truth knows: its doubts, whether it is right, how sure its number alone is, and whether its steps
    found it contradicted."""

    source: str
    document: str
    kind: str
    doubts: dict[str, float]
    right: bool
    number: Confidence
    contradicted: bool

    @property
    def format(self) -> str:
        return self.document.rpartition(".")[2]


def name_to_source(name: str) -> str:
    """The source that a document came from: files whose names begin alike were cut from one."""
    return re.split(r"[-_.]", name)[0].rstrip("0123456789") or name


def files_to_lessons(scorer: ModuleType, documents: Sequence[tuple[Path, Path]]) -> Iterator[Lesson]:
    """The documents that can be read; one that cannot is named and passed over."""
    for path, truth in documents:
        source, data = open_source(path, None, OPTIONS.limits)
        try:
            reading = document_to_reading(source, data, OPTIONS)
        except RajutError as error:
            print(f"{path.name}: not read ({error.code})")
            continue
        pages = None
        if path.name in PAGES:
            first, last = map(int, PAGES[path.name].removeprefix("page=").split("-"))
            pages = range(first, last + 1)
        truths = scorer.read_truth(truth, {})
        yield Lesson(path.name, name_to_source(path.name), reading, truths, path.name not in RECALL_ONLY, pages)


def generated_to_lessons(scorer: ModuleType, seeds: range) -> Iterator[Lesson]:
    """One document for each seed: a kind, a format and a few defects at random, the same for the same seed."""
    for seed in seeds:
        random = Random(seed)
        kind, form = random.choice(KINDS), random.choice(FORMATS)
        document = make_document(Random(f"{seed}/{kind}"), kind, form, draw_defects(random, DEFECTS_EACH))
        yield from _bytes_to_lesson(scorer, f"stressed {kind}", f"{seed}.{form}", document.data, document.truths)


def written_to_lessons(scorer: ModuleType, seeds: range) -> Iterator[Lesson]:
    """The plans of these seeds as Word, HTML and as pages of PDF, with many factors at once."""
    for plan in map(draw, seeds):
        if plan.kind in HELD_KINDS:
            continue
        for form, write in (("docx", sheets_to_docx), ("html", sheets_to_html), ("pdf", sheets_to_canvas)):
            data = write(plan.title, plan.sheets, plan.manner)
            yield from _bytes_to_lesson(scorer, f"written {plan.kind}", f"{plan.seed}.{form}", data, plan.truths)


def _bytes_to_lesson(scorer: ModuleType, source: str, name: str, data: bytes, truths: Sequence[Truth]) -> Iterator[Lesson]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"generated.{name.rpartition('.')[2]}"
        path.write_bytes(data)
        opened, content = open_source(path, None, OPTIONS.limits)
    try:
        reading = document_to_reading(opened, content, OPTIONS)
    except RajutError as error:
        print(f"{source} {name}: not read ({error.code})")
        return
    yield Lesson(f"{source} {name}", source, reading, [_truth_to_row(scorer, truth) for truth in truths])


def _truth_to_row(scorer: ModuleType, truth: Truth) -> object:
    """A generated truth as the scorer's row."""
    names = {scorer.normalise(truth.indicator), scorer.normalise_label(truth.label)} - {""}
    figure = truth.figure.kind
    return scorer.TruthRow(
        indicator=scorer.normalise(truth.indicator),
        label=scorer.normalise_label(truth.label),
        names=frozenset(names),
        measure=truth.measure,
        year=truth.year,
        subperiod=truth.subperiod,
        value=truth.value,
        raw=truth.raw,
        value_kind="number" if truth.value is not None else figure if figure in {"text", "range", "blank"} else "text",
        optional=truth.optional,
        shown=truth.indicator,
    )


def lesson_to_pairs(scorer: ModuleType, lesson: Lesson) -> list[Pair]:
    """What one document teaches of rival readings."""
    rivals = reading_to_rivals(_reading_to_facts(lesson.reading))
    return [pair for several in rivals for pair in _rivals_to_pairs(scorer, lesson, several)]


def lesson_to_judged(scorer: ModuleType, lesson: Lesson) -> list[Judged]:
    """The published values of one document, in the reading that the weights in force choose."""
    return _best_to_judged(scorer, lesson, reading_to_best(_reading_to_facts(lesson.reading), NO_CHOICES))


def reading_to_doubted(reading: DocumentReading) -> list[tuple[Observation, dict[str, float]]]:
    """Every value of a document as it is read by default, with its doubts."""
    return _best_to_doubted(reading_to_best(_reading_to_facts(reading), NO_CHOICES))


def _reading_to_facts(reading: DocumentReading) -> DocumentFacts:
    profile, _ = blocks_to_profile([block for block in reading.blocks if isinstance(block, TextBlock)])
    return reading_to_facts(reading, profile, builtin_kinds(), Nomenclature())


def _best_to_doubted(best: BestReading) -> list[tuple[Observation, dict[str, float]]]:
    found: list[tuple[Observation, dict[str, float]]] = []
    for result, around in zip(best.results, results_to_arounds(best.results), strict=True):
        found += zip(result.observations, table_to_doubts(result_to_seen(result), around), strict=True)
    return found


def observations_to_verdicts(scorer: ModuleType, lesson: Lesson, observations: Sequence[Observation]) -> dict[int, bool]:
    """Index of each judged observation -> whether it is right; what the truth leaves open is not judged."""
    seen = [observation_to_row(scorer, one) for one in observations]
    places = {id(row): at for at, row in enumerate(seen)}
    score = scorer.compare(lesson.truths, seen)
    verdicts = {places[id(row)]: True for _, row in score.right}
    verdicts |= {places[id(row)]: False for _, row, _ in score.wrong}
    return verdicts | ({places[id(row)]: False for row in score.extra} if lesson.whole else {})


def observation_to_row(scorer: ModuleType, one: Observation) -> object:
    labels = [scorer.normalise_label(text) for text in (one.labels.sub_activity, one.labels.activity, one.labels.program)]
    return scorer.Observation(
        indicator=scorer.normalise(one.labels.indicator),
        labels=tuple(filter(None, labels)),
        measure=one.measure,
        year=one.period.year,
        subperiod=one.period.subperiod,
        value=one.value,
        text=one.value_text,
        shown="",
    )


def _rivals_to_pairs(scorer: ModuleType, lesson: Lesson, rivals: Sequence[Rival]) -> list[Pair]:
    if len(rivals) < 2:
        return []
    scored = []
    for rival in rivals:
        observations = [
            one for result in rival.results for one in result.observations if one.value_status not in {"blank", "nil"}
        ]
        verdicts = observations_to_verdicts(scorer, lesson, observations)
        scored.append((2 * sum(verdicts.values()) - len(verdicts), rival.signs))
    return [
        Pair(lesson.source, {name: signs[name] - other_signs[name] for name in SIGNS}, float(gain - other))
        for gain, signs in scored
        for other, other_signs in scored
        if gain > other
    ]


def _best_to_judged(scorer: ModuleType, lesson: Lesson, best: BestReading) -> list[Judged]:
    doubted = _best_to_doubted(best)
    observations, doubts = [one for one, _ in doubted], [own for _, own in doubted]
    kept = [at for at, one in enumerate(observations) if lesson.pages is None or one.cell.fragment.page in lesson.pages]
    verdicts = observations_to_verdicts(scorer, lesson, [observations[at] for at in kept])
    return [
        Judged(
            lesson.source,
            lesson.name,
            observations[kept[at]].table_kind,
            doubts[kept[at]],
            right,
            observations[kept[at]].value_confidence,
            observations[kept[at]].confidence == "contradicted",
        )
        for at, right in verdicts.items()
    ]
