"""What stands behind the values, beside them, or above: remarks, prices, sums of rows."""

from __future__ import annotations

from normalize.judge.signs import tables_to_explained
from normalize.words.heads import head_to_term
from schemas.observation import Observation
from tests.normalize.judge.test_told import seen
from tests.tables import normalize, table

COSTED = """
    Strategic action     | Activity             | Lead | 2024 Cost | 2025 Cost | Total | Source of funds
    Stronger teams       | Train managers       | MoH  | 120.0     | 80.0      | 200.0 | Government
    Stronger teams       | Supervisory visits   | DHT  | 45.5      | 45.5      | 91.0  | Partners
    Medicines in time    | Warehouse upgrade    | CMS  | 500.0     | 750.0     | 1250.0 | Bank
"""


def read(text: str) -> tuple[Observation, ...]:
    return normalize(table(text)).observations


def test_funds_behind_the_values_name_no_rows() -> None:
    """The same head names the rows where nothing else does."""
    first = read(COSTED)[0]
    assert (first.labels.objective, first.labels.activity, first.labels.indicator) == (
        "Stronger teams",
        "Train managers",
        None,
    )
    alone = read("Source of funds | Budget 2024\nGovernment grants | 1,200\nPartner funds | 300")
    assert alone[0].labels.indicator == "Government grants"


def test_sums_of_rows_are_no_lost_figures() -> None:
    """ "Total" says of itself what stands below it."""
    assert tables_to_explained([seen(COSTED)]) == 3


def test_a_price_is_no_budget() -> None:
    """A row of a budget has one amount: what one costs is another figure, in money though the row counts reams."""
    found = read(
        "Uraian | Satuan | Harga Satuan (Rp) | Jumlah (Rp)\nKertas | Rim | 53.000 | 2.650.000\nTinta | Botol | 150.000 | 6.000.000"
    )
    assert [(one.measure, one.labels.unit, one.value) for one in found[:2]] == [
        ("other", "Rp", 53_000),
        ("budget", "Rp", 2_650_000),
    ]
    assert [head_to_term(head) and head_to_term(head).measure for head in ("Biaya (Rp)", "Unit cost")] == ["budget", "other"]  # type: ignore[union-attr]


def test_subtotals_with_a_hyphen_are_totals() -> None:
    found = read("Scheme | Budget 2024\nRoads | 300\nBridges | 200\nSub-total Highways | 400\nSub-total | 500")
    assert [one.labels.indicator for one in found] == ["Roads", "Bridges"]
