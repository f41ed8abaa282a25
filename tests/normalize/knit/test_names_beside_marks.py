"""Wide names over names that are set in with a list mark."""

from __future__ import annotations

from normalize.knit.names_beside_marks import rows_with_names_beside_marks
from schemas.decision import Sign
from schemas.logical import RoledRow
from tests.tables import rows

HEAD = "Program dan Kegiatan | < | 2021\n"
MARKED = "Program Pasar | < | 90\na | Pembangunan kios | 50\nb | Penataan lapak | 40"
UNMARKED = "Program Pasar | < | 90\nRutin | Pembangunan kios | 50\nRutin | Penataan lapak | 40"


def names(body: str) -> list[list[tuple[int, str]]]:
    head, *below = rows(HEAD + body)
    roled = [RoledRow(row, "data", Sign("row_data")) for row in below]
    return [[(cell.column, cell.text) for cell in item.row.printed] for item in rows_with_names_beside_marks([head], roled)]


def test_a_wide_name_stands_over_the_names_that_are_set_in() -> None:
    """In the column of the names, not in that of the marks."""
    assert names(MARKED) == [
        [(1, "Program Pasar"), (2, "90")],
        [(0, "a"), (1, "Pembangunan kios"), (2, "50")],
        [(0, "b"), (1, "Penataan lapak"), (2, "40")],
    ]


def test_without_marks_it_stays() -> None:
    """Words in the first column are names of their own."""
    assert names(UNMARKED)[0] == [(0, "Program Pasar"), (2, "90")]
