"""How much a finding deserves a person's attention. One number, the same for the order of the report and the choice of pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy
import pyarrow
import pyarrow.compute as pc

_SEVERITY = {"error": 100, "warning": 40, "info": 0}
_TYPE = {"violation": 30, "finding": 10, "repair": 0}
_CONFIDENCE = {"contradicted": 50, "unproven": 25}
_AMBIGUOUS = 15
_MOST_RELATED = 10

Mask = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]


def doubtful_cells(observations: pyarrow.Table | pyarrow.RecordBatch) -> dict[str, int]:
    """Extra risk of the value cells whose reading is contradicted, unproven or ambiguous; other cells are not in the answer."""
    doubtful = has_text(observations.column("confidence"), tuple(_CONFIDENCE)) | has_text(
        observations.column("value_status"), ("ambiguous",)
    )
    if not doubtful.any():
        return {}
    rows = observations.select(["cell_ref", "confidence", "value_status"]).filter(pyarrow.array(doubtful)).to_pydict()
    extra: dict[str, int] = {}
    for cell, risk in rows_to_doubts(rows["cell_ref"], rows["confidence"], rows["value_status"]):
        extra[cell] = max(extra.get(cell, 0), risk)
    return extra


def rows_to_doubts(cells: Sequence[str], confidences: Sequence[str], statuses: Sequence[str]) -> Iterator[tuple[str, int]]:
    """(cell, extra risk) of each observation in doubt; a cell with several may come several times."""
    for cell, confidence, status in zip(cells, confidences, statuses, strict=True):
        risk = _CONFIDENCE.get(confidence, 0) + (_AMBIGUOUS if status == "ambiguous" else 0)
        if risk:
            yield cell, risk


def has_text(column: pyarrow.Array | pyarrow.ChunkedArray, texts: tuple[str, ...]) -> Mask:
    """Where the column (text, or a dictionary of texts) has one of these texts."""
    places, values = _numbered(column)
    answers: Mask = numpy.array([*(value in texts for value in values), False])[places]  # null is the last
    return answers


def count_texts(column: pyarrow.Array) -> dict[str, int]:
    """How often each text occurs; nulls are not counted. Of a dictionary only the numbers are looked at."""
    places, values = _numbered(column)
    counts = numpy.bincount(places[places >= 0], minlength=len(values)).tolist()
    return {value: count for value, count in zip(values, counts, strict=True) if count}


def _numbered(column: pyarrow.Array | pyarrow.ChunkedArray) -> tuple[Any, list[str]]:
    """For each row the place of its text among the texts, -1 for null."""
    if isinstance(column, pyarrow.ChunkedArray):
        column = column.combine_chunks()
    if not pyarrow.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    return pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False), column.dictionary.to_pylist()


def finding_to_risk(finding: Mapping[str, Any], doubtful: Mapping[str, int]) -> int:
    """Risk of one row of findings.parquet: severity, then type, then the doubt about its value, then how many cells take part."""
    related = finding["related_refs"].count(";") + 1 if finding["related_refs"] else 0
    return (
        _SEVERITY[finding["severity"]]
        + _TYPE[finding["type"]]
        + doubtful.get(finding["cell_ref"] or "", 0)
        + min(related, _MOST_RELATED)
    )
