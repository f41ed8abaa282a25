"""Tables that nobody should print: findings or nothing, never a failure, never a lost cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.document import reading_to_normalized
from schemas.kind import builtin_kinds
from schemas.provenance import FragmentRef
from schemas.table import Cell, DocumentReading, Fragment
from tests.replaying import document_to_unreplayed, reading_to_texts
from tests.tables import codes, normalize, one, reading, table

SURE = ("proven", "consistent")
DATA = "Jumlah laporan | Laporan | 1 | 2\nJumlah pegawai | Orang | 3 | 4"


def check(document: DocumentReading) -> None:
    """Whatever comes out: a full ledger, no value from nowhere, repairs that replay."""
    normalized = reading_to_normalized(document, builtin_kinds())
    texts = reading_to_texts(document)
    assert [entry.cell for entry in normalized.ledger] == sorted(texts)
    assert all(o.cell in texts for o in normalized.observations)
    assert document_to_unreplayed(document, normalized) == []


def grid(rows: list[list[str]]) -> Fragment:
    cells = tuple(Cell(r, c, text) for r, line in enumerate(rows) for c, text in enumerate(line))
    return Fragment(FragmentRef(0, 1), len(rows), max((len(line) for line in rows), default=0), cells)


def test_a_header_that_contradicts_itself_gives_no_sure_year() -> None:
    """ "Target 2021" above "2022" in one column: no value gets either year as sure."""
    document = normalize(table("Indikator | Satuan | Tahun 2021 | Tahun 2022\n | | 2023 | 2024\n" + DATA))
    assert not [o for o in document.observations if o.confidence in SURE and o.period.year is not None]
    assert codes(document)


def test_years_that_run_backwards_are_not_reordered() -> None:
    """The years stay over the columns where they are printed."""
    document = normalize(table("Indikator | Satuan | 2022 | 2021\n" + DATA))
    assert one(document, "Jumlah laporan", 2022).value == 1


def test_a_header_without_a_body() -> None:
    """No rows, no observations, a reason."""
    document = normalize(table("Indikator | Satuan | 2021 | 2022"))
    assert document.observations == ()
    assert document.tables[0].reason == "no data rows"


@pytest.mark.parametrize("size", [(1, 1), (3, 4), (40, 12)])
def test_only_blanks(size: tuple[int, int]) -> None:
    """Every cell is booked as blank."""
    height, width = size
    document = normalize(grid([[" \n "] * width for _ in range(height)]))
    assert document.observations == ()
    assert {entry.disposition for entry in document.ledger} == {"blank"}


def test_a_fragment_without_cells() -> None:
    """A table of no rows is a table of no rows."""
    assert normalize(grid([])).observations == ()


def test_ragged_rows() -> None:
    """Rows that end early are read as far as they go; what lies under no head is not published as a value."""
    document = normalize(
        table("Indikator | Satuan | 2021 | 2022\nJumlah laporan | Laporan | 1\nJumlah pegawai | Orang | 3 | 4 | 5")
    )
    assert one(document, "Jumlah laporan", 2021).value == 1
    assert "5" not in {o.value_text for o in document.observations}


def test_500_columns() -> None:
    """A very wide table is read like any other."""
    heads = ["Indikator", "Satuan", *[""] * 496, "2021", "2022"]
    document = normalize(grid([heads, ["Jumlah laporan", "Laporan", *[""] * 496, "1", "2"]]))
    assert [(o.period.year, o.value) for o in document.observations if o.period.year] == [(2021, 1), (2022, 2)]


def test_500_years() -> None:
    """Two centuries printed over and over: no value is sure of its year."""
    document = normalize(grid([["Indikator", *(str(1900 + at % 200) for at in range(499))], ["Jumlah laporan", *["7"] * 499]]))
    assert not [o for o in document.observations if o.confidence in SURE]


@pytest.mark.parametrize("character", ["a", "a ", "1", "1 ", ".", "1.", "(", "-", "a\n", "1\n", "\u200b", "ﬁ"])
@pytest.mark.parametrize("place", [(0, 0), (0, 2), (1, 0), (1, 2)])
def test_cells_of_100000_characters(character: str, place: tuple[int, int]) -> None:
    """One enormous cell, as head, label or value, is booked and gives no sure number."""
    rows = [["Indikator", "Satuan", "2021", "2022"], ["Jumlah laporan", "Laporan", "1", "2"]]
    rows[place[0]][place[1]] = character * (100_000 // len(character))
    document = reading(grid(rows))
    check(document)
    huge = [o for o in reading_to_normalized(document, builtin_kinds()).observations if len(o.value_text) > 1000]
    assert all(o.value is None for o in huge)


@pytest.mark.parametrize(
    "number", ["9" * 400, "1." + "000." * 130 + "000", "0," + "3" * 400, "1e400", "Rp " + "9" * 400 + ",00"]
)
def test_numbers_of_400_digits(number: str) -> None:
    """No float holds them: no value, and a finding where the text is a number at all."""
    document = normalize(table(f"Indikator | Satuan | 2021 | 2022\nJumlah laporan | Laporan | {number} | 2"))
    found = next((o for o in document.observations if o.value_text == number), None)
    assert found is None or found.value is None or number.startswith("0,")


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [("عدد التقارير", "تقرير"), ("报告数量", "份"), ("Количество отчётов", "шт."), ("दस्तावेज़ संख्या", "प्रति"), ("📄📄", "📄")],
)
def test_other_scripts(indicator: str, unit: str) -> None:
    """Right-to-left and non-Latin labels come out as they went in."""
    document = normalize(table(f"Indikator | Satuan | 2021 | 2022\n{indicator} | {unit} | 1 | 2"))
    found = one(document, indicator, 2021)
    assert (found.labels.unit, found.value) == (unit, 1)


def test_digits_of_other_scripts_are_no_silent_numbers() -> None:
    """Arabic-Indic digits are either read as the digits they are, or left open."""
    document = normalize(table("Indikator | Satuan | 2021 | 2022\nJumlah laporan | Laporan | ١٢ | 2"))
    assert one(document, "Jumlah laporan", 2021).value in {None, 12.0}


def test_two_values_in_one_cell_are_not_one_number() -> None:
    """ "10 9" may be 109 or two targets: never sure without proof."""
    document = normalize(table("Indikator | Satuan | 2021 | 2022\nJumlah laporan | Laporan | 10 9 | 2"))
    found = one(document, "Jumlah laporan", 2021)
    assert found.value is None or found.confidence not in SURE


TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "2021", "2022", "20 23", "Indikator", "Satuan", "Target", "JUMLAH", "Program", "Rp", "(1)", "1", "2", "-"]
    ),
    st.sampled_from(
        ["4.500", "1,5", "10 9", "1.386.8800.814", "N/a", "≤5", "97.50-98", "Kegiatan/Sub Kegiatan", "Unit", "Tahun ke-1"]
    ),
    st.text(max_size=12),
)


@st.composite
def any_fragments(draw: st.DrawFn, number: int = 1) -> Fragment:
    """A fragment with any texts and spans that do not overlap."""
    height, width = draw(st.integers(0, 6)), draw(st.integers(1, 7))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            down, across = draw(st.sampled_from([(1, 1), (1, 1), (1, 1), (1, 2), (2, 1), (2, 3)]))
            spots = {(row + y, column + x) for y in range(down) for x in range(across)}
            if spots & taken or any(y >= height or x >= width for y, x in spots):
                down, across, spots = 1, 1, {(row, column)}
            taken |= spots
            cells.append(Cell(row, column, draw(TEXTS), down, across))
    return Fragment(FragmentRef(0, number), height, width, tuple(cells))


@given(st.lists(st.integers(1, 3), min_size=1, max_size=3), st.data())
@settings(max_examples=150, deadline=None)
def test_any_grid_of_any_texts(counts: list[int], data: st.DataObject) -> None:
    """Whatever stands where: no exception, a full ledger, and repairs that replay."""
    fragments = [data.draw(any_fragments(number)) for number, _ in enumerate(counts, 1)]
    check(reading(*fragments))
