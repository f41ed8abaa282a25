"""Plans: which documents are files or editions of the same plan.

What a document says of itself (place, kind, period) makes the key of its plan. Where it says too little, its content tells: two files
that print the same figures beside the same names are one plan, whatever they are called. Names of files have no say.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rajut.identity.aggregation import LEVELS, to_depth
from rajut.identity.names import name_to_key
from rajut.identity.place import names_to_place
from schemas.lexicon import lexicon
from schemas.observation import MONEY_MEASURES, DocumentProfile

Columns = Mapping[str, Sequence[Any]]
SKETCH = 256  # smallest hashes that stand for all facts of a document
FEWEST = 8  # facts that two files must share: fewer are chance
SAME = 0.6  # share of the facts of both together, or of the smaller one where both name one organization, that one plan's files print alike
NEARLY_ALL, MANY = 0.8, 100  # share of the facts of both together, and how many, that no two plans have in common
RELATED = 0.5  # share of the smaller one's places that two editions have in common
COMMON = 40  # documents; a fact that more than these print tells nothing
_SURE = {"reviewed", "proven", "consistent"}


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What tells a document's plan: `key` by what it says of itself, its place, kind and first year where known, sketches of its facts
    (name, measure, period and figure) and of its slots (the same without the figure), how many facts there are, and how many sure."""

    key: str
    organization: str = ""
    kind: str = ""
    start: int = 0
    facts: tuple[int, ...] = ()
    slots: tuple[int, ...] = ()
    count: int = 0
    sure: int = 0
    revised: bool = False


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """Where a document stands among those of its plan. `better` is the document that is read better of the same edition."""

    key: str
    edition: int
    preferred: bool
    better: str | None = None


def profile_to_plan(document_id: str, profile: DocumentProfile) -> str:
    """The key of a document's plan by what it says about itself: "18.08/dinas-sosial/renstra/2021-2026"; the document's own id where it
    does not tell its place, its kind or its period."""
    names = ("region", "organization", "document_type", "period_start", "period_end")
    return row_to_plan({"document_id": document_id} | {name: getattr(profile, name) for name in names})


def row_to_plan(row: Mapping[str, Any]) -> str:
    """The same from a row of documents.parquet."""
    place = names_to_place(row["region"], row["organization"]).key
    if not place or row["document_type"] in {"other", None} or row["period_start"] is None:
        return str(row["document_id"])
    return f"{place}/{row['document_type']}/{row['period_start']}-{row['period_end'] or row['period_start']}"


def columns_to_plan(row: Mapping[str, Any], columns: Columns) -> PlanFacts:
    """What tells the plan of one document, from its row of documents.parquet and the columns of its observations."""
    slots = observations_to_slots(columns)
    values, confidence = columns["value"], columns["confidence"]
    facts = {
        f"{slot}={value:.12g}" for slot, value in zip(slots, values, strict=True) if slot is not None and value is not None
    }
    told = [at for at, slot in enumerate(slots) if slot is not None and values[at] is not None]
    return PlanFacts(
        row_to_plan(row),
        organization=names_to_place(row["region"], row["organization"]).key,
        kind="" if row["document_type"] in {None, "other"} else row["document_type"],
        start=row["period_start"] or 0,
        facts=_sketch(facts),
        slots=_sketch(str(slots[at]) for at in told),
        count=len(facts),
        sure=sum(confidence[at] in _SURE for at in told),
        revised=any(revision is not None for revision in columns["revision"]) or _title_is_revised(row["title"]),
    )


def _title_is_revised(title: str | None) -> bool:
    return re.search(rf"\b{lexicon().either('titles.revised')}\b", title or "", re.IGNORECASE) is not None


def observations_to_slots(columns: Columns) -> list[str | None]:
    """What each observation is the value of, without document or table: name, measure, period, revision; None where it has no name."""
    labels = [columns[level] for level in LEVELS]
    found: list[str | None] = []
    for at, measure in enumerate(columns["measure"]):
        printed = {level: column[at] for level, column in zip(LEVELS, labels, strict=True)}
        depth = to_depth(columns["level"][at], printed)
        own = name_to_key(printed[LEVELS[depth]]) if depth >= 0 else ""
        what = "" if measure in MONEY_MEASURES and own else name_to_key(columns["indicator"][at])
        period = (columns[name][at] for name in ("period_kind", "year", "subperiod", "revision"))
        found.append("|".join([own, what, measure, *map(str, period)]) if own or what else None)
    return found


def _sketch(texts: Iterable[str]) -> tuple[int, ...]:
    """The smallest hashes, ascending: of two sets the share that they have in common can be told from theirs."""
    hashes = {int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).digest()) for text in texts}
    return tuple(sorted(hashes)[:SKETCH])


def plans_to_places(plans: Mapping[str, PlanFacts]) -> dict[str, PlanPlace]:
    """Where each document stands, by document_id. The same documents give the same answer in whatever order they come."""
    pairs = _pairs(plans)
    same = {pair for pair, (alike, _) in pairs.items() if alike >= SAME and len({plans[name].revised for name in pair}) == 1}
    related = same | {
        pair for pair, (alike, common) in pairs.items() if common >= RELATED and (alike >= SAME or _one_key(pair, plans))
    }
    keys: dict[str, list[str]] = defaultdict(list)
    for group in _groups(plans, related):
        key = min((plans[name].key for name in group), key=lambda key: ("/" not in key, key))
        keys[key] += group
    places: dict[str, PlanPlace] = {}
    for key, members in keys.items():
        places |= _editions(key, sorted(members), plans, same, related)
    return places


def _one_key(pair: tuple[str, str], plans: Mapping[str, PlanFacts]) -> bool:
    return plans[pair[0]].key == plans[pair[1]].key


def _pairs(plans: Mapping[str, PlanFacts]) -> dict[tuple[str, str], tuple[float, float]]:
    """(share of facts alike, share of the smaller one's slots in common) of documents that share enough and do not contradict
    each other."""
    shared_facts, shared_slots = _shared(plans, "facts"), _shared(plans, "slots")
    found = {}
    for pair, count in shared_slots.items():
        first, second = plans[pair[0]], plans[pair[1]]
        alike = _alike(first, second) if shared_facts[pair] >= FEWEST else 0.0
        copied = alike >= NEARLY_ALL and shared_facts[pair] >= MANY
        if count < FEWEST or _contradict(first, second, copied=copied):
            continue
        found[pair] = (alike, count / max(1, min(len(first.slots), len(second.slots))))
    return found


def _shared(plans: Mapping[str, PlanFacts], field: str) -> Counter[tuple[str, str]]:
    having: dict[int, list[str]] = defaultdict(list)
    for name in sorted(plans):
        for item in getattr(plans[name], field):
            having[item].append(name)
    pairs: Counter[tuple[str, str]] = Counter()
    for names in having.values():
        if 1 < len(names) <= COMMON:
            pairs.update((one, other) for at, one in enumerate(names) for other in names[at + 1 :])
    return pairs


def _contradict(first: PlanFacts, second: PlanFacts, *, copied: bool) -> bool:
    """Two documents that say different things of themselves are two plans. A first year may be that of another plan, of which one file
    tells and the other does not: it says nothing against files that print a long table alike (`copied`)."""
    said = ("organization", "kind") if copied else ("organization", "kind", "start")
    pairs = ((getattr(first, name), getattr(second, name)) for name in said)
    return any(one and other and one != other for one, other in pairs)


def _alike(first: PlanFacts, second: PlanFacts) -> float:
    """The share of the facts of both together that both have, estimated from their smallest hashes; of two documents that name one
    organization the share of the smaller one's, which may be a part of the other."""
    smallest = set(sorted({*first.facts, *second.facts})[:SKETCH])
    alike = len(smallest.intersection(first.facts).intersection(second.facts)) / max(1, len(smallest))
    if not first.organization or first.organization != second.organization:
        return alike
    both = alike * (first.count + second.count) / (1 + alike)
    return both / max(1, min(first.count, second.count))


def _groups(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The names parted so that both of a pair are in one group."""
    leader = {name: name for name in names}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, other in sorted(pairs):
        low, high = sorted((find(one), find(other)))
        leader[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(leader):
        groups[find(name)].append(name)
    return list(groups.values())


def _editions(
    key: str,
    members: Sequence[str],
    plans: Mapping[str, PlanFacts],
    same: set[tuple[str, str]],
    related: set[tuple[str, str]],
) -> dict[str, PlanPlace]:
    """Files that print the same figures are one edition; those that print other figures in the same places are another. Files of one
    plan that have no place in common are its parts. A revision comes after what it revises."""
    inside = set(members)
    files = _groups(members, [pair for pair in same if inside.issuperset(pair)])
    rivals = {pair for pair in related - same if inside.issuperset(pair)}
    order = sorted(files, key=lambda group: (any(plans[name].revised for name in group), group[0]))
    numbers: list[int] = []
    for at, group in enumerate(order):
        taken = [numbers[earlier] for earlier in range(at) if _rival(group, order[earlier], rivals)]
        numbers.append(max(taken, default=0) + 1)
    places = {}
    for number, group in zip(numbers, order, strict=True):
        best = min(group, key=lambda name: (-plans[name].sure, name))
        for name in group:
            places[name] = PlanPlace(key, number, name == best, None if name == best else best)
    return places


def _rival(one: Sequence[str], other: Sequence[str], rivals: set[tuple[str, str]]) -> bool:
    return any((min(a, b), max(a, b)) in rivals for a in one for b in other)


def tables_to_plan(documents: Columns, observations: Columns) -> PlanFacts | None:
    """What tells the plan of one document from its columns; None for one that was not read."""
    row = {name: values[0] for name, values in documents.items()}
    return columns_to_plan(row, observations) if row["plan_key"] is not None else None


def plan_to_lists(plan: PlanFacts) -> dict[str, Any]:
    """As JSON can hold it."""
    return {name: getattr(plan, name) for name in PlanFacts.__slots__}


def lists_to_plan(lists: Mapping[str, Any]) -> PlanFacts:
    """The reverse of `plan_to_lists`."""
    plan = PlanFacts(**lists)
    return replace(plan, facts=tuple(plan.facts), slots=tuple(plan.slots))
