"""A level alone above a name, over the table whose rows are the name's."""

from dataclasses import replace

import pytest

from normalize.context.level_over_name import blocks_to_named_levels
from schemas.geometry import BBox
from schemas.observation import Observation
from schemas.table import Fragment, TextBlock
from tests.tables import normalize, say, table

BOX = """
    {name}    | <      | <      | <
    Indikator | Satuan | Target | <
    ^         | ^      | 2025   | 2026
    {row}     | Orang  | 3      | 5
"""


def box(name: str, row: str, number: int, left: float, top: float = 120.0) -> Fragment:
    """A box of a tree: its name fills the first row of its table."""
    drawn = table(BOX.format(name=name, row=row), number, page=1)
    return replace(drawn, box=BBox(left, top, left + 200, top + 60))


def level(text: str, left: float, bottom: float = 118.0) -> TextBlock:
    return TextBlock(text, "heading", page=1, box=BBox(left + 70, bottom - 9, left + 130, bottom), bold=True)


def activities(*blocks: TextBlock | Fragment) -> dict[str, str | None]:
    return {one.labels.indicator or "": one.labels.activity for one in normalize(*blocks).observations}


def test_each_box_of_a_row_has_its_own_name() -> None:
    """All levels come before all tables in reading order; what stands over a table is told by its place."""
    found = activities(
        level("KEGIATAN", 50),
        level("KEGIATAN", 300),
        box("Pelayanan Pencegahan", "Jumlah warga", 1, 50),
        box("Pemberdayaan Masyarakat", "Jumlah relawan", 2, 300),
    )
    assert found == {"Jumlah warga": "Pelayanan Pencegahan", "Jumlah relawan": "Pemberdayaan Masyarakat"}


def test_the_name_of_a_box_holds_for_no_other() -> None:
    """Which box belongs under which, lines tell that are not read: nothing goes on from box to box."""
    found = activities(
        level("KEGIATAN", 50),
        box("Pelayanan Pencegahan", "Jumlah warga", 1, 50),
        box("Tabel 2 Hal lain", "Jumlah relawan", 2, 300, top=300.0),
    )
    assert found["Jumlah relawan"] is None


def of(level_name: str) -> Observation:
    drawn = table(
        f"{level_name} | < | < | <\n" + BOX.format(name="Meningkatnya kesiapsiagaan", row="Jumlah warga").strip("\n")
    )
    return normalize(drawn).observations[0]


def test_level_and_name_in_the_first_rows_of_the_table() -> None:
    """Both may be framed."""
    assert of("SASARAN 1").labels.objective == "Meningkatnya kesiapsiagaan"
    assert of("TUJUAN").labels.goal == "Meningkatnya kesiapsiagaan"


def test_level_and_name_as_lines_above_the_table() -> None:
    """Without places on a page the last two texts before the table are looked at."""
    head = "Indikator | Satuan | 2025\nJumlah warga | Orang | 3"
    [one] = normalize(say("Kegiatan", "heading"), say("Pelayanan Pencegahan", "heading"), table(head)).observations
    assert one.labels.activity == "Pelayanan Pencegahan"


@pytest.mark.parametrize(
    "blocks",
    [
        [level("KEGIATAN", 300), box("Pelayanan Pencegahan", "A", 1, 50)],  # beside the table
        [level("KEGIATAN", 50, bottom=80.0), box("Pelayanan Pencegahan", "A", 1, 50)],  # far above it
        [level("KEGIATAN", 50), box("2025", "A", 1, 50)],  # no name
        [level("KEGIATAN", 50), box("TARGET", "A", 1, 50)],  # a head
        [level("INDIKATOR", 50), box("Pelayanan Pencegahan", "A", 1, 50)],  # the head of a column
        [say("Kegiatan"), say("Tabel 2.1 Pelayanan", "caption"), table("A | 2025\nB | 3")],  # a caption names the table
    ],
)
def test_what_is_no_pair(blocks: list[TextBlock | Fragment]) -> None:
    """A level elsewhere, or a text that names nothing, says nothing about the rows."""
    assert blocks_to_named_levels(blocks) == {}


def test_a_key_with_its_value_is_no_name() -> None:
    """It is the next line of the form, and its level stands beside another text."""
    lines = [level("SUB KEGIATAN", 50, 108), level("Alokasi Tahun 2023 : Rp 148.650.000", 50)]
    assert blocks_to_named_levels([*lines, box("Indikator Kinerja", "Jumlah guru", 1, 50)]) == {}
