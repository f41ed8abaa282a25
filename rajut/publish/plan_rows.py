"""The rows of a document that shares its plan with others: the plan's key, its edition, and which of its values another file of the
same edition prints too. Rows of a document that stands alone pass as they were staged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import pyarrow

from rajut.identity.plans import PlanFacts, PlanPlace, observations_to_slots, plans_to_places
from rajut.stage.file import StagedDocument, read_table
from rajut.stage.frames import Columns, columns_to_table

Rows: TypeAlias = pyarrow.RecordBatch | Columns
_UNPRINTED = frozenset({"blank", "nil"})


class PlanRows:
    """What the documents that are published say about each other. `patched` gives their rows as they are to be published."""

    def __init__(self, published: Sequence[StagedDocument]) -> None:
        self._names = {item.document_id: item for item in published if item.document_id and item.plan is not None}
        plans: dict[str, PlanFacts] = {name: item.plan for name, item in self._names.items() if item.plan is not None}
        self._plans = plans
        self._places = plans_to_places(plans)

    def patched(self, staged: StagedDocument, rows: Iterator[tuple[str, Rows]]) -> Iterator[tuple[str, Rows]]:
        """The rows of one document. Raises StagedDamagedError when the better file cannot be read."""
        place = self._places.get(staged.document_id)
        if place is None or place == PlanPlace(self._plans[staged.document_id].key, 1, preferred=True):
            yield from rows
            return
        twins = None if place.better is None else _Better(self._names[place.better])
        for name, part in rows:
            if name not in {"observations", "documents"}:
                yield name, part
                continue
            columns = part.to_pydict() if isinstance(part, pyarrow.RecordBatch) else dict(part)
            columns |= self._documents(columns, place) if name == "documents" else _observations(columns, place, twins)
            if isinstance(part, pyarrow.RecordBatch):
                table = columns_to_table(name, columns)[0].cast(part.schema)
                yield from ((name, batch) for batch in table.combine_chunks().to_batches())
            else:
                yield name, {column: columns[column] for column in part}

    def _documents(self, columns: Columns, place: PlanPlace) -> Columns:
        better = None if place.better is None else self._names[place.better].source_name
        return {
            "plan_key": [place.key],
            "edition": [place.edition],
            "preferred": [place.preferred],
            "duplicate_of": [better],
        }


class _Better:
    """The values of the better file of an edition, each to be matched once where only its figure and period tell it."""

    def __init__(self, staged: StagedDocument) -> None:
        columns = read_table(staged, "observations").to_pydict()
        self.by_slot: dict[str, tuple[str, Any, Any]] = {}
        self._by_figure: dict[tuple[Any, ...], list[tuple[str | None, str]]] = defaultdict(list)
        self.taken: set[str | None] = set()
        for at, slot in enumerate(observations_to_slots(columns)):
            if columns["value_status"][at] in _UNPRINTED:
                continue
            key, value = columns["observation_id"][at], columns["value"][at]
            if slot is not None:
                self.by_slot.setdefault(slot, (key, value, columns["category"][at]))
            if value is not None:
                self._by_figure[_figure(columns, at)].append((slot, key))

    def by_figure(self, columns: Columns, at: int) -> str | None:
        """The observation with the same figure for the same period that no other row has matched; None for none."""
        waiting = self._by_figure.get(_figure(columns, at), [])
        while waiting:
            slot, key = waiting.pop(0)
            if slot not in self.taken:
                return key
        return None


def _figure(columns: Columns, at: int) -> tuple[Any, ...]:
    names = ("measure", "period_kind", "year", "subperiod", "revision", "unit_norm", "value")
    return tuple(columns[name][at] for name in names)


def _observations(columns: Columns, place: PlanPlace, better: _Better | None) -> Columns:
    """A value whose place the better file fills is none to sum; where it prints the same it is named. Two readings of one table may name
    a row differently: then the same figure for the same period is the same value, once."""
    count = len(columns["observation_id"])
    changed: Columns = {"plan_key": [place.key] * count, "edition": [place.edition] * count}
    if better is None:
        return changed
    aggregation, duplicates = list(columns["aggregation"]), list(columns["duplicate_of"])
    open_rows = []
    for at, slot in enumerate(observations_to_slots(columns)):
        if columns["value_status"][at] in _UNPRINTED:
            continue
        twin = better.by_slot.get(slot) if slot is not None else None
        if twin is None:
            open_rows.append(at)
            continue
        better.taken.add(slot)
        aggregation[at] = "repeat"
        if twin[1:] == (columns["value"][at], columns["category"][at]):
            duplicates[at] = twin[0]
    for at in open_rows:
        key = better.by_figure(columns, at) if columns["value"][at] is not None else None
        if key is not None:
            aggregation[at], duplicates[at] = "repeat", key
    return changed | {"aggregation": aggregation, "duplicate_of": duplicates}
