"""Rows of observations as columns, for tests: a line says level, names, measure, year and value."""

from __future__ import annotations

from typing import Any

NAMES = ("goal", "objective", "program", "activity", "sub_activity")


def to_columns(*rows: dict[str, Any]) -> dict[str, list[Any]]:
    """The columns of some observations; what a row does not say is empty. Rows stand in the order given, each on a line of its own
    unless it says `row`."""
    empty: dict[str, Any] = {
        "document_id": "a" * 16,
        "region": None,
        "organization": "Dinas Contoh",
        "table_id": "t01",
        "level": "unknown",
        "indicator": None,
        "unit": None,
        "measure": "budget",
        "period_kind": "year",
        "year": 2021,
        "subperiod": None,
        "revision": None,
        "year_first": None,
        "value_status": "number",
        "value": 1.0,
        "flags": None,
        **dict.fromkeys(NAMES),
        **dict.fromkeys(("confidence", "value_confidence", "name_confidence", "column_confidence"), "consistent"),
    }
    whole = [
        {**empty, "row": at, "observation_id": f"o{at}", "cell_ref": f"p1/t1/r{at}c0"} | row for at, row in enumerate(rows)
    ]
    for row in whole:
        if row["value"] is None and row["value_status"] == "number":
            row["value_status"] = "blank"
    return {name: [row[name] for row in whole] for name in whole[0]}


def program(value: float | None, **more: Any) -> dict[str, Any]:
    return {"level": "program", "program": "Program A", "value": value, **more}


def activity(value: float | None, name: str = "Kegiatan 1", **more: Any) -> dict[str, Any]:
    return {"level": "activity", "program": "Program A", "activity": name, "value": value, **more}


def sub(value: float | None, name: str = "Sub 1", **more: Any) -> dict[str, Any]:
    names = {"program": "Program A", "activity": "Kegiatan 1", "sub_activity": name}
    return {"level": "sub_activity", "value": value, **names, **more}
