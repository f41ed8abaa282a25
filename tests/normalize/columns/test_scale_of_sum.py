"""The amounts of a whole period have the scale of its years where they are their sum."""

from __future__ import annotations

import pytest

from tests.tables import codes, normalize, table

HEAD = """
    Program   | Indikator | Satuan | Anggaran (Rp juta) | <    | Kondisi Akhir | <
    ^         | ^         | ^      | 2022               | 2023 | Target        | Rp
"""


def finals(*totals: str) -> list[float | None]:
    """The values published under "Rp" of the end of the period."""
    amounts = (("1.500,00", "1.700,00"), ("2.500,00", "2.250,00"), ("3.000,00", "3.100,00"))
    body = "".join(
        f"Program {name} | Jumlah desa {name} | Desa | {a} | {b} | 5 | {total}\n"
        for name, (a, b), total in zip("ABC", amounts, totals, strict=True)
    )
    document = normalize(table(HEAD + body))
    assert ("scale-by-quotient" in codes(document)) == (totals[0] == "3.200,00")
    return [one.value for one in document.observations if one.measure == "final_budget"]


@pytest.mark.parametrize(
    ("totals", "factor"), [(("3.200,00", "4.750,00", "6.100,00"), 1e6), (("9.200,00", "1.750,00", "2.100,00"), 1.0)]
)
def test_a_sum_has_the_scale_of_what_it_sums(totals: tuple[str, ...], factor: float) -> None:
    """Other figures keep what their head says."""
    printed = [float(total.replace(".", "").replace(",", ".")) for total in totals]
    assert finals(*totals) == [figure * factor for figure in printed]
