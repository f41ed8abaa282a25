"""Answers about single values: a number, a status, "the source is wrong here", "I looked, it is right"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from normalize.corrections.standing import Standing, check_to_finding, correction_to_finding
from normalize.numbers.types import Candidate, ValueReading
from normalize.numbers.value_grid import ValueGrid, grid_to_places
from normalize.repair import fold
from schemas.answer import ValueAnswer
from schemas.correction import Correction
from schemas.decision import Sign
from schemas.finding import Finding
from schemas.observation import Observation
from schemas.provenance import CellRef

CHECKED = "checked-wrong"


@dataclass(frozen=True, slots=True)
class ValueAnswers:
    """Readings as people answered, in the order of the grid, the answered cells, and what was done."""

    readings: tuple[ValueReading, ...]
    cells: frozenset[CellRef] = frozenset()
    findings: tuple[Finding, ...] = ()


def readings_to_answered(grid: ValueGrid, readings: Sequence[ValueReading], table: int, standing: Standing) -> ValueAnswers:
    """The readings with the values that people gave. A confirmed reading keeps its repairs; a corrected one has the person's number,
    multiplied by the scale that was read unless the person gave another."""
    answers = standing.of_kind("value")
    if not answers:
        return ValueAnswers(tuple(readings))
    changed = list(readings)
    cells: set[CellRef] = set()
    findings: list[Finding] = []
    for at, place in enumerate(grid_to_places(grid)):
        item = answers.get(place)
        if item is None or not isinstance(item.answer, ValueAnswer):
            continue
        cell = grid.cells[at].slot.cells[0].ref
        same = answer_is_reading(item.answer, readings[at])
        reading = reading_with_answer(readings[at], item.answer)
        changed[at] = reading
        cells.add(cell)
        raw, now = fold(grid.cells[at].slot.raw), reading.text
        findings.append(correction_to_finding(item, cell, table, texts=(raw, now) if not same and raw != now else None))
    return ValueAnswers(tuple(changed), frozenset(cells), tuple(findings))


def reading_with_answer(reading: ValueReading, answer: ValueAnswer) -> ValueReading:
    """The reading that the person gives; the one that was there where the person says the same."""
    scale = answer.scale if answer.scale is not None else reading.scale
    if answer_is_reading(answer, reading):
        return replace(reading, confidence="reviewed", notes=())
    text = _answer_text(answer, reading)
    return ValueReading(
        reading.index,
        answer.status,
        text,
        value=None if answer.number is None else answer.number * scale,
        low=None if answer.low is None else answer.low * scale,
        high=None if answer.high is None else answer.high * scale,
        comparator=answer.comparator,
        category=answer.category,
        unit=reading.unit,
        scale=scale,
        convention="plain" if answer.number is not None else None,
        confidence="reviewed",
        candidates=(Candidate(answer.number, "plain", 0.0, (Sign("reviewed"),)),) if answer.number is not None else (),
    )


def answer_is_reading(answer: ValueAnswer, reading: ValueReading) -> bool:
    """True when the answer says what was read."""
    if answer.status != reading.status or answer.category != reading.category or answer.status == "ambiguous":
        return False
    if answer.scale is not None and answer.scale != reading.scale:
        return False
    if answer.status in {"number", "bound"} and answer.comparator != (reading.comparator or "="):
        return False
    said = (answer.number, answer.low, answer.high)
    read = (reading.value, reading.low, reading.high)
    return all(_same(own, other, reading.scale) for own, other in zip(said, read, strict=True))


def _same(said: Decimal | None, read: Decimal | None, scale: Decimal) -> bool:
    return said is read if said is None or read is None else said * scale == read


def _answer_text(answer: ValueAnswer, reading: ValueReading) -> str:
    if answer.number is not None:
        return f"{answer.number:f}"
    if answer.low is not None and answer.high is not None:
        return f"{answer.low:f} - {answer.high:f}"
    printed = reading.repairs[0].before if reading.repairs else reading.text
    return answer.category if answer.category is not None else printed


def sources_to_findings(cells: Sequence[CellRef], table: int, standing: Standing) -> tuple[Finding, ...]:
    """One finding per cell of which a person says that the source itself is wrong. The print stays."""
    answers = standing.of_kind("source")
    found = {str(cell): cell for cell in cells} if answers else {}
    return tuple(correction_to_finding(item, found[place], table) for place, item in answers.items() if place in found)


def observations_to_checked(
    observations: Sequence[Observation], standing: Standing
) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """The observations with what people say who looked at them in their place: right ones are reviewed, wrong ones contradicted."""
    answers = standing.of_kind("check")
    if not answers:
        return tuple(observations), ()
    changed = list(observations)
    findings: dict[str, Finding] = {}
    turns: Counter[tuple[CellRef, int]] = Counter()
    counts = Counter((one.cell, one.row) for one in observations)
    for at, one in enumerate(observations):
        turns[one.cell, one.row] += 1
        place = f"{one.cell}#{turns[one.cell, one.row]}" if counts[one.cell, one.row] > 1 else str(one.cell)
        item = answers.get(place)
        if item is None:
            continue
        changed[at] = _checked(one, item)
        findings.setdefault(item.decision, check_to_finding(item, one.cell, one.table))
    return tuple(changed), tuple(findings.values())


def _checked(one: Observation, item: Correction) -> Observation:
    if item.after == "right":
        return replace(one, confidence="reviewed", flags=tuple(sorted({*one.flags, "confirmed"})))
    return replace(one, confidence="contradicted", flags=tuple(sorted({*one.flags, CHECKED})))
