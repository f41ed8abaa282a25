"""The printed values of real documents, read jointly, against what people read there."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from normalize.numbers.read import NumberCell, cells_to_readings
from tests.shared_corpus import shared_file

THOUSANDS = {"badan-bahasa-renstra-2020-2024": {"budget"}, "baltimore-cip-2008": {"budget", "other"}}
DOCUMENTS = (
    "augusta-fy2022-revenue",
    "badan-bahasa-renstra-2020-2024",
    "baltimore-cip-2008",
    "bkpp2-jabar-renstra-2013-2018",
    "bkpsdm-tangsel-triwulan-2023",
    "disdik-jabar-renstra-2013-2018",
    "diskanlaut-jabar-renja-2017",
    "kaltim-program-prioritas-2024",
    "rumbai-renstra-2021-2022",
)


def truth_to_tables(name: str) -> list[list[tuple[NumberCell, dict[str, str]]]]:
    """The rows of a truth file as the cells of its tables; the scale is what the headers state."""
    tables: dict[str, list[tuple[NumberCell, dict[str, str]]]] = defaultdict(list)
    columns: dict[tuple[str, ...], int] = {}
    with shared_file(f"data/real/{name}.truth.csv").open(encoding="utf-8", newline="") as lines:
        for index, row in enumerate(csv.DictReader(lines)):
            head = (row["table"], row["measure"], row["year"], row["period"], row["year_label"])
            series = (row["program"], row["activity"], row["objective"], row["indicator"])
            scale = Decimal(1000 if row["measure"] in THOUSANDS.get(name, ()) else 1)
            cell = NumberCell(
                index,
                row["raw"],
                index,
                columns.setdefault(head, len(columns)),
                row["measure"],
                row["unit"] or None,
                series,
                scale,
            )
            tables[row["table"]].append((cell, row))
    return list(tables.values())


@pytest.mark.shared
@pytest.mark.parametrize("name", DOCUMENTS)
def test_values_as_people_read_them(name: str) -> None:
    """Every printed number is read, none wrong; cells without a number give none; misprints stay open."""
    shares: Counter[str] = Counter()
    wrong = []
    for table in truth_to_tables(name):
        for (_, row), reading in zip(table, cells_to_readings([cell for cell, _ in table]), strict=True):
            expected = Decimal(row["value"]) if row["value_kind"] in ("number", "bound") else None
            result = "right" if reading.value == expected else "ambiguous" if reading.value is None else "wrong"
            shares[result] += 1
            if result != "right":
                wrong.append((row["raw"], row["unit"], expected, reading.value, reading.confidence))
    print(f"{name}: {dict(shares)}")  # noqa: T201 -- the figures that the report quotes
    assert not wrong
