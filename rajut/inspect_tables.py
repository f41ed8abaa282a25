"""Raw tables as JSON, before anything is understood: what `rajut tables` prints."""

from __future__ import annotations

from typing import Any

from schemas.table import DocumentReading, Fragment


def reading_to_tables(reading: DocumentReading) -> dict[str, Any]:
    """{"tables": [{"page", "bbox", "cells", ...}]}; points from the top left of the upright page; a cell once, at its anchor."""
    return {"tables": [fragment_to_table(fragment) for fragment in reading.fragments]}


def fragment_to_table(fragment: Fragment) -> dict[str, Any]:
    """One fragment as plain values."""
    box = fragment.box
    return {
        "ref": str(fragment.ref),
        "page": fragment.ref.page or None,
        "bbox": [round(v, 2) for v in (box.x0, box.top, box.x1, box.bottom)] if box else None,
        "engine": fragment.engine,
        "score": round(fragment.score, 3),
        "reasons": list(fragment.reasons),
        "rows": fragment.rows,
        "columns": fragment.columns,
        "cells": [
            {"row": c.row, "col": c.column, "row_span": c.row_span, "col_span": c.column_span, "text": c.text}
            for c in fragment.cells
        ],
    }
