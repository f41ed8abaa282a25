"""Heads as county plans, councils and departments outside the first documents print them."""

from __future__ import annotations

from schemas.normalized import NormalizedDocument
from tests.tables import normalize, say, table


def said(document: NormalizedDocument) -> list[tuple[str | None, str | None, str, int | None, float | None]]:
    """(activity, indicator, measure, year, value) of each observation."""
    return [(o.labels.activity, o.labels.indicator, o.measure, o.period.year, o.value) for o in document.observations]


def test_a_county_s_integrated_plan() -> None:
    """The programme stands in a band, the sub-programme names the activity, costs are in millions of shillings, links are no targets."""
    document = normalize(
        table(
            "Sub Programme | Key Output | KPI | Linkages to SDG Targets | Planned Targets and Indicative Budget (KSh. M) | <\n"
            "^ | ^ | ^ | ^ | Year 1 (2023/24) | <\n"
            "^ | ^ | ^ | ^ | Target | Cost\n"
            "Programme Name: Crop Development | < | < | < | < | <\n"
            "Crop Production | Seed distributed | Tonnes of seed | SDG 2 | 240 | 14.22\n"
            "Agribusiness | Groups linked | No. of groups | SDG 8 | 18 | 5.97"
        )
    )
    assert said(document) == [
        ("Crop Production", "Tonnes of seed", "target", 2023, 240.0),
        ("Crop Production", "Tonnes of seed", "budget", 2023, 14_220_000.0),
        ("Agribusiness", "No. of groups", "target", 2023, 18.0),
        ("Agribusiness", "No. of groups", "budget", 2023, 5_970_000.0),
    ]
    assert {o.labels.program for o in document.observations} == {"Crop Development"}


def test_initiatives_with_planned_expenditure() -> None:
    """Initiatives name the rows; what is planned to be spent is their budget, whatever brackets of money stand behind it."""
    head = "Initiative | Planned expenditure ($'000) | <\n^ | 2025/26 | 2026/27"
    document = normalize(say("Major initiatives"), table(f"{head}\nPool renewal | 967 | 2,982\nFootpath links | 190 | 627"))
    assert said(document)[:2] == [
        (None, "Pool renewal", "budget", 2025, 967_000.0),
        (None, "Pool renewal", "budget", 2026, 2_982_000.0),
    ]


def test_the_date_of_a_target_is_no_target() -> None:
    """ "Date to achieve target" beside the target."""
    head = "Indicator | 2025–26 target | Date to achieve target"
    document = normalize(table(f"{head}\nVisitors | At least 1,400,000 | March 31, 2026\nSites | At most 20 | March 31, 2026"))
    assert [value for *_, value in said(document)] == [1_400_000.0, 20.0]


def test_realization_beside_a_budget_printed_in_millions() -> None:
    """As many digits as the budget of its year has: money, though the figures are short."""
    head = "Perangkat Daerah | 2022 | < | < | 2023 | < | <\n^ | Pagu | Realisasi | % | Pagu | Realisasi | %"
    rows = (
        "Dinas Pendidikan | 614.235,42 | 551.601,38 | 89,80 | 650.537,98 | 613.475,96 | 94,30\n"
        "Dinas Sosial | 20.196,75 | 19.657,29 | 97,33 | 21.374,73 | 20.478,56 | 95,81"
    )
    document = normalize(say("Rekapitulasi Belanja (dalam jutaan rupiah)"), table(f"{head}\n{rows}"))
    assert [measure for _, _, measure, *_ in said(document)][:3] == ["budget", "budget_realization", "achievement"]
    assert said(document)[1][-1] == 551_601_380_000.0


def test_quarters_beside_the_end_of_the_plan_are_of_the_year_that_the_title_names() -> None:
    """2024, which a head names too; 2026 is the end of the plan."""
    head = (
        "Program | Indikator | Target Akhir Renstra Tahun 2026 | Target Renja Tahun 2024 | Realisasi pada Triwulan | <\n"
        "^ | ^ | ^ | ^ | I | II"
    )
    rows = "Program A | Jumlah dokumen | 60 | 12 | 1 | 3\nProgram B | Jumlah laporan | 40 | 10 | 2 | 4"
    document = normalize(say("Evaluasi Renja Tahun 2024"), table(f"{head}\n{rows}"))
    quarters = [o for o in document.observations if o.period.subperiod]
    assert {o.period.year for o in quarters} == {2024}


def test_adopted_and_proposed_budgets_beside_what_was_spent() -> None:
    """ "FY" belongs to the year; "Actual" in a table of budgets is money, with as many digits as they have."""
    head = "Department | FY 2022-23 Actual | FY 2023-24 Actual | FY 2024-25 Adopted | FY 2025-26 Proposed"
    names = ("City Manager", "Finance", "Library", "Parks")
    rows = "\n".join(f"{name} | 97{k},945 | 1,02{k},621 | 1,08{k},572 | 1,13{k},736" for k, name in enumerate(names))
    document = normalize(say("Expenditures by Department"), table(f"{head}\n{rows}"))
    assert [(measure, year) for _, _, measure, year, _ in said(document)][:4] == [
        ("budget_realization", 2022),
        ("budget_realization", 2023),
        ("budget", 2024),
        ("budget", 2025),
    ]


def test_the_sum_of_what_was_spent_beside_its_quarters() -> None:
    """In thousands: fewer digits than an amount has alone."""
    head = "Program | Pagu 2025 | Realisasi Keuangan | < | Jumlah Realisasi 2025\n^ | ^ | Triwulan I | Triwulan II | ^"
    rows = "Program A | 4,718,300 | 297,751 | 1,246,130 | 1,543,881\nProgram B | 419,400 | 53,560 | 101,354 | 154,914"
    document = normalize(say("Serapan 2025 (dalam ribu rupiah)"), table(f"{head}\n{rows}"))
    assert {measure for _, _, measure, *_ in said(document)} == {"budget", "budget_realization"}


def test_a_standard_is_the_target_of_a_scorecard() -> None:
    """Its bound is no sum of quarters, and what was reached the year before stands beside them."""
    head = "Measure | 2025 Standard | 2024 Outturn | 2025 | < | <\n^ | ^ | ^ | Q1 | Q2 | Q3"
    rows = "Patients seen in time | ≥ 75% | 61.0% | 63.4% | 67.2% | 70.0%\nWaiting | ≤ 4,500 | 6,120 | 5,597 | 5,260 | 4,710"
    document = normalize(say("Hospital scorecard 2025"), table(f"{head}\n{rows}"))
    assert [(o.measure, o.period.subperiod) for o in document.observations][:5] == [
        ("target", None), ("realization", None), ("realization", 1), ("realization", 2), ("realization", 3),
    ]  # fmt: skip


def test_costs_that_a_village_plan_expects_are_its_budget() -> None:
    """ "Prakiraan Biaya (Rp)" plans money; only a forecast of what nobody plans is an estimate."""
    head = (
        "No | Jenis Kegiatan | Prakiraan Biaya (Rp) dan Waktu Pelaksanaan | <\n^ | ^ | Tahun ke-1 (2024) | Tahun ke-2 (2025)"
    )
    rows = "1 | Operasional BPD | 14.250.000 | 14.930.000\n2 | Pelatihan kader | 8.600.000 | 10.520.000"
    document = normalize(table(f"{head}\n{rows}"))
    assert {(measure, year) for _, _, measure, year, _ in said(document)} == {("budget", 2024), ("budget", 2025)}
