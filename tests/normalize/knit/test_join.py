"""Which fragments are one table, and why."""

from dataclasses import replace

import pytest

from normalize.knit.head_claims import heads_contradict
from normalize.knit.join import fragments_to_mapping
from normalize.knit.tables import reading_to_tables
from schemas.codes import finding_to_severity
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.logical import LogicalTable
from schemas.sign_sentences import sign_to_words
from schemas.table import Fragment, TextBlock
from tests.tables import normalize, reading, rows, say, table

FIRST = """
    Indikator      | Satuan  | 2021 | 2022
    Jumlah laporan | Laporan | 1    | 2
    Jumlah pegawai | Orang   | 3    | 4
"""
MORE = "Jumlah dokumen | Dokumen | 5 | 6"


def stitch(*blocks: TextBlock | Fragment) -> tuple[tuple[LogicalTable, ...], tuple[Finding, ...]]:
    return reading_to_tables(reading(*blocks))


def joined(*between: TextBlock, more: str = MORE) -> bool:
    tables, _ = stitch(table(FIRST), *between, table(more, 2))
    return len(tables) == 1


@pytest.mark.parametrize("more", [MORE, " | | | \n" + MORE, FIRST + MORE])
def test_header_missing_blank_or_repeated(more: str) -> None:
    """A fragment that follows directly continues the table in all three cases."""
    assert joined(more=more)


def test_a_join_says_why() -> None:
    """Each join is a finding with its score and the signs it rests on."""
    _, [finding] = stitch(table(FIRST), table(MORE, 2))
    assert finding.code == "fragment-joined"
    assert "same number of columns" in (finding.evidence or "")


def test_a_heading_between_keeps_tables_apart() -> None:
    """A heading starts something new."""
    assert not joined(say("B. Sarana dan prasarana", "heading"))


def test_lanjutan_joins_over_its_title() -> None:
    """ "Lanjutan Tabel 3.1" above a fragment is no new heading, whatever its style."""
    assert joined(say("Lanjutan Tabel 3.1", "heading"))


def test_page_furniture_does_not_part() -> None:
    """Page numbers and running heads stand between all pages."""
    assert joined(say("Halaman 12", "furniture"))


def test_another_header_is_another_table() -> None:
    """A header of its own keeps a fragment apart, though its columns are as many."""
    assert not joined(more="Nama | NIP | Jabatan | Golongan\nAndi | 1 | Kepala | IV")


def test_another_number_of_columns_is_another_table() -> None:
    """Without positions, five columns do not continue four."""
    assert not joined(more="a | b | c | d | e")


def test_a_row_that_packs_years_of_its_own_begins_another_table() -> None:
    """Nobody parted the cells of its head, but the years in it are not those of the table before."""
    packed = "Uraian Satuan | < | Realisasi 2021 2022 | <\n"
    assert not joined(more=packed + MORE)
    assert joined(more=MORE)


def test_what_lies_between_the_thresholds_is_reported() -> None:
    """Kept apart, with a finding that tells score and reasons."""
    tables, findings = stitch(table(FIRST), say("Uraian singkat."), say("B", "heading"), table(" | | | \n" + MORE, 2))
    assert len(tables) == 2
    assert [(finding.code, finding_to_severity(finding)) for finding in findings] == [("join-doubtful", "warning")]


def test_a_doubtful_join_of_a_table_with_a_head_is_information() -> None:
    """It is read without the table before it."""
    _, findings = stitch(table(FIRST), say("Uraian singkat."), say("B", "heading"), table(FIRST, 2))
    doubtful = [finding for finding in findings if finding.code == "join-doubtful"]
    assert all(finding_to_severity(finding) == "info" for finding in doubtful)


def test_a_repeated_banner_and_header_join() -> None:
    """A title row that is printed again with the header on the next page belongs to the same table."""
    page = "KEGIATAN | | |" + FIRST
    tables, _ = stitch(table(page), table(page + MORE, 2))
    assert len(tables) == 1


def test_another_banner_parts_equal_headers() -> None:
    """Tables of two programmes have one header and two names."""
    tables, _ = stitch(table("PROGRAM A | | |" + FIRST), table("PROGRAM B | | |" + FIRST, 2))
    assert [row.printed[0].text for t in tables for row in t.titles] == ["PROGRAM A", "PROGRAM B"]


EDGES = (72.0, 172.0, 232.0, 272.0, 312.0)


def test_columns_that_drift_are_the_same_columns() -> None:
    """A page that is printed some points further right keeps its columns."""
    moved = tuple(edge + 9 for edge in EDGES)
    mapping = fragments_to_mapping(table(FIRST, page=1, edges=EDGES), table(MORE, page=2, edges=moved))
    assert mapping.columns == (0, 1, 2, 3)


def test_a_vanished_column_leaves_the_others_in_place() -> None:
    """The third column holds nothing on page 2 and is gone there; the fourth is still the fourth."""
    later = table("A | Orang | 6", page=2, edges=(72.0, 172.0, 252.0, 312.0))
    mapping = fragments_to_mapping(table(FIRST, page=1, edges=EDGES), later)
    assert mapping.columns == (0, 1, 3)


def test_columns_that_cannot_be_told_apart_are_not_guessed() -> None:
    """A column that lies over two columns of the table alike belongs to neither, and the fragment is kept apart."""
    later = table("A | Orang | 6", page=2, edges=(72.0, 172.0, 232.0, 312.0))
    mapping = fragments_to_mapping(table(FIRST, page=1, edges=EDGES), later)
    assert (mapping.columns, sign_to_words(mapping.sign)) == (None, "3 columns where the table has 4")


def test_the_true_page_of_every_cell_is_kept() -> None:
    """A joined table's cells still know the page and fragment they were read from."""
    tables, _ = stitch(table(FIRST, page=3), table(MORE, page=4))
    assert str(tables[0].body[-1].row.printed[0].ref) == "p4/t1/r0c0"


def test_pages_far_apart_are_not_joined() -> None:
    """A fragment three pages further needs more than the same number of columns."""
    tables, _ = stitch(table(FIRST, page=1), table("A | Orang | 1 | 2", page=4))
    assert len(tables) == 2


OTHER = """
    No | Program   | Pagu (Rp)
    1  | Program A | 5.000
"""
WIDE = (72.0, 100.0, 250.0, 330.0)


def test_two_tables_in_turns_each_go_on() -> None:
    """Two tables of different shape share the pages: the next page goes on with both, without their heads."""
    blocks = [
        table(FIRST, page=1, edges=EDGES),
        table(OTHER, 2, page=1, edges=WIDE),
        table(MORE, page=2, edges=EDGES),
        table("2 | Program B | 6.000", 2, page=2, edges=WIDE),
    ]
    tables, findings = stitch(*blocks)
    assert [len(t.fragments) for t in tables] == [2, 2]
    assert [f.table for f in findings if f.code == "fragment-joined"] == [1, 2]


def test_a_header_after_another_table_begins_a_table() -> None:
    """The programme tables of a cascade look alike: the second one is no continuation of the first over the table between them."""
    blocks = [
        table(FIRST, page=1, edges=EDGES),
        table(OTHER, 2, page=1, edges=WIDE),
        table(FIRST, page=2, edges=EDGES),
    ]
    tables, _ = stitch(*blocks)
    assert len(tables) == 3


def test_an_earlier_table_is_too_far_after_a_page() -> None:
    """Only a table that ends on this page or the one before may still be open beside the last one."""
    blocks = [
        table(FIRST, page=1, edges=EDGES),
        table(OTHER, page=2, edges=WIDE),
        table(MORE, page=4, edges=EDGES),
    ]
    assert len(stitch(*blocks)[0]) == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Indikator | Satuan | 2021 | 2022", "Indikator | Satuan | 2023 | 2024"),
        ("Indikator | Satuan | 2021 | 2022", "Indikator | Satuan | 2022 | 2023"),
        ("Indikator | Satuan | Target 2021 | Target 2022", "Indikator | Satuan | Realisasi 2021 | Realisasi 2022"),
        ("Program | Unit | Pagu 2021 (Rp) | Pagu 2022 (Rp)", "Program | Unit | Pagu 2021 (ribu Rp) | Pagu 2022 (ribu Rp)"),
        ("Program | Unit | Pagu 2021 (ribu Rp) | Pagu 2022", "Program | Unit | Pagu 2021 (juta Rp) | Pagu 2022"),
    ],
)
def test_a_header_that_says_something_else_is_no_misprint(first: str, second: str) -> None:
    """Other years, another measure or another scale over the same columns: the header of another table, however alike its letters."""
    tables, _ = stitch(table(f"{first}\n{MORE}"), table(f"{second}\n{MORE}", 2))
    assert [t.header[0].printed[-1].text for t in tables] == [
        first.rsplit(" | ", maxsplit=1)[-1],
        second.rsplit(" | ", maxsplit=1)[-1],
    ]


@pytest.mark.parametrize(
    "again",
    [
        "Indikaor | Satuan | 2021 | 2022 | 2023",
        "Indikator | Satan | 2021 | 2032 | 2023",
        "Indikator | Satuan | 20 21 | 2022 | 2023",
        "Indikator | Satuan | 2021 | 2022 | 2O23",
    ],
)
def test_a_misprinted_header_still_repeats(again: str) -> None:
    """A letter, or one year of several, may be misprinted."""
    first = "Indikator | Satuan | 2021 | 2022 | 2023\nJumlah laporan | Laporan | 1 | 2 | 3"
    assert len(stitch(table(first), table(f"{again}\nJumlah dokumen | Dokumen | 4 | 5 | 6", 2))[0]) == 1


def test_a_misprint_that_names_another_measure_by_chance_still_repeats() -> None:
    """ "Targe Kinerja dan Kerangka Pendanaan" is no other header: without its "t" the words name the funds."""
    first = "Program | Satuan | Target Kinerja dan Kerangka Pendanaan | <\n | | 2021 | 2022"
    again = first.replace("Target", "Targe")
    assert len(stitch(table(f"{first}\n{MORE}"), table(f"{again}\n{MORE}", 2))[0]) == 1


def test_the_same_columns_on_a_page_of_another_size() -> None:
    """A portrait page goes on with a table that began on a landscape one: all edges are at the same shares of its width."""
    narrow = tuple(72 + (edge - 72) * 0.7 for edge in EDGES)
    mapping = fragments_to_mapping(table(FIRST, page=1, edges=EDGES), table(MORE, page=2, edges=narrow))
    assert mapping.columns == (0, 1, 2, 3)
    assert mapping.sign.name == "join_other_size"


def test_a_column_that_vanished_on_a_page_of_another_size() -> None:
    """The empty column is gone and the table narrower: the others are still told by their shares."""
    later = table("A | Orang | 6", page=2, edges=tuple(72 + (edge - 72) * 0.7 for edge in (72.0, 172.0, 272.0, 312.0)))
    mapping = fragments_to_mapping(table(FIRST, page=1, edges=EDGES), later, frozenset({2}))
    assert mapping.columns == (0, 1, 3)


def test_another_column_takes_the_width_of_the_vanished_one() -> None:
    """The last column is empty and gone, the names have its place, the table ends where it ended: the order tells which is which."""
    remarks = FIRST.replace("2022\n", "2022 | Ket.\n").replace(" 2\n", " 2 |\n").replace(" 4\n", " 4 |\n")
    first = table(remarks, page=1, edges=(72.0, 172.0, 232.0, 272.0, 312.0, 342.0))
    tables, _ = stitch(first, table(MORE, page=2, edges=(72.0, 202.0, 262.0, 302.0, 342.0)))
    [joined_table] = tables
    assert [cell.column for cell in joined_table.body[-1].row.printed] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("edges", "empty"),
    [
        ((72.0, 202.0, 282.0, 342.0), {4}),  # two columns took its width
        ((72.0, 202.0, 262.0, 302.0), {4}),  # the table ends elsewhere
        ((72.0, 212.0, 250.0, 310.0, 342.0), {4}),  # all widths are others
    ],
)
def test_a_vanished_column_that_nothing_tells(edges: tuple[float, ...], empty: set[int]) -> None:
    """Which columns go on in which stays open where widths leave it open."""
    first = table("A | Orang | 1 | 2 |", page=1, edges=(72.0, 172.0, 232.0, 272.0, 312.0, 342.0))
    row = "B | Orang | 6" if len(edges) == 4 else "B | Orang | 6 | 7"
    assert fragments_to_mapping(first, table(row, page=2, edges=edges), frozenset(empty)).columns is None


def test_a_remark_column_may_vanish_below_a_header_without_body() -> None:
    """The header stands alone at the page's foot; on the next page the column of remarks, all empty, has gone."""
    head = table("Indikator | Satuan | 2021 | Keterangan", page=1, edges=EDGES)
    tables, _ = stitch(head, table("Jumlah laporan | Laporan | 5", page=2, edges=(72.0, 172.0, 232.0, 312.0)))
    [joined_table] = tables
    assert [cell.column for cell in joined_table.body[0].row.printed] == [0, 1, 2]


def test_words_that_pass_for_heads_over_no_figures_make_no_header() -> None:
    """ "Perangkat Daerah" is a head and the end of a name: a page that begins with it, and prints nothing over the columns of figures, goes
    on with the table."""
    page = "Pemeliharaan Jalan pada | | | \n"
    more = "Perangkat Daerah | Kegiatan | | \n" + MORE
    tables, _ = stitch(table(FIRST + page, page=1), table(more, page=2))
    assert len(tables) == 1


def test_a_misprinted_head_names_no_other_measure() -> None:
    """ "Targe Kinerja dan Kerangka Pendanaan" lost a letter, and with it the word that told its measure."""
    known = rows("Indikator | Target Kinerja Program dan Kerangka Pendanaan | <\n^ | Target | Rp")
    again = rows("Indikaor | Targe Kinerja Program dan Kerangka Pendanaan | <\n^ | Targe | Rp")
    assert heads_contradict(again, known) is None
    assert heads_contradict(
        rows("Indikator | Realisasi Kinerja Program dan Kerangka Pendanaan | <\n^ | Realisasi | Rp"), known
    )


def test_a_header_begun_at_the_page_foot_is_the_next_tables_when_its_rest_says_so() -> None:
    """The first row of the header repeats that of the table above; its second, on the next page, has other years."""
    first = "Indikator | Satuan | Target | <\n | | 2021 | 2022\n" + MORE
    foot, rest = "Indikator | Satuan | Target | <", " | | 2023 | 2024\nJumlah buku | Buku | 7 | 8"
    blocks = table(first, page=1), table(foot, 2, page=1), table(rest, page=2)
    tables, findings = stitch(*blocks)
    assert [[str(f.ref) for f in t.fragments] for t in tables] == [["p1/t1"], ["p1/t2", "p2/t1"]]
    assert [dict(f.fields)["fragment"] for f in findings if f.code == "fragment-joined"] == ["p2/t1"]


def test_the_upper_row_of_another_years_header_is_no_copy() -> None:
    """Cut by the page foot, the header shows fewer columns than the table; its years still say whose it is."""
    known = rows("No | Indikator | Target 2023 | < | Realisasi Tahun 2023 | <\n^ | ^ | K | Rp | K | Rp")
    assert heads_contradict(rows("No | Indikator | Target 2025 | Realisasi Tahun 2025"), known)
    assert heads_contradict(rows("No | Indikator | Target 2023 | Realisasi Tahun 2023"), known) is None


def test_the_rest_of_a_row_above_the_repeated_header_is_no_title() -> None:
    """The page begins with the last words of a row, then prints the header again."""
    head = "Program | Indikator | Satuan | Target 2021"
    first = f"{head}\nProgram A | Jumlah laporan yang | Laporan | 1"
    again = f" | disusun | | \n{head}\nProgram B | Jumlah buku | Buku | 2"
    tables, _ = stitch(table(first, page=1), table(again, page=2))
    assert [item.role for item in tables[0].body] == ["data", "data", "data"]


def test_list_numbers_in_a_column_of_their_own_on_the_next_page() -> None:
    """Page 1 prints them before the names; each cell of page 2 keeps its place in the account."""
    first = "Measure | 2021 | 2022\n1. Homes let | 40 | 44\n2. Streets swept | 70 | 75"
    more = "3. | Parks opened | 5 | 6\nLibraries | | |\n4. | Books lent | 900 | 950\n5. | Readers | 80 | 90"
    later = table(more, page=2, edges=(72.0, 90.0, 252.0, 312.0, 372.0))
    document = normalize(table(first, page=1, edges=(72.0, 252.0, 312.0, 372.0)), later)
    found = {(one.labels.indicator or one.labels.activity, one.period.year): one.value for one in document.observations}
    assert found["Books lent", 2022] == 950
    assert found["Homes let", 2021] == 40
    booked = {entry.cell: entry.disposition for entry in document.ledger}
    assert all(later.cell_ref(cell) in booked for cell in later.cells)
    assert booked[later.cell_ref(next(cell for cell in later.cells if cell.text == "4."))] == "merged_into"


def test_one_column_of_words_in_two_on_the_next_page() -> None:
    """The longest names of page 2 leave a gap that parts them in two columns; figures are never put together."""
    first = "Kegiatan | 2021 | 2022\nPembangunan balai | 40 | 44\nPembangunan jalan | 70 | 75"
    more = "Pembangunan drainase | RT 002 | 5 | 6\nPembangunan talud | RW 003 | 7 | 8"
    edges = (72.0, 160.0, 252.0, 312.0, 372.0)
    document = normalize(table(first, page=1, edges=(72.0, 252.0, 312.0, 372.0)), table(more, page=2, edges=edges))
    found = {(one.labels.indicator or one.labels.activity, one.period.year): one.value for one in document.observations}
    assert found["Pembangunan drainase RT 002", 2022] == 6
    figures = table("Pembangunan drainase | 5 | 6 | 7", page=2, edges=(72.0, 252.0, 280.0, 312.0, 372.0))
    assert len(stitch(table(first, page=1, edges=(72.0, 252.0, 312.0, 372.0)), figures)[0]) == 2


@pytest.mark.parametrize(("far", "tables"), [(4.0, 1), (60.0, 2)])
def test_a_band_between_a_head_and_its_rows(far: float, tables: int) -> None:
    """The head is ruled, its rows are not: below it stands the name of a group, then rows in the same columns."""

    def framed(part: Fragment, top: float, bottom: float) -> Fragment:
        return replace(part, box=BBox(72.0, top, 312.0, bottom))

    head = framed(table("Indikator | Satuan | 2021 | 2022\n1 | 2 | 3 | 4", page=1, edges=EDGES), 100.0, 140.0)
    band = TextBlock("URUSAN PENDIDIKAN", "heading", box=BBox(80.0, 142.0, 200.0, 152.0), page=1)
    below = framed(table(MORE, 2, page=1, edges=EDGES), 150.0 + far, 200.0 + far)
    assert len(stitch(head, band, below)[0]) == tables
