"""What "Capaian" means in a table that leaves it open, by what the document's other tables print of the same indicators.

A figure that another table prints as realization of the same year was reached; one that is realization by target there is the share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from normalize.words.heads import squash
from schemas.finding import Finding
from schemas.observation import Measure, Observation, Period

OPEN = "capaian-open"
_FEWEST = 2
_LEAST_LETTERS = 12
_OFF = 0.0101  # a share is printed with two decimals, cut or rounded
_Fact = tuple[str, Period]
_Verdict = Literal["realization", "achievement"]


def observations_to_reached(
    observations: Sequence[Observation], findings: Sequence[Finding]
) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """The observations and findings with each open "Capaian" of a table settled where the figures of at least two rows agree with another
    table and none speaks for the other meaning. The values that agree are proven; the others of the table stay unproven."""
    open_tables = {finding.table for finding in findings if finding.code == OPEN}
    if not open_tables:
        return tuple(observations), tuple(findings)
    facts = _facts(one for one in observations if one.table not in open_tables)
    votes: dict[int, dict[int, _Verdict]] = defaultdict(dict)
    for at, one in enumerate(observations):
        if OPEN in one.flags and one.table in open_tables and (vote := _vote(one, facts)) is not None:
            votes[one.table][at] = vote
    settled = {
        table: next(iter(found.values()))
        for table, found in votes.items()
        if len(found) >= _FEWEST and len(set(found.values())) == 1
    }
    agreeing = {at for table in settled for at in votes[table]}
    changed = tuple(
        _with_measure(one, settled[one.table], agrees=at in agreeing) if OPEN in one.flags and one.table in settled else one
        for at, one in enumerate(observations)
    )
    told = tuple(
        _told(finding, settled[finding.table], len(votes[finding.table]))
        if finding.code == OPEN and finding.table in settled
        else finding
        for finding in findings
    )
    return changed, told


def _facts(observations: Iterable[Observation]) -> Mapping[_Fact, Mapping[str, set[float]]]:
    facts: dict[_Fact, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    for one in observations:
        if one.measure in {"target", "realization"} and one.value is not None and (key := _key(one)) is not None:
            facts[key][one.measure].add(one.value)
    return facts


def _key(one: Observation) -> _Fact | None:
    name = squash(one.labels.indicator or "")
    return (name, one.period) if len(name) >= _LEAST_LETTERS and one.period.year is not None else None


def _vote(one: Observation, facts: Mapping[_Fact, Mapping[str, set[float]]]) -> _Verdict | None:
    """What this figure is elsewhere; None where no other table tells, or where both meanings give the same figure."""
    key = _key(one)
    known = facts.get(key) if key is not None else None
    if known is None or one.value is None:
        return None
    reached = any(abs(value - one.value) < _OFF for value in known.get("realization", ()))
    share = any(
        target and abs(value / target * 100 - one.value) < _OFF
        for value in known.get("realization", ())
        for target in known.get("target", ())
    )
    return None if reached == share else "realization" if reached else "achievement"


def _with_measure(one: Observation, measure: Measure, *, agrees: bool) -> Observation:
    flags = tuple(sorted({*one.flags, "capaian-read"} - {OPEN}))
    return replace(one, measure=measure, flags=flags, confidence="proven" if agrees else one.confidence)


def _told(finding: Finding, measure: _Verdict, rows: int) -> Finding:
    evidence = (
        f"{rows} figures are {'the realization' if measure == 'realization' else 'realization by target'} of another table"
    )
    fields = tuple((name, measure if name == "measure" else value) for name, value in finding.fields)
    return replace(finding, code="capaian-read", evidence=evidence, fields=fields)
