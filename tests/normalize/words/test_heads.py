"""Column heads as they are printed, one by one: what each says alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.several_values import head_to_packed_measures, head_to_packed_periods, raw_to_parts
from normalize.words.heads import column_terms, head_to_known, head_to_misspelt, head_to_term
from normalize.words.key_values import text_to_key_value
from normalize.words.measures import path_to_measure, path_to_revision, path_to_unit
from normalize.words.money import text_to_scale
from schemas.logical import ColumnMeaning


@pytest.mark.parametrize(
    ("path", "measure"),
    [
        (["Target"], "target"),
        (["Targe t", "K"], "target"),
        (["Realisasi", "K"], "realization"),
        (["Realisasi", "Rp"], "budget_realization"),
        (["Jumlah Realisasi 2020-2022 (Rp)"], "budget_realization"),
        (["Anggaran", "Realisasi"], "budget_realization"),
        (["Anggaran", "Target"], "budget"),
        (["Kondisi Kinerja pada Akhir Periode Renstra", "Target"], "final"),
        (["Kondisi Kinerja pada Akhir Periode Renstra", "Rp"], "final_budget"),
        (["Data Capaian pada Tahun Awal Perencanaan"], "baseline"),
        (["Target Akhir RPJMD"], "final"),
        (["Realisasi Capaian Tahun ke-"], "realization"),
        (["Rasio Capaian pada Tahun ke-"], "achievement"),
        (["Rasio antara Realisasi dan Anggaran"], "achievement"),
        (["Tingkat Capaian (%)"], "achievement"),
        (["Capaian terhadap Target Akhir Renstra (%)"], "achievement"),
        (["Rata-rata Pertumbuhan", "Anggaran"], "other"),
        (["Capaian Kinerja Program dan Kerangka Pendanaan", "Target"], "target"),
        (["Kebutuhan Dana/ Pagu Indikatif"], "budget"),
        (["Actuals"], "realization"),
        (["Adopted"], "budget"),
        (["Forecast"], "other"),
        (["Keadaan"], "baseline"),
        (["Suasana"], "other"),
    ],
)
def test_heads_name_a_measure_together(path: list[str], measure: str) -> None:
    """The lowest head counts, the heads above refine it; heads that no term knows name none."""
    assert path_to_measure(path) == measure


@pytest.mark.parametrize(
    ("head", "revision"),
    [
        ("Semula", "before"),
        ("Sebelum Perubahan", "before"),
        ("Menjadi", "after"),
        ("Setelah Perubahan (Rp)", "after"),
        ("Sesudah Perubahan", "after"),
        ("Bertambah/ (Berkurang)", "change"),
        ("Selisih Rp", "change"),
        ("Target", None),
    ],
)
def test_heads_of_revised_plans(head: str, revision: str | None) -> None:
    """Each version of a revised plan has its words."""
    assert path_to_revision([head]) == revision


@pytest.mark.parametrize(
    ("path", "unit", "scale"),
    [
        (["Target (%)"], "%", 1.0),
        (["Anggaran (Rp juta)"], "Rp", 1e6),
        (["Pagu (Rp. 000)"], "Rp", 1e3),
        (["Anggaran (ribu)"], None, 1e3),
        (["Luas (Ha)"], "Ha", 1.0),
        (["Pagu (Rp)", "2022"], "Rp", 1.0),
        (["Miliar Rupiah"], "Rp", 1e9),
        (["in Thousands"], None, 1e3),
        (["Target (indikatif)"], None, 1.0),
    ],
)
def test_heads_state_unit_and_scale(path: list[str], unit: str | None, scale: float) -> None:
    """A unit stands in brackets or is money or percent; a scale multiplies."""
    assert path_to_unit(path) == unit
    assert max(text_to_scale(head) for head in path) == scale


@pytest.mark.parametrize(
    ("head", "texts", "rest"),
    [
        ("Target 2021 / 2022 / 2023", ("2021", "2022", "2023"), "Target"),
        ("T1 / T2 / T3 / T4 / T5", tuple(f"Tahun ke-{n}" for n in range(1, 6)), ""),
        ("Target Th 1/2/3", ("Tahun ke-1", "Tahun ke-2", "Tahun ke-3"), "Target"),
    ],
)
def test_heads_name_the_periods_of_a_packed_cell(head: str, texts: tuple[str, ...], rest: str) -> None:
    """Periods that run on by one, parted by strokes."""
    packed = head_to_packed_periods(head)
    assert packed is not None
    assert (packed.texts, packed.rest) == (texts, rest)


@pytest.mark.parametrize(
    "head", ["Target 2021/2022", "2021 / 2023 / 2025", "Program/Kegiatan", "Peraturan 5/2021", "Tahun 2021"]
)
def test_other_heads_name_no_packed_periods(head: str) -> None:
    """A fiscal year, years with gaps, words with a stroke: none of them packs a cell."""
    assert head_to_packed_periods(head) is None


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("Kondisi Akhir (Target/Rp)", ("Kondisi Akhir", ("Target", "Rp"))),
        ("K/Rp", ("", ("K", "Rp"))),
        ("Target / Realisasi", ("", ("Target", "Realisasi"))),
        ("Kebutuhan Dana/Pagu Indikatif", None),
        ("Program/Kegiatan", None),
        ("Tujuan/Sasaran", None),
    ],
)
def test_heads_name_the_measures_of_a_packed_cell(head: str, found: object) -> None:
    """A figure and an amount, or a target and its realization; two words for one thing are no pair."""
    assert head_to_packed_measures(head) == found


PAIR = (ColumnMeaning(0, "value", (), measure="final"), ColumnMeaning(9, "value", (), measure="final_budget"))


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("80 / Rp 1.000.000", ("80", "Rp 1.000.000")),
        ("80\nRp. 1.000.000,-", ("80", "Rp. 1.000.000,-")),
        ("80%/1.000.000", ("80%", "1.000.000")),
        ("Rp 1.000.000", ("", "Rp 1.000.000")),
        ("80 Orang", ("80 Orang", "")),
        ("-", ("-", "-")),
        ("", ("", "")),
        ("1.000.000", None),
        ("80", None),
        ("80 / 90", None),
        ("80 / 90 / 1.000.000", None),
    ],
)
def test_a_figure_is_told_from_an_amount_by_shape(raw: str, parts: tuple[str, str] | None) -> None:
    """By "Rp", by size and thousands groups, or by a unit of its own; a bare number alone may be either."""
    assert raw_to_parts(raw, PAIR) == parts


def test_a_packed_cell_needs_as_many_parts_as_its_head_names() -> None:
    """Three targets under five years are five open ones."""
    years = tuple(ColumnMeaning(n, "value", (), measure="target") for n in range(3))
    assert raw_to_parts("1 / 2 / 3", years) == ("1", "2", "3")
    assert raw_to_parts("1 / 2", years) is None


@pytest.mark.parametrize(
    ("head", "word"),
    [("Taregt", "target"), ("Inidkator Kinerja", "indikatorkinerja"), ("Satauan", "satuan"), ("Kondisi Awla", "kondisiawal")],
)
def test_a_misspelt_head_is_read_as_the_word_meant(head: str, word: str) -> None:
    """A letter or two differ, and no other head is as near."""
    found = head_to_misspelt(head)
    assert found is not None
    assert found[1] == word


@pytest.mark.parametrize("head", ["Urutan", "Nilai", "Pagi", "Laporan", "Kegunaan", "Satu", "Sarana", "Tanggapan"])
def test_other_words_are_no_misspelt_heads(head: str) -> None:
    """Short words and words that only resemble a head stay unknown."""
    assert head_to_misspelt(head) is None


@given(st.text(max_size=80))
def test_any_text_is_read_without_failing(text: str) -> None:
    """Heads may be anything; a known head is never also a misspelt one."""
    if head_to_known(text) is not None:
        assert head_to_misspelt(text) is None
    head_to_packed_periods(text)
    head_to_packed_measures(text)
    text_to_key_value(text)
    assert text_to_scale(text) >= 1.0


@pytest.mark.parametrize("word", sorted({word for term in column_terms() for word in term.words}))
def test_each_word_of_a_term_is_known_to_that_term(word: str) -> None:
    """The words that misspelt heads are compared with are heads that the same term finds."""
    term = head_to_term(word)
    assert term is not None
    assert word in term.words or any(word in other.words and other.role == term.role for other in column_terms())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sasaran : Meningkatnya layanan", ("objective", "Meningkatnya layanan")),
        ("Misi 1: Mewujudkan tata kelola", ("mission", "Mewujudkan tata kelola")),
        ("IKK : Jumlah produk", ("indicator", "Jumlah produk")),
        ("Program ini bertujuan: menata", None),
        ("Catatan : angka sementara", None),
    ],
)
def test_key_value_lines(text: str, found: object) -> None:
    """A known key alone before the colon; a sentence with a colon is none."""
    assert text_to_key_value(text) == found


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Tujuan / Sasaran / Indikator Kinerja", "indicator"),
        ("Sasaran Strategis dan Indikator", "indicator"),
        ("Tujuan/Sasaran", "plan_item"),
        ("Sasaran / Program / Kegiatan", "plan_item"),
        ("Goals and objectives", "plan_item"),
        ("Objectives and targets", "indicator"),
        ("Outcome / Indicator", "indicator"),
        ("Sasaran", "objective"),
        ("Program dan Kegiatan", "plan_item"),
        ("Kegiatan/Sub Kegiatan", "activity_or_sub"),
        ("Strategic objective", "objective"),
    ],
)
def test_heads_of_several_levels_head_names(head: str, role: str) -> None:
    """Each row prints a name of one of these levels; with indicators among them it is the row's own."""
    term = head_to_known(head)
    assert term is not None
    assert term.role == role
