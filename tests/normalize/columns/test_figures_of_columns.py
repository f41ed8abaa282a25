"""What figures say about columns: quotients, shares, scales that nobody believes, and heads whose spans slipped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from normalize.columns.believed_scale import columns_to_believed_scale
from normalize.columns.by_quotient import columns_to_proportioned
from normalize.columns.decided import Step, steps_to_decisions
from normalize.columns.header import table_to_header
from normalize.columns.quotients import ColumnFigures, Quotient, columns_to_values
from normalize.columns.spanners import put_spanners_back
from schemas.logical import ColumnMeaning
from schemas.observation import Period
from tests.normalize.knitted import headed, knit
from tests.tables import normalize, table

SPENT = """
    Kegiatan  | Pagu 2022 (Rp) | Terbayar 2022 (Rp) | %
    Kapal     | 1.250.000.000  | 1.187.500.000      | 95,00
    Pos jaga  | 340.000.000    | 306.000.000        | 90,00
    Penyuluhan| 75.000.000     | 74.250.000         | 99,00
"""


def test_a_column_of_quotients_is_found_with_its_parts() -> None:
    """In all rows that tell; columns of one size are alike."""
    figures = ColumnFigures(knit(SPENT))
    assert figures.quotient(3, [1, 2]) == Quotient(3, 2, 1, 3, 3)
    assert figures.quotient(2, [1]) is None
    assert figures.are_alike(1, 2)
    assert not figures.are_alike(1, 3)
    assert figures.largest(1) == Decimal(1250000000)
    assert figures.count(3) == 3


def test_shares_of_a_sum() -> None:
    """4 of 10, 5 of 10, 1 of 10 in per cent; fewer than three figures prove nothing."""
    shares = knit("Program | Pagu | %\nA | 4 | 40\nB | 5 | 50\nC | 1 | 10")
    assert ColumnFigures(shares).is_share_of_sum(2, 1) == 3
    assert ColumnFigures(knit("Program | Pagu | %\nA | 4 | 40\nB | 6 | 60")).is_share_of_sum(2, 1) == 0


def test_what_is_a_share_of_its_target_was_reached() -> None:
    """The column of quotients becomes an achievement, the part what was spent; told once for each."""
    table, columns = headed(SPENT)
    changed, findings = columns_to_proportioned(table, columns)
    assert changed[2].measure == "budget_realization"
    assert changed[3].measure == "achievement"
    assert {finding.code for finding in findings} == {"measure-by-quotient"}
    assert all(finding.cell is not None for finding in findings)
    plain, plain_columns = headed("Indikator | 2021 | 2022\nJumlah A | 3 | 7\nJumlah B | 5 | 2\nJumlah C | 6 | 1")
    assert columns_to_proportioned(plain, plain_columns) == (plain_columns, ())
    assert columns_to_values(plain_columns) == [1, 2]


@pytest.mark.parametrize(("amount", "scale"), [("48.114.709.000", 1.0), ("48.114", 1e6)])
def test_a_scale_that_makes_quadrillions_is_not_believed(amount: str, scale: float) -> None:
    """Amounts in full under "juta" stand as printed; smaller ones keep the scale."""
    table = knit(f"Program | Pagu 2021\nA | {amount}\nB | {amount}\nC | {amount}\nD | {amount}")
    columns = (
        ColumnMeaning(0, "plan_item", ("Program",)),
        ColumnMeaning(1, "value", ("Pagu 2021",), "budget", Period("year", 2021), scale=1e6),
    )
    believed, findings = columns_to_believed_scale(table, columns)
    assert believed[1].scale == scale
    assert [finding.code for finding in findings] == (["scale-not-believed"] if scale == 1.0 else [])


def test_slipped_heads_go_back_over_their_years() -> None:
    """Two heads of measures, two equal groups of years: their order says which is which; where all fit nothing moves."""
    slipped = """
        Program | Target | < | <    | Anggaran |  |
        ^       | 2021   | 2022 | 2023 | 2021 | 2022 | 2023
        A       | 1      | 2    | 3    | 10   | 20   | 30
    """
    header = table_to_header(knit(slipped), None)
    assert [column.measure for column in header.columns[1:]] == ["target"] * 3 + ["budget"] * 3
    assert put_spanners_back(knit(SPENT), []) == []


def test_a_column_that_never_changed_has_no_runner_up() -> None:
    """Its head alone decided."""
    table, columns = headed(SPENT)
    same = [Step("column_heads", columns), Step("column_cells", [replace(column, proven=False) for column in columns])]
    for decision in steps_to_decisions(table.fragments[0].ref, same):
        assert decision.runner_up is None
        assert [sign.name for sign in decision.signs] == ["column_heads"]


def test_an_amount_with_its_share_behind_it_is_two_values() -> None:
    """The budget proves both: 900.000 of 1.000.000 are 90 %."""
    head = "Kegiatan | Anggaran 2024 (Rp) | Realisasi Anggaran 2024 (Rp)"
    rows = "Rapat | 1.000.000 | 900.000 (90,00%)\nSurvei | 2.000.000 | 1.500.000 (75%)"
    document = normalize(table(f"{head}\n{rows}"))
    found = {(o.measure, o.value, o.value_confidence) for o in document.observations if o.measure != "budget"}
    assert found == {
        ("budget_realization", 900_000.0, "proven"), ("achievement", 90.0, "proven"),
        ("budget_realization", 1_500_000.0, "proven"), ("achievement", 75.0, "proven"),
    }  # fmt: skip


def test_full_amounts_beside_thousands_are_taken_as_printed() -> None:
    """Both heads say thousands; row by row the second column is a thousand times the first."""
    head = "Kegiatan | Pagu awal 2016 (Rp.000) | Pagu akhir 2016 (Rp.000)"
    rows = "Rapat | 6.008.850 | 6.100.000.000\nSurvei | 197.407.564 | 198.058.693.000\nBelajar | 55.570.010 | 55.570.010.000"
    document = normalize(table(f"{head}\n{rows}"))
    found = {o.value_text: (o.value, o.confidence) for o in document.observations}
    assert found["198.058.693.000"] == (198_058_693_000.0, "unproven")
    assert found["197.407.564"][0] == 197_407_564_000.0


def test_a_percentage_below_realization_is_the_share_that_the_amounts_make() -> None:
    """ "Keu (%)" says not of what; 90.000 of 100.000 do."""
    head = "Kegiatan | Pagu 2024 (Rp) | Realisasi 2024 | <\n^ | ^ | Keuangan (Rp) | Keu (%)"
    rows = "\n".join(f"Kegiatan {n} | {n}00.000 | {n * 9}0.000 | 90,00" for n in (1, 2, 3, 4, 5))
    document = normalize(table(f"{head}\n{rows}"))
    assert {o.measure for o in document.observations if o.value == 90} == {"achievement"}
