"""Headers that the page break cuts."""

from normalize.knit.cut_heads import rows_to_whole_heads
from normalize.knit.tables import reading_to_tables
from schemas.normalized import NormalizedDocument
from tests.tables import normalize, reading, table

HEAD = "Kode | Program, Kegiatan dan Sub | Indikator | Satuan | Target | <"
REST = """
         | Kegiatan | | | 2021 | 2022
    1.02.01 | Program A | Jumlah laporan | Laporan | 1 | 2
    1.02.01.2.01 | Penyusunan Laporan | Jumlah dokumen | Dokumen | 3 | 4
"""


def cut_document() -> NormalizedDocument:
    return normalize(table(HEAD, page=1), table(REST, page=2))


def test_a_cut_head_is_one_head() -> None:
    """ "Kegiatan" alone would make it a column of activities, and the programme's name an activity's."""
    [first, *_] = cut_document().observations
    assert (first.labels.program, first.labels.activity) == ("Program A", None)


def test_the_repair_names_both_cells() -> None:
    """Head and tail, their text before and after."""
    [repair] = [f for f in cut_document().findings if f.code == "row-rejoined"]
    assert (repair.before, repair.after) == ("Program, Kegiatan dan Sub", "Program, Kegiatan dan Sub Kegiatan")
    assert (str(repair.cell), [str(ref) for ref in repair.related]) == ("p1/t1/r0c1", ["p2/t1/r0c1"])


def test_the_tail_is_accounted_for() -> None:
    """Its cell is booked once, as merged into the head."""
    [entry] = [entry for entry in cut_document().ledger if str(entry.cell) == "p2/t1/r0c1"]
    assert (entry.role, entry.disposition) == ("column_label", "merged_into")


def test_periods_below_a_wide_head_are_no_tails() -> None:
    """A year on the next page stands under its head, it does not end it."""
    tables, _ = reading_to_tables(reading(table("Indikator | Target", page=1), table(" | 2021\nJumlah laporan | 3", page=2)))
    assert rows_to_whole_heads(tables[0].header, 1).tails == ()


def test_a_header_on_one_page_stays_as_it_is() -> None:
    """Two rows of heads on one page are two rows of heads."""
    tables, findings = reading_to_tables(reading(table("Uraian | Target\nKegiatan | 2021\nJumlah laporan | 3")))
    assert tables[0].head_tails == ()
    assert not findings
