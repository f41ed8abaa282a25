"""How much a finding deserves a person's attention. One number, the same for the order of the report and the choice of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow
import pyarrow.compute as pc

_SEVERITY = {"error": 100, "warning": 40, "info": 0}
_TYPE = {"violation": 30, "finding": 10, "repair": 0}
_CONFIDENCE = {"contradicted": 50, "unproven": 25}
_AMBIGUOUS = 15
_MOST_RELATED = 10


def doubtful_cells(observations: pyarrow.Table | pyarrow.RecordBatch) -> dict[str, int]:
    """Extra risk of the value cells whose reading is contradicted, unproven or ambiguous; other cells are not in the answer."""
    doubtful = pc.or_(
        pc.is_in(observations.column("confidence"), value_set=pyarrow.array(list(_CONFIDENCE))),
        pc.equal(observations.column("value_status"), "ambiguous"),
    )
    rows = observations.select(["cell_ref", "confidence", "value_status"]).filter(doubtful)
    extra: dict[str, int] = {}
    for row in rows.to_pylist():
        risk = _CONFIDENCE.get(row["confidence"], 0) + (_AMBIGUOUS if row["value_status"] == "ambiguous" else 0)
        extra[row["cell_ref"]] = max(extra.get(row["cell_ref"], 0), risk)
    return extra


def finding_to_risk(finding: Mapping[str, Any], doubtful: Mapping[str, int]) -> int:
    """Risk of one row of findings.parquet: severity, then type, then the doubt about its value, then how many cells take part."""
    related = finding["related_refs"].count(";") + 1 if finding["related_refs"] else 0
    return (
        _SEVERITY[finding["severity"]]
        + _TYPE[finding["type"]]
        + doubtful.get(finding["cell_ref"] or "", 0)
        + min(related, _MOST_RELATED)
    )
