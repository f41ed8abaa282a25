"""The columns of the page before as evidence for the top of the next one."""

from __future__ import annotations

from extract.grids.grid import Grid, Span
from extract.open.columns_of_page_before import better, find_continued, fragment_to_before, split_at, to_grid
from schemas.geometry import BBox
from schemas.provenance import FragmentRef
from schemas.table import Cell, CellStyle, Fragment, GridKind
from tests.typed_pages import SIZE, lines, x_of

HEIGHT = 842.0
EDGES = tuple(x_of(at) for at in (0, 15, 23, 30))


def before(bottom: float = 800.0) -> Fragment:
    """A table of three columns that ends at `bottom`."""
    cells = tuple(
        Cell(row, column, "x", box=BBox(EDGES[column], bottom - 24 + 12 * row, EDGES[column + 1], bottom - 12 + 12 * row),
             style=CellStyle(size=SIZE, indent=indent))
        for row in range(2) for column, indent in enumerate((0.0, 8.0, 8.0))
    )  # fmt: skip
    return Fragment(FragmentRef(1, 1), 2, 3, cells, BBox(EDGES[0], 600, EDGES[-1], bottom), EDGES)


def test_a_table_goes_on_where_it_reaches_the_foot_of_its_page() -> None:
    """One that ends in the middle of the page does not."""
    assert fragment_to_before(before(500.0), HEIGHT) is None
    found = fragment_to_before(before(), HEIGHT)
    assert found is not None
    assert found.edges == EDGES


def test_text_that_keeps_to_the_columns_is_cut_at_their_edges() -> None:
    """A word over an edge, or text that sticks out of the table, does not keep to them."""
    (line,) = lines("Jumlah desa    12      14")
    split = split_at(line, EDGES)
    assert split is not None
    assert [chunk.text for chunk in split.chunks] == ["Jumlah desa", "12", "14"]
    assert split_at(lines("Jumlahnyadesamandiri 12")[0], EDGES) is None
    assert split_at(lines("Jumlah desa    12      14      yang lain")[0], EDGES) is None


def test_one_row_at_the_top_of_the_page_is_read_with_these_columns() -> None:
    """Too few to show columns of its own: its words begin where words of their columns began."""
    known = fragment_to_before(before(), HEIGHT)
    assert known is not None
    page = lines("Jumlah desa      dua     lima")
    region = find_continued(page, known, HEIGHT)
    assert region is not None
    grid = to_grid(page, region, known, [])
    assert (grid.kind, grid.rows, grid.columns) == (GridKind.CONTINUED, 1, 3)
    assert find_continued(lines("    Jumlah desa    dua      lima"), known, HEIGHT) is None


def test_it_gives_way_to_a_ruled_table_and_to_one_with_as_many_columns() -> None:
    """It only replaces what shows fewer."""
    grid = Grid(GridKind.CONTINUED, EDGES, (100.0, 112.0), tuple(Span(0, column) for column in range(3)))
    other = Grid(GridKind.ALIGNED, (EDGES[0], EDGES[-1]), (101.0, 111.0), (Span(0, 0),))
    assert better(grid, [])
    assert better(grid, [other])
    assert not better(grid, [Grid(GridKind.RULED, other.xs, other.ys, other.spans)])
    assert not better(grid, [Grid(GridKind.ALIGNED, EDGES, other.ys, grid.spans)])
