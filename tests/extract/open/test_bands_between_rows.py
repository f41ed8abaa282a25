"""A text alone on its line that runs over columns is one text."""

from __future__ import annotations

from extract.open.bands import runs_over
from tests.typed_pages import lines, x_of

XS = [x_of(15), x_of(23)]


def test_a_heading_between_rows_runs_over_the_columns() -> None:
    """No wide blank where a column ends."""
    page = lines("Jumlah desa       12      14\nUrusan wajib pelayanan dasar\nJumlah kota        3       4")
    assert runs_over(1, page, XS)
    assert not runs_over(0, page, XS)


def test_a_text_within_its_column_runs_over_nothing() -> None:
    """However alone it stands."""
    assert not runs_over(0, lines("Jumlah desa\nJumlah kota        3       4"), XS)


def test_the_next_line_of_two_cells_is_no_heading() -> None:
    """It begins where the texts above it begin, in both."""
    page = lines("Persentase     Dinas terkait dan\nrumah layak    kecamatan setempat")
    assert len(page[1].chunks) == 2
    assert not runs_over(1, page, XS)
