"""Headers drawn at random: however measures and years are arranged, each value comes back under its own measure and year."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.document import reading_to_normalized
from schemas.kind import builtin_kinds
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading
from tests.normalize.layouts.layouts import rows_to_fragment

HEADS = {
    "target": ["Target", "K", "TARGET", "Target Kinerja", "Targe¶t"],
    "budget": ["Rp", "Anggaran", "Pagu (Rp)", "Pagu Indikatif"],
    "realization": ["Realisasi", "Realisasi Kinerja", "REALISASI"],
}
ITEMS = ["Persentase layanan", "Jumlah kunjungan", "Cakupan imunisasi", "Nilai kepuasan"]


@dataclass(frozen=True)
class Plan:
    """A table: its measures with their heads, its years, whether years stand above the measures, whether columns are numbered."""

    measures: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    years_above: bool
    numbered: bool
    coded: bool
    prefix: str


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    names = draw(st.lists(st.sampled_from(sorted(HEADS)), min_size=2, max_size=3, unique=True))
    measures = tuple((name, draw(st.sampled_from(HEADS[name]))) for name in names)
    first = draw(st.integers(2015, 2026))
    years = tuple(range(first, first + draw(st.integers(2, 5))))
    prefix = draw(st.sampled_from(["", "Tahun ", "TA. ", "Thn "]))
    return Plan(measures, years, draw(st.booleans()), draw(st.booleans()), draw(st.booleans()), prefix)


def plan_to_rows(plan: Plan) -> tuple[list[str], dict[tuple[str, str, int], int]]:
    """The drawn table as text, and what it says: (indicator, measure, year) -> value."""
    labels = [*(["Kode"] if plan.coded else []), "Program", "Indikator Kinerja"]
    year_heads = {year: f"{plan.prefix}{year}" for year in plan.years}
    upper, lower, keys = list(labels), ["^"] * len(labels), list[tuple[str, int]]()
    if plan.years_above:
        for year in plan.years:
            upper += [year_heads[year], *["<"] * (len(plan.measures) - 1)]
            lower += [head for _, head in plan.measures]
            keys += [(measure, year) for measure, _ in plan.measures]
    else:
        for measure, head in plan.measures:
            upper += [head, *["<"] * (len(plan.years) - 1)]
            lower += list(year_heads.values())
            keys += [(measure, year) for year in plan.years]
    rows = [upper, lower]
    if plan.numbered:
        rows.append([f"({number})" for number in range(1, len(upper) + 1)])
    said: dict[tuple[str, str, int], int] = {}
    for at, item in enumerate(ITEMS):
        values = [100 * (at + 1) + place if measure != "budget" else 1_000_000 * (at + 1) + 1000 * place
                  for place, (measure, _) in enumerate(keys)]  # fmt: skip
        said |= {(item, *key): value for key, value in zip(keys, values, strict=True)}
        printed = [f"{value:,}".replace(",", ".") if value >= 1000 else str(value) for value in values]
        code = [f"1.02.0{at + 2}"] if plan.coded else []
        rows.append([*code, f"Program Urusan {item.split()[-1].title()}", item, *printed])
    return ["| " + " | ".join(row) + " |" for row in rows], said


@given(plans())
@settings(max_examples=120, deadline=None)
def test_each_value_keeps_its_measure_and_year(plan: Plan) -> None:
    """Years over measures or measures over years, numbered or not, with or without codes: nothing is lost, moved or invented."""
    rows, said = plan_to_rows(plan)
    source = SourceDocument("drawn.pdf", "0" * 64, "application/pdf", 1)
    document = reading_to_normalized(DocumentReading(source, (rows_to_fragment(rows, 1),)), builtin_kinds())
    found = {
        (o.labels.indicator, o.measure, o.period.year): o.value for o in document.observations if o.value_status != "ambiguous"
    }
    assert {key: said[key] for key in found} == found  # type: ignore[index]
    assert len(document.observations) == len(said)
