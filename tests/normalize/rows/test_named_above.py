"""Rows without figures that name the rows below them, by their looks."""

from __future__ import annotations

import pytest

from normalize.rows.named_above import rows_to_headings
from tests.normalize.knitted import rowed
from tests.tables import normalize, table

CAPITAL = """
    Project No. | Project Title/Source of Funds | FY 2026 | FY 2027
    WATER AND SEWER UTILITY | <           | <       | <
    {first}     | Lift Station Rehabilitation     |         |
                | Utility Revenue Bonds           | 237     | 856
    WS-4405     | Lead Service Line Replacement   |         |
                | State Revolving Loan            | 454     | 100
                | Utility Rates                   | 602     | 100
                | Project Total                   | 1,056   | 200
    INFORMATION SERVICES | <              | <       | <
    IS-5501     | Permit System                   |         |
    {below}     | Technology Fund                 | 147     | 545
"""


def drawn(first: str = "WS-4402", below: str = " ") -> str:
    return CAPITAL.format(first=first, below=below)


def test_sources_of_funds_below_coded_projects_below_departments() -> None:
    """Neither project nor department prints a figure; both are above the rows that do."""
    found = normalize(table(drawn())).observations
    labels = {o.labels.indicator: (o.labels.program, o.labels.activity_code, o.labels.activity) for o in found}
    assert labels["Utility Revenue Bonds"] == ("WATER AND SEWER UTILITY", "WS-4402", "Lift Station Rehabilitation")
    assert labels["Utility Rates"] == ("WATER AND SEWER UTILITY", "WS-4405", "Lead Service Line Replacement")
    assert labels["Technology Fund"] == ("INFORMATION SERVICES", "IS-5501", "Permit System")
    assert "Permit System" not in labels


def test_rows_without_figures_that_look_like_the_others_are_rows() -> None:
    """A code before some rows with figures, or none before one without, tells nothing."""
    for text in (drawn(first=" "), drawn(below="IS-5502")):
        _, columns, rows = rowed(text)
        assert not rows_to_headings(rows, columns).told


def test_nearly_all_rows_with_figures_say_what_the_others_are() -> None:
    """Without codes or looks."""
    text = "Uraian | Anggaran 2026\nBelanja Kantor |\n" + "\n".join(f"Barang {n} | {n}.000" for n in range(1, 6))
    _, columns, rows = rowed(text)
    assert rows_to_headings(rows, columns).told


@pytest.mark.parametrize(
    ("head", "role"),
    [("Project Title/Source of Funds", "plan_item"), ("Project No.", "code"), ("Project/Unit", "unknown")],
)
def test_a_head_for_rows_of_two_kinds(head: str, role: str) -> None:
    """Parts that mean one thing are one head; parts that mean different things are none."""
    _, columns, _ = rowed(f"{head} | FY 2026 Budget\nA | 5\nB | 6")
    assert columns[0].role == role
