"""The rows of a document that shares its plan with others: the plan's key, its edition, and which of its values another file of the
same edition prints too. Rows of a document that stands alone pass as they were staged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import pyarrow

from rajut.identity.plans import PlanFacts, PlanPlace, observations_to_slots, plans_to_places
from rajut.stage.file import StagedDocument, read_table
from rajut.stage.frames import Columns, columns_to_table

Rows: TypeAlias = pyarrow.RecordBatch | Columns
SEEN = ("plan_key", "edition", "aggregation", "duplicate_of")


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
        twins = None if place.better is None else _better_values(self._names[place.better])
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


def _better_values(staged: StagedDocument) -> Mapping[str, tuple[str, Any, Any]]:
    """Slot -> (observation_id, value, category) of the better file's values; the first of several, repeats left out."""
    columns = read_table(staged, "observations").to_pydict()
    found: dict[str, tuple[str, Any, Any]] = {}
    for at, slot in enumerate(observations_to_slots(columns)):
        if slot is not None and columns["value_status"][at] not in {"blank", "nil"}:
            found.setdefault(slot, (columns["observation_id"][at], columns["value"][at], columns["category"][at]))
    return found


def _observations(columns: Columns, place: PlanPlace, twins: Mapping[str, tuple[str, Any, Any]] | None) -> Columns:
    """A value whose place the better file fills is none to sum; where it prints the same it is named."""
    count = len(columns["observation_id"])
    changed: Columns = {"plan_key": [place.key] * count, "edition": [place.edition] * count}
    if twins is None:
        return changed
    aggregation, duplicates = list(columns["aggregation"]), list(columns["duplicate_of"])
    for at, slot in enumerate(observations_to_slots(columns)):
        twin = twins.get(slot) if slot is not None else None
        if twin is None or columns["value_status"][at] in {"blank", "nil"}:
            continue
        aggregation[at] = "repeat"
        if twin[1:] == (columns["value"][at], columns["category"][at]):
            duplicates[at] = twin[0]
    return changed | {"aggregation": aggregation, "duplicate_of": duplicates}
