"""Replays the repairs of an observation over the raw text of its cells, as an auditor would."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from schemas.codes import CODES
from schemas.finding import Finding
from schemas.normalized import NormalizedDocument
from schemas.observation import Observation
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
    """The text of the cells, one after the other, after the repairs of the first, one after the other. Fails where a repair starts from
    another text. That a cut cell was rejoined is said by a repair of its own, whose text is the joined one."""
    text = " ".join(" ".join(texts[cell] for cell in cells).split())
    for repair in repairs.get(cells[0], ()):
        assert repair.after is not None
        if repair.code == "row-rejoined":
            assert text.startswith(repair.after), f"{repair.code} at {cells[0]} gives {repair.after!r}, the text is {text!r}"
            continue
        assert repair.before == text, f"{repair.code} at {cells[0]} starts from {repair.before!r}, the text is {text!r}"
        text = repair.after
    return text


def digits(text: str) -> str:
    """The digits of the first number in the text, without leading and trailing zeros: what a separator or a scale cannot change."""
    number = re.search(r"\d[\d.,\s]*", text)
    return re.sub(r"\D", "", number.group()).strip("0") if number else ""


def document_to_unreplayed(reading: DocumentReading, document: NormalizedDocument) -> list[str]:
    """What cannot be replayed: one line per label or value whose published text differs from its repaired raw text."""
    texts = reading_to_texts(reading)
    repairs = findings_to_repairs(document.findings)
    stacked = {finding.cell for finding in document.findings if finding.code == "row-unstacked"}
    return [problem for o in document.observations for problem in _observation_to_unreplayed(o, texts, repairs, stacked)]


def _observation_to_unreplayed(
    observation: Observation,
    texts: Mapping[CellRef, str],
    repairs: Mapping[CellRef, list[Finding]],
    stacked: Set[CellRef | None],
) -> Iterable[str]:
    for name, cells in observation.label_cells:
        published = getattr(observation.labels, name)
        if not cells or name.endswith("_code"):
            continue
        found = (
            _line_of(published, texts[cells[0]], repairs, cells[0]) if cells[0] in stacked else replayed(cells, texts, repairs)
        )
        if found != published:
            yield f"{name} at {cells[0]}: replayed {found!r}, published {published!r}"
    if observation.value_status in NO_NUMBER or observation.value is None or observation.cell in stacked:
        return
    value = replayed([observation.cell], texts, repairs)
    number = format(observation.value / observation.scale, ".15g")
    if digits(value) != digits(number):
        yield f"value at {observation.cell}: replayed {value!r}, published {number}"


def _line_of(published: str, text: str, repairs: Mapping[CellRef, list[Finding]], cell: CellRef) -> str:
    """The line of a cell that holds several rows from which the published text comes; the whole text when none gives it."""
    for line in text.splitlines():
        found = " ".join(line.split())
        for repair in repairs.get(cell, ()):
            found = (repair.after or "") if repair.before == found else found
        if found == published:
            return found
    return " ".join(text.split())
