"""What people's answers teach about confidence: published values that somebody looked at, and whether they were right before.

A value is right where the reading without any answer says at its place what the reading with all of them says: number, measure, period and
names. Values that nobody settled teach nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.judged_values import OPTIONS, Judged, name_to_source, reading_to_doubted
from extract.reading import document_to_reading
from extract.source import open_source
from normalize.document import reading_to_normalized
from rajut.reference.corrections_file import load_corrections
from schemas.correction import CORRECTIONS, Corrections
from schemas.errors import RajutError
from schemas.kind import builtin_kinds
from schemas.observation import Observation
from schemas.provenance import CellRef
from schemas.table import DocumentReading


def folder_to_judged(out: Path, source: Path) -> Iterator[Judged]:
    """The values that the answers in a dataset's folder settle, of the documents that are still below `source` with the bytes that people
    saw."""
    corrections = load_corrections(out / CORRECTIONS)
    names = {item.document_id: item.source_name for item in corrections}
    for document_id, name in sorted(names.items()):
        path = source / name
        if not path.is_file():
            continue
        try:
            opened, data = open_source(path, source, OPTIONS.limits)
            reading = document_to_reading(opened, data, OPTIONS)
        except RajutError:
            continue
        if opened.document_id == document_id:
            yield from reading_to_judged(name, reading, corrections.of_document(document_id))


def reading_to_judged(name: str, reading: DocumentReading, corrections: Corrections) -> list[Judged]:
    """The values of one document that the answers settle."""
    after = reading_to_normalized(reading, builtin_kinds(), corrections=corrections).observations
    checked = {item.place.partition("#")[0]: item.after == "right" for item in corrections if item.kind == "check"}
    said: dict[CellRef, set[tuple[object, ...]]] = {}
    for one in after:
        if one.confidence == "reviewed" or str(one.cell) in checked:
            said.setdefault(one.cell, set()).add(_what_it_says(one))
    return [
        Judged(
            name_to_source(Path(name).name),
            name,
            one.table_kind,
            doubts,
            checked.get(str(one.cell), True) and _what_it_says(one) in said[one.cell],
            one.value_confidence,
            one.confidence == "contradicted",
        )
        for one, doubts in reading_to_doubted(reading)
        if one.cell in said
    ]


def _what_it_says(one: Observation) -> tuple[object, ...]:
    names = (one.labels.program, one.labels.activity, one.labels.sub_activity, one.labels.indicator, one.labels.unit)
    return (one.value_status, one.value, one.measure, one.period, *names)
