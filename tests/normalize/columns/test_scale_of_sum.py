"""Amounts of a whole period have the scale of the years that they are the sum of."""

from __future__ import annotations

import pytest

from normalize.columns.scale_of_sum import columns_to_summed_scale
from schemas.logical import ColumnMeaning
from schemas.observation import Period
from tests.normalize.knitted import knit

COLUMNS = (
    ColumnMeaning(0, "plan_item", ("Program",)),
    ColumnMeaning(1, "value", ("2021", "Rp (juta)"), "budget", Period("year", 2021), scale=1e6),
    ColumnMeaning(2, "value", ("2022", "Rp (juta)"), "budget", Period("year", 2022), scale=1e6),
    ColumnMeaning(3, "value", ("Kondisi Akhir", "Rp"), "final_budget"),
)


@pytest.mark.parametrize(("total", "scale"), [(("300", "700"), 1e6), (("999", "700"), 1.0)])
def test_a_sum_of_years_has_their_scale(total: tuple[str, str], scale: float) -> None:
    """Where in nearly all rows it adds up; elsewhere the head is believed."""
    table = knit(f"Program | 2021 | 2022 | Akhir\nA | 100 | 200 | {total[0]}\nB | 300 | 400 | {total[1]}")
    settled, findings = columns_to_summed_scale(table, COLUMNS)
    assert settled[3].scale == scale
    assert [finding.code for finding in findings] == (["scale-by-quotient"] if scale > 1 else [])
