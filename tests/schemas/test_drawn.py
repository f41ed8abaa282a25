"""Drawn tables among the answers."""

from __future__ import annotations

from schemas.correction import Correction, corrections_of
from schemas.drawn import DrawnTable, corrections_to_drawn
from schemas.provenance import FragmentRef


def answer(decision: str, after: str) -> Correction:
    return Correction("0" * 16, "a.pdf", decision, "Uraian", "accepted", after, "sari", "2026-11-26T08:00:00Z")


def test_only_drawings_on_pages_are_read_from_pages() -> None:
    """By page and number; what was accepted or said to be none is no drawing, nor is one in a document without pages."""
    items = [
        answer("table:p10/t1", "box=1,2,30,40; columns=10,20"),
        answer("table:p2/t2", "box=1,2,30,40"),
        answer("table:p2/t1", "none"),
        answer("table:p3/t1", "accepted"),
        answer("table:d/t1", "box=1,2,30,40"),
        answer("header:p2/t2", "2"),
    ]
    found = corrections_to_drawn(corrections_of(items))
    assert [one.ref for one in found] == [FragmentRef(2, 2), FragmentRef(10, 1)]
    assert isinstance(found[1], DrawnTable)
    assert (found[1].read, found[1].answer.columns) == ("Uraian", (10.0, 20.0))
