"""Rows decided by what comes of them: values on any line of their row, figures broken inside a cell, bands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.open.lines_to_rows import group_rows
from extract.open.placed_lines import Placed, place_line
from extract.open.row_candidates import better_rows, to_rows, value_columns
from tests.typed_pages import lines, x_of, y_of

EDGES = [x_of(at) for at in (0, 26, 34, 42)]
STARTS = ("Jumlah", "Panjang", "Luas", "Indeks", "Rasio", "Cakupan")
REST = ("yang dibina dan", "dalam kondisi baik", "di semua wilayah kota", "sesuai standar mutu")


def rows(text: str, rules: tuple[int, ...] = ()) -> list[int]:
    """How many lines each row has; rules stand above the lines of these numbers."""
    typed = lines(text)
    return [len(row.lines) for row in group_rows(typed, EDGES, [y_of(0) + 12 * line - 1 for line in rules])]


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, list[int]]:
    """Names of one to three lines, each row's values level with its first line, its middle or its last, as in all rows."""
    where = draw(st.sampled_from(["first", "middle", "last"]))
    heights = draw(st.lists(st.sampled_from([1, 3]) if where == "middle" else st.integers(1, 3), min_size=4, max_size=8))
    typed = []
    for height in heights:
        name = [f"{draw(st.sampled_from(STARTS))} {draw(st.sampled_from(REST))}"]
        name += [draw(st.sampled_from(REST)) for _ in range(height - 1)]
        at = {"first": 0, "middle": height // 2, "last": height - 1}[where]
        typed += [f"{text:26}{draw(st.integers(10, 99))}      {draw(st.integers(10, 99))}" if k == at else text
                  for k, text in enumerate(name)]  # fmt: skip
    return "\n".join(typed), heights


@given(bodies())
def test_values_stand_level_with_any_line_of_the_name(body: tuple[str, list[int]]) -> None:
    """Without rules, and no wider white between rows than inside them."""
    text, heights = body
    assert rows(text) == heights


@pytest.mark.parametrize("tail", ["9", "9       8"])
def test_figures_broken_inside_their_cell_are_no_row(tail: str) -> None:
    """Rules part the rows; some figures go on on the next line, where the name does."""
    text = f"""
        Jumlah desa yang          10      40
        terang                    {tail}
        Jumlah kota               12      13
        Jumlah nagari             14      15
        yang terang               2
    """
    assert rows(text, (0, 2, 3, 5)) == [2, 1, 2]


def test_a_figure_in_brackets_goes_on_with_the_one_above() -> None:
    """A grade and its points, one below the other in all columns, without rules."""
    assert rows("""
        Nilai kinerja dinas       B       BB
        dan seluruh badan        (65)    (72)
        Nilai kepuasan warga      B       B
        atas layanan kota        (76)    (77)
        Indeks mutu layanan       71      75
    """) == [2, 2, 1]  # fmt: skip


def test_a_name_of_a_group_is_a_row() -> None:
    """It stands between rows whose values are level with the last line of their names."""
    assert rows("""
        Program Kesehatan
        Jumlah warga yang
        dilayani                  10      12
        Rasio dokter dan
        warga                     14      15
        Cakupan gizi              11      17
    """) == [1, 2, 2, 1]  # fmt: skip


def placed(text: str) -> list[Placed]:
    return [place_line(line, EDGES) for line in lines(text)]


def test_another_way_must_cost_clearly_less() -> None:
    """Two lines of one name with their values level with the first: read line by line the second would be a row of a tail alone."""
    body = placed("""
        Panjang jalan yang        10      40
        dalam kondisi baik
        Jumlah kota               12      13
        Jumlah nagari             14      15
    """)
    greedy = to_rows(body, [True, True, True])
    assert value_columns(body) == frozenset({1, 2})
    assert [len(row) for row in better_rows(body, [False] * 3, greedy)] == [2, 1, 1]
    right = to_rows(body, [False, True, True])
    assert better_rows(body, [False] * 3, right) == right


def test_lines_without_values_are_left_as_they_were_read() -> None:
    """Nothing tells one way from another."""
    body = placed("Jumlah desa\nJumlah kota")
    greedy = to_rows(body, [True])
    assert value_columns(body) == frozenset()
    assert better_rows(body, [False], greedy) is greedy
