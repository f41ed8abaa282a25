"""What the heads leave open is assumed with a word about it, and never called sure."""

from __future__ import annotations

from schemas.normalized import NormalizedDocument
from tests.tables import codes, normalize, one, say, table

BARE = "Indikator | Satuan | 2021 | 2022\nJumlah laporan | Laporan | 1 | 2\nJumlah pegawai | Orang | 3 | 4"
AMOUNTS = "Program | 2021 | 2022\nProgram Arsip | 1.250.000.000 | 1.300.000.000\nProgram Data | 750.000.000 | 800.000.000"


def confidences(document: NormalizedDocument) -> set[str]:
    return {observation.confidence for observation in document.observations}


def measures(document: NormalizedDocument) -> set[str]:
    return {observation.measure for observation in document.observations}


def test_bare_years_over_indicators_are_targets_of_a_plan() -> None:
    """No word of the page says so, inside the planning period or without one: the values are unproven, and it is told."""
    planned = normalize(say("Rencana Strategis Tahun 2021-2025", "heading"), table(BARE))
    assert (measures(planned), confidences(planned)) == ({"target"}, {"unproven"})
    alone = normalize(table(BARE))
    assert (measures(alone), confidences(alone)) == ({"target"}, {"unproven"})
    assert "measure-assumed" in codes(planned)


def test_a_title_decides_before_anything_is_assumed() -> None:
    """ "Capaian" without figures of realization beside it is what was reached; a title that names two measures settles nothing."""
    assert measures(normalize(say("Tabel 2. Capaian Kinerja"), table(BARE))) == {"realization"}
    assert measures(normalize(say("Tabel 2. Realisasi Anggaran"), table(BARE))) == {"budget_realization"}
    assert measures(normalize(say("Tabel 2. Target dan Realisasi"), table(BARE))) == {"other"}


def test_amounts_beside_programmes_are_budgets() -> None:
    """Told by their size and by the names beside them, and unproven."""
    document = normalize(table(AMOUNTS))
    assert (measures(document), confidences(document)) == ({"budget"}, {"unproven"})


def test_figures_without_a_year_are_unproven() -> None:
    """A target of some year is of no use without a look at the page."""
    assert confidences(normalize(table("Indikator | Target\nJumlah laporan | 12\nJumlah pegawai | 14"))) == {"unproven"}


def test_figures_without_a_name_are_unproven() -> None:
    """Nothing says what they are of."""
    rows = "Triwulan | Target 2022 | Realisasi 2022\nTW I | 10 | 12\nTW II | 20 | 21\nTW III | 30 | 30"
    assert confidences(normalize(table(rows))) == {"unproven"}


def test_a_row_printed_twice_proves_its_numbers() -> None:
    """The same labels and the same figures in two rows; the same indicator under two activities is another fact."""
    text = (
        "Kegiatan | Indikator | Target 2021\n"
        "Arsip | Jumlah arsip statis | {0}\nArsip | Jumlah arsip statis | {1}\nData | Jumlah arsip statis | 4"
    )
    document = normalize(table(text.format("12", "12")))
    assert [o.value_confidence for o in document.observations] == ["proven", "proven", "consistent"]
    document = normalize(table(text.format("12", "13")))
    assert "proven" not in {o.value_confidence for o in document.observations}


def test_a_programme_heading_names_the_rows_of_any_kind() -> None:
    """Where the table's own columns name none; a heading of another kind, or prose, does not."""
    named = normalize(say("PROGRAM PENATAAN RUANG", "heading"), table(BARE))
    assert one(named, "Jumlah laporan", 2021).labels.program == "PROGRAM PENATAAN RUANG"
    prose = normalize(say("Program penataan ruang dilaksanakan oleh dinas sejak lama"), table(BARE))
    assert one(prose, "Jumlah laporan", 2021).labels.program is None


def test_projects_with_few_amounts_have_budgets() -> None:
    """Dashes are no figures, and a total with a currency sign before each amount is no column of units."""
    head = "Project | Prior Years | FY 2025 | FY 2026 | FY 2027 | Total"
    rows = "Main Street Bridge | — | $125,000 | $2,530,000 | — | $2,655,000\nTrail Phase II | $382,000 | $125,000 | — | — | $507,000"
    document = normalize(table(f"{head}\n{rows}"))
    assert (measures(document), confidences(document)) == ({"budget"}, {"unproven"})
