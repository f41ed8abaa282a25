"""Other engines give boxes; we make grids of them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.opinion.camelot import CamelotEngine
from extract.opinion.pdfplumber import PdfplumberEngine
from extract.opinion.protocol import Engine, boxes_to_fragment, merge_edges, nearest
from extract.opinion.registry import installed_engines
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from tests.pdf_pages import Drawn, table_page


@given(st.integers(1, 5), st.integers(1, 5))
def test_boxes_side_by_side_are_a_grid(rows: int, columns: int) -> None:
    """One cell a box, in any order, though their edges differ by a point."""
    boxes = [
        (BBox(100.0 * c, 20.0 * r + 0.5 * (c % 2), 100.0 * c + 100, 20.0 * r + 20), f"{r},{c}")
        for r, c in product(range(rows), range(columns))
    ]
    fragment = boxes_to_fragment(FragmentRef(1, 1), boxes[::-1], "x")
    assert (fragment.rows, fragment.columns) == (rows, columns)
    assert {(cell.row, cell.column): cell.text for cell in fragment.cells} == {
        (r, c): f"{r},{c}" for r, c in product(range(rows), range(columns))
    }


def test_a_box_over_two_columns_spans_them_and_a_hole_is_a_blank_cell() -> None:
    """A head over two columns, the third cell of the second row missing."""
    fragment = boxes_to_fragment(
        FragmentRef(1, 1),
        [
            (BBox(0, 0, 100, 20), "Target"),
            (BBox(100, 0, 150, 20), "Pagu"),
            (BBox(0, 20, 50, 40), "1"),
            (BBox(50, 20, 100, 40), "2"),
        ],
        "x",
    )
    assert [(cell.text, cell.column_span) for cell in fragment.cells] == [
        ("Target", 2),
        ("Pagu", 1),
        ("1", 1),
        ("2", 1),
        ("", 1),
    ]


def test_near_edges_are_one() -> None:
    """And a value belongs to the nearest."""
    assert merge_edges([10.0, 11.5, 30.0, 9.0]) == [9.0, 11.5, 30.0]
    assert nearest([0.0, 10.0, 30.0], 18.0) == 1


@pytest.mark.parametrize("engine", [CamelotEngine(), PdfplumberEngine()], ids=lambda engine: str(engine.name))
def test_an_engine_looks_into_a_box(engine: Engine) -> None:
    """A table without rules, by the alignment of its words."""
    if not any(name.startswith(engine.name) for name in installed_engines()):
        pytest.skip(f"{engine.name} is not installed")
    texts = [["Uraian", "2021", "2022"], ["Jumlah desa", "12", "14"], ["Jumlah kota", "3", "4"], ["Jumlah nagari", "2", "2"]]
    data = table_page(texts, Drawn(rules="none"))
    (fragment,) = engine.look(data, {1: [BBox(0, 0, 595, 842)]}, None)
    said = " ".join(cell.text for cell in fragment.cells)
    assert all(text in said for row in texts for text in row)
