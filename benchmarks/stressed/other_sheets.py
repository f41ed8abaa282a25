"""The smaller kinds of tables: indicators of goals, agreements, reports by quarter and by year, an English budget, no plan at all."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.stressed.plan import Figure, Measured, Plan
from benchmarks.stressed.sheets import Box, Looks, Row, Sheet, Truth, head, value_box, walk, year_heads


def _target(one: Measured, figure: Figure, year: int | None = None) -> Truth:
    """What a row of one indicator promises: the others of the row are like it."""
    return Truth(one.text, "target", figure, unit=one.unit, year=year)


def goals(plan: Plan, looks: Looks) -> Sheet:
    """T-C.25 / T-C.28: goal, objective, indicator, unit, baseline, years, final."""
    years = tuple(head(year) for year in year_heads(plan, looks))
    n = len(years)
    labels = ("No", "Tujuan", "Sasaran", "Indikator Sasaran", "Satuan", "Kondisi Awal")
    header = ((*(head(t, rows=2) for t in labels), head("Target Kinerja pada Tahun", n), head("Kondisi Akhir", rows=2)), years)
    rows: list[Row] = []
    for number, (goal, objective, one) in enumerate(plan.goals):
        first = number % 2 == 0
        truth = _target(one, one.baseline)
        span = 2 if number + 1 < len(plan.goals) else 1
        left = [Box(str(number // 2 + 1), rows=span), Box(goal, rows=span)] if first else []
        values = [replace(truth, measure="baseline")]
        values += [replace(truth, year=y, figure=f) for y, f in zip(plan.years, one.figures, strict=True)]
        values.append(replace(truth, measure="final", figure=one.final))
        rows.append((*left, Box(objective), Box(one.text), Box(one.unit), *(value_box(v, looks) for v in values)))
    title = (f"Tabel 4.1 Tujuan dan Sasaran {plan.agency}", f"Tahun {plan.years[0]}-{plan.years[-1]}")
    return Sheet(title, (26, 105, 110, 125, 52, 50, *(48.0,) * n, 50), header, tuple(rows))


def iku(plan: Plan, looks: Looks) -> Sheet:
    """Indikator Kinerja Utama: no, objective, indicator, formula, unit, years."""
    years = tuple(head(year) for year in year_heads(plan, looks))
    labels = ("No", "Sasaran Strategis", "Indikator Kinerja Utama", "Formulasi Perhitungan", "Satuan")
    header = ((*(head(t, rows=2) for t in labels), head("Target", len(years))), years)
    rows: list[Row] = []
    for number, (_, objective, one) in enumerate(plan.goals, 1):
        truth = _target(one, one.baseline)
        values = (value_box(replace(truth, year=y, figure=f), looks) for y, f in zip(plan.years, one.figures, strict=True))
        rows.append(
            (Box(str(number)), Box(objective), Box(one.text), Box("Jumlah capaian dibagi target"), Box(one.unit), *values)
        )
    title = (f"INDIKATOR KINERJA UTAMA {plan.agency.upper()}", f"TAHUN {plan.years[0]}-{plan.years[-1]}")
    return Sheet(title, (26, 130, 150, 130, 55, *(48.0,) * len(years)), header, tuple(rows))


def agreement(plan: Plan, looks: Looks) -> tuple[Sheet, Sheet]:
    """Perjanjian Kinerja: objective, indicator, target; then programme and budget. The year stands in the title alone."""
    year = plan.years[0]
    labels = ("No", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target")
    rows: list[Row] = []
    for number, (_, objective, one) in enumerate(plan.goals, 1):
        truth = _target(one, one.figures[0], year)
        rows.append((Box(str(number)), Box(objective), Box(one.text), Box(one.unit), value_box(truth, looks)))
    title = (f"PERJANJIAN KINERJA TAHUN {year}", plan.agency.upper())
    first = Sheet(title, (30, 180, 200, 60, 60), (tuple(head(t) for t in labels),), tuple(rows))
    lines: list[Row] = []
    for number, program in enumerate(plan.programs, 1):
        truth = Truth(
            indicator="",
            measure="budget",
            figure=program.amounts[0],
            label=program.name,
            chain=(program.name, "", ""),
            year=year,
        )
        lines.append((Box(str(number)), Box(program.name), value_box(truth, looks, money=True), Box("APBD")))
    heads = tuple(head(t) for t in ("No", "Program", "Anggaran (Rp)", "Keterangan"))
    return first, Sheet((), (30, 280, 120, 100), (heads,), tuple(lines))


def quarters(plan: Plan, looks: Looks) -> Sheet:
    """Realization by quarter: target K and Rp of the year, then K and Rp under TW I to IV."""
    year = plan.years[0]
    labels = ("No", "Program / Kegiatan / Sub Kegiatan", "Indikator Kinerja", "Satuan")
    top = (
        *(head(t, rows=3) for t in labels),
        head(f"Target {year}", 2, 2),
        head(f"Realisasi Kinerja dan Anggaran Tahun {year}", 8),
    )
    second = tuple(head(f"TW {roman}", 2) for roman in ("I", "II", "III", "IV"))
    header = (top, second, tuple(head(t) for _ in range(5) for t in ("K", "Rp")))
    rows: list[Row] = []
    for number, (item, chain) in enumerate(walk(plan.programs), 1):
        one = item.indicators[0]
        truth = Truth(
            indicator=one.text, measure="target", figure=one.figures[0], label=item.name, chain=chain, unit=one.unit, year=year
        )
        values = [
            value_box(truth, looks),
            value_box(replace(truth, measure="budget", unit="", figure=item.amounts[0]), looks, money=True),
        ]
        for quarter, (physical, money) in enumerate(item.quarters, 1):
            done = replace(truth, measure="realization", subperiod=quarter, figure=physical)
            values.append(value_box(done, looks))
            values.append(value_box(replace(done, measure="budget_realization", unit="", figure=money), looks, money=True))
        depth = {"program": 0, "activity": 1, "sub_activity": 2}[item.level]
        name = Box(item.name, bold=depth < 2, indent=6.0 * depth)
        rows.append(tuple(replace(b, bold=depth < 2) for b in (Box(str(number)), name, Box(one.text), Box(one.unit), *values)))
    title = (f"REALISASI KINERJA DAN ANGGARAN {plan.agency.upper()} TAHUN {year}",)
    return Sheet(title, (26, 135, 125, 50, 42, 72, *(30.0, 70.0) * 4), header, tuple(rows))


def report(plan: Plan, looks: Looks) -> Sheet:
    """LKjIP: target, realization and achievement of two years."""
    years = plan.years[:2]
    labels = ("No", "Indikator Kinerja", "Satuan")
    header = (
        (*(head(t, rows=2) for t in labels), *(head(f"Tahun {year}", 3) for year in years)),
        tuple(head(t) for _ in years for t in ("Target", "Realisasi", "Capaian (%)")),
    )
    rows: list[Row] = []
    for number, (_, _, one) in enumerate(plan.goals, 1):
        values: list[Box] = []
        for position, year in enumerate(years):
            target = one.figures[position]
            truth = _target(one, target, year)
            done = Figure(
                round((target.number or 0) * looks.random.uniform(0.8, 1.1), target.decimals), decimals=target.decimals
            )
            if target.number is None or not done.number:
                done = Figure()
            share = (
                Figure(round(100 * done.number / target.number, 2), decimals=2) if done.number and target.number else Figure()
            )
            values.append(value_box(truth, looks))
            values.append(value_box(replace(truth, measure="realization", figure=done), looks))
            values.append(value_box(replace(truth, measure="achievement", unit="", figure=share), looks))
        rows.append((Box(str(number)), Box(one.text), Box(one.unit), *values))
    return Sheet((f"Tabel 3.2 Capaian Kinerja {plan.agency}",), (26, 190, 60, *(58.0,) * 6), header, tuple(rows))


def actions(plan: Plan, looks: Looks) -> Sheet:
    """Rencana aksi: the year's target and the target of each quarter."""
    year = plan.years[0]
    labels = ("No", "Sasaran", "Indikator Kinerja", "Satuan", f"Target {year}")
    header = (
        (*(head(t, rows=2) for t in labels), head(f"Target Triwulan Tahun {year}", 4), head("Penanggung Jawab", rows=2)),
        tuple(head(t) for t in ("I", "II", "III", "IV")),
    )
    rows: list[Row] = []
    for number, (_, objective, one) in enumerate(plan.goals, 1):
        truth = _target(one, one.figures[0], year)
        total = one.figures[0].number
        values = [value_box(truth, looks)]
        for quarter in range(1, 5):
            part = (
                Figure()
                if total is None
                else Figure(round(total * quarter / 4, one.figures[0].decimals), decimals=one.figures[0].decimals)
            )
            values.append(value_box(replace(truth, subperiod=quarter, figure=part), looks))
        rows.append((Box(str(number)), Box(objective), Box(one.text), Box(one.unit), *values, Box("Sekretaris")))
    title = (f"RENCANA AKSI PENCAPAIAN KINERJA TAHUN {year}", plan.agency.upper())
    return Sheet(title, (26, 120, 150, 52, 56, *(46.0,) * 4, 80), header, tuple(rows))


def budget(plan: Plan, looks: Looks) -> Sheet:
    """An English revenue table: actuals, then a budget, department heads and subtotals."""
    random = Random(plan.years[0])
    names = (
        "Property Taxes",
        "Building Permits",
        "Interest Earnings",
        "Court Fines",
        "Rental Income",
        "Licenses",
        "Charges for Services",
    )
    years = plan.years[:3]
    heads = [head("Account"), *(head(f"{year} Actual") for year in years[:2]), head(f"{years[2]} Budget")]
    rows: list[Row] = []
    for department in ("General Fund", "Water and Sewer Fund"):
        rows.append((Box(department, len(heads), bold=True),))
        totals = [0.0] * 3
        for name in random.sample(names, 4):
            boxes = [Box(name)]
            for position, year in enumerate(years):
                number = float(random.randrange(1000, 9_000_000))
                totals[position] += number
                measure = "realization" if position < 2 else "budget"
                truth = Truth(indicator=name, measure=measure, figure=Figure(number), year=year)
                boxes.append(value_box(truth, replace(looks, numbers="us", money="us", rupiah=False), money=True))
            rows.append(tuple(boxes))
        rows.append(
            (Box(f"Total {department}", bold=True), *(Box(f"{total:,.0f}", align="right", bold=True) for total in totals))
        )
    return Sheet(("Adopted Revenue Budget",), (200, 90, 90, 90), (tuple(heads),), tuple(rows))


def contacts(random: Random) -> Sheet:
    """No plan: names and year of purchase, from which nothing may come."""
    rows = tuple(
        (
            Box(str(n)),
            Box(random.choice(("Mobil Dinas", "Sepeda Motor", "Laptop", "Printer"))),
            Box(random.choice(("Baik", "Rusak Ringan"))),
        )
        for n in range(1, 6)
    )
    heads = tuple(head(t) for t in ("No", "Nama Barang", "Kondisi"))
    return Sheet(("Tabel 2.3 Daftar Aset",), (30, 200, 120), (heads,), rows)
