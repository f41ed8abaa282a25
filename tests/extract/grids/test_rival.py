"""Another grid in the place of some tables of a page."""

from __future__ import annotations

from dataclasses import replace

from extract.grids.rival import fragments_to_rival
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.provenance import CellRef, FragmentRef, SourceDocument
from schemas.table import Cell, DocumentReading, Fragment, TextBlock


def grid(number: int, top: float, texts: list[list[str]]) -> Fragment:
    """Rows of 10 points from `top` on, columns of 50."""
    cells = tuple(
        Cell(r, c, text, box=BBox(50.0 * c, top + 10 * r, 50.0 * c + 50, top + 10 * r + 10))
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    )
    box = BBox(0, top, 50.0 * len(texts[0]), top + 10 * len(texts))
    return Fragment(FragmentRef(3, number), len(texts), len(texts[0]), cells, box)


OURS = grid(1, 100, [["A", "1"], ["B", "2"], ["C", "3"], ["D", "4"], ["E", "5"], ["F", "6"]])
BELOW = grid(2, 300, [["G", "7"]])
THEIRS = grid(9, 100, [["A 1", ""], ["B 2", ""], ["C 3", ""], ["D 4", ""], ["E 5", ""], ["F 6", ""]])


def test_a_rival_bears_the_name_of_what_it_replaces() -> None:
    """Further grids of it have names that no other table of the page has."""
    upper, lower = grid(8, 100, [["A 1", ""], ["B 2", ""], ["C 3", ""]]), grid(9, 130, [["D 4", ""], ["E 5", ""], ["F 6", ""]])
    rival = fragments_to_rival([OURS, BELOW], [upper, lower], "other")
    assert rival is not None
    assert rival.instead == (OURS.ref,)
    assert [str(fragment.ref) for fragment in rival.fragments] == ["p3/t1", "p3/t3"]


def test_no_rival_without_a_difference_or_with_much_left_out() -> None:
    """The same rows of texts; a grid of half the table; one somewhere else."""
    half = grid(9, 100, [["A", "1"], ["B", "2"], ["C", "3"]])
    assert fragments_to_rival([OURS, BELOW], [replace(OURS, ref=FragmentRef(3, 9))], "other") is None
    assert fragments_to_rival([OURS, BELOW], [half], "other") is None
    assert fragments_to_rival([BELOW], [THEIRS], "other") is None


def test_a_reading_with_the_rival_has_nothing_twice() -> None:
    """Text inside the new table goes into it, text and tables elsewhere stay; what was noticed about replaced cells goes."""
    inside, outside = TextBlock("in", page=3, box=BBox(0, 110, 40, 118)), TextBlock("out", page=3, box=BBox(0, 20, 40, 28))
    noticed = Finding("text-overflows", CellRef(OURS.ref, 1, 1)), Finding("text-overflows", CellRef(BELOW.ref, 0, 0))
    rival = fragments_to_rival([OURS, BELOW], [THEIRS], "other")
    assert rival is not None
    source = SourceDocument("a.pdf", "0" * 64, "application/pdf", 1)
    reading = DocumentReading(source, (outside, OURS, inside, BELOW), noticed, (rival,))
    found = reading.with_rival(rival)
    assert found.blocks == (outside, rival.fragments[0], BELOW)
    assert found.findings == noticed[1:]
    assert found.rivals == ()
