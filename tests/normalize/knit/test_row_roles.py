"""Row roles: what each row of a fragment is."""

import pytest

from normalize.knit.column_numbers import is_column_number_row
from normalize.knit.head_signs import years_run_on
from normalize.knit.row_roles import rows_to_roles
from normalize.text.look import is_open_ended, text_to_column_number, text_to_shape
from tests.tables import rows


def roles(text: str, header: str | None = None) -> list[str]:
    known = rows(header) if header else ()
    return [item.role for item in rows_to_roles(rows(text), known)]


HEADER = """
    No | Indikator | Satuan | Target | <
    ^  | ^         | ^      | 2021   | 2022
"""


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", "blank"),
        ("  \n ", "blank"),
        ("4.500", "number"),
        ("97.50-98", "number"),
        ("Rp 1.000.000,00", "number"),
        ("2021", "year"),
        ("20 21", "year"),
        ("Tahun 2021", "year"),
        ("-", "nil"),
        ("N/a", "nil"),
        ("1.01.02.2.01", "code"),
        ("Jumlah laporan", "text"),
        ("9" * 100, "text"),
    ],
)
def test_shape_of_a_text(text: str, shape: str) -> None:
    """Cheap tests by which rows are told apart; a very long run of digits is no number of a plan."""
    assert text_to_shape(text) == shape


@pytest.mark.parametrize(("text", "number"), [("(3)", 3), ("3", 3), ("[12]", 12), ("3a", None), ("123", None), ("", None)])
def test_column_number(text: str, number: int | None) -> None:
    """ "(3)" and "3" number a column; three digits do not."""
    assert text_to_column_number(text) == number


@pytest.mark.parametrize("text", ["Jumlah pegawai yang", "Jabatan Administrasi,", "pembinaan (bagi", "Pengembangan dan"])
def test_open_ends(text: str) -> None:
    """A function word, a comma or an unclosed bracket at the end: the text goes on elsewhere."""
    assert is_open_ended(text)


def test_header_and_body_are_parted() -> None:
    """Two header rows of which one spans, then data."""
    assert roles(HEADER + "1 | Jumlah laporan | Laporan | 1 | 2") == ["header", "header", "data"]


def test_banner_above_the_header_is_a_title() -> None:
    """One text alone above a header names the table."""
    assert roles("PROGRAM KEPEGAWAIAN | | | |\n" + HEADER + "1 | A | Orang | 1 | 2")[0] == "title"


def test_blank_header_of_a_continuation() -> None:
    """A converter's empty header row is blank, and the rows below it are body."""
    assert roles(" | | |\n | Jumlah laporan | Laporan | 2") == ["blank", "data"]


@pytest.mark.parametrize("numbers", ["(1) | (2) | (3) | (4) | (5)", "1 | 2 | 3 | 4 | 5", "1 | 2 | 4 | 5 | 6"])
def test_column_numbers_end_the_header(numbers: str) -> None:
    """(1) (2) (3) ..., also with gaps, are neither header nor data."""
    assert roles(HEADER + numbers + "\n1 | Jumlah laporan | Laporan | 1 | 2") == ["header", "header", "column_numbers", "data"]


def test_figures_that_descend_are_no_column_numbers() -> None:
    """Three small numbers in a row are data unless they count upwards."""
    [row] = rows("3 | 2 | 1")
    assert not is_column_number_row(row)


def test_a_repeated_header_is_known_again() -> None:
    """The header printed again in mid-table is not data."""
    found = roles("1 | A | Orang | 1 | 2\nNo | Indikator | Satuan | Target | <\n2 | B | Orang | 3 | 4", HEADER)
    assert found == ["data", "repeated_header", "data"]


def test_what_follows_the_whole_known_header_is_body() -> None:
    """A row of look-alikes right below the repeated header does not become a third header row."""
    body = "1 | Jumlah Unit | Unit | 2021 | 2022"
    assert roles(HEADER + body, HEADER) == ["repeated_header", "repeated_header", "data"]


@pytest.mark.parametrize(
    "row",
    [
        " | Tersedianya Arsip | Jumlah Unit hasil Pengelolaan Arsip | Unit | | | 1945",
        "Pengelolaan Arsip | Tersedianya Realisasi Anggaran | Jumlah Unit | Unit | 1998 | 2012 | 2003",
        "Program Beasiswa Wilayah | Tersedianya Target Kinerja Tingkat Desa | Jumlah Dokumen | Dokumen | 2020 | 1999 | 2020",
    ],
)
def test_figures_that_look_like_years_make_no_header(row: str) -> None:
    """A unit named "Unit", a name with "Realisasi" in it and figures such as 1945 are a row of data."""
    more = "Pengelolaan Buku | Tersedianya Buku | Jumlah Buku | Buku | 1 | 2 | 3\n" * 3
    assert set(roles(row + "\n" + more)) == {"data"}


@pytest.mark.parametrize(
    ("years", "run"),
    [
        ([2021, 2022, 2023], True),
        ([2021, 2021, 2022, 2022], True),
        ([2014, 2015, 2014, 2015], True),
        ([2015, 2020, 2025], True),
        ([1945], False),
        ([2021, 2021, 2021], False),
        ([1998, 2012, 2003], False),
    ],
)
def test_years_of_a_header_run_on(years: list[int], run: bool) -> None:
    """By one, by one same step, printed twice over two columns, or begun anew for a second group."""
    assert years_run_on(years) is run


@pytest.mark.parametrize("text", ["JUMLAH", "T O T A L", "Jumlah Belanja", "Grand Total"])
def test_totals(text: str) -> None:
    """A total row is told by how it starts, spaced letters included."""
    assert roles(f"{text} | | | 5 | 6\n1 | A | Orang | 1 | 2") == ["total", "data"]


def test_an_indicator_that_begins_with_jumlah_is_no_total() -> None:
    """ "Jumlah ..." begins most indicators."""
    assert roles("Jumlah pegawai yang mengikuti pelatihan teknis | Orang | 5 | 6") == ["data"]


def test_a_label_alone_is_a_group_and_a_remark_alone_a_note() -> None:
    """Bands name what follows; notes say something about it."""
    text = HEADER + "1 | A | Orang | 1 | 2\nBidang Mutasi | | | | \nSumber: BKPSDM | | | | "
    assert roles(text) == ["header", "header", "data", "group", "note"]


def test_a_row_that_contains_a_head_word_is_no_repeated_header() -> None:
    """A header row that prints only "Target" does not swallow the rows that have the word in them."""
    header = "Indikator | Satuan | |\n | | Target | \n | | 2021 | 2022"
    assert roles("Jumlah target yang tercapai | Dokumen | 1 | 2", header) == ["data"]


def test_a_header_again_in_the_middle_of_its_own_page() -> None:
    """A copy of the header between the rows of one page is no data, whatever numbers its years look like."""
    text = """
        Indikator | Satuan | Target | <
        ^         | ^      | 2021   | 2022
        Jumlah laporan | Laporan | 1 | 2
        Indikator | Satuan | Target | <
                  |        | 2021   | 2022
        Jumlah pegawai | Orang | 3 | 4
    """
    assert roles(text) == ["header", "header", "data", "repeated_header", "repeated_header", "data"]


def test_the_rest_of_a_repeated_header_cut_by_the_page() -> None:
    """Each text of the row is a part of the head over the same column."""
    header = "Program, Kegiatan dan Sub Kegiatan | Data Capaian pada Tahun Awal | 2023 | 2024"
    page = "Kegiatan | Tahun Awal | 2023 | 2024\nPenyusunan laporan | 5 | 6 | 7"
    assert roles(page, header) == ["repeated_header", "data"]


@pytest.mark.parametrize(
    "label",
    ["Jumlah halaman ini", "Dipindahkan", "Pindahan", "Jumlah pindahan", "Pindahan dari halaman 3", "Total per halaman"],
)
def test_sums_of_a_page_are_furniture(label: str) -> None:
    """What a page prints for itself at its foot or head belongs to no row of the table."""
    text = f"Uraian | Satuan | 2021 | 2022\nJumlah laporan | Laporan | 1 | 2\n{label} | < | 1 | 2"
    assert roles(text)[-1] == "furniture"


def test_a_row_with_words_beside_the_label_is_no_page_sum() -> None:
    """An indicator that counts pages has a unit."""
    assert roles("Uraian | Satuan | 2021 | 2022\nJumlah halaman | Lembar | 1 | 2")[-1] == "data"


def test_a_head_may_begin_with_its_year() -> None:
    """ "2019 Actuals" and a date head figures; "24 karung" is one, though no list knows its unit."""
    heads = "Account | 2019 Actuals | 2020 Adopted\n"
    body = "Property tax | 12 | 13\nSales tax | 14 | 15\nFees | 16 | 17"
    assert [item.role for item in rows_to_roles(rows(heads + body))] == ["header", "data", "data", "data"]
    dated = "| AS OF | 12/31/2021\n"
    assert [item.role for item in rows_to_roles(rows(dated + heads + body + "\n" + body))][:3] == ["header", "header", "data"]
    first = "Beras | 24 karung | 25 karung\n"
    assert [item.role for item in rows_to_roles(rows("Uraian | 2021 | 2022\n" + first + body))][:2] == ["header", "data"]


def test_figures_with_their_units_make_no_header() -> None:
    """ "16 Desa" over columns of figures is a figure, not a head."""
    page = "Jumlah jalan | 16 Desa | 17 Desa\nJumlah laporan | 5 | 6\nJumlah orang | 7 | 8\nJumlah buku | 9 | 10"
    assert roles(page, "Uraian | 2021 | 2022") == ["data"] * 4
    assert roles("Uraian | 2021 | 2022\nJumlah rapat | 24 Kegiatan | 25 Kegiatan") == ["header", "data"]


def test_column_numbers_broken_by_narrow_columns() -> None:
    """ "(1 / 0)" in a narrow column is the tenth column's number."""
    numbers = " | ".join(f"({n})" for n in range(1, 10)) + " | (1 / 0)"
    assert (
        roles("a | b | c | d | e | f | g | h | i | Target\n" + numbers + "\nx | y | z | p | q | r | s | t | u | 5")[1]
        == "column_numbers"
    )


def test_a_copy_of_the_header_cut_by_the_page_foot() -> None:
    """The first lines of the header's cells at the foot of a page are parts of the header, no data."""
    header = "Program, Kegiatan dan Sub Kegiatan | Data Capaian pada Tahun Awal | Target Kinerja Program | Pagu"
    page = "Penyusunan laporan | 5 | 6 | 7\nProgram, Kegiatan | Data Capaian | Target Kinerja | Pagu"
    assert roles(page, header) == ["data", "repeated_header"]


@pytest.mark.parametrize("number", ["8.5", "IV", "B.", "3"])
def test_a_numbered_title_inside_the_grid(number: str) -> None:
    """The number of a section and its title stand in cells of their own above the header."""
    text = f"{number} | Harbour works and ferries | < | <\nMeasure | 2021 | 2022 | 2023\nBerths let | 4 | 5 | 6\nFerries | 7 | 8 | 9"
    assert roles(text) == ["title", "header", "data", "data"]


def test_a_number_beside_a_name_is_a_row() -> None:
    text = "No | Kegiatan | 2021 | 2022\n1 | Rapat | 4 | 5\n2 | Survei | 7 | 8"
    assert roles(text) == ["header", "data", "data"]
    assert roles(text.split("\n", 1)[1]) == ["data", "data"]


def test_ticks_over_figures_are_values() -> None:
    body = "1 | Layanan | Ada | ✓ | ✓\n2 | Jalan | Km | 5 | 6\n3 | Unit | Buah | 7 | 8\n4 | Kota | Desa | 5 | 9"
    assert roles(HEADER + body)[2:] == ["data"] * 4


def test_numbers_of_columns_end_a_head_of_unknown_words() -> None:
    """Whatever stands above them without a figure heads the columns."""
    roled = rows_to_roles(
        rows("Perihal | Uraian ringkas | Hasil kerja\n1 | 2 | 3\nRapat | Antarbidang | 85\nSurvei | Pasar | 60")
    )
    assert [item.role for item in roled] == ["header", "column_numbers", "data", "data"]


def test_two_measures_make_a_head_of_words_that_nobody_knows() -> None:
    """ "GNH Pillars" and "Result Areas" are no known heads; "Baseline" and "Target" beside them are."""
    text = "GNH Pillars | Result Areas | Key Indicators (Outcome) | Baseline | Target\nEconomy | Better service | Arrivals | 105 | 200"
    assert [item.role for item in rows_to_roles(rows(text))] == ["header", "data"]


def test_a_sentence_across_the_figures_is_a_remark() -> None:
    """It is no value of the row above it and no name of those below."""
    text = "Indicator | 2021 | 2022 | 2023\nPaths | 1 | 2 | 3\nStatus: on track | All actions are funded. | < | <\nBuses | 4 | 5 | 6"
    assert [item.role for item in rows_to_roles(rows(text))] == ["header", "data", "note", "data"]
