"""Where the head of an open table ends."""

from __future__ import annotations

from extract.open.head_end import split_header
from tests.typed_pages import lines, x_of, y_of

EDGES = [x_of(at) for at in (0, 22, 30, 38)]


def test_years_broken_in_narrow_columns_are_the_head() -> None:
    """Their halves stand below each other and are no figures."""
    head = """
        Nama                  20      20      20
                              21      22      23
        Jumlah desa           45      50      51
        Jumlah kota           12      13      14
    """
    assert split_header(lines(head), [], [*EDGES, x_of(46)]) == 2


def test_a_row_of_few_values_is_no_head() -> None:
    """The first row of a page that goes on: most of its cells are blank, and no other type sets it apart."""
    page = """
        Jumlah pegawai        73
        Jumlah laporan        12      45      50
        Jumlah kota           12      13      14
    """
    assert split_header(lines(page), [y_of(1) - 1], [*EDGES, x_of(46)]) == 0
