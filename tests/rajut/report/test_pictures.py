"""Which cells of a document get a picture in the report."""

from __future__ import annotations

import pyarrow

from rajut.report.pictures import _risky_cells

REFS = ["p1/t1/r2c3", "p1/t1/r9c3", "p1/t1/r10c3"]


def test_of_equal_risk_the_first_cells_of_the_document_get_the_pictures() -> None:
    """The report lists them in that order; by their names as texts, row 10 would come before row 2."""
    findings = pyarrow.table(
        {
            "cell_ref": REFS,
            "severity": ["warning"] * 3,
            "type": ["finding"] * 3,
            "related_refs": pyarrow.nulls(3, pyarrow.string()),
        }
    )
    observations = pyarrow.table({"cell_ref": REFS, "confidence": ["unproven"] * 3, "value_status": ["ambiguous"] * 3})
    assert _risky_cells({"findings": findings, "observations": observations}, most=2) == REFS[:2]
