"""What heads of columns mean, in small tables of words: Indonesian plans and English council plans and budgets."""

from __future__ import annotations

import pytest

from normalize.words.heads import head_to_misspelt, head_to_term
from normalize.words.measures import path_to_measure, path_to_revision, title_to_measures

# the heads of each role and measure, with strokes between them
ROLES: dict[str, str] = {
    "number": """
        No | No. | Nomor Urut | No Urut
    """,
    "code": """
        Ref | Ref. | Ref No | Kode Rekening | Code | Project Code | Scheme Ref | Kd Rek
    """,
    "vision": """
        Visi | Vision
    """,
    "mission": """
        Misi | Mission
    """,
    "goal": """
        Tujuan | Goal | Goals | Strategic Goal | Aim
    """,
    "objective": """
        Sasaran Strategis | Strategic Objective | Objective | Outcome | Priority Outcome
    """,
    "indicator": """
        Indikator Kinerja | Indikator Kinerja Utama (IKU) | IKU | IKP | IKSS | Indikator dan Tolok Ukur Kinerja |
        Tolok Ukur | KPI | Key Performance Indicator | KPIs | Indicator | Performance Indicator | Measure |
        Performance Measure | Measure of success | Success Measure | Metric | PI Description |
        Indikator Program (Outcome) | Indikator Kegiatan (Output) | Keluaran (Output) | Hasil (Outcome)
    """,
    "unit": """
        Satuan | Sat. | Unit of Measure | Units | UoM
    """,
    "formula": """
        Formulasi Perhitungan | Rumus | Definisi Operasional | Definition | Calculation | Method of calculation
    """,
    "responsible": """
        Penanggung Jawab | PIC | Perangkat Daerah Penanggung Jawab | SKPD | OPD Pelaksana | Lead Officer |
        Responsible Officer | Owner | Service Area | Directorate | Department | Unit Penanggung Jawab | Lead |
        Portfolio Holder | Cabinet Member | Service
    """,
    "location": """
        Ward | Location | Lokasi
    """,
    "note": """
        Keterangan | Ket | Catatan | Comments | Commentary | Notes | Remarks | Status | RAG | RAG Status | Trend |
        Direction of Travel
    """,
    "source": """
        Sumber Dana | Sumber Data | Funding Source | Source of Funding | Data Source
    """,
    "program": """
        Program | Programme | Program Name
    """,
    "activity": """
        Kegiatan | Activity | Action
    """,
    "sub_activity": """
        Sub Kegiatan
    """,
    "activity_or_sub": """
        Kegiatan / Sub Kegiatan
    """,
    "plan_item": """
        Project | Scheme | Scheme Name | Project Name | Capital Scheme | Jenis Kegiatan | Uraian | Description |
        Service Plan
    """,
    "strategy": """
        Strategi | Strategy
    """,
    "policy": """
        Arah Kebijakan | Policy
    """,
}
MEASURES: dict[str, str] = {
    "target": """
        Target | Target Kinerja | Targets | Annual Target | Target 2024/25 | Rencana | Planned | Plan | Proyeksi Target
        | Rencana Target | Tareget | Targte
    """,
    "realization": """
        Realisasi | Realisasi Kinerja | Actual | Actuals | Actual Performance | Outturn | Year to date | YTD |
        YTD Actual | Current Performance | Current Value | Q1 Actual | Realisasi Fisik | Realisai | Realisasai | Actaul
    """,
    "achievement": """
        Capaian | % Capaian | Capaian (%) | Tingkat Capaian | Persentase Capaian | Rasio Capaian | % Achieved |
        % of target | Achievement | % spent | % of Budget | % Realisasi | Serapan (%) | % Serapan | Tingkat Penyerapan |
        Persentase Penyerapan Anggaran
    """,
    "budget": """
        Anggaran | Anggaran (Rp) | Pagu | Pagu Indikatif | Pagu Anggaran (Rp) | Alokasi | Alokasi Anggaran |
        Kebutuhan Dana | Kebutuhan Dana/Pagu Indikatif | Kerangka Pendanaan | Biaya | Jumlah Dana | Dana | Rp | Rp. |
        (Rp) | Budget | Approved Budget | Revised Budget | Original Budget | Current Budget | Adopted Budget | Adopted |
        Proposed | Total Cost | Estimated Cost | Cost | Total Budget | £000 | £'000 | £m | $000 | £ | Allocation |
        Funding | Belanja | Anggran | Anggarn | Budegt
    """,
    "other": """
        Forecast | Forecast Outturn | Projected Outturn | Estimate | Variance | Pertumbuhan | Change |
        Over/(under) spend | Sisa Anggaran | Sisa | Sisa Pagu | Remaining Budget | Deviasi | Varaince
    """,
    "budget_realization": """
        SPJ (Rp) | SPJ | Serapan | Penyerapan | Serapan Anggaran | Serapan (Rp) | Penyerapan (Rp) | Penyerapan Anggaran
        | Realisasi Keuangan | Realisasi Anggaran | Realisasi (Rp) | Realisasi Belanja | Realisasi Rp | Actual Spend |
        Actual Expenditure | Expenditure to date | Spend to date | Actual (Rp) | Actual £000 | Pengeluaran |
        Realisasi SPJ
    """,
    "baseline": """
        Capaian Awal | Kondisi Awal | Kondisi Awal (2020) | Data Dasar | Baseline | Base Line |
        Data Capaian pada Tahun Awal Perencanaan | Kondisi Kinerja pada awal periode RPJMD | Starting point | Base year
        | Kondisi Eksisting | Tahun Dasar | Basline | Kondsi Awal
    """,
    "final": """
        Kondisi Akhir | Target Akhir | Target Akhir Renstra | Kondisi Kinerja pada Akhir Periode |
        Kondisi Kinerja Akhir Periode RPJMD | Final Target | End target | Target Akhir Periode | Akhir Renstra |
        End of plan target
    """,
}
# what two or more heads over one column say together
PATHS = [
    (("Sasaran / Targets", "2025"), "target"),  # two languages for one thing: "Sasaran" alone heads what is aimed at
    (("Akhir program / End of programme",), "final"),
    (("Realisasi", "Rp"), "budget_realization"),
    (("Anggaran", "Rencana"), "budget"),
    (("Target", "Rencana"), "target"),
    (("Anggaran", "Sisa"), "other"),
    (("Budget", "Actual"), "budget_realization"),
    (("2022/23", "Outturn"), "realization"),
    (("SPJ", "(%)"), "achievement"),
    (("Kondisi Akhir", "Rp"), "final_budget"),
]
REVISIONS = [
    ("Sebelum Perubahan", "before"), ("Sesudah Perubahan", "after"), ("Setelah Pergeseran", "after"), ("Bertambah (Berkurang)", "change"),
    ("Bertambah/(Berkurang)", "change"), ("+/-", "change"), ("Semula", "before"), ("Menjadi", "after"), ("APBD Murni", "before"),
    ("DPA Murni", "before"), ("DPPA", "after"), ("Pagu Perubahan", "after"), ("Original Budget", "before"), ("Revised Budget", "after"),
    ("Amended Budget", "after"), ("Target Awal", None), ("Budget", None),
]  # fmt: skip


def listed(heads: str) -> list[str]:
    return [" ".join(head.split()) for head in heads.split("|")]


@pytest.mark.parametrize(("role", "head"), [(role, head) for role, heads in ROLES.items() for head in listed(heads)])
def test_a_head_names_what_its_column_holds(role: str, head: str) -> None:
    """A column that nothing knows is lost, or taken for the names of the rows."""
    term = head_to_term(head)
    assert term is not None
    assert term.role == role


@pytest.mark.parametrize(
    ("measure", "head"), [(measure, head) for measure, heads in MEASURES.items() for head in listed(heads)]
)
def test_a_head_names_its_measure(measure: str, head: str) -> None:
    """What is planned, what was done, what was spent and what is left must not be taken for each other."""
    assert path_to_measure([head]) == measure


@pytest.mark.parametrize(("path", "measure"), PATHS)
def test_heads_above_each_other_name_it_together(path: tuple[str, ...], measure: str) -> None:
    """The lowest head counts first, and one above refines it."""
    assert path_to_measure(list(path)) == measure


@pytest.mark.parametrize(("head", "revision"), REVISIONS)
def test_a_head_names_the_version_of_a_plan(head: str, revision: str | None) -> None:
    """Two versions of one plan are no contradiction."""
    assert path_to_revision([head]) == revision


@pytest.mark.parametrize(
    "title", ["Rencana Strategis 2021-2026", "Corporate Plan 2022", "Penurunan Stunting", "Cost of Living", "Dana Desa"]
)
def test_common_words_say_nothing_in_a_title(title: str) -> None:
    """ "Rencana" heads what is planned, and begins the name of every plan: a title is no head."""
    assert title_to_measures(title) == frozenset()


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("Tareget", "target"), ("Targte", "target"), ("Realisai", "realisasi"), ("Realisasai", "realisasi"), ("Anggran", "anggaran"),
        ("Satauan", "satuan"), ("Indikatr Kinerja", "indikatorkinerja"), ("Basline", "baseline"), ("Budegt", "budget"),
        ("Actaul", "actual"), ("Varaince", "variance"), ("Keterangn", "keterangan"),
    ],
)  # fmt: skip
def test_a_misspelt_head_is_the_nearest_word(head: str, meant: str) -> None:
    """A letter or two differ, and nothing else is as near."""
    found = head_to_misspelt(head)
    assert found is not None
    assert found[1] == meant


@pytest.mark.parametrize(
    "text", ["Jalan", "Rumah Sakit", "Meningkatnya kualitas", "Tarif", "Pasar", "School meals", "Bridge", "Tagetan"]
)
def test_other_words_are_no_heads(text: str) -> None:
    """A name of a row must not pass for the head of a column."""
    assert head_to_term(text) is None
