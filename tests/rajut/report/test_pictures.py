"""Which cells of a document get a picture in the report."""

from __future__ import annotations

from typing import Any

from rajut.report.pictures import _risky_cells
from rajut.seen.seen_document import rows_to_seen

REFS = ["p1/t1/r2c3", "p1/t1/r9c3", "p1/t1/r10c3"]


def test_of_equal_risk_the_first_cells_of_the_document_get_the_pictures() -> None:
    """The report lists them in that order; by their names as texts, row 10 would come before row 2."""
    findings = [{"cell_ref": ref, "severity": "warning", "type": "finding", "related_refs": None} for ref in REFS]
    observations = [
        {"observation_id": ref, "cell_ref": ref, "confidence": "unproven", "value_status": "ambiguous"} for ref in REFS
    ]
    rows: dict[str, list[dict[str, Any]]] = {
        "findings": findings,
        "observations": observations,
        "tables": [],
        "cells": [],
        "documents": [{"document_id": None}],
    }
    assert _risky_cells(rows_to_seen(rows, None, "a.pdf", ""), most=2) == REFS[:2]
