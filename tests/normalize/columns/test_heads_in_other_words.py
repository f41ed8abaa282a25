"""Heads that explain themselves, columns of aims beside columns of plans, and sentences between a title and its table."""

from __future__ import annotations

from normalize.columns.title_texts import text_is_sentence
from normalize.words.heads import head_to_known
from tests.tables import normalize, say, table

AIMS = """
    Tujuan dan Sasaran | Kode | Program, Kegiatan, Sub Kegiatan | Indikator | Satuan | Target 2025 | Target 2026
    Tujuan: Membaiknya jalan | 1.03.10 | Penyelenggaraan Jalan | Kemantapan jalan | % | 77,88 | 79,38
    ^ | 1.03.10.1.01 | Pembangunan Jalan | Panjang jalan | km | 22,4 | 25,1
    ^ | 1.03.11 | Jasa Konstruksi | Tenaga bersertifikat | % | 42,40 | 49,24
"""
REVISED = """
    Kegiatan | Indikator | Target | < | Pagu (Rp) | <
    ^ | ^ | Semula | Menjadi | Semula | Menjadi
    Sarana nelayan | Alat diserahkan | 29 | 32 | 1.448.535.000 | 1.458.437.500
    Pendataan | Dokumen terbit | 3 | 4 | 493.505.000 | 528.322.500
"""


def test_a_head_is_what_its_brackets_explain_it_by() -> None:
    known = head_to_known("Keluaran (Indikator)")
    assert known is not None
    assert known.role == "indicator"


def test_a_measure_in_brackets_explains_no_head() -> None:
    """What the figures measure is told by the heads over them, never by a word in brackets alone."""
    known = head_to_known("Ketebalan aspal (belanja)")
    assert known is None or known.measure is None


def test_the_column_of_plans_names_the_rows_and_that_of_aims_says_what_for() -> None:
    seen = {one.labels.indicator: one.labels for one in normalize(table(AIMS, page=1)).observations}
    assert seen["Panjang jalan"].activity == "Pembangunan Jalan"
    assert seen["Kemantapan jalan"].program == "Penyelenggaraan Jalan"
    assert seen["Tenaga bersertifikat"].program == "Jasa Konstruksi"


def test_the_year_is_that_of_the_title_and_not_of_a_sentence_below_it() -> None:
    sentence = "Perubahan disusun karena adanya sisa anggaran tahun 2024 dan hasil evaluasi semester pertama."
    above = (say("PERUBAHAN RENCANA KERJA TAHUN ANGGARAN 2025", "heading", 1), say(sentence, page=1))
    document = normalize(*above, table(REVISED, page=1))
    assert {one.period.year for one in document.observations} == {2025}


def test_what_a_sentence_is() -> None:
    assert text_is_sentence("Tabel berikut memuat target dan pagu tahun 2024 menurut bidang.")
    assert not text_is_sentence("Tabel 3.1 Target Tahun 2024")
    assert not text_is_sentence("Dinas Perikanan Kab. Karang Tunjung Prov.")


GOALS = """
    Kode | Uraian Tujuan, Sasaran, dan Indikator | Satuan | Kondisi Awal | Sasaran yang Hendak Dicapai | < | Keadaan Akhir Masa RPJMD
    ^ | ^ | ^ | 2024 | 2025 | 2026 | ^
    (1) | (2) | (3) | (4) | (5) | (6) | (7)
"""
ROWS = """
    Misi Pertama - Membangun manusia yang sehat | < | < | < | < | < | <
    Tujuan 1.1 | Membaiknya mutu hidup penduduk | < | < | < | < | <
    T1.1.1 | Indeks Pembangunan Manusia | poin | 69,14 | 69,65 | 70,14 | 71,47
    T1.1.2 | Usia harapan hidup | tahun | 71,82 | 71,99 | 72,17 | 72,69
"""


def test_a_numbered_goal_beside_its_text_is_a_group_and_no_head() -> None:
    """On a page of its own, below a band that passes for a title."""
    document = normalize(table(GOALS, number=1, page=1), table(ROWS, number=2, page=1))
    found = {(one.labels.indicator, one.measure, one.period.year): one.value for one in document.observations}
    assert found["Indeks Pembangunan Manusia", "target", 2025] == 69.65
    assert found["Usia harapan hidup", "final", None] == 72.69
    assert len(found) == 8


def test_numbers_of_objectives_are_not_their_names() -> None:
    """One head over the number and the name, for objectives and indicators alike."""
    head = "Sasaran | < | Indikator | < | Target 2024"
    rows = "1.1 | Produksi naik | 1.1.1 | Jumlah telur | 204\n | | - | Jumlah susu | 252\n1.2 | Mutu naik | 1.2.1 | Jumlah sertifikat | 48"
    document = normalize(table(f"{head}\n{rows}"))
    assert [(o.labels.objective, o.labels.indicator) for o in document.observations] == [
        ("Produksi naik", "Jumlah telur"), ("Produksi naik", "Jumlah susu"), ("Mutu naik", "Jumlah sertifikat"),
    ]  # fmt: skip


def test_a_row_of_scales_is_part_of_the_head() -> None:
    """ "£000" below the years counts what stands under it and is no figure; a total over it is still the sum of the row."""
    head = "Scheme | Revised Budget 2024/25 | Planned Budget 2025/26 | Total\n | £000 | £000 | £000"
    document = normalize(
        table(f"{head}\nNew block | 2,004 | 650 | 2,654\nRoof works | 3,281 | 302 | 3,583\nBoilers | 626 | 470 | 1,096")
    )
    assert [o.value for o in document.observations if o.labels.indicator == "New block"] == [2_004_000, 650_000]


def test_a_head_that_nothing_knows_is_not_what_the_title_says() -> None:
    """The title speaks of targets; "Perolehan" over the years may be anything."""
    head = "Indikator | Perolehan | < | Target\n^ | 2021 | 2022 | 2023"
    document = normalize(
        say("Target tahun 2023", "heading"), table(f"{head}\nJalan | 12 | 14 | 15\nJembatan | 3 | 4 | 5\nTerminal | 1 | 1 | 2")
    )
    assert {o.confidence for o in document.observations if o.period.year in {2021, 2022}} == {"unproven"}


def test_results_are_what_was_reached() -> None:
    head = "Indicator | Result | < | Target\n^ | 2021-22 | 2022-23 | 2023-24"
    document = normalize(
        say("Results 2021-22 to 2022-23 and target 2023-24", "heading"),
        table(f"{head}\nPaths (km) | 12 | 14 | 15\nBuses | 3 | 4 | 5"),
    )
    assert [o.measure for o in document.observations[:3]] == ["realization", "realization", "target"]


def test_a_head_across_the_edge_of_two_others_is_open() -> None:
    """ "Target" lies below "Outturn" and "Actual" alike: which of its columns it belongs to is not told, so none is sure."""
    head = "Indicator | Outturn | < | 2024/25 Actual | <\n^ | Target | < | < | <\n^ | 2022/23 | 2023/24 | Q1 | Q2"
    document = normalize(
        table(f"{head}\nHomes prevented (%) | 48.2 | 49.4 | 50.5 | 51.0\nTax collected (%) | 95.6 | 95.9 | 96.0 | 95.9")
    )
    assert document.observations
    assert {o.confidence for o in document.observations} == {"unproven"}
