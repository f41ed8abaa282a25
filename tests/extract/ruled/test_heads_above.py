"""Heads that stand above the rules of their rows, as sheets are printed whose borders are set for the rows alone."""

from __future__ import annotations

from extract.grids.fill import grid_to_fragment
from extract.grids.grid import Grid, Span
from extract.ink.edges import Rule
from extract.ink.page_lines import page_lines
from extract.pages.find_tables import find_tables
from extract.ruled.drawn_heads import Surface
from extract.ruled.heads_above import find_head_above, with_head_above
from schemas.page import Ruling
from schemas.table import Fragment, GridKind
from tests.typed_pages import level, typed, x_of, y_of

SIDES = (0, 9, 30, 42, 54)
HEAD = """
    KODE       URAIAN             ANGGARAN      REALISASI
     1            2                  3             4
"""
BODY = """
 4         PENDAPATAN              116.338       114.198
 4  1      Hasil usaha              14.500        14.500
 4  2      Dana desa               101.838        99.698
 5         BELANJA                 100.000        98.000
 5  1      Pegawai                  60.000        59.000
 5  2      Barang                   40.000        39.000
"""


def drawn(text: str, first: int, last: int, top: tuple[int, ...] = (), below: float = 0.0) -> Fragment:
    """The table of the page with the row "Pegawai". Upright rules run from the line `first` to `last` and `below` points on, level ones
    between these lines and above those of `top`."""
    levels = [level(line, 0, SIDES[-1]) for line in (*top, *range(first, last + 1))]
    bottom = y_of(last) - 1 + below
    upright = [Ruling(x_of(side), y_of(first) - 1, x_of(side), bottom, 0.5) for side in SIDES]
    ink = typed(text, [*levels, *upright])
    found = [grid_to_fragment(ink, grid, 1) for grid in find_tables(ink).grids]
    return next(one for one in found if any(cell.text == "Pegawai" for cell in one.cells))


def texts(fragment: Fragment, row: int) -> list[str]:
    return [cell.text for cell in fragment.cells if cell.row == row]


def test_a_head_above_the_rules_of_its_rows_is_theirs() -> None:
    found = drawn(HEAD.rstrip("\n") + BODY, 2, 8, top=(0,))
    assert texts(found, 0) == ["KODE", "URAIAN", "ANGGARAN", "REALISASI"]
    assert texts(found, found.head_rows or 0) == ["4", "PENDAPATAN", "116.338", "114.198"]


def test_a_column_that_the_head_and_the_rules_name_is_one_though_blanks_run_through_it() -> None:
    found = drawn(HEAD.rstrip("\n") + BODY, 2, 8, top=(0,))
    assert found.columns == 4
    assert [cell.text for cell in found.cells if cell.column == 0][-3:] == ["5", "5 1", "5 2"]


def test_labels_without_a_rule_above_them_are_no_head() -> None:
    found = drawn(HEAD.rstrip("\n") + BODY, 2, 8)
    assert found.box is not None
    assert found.box.top >= y_of(2) - 2


def test_rows_that_have_a_head_of_their_own_take_no_other() -> None:
    page = HEAD.rstrip("\n") + "\n KODE     URAIAN             ANGGARAN      REALISASI" + BODY
    found = drawn(page, 2, 9, top=(0,))
    assert found.box is not None
    assert found.box.top >= y_of(2) - 2


def test_a_row_that_the_end_of_the_page_leaves_without_its_rule_is_a_row() -> None:
    found = drawn(BODY, 0, 5, below=11.5)
    assert found.rows == 6
    assert texts(found, 5) == ["5 2", "Barang", "40.000", "39.000"]


def test_rules_that_run_on_a_little_without_text_make_no_row() -> None:
    assert drawn("\n".join(BODY.splitlines()[:6]), 0, 5, below=11.5).rows == 5


def test_one_text_between_the_ends_of_the_rules_is_no_row() -> None:
    """A title or a note: a row has text in several columns."""
    page = "\n".join(BODY.splitlines()[:6]) + "\n           Catatan"
    assert drawn(page, 0, 5, below=11.5).rows == 5


def test_a_head_is_whole_where_each_column_has_a_label() -> None:
    """Then there are no more columns than are drawn; where one has none there may be."""
    text = HEAD.rstrip("\n") + BODY
    spans = tuple(Span(row, column) for row in range(6) for column in range(4))
    xs, ys = tuple(map(x_of, SIDES)), tuple(y_of(row) - 1 for row in range(2, 9))
    grid = Grid(GridKind.RULED, xs, ys, spans)
    without = text.replace("KODE", "    ").replace("1            2                  3             4", "")
    for page, whole in ((text, True), (without, False)):
        ink = typed(page)
        surface = Surface(page_lines(ink), (), (Rule(y_of(0) - 1, xs[0], xs[-1], "level"),), ())
        head = find_head_above(ink, grid, surface)
        assert head is not None
        assert head.whole is whole
        assert with_head_above(ink, grid, head).rows > grid.rows
