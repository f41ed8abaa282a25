"""Names that a person put under another name."""

from __future__ import annotations

from normalize.levels.place import Place
from normalize.levels.under import places_under_said, record_to_name_cells
from normalize.rows.records import Label, Record
from schemas.provenance import CellRef, parse_cell_ref


def cell(row: int) -> CellRef:
    found = parse_cell_ref(f"d/t1/r{row}c0")
    assert found is not None
    return found


def label(row: int) -> Label:
    return Label(f"name {row}", (cell(row),), False)


def record(row: int, under: CellRef | None = None) -> Record:
    return Record(row, {"plan_item": label(row)}, (), (), said_under=under)


def test_what_lies_under_the_name_goes_with_it() -> None:
    """And what stands above it is what stands above the parent, and the parent itself."""
    program, other, activity, sub = (label(row) for row in range(4))
    places = (
        Place("program", "code", (("program", program),)),
        Place("program", "code", (("program", other),)),
        Place("activity", "code", (("program", other), ("activity", activity))),
        Place("sub_activity", "code", (("program", other), ("activity", activity), ("sub_activity", sub))),
    )
    records = [record(0), record(1), record(2, under=cell(0)), record(3)]
    found = places_under_said(records, places)
    assert found[:2] == places[:2]
    assert [dict(place.names)["program"] for place in found[2:]] == [program, program]
    assert [place.level for place in found] == [place.level for place in places]
    assert places_under_said([record(row) for row in range(4)], places) == places


def test_a_place_with_no_name_changes_nothing() -> None:
    """No row has its name from there."""
    places = (Place("activity", "code", (("activity", label(0)),)),)
    assert places_under_said([record(0, under=cell(7))], places) == places
    assert list(record_to_name_cells(record(0))) == [cell(0)]
