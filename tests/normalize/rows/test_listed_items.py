"""Names listed in one cell with their values beside them, line by line."""

from __future__ import annotations

from normalize.rows.listed_items import row_to_listed
from schemas.logical import ColumnMeaning, ColumnRole
from tests.tables import normalize, rows, table

HEAD = "Sasaran | Indikator | Realisasi 2016 | Realisasi 2015"


def read(text: str) -> list[tuple[str | None, float | None]]:
    document = normalize(table(f"{HEAD}\n{text}"))
    return [(o.labels.indicator, o.value) for o in document.observations if o.period.year == 2016]


def test_marks_part_names_that_wrap() -> None:
    """Three names over four lines, three figures."""
    assert read("Produksi naik | - Jumlah padi / - Jumlah ubi / kayu / - Jagung | 540 / 716 / 1.204 | 373 / 224 / 900") == [
        ("- Jumlah padi", 540.0),
        ("- Jumlah ubi kayu", 716.0),
        ("- Jagung", 1204.0),
    ]


def test_one_figure_more_than_names_is_that_of_the_objective() -> None:
    """It stands above the list, in a row of its own."""
    found = read("Produksi naik | - Jumlah padi / - Jumlah ubi | 98 / 540 / 716 | 97 / 373 / 224")
    assert [value for _, value in found] == [98.0, 540.0, 716.0]
    assert [name for name, _ in found][1:] == ["- Jumlah padi", "- Jumlah ubi"]


def test_names_without_marks_need_words_behind_the_figures() -> None:
    assert read("Sekolah | Jumlah sanggar / Persentase bersekolah | 12 unit / 85,5 % | 11 unit / 80,5 %") == [
        ("Jumlah sanggar", 12.0),
        ("Persentase bersekolah", 85.5),
    ]


def test_units_that_wrap_below_their_figures_are_no_lines_of_their_own() -> None:
    """Three lines hold two values."""
    assert read(
        "Partisipasi | 1. Persentase usulan / diterima / 2. Jumlah kelompok | 65 % / 24 / kelompok | 60 % / 20 / kelompok"
    ) == [
        ("1. Persentase usulan diterima", 65.0),
        ("2. Jumlah kelompok", 24.0),
    ]


def test_a_name_and_a_number_that_wrap_stay_one_row() -> None:
    """Nothing but the line ends would part them, and together the lines are one number."""
    assert read("Produksi naik | Jumlah padi / Sawah | 12.540. / 550 | 11.373. / 234") == [("Jumlah padi Sawah", 12540550.0)]


def test_figures_that_are_too_few_leave_the_list_whole() -> None:
    """Three names and two figures: which is whose is open, so no number is given."""
    assert read("Produksi naik | - Padi / - Ubi / - Jagung | 540 / 716 | 373 / 224") == [("- Padi - Ubi - Jagung", None)]


def test_each_part_keeps_the_cell_that_it_was_printed_in() -> None:
    """So that every value is traceable to a box on the page."""
    [row] = rows("Produksi naik | - Padi / - Ubi | 540 / 716 | 373 / 224")
    roles: tuple[ColumnRole, ...] = ("objective", "indicator", "value", "value")
    meanings = [ColumnMeaning(at, role, ()) for at, role in enumerate(roles)]
    listed = row_to_listed(row, meanings, 1)
    assert listed is not None
    assert [[cell.text for cell in part.printed] for part in listed.parts] == [
        ["Produksi naik", "- Padi", "540", "373"],
        ["- Ubi", "716", "224"],
    ]
    assert {cell.ref for part in listed.parts for cell in part.printed} == {cell.ref for cell in row.printed}
    assert {finding.code for finding in listed.findings} == {"row-unstacked"}
