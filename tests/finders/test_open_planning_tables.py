"""Planning tables without full rules come back cell by cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.open_tables import draw_open_table, expected, planning_tables
from tests.pdf_pages import grid_of, read


@pytest.mark.parametrize("rules", ["none", "head", "rows", "columns"])
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_a_planning_table_comes_back(rules: str, data: st.DataObject) -> None:
    """Wrapped labels, heads over years and pairs of columns, whatever rules there are."""
    table = data.draw(planning_tables(rules))
    fragments = read(draw_open_table(table)).fragments
    assert [[[" ".join(text.split()) for text in row] for row in grid_of(f)] for f in fragments] == [expected(table)]
