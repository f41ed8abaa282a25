"""A word over a rule is cut where its glyphs prove two texts, and only there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.grids.grid import Grid, Span
from extract.grids.recognised_text import lines_to_recognised
from extract.grids.text_over_rules import cut_at_rules, find_struck, walls_in
from extract.ink.page import Glyphs, Ink, page_to_ink
from extract.ink.pieces import line_to_text
from schemas.geometry import BBox
from schemas.page import Page, Word
from schemas.table import GridKind, Recognised

GRID = Grid(GridKind.RULED, (50.0, 100.0, 150.0), (90.0, 110.0, 130.0), (Span(0, 0), Span(0, 1), Span(1, 0, 1, 2)))


def word(text: str, gaps: dict[int, float] | None = None, runs: list[int] | None = None) -> Ink:
    """One word of glyphs 6 points wide from x = 70 on, with `gaps` before some glyphs and the text operation of each."""
    x, boxes = 70.0, []
    for k in range(len(text)):
        x += (gaps or {}).get(k, 0.0)
        boxes.append((x, 94.0, x + 6.0, 104.0))
        x += 6.0
    ink = page_to_ink(Page(1, 595, 842, 0, (Word(text, BBox(70, 94, x, 104), size=10),), (), ()))
    glyphs = Glyphs(code=np.array([ord(c) for c in text]), box=np.array(boxes, np.float32), word=np.zeros(len(text), np.int32),
                    run=np.array(runs or [0] * len(text)))  # fmt: skip
    return replace(ink, glyphs=glyphs)


def parts(ink: Ink) -> list[str]:
    return ["".join(chr(ink.glyphs.code[k]) for k in own) for own in cut_at_rules(ink, 0, [100.0])]


def test_nothing_proves_that_an_even_word_is_two() -> None:
    """One text that runs over."""
    assert parts(word("Persentase")) == ["Persentase"]


def test_a_gap_at_the_rule_that_no_other_glyphs_have_parts_two_texts() -> None:
    """A gap somewhere else does not."""
    assert parts(word("12.34567.8", {5: 1.0})) == ["12.34", "567.8"]
    assert parts(word("12.34567.8", {2: 1.0})) == ["12.34567.8"]


def test_a_text_printed_anew_at_the_rule_is_another_one() -> None:
    """Where each glyph is printed by itself that says nothing."""
    assert parts(word("1234567890", runs=[0] * 5 + [1] * 5)) == ["12345", "67890"]
    assert parts(word("1234567890", runs=list(range(10)))) == ["1234567890"]


def test_walls_are_where_cells_of_the_row_end() -> None:
    """A merged cell has none inside."""
    owner = GRID.owners()
    assert walls_in(GRID, owner, 0, 60, 140) == [100.0]
    assert walls_in(GRID, owner, 1, 60, 140) == []


def test_a_word_that_a_rule_strikes_belongs_to_no_row_for_sure() -> None:
    """Through its small letters; one that only touches the rule is not struck."""
    page = page_to_ink(
        Page(
            1, 595, 842, 0, (Word("12", BBox(60, 104, 80, 116), size=12), Word("14", BBox(110, 94, 130, 109), size=12)), (), ()
        )
    )
    assert [found.words for found in find_struck(page, GRID, np.array([0, 1]))] == [(0,)]


def test_the_least_sure_word_speaks_for_its_cell() -> None:
    """Other readings change one word each; cells of a text file have no trust."""
    page = page_to_ink(
        Page(
            1, 595, 842, 0, (Word("12", BBox(60, 94, 80, 104), size=10), Word("orang", BBox(84, 94, 99, 104), size=10)), (), ()
        )
    )
    assert lines_to_recognised(replace(page, recognised=(None, None)), [page.pieces], line_to_text) is None
    seen = replace(page, recognised=(Recognised(0.6, readings=("72",)), Recognised(0.9)))
    found = lines_to_recognised(seen, [seen.pieces], line_to_text)
    assert found == Recognised(0.6, True, ("72 orang",))
