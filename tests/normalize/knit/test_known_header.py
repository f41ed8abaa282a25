"""A header that is printed again below titles of its own begins another table."""

from __future__ import annotations

from normalize.knit.known_header import known_below_titles, row_to_key
from normalize.knit.row_roles import rows_to_roles
from tests.tables import rows

HEAD = "Source of funds | FY2026 | FY2027 | FY2028"
KNOWN = rows(f"{HEAD}\nUser Fees | 1 | 2 | 3")[:1]


def test_titles_inside_the_grid_are_no_rows_of_the_table_before() -> None:
    roled = rows_to_roles(
        rows(f"WATER RESOURCES | < | < | <\nWR-0906 Reservoir | Replace liner | < | <\n{HEAD}\nBonds | 1 | 2 | 3"), KNOWN
    )
    assert [item.role for item in roled] == ["title", "title", "repeated_header", "data"]


def test_the_same_titles_without_a_table_before() -> None:
    roled = rows_to_roles(
        rows(f"WATER RESOURCES | < | < | <\nWR-0906 Reservoir | Replace liner | < | <\n{HEAD}\nBonds | 1 | 2 | 3")
    )
    assert [item.role for item in roled] == ["title", "title", "header", "data"]


def test_figures_above_the_header_are_rows() -> None:
    """What goes on from the page before, and only then the header."""
    keys = tuple(row_to_key(row) for row in KNOWN)
    assert known_below_titles(rows(f"Bonds | 4 | 5 | 6\n{HEAD}\nFees | 1 | 2 | 3"), keys) is None


def test_a_table_that_says_that_it_goes_on_does() -> None:
    keys = tuple(row_to_key(row) for row in KNOWN)
    assert known_below_titles(rows(f"Lanjutan Tabel 2.1 | < | < | <\n{HEAD}\nFees | 1 | 2 | 3"), keys) is None
