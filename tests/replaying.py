"""Replays the repairs of an observation over the raw text of its cells, as an auditor would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from schemas.codes import CODES
from schemas.finding import Finding
from schemas.observation import NormalizedDocument, Observation
from schemas.provenance import CellRef
from schemas.table import DocumentReading

NO_NUMBER = frozenset({"blank", "nil", "text", "category", "ambiguous", "range"})


def reading_to_texts(reading: DocumentReading) -> dict[CellRef, str]:
    """The raw text of every source cell."""
    return {fragment.cell_ref(cell): cell.text for fragment in reading.fragments for cell in fragment.cells}


def findings_to_repairs(findings: Iterable[Finding]) -> Mapping[CellRef, list[Finding]]:
    """The repairs that changed a text, by cell, in the order in which they were made."""
    repairs: dict[CellRef, list[Finding]] = defaultdict(list)
    for finding in findings:
        if CODES[finding.code].type == "repair" and finding.before is not None and finding.cell is not None:
            repairs[finding.cell].append(finding)
    return repairs


def replayed(cells: Sequence[CellRef], texts: Mapping[CellRef, str], repairs: Mapping[CellRef, list[Finding]]) -> str:
    """The text of the first cell after its repairs, one after the other. Fails where a repair starts from another text."""
    text = " ".join(texts[cells[0]].split())
    for repair in repairs.get(cells[0], ()):
        assert repair.before == text, f"{repair.code} at {cells[0]} starts from {repair.before!r}, the text is {text!r}"
        assert repair.after is not None
        text = repair.after
    return text


def digits(text: str) -> str:
    """The digits of a number without its leading and trailing zeros: what a separator or a scale cannot change."""
    return "".join(character for character in text if character.isdigit()).strip("0")


def document_to_unreplayed(reading: DocumentReading, document: NormalizedDocument) -> list[str]:
    """What cannot be replayed: one line per label or value whose published text differs from its repaired raw text."""
    texts = reading_to_texts(reading)
    repairs = findings_to_repairs(document.findings)
    return [problem for o in document.observations for problem in _observation_to_unreplayed(o, texts, repairs)]


def _observation_to_unreplayed(
    observation: Observation, texts: Mapping[CellRef, str], repairs: Mapping[CellRef, list[Finding]]
) -> Iterable[str]:
    for name, cells in observation.label_cells:
        published = getattr(observation.labels, name)
        if cells and not name.endswith("_code") and replayed(cells, texts, repairs) != published:
            yield f"{name} at {cells[0]}: replayed {replayed(cells, texts, repairs)!r}, published {published!r}"
    if observation.value_status in NO_NUMBER or observation.value is None:
        return
    value = replayed([observation.cell], texts, repairs)
    number = format(observation.value / observation.scale, ".15g")
    if digits(value) != digits(number):
        yield f"value at {observation.cell}: replayed {value!r}, published {number}"
