"""Markdown line by line: what is a row, what a separator, what a drawn border."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.formats.markdown.grid_table import is_grid_border, lines_to_grid_fragment
from extract.formats.markdown.pipe_rows import (
    is_fenced_row,
    is_leftover,
    is_separator,
    line_to_bare,
    line_to_cells,
    separator_to_aligns,
)
from extract.formats.markdown.pipe_table import lines_to_tables, table_to_fragment
from extract.formats.markdown.text import make_parser, markdown_to_text
from extract.options import Limits
from schemas.provenance import FragmentRef

REF = FragmentRef(0, 1)


@given(st.lists(st.text(alphabet="ab 1.,-|\\", max_size=8).map(str.strip), min_size=2, max_size=5))
def test_what_stands_between_pipes_comes_back(texts: list[str]) -> None:
    """A pipe inside a cell is written with a backslash."""
    texts = [text.rstrip("\\").strip() for text in texts]
    line = "| " + " | ".join(text.replace("\\", "").replace("|", "\\|") for text in texts) + " |"
    assert line_to_cells(line) == [text.replace("\\", "") for text in texts]


@pytest.mark.parametrize(
    ("line", "separator", "leftover"),
    [("|---|:--:|", True, True), ("| - | - |", True, False), ("---", False, False), ("| a | - |", False, False)],
)
def test_a_separator_is_dashes_colons_and_pipes(line: str, separator: bool, leftover: bool) -> None:
    """A single dash in the body is a value."""
    assert (is_separator(line), is_leftover(line)) == (separator, leftover)


def test_quotes_and_list_marks_before_a_table_are_not_its_own() -> None:
    """A table inside a quote inside a list."""
    assert line_to_bare("> - | a | b |  ") == "| a | b |"
    assert is_fenced_row("1. | a | b")
    assert not is_fenced_row("a | b")
    assert separator_to_aligns("|:--|--:|:-:|---|") == ["left", "right", "center", None]


def test_another_separator_with_other_columns_begins_another_table() -> None:
    """With as many columns it was left over by a converter."""
    first, second = lines_to_tables(["| a | b |", "|---|---|", "| 1 | 2 |", "| c | d | e |", "|---|---|---|", "| 3 | 4 | 5 |"])
    assert (first.expected, second.expected) == (2, 3)
    (one,) = lines_to_tables(["| a | b |", "|---|---|", "| 1 | 2 |", "|---|---|", "| 3 | 4 |"])
    assert (len(one.rows), one.separators) == (3, (1,))


def test_a_row_with_too_many_cells_widens_the_table_and_is_told() -> None:
    """No cell is cut."""
    (table,) = lines_to_tables(["| a | b |", "|---|---|", "| 1 | 2 | 3 |"])
    fragment, findings = table_to_fragment(table, REF, make_parser(), "x.md", Limits())
    assert fragment.columns == 3
    assert [cell.text for cell in fragment.cells if cell.row == 1] == ["1", "2", "3"]
    assert findings


def test_a_drawn_grid_is_read_with_its_spans() -> None:
    """Borders of `=` end the head; an open border is no table."""
    drawing = ["+---+---+", "| a | b |", "+===+===+", "| c     |", "+---+---+"]
    assert is_grid_border(drawing[0])
    assert not is_grid_border(drawing[1])
    fragment = lines_to_grid_fragment(drawing, REF, make_parser(), "x.md", Limits())
    assert fragment is not None
    assert [(cell.text, cell.column_span, cell.header) for cell in fragment.cells] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 2, False),
    ]
    assert lines_to_grid_fragment(drawing[:-1], REF, make_parser(), "x.md", Limits()) is None


def test_marks_of_a_cell_are_its_looks() -> None:
    """Bold and italic where all of it is; plain text comes back unchanged."""
    parser = make_parser()
    assert markdown_to_text(parser, "**Jumlah**").bold
    assert not markdown_to_text(parser, "**Jumlah** desa").bold
    assert markdown_to_text(parser, "12.345,6").text == "12.345,6"


@pytest.mark.parametrize(
    ("source", "text"), [(r"\( \)", "( )"), (r"nihil \( \) saja", "nihil ( ) saja"), (r"\[ \]", "[ ]"), (r"\(x\)", "x")]
)
def test_brackets_around_a_blank_are_no_formula(source: str, text: str) -> None:
    """Programs put a backslash before brackets."""
    assert markdown_to_text(make_parser(), source).text == text
