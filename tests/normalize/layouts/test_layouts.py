"""Every header layout and every table kind that the field knows, each as a small table and what must come out of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from normalize.document import reading_to_normalized
from schemas.codes import CODES, finding_to_sentence
from schemas.kind import builtin_kinds
from schemas.normalized import NormalizedDocument
from tests.normalize.layouts.layouts import GOLDEN, Layout, differences, read_layout

FILES = sorted(GOLDEN.glob("*.layout"))
every_layout = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])


@cache
def read(path: Path) -> tuple[Layout, NormalizedDocument]:
    layout = read_layout(path.read_text(encoding="utf-8"))
    return layout, reading_to_normalized(layout.reading, builtin_kinds())


@every_layout
def test_layout_gives_its_observations(path: Path) -> None:
    """Labels, measure, period, revision and value of each printed value are right, and nothing else comes out."""
    layout, document = read(path)
    found = differences(layout, document)
    assert not found, f"{layout.about}\n{found}"


@every_layout
def test_layout_is_recognized(path: Path) -> None:
    """Each table is known as its kind."""
    layout, document = read(path)
    assert [table.kind for table in document.tables] == layout.kinds


@every_layout
def test_layout_is_told(path: Path) -> None:
    """What was assumed or left open is among the findings, with a sentence in both languages; nothing is told without need."""
    layout, document = read(path)
    codes = {finding.code for finding in document.findings}
    assert set(layout.findings) <= codes, sorted(codes)
    assert not set(layout.absent) & codes
    for finding in document.findings:
        assert CODES[finding.code]
        assert finding_to_sentence(finding, "en")
        assert finding_to_sentence(finding, "id")


@every_layout
def test_layout_without_observations_says_why(path: Path) -> None:
    """A table that gives nothing has a reason, one that gives something has none."""
    layout, document = read(path)
    given = {observation.table for observation in document.observations}
    for table in document.tables:
        assert (table.reason is None) == (table.number in given)
        if table.reason is not None:
            assert layout.reason
            assert layout.reason in table.reason


@every_layout
def test_every_cell_is_accounted_for(path: Path) -> None:
    """The ledger holds each cell of the layout exactly once."""
    layout, document = read(path)
    cells = sorted(fragment.cell_ref(cell) for fragment in layout.reading.fragments for cell in fragment.cells)
    assert [entry.cell for entry in document.ledger] == cells


@every_layout
def test_document_type_comes_from_the_tables(path: Path) -> None:
    """A document whose titles do not say what it is gets the type of its tables."""
    layout, document = read(path)
    if layout.document_type:
        assert document.profile.document_type == layout.document_type
