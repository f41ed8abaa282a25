"""What the room in a cell says about a cut, and rows that the page end clips."""

from __future__ import annotations

import pytest

from normalize.text.room_in_cell import cells_to_pitch, has_room_behind, has_room_below
from schemas.geometry import BBox
from schemas.logical import PlacedCell
from schemas.normalized import NormalizedDocument
from schemas.provenance import CellRef, FragmentRef
from schemas.table import Cell, CellStyle, Fragment, GridKind
from tests.tables import codes, normalize

WIDTHS = (20.0, 120.0, 40.0, 24.0, 24.0)
HEAD = ("No", "Indikator", "Satuan", "Target 2023", "Target 2024")
WHOLE = ("Jumlah rumah\ntangga yang\ndilayani", 34.8)
LINE, PADDING = 9.6, 6.0


def placed(text: str, width: float = 100.0, height: float = 15.6) -> PlacedCell:
    cell = Cell(0, 0, text, box=BBox(0, 0, width, height), style=CellStyle(size=8.0))
    return PlacedCell(CellRef(FragmentRef(1, 1), 0, 0), cell, 0, 1, "text")


def page(number: int, rows: tuple[tuple[tuple[str, ...], float], ...], open_bottom: bool = False) -> Fragment:
    """A page's rows with their heights in points."""
    edges = [sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]
    cells, top = [], 50.0
    for row, (texts, height) in enumerate(rows):
        for column, text in enumerate(texts):
            box = BBox(edges[column], top, edges[column + 1], top + height)
            cells.append(Cell(row, column, text, box=box, style=CellStyle(size=8.0)))
        top += height
    ref = FragmentRef(number, 1)
    return Fragment(
        ref, len(rows), len(WIDTHS), tuple(cells), column_edges=tuple(edges), grid_kind=GridKind.RULED, open_bottom=open_bottom
    )


def document(
    last: tuple[str, ...], following: tuple[str, ...], height: float = 25.2, open_bottom: bool = False
) -> NormalizedDocument:
    """A table whose last row on the first page may go on with the first of the next."""
    first = (
        (HEAD, 15.6),
        (("1", WHOLE[0], "Orang", "10", "11"), WHOLE[1]),
        (("2", "Jumlah pegawai", "Orang", "20", "21"), 15.6),
        (last, height),
    )
    more = (following, 25.2), (("4", "Jumlah laporan", "Dokumen", "40", "41"), 15.6)
    return normalize(page(1, first, open_bottom), page(2, more))


def indicators(result: NormalizedDocument) -> list[str | None]:
    return [o.labels.indicator for o in result.observations if o.period.year == 2023]


def test_room_for_another_line() -> None:
    """Two lines in a cell of two lines are full; in one of four they are not; without a known pitch nothing tells."""
    pitch = cells_to_pitch([placed("a\nb\nc", height=34.8), placed("a", height=80.0)])
    assert has_room_below(placed("a\nb", height=25.2), pitch) is False
    assert has_room_below(placed("a\nb", height=44.4), pitch) is True
    assert has_room_below(placed("a\nb", height=44.4), None) is None


def test_room_for_another_digit() -> None:
    """ "60,6" fills a narrow column, is short in a wide one, and in between nothing tells."""
    assert [has_room_behind(placed("60,6", width)) for width in (22.0, 60.0, 31.0)] == [False, True, None]


def test_a_full_cell_goes_on_without_small_letters() -> None:
    """The label fills its cell and the figures their lines; what follows has neither number nor unit."""
    result = document(("3", "Jumlah gedung", "Unit", "1.15", "1.16"), ("", "Tingkat Desa", "", "8", "9"), 15.6)
    assert indicators(result)[2] == "Jumlah gedung Tingkat Desa"
    assert "row-rejoined" in codes(result)


def test_a_cell_with_room_is_complete() -> None:
    """The same row with room for another line: what follows is a row of its own."""
    result = document(("3", "Jumlah gedung", "Unit", "1.15", "1.16"), ("", "Tingkat Desa", "", "8", "9"), 60.0)
    assert "row-rejoined" not in codes(result)


def test_a_following_number_begins_a_row() -> None:
    """A row with the next number and a known unit is whole, though it has no figures and the page ends open."""
    result = document(
        ("3", "Jumlah gedung\nkantor", "Orang", "30", "31"), ("4", "Jumlah jalan", "Orang", "", ""), open_bottom=True
    )
    assert indicators(result)[2:4] == ["Jumlah gedung kantor", "Jumlah jalan"]


def test_parts_of_a_known_unit_are_parts_of_a_row() -> None:
    """Unit, label and figures cut at once: "Doku" and "men" make the unit of another row."""
    result = document(("3", "Jumlah gedung", "Doku", "1.15", "1.16"), ("", "Tingkat Desa", "men", "8", "9"), 15.6)
    assert indicators(result)[2] == "Jumlah gedung Tingkat Desa"


@pytest.mark.parametrize(("open_bottom", "confidence"), [(True, "unproven"), (False, "consistent")])
def test_a_row_that_the_page_end_clips_is_not_sure(open_bottom: bool, confidence: str) -> None:
    """The page ends without a rule below the row and nothing goes on: the label may lack its end, and its values are unproven."""
    result = document(
        ("3", "Jumlah gedung\nkantor", "Unit", "30", "31"), ("4", "Jumlah jalan", "Orang", "7", "8"), 25.2, open_bottom
    )
    assert {o.confidence for o in result.observations if o.row == 2} == {confidence}
    assert {o.confidence for o in result.observations if o.row != 2} == {"consistent"}
    assert ("row-clipped" in codes(result)) is open_bottom


IN_CHARGE = ("Program", "Indikator", "Satuan", "Target 2023", "Unit Kerja Penanggung Jawab")


@pytest.mark.parametrize(
    ("beside", "names"),
    [("", ["Pengelolaan Jalan pada Perangkat Daerah"] * 2), ("Dinas", ["Pengelolaan Jalan pada", "Perangkat Daerah"])],
)
def test_a_name_without_what_names_have_beside_them_is_the_rest_of_one(beside: str, names: list[str]) -> None:
    """Without numbers, rows with a name print who is in charge: the name that stands without goes on from the one that fills its cell."""
    first = (
        (IN_CHARGE, 15.6),
        (("Pengelolaan Air", WHOLE[0], "Orang", "10", "Dinas"), WHOLE[1]),
        (("Pengelolaan Hutan", "Jumlah pegawai", "Orang", "20", "Dinas"), 15.6),
        (("Pengelolaan Laut", "Jumlah kapal", "Unit", "21", "Dinas"), 15.6),
        (("Pengelolaan Jalan pada", "Jumlah jalan", "Ruas", "30", "Dinas"), 15.6),
    )
    more = ((("Perangkat Daerah", "Jumlah jembatan", "Unit", "40", beside), 15.6),)
    result = normalize(page(1, first), page(2, more))
    assert [o.labels.program for o in result.observations if o.row >= 3] == names
