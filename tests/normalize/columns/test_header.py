"""From header rows to column meanings."""

import pytest

from normalize.columns.header import table_to_header
from normalize.knit.tables import reading_to_tables
from normalize.words.heads import head_to_term, squash
from normalize.words.measures import path_to_measure, path_to_revision, path_to_scale
from schemas.logical import ColumnMeaning
from schemas.observation import Measure
from tests.tables import codes, normalize, reading, say, table, values

DATA = "Jumlah laporan | Laporan | 1 | 2\nJumlah pegawai | Orang | 3 | 4"


def columns(text: str, planning: tuple[int, int] | None = None) -> tuple[ColumnMeaning, ...]:
    tables, _ = reading_to_tables(reading(table(text)))
    return table_to_header(tables[0], planning).columns


def years(text: str, planning: tuple[int, int] | None = None) -> list[int | None]:
    return [column.period.year if column.period else None for column in columns(text, planning)]


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("No.", "number"),
        ("KODE REKENING", "code"),
        ("Indikator Kinerja Program", "indicator"),
        ("Satuan", "unit"),
        ("Kegiatan/Sub Kegiatan", "activity_or_sub"),
        ("Sub Kegiatan", "sub_activity"),
        ("Formulasi Pengukuran", "formula"),
        ("Unit Kerja", "responsible"),
        ("Lokasi", "location"),
        ("Keterangan", "note"),
        ("Targe t", "value"),
    ],
)
def test_heads_are_known_by_their_words(head: str, role: str) -> None:
    """Spaces, case and signs do not matter, so that a word broken by its column is still known."""
    term = head_to_term(head)
    assert term is not None
    assert term.role == role


def test_an_unknown_head_is_unknown() -> None:
    """A head that no term knows names no column."""
    assert head_to_term("Warna kesukaan") is None


def test_squashing_keeps_letters_digits_and_some_signs() -> None:
    """What two prints of one head have in common."""
    assert squash("Targe t  (Rp.)") == "target(rp)"


def test_a_blank_right_of_a_spanner_stands_for_it() -> None:
    """Pipe tables have no spans: "Target" over one column means all columns with years below."""
    found = columns("Indikator | Satuan | Target | \n | | 2021 | 2022\n" + DATA)
    assert [column.path for column in found[2:]] == [("Target", "2021"), ("Target", "2022")]
    assert [column.measure for column in found[2:]] == ["target", "target"]


def test_a_true_span_belongs_to_each_of_its_columns() -> None:
    """Where the format has spans they are taken as they are."""
    found = columns("Indikator | Satuan | Target | <\n ^ | ^ | 2021 | 2022\n" + DATA)
    assert [column.path for column in found[2:]] == [("Target", "2021"), ("Target", "2022")]


def test_slipped_years_are_put_back_when_counts_agree() -> None:
    """As many years in a row as value columns: the first year belongs to the first value column."""
    text = "Indikator | Satuan | Target | \n2021 | 2022 | | \n" + DATA
    assert years(text) == [None, None, 2021, 2022]
    assert "years-realigned" in codes(normalize(table(text)))


def test_slipped_years_are_not_guessed_when_counts_differ() -> None:
    """Three years over two value columns: no column gets a year, and a finding names each of them."""
    text = "Indikator | Satuan | Target | \n2021 | 2022 | 2023 | \n" + DATA
    assert years(text) == [None, None, None, None]
    assert "years-misplaced" in codes(normalize(table(text)))


def test_years_that_skip_are_not_put_back() -> None:
    """Order and step must be those of a run of years."""
    text = "Indikator | Satuan | Target | \n2021 | 2025 | | \n" + DATA
    assert years(text) == [None, None, None, None]


def test_broken_years_are_mended_with_a_repair_each() -> None:
    """ "20 21", "20 22": the run proves both."""
    document = normalize(table("Indikator | Satuan | 20 21 | 20 / 22\n" + DATA))
    repairs = [(f.before, f.after) for f in document.findings if f.code == "year-mended"]
    assert repairs == [("20 21", "2021"), ("20 22", "2022")]
    assert {o.period.year for o in document.observations} == {2021, 2022}


def test_order_of_years_needs_the_planning_period() -> None:
    """ "Tahun ke-1" is 2019 in a plan for 2019-2020, and nothing in a plan without a period."""
    text = "Indikator | Satuan | Tahun ke-1 | Tahun ke-2\n" + DATA
    assert years(text, (2019, 2020))[2:] == [2019, 2020]
    assert years(text)[2:] == [None, None]


def test_years_printed_twice_under_one_head_are_not_used() -> None:
    """A header that prints 2021 twice is wrong in one of them; no value gets either year as sure."""
    document = normalize(table("Indikator | Satuan | 2021 | 2021\n" + DATA))
    assert not [o for o in document.observations if o.period.year is not None and o.confidence in {"proven", "consistent"}]


def test_quarters_below_a_year() -> None:
    """Year above, TW below: both make the period."""
    text = "Indikator | Satuan | 2023 | <\n ^ | ^ | TW I | TW II\n" + DATA
    found = [(c.period.kind, c.period.year, c.period.subperiod) for c in columns(text)[2:] if c.period]
    assert found == [("quarter", 2023, 1), ("quarter", 2023, 2)]


def test_target_and_amount_under_each_year() -> None:
    """K and Rp below a year are a target and a budget of that year."""
    text = "Indikator | 2021 | < | 2022 | <\n ^ | K | Rp | K | Rp\nJumlah laporan | 1 | 5.000.000 | 2 | 6.000.000"
    found = [(c.measure, c.period.year if c.period else None) for c in columns(text)[1:]]
    assert found == [("target", 2021), ("budget", 2021), ("target", 2022), ("budget", 2022)]


@pytest.mark.parametrize(
    ("path", "measure"),
    [
        (["Target", "2021"], "target"),
        (["Realisasi", "Rp"], "budget_realization"),
        (["Kondisi Awal"], "baseline"),
        (["Kondisi Kinerja pada Akhir Periode"], "final"),
        (["Tingkat Capaian (%)"], "achievement"),
        (["Pagu Indikatif"], "budget"),
        (["2021"], "other"),
    ],
)
def test_measure_of_a_path(path: list[str], measure: Measure) -> None:
    """The lowest head counts first, a head above refines it."""
    assert path_to_measure(path) == measure


@pytest.mark.parametrize(("text", "scale"), [("Rp (juta)", 1e6), ("Dalam ribuan", 1e3), ("in Thousands", 1e3), ("Pagu", 1.0)])
def test_scale_of_a_head(text: str, scale: float) -> None:
    """Words of scale multiply what is printed below."""
    assert path_to_scale([text]) == scale


@pytest.mark.parametrize(
    ("head", "revision"), [("Semula", "before"), ("Menjadi", "after"), ("Bertambah/(Berkurang)", "change")]
)
def test_revision_of_a_head(head: str, revision: str) -> None:
    """Revised plans print before, after and the change."""
    assert path_to_revision([head]) == revision


def test_a_table_without_a_header_loses_no_number_in_silence() -> None:
    """Numbers that belong to no column with a meaning are counted in a finding."""
    document = normalize(say("Lampiran"), table("Jumlah laporan | 5 | 6\nJumlah pegawai | 7 | 8"))
    [finding] = [f for f in document.findings if f.code == "header-missing"]
    assert (document.observations, dict(finding.fields)["count"]) == ((), "4")


def test_years_of_purchase_are_data() -> None:
    """A year in a body cell is a value of its row, not a period."""
    document = normalize(table("Indikator | Satuan | 2021 | 2022\nJumlah kendaraan tahun beli | Unit | 2015 | 2016\n" + DATA))
    assert ("Jumlah kendaraan tahun beli", 2021, 2015.0) in values(document)


def test_lost_figures_that_look_like_years_are_counted_too() -> None:
    """A page whose only figure is 2021 loses it with a finding like any other."""
    assert "header-missing" in codes(normalize(table("Jumlah laporan yang tersusun | Laporan | 2021")))


def test_a_lowest_head_that_nothing_knows_is_unproven() -> None:
    """ "Rp" below "Pagu" agrees with it; "Xyz" below it may say anything."""
    text = "Program | Pagu 2021 | <\n^ | Rp | Xyz\nProgram Arsip | 1.000.000 | 2.000.000\nProgram Data | 3.000.000 | 4.000.000"
    assert [column.proven for column in columns(text)] == [True, True, False]
