"""Which fragments are one table, and why."""

import pytest

from normalize.continuation import fragments_to_mapping
from normalize.stitch import reading_to_tables
from schemas.finding import Finding
from schemas.logical import LogicalTable
from schemas.table import Fragment, TextBlock
from tests.tables import reading, say, table

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


def test_what_lies_between_the_thresholds_is_reported() -> None:
    """Kept apart, with a finding that tells score and reasons."""
    tables, findings = stitch(table(FIRST), say("Uraian singkat."), say("B", "heading"), table(" | | | \n" + MORE, 2))
    assert len(tables) == 2
    assert [finding.code for finding in findings] == ["join-doubtful"]


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
    mapping, _ = fragments_to_mapping(table(FIRST, page=1, edges=EDGES), table(MORE, page=2, edges=moved))
    assert mapping == (0, 1, 2, 3)


def test_a_vanished_column_leaves_the_others_in_place() -> None:
    """The third column holds nothing on page 2 and is gone there; the fourth is still the fourth."""
    later = table("A | Orang | 6", page=2, edges=(72.0, 172.0, 252.0, 312.0))
    mapping, _ = fragments_to_mapping(table(FIRST, page=1, edges=EDGES), later)
    assert mapping == (0, 1, 3)


def test_columns_that_cannot_be_told_apart_are_not_guessed() -> None:
    """A column that lies over two columns of the table alike belongs to neither, and the fragment is kept apart."""
    later = table("A | Orang | 6", page=2, edges=(72.0, 172.0, 232.0, 312.0))
    mapping, reason = fragments_to_mapping(table(FIRST, page=1, edges=EDGES), later)
    assert (mapping, reason) == (None, "3 columns where the table has 4")


def test_the_true_page_of_every_cell_is_kept() -> None:
    """A joined table's cells still know the page and fragment they were read from."""
    tables, _ = stitch(table(FIRST, page=3), table(MORE, page=4))
    assert str(tables[0].body[-1].row.printed[0].ref) == "p4/t1/r0c0"


def test_pages_far_apart_are_not_joined() -> None:
    """A fragment three pages further needs more than the same number of columns."""
    tables, _ = stitch(table(FIRST, page=1), table("A | Orang | 1 | 2", page=4))
    assert len(tables) == 2
