"""The same fact printed in two tables of one document: agreement supports both readings, difference is told with both numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalize.words.heads import squash
from schemas.finding import Finding
from schemas.observation import Observation

_LEAST_LETTERS = 12
Key = tuple[object, ...]


def observations_to_twins(observations: Sequence[Observation]) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """The observations with confidence and flags adjusted, in the same order, and one finding per fact that differs.

    A fact is indicator, unit, measure, period and revision; indicators shorter than 12 letters are too common to be one. "consistent"
    becomes "proven" where another table prints the same number. Differing numbers lower nothing: which is right is open, and both
    are as printed.
    """
    facts: dict[Key, list[int]] = defaultdict(list)
    for index, observation in enumerate(observations):
        if (key := _key(observation)) is not None:
            facts[key].append(index)
    changed = list(observations)
    pairs: dict[tuple[int, int], list[tuple[Observation, Observation]]] = defaultdict(list)
    for indices in facts.values():
        members = [observations[index] for index in indices]
        if len({member.table for member in members}) < 2:
            continue
        if len({member.value for member in members}) == 1:
            for index in indices:
                if changed[index].confidence == "consistent":
                    changed[index] = replace(changed[index], confidence="proven")
            continue
        for at, other in _differences([*indices], observations):
            pairs[observations[at].table, observations[other].table].append((observations[at], observations[other]))
            for index in (at, other):
                changed[index] = replace(changed[index], flags=tuple(sorted({*changed[index].flags, "figures-differ"})))
    return tuple(changed), tuple(_pair_to_finding(told) for told in pairs.values())


def _key(observation: Observation) -> Key | None:
    labels = observation.labels
    indicator = squash(labels.indicator or "")
    if observation.value is None or observation.value_status != "number" or len(indicator) < _LEAST_LETTERS:
        return None
    if observation.period.kind == "none" and observation.measure not in {"baseline", "final"}:
        return None
    return (
        indicator, squash(labels.unit or ""), squash(labels.sub_activity or labels.activity or ""), squash(labels.formula or ""),
        observation.measure, observation.period, observation.revision,
    )  # fmt: skip


def _differences(indices: Sequence[int], observations: Sequence[Observation]) -> Iterator[tuple[int, int]]:
    """The first and each later one of another table that prints another number for a row of the same ancestors."""
    first = observations[indices[0]]
    for index in indices[1:]:
        other = observations[index]
        if other.value != first.value and other.table != first.table and _ancestors(first) == _ancestors(other):
            yield indices[0], index


def _ancestors(observation: Observation) -> tuple[str, ...]:
    """Whose row it is: rows of one name under two programmes, offices or places are two facts."""
    labels = observation.labels
    texts = (
        labels.goal,
        labels.objective,
        labels.program,
        labels.activity,
        labels.sub_activity,
        labels.responsible,
        labels.location,
    )
    return tuple(squash(text or "") for text in texts)


def _pair_to_finding(told: Sequence[tuple[Observation, Observation]]) -> Finding:
    """One finding for all that differs between two tables."""
    first, other = told[0]
    fields = (("indicator", first.labels.indicator or ""), ("label", first.period_label), ("count", str(len(told))))
    return Finding(
        "figures-differ",
        cell=other.cell,
        table=other.table,
        before=first.value_text,
        after=other.value_text,
        related=tuple(dict.fromkeys((first.cell, *(one.cell for pair in told[1:] for one in pair)))),
        fields=fields,
    )
