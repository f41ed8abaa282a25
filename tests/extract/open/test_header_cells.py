"""Labels over labels: which columns a label heads, and in which row of the head it stands."""

from __future__ import annotations

from extract.ink.edges import Rule
from extract.open.column_boundaries import column_contents
from extract.open.header_cells import header_to_blocks
from extract.open.labels_over_labels import spanning_labels
from tests.typed_pages import lines, x_of, y_of

BODY = """
    Jumlah desa       12      14     120
    Jumlah kota        3       4      33
"""
EDGES = [x_of(at) for at in (0, 15, 22, 30, 38)]


def cells(head: str, rules: list[Rule] | None = None) -> list[tuple[int, int, int, int]]:
    """(first column, last column, first row, last row) of each header cell."""
    blocks = header_to_blocks(lines(head), EDGES, rules or [], [], column_contents(lines(BODY), EDGES))
    return sorted((b.first, b.last, b.first_row, b.last_row) for b in blocks)


def test_a_label_centred_over_two_heads_both() -> None:
    """ "Target" over the years, "Anggaran" over its own column; what stands alone reaches down."""
    found = cells("""
        Indikator           Target      Anggaran
                         2021    2022
    """)
    assert (1, 2, 0, 0) in found
    assert {(1, 1, 1, 1), (2, 2, 1, 1)} <= set(found)
    assert [(first, last) for first, last, _, _ in found if first == 0] == [(0, 0)]


def test_a_label_wrapped_over_two_lines_is_one_cell() -> None:
    """Close lines over one column."""
    found = cells("""
        Indikator       Nilai   Nilai   Anggaran
        Kinerja         awal    akhir   Belanja
    """)
    assert found == [(column, column, 0, 0) for column in range(4)]


def test_a_rule_says_what_the_label_above_it_heads() -> None:
    """As long as its columns, right below the label, whatever the label's own place."""
    rule = Rule(y_of(0) + 11, x_of(15), x_of(38), "level")
    found = cells("""
        Indikator       Capaian
                         2021    2022    2023
    """, [rule])  # fmt: skip
    assert (1, 3, 0, 0) in found


def test_labels_over_labels_are_seen_before_columns_are_known() -> None:
    """By their extents alone; those over a series of years are marked, their blanks are blanks."""
    head = lines("""
        Indikator          Target Tahun           Pelaksana
                         2021      2022
    """)
    spanning = spanning_labels(head)
    assert spanning == {head[0].chunks[1].key: True}


def test_a_label_set_at_the_right_heads_all_years_of_the_series() -> None:
    """It reaches over the last two; the year before them goes on with theirs and has no other label above."""
    found = cells("""
        Uraian                  Belanja ribu
                         2021    2022    2023
    """)
    assert found == [(0, 0, 0, 1), (1, 1, 1, 1), (1, 3, 0, 0), (2, 2, 1, 1), (3, 3, 1, 1)]


def test_a_year_that_is_no_part_of_the_series_stays_a_label_of_its_own() -> None:
    """2019 is no year before 2022."""
    found = cells("""
        Uraian                  Belanja ribu
                         2019    2022    2023
    """)
    assert (2, 3, 0, 0) in found


def test_titles_in_the_head_reach_no_year_below_other_lines() -> None:
    """Only what stands right above the years heads them: the title over the last two goes no further."""
    found = cells("""
        Kode                     Kota Contoh Raya
                                 AS OF    31/12
        Uraian           2021    2022     2023
    """)
    assert (2, 3, 0, 0) in found
    assert (1, 1, 0, 1) in found
