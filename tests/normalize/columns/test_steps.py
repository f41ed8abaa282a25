"""What is made of columns after their heads are read, step by step: by their cells, by the texts over the table, by each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.columns.assumed_measure import columns_to_assumed
from normalize.columns.meaning import distinct_heads, virtual_parts
from normalize.columns.reached_or_share import columns_to_reached
from normalize.columns.settle import columns_to_possible_stubs, columns_to_settled
from normalize.columns.stated_scale import columns_to_scaled, table_to_statement, text_to_statement
from normalize.columns.title_texts import table_to_texts, texts_to_planning, texts_to_year
from normalize.columns.title_year import columns_with_title_year
from normalize.columns.unnamed_pairs import columns_to_packed
from normalize.columns.year_column import table_to_dating, to_part
from schemas.logical import ColumnMeaning
from schemas.observation import Period
from tests.normalize.knitted import headed, knit
from tests.tables import normalize, say, table


def test_years_alone_over_indicators_are_those_of_targets_and_told_as_assumed() -> None:
    """Nothing is assumed where a head or the title names the measure."""
    table, columns = headed("Indikator | Satuan | 2021 | 2022\nJumlah A | Orang | 1 | 2\nJumlah B | Unit | 3 | 4")
    found, findings = columns_to_assumed(table, columns, "Kinerja dinas", None)
    assert {column.measure for column in found if column.role == "value"} == {"target"}
    assert [finding.code for finding in findings] == ["measure-assumed"]
    assert columns_to_assumed(table, columns, "Target kinerja", None) == (columns, ())
    table, columns = headed("Indikator | Satuan | Realisasi 2021 | 2022\nJumlah A | Orang | 1 | 2")
    assert columns_to_assumed(table, columns, "", None) == (columns, ())


def test_capaian_beside_what_was_reached_is_a_share() -> None:
    """The figures say so: 50 of 100 is 50; where nothing decides it stays open."""
    heads = "Indikator | Satuan | Target 2021 | Realisasi 2021 | Capaian 2021\n"
    table, columns = headed(heads + "Jumlah A | Orang | 100 | 50 | 50\nJumlah B | Orang | 200 | 150 | 75")
    found, _ = columns_to_reached(table, columns)
    assert found[-1].measure == "achievement"


def test_a_column_of_unit_words_is_the_unit_whatever_its_head() -> None:
    """Under a head that says nothing of it."""
    table, columns = headed(
        "Indikator | Keterangan lain | Target 2021\nJumlah A | Orang | 1\nJumlah B | Dokumen | 2\nJumlah C | Orang | 3"
    )
    assert columns_to_possible_stubs(table, columns)[0] == 0
    found, _ = columns_to_settled(table, columns)
    assert found[0].role == "indicator"


@pytest.mark.parametrize(
    ("text", "scale"),
    [("(dalam ribuan rupiah)", 1e3), ("Rp juta", 1e6), ("(Amounts in Thousands)", 1e3), ("Tabel 3. Target kinerja", None)],
)
def test_a_statement_of_scale(text: str, scale: float | None) -> None:
    """Short texts only; prose states none."""
    found = text_to_statement(text)
    assert (found.scale if found else None) == scale


def test_a_stated_scale_is_for_money_whose_head_states_none() -> None:
    """Counts keep theirs."""
    block = say("(dalam ribuan rupiah)")
    table, columns = headed("Indikator | Target 2021 | Anggaran 2021\nJumlah A | 4 | 500", block)
    statement = table_to_statement(table, [block, table.fragments[0]])
    assert statement is not None
    found, findings = columns_to_scaled(columns, statement, table.number)
    assert [column.scale for column in found] == [1.0, 1.0, 1e3]
    assert findings
    assert columns_to_scaled(columns, None, table.number) == (columns, ())


def test_the_year_over_a_table_is_that_of_columns_without_one() -> None:
    """The nearest dated text; one that names two years gives none."""
    title = say("Tabel 2 Target kinerja tahun 2023", "caption")
    table, columns = headed("Indikator | Satuan | Target\nJumlah A | Orang | 1", title)
    year = texts_to_year(table_to_texts(table), None)
    assert year.period == Period("year", 2023)
    undated = tuple(replace(column, period=Period("none")) if column.role == "value" else column for column in columns)
    found, findings = columns_with_title_year(table, undated, False, year)
    assert found[-1].period == Period("year", 2023)
    assert [finding.code for finding in findings] == ["year-from-title"]
    assert texts_to_year(["Perbandingan tahun 2022 dan 2023"], None).period is None


def test_a_planning_period_is_several_years() -> None:
    """Of the nearest text that names one."""
    assert texts_to_planning(["Target 2023", "Renstra Dinas Tahun 2021-2026"]) == (2021, 2026)
    assert texts_to_planning(["Target 2023"]) is None


def test_a_figure_and_an_amount_in_every_cell_are_two_values() -> None:
    """Though the head names one; one cell without the pair leaves the column alone."""
    table, columns = headed("Indikator | Target 2021\nJumlah A | 80% / Rp 1.250.000\nJumlah B | 90% / Rp 2.250.000")
    found, findings = columns_to_packed(table, columns)
    assert len(found[-1].parts) == 2
    assert len(findings) == 1
    table, columns = headed("Indikator | Target 2021\nJumlah A | 80% / Rp 1.250.000\nJumlah B | 90%")
    assert columns_to_packed(table, columns) == (columns, ())


def test_parts_of_a_cell_have_columns_of_their_own() -> None:
    """The first that of the cell, the others past the table's own."""
    parts = (ColumnMeaning(1, "value", ("a",)), ColumnMeaning(1, "value", ("b",)))
    assert [part.column for part in virtual_parts(4, parts)] == [1, 5]
    assert distinct_heads([None, None]) == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Tahun | Target | Realisasi\n2021 | 5 | 4\n2022 | 6 | 5", 0),
        ("Triwulan | Target | Realisasi\nI | 5 | 4\nII | 6 | 5", 0),
        ("Tahun | Target | Realisasi\n2021 | 5 | 4\nnanti | 6 | 5", None),
        ("Tahun pembelian | Jumlah | Nilai\n2021 | 5 | 4\n2022 | 6 | 5", None),
    ],
)
def test_a_column_dates_the_rows_where_all_of_it_is_years_or_quarters(text: str, column: int | None) -> None:
    """And its head says nothing else: a year of purchase is data."""
    assert [one.column for one in table_to_dating(knit(text))] == ([] if column is None else [column])


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Indikator | Tahun | Target | Realisasi\nA | 2021 | 5 | 6", {1: {0, 2, 3}}),
        (
            "Indicator | Baseline | < | Target | <\n^ | Year | Value | Year | Value\nWater points | 2020 | 61 | 2026 | 80",
            {1: {2}, 3: {4}},
        ),
        (
            "Indicator | Baseline | Baseline year | Target | Target year\nWater points | 61 | 2020 | 80 | 2026",
            {2: {1}, 4: {3}},
        ),
        ("Indikator | Tahun Anggaran | Anggaran\nA | 2021 | 5.000.000", {1: {0, 2}}),
        ("Indikator | Tahun | Target | Tahun\nA | 2021 | 5 | 2022", {}),
        ("Barang | Tahun perolehan | Jumlah\nA | 2021 | 5", {}),
    ],
)
def test_which_columns_a_column_of_years_dates(text: str, dated: dict[int, set[int]]) -> None:
    """All others where it stands alone; those below its head, or those it is named with; two of one column date nothing."""
    assert {one.column: set(one.dated) for one in table_to_dating(knit(text))} == dated


def test_a_baseline_with_the_year_of_each_row() -> None:
    """The years are no values; the title's year is that of columns that none dates."""
    head = "Indicator | Unit | Baseline | < | Targets | <\n^ | ^ | Year | Value | 2024 | 2026"
    found = normalize(table(f"{head}\nWater points | Number | 2020 | 61 | 70 | 80\nUtilities | Number | 2019 | 7 | 12 | 18"))
    said = [
        (o.labels.indicator, o.measure, o.period.year, o.value_text) for o in found.observations if o.measure == "baseline"
    ]
    assert said == [("Water points", "baseline", 2020, "61"), ("Utilities", "baseline", 2019, "7")]


def test_a_bare_number_is_what_its_column_counts() -> None:
    """A quarter below "Triwulan"; nothing without it."""
    quarter = to_part("II", "TW ")
    assert quarter is not None
    assert (quarter.kind, quarter.subperiod) == ("quarter", 2)
    assert to_part("II", "") is None


def test_a_second_column_of_measures_that_holds_units_is_the_unit() -> None:
    head = "Key performance indicator | Measure | 2022 | 2023"
    document = normalize(
        table(f"{head}\nHomes let | no. | 40 | 44\nWaste recycled | % | 41 | 42\nRe-let time | days | 9,4 | 8,8")
    )
    assert {(o.labels.indicator, o.labels.unit) for o in document.observations} == {
        ("Homes let", "no."),
        ("Waste recycled", "%"),
        ("Re-let time", "days"),
    }
