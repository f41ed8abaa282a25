"""Which answers a dataset does not show: stale ones, and those about documents that are not in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rajut.publish.commit import read_snapshot
from rajut.stage.file import list_staged, read_layout
from schemas.codes.review import STALE
from schemas.correction import Correction


@dataclass(frozen=True, slots=True)
class Unapplied:
    """An answer that the dataset does not show: `why` is "stale" (its text or place is another now), "foreign" (its document is not
    there) or "waiting" (the document was not converted again since)."""

    document_id: str
    source_name: str
    decision: str
    why: Literal["stale", "foreign", "waiting"]


def dataset_to_unapplied(out: Path, corrections: Iterable[Correction]) -> tuple[Unapplied, ...]:
    """The answers that are not applied, in their order. Raises UsageError "output-missing" for a folder without a dataset."""
    read_snapshot(out)
    answers = {staged.document_id: (read_layout(staged) or {}).get("answers", {}) for staged in list_staged(out)}
    found = []
    for item in corrections:
        why = _why(item, answers)
        if why is not None:
            found.append(Unapplied(item.document_id, item.source_name, item.decision, why))
    return tuple(found)


def _why(item: Correction, answers: dict[str, dict[str, str]]) -> Literal["stale", "foreign", "waiting"] | None:
    if item.document_id not in answers:
        return "foreign"
    code = answers[item.document_id].get(item.decision)
    return "waiting" if code is None else "stale" if code == STALE else None
