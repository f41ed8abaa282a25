"""Lines to rows: a cell may be wrapped, a line is not always a row."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extract.ink.edges import Rule
from extract.open.cells_and_edges import cells_to_spans, row_edges
from extract.open.lines_to_rows import Row, group_rows
from extract.open.placed_lines import place_line
from schemas.geometry import BBox
from tests.typed_pages import lines, x_of, y_of

EDGES = [x_of(at) for at in (0, 22, 30, 38)]


def rows(text: str, rules: tuple[float, ...] = ()) -> list[str]:
    """The first words of each row's lines, with "+" between the lines of a row."""
    found = group_rows(lines(text), EDGES, [y_of(0) + 12 * line - 1 for line in rules])
    return ["+".join(line.chunks[0].text.split()[0] for line in row.lines) for row in found]


def test_a_label_that_fills_its_column_goes_on_in_small_letters() -> None:
    """The figures stand on its first line."""
    assert rows("""
        Persentase desa yang      45      50
        layak huni
        Jumlah kota               12      13
    """) == ["Persentase+layak", "Jumlah"]


def test_a_line_of_figures_is_a_row_of_its_own() -> None:
    """However close the lines stand."""
    assert rows("""
        Jumlah desa               45      50
        Jumlah kota               12      13
        Jumlah nagari              2       3
    """) == ["Jumlah", "Jumlah", "Jumlah"]


def test_rules_part_rows_where_words_do_not() -> None:
    """A label of two lines between two rules."""
    assert rows("""
        Jumlah desa               45      50
        Mandiri
        Jumlah kota               12      13
        Besar
    """, (0, 2, 4)) == ["Jumlah+Mandiri", "Jumlah+Besar"]  # fmt: skip


def test_a_label_that_runs_over_an_empty_column_stays_in_its_own() -> None:
    """Its text is longer than its column, and nothing stands beside it."""
    (line,) = lines("Jumlah desa mandiri di kabupaten      50")
    assert place_line(line, EDGES).ranges == ((0, 0), (2, 2))


@given(st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=6))
def test_cells_cover_every_position_once(filled: list[set[int]]) -> None:
    """Blank ones among them, sorted by row and column, on edges that rise."""
    (line,) = lines("Jumlah")
    body = []
    for columns in filled:
        row = Row([line])
        row.cells_by_range = {(column, column): [column] for column in columns}
        body.append(row)
    spans, words = cells_to_spans([], body, 0, [0.0, 1.0, 2.0, 3.0, 4.0])
    covered = [(s.row + r, s.column + c) for s in spans for r in range(s.rows) for c in range(s.columns)]
    assert covered == [(r, c) for r in range(len(filled)) for c in range(4)]
    assert [bool(own) for own in words] == [c in filled[r] for r in range(len(filled)) for c in range(4)]
    ys = row_edges(BBox(0, 90, 4, 200), [], body, 0)
    assert all(a < b for a, b in pairwise(ys))


def test_a_text_that_begins_level_with_a_row_is_of_that_row() -> None:
    """Rows are told by their colour, and two white names, of one row and of the next, have no edge between them."""
    page = """
        Program jalan     Jumlah jalan      12      14

                          Jumlah rambu      51      59

        Program lampu     Jumlah lampu       7       8
    """
    edges = [x_of(at) for at in (0, 18, 36, 44, 52)]
    sides = [Rule(y_of(at) - 1, x_of(18), x_of(52), "level") for at in (2, 4)]
    made = group_rows(lines(page), edges, [], sides)
    assert [sorted(row.joined) for row in made] == [[], [0], []]
